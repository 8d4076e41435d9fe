/* Which blocks of a page are the release, and which are menus, footers, banners and related links. */
#ifndef DEPECHE_INDEXER_MAIN_TEXT_H
#define DEPECHE_INDEXER_MAIN_TEXT_H

#include "base/status.h"
#include "indexer/page/page.h"
#include "record/record.h"

/* Set `main` on the blocks. A page that would be left without text keeps all that is visible. */
void main_text_choose(struct page *page);

/* The title, and the chosen blocks as the record's text, a line each. `block_offsets` (block_count of them, or NULL)
 * gets where each chosen block begins in the record's text. */
enum status main_text_take(const struct page *page, struct record *record, size_t *block_offsets,
                           struct failure *failure);

#endif
