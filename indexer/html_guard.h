/* What must be seen to before libxml2 reads a page. */
#ifndef DEPECHE_INDEXER_HTML_GUARD_H
#define DEPECHE_INDEXER_HTML_GUARD_H

#include <stddef.h>

#include "base/buffer.h"

enum { HTML_ATTRIBUTES_MOST = 256 };

/* libxml2 compares each attribute of a tag with all before it, so that a hundred thousand take seconds. Returns how
 * many tags have more than HTML_ATTRIBUTES_MOST; if any, `copy` (an empty buffer) gets the page with the surplus
 * blanked out. */
size_t html_guard_attributes(struct bytes html, struct buffer *copy);

#endif
