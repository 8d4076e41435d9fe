/* What office documents of all kinds have: rows of cells, notes, properties. */
#ifndef DEPECHE_INDEXER_OFFICE_PAGE_H
#define DEPECHE_INDEXER_OFFICE_PAGE_H

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/page/page.h"
#include "indexer/page/page_writer.h"
#include "record/record.h"

enum { OFFICE_ROWS_MOST = 16 /* tables inside tables */ };

struct office_page {
    struct page_writer writer;
    struct {
        size_t first_block, cell_count;
    } rows[OFFICE_ROWS_MOST];
    size_t row_depth; /* may be larger than OFFICE_ROWS_MOST: deeper rows are plain paragraphs */
};

void office_page_init(struct office_page *made, struct page *page);

/* Short cells become a row of one block, divided by tabs; longer ones stay paragraphs: such a table lays out a page.
 */
void office_row_begin(struct office_page *made);
void office_cell_begin(struct office_page *made);
void office_row_end(struct office_page *made);

/* Title (when it is one), metas "office-created", "office-modified", "office-author", "office-subject",
 * "office-keywords" and the language, from docProps/core.xml or meta.xml. Damaged properties are passed over. */
enum status office_properties_read(struct bytes xml, struct page *page, struct record *record,
                                   struct failure *failure);

/* The text of the page becomes that of the record; a title that nothing states is the first heading of the highest
 * rank, else the first paragraph when it is short. STATUS_INVALID when there is no text at all. */
enum status office_page_finish(struct office_page *made, struct record *record, struct failure *failure);

#endif
