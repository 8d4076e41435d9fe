/* The page before any search: the form, a word of help, and the archive to browse. */
#include "query/page/page_inside.h"

static void write_help(const struct page *page)
{
    static const char *const lines[] = {
        MESSAGE("Accents, capitals and endings do not matter: “ecole” also finds “École” and “écoles”."),
        MESSAGE("Put words in quotes to find them side by side: \"health care\"."),
        MESSAGE("Put a hyphen before a word to leave it out: school -university."),
        MESSAGE("Documents are found in the language of the words you type; many have a version in both."),
    };
    struct cgi_request help = { .search = SEARCH_REQUEST_DEFAULT, .page = 1, .help = true };
    help.ui_asked = page->request->ui_asked;
    html_markup(page->out, "<section class=\"help\"><h2>");
    page_say(page, "How to search");
    html_markup(page->out, "</h2>\n<ul>\n");
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        html_markup(page->out, "<li>");
        page_say(page, lines[i]);
        html_markup(page->out, "</li>\n");
    }
    help.search.ui = page->request->search.ui;
    html_markup(page->out, "</ul>\n<p><a");
    page_href(page, &help);
    html_markup(page->out, ">");
    page_say(page, "All that can be typed, with examples");
    html_markup(page->out, "</a></p></section>\n");
}

void page_start(const struct page *page, struct bytes headline)
{
    struct cgi_request latest = *page->request;
    latest.search.sort = SORT_NEWEST;
    html_markup(page->out, "<h1>");
    html_text(page->out, headline);
    html_markup(page->out, "</h1>\n<p role=\"status\" class=\"status\">");
    page_say(page, "The archive holds %s documents.", page_number(page, page->answer->document_count).text);
    html_markup(page->out, "</p>\n");
    page_form(page);
    write_help(page);
    html_markup(page->out, "<section class=\"browse\"><h2>");
    page_say(page, "Browse the archive");
    html_markup(page->out, "</h2>\n<p><a");
    page_href(page, &latest);
    html_markup(page->out, ">");
    page_say(page, "See all documents, newest first");
    html_markup(page->out, "</a></p>\n<div class=\"shelves\">\n");
    page_histogram(page);
    page_facets(page);
    html_markup(page->out, "</div></section>\n");
}
