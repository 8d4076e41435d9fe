/* What every page has around its content: head, header with the way to the other language, footer. */
#include "query/page/page_inside.h"
#include "query/print/printer.h"

static enum language other_language(const struct page *page)
{
    return page->request->search.ui == LANGUAGE_FRENCH ? LANGUAGE_ENGLISH : LANGUAGE_FRENCH;
}

static const char *site_name(const struct page *page)
{
    return page->settings->name[page->request->search.ui];
}

/* The same request in a language that is told. */
static struct cgi_request in_language(const struct page *page, enum language language)
{
    struct cgi_request request = *page->request;
    request.search.ui = language;
    request.ui_asked = true;
    return request;
}

void page_href(const struct page *page, const struct cgi_request *request)
{
    html_markup(page->out, " href=\"");
    cgi_request_link(request, page->out);
    html_markup(page->out, "\"");
}

/* The same, absolute where the settings tell the address. */
static void absolute_href(const struct page *page, const struct cgi_request *request)
{
    html_markup(page->out, " href=\"");
    html_attribute(page->out, page_bytes(page->settings->address));
    cgi_request_link(request, page->out);
    html_markup(page->out, "\"");
}

bool page_is_indexed(const struct page *page)
{
    const struct cgi_request *request = page->request;
    bool lasting = request->document || request->help || cgi_request_is_start(request);
    return !page->problem->status && request->format == CGI_HTML && lasting;
}

/* == Head ===================================================================================================== */

static void write_relation(const struct page *page, const char *relation, const struct cgi_request *request)
{
    html_markup(page->out, "<link rel=\"");
    buffer_append_text(page->out, relation);
    html_markup(page->out, "\"");
    absolute_href(page, request);
    html_markup(page->out, ">\n");
}

/* The version in the other language, where the page is in the document's own; else the same page in the other. */
static void write_other_document(const struct page *page, const struct cgi_request *same)
{
    const struct record *record = &page->answer->hits[0].record;
    struct buffer twin = BUFFER_EMPTY;
    if (record->twin && record->language == page->request->search.ui)
        page_tell_record(page, record->twin, same->search.ui, &twin);
    html_markup(page->out, "<link rel=\"alternate\" hreflang=\"");
    buffer_append_text(page->out, language_code(same->search.ui));
    html_markup(page->out, "\"");
    if (twin.size > 0) {
        html_markup(page->out, " href=\"");
        html_attribute(page->out, buffer_view(&twin));
        html_markup(page->out, "\"");
    } else {
        absolute_href(page, same);
    }
    html_markup(page->out, ">\n");
    printer_end_part(&twin, page->out);
}

static void write_alternates(const struct page *page)
{
    struct cgi_request canonical = in_language(page, page->request->search.ui);
    struct cgi_request other = in_language(page, other_language(page));
    struct cgi_request feed = *page->request;
    if (page->request->document) { /* the search that led to it is none of its own */
        cgi_request_alone(&canonical);
        cgi_request_alone(&other);
    }
    write_relation(page, "canonical", &canonical);
    if (page->request->document) {
        write_other_document(page, &other);
        return;
    }
    html_markup(page->out, "<link rel=\"alternate\" hreflang=\"");
    buffer_append_text(page->out, language_code(other.search.ui));
    html_markup(page->out, "\"");
    absolute_href(page, &other);
    html_markup(page->out, ">\n");
    if (page->request->help)
        return;
    html_markup(page->out, "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"Atom\"");
    feed.format = CGI_ATOM;
    cgi_request_turn(&feed, 1);
    absolute_href(page, &feed);
    html_markup(page->out, ">\n");
}

static void write_neighbours(const struct page *page)
{
    struct cgi_request neighbour = *page->request;
    if (page->request->page > 1) {
        cgi_request_turn(&neighbour, page->request->page - 1);
        write_relation(page, "prev", &neighbour);
    }
    if (page->request->page < page_count(page)) {
        cgi_request_turn(&neighbour, page->request->page + 1);
        write_relation(page, "next", &neighbour);
    }
}

/* Suggestions as one types; what it says stands in its data. Without an index there are none. */
static void write_script(const struct page *page)
{
    if (!page->names)
        return;
    html_markup(page->out, "<script defer src=\"?asset=" PAGE_SCRIPT_NAME "&amp;v=");
    buffer_append_text(page->out, page_script_version);
    html_markup(page->out, "\" data-label=\"");
    page_say(page, "Suggestions");
    html_markup(page->out, "\" data-one=\"");
    page_say(page, "1 suggestion");
    html_markup(page->out, "\" data-several=\"");
    html_text(page->out, page_bytes(message_in(page->request->search.ui, MESSAGE("%s suggestions"))));
    html_markup(page->out, "\"></script>\n");
}

