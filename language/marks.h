/* Bits that the tokens of a text bear, for who looks for a few words in it: a phrase begins with this word, it is on
 * this list. They are given to forms, folded forms and stems before any text comes, and one look at a token then tells
 * that there is nothing, which is so of most. */
#ifndef DEPECHE_LANGUAGE_MARKS_H
#define DEPECHE_LANGUAGE_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "language/language.h"

struct marks_of_id {
    uint16_t form, stems[LANGUAGE_COUNT]; /* as a form; as a stem, in LANGUAGE_UNKNOWN as a folded form */
};

/* Zeroes before its first use. */
struct marks {
    struct marks_of_id *ids; /* by id in the interner */
    size_t count;
    unsigned taken;
};

void marks_clear(struct marks *marks);

/* Of a form whose stem in a language nobody has asked for yet: it may have any of the marks of stems. */
#define MARK_STEM_OPEN(language) ((uint16_t)(1U << (16 - (language))))

/* The lowest of `count` bits that nobody else has, one behind the other; 0 when there are not so many left. */
uint16_t marks_take(struct marks *marks, unsigned count);

/* False when memory is exhausted. */
bool marks_add_form(struct marks *marks, uint32_t id, uint16_t bits);
bool marks_add_stem(struct marks *marks, enum language language, uint32_t id, uint16_t bits);

static inline uint16_t marks_of_form(const struct marks *marks, uint32_t id)
{
    return id < marks->count ? marks->ids[id].form : 0;
}

static inline uint16_t marks_of_stem(const struct marks *marks, enum language language, uint32_t id)
{
    return id < marks->count ? marks->ids[id].stems[language] : 0;
}

#endif
