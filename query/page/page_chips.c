/* The active filters, each a link that removes it. */
#include "query/labels.h"
#include "query/page/page_inside.h"

bool page_has_filters(const struct page *page)
{
    const struct search_request *search = &page->request->search;
    return search->filter_count || *search->from || *search->to;
}

/* "Remove filter Country: Haiti": the first two words are for those who cannot see the cross. */
static void write_chip(const struct page *page, const struct cgi_request *without, enum field_id field,
                       struct bytes value)
{
    struct buffer shown = BUFFER_EMPTY;
    buffer_append(&shown, value.data, value.size);
    html_markup(page->out, "<li><a rel=\"nofollow\"");
    page_href(page, without);
    html_markup(page->out, "><span class=\"unseen\">");
    page_say(page, "Remove filter");
    html_markup(page->out, " </span>");
    page_say(page, "%s: %s", message_in(page->request->search.ui, page_field_name(field)), shown.bytes);
    html_markup(page->out, "<span class=\"cross\" aria-hidden=\"true\"> ×</span></a></li>\n");
    buffer_clear(&shown);
}

static void write_dates(const struct page *page)
{
    struct cgi_request without = *page->request;
    struct buffer told = BUFFER_EMPTY;
    without.search.from = without.search.to = "";
    cgi_request_turn(&without, 1);
    page_tell_dates(page, &told);
    write_chip(page, &without, FIELD_DATE, buffer_view(&told));
    buffer_clear(&told);
}

static void write_remove_all(const struct page *page)
{
    struct cgi_request bare = *page->request;
    bare.search.filter_count = 0;
    bare.search.from = bare.search.to = "";
    cgi_request_turn(&bare, 1);
    html_markup(page->out, "<li class=\"all\"><a rel=\"nofollow\"");
    page_href(page, &bare);
    html_markup(page->out, ">");
    page_say(page, "Remove all filters");
    html_markup(page->out, "</a></li>\n");
}

void page_chips(const struct page *page)
{
    const struct search_request *search = &page->request->search;
    bool dates = *search->from || *search->to;
    html_markup(page->out, "<ul class=\"chips\">\n");
    for (size_t i = 0; i < search->filter_count; i++) {
        struct cgi_request without = *page->request;
        enum field_id field = search->filters[i].field;
        const char *value = search->filters[i].value;
        cgi_request_remove(&without, field, value);
        write_chip(page, &without, field, label_of_value(page->names, field, page_bytes(value), search->ui));
    }
    if (dates)
        write_dates(page);
    if (search->filter_count + dates > 1)
        write_remove_all(page);
    html_markup(page->out, "</ul>\n");
}
