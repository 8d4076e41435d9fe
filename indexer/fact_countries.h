/* What stands around a place name: whether it is a person's, and which region narrows it. For fact_countries.c. */
#ifndef DEPECHE_INDEXER_FACT_COUNTRIES_H
#define DEPECHE_INDEXER_FACT_COUNTRIES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/interner.h"
#include "base/status.h"
#include "language/analysis.h"

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

#endif
