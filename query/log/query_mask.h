/* Taking out of words what could tell who typed them. */
#ifndef DEPECHE_QUERY_MASK_H
#define DEPECHE_QUERY_MASK_H

#include "base/buffer.h"

/* Append `text` (UTF-8): a mail address becomes @; a number of five digits and more, or one in groups like those of
 * telephones, cards and insurances, becomes #. Years and dates stay. Tabs and line ends become spaces. */
void query_mask(struct buffer *out, struct bytes text);

#endif
