/* Finding many phrases in a text at once: the names of countries, the cues of goals. */
#ifndef DEPECHE_LANGUAGE_PHRASES_H
#define DEPECHE_LANGUAGE_PHRASES_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "language/analysis.h"

/* On what two words are the same. */
enum phrase_key {
    PHRASE_FOLDED,  /* accents and case aside */
    PHRASE_STEMMED, /* and endings, in the phrase's language */
};

struct phrases;

/* The analyzer must outlive the phrases. */
enum status phrases_new(struct phrases **phrases, struct analyzer *analyzer, enum phrase_key key,
                        struct failure *failure);
void phrases_free(struct phrases *phrases);

/* Several phrases may have the same words: all their payloads are found. A text without a word is ignored. */
enum status phrases_add(struct phrases *phrases, enum language language, struct bytes text, uint32_t payload,
                        struct failure *failure);

struct phrase_match {
    size_t first_token, token_count;
    const uint32_t *payloads; /* in the order added; owned by the phrases */
    size_t payload_count;
};

/* The longest phrase that begins at token `at` of the analysis. False when none does. In a text of a known
 * language stemmed phrases of the other language are not looked for; in one of an unknown language the French phrase
 * is given when both have one of that length. Stemmed phrases added for LANGUAGE_UNKNOWN are compared folded. */
bool phrases_match(const struct phrases *phrases, const struct analysis *analysis, enum language language, size_t at,
                   struct phrase_match *match);

/* The first match at token `at` or after it, in a text analysed since the ids are kept. */
bool phrases_next(const struct phrases *phrases, const struct analysis *analysis, enum language language, size_t at,
                  struct phrase_match *match);

#endif
