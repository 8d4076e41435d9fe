/* What must be seen to before libxml2 reads a page. */
#ifndef DEPECHE_INDEXER_HTML_GUARD_H
#define DEPECHE_INDEXER_HTML_GUARD_H

#include <stddef.h>

#include "base/buffer.h"
#include "indexer/html/html_runs.h"

enum { HTML_ATTRIBUTES_MOST = 256 };

/* Append the page to `clean` without what nobody sees and what makes libxml2 lose its way: comments, scripts (JSON-LD
 * is kept), styles, noscript and the like, which end at their first end tag, as in browsers. Attributes of a tag
 * beyond HTML_ATTRIBUTES_MOST go too: libxml2 compares each with all before it, and a hundred thousand take
 * seconds. So does what follows a quote that nobody closes, up to the tag's end. An ampersand that begins no
 * reference becomes one: libxml2 makes a message, which nobody reads, of each. Runs of plain text go into `runs`, and
 * stand-ins for them into `clean`; NULL: they are copied. Returns how many tags were cut. */
size_t html_guard(struct bytes html, struct buffer *clean, struct html_runs *runs);

#endif
