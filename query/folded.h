/* Words as they are compared when neither accents, capitals nor elisions matter. */
#ifndef DEPECHE_QUERY_FOLDED_H
#define DEPECHE_QUERY_FOLDED_H

#include "base/buffer.h"

/* Append the words of `text`, folded, with one space between them. Nothing for a text without words. */
void folded_words(struct bytes text, struct buffer *out);

#endif
