/* Stems of folded words: Snowball's French and English, with the exceptions Snowball misses. */
#ifndef DEPECHE_LANGUAGE_STEM_H
#define DEPECHE_LANGUAGE_STEM_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"
#include "language/language.h"

/* Holds the state of both stemmers; one per thread. */
struct stemmer;

enum status stemmer_new(struct stemmer **stemmer, struct failure *failure);
void stemmer_free(struct stemmer *stemmer);

/* Is there more in the word than figures? Numbers are their own stems. */
bool stem_exists(struct bytes folded);

/* The stem of a folded word. The view is valid until the next call. LANGUAGE_UNKNOWN returns the word itself, and so
 * does want of memory, which `stemmer_status` then tells. */
struct bytes stem_folded(struct stemmer *stemmer, enum language language, struct bytes folded);

/* Does the stem begin as the word does, but for its last letters? Not that of an exception, nor always that of a word
 * which is spelled in another way first. Much cheaper than the stem. */
bool stem_keeps_beginning(const struct stemmer *stemmer, enum language language, struct bytes folded);

/* STATUS_NO_MEMORY when a stem was lost since it was last asked. */
enum status stemmer_status(struct stemmer *stemmer, struct failure *failure);

#endif
