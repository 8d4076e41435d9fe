/* From one file to its records. */
#include "indexer/extract.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "indexer/decode.h"
#include "indexer/html.h"
#include "indexer/main_text.h"
#include "indexer/plain.h"

/* Past this a file is not a release. */
enum { DOCUMENT_MOST_BYTES = 256 << 20 };

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

static enum status read_page(struct bytes content, struct page *page, struct record *record, struct failure *failure)
{
    char label[HTML_LABEL_BYTES];
    bool html = html_looks_like(content);
    bool declared = html && html_declared_charset(content, label);
    struct decoded decoded = { .text = BUFFER_EMPTY };
    struct bytes mime = html ? (struct bytes){ "text/html", 9 } : (struct bytes){ "text/plain", 10 };
    enum status status;

    if ((status = decode(content, declared ? label : NULL, &decoded, failure)) ||
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

/* One document in memory. */
static enum status extract_document(struct fact_finder *finder, const char *source, struct bytes content,
                                    struct record *record, struct failure *failure)
{
    struct page page;
    enum status status;

    page_init(&page);
    if ((status = record_set(&record->source, (struct bytes){ source, strlen(source) }, failure)) ||
        (status = read_page(content, &page, record, failure)))
        goto done;
    main_text_choose(&page);
    if ((status = main_text_take(&page, record, NULL, failure)))
        goto done;
    const char *address = stated_address(&page);
    if (!address)
        address = source;
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

/* The rest of an open file, at most `DOCUMENT_MOST_BYTES`. It may grow or shrink meanwhile. */
static enum status read_content(int file, struct buffer *content, struct failure *failure)
{
    enum { READ_BYTES = 1 << 18 };
    ssize_t got;
    do {
        char *room = buffer_reserve(content, READ_BYTES);
        if (!room)
            return buffer_status(content, "the file", failure);
        got = read(file, room, READ_BYTES);
        if (got < 0 && errno != EINTR)
            return fail(failure, STATUS_IO, "cannot be read: %s", strerror(errno));
        buffer_commit(content, got > 0 ? (size_t)got : 0);
    } while (got != 0);
    return STATUS_OK;
}

enum status extract(struct fact_finder *finder, const struct item *item, extract_take take, void *context,
                    struct failure *failure)
{
    struct extracted extracted = { .member = 0 };
    struct buffer content = BUFFER_LIMITED(DOCUMENT_MOST_BYTES);
    struct record record;
    enum status status = STATUS_OK;

    record_init(&record);
    if (item->first_member > 0)
        goto done;
    if (!(extracted.status = read_content(item->file, &content, &extracted.failure)))
        extracted.status = extract_document(finder, item->source, (struct bytes){ content.bytes, content.size }, &record,
                                            &extracted.failure);
    extracted.record = extracted.status ? NULL : &record;
    status = take(&extracted, context, failure);

done:
    record_clear(&record);
    buffer_clear(&content);
    return status;
}
