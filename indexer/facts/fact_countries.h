/* What the parts of finding countries share: fact_countries.c collects and decides, fact_countries_labels.c learns
 * the names, fact_countries_match.c judges one match, fact_countries_context.c knows persons and regions. */
#ifndef DEPECHE_INDEXER_FACT_COUNTRIES_H
#define DEPECHE_INDEXER_FACT_COUNTRIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/interner.h"
#include "base/status.h"
#include "language/analysis.h"
#include "language/phrases.h"
#include "record/authority.h"

/* == What stands around a name ================================================================================ */

/* A state or province as it stands after a city: "Hamilton, Ontario", "Paris, Tex.". */
struct region {
    const char *country;
    const char *name;
    const char *abbreviations; /* divided by '|', NULL for none; capitals, or with a dot after each part */
};

/* A list that ends with a name of NULL. */
extern const struct region country_regions[];

/* Words that make a place's name a person's, looked up by folded id. */
struct person_words {
    unsigned char *kinds;
    size_t count;
};

/* Before the interner is kept. */
enum status person_words_make(struct person_words *words, struct interner *interner, struct failure *failure);
void person_words_clear(struct person_words *words);

/* Is the place's name, the one token `at`, part of a person's? "Jordan Peele", "Michael Jordan", "M. Holland". */
bool is_person(const struct person_words *words, const struct analysis *analysis, size_t at);

/* Do the two tokens stand on one line with only `between` and spaces between them? */
bool tokens_joined_by(const struct analysis *analysis, size_t left, size_t right, const char *between);

/* Is the token written just so? */
bool token_is(const struct analysis *analysis, size_t at, const char *text);

/* == The finder =============================================================================================== */

enum { UNKNOWN_MOST = 64 /* names on no list, of a document */ };
enum { CANDIDATES_MOST = 8, /* countries that share a label */ NO_COUNTRY = UINT32_MAX };

/* What a label asks of the words that match it. */
struct name {
    uint32_t country;
    uint32_t form; /* of its first word */
    enum label_role role;
    enum language language;
    bool upper;   /* "US": only so written */
    bool capital; /* begins with one, after an article: "la Dominique" */
    bool article; /* its first word */
    bool shield;  /* shared, and longer than another label: "North American" keeps America's out and names nobody */
    bool region;  /* a state or province: stands after the names of its cities */
    bool abbreviation; /* of one: counts only there */
};

struct mention {
    const struct analysis *words;
    size_t token, token_count;
    const uint32_t *phrase; /* payloads: the same for the same words */
    uint32_t countries[CANDIDATES_MOST];
    size_t country_count; /* more than one: the context decides */
    bool place, region, abbreviation;
    bool narrowed;  /* by the region after it */
    bool unsettled; /* nothing decides among its countries */
};

struct tally {
    unsigned count, lead_count; /* of the text's beginning */
    bool titled;
    const struct analysis *words; /* of the first mention */
    size_t token;
};

struct country_finder {
    const struct authority *countries;
    uint32_t home; /* NO_COUNTRY for none */
    struct phrases *phrases;
    struct person_words persons;
    struct name *names; /* by payload */
    size_t name_count, name_capacity;
    struct tally *tallies; /* by country */
    uint32_t *named;       /* the countries that have a tally */
    size_t named_count;
    struct mention *mentions;
    size_t mention_count, mention_capacity;
    size_t unclear_count; /* of the last document: the first of the mentions are those of several countries */
    struct mention unknown[UNKNOWN_MOST];
    size_t unknown_count;
};

/* Teach the finder the labels of its countries, and the regions. */
enum status country_labels_add(struct country_finder *finder, struct analyzer *analyzer, struct failure *failure);

/* In fact_countries_doubts.c: remember the token `at`, where no name of the lists begins, if it stands like one. */
void country_note_unknown(struct country_finder *finder, const struct analysis *words, size_t at,
                          enum language language);

/* What the words at `match` name, as far as their spelling and their neighbours let them: none, one, or several
 * countries among which the document decides. `capitals`: the text has some, so names need them. */
void country_match_judge(const struct country_finder *finder, const struct phrase_match *match,
                         enum language language, bool capitals, struct mention *mention);

#endif