/* By which browsers find that the site can be searched from their own box. */
static void write_description(const struct page *page)
{
    struct cgi_request description = { .search = SEARCH_REQUEST_DEFAULT, .page = 1, .format = CGI_OPENSEARCH };
    if (!*page->settings->address)
        return;
    description.search.ui = page->request->search.ui;
    description.ui_asked = true;
    html_markup(page->out, "<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"");
    html_attribute(page->out, page_bytes(site_name(page)));
    html_markup(page->out, "\"");
    absolute_href(page, &description);
    html_markup(page->out, ">\n");
}

static void write_title(const struct page *page, struct bytes headline)
{
    html_markup(page->out, "<title>");
    html_text(page->out, headline);
    if (headline.size != strlen(site_name(page)) || memcmp(headline.data, site_name(page), headline.size) != 0) {
        html_markup(page->out, " – ");
        html_text(page->out, page_bytes(site_name(page)));
    }
    html_markup(page->out, "</title>\n");
}

void page_frame_head(const struct page *page)
{
    if (!page_is_indexed(page))
        html_markup(page->out, "<meta name=\"robots\" content=\"noindex\">\n");
    html_markup(page->out, "<link rel=\"stylesheet\" href=\"?asset=" PAGE_STYLE_NAME "&amp;v=");
    buffer_append_text(page->out, page_style_version);
    html_markup(page->out, "\">\n");
    write_script(page);
    write_description(page);
    if (page->answer || page->request->help)
        write_alternates(page);
    if (page->answer && page->request->document)
        page_metadata(page);
    else if (page->answer)
        write_neighbours(page);
}

static void write_head(const struct page *page, struct bytes headline)
{
    html_markup(page->out, "<head>\n<meta charset=\"utf-8\">\n"
                           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                           "<meta name=\"color-scheme\" content=\"light dark\">\n");
    write_title(page, headline);
    page_frame_head(page);
    html_markup(page->out, "</head>\n");
}

/* == Body ===================================================================================================== */

void page_frame_header(const struct page *page)
{
    static const char *const names[LANGUAGE_COUNT] = { "", "Français", "English" }; /* each in its own words */
    struct cgi_request start = { .search = SEARCH_REQUEST_DEFAULT, .page = 1, .ui_asked = page->request->ui_asked };
    struct cgi_request other = in_language(page, other_language(page));
    const char *code = language_code(other.search.ui);
    start.search.ui = page->request->search.ui;
    html_markup(page->out, "<a class=\"skip\" href=\"#content\">");
    page_say(page, "Skip to content");
    html_markup(page->out, "</a>\n<header>\n<p class=\"site\"><a");
    page_href(page, &start);
    html_markup(page->out, ">");
    html_text(page->out, page_bytes(site_name(page)));
    html_markup(page->out, "</a></p>\n<ul class=\"ways\">\n<li><a");
    start.help = true;
    page_href(page, &start);
    html_markup(page->out, ">");
    page_say(page, "Help");
    html_markup(page->out, "</a></li>\n<li><a lang=\"");
    buffer_append_text(page->out, code);
    html_markup(page->out, "\" hreflang=\"");
    buffer_append_text(page->out, code);
    html_markup(page->out, "\"");
    page_href(page, &other);
    html_markup(page->out, ">");
    buffer_append_text(page->out, names[other.search.ui]);
    html_markup(page->out, "</a></li>\n</ul>\n</header>\n");
}

void page_frame(const struct page *page, struct bytes headline, page_content content)
{
    const struct page_templates *templates = page->templates;
    if (templates && templates->page) {
        page_render(page, templates->page, headline, content);
        return;
    }
    html_markup(page->out, "<!DOCTYPE html>\n<html lang=\"");
    buffer_append_text(page->out, language_code(page->request->search.ui));
    if (*page->settings->country) /* two capitals: checked when they were read */
        buffer_append_format(page->out, "-%s", page->settings->country);
    html_markup(page->out, "\">\n");
    write_head(page, headline);
    html_markup(page->out, "<body>\n");
    if (templates && templates->header)
        page_render(page, templates->header, headline, NULL);
    else
        page_frame_header(page);
    html_markup(page->out, "<main id=\"content\" tabindex=\"-1\">\n");
    content(page, headline);
    html_markup(page->out, "</main>\n");
    if (templates && templates->footer)
        page_render(page, templates->footer, headline, NULL);
    html_markup(page->out, "</body>\n</html>\n");
}
