/* A page's blocks as text, to compare: a line each, "H1 Title", with the mark of the block's role before it. */
#ifndef DEPECHE_TESTS_UNIT_PAGE_PRINT_H
#define DEPECHE_TESTS_UNIT_PAGE_PRINT_H

#include "base/buffer.h"
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

/* All that a page holds, as numbers and text. */
static inline void page_print_all(const struct page *page, struct buffer *out)
{
    buffer_append(out, page->text.bytes, page->text.size);
    buffer_append(out, page->strings.bytes, page->strings.size);
    for (size_t i = 0; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];
        buffer_append_format(out, "block %zu %zu %d %u %u %zu %u\n", block->offset, block->length, (int)block->role,
                             block->level, block->regions, block->link_bytes, block->container);
    }
    for (size_t i = 0; i < page->container_count; i++)
        buffer_append_format(out, "container %u %u\n", page->containers[i].parent, page->containers[i].regions);
    for (size_t i = 0; i < page->meta_count; i++)
        buffer_append_format(out, "meta %zu %zu\n", page->metas[i].name, page->metas[i].content);
    for (size_t i = 0; i < page->link_count; i++) {
        const struct link *link = &page->links[i];
        buffer_append_format(out, "link %zu %zu %zu %zu %zu\n", link->href, link->rel, link->hreflang,
                             link->text_offset, link->text_length);
    }
    buffer_append_format(out, "title %zu language %zu truncated %zu\n", page->title, page->language, page->truncated);
}

#endif
