/* Results as an Atom feed (RFC 4287) with the response elements of OpenSearch 1.1. */
#include "query/page/page_inside.h"
#include "query/print/printer.h"

#include <inttypes.h>

#include "base/crc64.h"

static void write_element(const struct page *page, const char *name, struct bytes text)
{
    buffer_append_format(page->out, "<%s>", name);
    html_text(page->out, text);
    buffer_append_format(page->out, "</%s>\n", name);
}

/* Atom wants a moment; of a date we know the day at best. */
static void write_moment(const struct page *page, const char *name, struct date date)
{
    char iso[DATE_ISO_BYTES];
    date_format_iso(date_first_day(date), iso);
    buffer_append_format(page->out, "<%s>%sT00:00:00Z</%s>\n", name, iso, name);
}

static void write_link(const struct page *page, const char *relation, const char *type,
                       const struct cgi_request *request)
{
    buffer_append_format(page->out, "<link rel=\"%s\" type=\"%s\" href=\"", relation, type);
    html_attribute(page->out, page_bytes(page->settings->address));
    cgi_request_link(request, page->out);
    html_markup(page->out, "\"/>\n");
}

/* Ids are no addresses of ours, which may move. */
static void write_feed_id(const struct page *page)
{
    char sum[17];
    struct crc64 crc;
    struct buffer link = BUFFER_EMPTY;
    cgi_request_link(page->request, &link);
    crc64_init(&crc);
    crc64_add(&crc, link.bytes, link.size);
    snprintf(sum, sizeof sum, "%016" PRIx64, crc64_sum(&crc));
    buffer_append_format(page->out, "<id>urn:depeche:search:%s</id>\n", sum);
    buffer_clear(&link);
}

/* == Entries ================================================================================================== */

/* To the document where the web has it, else to the page about it: no entry may be without. */
static void write_entry_link(const struct page *page, const struct record *record)
{
    struct buffer address = BUFFER_EMPTY;
    if (record->uri)
        page_tell_address(page, record->uri, &address);
    html_markup(page->out, "<link rel=\"alternate\"");
    if (record->language != LANGUAGE_UNKNOWN)
        buffer_append_format(page->out, " hreflang=\"%s\"", language_code(record->language));
    html_markup(page->out, " href=\"");
    if (html_is_link(buffer_view(&address))) {
        html_link(page->out, buffer_view(&address));
    } else {
        buffer_truncate(&address, 0);
        page_tell_record(page, record->uri, page->request->search.ui, &address);
        html_attribute(page->out, buffer_view(&address));
    }
    html_markup(page->out, "\"/>\n");
    printer_end_part(&address, page->out);
}

/* Documents that state one address are told apart by their order, for no two entries may have one id. */
static void write_entry_id(const struct page *page, const struct answer_hit *hit)
{
    const char *uri = hit->record.uri ? hit->record.uri : "";
    unsigned before = 0;
    for (const struct answer_hit *other = page->answer->hits; other < hit; other++)
        before += other->record.uri && strcmp(other->record.uri, uri) == 0;
    html_markup(page->out, "<id>urn:depeche:document:");
    html_url_argument(page->out, page_bytes(uri));
    if (before)
        buffer_append_format(page->out, ":%u", before + 1);
    html_markup(page->out, "</id>\n");
}

static void write_categories(const struct page *page, const struct record *record)
{
    for (size_t i = 0; i < record->goal_count; i++) {
        html_markup(page->out, "<category scheme=\"urn:depeche:goals\" term=\"");
        html_attribute(page->out, page_bytes(record->goals[i].id));
        html_markup(page->out, "\"/>\n");
    }
    for (size_t i = 0; i < record->country_count; i++) {
        html_markup(page->out, "<category scheme=\"urn:depeche:countries\" term=\"");
        html_attribute(page->out, page_bytes(record->countries[i].code));
        html_markup(page->out, "\"/>\n");
    }
}

