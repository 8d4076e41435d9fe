/* What who quotes a page needs: its lasting address, a reference to copy, and references for programs. */
#include "query/page/page_inside.h"
#include "query/print/printer.h"

#include "record/dates.h"

static void write_address(const struct page *page, const struct cgi_request *lasting)
{
    struct buffer address = BUFFER_EMPTY;
    cgi_request_link(lasting, &address);
    html_markup(page->out, "<p><a href=\"");
    html_attribute(page->out, page_bytes(page->settings->address));
    buffer_append_text(page->out, address.bytes);
    html_markup(page->out, "\">");
    page_say(page, "Lasting link to this page");
    html_markup(page->out, "</a></p>\n");
    if (address.failed && !page->out->failed)
        page->out->failed = address.failed;
    buffer_clear(&address);
}

static void write_reference(const struct page *page)
{
    struct print_settings settings = { .request = &page->request->search, .names = page->names };
    struct buffer reference = BUFFER_EMPTY;
    struct buffer address = BUFFER_EMPTY;
    struct answer_hit cited = page_public_hit(page, &page->answer->hits[0], &address);
    printer_citation.hit(&settings, page->answer, &cited, &reference);
    html_markup(page->out, "<p class=\"reference\"");
    page_lang(page, page->request->search.ui);
    html_markup(page->out, ">");
    html_text(page->out, bytes_trimmed(buffer_view(&reference)));
    page_coins(page, &page->answer->hits[0]);
    html_markup(page->out, "</p>\n");
    printer_end_part(&address, page->out);
    printer_end_part(&reference, page->out);
}

/* "Search of 23 November 2026 in News releases: 12 of 500 documents. Generation 3 of the index." */
static void write_statement(const struct page *page)
{
    const struct search_answer *answer = page->answer;
    char today[DATE_WORDS_BYTES];
    enum language ui = page->request->search.ui;
    date_format_words(page->request->search.today, ui == LANGUAGE_FRENCH, today);
    html_markup(page->out, "<p class=\"reference\">");
    page_say(page, "Search of %s in “%s”: %s of %s documents; generation %s of the index.", today,
             page->settings->name[ui], page_number(page, answer->total).text,
             page_number(page, answer->document_count).text, page_number(page, answer->generation).text);
    html_markup(page->out, "</p>\n");
}

static void write_formats(const struct page *page, const struct cgi_request *lasting)
{
    static const struct {
        enum cgi_format format;
        const char *name;
        bool of_search; /* a single document has no feed and no table */
    } formats[] = {
        { CGI_RIS, "RIS", false },  { CGI_BIBTEX, "BibTeX", false }, { CGI_CSL, "CSL-JSON", false },
        { CGI_JSON, "JSON", true }, { CGI_CSV, "CSV", true },        { CGI_ATOM, "Atom", true },
    };
    html_markup(page->out, "<p id=\"formats\">");
    if (page->request->document)
        page_say(page, "This document for other programs:");
    else
        page_say(page, "These results for other programs:");
    html_markup(page->out, "</p>\n<ul class=\"formats\" aria-labelledby=\"formats\">\n");
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        struct cgi_request other = *lasting;
        if (formats[i].of_search && page->request->document)
            continue;
        other.format = formats[i].format;
        cgi_request_turn(&other, 1);
        html_markup(page->out, "<li><a rel=\"nofollow\"");
        page_href(page, &other);
        html_markup(page->out, ">");
        buffer_append_text(page->out, formats[i].name);
        html_markup(page->out, "</a></li>\n");
    }
    html_markup(page->out, "</ul>\n");
}

void page_cite(const struct page *page)
{
    struct cgi_request lasting = *page->request;
    if (page->request->document) { /* a document is the same whatever search led to it */
        cgi_request_alone(&lasting);
        lasting.part = 0;
    }
    lasting.ui_asked = true;
    html_markup(page->out, "<section class=\"cite\"><h2>");
    page_say(page, "Cite and share");
    html_markup(page->out, "</h2>\n");
    if (page->request->document)
        write_reference(page);
    else
        write_statement(page);
    write_address(page, &lasting);
    write_formats(page, &lasting);
    html_markup(page->out, "</section>\n");
}
