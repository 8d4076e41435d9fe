/* Finds the title. */
#include "indexer/main_title.h"

#include <ctype.h>
#include <string.h>

static const unsigned boilerplate = REGION_FOOTER | REGION_NAVIGATION | REGION_ASIDE | REGION_HIDDEN | REGION_FORM;

size_t main_title_block(const struct page *page)
{
    size_t first = page->block_count;
    for (size_t i = 0; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];
        if (block->role != BLOCK_HEADING || block->level != 1 || (block->regions & boilerplate))
            continue;
        if (block->regions & REGION_MAIN)
            return i;
        if (first == page->block_count)
            first = i;
    }
    return first;
}

static struct bytes trimmed(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    size_t size = strlen(text);
    while (size && isspace((unsigned char)text[size - 1]))
        size--;
    return (struct bytes){ text, size };
}

enum status main_title_take(const struct page *page, struct record *record, struct failure *failure)
{
    size_t title = main_title_block(page);
    if (title < page->block_count)
        return record_set(&record->title,
                          (struct bytes){ page->text.bytes + page->blocks[title].offset, page->blocks[title].length },
                          failure);
    return record_set(&record->title, trimmed(page_string(page, page->title)), failure);
}