static void write_entry(const struct page *page, const struct answer_hit *hit)
{
    static const struct date unknown = { 1970, 1, 1 };
    const struct record *record = &hit->record;
    struct bytes untitled = page_bytes(message_in(page->request->search.ui, "Untitled"));
    html_markup(page->out, "<entry");
    if (record->language != LANGUAGE_UNKNOWN)
        buffer_append_format(page->out, " xml:lang=\"%s\"", language_code(record->language));
    html_markup(page->out, ">\n");
    write_element(page, "title", hit->title.text.size ? hit->title.text : untitled);
    write_entry_id(page, hit);
    write_moment(page, "updated", record->date.value.year ? record->date.value : unknown);
    if (record->date.value.year)
        write_moment(page, "published", record->date.value);
    write_entry_link(page, record);
    write_categories(page, record);
    write_element(page, "summary", hit->snippet.text);
    html_markup(page->out, "</entry>\n");
}

/* == The feed ================================================================================================= */

/* The newest document tells when the feed changed, so that it stays the same while the archive does. */
static void write_updated(const struct page *page)
{
    struct date newest = { 1970, 1, 1 };
    for (size_t i = 0; i < page->answer->hit_count; i++) {
        struct date date = page->answer->hits[i].record.date.value;
        if (date.year && date_compare(date, newest) > 0)
            newest = date;
    }
    write_moment(page, "updated", newest);
}

static void write_opensearch(const struct page *page)
{
    const struct search_request *search = &page->request->search;
    buffer_append_format(page->out,
                         "<opensearch:totalResults>%u</opensearch:totalResults>\n"
                         "<opensearch:startIndex>%u</opensearch:startIndex>\n"
                         "<opensearch:itemsPerPage>%u</opensearch:itemsPerPage>\n"
                         "<opensearch:Query role=\"request\" startPage=\"%u\" count=\"%u\" searchTerms=\"",
                         (unsigned)page->answer->total, (unsigned)search->offset + 1, (unsigned)search->limit,
                         (unsigned)page->request->page, (unsigned)search->limit);
    html_attribute(page->out, page_bytes(search->query));
    html_markup(page->out, "\"/>\n");
}

static void write_title(const struct page *page)
{
    const char *name = page->settings->name[page->request->search.ui];
    struct buffer title = BUFFER_EMPTY;
    if (*page->request->search.query)
        page_tell(page, &title, "%s – %s", page->request->search.query, name);
    else
        buffer_append_text(&title, name);
    write_element(page, "title", buffer_view(&title));
    buffer_clear(&title);
}

static void write_turn(const struct page *page, const char *relation, uint32_t number)
{
    struct cgi_request other = *page->request;
    cgi_request_turn(&other, number);
    write_link(page, relation, "application/atom+xml", &other);
}

static void write_links(const struct page *page)
{
    struct cgi_request html = *page->request;
    struct cgi_request description = { .search = SEARCH_REQUEST_DEFAULT, .format = CGI_OPENSEARCH, .ui_asked = true };
    uint32_t number = page->request->page, last = page_count(page);
    write_link(page, "self", "application/atom+xml", page->request);
    write_turn(page, "first", 1);
    if (number > 1)
        write_turn(page, "previous", number - 1 < last ? number - 1 : last);
    if (number < last)
        write_turn(page, "next", number + 1);
    write_turn(page, "last", last);
    html.format = CGI_HTML;
    cgi_request_turn(&html, 1);
    write_link(page, "alternate", "text/html", &html);
    description.search.ui = page->request->search.ui;
    if (*page->settings->address)
        write_link(page, "search", "application/opensearchdescription+xml", &description);
}

void page_atom(const struct page *page)
{
    html_markup(page->out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" "
                           "xmlns:opensearch=\"http://a9.com/-/spec/opensearch/1.1/\" xml:lang=\"");
    buffer_append_text(page->out, language_code(page->request->search.ui));
    html_markup(page->out, "\">\n");
    write_title(page);
    write_feed_id(page);
    write_updated(page);
    html_markup(page->out, "<author><name>");
    html_text(page->out, page_bytes(page->settings->name[page->request->search.ui]));
    html_markup(page->out, "</name></author>\n<generator version=\"" DEPECHE_VERSION "\">Depeche</generator>\n");
    write_links(page);
    write_opensearch(page);
    for (size_t i = 0; i < page->answer->hit_count; i++)
        write_entry(page, &page->answer->hits[i]);
    html_markup(page->out, "</feed>\n");
}
