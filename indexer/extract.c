/* From one file to its records. */
#include "indexer/extract.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "indexer/container.h"
#include "indexer/decode.h"
#include "indexer/main_text.h"
#include "indexer/reader.h"

/* Past this a file is not a release. */
enum { DOCUMENT_MOST_BYTES = 256 << 20 };

enum status extract_prepare(struct failure *failure)
{
    readers_prepare();
    return decode_prepare(failure);
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

static const char *or_empty(const char *text)
{
    return text ? text : "";
}

static struct bytes text_of(const char *text)
{
    return (struct bytes){ or_empty(text), strlen(or_empty(text)) };
}

/* From one document in memory to its record. `uri` is where it was captured, or NULL. */
static enum status read_document(struct fact_finder *finder, const struct reader_input *input, const char *uri,
                                 struct record *record, struct failure *failure)
{
    const struct reader *reader = reader_find(input);
    struct page page;
    enum status status;

    page_init(&page);
    if (!reader) {
        status = fail(failure, STATUS_INVALID, "is of no kind that can be read");
        goto done;
    }
    if ((status = reader->read(input, &page, record, failure)) ||
        (!record->mime && (status = record_set(&record->mime, text_of(reader->mime), failure))))
        goto done;
    /* A reader of documents that are all text has made title and text itself. */
    if (!record->title && !record->text.size) {
        main_text_choose(&page);
        if ((status = main_text_take(&page, record, NULL, failure)))
            goto done;
    }
    if (!uri && !record->uri)
        uri = stated_address(&page);
    if (!record->uri && (status = record_set(&record->uri, text_of(uri ? uri : record->source), failure)))
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

/* == Files ==================================================================================================== */

struct extraction {
    struct fact_finder *finder;
    const struct item *item;
    extract_take take;
    void *context;
};

/* Make a record of one document and hand it over. */
static enum status extract_document(const struct extraction *extraction, uint64_t number, const struct member *member,
                                    struct failure *failure)
{
    struct extracted extracted = { .member = number, .name = member->name, .status = member->status,
                                   .failure = member->failure };
    struct reader_input input = { member->content, extraction->item->source, member->mime, member->charset };
    struct record record;
    enum status status;

    record_init(&record);
    if (!extracted.status)
        extracted.status = record_set(&record.source, text_of(extraction->item->source), &extracted.failure);
    if (!extracted.status && member->name.size)
        extracted.status = record_set(&record.member, member->name, &extracted.failure);
    if (!extracted.status && record.member)
        input.name = record.member;
    if (!extracted.status)
        extracted.status = read_document(extraction->finder, &input, member->uri, &record, &extracted.failure);
    extracted.record = extracted.status ? NULL : &record;
    status = extraction->take(&extracted, extraction->context, failure);
    record_clear(&record);
    return status;
}

static enum status extract_members(const struct extraction *extraction, const struct container_kind *kind,
                                   struct failure *failure)
{
    struct container *container = NULL;
    struct member member = { .status = STATUS_OK };
    enum status status = STATUS_OK;

    if ((member.status = kind->open(&container, extraction->item->file, &member.failure)))
        status = extraction->item->first_member ? STATUS_OK : extract_document(extraction, 0, &member, failure);
    for (uint64_t number = 0; container && !status && kind->next(container, &member); number++)
        if (number >= extraction->item->first_member)
            status = extract_document(extraction, number, &member, failure);
    kind->close(container);
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

static enum status extract_whole(const struct extraction *extraction, struct failure *failure)
{
    struct buffer content = BUFFER_LIMITED(DOCUMENT_MOST_BYTES);
    struct member member = { .status = STATUS_OK };
    enum status status;
    if (extraction->item->first_member > 0)
        return STATUS_OK;
    member.status = read_content(extraction->item->file, &content, &member.failure);
    member.content = (struct bytes){ content.bytes, content.size };
    status = extract_document(extraction, 0, &member, failure);
    buffer_clear(&content);
    return status;
}

enum status extract(struct fact_finder *finder, const struct item *item, extract_take take, void *context,
                    struct failure *failure)
{
    const struct extraction extraction = { finder, item, take, context };
    char head[CONTAINER_HEAD_BYTES];
    ssize_t size = pread(item->file, head, sizeof head, 0);
    const struct container_kind *kind = size > 0 ? container_find((struct bytes){ head, (size_t)size }) : NULL;
    return kind ? extract_members(&extraction, kind, failure) : extract_whole(&extraction, failure);
}
