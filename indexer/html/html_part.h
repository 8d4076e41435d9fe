/* A piece of HTML inside another document: the description of a feed's item, the body of a mail. */
#ifndef DEPECHE_INDEXER_HTML_PART_H
#define DEPECHE_INDEXER_HTML_PART_H

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/page/page_writer.h"

/* Append its visible blocks to the page of the writer. */
enum status html_part_append(struct page_writer *writer, struct bytes html, struct failure *failure);

/* Its text as one line, appended to `text`. */
enum status html_part_text(struct buffer *text, struct bytes html, struct failure *failure);

#endif
