/* From the bytes of one file to its record. */
#include "indexer/extract.h"

#include <string.h>

#include "indexer/decode.h"
#include "indexer/html.h"
#include "indexer/main_text.h"
#include "indexer/plain.h"

enum status extract_prepare(struct failure *failure)
{
    html_prepare();
    return decode_prepare(failure);
}

/* The mistakes worth telling whoever looks after the archive. */
static enum status warn_of_encoding(const struct decoded *decoded, const char *declared, struct record *record,
                                    struct failure *failure)
{
    enum status status = STATUS_OK;
    if (decoded->declared_wrong)
        status = record_add_warning(record, failure, "declared as %s, read as %s (%s)", declared, decoded->encoding,
                                    decode_reason_name(decoded->reason));
    if (!status && decoded->replaced)
        status = record_add_warning(record, failure, "%zu characters could not be read as %s", decoded->replaced,
                                    decoded->encoding);
    return status;
}

static enum status read_page(const struct item *item, struct page *page, struct record *record, struct failure *failure)
{
    char label[HTML_LABEL_BYTES];
    bool html = html_looks_like(item->content);
    bool declared = html && html_declared_charset(item->content, label);
    struct decoded decoded = { .text = BUFFER_EMPTY };
    struct bytes mime = html ? (struct bytes){ "text/html", 9 } : (struct bytes){ "text/plain", 10 };
    enum status status;

    if ((status = decode(item->content, declared ? label : NULL, &decoded, failure)) ||
        (status = record_set(&record->encoding, (struct bytes){ decoded.encoding, strlen(decoded.encoding) }, failure)) ||
        (status = record_set(&record->mime, mime, failure)) ||
        (status = warn_of_encoding(&decoded, label, record, failure)))
        goto done;
    struct bytes text = { decoded.text.bytes, decoded.text.size };
    status = html ? html_read(text, page, failure) : plain_read(text, page, failure);

done:
    buffer_clear(&decoded.text);
    return status;
}

/* The address a page gives itself, the surest first; a relative one says nothing without the site. */
static const char *stated_address(const struct page *page)
{
    static const char *const names[] = { "archive_capture_url", "dcterms.identifier", "dc.identifier", "og:url" };
    for (size_t i = 0; i < page->link_count; i++) {
        const struct link *link = &page->links[i];
        const char *href = page_string(page, link->href);
        if (strcmp(page_string(page, link->rel), "canonical") == 0 && strncmp(href, "http", 4) == 0)
            return href;
    }
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *content = page_meta(page, names[i]);
        if (content && (strncmp(content, "http://", 7) == 0 || strncmp(content, "https://", 8) == 0))
            return content;
    }
    return NULL;
}

enum status extract(struct fact_finder *finder, const struct item *item, struct record *record, struct failure *failure)
{
    struct page page;
    enum status status;

    page_init(&page);
    if ((status = record_set(&record->source, (struct bytes){ item->source, strlen(item->source) }, failure)) ||
        (status = read_page(item, &page, record, failure)))
        goto done;
    main_text_choose(&page);
    if ((status = main_text_take(&page, record, NULL, failure)))
        goto done;
    const char *address = stated_address(&page);
    if (!address)
        address = item->source;
    if ((status = record_set(&record->uri, (struct bytes){ address, strlen(address) }, failure)))
        goto done;
    if (!record->title && record->text.size == 0) {
        status = fail(failure, STATUS_INVALID, "holds no text");
        goto done;
    }
    status = facts_find(finder, &page, record, failure);

done:
    page_clear(&page);
    return status;
}
