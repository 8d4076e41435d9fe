/* The page of a printed document on which a hit was found. */
#include "query/hit_page.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "language/messages.h"
#include "query/harmless.h"

/* Of pages that begin at one place, all but the last are empty. */
struct hit_page hit_page_at(const struct record *record, size_t at)
{
    size_t low = 0, high = record->page_count;
    struct hit_page page = { .count = record->page_count };
    char number[HIT_PAGE_FRAGMENT_BYTES];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (record->pages[middle].offset <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || at >= record->text.size)
        return page;
    page.number = low;
    page.label = record->pages[low - 1].label;
    snprintf(number, sizeof number, "%zu", page.number);
    if (page.label && strcmp(page.label, number) == 0)
        page.label = NULL;
    return page;
}

void hit_page_tell(const struct hit_page *page, enum language ui, struct buffer *out)
{
    struct buffer number = BUFFER_EMPTY, count = BUFFER_EMPTY, label = BUFFER_EMPTY;
    message_append_number(&number, page->number, ui);
    message_append_number(&count, page->count, ui);
    harmless_append_text(&label, page->label);
    if (label.size)
        buffer_append_format(out, message_in(ui, "page %s (%s of %s)"), label.bytes, number.bytes, count.bytes);
    else
        buffer_append_format(out, message_in(ui, "page %s of %s"), number.bytes, count.bytes);
    if (!out->failed && (number.failed || count.failed || label.failed))
        out->failed = STATUS_NO_MEMORY;
    buffer_clear(&number);
    buffer_clear(&count);
    buffer_clear(&label);
}

void hit_page_fragment(const struct hit_page *page, const struct record *record,
                       char fragment[HIT_PAGE_FRAGMENT_BYTES])
{
    bool is_pdf = record->mime && strcmp(record->mime, "application/pdf") == 0;
    fragment[0] = '\0';
    if (page->number && is_pdf && record->uri && !strchr(record->uri, '#'))
        snprintf(fragment, HIT_PAGE_FRAGMENT_BYTES, "#page=%zu", page->number);
}
