/* The page of one document: what is known of it, its text, and what is like it. */
#include "query/document/similar.h"
#include "query/labels.h"
#include "query/page/page_inside.h"

static const struct record *record_of(const struct page *page)
{
    return &page->answer->hits[0].record;
}

/* Only who came from a search goes back to one. */
static void write_back(const struct page *page)
{
    struct cgi_request results = *page->request;
    cgi_request_leave(&results);
    if (cgi_request_is_start(&results))
        return;
    html_markup(page->out, "<p class=\"back\"><a rel=\"nofollow\"");
    page_href(page, &results);
    html_markup(page->out, ">");
    page_say(page, "Back to the results");
    html_markup(page->out, "</a></p>\n");
}

/* "PDF", where a reader should know that it is no web page. */
static const char *format_of(const struct record *record)
{
    static const struct {
        const char *mime, *name;
    } formats[] = {
        { "application/pdf", "PDF" },
        { "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "DOCX" },
        { "application/vnd.oasis.opendocument.text", "ODT" },
        { "application/rtf", "RTF" },
        { "text/rtf", "RTF" },
        { "text/plain", "TXT" },
    };
    for (size_t i = 0; record->mime && i < sizeof formats / sizeof *formats; i++)
        if (strcmp(record->mime, formats[i].mime) == 0)
            return formats[i].name;
    return NULL;
}

static void write_original(const struct page *page)
{
    const struct record *record = record_of(page);
    const char *format = format_of(record);
    size_t before = page->out->size;
    html_markup(page->out, "<p class=\"original\">");
    if (!page_open_link(page, record->uri, "", record->language)) {
        buffer_truncate(page->out, before);
        return;
    }
    page_say(page, "Read the original");
    if (format)
        buffer_append_format(page->out, " (%s)", format);
    html_markup(page->out, "</a></p>\n");
}

static void write_headline(const struct page *page)
{
    const struct answer_hit *hit = &page->answer->hits[0];
    bool titled = hit->title.text.size > 0;
    html_markup(page->out, "<h1");
    if (titled)
        page_lang(page, hit->record.language);
    html_markup(page->out, ">");
    if (titled)
        page_marked(page, &hit->title);
    else
        page_say(page, "Untitled");
    html_markup(page->out, "</h1>\n");
    page_facts(page, &hit->record);
    html_markup(page->out, "</li>\n</ul>\n");
    write_original(page);
    if (page->answer->total > 1) {
        html_markup(page->out, "<div class=\"note\"><p>");
        page_say(page, "Several documents of the archive state the address of this one; the first is shown.");
        html_markup(page->out, "</p></div>\n");
    }
}

/* == Similar documents ======================================================================================== */

static void write_shared(const struct page *page, const struct similar_document *similar)
{
    struct buffer words = BUFFER_EMPTY;
    if (similar->word_count == 0)
        return;
    for (size_t i = 0; i < similar->word_count; i++) {
        buffer_append_text(&words, i ? ", " : "");
        buffer_append(&words, similar->words[i].data, similar->words[i].size);
    }
    html_markup(page->out, "<p class=\"shared\">");
    page_say(page, "In common:");
    html_markup(page->out, " <span");
    page_lang(page, similar->record.language);
    html_markup(page->out, ">");
    html_text(page->out, buffer_view(&words));
    html_markup(page->out, "</span></p>\n");
    buffer_clear(&words);
}

static void write_similar_one(const struct page *page, const struct similar_document *similar)
{
    const struct record *record = &similar->record;
    html_markup(page->out, "<li><p");
    page_lang(page, record->title ? record->language : LANGUAGE_UNKNOWN);
    html_markup(page->out, ">");
    bool linked = page_open_record(page, record->uri, 0, "", record->language);
    if (record->title)
        html_text(page->out, page_bytes(record->title));
    else
        page_say(page, "Untitled");
    buffer_append_text(page->out, linked ? "</a></p>\n<p class=\"soft\">" : "</p>\n<p class=\"soft\">");
    page_date(page, record->date.value);
    html_markup(page->out, "</p>\n");
    write_shared(page, similar);
    html_markup(page->out, "</li>\n");
}

static void write_similar(const struct page *page)
{
    if (!page->similar || page->similar->count == 0)
        return;
    html_markup(page->out, "<section class=\"similar\"><h2>");
    page_say(page, "Similar documents");
    html_markup(page->out, "</h2>\n<ul>\n");
    for (size_t i = 0; i < page->similar->count; i++)
        write_similar_one(page, &page->similar->documents[i]);
    html_markup(page->out, "</ul></section>\n");
}

/* == The whole ================================================================================================ */

void page_record(const struct page *page, struct bytes headline)
{
    (void)headline; /* the h1 has marks, and the document's language */
    write_back(page);
    write_headline(page);
    html_markup(page->out, "<div class=\"columns\">\n<div class=\"results\">\n");
    page_record_text(page);
    html_markup(page->out, "</div>\n<div class=\"beside\">\n");
    page_record_about(page);
    write_similar(page);
    page_cite(page);
    html_markup(page->out, "</div>\n</div>\n");
}
