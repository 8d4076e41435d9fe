/* The query language's tokens: what parse.c builds its tree from. Nobody else includes this. */
#ifndef DEPECHE_QUERY_PARSE_TOKENS_H
#define DEPECHE_QUERY_PARSE_TOKENS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"
#include "language/language.h"
#include "record/fields.h"

enum token_kind {
    TOKEN_VALUE, /* words, quoted or not; the value of a field */
    TOKEN_FIELD, /* title: before a value or a parenthesis */
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_OR,
    TOKEN_AND,
    TOKEN_NOT,
    TOKEN_NEAR,
    TOKEN_SAME,
    TOKEN_END,
};

struct token {
    enum token_kind kind;
    size_t offset, length;     /* in the query, bytes, quotes and signs included */
    struct bytes text;         /* TOKEN_VALUE: what stands inside the quotes or after the sign */
    bool quoted, exact, like;  /* TOKEN_VALUE: in quotes; after a =; after a ~ */
    const struct field *field; /* TOKEN_FIELD */
    unsigned distance;         /* TOKEN_NEAR */
};

/* Divide `query` into tokens, the last of which is TOKEN_END; in the arena. Every operator has an operand beside it
 * (the others have become words), and every TOKEN_FIELD a TOKEN_VALUE or TOKEN_OPEN after it. Fails as
 * `parse_query` does. */
enum status tokens_make(struct bytes query, enum language ui, struct arena *arena, struct token **tokens,
                        size_t *error_offset, struct failure *failure);

#endif
