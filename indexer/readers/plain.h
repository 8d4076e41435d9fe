/* Reading plain text: paragraphs by empty lines, hard-wrapped lines joined, underlined or lone first line as title. */
#ifndef DEPECHE_INDEXER_PLAIN_H
#define DEPECHE_INDEXER_PLAIN_H

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/page/page.h"

enum status plain_read(struct bytes utf8, struct page *page, struct failure *failure);

#endif
