/* Documents without menus and footers: all that their reader saw is the text. */
#ifndef DEPECHE_INDEXER_WHOLE_TEXT_H
#define DEPECHE_INDEXER_WHOLE_TEXT_H

#include "base/status.h"
#include "indexer/page/page.h"
#include "record/record.h"

/* Every block belongs to the text, which becomes that of the record (empty until now). So a byte offset in the page's
 * text is one in the record's. */
enum status whole_text_take(struct page *page, struct record *record, struct failure *failure);

/* What programs put into the properties of a document: "Microsoft Word - letter.doc", names of files and single words
 * are no titles. */
bool whole_text_title_is_sensible(struct bytes title);

/* The title, white space folded, unless the record has one. */
enum status whole_text_title(struct bytes title, struct record *record, struct failure *failure);

/* The first heading of the highest rank on the page as the title, unless the record has one. */
enum status whole_text_title_from_headings(const struct page *page, struct record *record, struct failure *failure);

#endif
