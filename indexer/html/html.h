/* Reading HTML and XHTML through libxml2's SAX over memory. */
#ifndef DEPECHE_INDEXER_HTML_H
#define DEPECHE_INDEXER_HTML_H

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/page/page.h"

/* Once, before a process gives up its right to open files. */
void html_prepare(void);

/* Do these bytes (in any ASCII-compatible encoding or UTF-16) begin like HTML? */
bool html_looks_like(struct bytes raw);

/* The charset that the first 4,096 bytes declare (meta charset, http-equiv, XML declaration), into `label`. */
enum { HTML_LABEL_BYTES = 40 };
bool html_declared_charset(struct bytes raw, char label[HTML_LABEL_BYTES]);

/* Fill a page from UTF-8. However broken the markup, what can be read is read, text after </html> included. Caps:
 * depth 512, 256 attributes an element are looked at, and the text is no longer than the input. */
enum status html_read(struct bytes utf8, struct page *page, struct failure *failure);

#endif
