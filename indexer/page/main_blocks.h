/* Which blocks are running text, and which of those where the release stands belong to it. */
#ifndef DEPECHE_INDEXER_MAIN_BLOCKS_H
#define DEPECHE_INDEXER_MAIN_BLOCKS_H

#include <stdbool.h>

#include "indexer/page/page.h"

enum {
    MAIN_BOILERPLATE = REGION_HEADER | REGION_FOOTER | REGION_NAVIGATION | REGION_ASIDE | REGION_FORM | REGION_HIDDEN,
};

/* How many bytes of a block are running text outside links: all or nothing nearly. */
size_t main_block_prose(const struct page *page, const struct block *block);

/* Set `main` on the blocks whose containers are `inside` and that read like the text; `title` is the index of the
 * block that is the title. Returns how many there are. */
size_t main_blocks_choose(struct page *page, const bool *inside, size_t title);

#endif
