/* Sitemaps (sitemaps.org): the pages about all documents, for search engines; an index of them, and each in its turn.
 */
#include <time.h>

#include "query/page/page_inside.h"
#include "query/print/printer.h"
#include "query/searcher.h"
#include "record/stored.h"

enum {
    PART_ADDRESSES = 10000, /* 50,000 may be, but a request has two seconds */
    PART_BYTES = 50 << 20,  /* as many as may be */
    ADDRESS_BYTES = 2048,   /* likewise */
};

static uint32_t count_parts(uint32_t documents)
{
    return documents ? (documents + PART_ADDRESSES - 1) / PART_ADDRESSES : 1;
}

/* == The index ================================================================================================ */

static void write_index(const struct page *page, const struct searcher *searcher)
{
    uint32_t parts = count_parts(searcher_document_count(searcher));
    time_t made = (time_t)published_made(searcher_published(searcher));
    char moment[32] = "";
    struct tm split;
    if (made > 0 && gmtime_r(&made, &split))
        strftime(moment, sizeof moment, "%Y-%m-%dT%H:%M:%SZ", &split);
    html_markup(page->out, "<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n");
    for (uint32_t part = 1; part <= parts; part++) {
        struct cgi_request request = { .search = SEARCH_REQUEST_DEFAULT, .format = CGI_SITEMAP, .part = part };
        html_markup(page->out, "<sitemap><loc>");
        html_text(page->out, page_bytes(page->settings->address));
        cgi_request_link(&request, page->out);
        html_markup(page->out, "</loc>");
        if (*moment)
            buffer_append_format(page->out, "<lastmod>%s</lastmod>", moment);
        html_markup(page->out, "</sitemap>\n");
    }
    html_markup(page->out, "</sitemapindex>\n");
}

/* == A part =================================================================================================== */

static void write_alternate(const struct page *page, enum language language, struct bytes address)
{
    buffer_append_format(page->out, "<xhtml:link rel=\"alternate\" hreflang=\"%s\" href=\"", language_code(language));
    html_attribute(page->out, address);
    html_markup(page->out, "\"/>");
}

/* Of a document and its version in the other language, each is the other's alternate, and its own. */
static void write_twins(const struct page *page, const struct record *record, struct bytes own)
{
    enum language other = record->language == LANGUAGE_FRENCH ? LANGUAGE_ENGLISH : LANGUAGE_FRENCH;
    struct buffer twin = BUFFER_EMPTY;
    if (!record->twin || record->language == LANGUAGE_UNKNOWN)
        return;
    page_tell_record(page, record->twin, other, &twin);
    if (twin.size > 0 && twin.size <= ADDRESS_BYTES) {
        write_alternate(page, record->language, own);
        write_alternate(page, other, buffer_view(&twin));
    }
    printer_end_part(&twin, page->out);
}

static void write_document(const struct page *page, const struct record *record)
{
    enum language language = record->language != LANGUAGE_UNKNOWN ? record->language : page->settings->home;
    char iso[DATE_ISO_BYTES];
    struct buffer own = BUFFER_EMPTY;
    page_tell_record(page, record->uri, language == LANGUAGE_FRENCH ? language : LANGUAGE_ENGLISH, &own);
    if (own.size > 0 && own.size <= ADDRESS_BYTES) {
        html_markup(page->out, "<url><loc>");
        html_text(page->out, buffer_view(&own));
        html_markup(page->out, "</loc>");
        date_format_iso(record->date.value, iso);
        if (*iso)
            buffer_append_format(page->out, "<lastmod>%s</lastmod>", iso);
        write_twins(page, record, buffer_view(&own));
        html_markup(page->out, "</url>\n");
    }
    printer_end_part(&own, page->out);
}

static enum status write_docid(const struct page *page, struct searcher *searcher, uint32_t docid,
                               struct failure *failure)
{
    struct bytes data;
    struct record record;
    record_init(&record);
    enum status status = matcher_data(searcher->matcher, docid, &data, failure);
    if (!status)
        status = stored_read(data, false, &record, failure);
    if (!status)
        status = searcher_set_twin(searcher, &record, failure);
    if (!status)
        write_document(page, &record);
    record_clear(&record);
    return status;
}

static enum status write_part(const struct page *page, struct searcher *searcher, struct failure *failure)
{
    const struct xs_query everything = { .op = XS_ALL };
    const struct xs_search search = { .query = &everything, .all_docids = true, .bm25_k1 = 1, .bm25_b = 0.5 };
    struct xs_result *found = NULL;
    enum status status = matcher_search(searcher->matcher, &search, &found, failure);
    if (status)
        return status;
    html_markup(page->out, "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" "
                           "xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n");
    size_t first = (size_t)(page->request->part - 1) * PART_ADDRESSES;
    for (size_t i = first; i < found->docid_count && i < first + PART_ADDRESSES && !status; i++)
        status = write_docid(page, searcher, found->docids[i], failure);
    html_markup(page->out, "</urlset>\n");
    matcher_result_free(found);
    return status;
}

enum status page_sitemap(const struct page *page, struct searcher *searcher, struct failure *failure)
{
    uint32_t part = page->request->part;
    if (part > count_parts(searcher_document_count(searcher)))
        return fail(failure, STATUS_NOT_FOUND, "there is no part %u of the sitemap", (unsigned)part);
    page->out->limit = PART_BYTES;
    html_markup(page->out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    if (part)
        return write_part(page, searcher, failure);
    write_index(page, searcher);
    return STATUS_OK;
}
