/* From page to page: ten numbers around the one at hand, the one before and the one after. */
#include "query/page/page_inside.h"

enum { PAGES_SHOWN = 10 };

uint32_t page_count(const struct page *page)
{
    uint32_t hits = page->request->search.limit ? page->request->search.limit : 1;
    uint32_t total = page->answer ? page->answer->total : 0;
    uint32_t count = total / hits + (total % hits != 0);
    return count < 1 ? 1 : count > CGI_PAGES_MOST ? CGI_PAGES_MOST : count;
}

static void open_link(const struct page *page, uint32_t number, const char *relation)
{
    struct cgi_request turned = *page->request;
    cgi_request_turn(&turned, number);
    html_markup(page->out, "<li><a");
    if (*relation)
        buffer_append_format(page->out, " rel=\"%s\"", relation);
    page_href(page, &turned);
}

static void write_step(const struct page *page, uint32_t number, const char *relation, const char *name)
{
    open_link(page, number, relation);
    html_markup(page->out, ">");
    page_say(page, name);
    html_markup(page->out, "</a></li>\n");
}

static void write_number(const struct page *page, uint32_t number)
{
    struct page_number text = page_number(page, number);
    open_link(page, number, "");
    if (number == page->request->page)
        html_markup(page->out, " aria-current=\"page\"");
    html_markup(page->out, " aria-label=\"");
    page_say(page, "Page %s", text.text);
    html_markup(page->out, "\">");
    html_text(page->out, page_bytes(text.text));
    html_markup(page->out, "</a></li>\n");
}

void page_turning(const struct page *page)
{
    uint32_t count = page_count(page), current = page->request->page;
    if (count < 2)
        return;
    uint32_t first = current > PAGES_SHOWN / 2 ? current - PAGES_SHOWN / 2 : 1;
    if (first + PAGES_SHOWN > count + 1)
        first = count >= PAGES_SHOWN ? count + 1 - PAGES_SHOWN : 1;

    html_markup(page->out, "<nav class=\"pages\" aria-label=\"");
    page_say(page, "Pages of results");
    html_markup(page->out, "\">\n<ul>\n");
    if (current > 1)
        write_step(page, current <= count ? current - 1 : count, "prev", MESSAGE("Previous"));
    for (uint32_t number = first; number <= count && number < first + PAGES_SHOWN; number++)
        write_number(page, number);
    if (current < count)
        write_step(page, current + 1, "next", MESSAGE("Next"));
    html_markup(page->out, "</ul>\n</nav>\n");
}
