/* Chooses the blocks of a page that are the release itself. */
#include "indexer/main_text.h"

#include <ctype.h>
#include <string.h>

#include "indexer/main_title.h"

static const unsigned boilerplate = REGION_FOOTER | REGION_NAVIGATION | REGION_ASIDE | REGION_HIDDEN | REGION_FORM |
                                    REGION_HEADER;

static bool is_visible(const struct block *block)
{
    return !(block->regions & REGION_HIDDEN);
}

void main_text_choose(struct page *page)
{
    size_t chosen = 0;
    for (size_t i = 0; i < page->block_count; i++) {
        struct block *block = &page->blocks[i];
        block->main = !(block->regions & boilerplate) && block->link_bytes * 2 <= block->length;
        chosen += block->main;
    }
    for (size_t i = 0; !chosen && i < page->block_count; i++)
        page->blocks[i].main = is_visible(&page->blocks[i]);
}

enum status main_text_take(const struct page *page, struct record *record, size_t *block_offsets,
                           struct failure *failure)
{
    enum status status = main_title_take(page, record, failure);
    if (status)
        return status;
    for (size_t i = 0; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];
        if (!block->main)
            continue;
        if (block_offsets)
            block_offsets[i] = record->text.size;
        buffer_append(&record->text, page->text.bytes + block->offset, block->length);
        buffer_append_byte(&record->text, '\n');
    }
    return buffer_status(&record->text, "the text of a record", failure);
}
