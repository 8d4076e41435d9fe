/* A page's blocks as text, to compare: a line each, "H1 Title", with the mark of the block's role before it. */
#ifndef DEPECHE_TESTS_UNIT_PAGE_PRINT_H
#define DEPECHE_TESTS_UNIT_PAGE_PRINT_H

#include "indexer/page/page.h"

static inline void page_print(const struct page *page, struct buffer *out)
{
    for (size_t i = 0; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];
        buffer_append_byte(out, "PHLTQ"[block->role]);
        if (block->role == BLOCK_HEADING)
            buffer_append_format(out, "%u", block->level);
        buffer_append_byte(out, ' ');
        buffer_append(out, page->text.bytes + block->offset, block->length);
        buffer_append_byte(out, '\n');
    }
}

#endif
