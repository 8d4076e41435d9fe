/* From one document in memory to its record: read, choose the text, find the facts. */
#include "indexer/read_document.h"

#include <string.h>

#include "indexer/main_text.h"
#include "indexer/page_writer.h"
#include "indexer/reader.h"
#include "indexer/reason.h"
#include "record/dates.h"

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

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static struct bytes text_of(const char *text)
{
    return (struct bytes){ or_empty(text), strlen(or_empty(text)) };
}

/* What came with the document and facts are found on. A server that makes its pages as they are asked for says that
 * each was changed on the day of its capture, which says nothing. */
static enum status add_capture(struct page *page, const struct member *member, struct failure *failure)
{
    struct page_writer writer = { .page = page };
    struct date captured = date_from_unix(member->captured_s);
    struct date_found modified;
    char iso[DATE_ISO_BYTES];
    if (member->captured_s) {
        date_format_iso(captured, iso);
        page_writer_meta(&writer, text_of("archive_capture_date"), text_of(iso));
    }
    if (member->modified && date_scan(text_of(member->modified), 0, &modified) &&
        !(member->captured_s && date_compare(modified.date, captured) == 0))
        page_writer_meta(&writer, text_of("last-modified"), text_of(member->modified));
    return writer.out_of_memory ? fail_no_memory(failure) : buffer_status(&page->strings, "a page", failure);
}

/* Page and record of what the reader for it makes. */
static enum status read_page(const struct reader_input *input, struct page *page, struct record *record,
                             struct failure *failure)
{
    const struct reader *reader = input->content.size ? reader_find(input) : NULL;
    enum status status;

    if (!reader)
        return input->content.size ? fail_reason(failure, REASON_BINARY, "is of no kind that can be read")
                                   : fail_reason(failure, REASON_EMPTY, "is empty");
    if ((status = reader->read(input, page, record, failure)) ||
        (!record->mime && (status = record_set(&record->mime, text_of(reader->mime), failure))))
        return status;
    /* A reader of documents that are all text has made title and text itself. */
    if (!record->title && !record->text.size) {
        main_text_choose(page);
        if ((status = main_text_take(page, record, NULL, failure)))
            return status;
    }
    return record->title || record->text.size ? STATUS_OK : fail_reason(failure, REASON_NO_TEXT, "holds no text");
}

/* Where it was captured, else what it says itself, else where it lies. */
static enum status set_address(const struct member *member, const struct page *page, struct record *record,
                               struct failure *failure)
{
    const char *uri = member->uri;
    if (!uri && record->uri)
        return STATUS_OK;
    if (!uri)
        uri = stated_address(page);
    return record_set(&record->uri, text_of(uri ? uri : record->source), failure);
}

enum status read_document(struct fact_finder *finder, const char *source, const struct member *member,
                          struct record *record, struct failure *failure)
{
    struct reader_input input = { member->content, source, member->mime, member->charset };
    struct page page;
    enum status status;

    page_init(&page);
    if ((status = record_set(&record->source, text_of(source), failure)) ||
        (status = record_set(&record->member, member->name, failure)))
        goto done;
    if (record->member)
        input.name = record->member;
    if ((status = read_page(&input, &page, record, failure)) ||
        (status = set_address(member, &page, record, failure)) ||
        (member->warning && (status = record_add_warning(record, failure, "%s", member->warning))) ||
        (status = add_capture(&page, member, failure)))
        goto done;
    status = facts_find(finder, &page, record, failure);

done:
    page_clear(&page);
    return status;
}
