/* Numbers in figures, as people group and divide them in French and English. */
#ifndef DEPECHE_LANGUAGE_NUMBERS_H
#define DEPECHE_LANGUAGE_NUMBERS_H

#include <stddef.h>

#include "base/buffer.h"

struct number {
    size_t end;         /* the byte of the text after it */
    size_t integer_end; /* the byte after its integer part: `end` when there is no other */
};

/* The number that begins at byte `start` of the text, a figure.
 *
 * Groups of three figures are one number after commas (1,250,000) and no-break spaces of all widths (1 250 000);
 * after plain spaces too (people type them) unless another number stands beside; after dots when there are several
 * groups or a decimal comma (1.250.000, 1.250,50). Any other comma or dot between figures is the decimal one, but in
 * lists, dates and versions (1,2,3; 14.4.2009; 1.2.3; 2007,2008), which are several numbers. A number that begins
 * with 0 is never grouped: 0,125. */
struct number number_at(struct bytes text, size_t start);

#endif
