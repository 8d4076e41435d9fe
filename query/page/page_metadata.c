/* What the page of a document, and each hit, tells programs. */
#include "query/interfaces/document_meta.h"
#include "query/page/page_inside.h"

void page_tell_record(const struct page *page, const char *uri, enum language ui, struct buffer *out)
{
    struct cgi_request request = *page->request;
    if (!uri || !*uri || strlen(uri) > PAGE_DOCUMENT_BYTES)
        return;
    cgi_request_alone(&request);
    request.document = page_document_name(page, uri);
    request.part = 0;
    request.format = CGI_HTML;
    request.search.ui = ui;
    request.ui_asked = true;
    buffer_append_text(out, page->settings->address);
    cgi_request_address(&request, out);
}

/* A version in the other language is read on a page in that language. */
static void tell_twin(const struct page *page, const struct record *record, struct buffer *out)
{
    enum language other = record->language == LANGUAGE_FRENCH ? LANGUAGE_ENGLISH : LANGUAGE_FRENCH;
    if (record->twin && record->language != LANGUAGE_UNKNOWN)
        page_tell_record(page, record->twin, other, out);
}

void page_metadata(const struct page *page)
{
    const struct print_settings settings = { .request = &page->request->search, .names = page->names };
    enum language ui = page->request->search.ui;
    struct buffer address = BUFFER_EMPTY, own = BUFFER_EMPTY, twin = BUFFER_EMPTY;
    struct reference reference;
    struct answer_hit hit = page_public_hit(page, &page->answer->hits[0], &address);
    reference_make(&settings, &hit, &reference);
    if (*page->settings->address) {
        page_tell_record(page, hit.record.uri, ui, &own);
        tell_twin(page, &hit.record, &twin);
    }
    const struct document_meta meta = {
        .reference = &reference,
        .record = &hit.record,
        .names = page->names,
        .ui = ui,
        .publisher = page->settings->name[ui],
        .page = own.bytes,
        .twin = twin.bytes,
    };
    document_meta_write_elements(&meta, page->out);
    document_meta_write_json_ld(&meta, page->out);
    reference_clear(&reference, page->out);
    printer_end_part(&address, page->out);
    printer_end_part(&own, page->out);
    printer_end_part(&twin, page->out);
}

void page_coins(const struct page *page, const struct answer_hit *hit)
{
    const struct print_settings settings = { .request = &page->request->search, .names = page->names };
    struct buffer address = BUFFER_EMPTY;
    struct reference reference;
    struct answer_hit public = page_public_hit(page, hit, &address);
    reference_make(&settings, &public, &reference);
    document_meta_write_coins(&reference, page->settings->name[page->request->search.ui], page->out);
    reference_clear(&reference, page->out);
    printer_end_part(&address, page->out);
}
