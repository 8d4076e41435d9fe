/* The container of what a reader saw. */
#include "indexer/page/page.h"

#include <stdlib.h>
#include <string.h>

void page_init(struct page *page)
{
    *page = (struct page){ .text = BUFFER_EMPTY, .strings = BUFFER_EMPTY };
    buffer_append_byte(&page->strings, '\0');
}

void page_clear(struct page *page)
{
    buffer_clear(&page->text);
    buffer_clear(&page->strings);
    free(page->blocks);
    free(page->metas);
    free(page->links);
    free(page->containers);
    *page = (struct page){ .text = BUFFER_EMPTY, .strings = BUFFER_EMPTY };
}

const char *page_string(const struct page *page, size_t offset)
{
    return offset < page->strings.size ? page->strings.bytes + offset : "";
}

const char *page_meta(const struct page *page, const char *name)
{
    for (size_t i = 0; i < page->meta_count; i++)
        if (strcmp(page_string(page, page->metas[i].name), name) == 0)
            return page_string(page, page->metas[i].content);
    return NULL;
}
