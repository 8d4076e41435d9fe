/* The page before any search: the form, a word of help, and the archive to browse. */
#include "query/page/page_inside.h"

static void write_help(const struct page *page)
{
    static const enum message lines[] = {
        MESSAGE_PAGE_HELP_FORMS,
        MESSAGE_PAGE_HELP_PHRASE,
        MESSAGE_PAGE_HELP_WITHOUT,
        MESSAGE_PAGE_HELP_LANGUAGES,
    };
    html_markup(page->out, "<section class=\"help\"><h2>");
    page_say(page, MESSAGE_PAGE_HELP);
    html_markup(page->out, "</h2>\n<ul>\n");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        html_markup(page->out, "<li>");
        page_say(page, lines[i]);
        html_markup(page->out, "</li>\n");
    }
    html_markup(page->out, "</ul></section>\n");
}

void page_start(const struct page *page, struct bytes headline)
{
    struct cgi_request latest = *page->request;
    latest.search.sort = SORT_NEWEST;
    html_markup(page->out, "<h1>");
    html_text(page->out, headline);
    html_markup(page->out, "</h1>\n<p role=\"status\" class=\"status\">");
    page_say(page, MESSAGE_PAGE_HOLDS, page_number(page, page->answer->document_count).text);
    html_markup(page->out, "</p>\n");
    page_form(page);
    write_help(page);
    html_markup(page->out, "<section class=\"browse\"><h2>");
    page_say(page, MESSAGE_PAGE_BROWSE);
    html_markup(page->out, "</h2>\n<p><a");
    page_href(page, &latest);
    html_markup(page->out, ">");
    page_say(page, MESSAGE_PAGE_LATEST);
    html_markup(page->out, "</a></p>\n<div class=\"shelves\">\n");
    page_histogram(page);
    page_facets(page);
    html_markup(page->out, "</div></section>\n");
}
