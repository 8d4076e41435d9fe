/* Facets: how many of the results have each value, each value a link that adds it as a filter or removes it. */
#include "query/labels.h"
#include "query/page/page_inside.h"

enum {
    VALUES_SHOWN = 8, /* of each facet at once */
    VALUES_MOST = 40, /* of each facet at all: the page stays small */
};

static void write_label(const struct page *page, const struct answer_count *count)
{
    html_text(page->out, page_bytes(count->label));
    html_markup(page->out, "</span> ");
    page_say_count(page, count->count);
    html_markup(page->out, "</a></li>\n");
}

static void write_selected(const struct page *page, enum field_id field, const struct answer_count *count)
{
    struct cgi_request without = *page->request;
    cgi_request_remove(&without, field, count->value);
    html_markup(page->out, "<li><a rel=\"nofollow\" class=\"selected\"");
    page_href(page, &without);
    html_markup(page->out, "><span><span class=\"unseen\">");
    page_say(page, "Remove filter");
    html_markup(page->out, " </span>");
    html_markup(page->out, "<span class=\"unseen\">");
    page_say(page, "%s: %s", message_in(page->request->search.ui, page_field_name(field)), "");
    html_markup(page->out, "</span>");
    write_label(page, count);
}

static void write_value(const struct page *page, enum field_id field, const struct answer_count *count)
{
    struct cgi_request with = *page->request;
    if (cgi_request_has(page->request, field, count->value)) {
        write_selected(page, field, count);
        return;
    }
    cgi_request_add(&with, field, count->value);
    html_markup(page->out, "<li><a rel=\"nofollow\"");
    page_href(page, &with);
    html_markup(page->out, "><span>");
    write_label(page, count);
}

static void write_rest(const struct page *page, const struct answer_facet *facet)
{
    size_t shown = facet->count_count < VALUES_MOST ? facet->count_count : VALUES_MOST;
    html_markup(page->out, "<details><summary>");
    page_say(page, "%s more", page_number(page, facet->count_count - VALUES_SHOWN).text);
    html_markup(page->out, "</summary>\n<ul>\n");
    for (size_t i = VALUES_SHOWN; i < shown; i++)
        write_value(page, facet->field, &facet->counts[i]);
    html_markup(page->out, "</ul>\n");
    if (shown < facet->count_count) {
        html_markup(page->out, "<p class=\"without\">");
        page_say_several(page, facet->count_count - shown, "%s other", "%s others");
        html_markup(page->out, "</p>\n");
    }
    html_markup(page->out, "</details>\n");
}

static void write_without(const struct page *page, uint32_t without)
{
    html_markup(page->out, "<p class=\"without\"><span>");
    page_say(page, "none stated");
    html_markup(page->out, "</span> ");
    page_say_count(page, without);
    html_markup(page->out, "</p>\n");
}

static void write_facet(const struct page *page, const struct answer_facet *facet)
{
    html_markup(page->out, "<section class=\"facet\"><h3>");
    html_text(page->out, page_bytes(label_of_field(facet->field, page->request->search.ui)));
    html_markup(page->out, "</h3>\n");
    if (facet->count_count) {
        html_markup(page->out, "<ul>\n");
        for (size_t i = 0; i < facet->count_count && i < VALUES_SHOWN; i++)
            write_value(page, facet->field, &facet->counts[i]);
        html_markup(page->out, "</ul>\n");
    }
    if (facet->count_count > VALUES_SHOWN)
        write_rest(page, facet);
    if (facet->without)
        write_without(page, facet->without);
    html_markup(page->out, "</section>\n");
}

void page_facets(const struct page *page)
{
    static const enum field_id order[] = { FIELD_GOAL, FIELD_COUNTRY, FIELD_LANGUAGE, FIELD_KIND };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const struct answer_facet *facet = page->facets[order[i]];
        if (facet && (facet->count_count || facet->without))
            write_facet(page, facet);
    }
}
