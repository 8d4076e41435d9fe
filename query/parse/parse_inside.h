/* What the parts of the parser share. Nobody else includes this. */
#ifndef DEPECHE_QUERY_PARSE_INSIDE_H
#define DEPECHE_QUERY_PARSE_INSIDE_H

#include "language/messages.h"
#include "query/parse/parse.h"
#include "query/parse/parse_tokens.h"

struct parser {
    struct bytes query;
    struct date today;
    enum language ui;
    struct arena *arena;
    const struct token *token; /* the next one */
    const struct field *field; /* whose values the words are; NULL outside of any */
    unsigned levels, words, wildcards;
    size_t error_offset;
    struct failure *failure;
};

/* == Failures ================================================================================================= */

/* Past a limit of the gate, `most`; about the byte `offset` of the query. */
enum status parser_refuse(struct parser *parser, size_t offset, const char *message, int most);

/* Of a part of the query, which the message repeats. */
enum status parser_refuse_part(struct parser *parser, enum status status, struct bytes part, const char *message,
                               int most);

/* == Clauses (query/parse/parse_clauses.c) ==========================================================================
 */

/* NULL when memory is exhausted. */
struct clause *clause_new(struct arena *arena, enum clause_kind kind, size_t offset, size_t length);

enum status clause_append(struct arena *arena, struct clause *parent, struct clause *child, struct failure *failure);

/* Add a child, and let the parent reach over it. An ALL in an ALL, or an ANY in an ANY, gives its own children. */
enum status clause_add(struct parser *parser, struct clause *parent, struct clause *child);

/* What is left of a group: nothing, its only child, or itself. */
struct clause *clause_simplest(struct clause *group);

/* == Values (query/parse/parse_words.c) =============================================================================
 */

/* The words of the next token: a word, a phrase, or several of these that nothing but a slash divides. A quoted word
 * remains a phrase of one: quotes keep it from being stemmed. */
enum status parser_words(struct parser *parser, struct clause **made);

/* The next token as a value of the parser's field. */
enum status parser_value(struct parser *parser, struct clause **made);

#endif
