/* The title of a page: which of its headings and title elements is the release's own. */
#ifndef DEPECHE_INDEXER_MAIN_TITLE_H
#define DEPECHE_INDEXER_MAIN_TITLE_H

#include "base/status.h"
#include "indexer/page/page.h"
#include "record/record.h"

/* The block that is the title; block_count when no heading is. */
size_t main_title_block(const struct page *page);

/* Fill the record's title. */
enum status main_title_take(const struct page *page, struct record *record, struct failure *failure);

#endif
