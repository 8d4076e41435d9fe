/* A text as a row of tokens: each word once cut and folded, for everything that looks at words (facts, phrases, terms
 * of the index). Folding and stemming are done once for each distinct form of a run, not of a text; stemming only for
 * who asks, and in the language asked for. */
#ifndef DEPECHE_LANGUAGE_ANALYSIS_H
#define DEPECHE_LANGUAGE_ANALYSIS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/interner.h"
#include "base/status.h"
#include "language/language.h"
#include "language/marks.h"

struct token {
    uint32_t offset, length;     /* bytes in the text, as in struct word */
    uint32_t form, folded;       /* ids in the analyzer's interner */
    bool capital, upper, joined; /* as in struct word */
    bool first;                  /* begins a sentence (after . ! ? : or a line end) */
    struct language_signs signs; /* what its form says of the language */
    uint16_t marks;              /* of its form, its folded form and its stems, once the ids are kept */
};

struct analysis {
    struct bytes text; /* borrowed */
    struct token *tokens;
    size_t token_count, token_capacity;
};

#define ANALYSIS_EMPTY                                                                                               \
    {                                                                                                                \
        .tokens = NULL                                                                                               \
    }

/* Holds the interner, the stemmers and what is known of each form; one per thread. */
struct analyzer;

enum status analyzer_new(struct analyzer **analyzer, struct failure *failure);
void analyzer_free(struct analyzer *analyzer);
struct interner *analyzer_interner(struct analyzer *analyzer);
struct marks *analyzer_marks(struct analyzer *analyzer);

/* Cut `text` (UTF-8, at most 2 GiB) into `analysis`, replacing what it held; memory is kept for the next text. */
enum status analysis_make(struct analyzer *analyzer, struct bytes text, struct analysis *analysis,
                          struct failure *failure);
void analysis_clear(struct analysis *analysis);

/* The id of a token's stem, its folded form in LANGUAGE_UNKNOWN. Once the ids are kept stems get none anew: what was
 * no stem of a phrase is INTERNER_NONE (it is that too when memory is exhausted). */
uint32_t analyzer_stem(struct analyzer *analyzer, const struct token *token, enum language language);

/* What the words of the first bytes of a text say its language is. */
struct language_guess analysis_language(const struct analysis *analysis, size_t most_bytes);

/* Ids given so far stay for ever, and tokens have marks (call it after the phrases are added); ids that come later
 * are forgotten by `analyzer_rest` once there are more than a million of them. No analysis may be in use then. */
void analyzer_keep(struct analyzer *analyzer);
void analyzer_rest(struct analyzer *analyzer);

/* The sentence around byte `offset`: from after the last end of a sentence or line to the next, trimmed, at most
 * `most_bytes` (cut at a word with the offset inside). Dots of abbreviations and numbers end no sentence. */
struct bytes analysis_sentence(struct bytes text, size_t offset, size_t most_bytes);

#endif
