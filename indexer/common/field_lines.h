/* Lines of "Name: value", as WARC and HTTP have them. */
#ifndef DEPECHE_INDEXER_FIELD_LINES_H
#define DEPECHE_INDEXER_FIELD_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* Views, white space around them taken off. */
struct field_line {
    struct bytes name, value;
};

/* The line at byte `*at`, which moves behind it. A line that goes on from the one before, or has no colon, is all
 * value; an empty one, the end of a head, has neither. False at the end of the text, or where the line is not whole.
 */
bool field_line_next(struct bytes text, size_t *at, struct field_line *field);

#endif
