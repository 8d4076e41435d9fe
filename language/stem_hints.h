/* May a word have one of some stems? Told by how it begins, without stemming it, which is dear: of the words that are
 * new to a run nine tenths have none. Rules of stemming take endings off and put others of up to two letters in their
 * place, so a word begins as its stem does but for those. */
#ifndef DEPECHE_LANGUAGE_STEM_HINTS_H
#define DEPECHE_LANGUAGE_STEM_HINTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

enum { STEM_HINT_BITS = 1 << 16 };

/* Zeroes before its first use. */
struct stem_hints {
    uint64_t bits[STEM_HINT_BITS / 64]; /* by the hash of a beginning */
};

void stem_hints_add(struct stem_hints *hints, struct bytes stem);

/* False only for a word with none of the stems, if `stem_keeps_beginning` (language/stem.h) holds for it. */
bool stem_hints_may_have(const struct stem_hints *hints, struct bytes folded);

#endif
