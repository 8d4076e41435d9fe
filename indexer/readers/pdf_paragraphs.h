/* From the lines of a PDF to paragraphs, headings, lists and rows. */
#ifndef DEPECHE_INDEXER_PDF_PARAGRAPHS_H
#define DEPECHE_INDEXER_PDF_PARAGRAPHS_H

#include "base/status.h"
#include "indexer/page/page.h"
#include "indexer/readers/pdf_text.h"

/* Fill `page` with all lines that are not running ones: those of a paragraph joined, hyphenation undone, also over
 * the end of a page. `page_offsets` (one for each of text->page_count) gets where each page begins in page->text. */
enum status pdf_paragraphs_write(const struct pdf_text *text, struct page *page, size_t *page_offsets,
                                 struct failure *failure);

#endif
