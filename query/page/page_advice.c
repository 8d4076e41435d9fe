/* Where little was found: the query spelt otherwise, and what is found without one of its parts, as links. */
#include "query/labels.h"
#include "query/page/page_inside.h"

/* The best few are enough: more would be a list to read. */
enum { DROPS_SHOWN = 5 };

static void write_link(const struct page *page, const struct cgi_request *to, struct bytes text)
{
    struct cgi_request first = *to;
    cgi_request_turn(&first, 1);
    html_markup(page->out, "<a rel=\"nofollow\"");
    page_href(page, &first);
    html_markup(page->out, ">");
    html_text(page->out, text);
    html_markup(page->out, "</a> ");
}

static void write_suggestion(const struct page *page)
{
    const struct search_answer *answer = page->answer;
    struct cgi_request other = *page->request;
    other.search.query = answer->suggestion;
    html_markup(page->out, "<p class=\"suggestion\">");
    page_say(page, "Did you mean");
    html_markup(page->out, " ");
    write_link(page, &other, page_bytes(answer->suggestion));
    page_say_count(page, answer->suggestion_total);
    html_markup(page->out, "</p>\n");
}

/* "Country: Haiti, Mali", or the part of the query as typed. */
static void name_part(const struct page *page, const struct answer_drop *drop, struct buffer *name)
{
    const struct search_request *search = &page->request->search;
    struct buffer values = BUFFER_EMPTY;
    if (drop->dated) {
        page_tell_dates(page, name);
        return;
    }
    if (!drop->filter) {
        buffer_append_text(name, drop->part);
        return;
    }
    for (size_t i = 0; i < search->filter_count; i++) {
        if (search->filters[i].field != drop->field)
            continue;
        struct bytes value = page_bytes(search->filters[i].value);
        struct bytes label = label_of_value(page->names, drop->field, value, search->ui);
        buffer_append_text(&values, values.size ? ", " : "");
        buffer_append(&values, label.data, label.size);
    }
    page_tell(page, name, "%s: %s", message_in(search->ui, page_field_name(drop->field)), values.bytes);
    buffer_clear(&values);
}

static void write_drop(const struct page *page, const struct answer_drop *drop)
{
    struct cgi_request other = *page->request;
    struct buffer name = BUFFER_EMPTY, text = BUFFER_EMPTY;
    if (drop->dated)
        other.search.from = other.search.to = "";
    else if (drop->filter)
        cgi_request_remove_field(&other, drop->field);
    else
        other.search.query = drop->query;
    name_part(page, drop, &name);
    page_tell(page, &text, "without %s", name.bytes);
    html_markup(page->out, "<li>");
    write_link(page, &other, (struct bytes){ text.bytes, text.size });
    page_say_count(page, drop->total);
    html_markup(page->out, "</li>\n");
    buffer_clear(&name);
    buffer_clear(&text);
}

static void write_drops(const struct page *page)
{
    const struct search_answer *answer = page->answer;
    html_markup(page->out, "<p>");
    page_say(page, "Leaving out a part finds more:");
    html_markup(page->out, "</p>\n<ul class=\"drops\">\n");
    for (size_t i = 0; i < answer->drop_count && i < DROPS_SHOWN; i++)
        write_drop(page, &answer->drops[i]);
    html_markup(page->out, "</ul>\n");
}

void page_advice(const struct page *page)
{
    if (page->answer->suggestion)
        write_suggestion(page);
    if (page->answer->drop_count)
        write_drops(page);
}
