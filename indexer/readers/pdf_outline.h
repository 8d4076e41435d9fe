/* The outline of a PDF, which viewers show beside it: its entries are the titles of sections. */
#ifndef DEPECHE_INDEXER_PDF_OUTLINE_H
#define DEPECHE_INDEXER_PDF_OUTLINE_H

#include "base/status.h"
#include "indexer/page/page.h"

struct _PopplerDocument; /* poppler's PopplerDocument */

/* Blocks that say the same as an entry, but for case and the number before it, become headings of its depth. */
enum status pdf_outline_mark(struct _PopplerDocument *document, struct page *page, struct failure *failure);

#endif
