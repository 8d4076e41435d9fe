/* Text of documents on its way to people: it may not do anything to a terminal or to the line it stands in. */
#ifndef DEPECHE_QUERY_HARMLESS_H
#define DEPECHE_QUERY_HARMLESS_H

#include <stddef.h>

#include "base/buffer.h"

/* Copy `text` to `copy`, which has room for as many bytes, and return the size: white space folded to single spaces,
 * none at either end; control characters, those that turn the direction of writing, and bytes that are no UTF-8 count
 * as white space. */
size_t harmless_copy(struct bytes text, char *copy);

void harmless_append(struct buffer *out, struct bytes text);
void harmless_append_text(struct buffer *out, const char *text); /* NULL is nothing */

#endif
