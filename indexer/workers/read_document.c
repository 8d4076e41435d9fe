/* From one document in memory to its record: read, choose the text, find the facts. */
#include "indexer/workers/read_document.h"

#include <string.h>

#include "indexer/common/reason.h"
#include "indexer/ledger/metadata.h"
#include "indexer/ledger/override.h"
#include "indexer/page/main_text.h"
#include "indexer/page/main_title.h"
#include "indexer/page/notes.h"
#include "indexer/page/page_writer.h"
#include "indexer/readers/reader.h"
#include "record/dates.h"

/* The address a page gives itself, the surest first; a relative one says nothing without the site. */
static const char *stated_address(const struct page *page)
{
    static const char *const names[] = { "dcterms.identifier", "dc.identifier", "og:url" };
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

/* == Notes ==================================================================================================== */

static void note_title(const struct page *page, const struct record *record, bool is_stated, struct buffer *notes)
{
    const char *social = page_meta(page, "og:title");
    size_t block = main_title_block(page);
    if (!record->title)
        return;
    if (is_stated)
        notes_add(notes, NOTE_TITLE, "stated by the format");
    else if (block < page->block_count)
        notes_add(notes, NOTE_TITLE, "a heading of level %u", page->blocks[block].level);
    else if (social && strcmp(social, record->title) == 0)
        notes_add(notes, NOTE_TITLE, "the meta element og:title");
    else
        notes_add(notes, NOTE_TITLE, "the title element");
}

static void note_blocks(const struct page *page, struct buffer *notes)
{
    size_t kept = 0;
    for (size_t i = 0; i < page->block_count; i++)
        kept += page->blocks[i].main;
    notes_add(notes, NOTE_BLOCKS, "%zu of %zu", kept, page->block_count);
}

/* == Reading ================================================================================================== */

/* Page and record of what the reader for it makes. */
static enum status read_page(const struct reader_input *input, struct page *page, struct record *record,
                             struct failure *failure)
{
    const struct reader *reader = input->content.size ? reader_find(input) : NULL;
    enum status status;

    if (!reader)
        return input->content.size ? fail_reason(failure, REASON_BINARY, "is of no kind that can be read")
                                   : fail_reason(failure, REASON_EMPTY, "is empty");
    notes_add(input->notes, NOTE_READER, "%s", reader->name);
    const enum status read = reader->read(input, page, record, failure);
    if (read && reason_of(failure) != REASON_NO_TEXT)
        return read;
    if (!record->mime && (status = record_set(&record->mime, text_of(reader->mime), failure)))
        return status;
    if (read)
        return read;
    /* A reader of documents that are all text has made title and text itself. */
    bool is_whole = record->title || record->text.size;
    if (!is_whole) {
        main_text_choose(page);
        if ((status = main_text_take(page, record, NULL, failure)))
            return status;
    }
    note_title(page, record, is_whole, input->notes);
    note_blocks(page, input->notes);
    return record->title || record->text.size ? STATUS_OK : fail_reason(failure, REASON_NO_TEXT, "holds no text");
}

/* "FILE", "FILE#MEMBER" */
static enum status set_place_as_address(struct record *record, struct failure *failure)
{
    struct buffer place = BUFFER_EMPTY;
    buffer_append_format(&place, "%s%s%s", record->source, record->member ? "#" : "", or_empty(record->member));
    enum status status = buffer_status(&place, "an address", failure);
    if (!status)
        status = record_set(&record->uri, buffer_view(&place), failure);
    buffer_clear(&place);
    return status;
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
    return uri ? record_set(&record->uri, text_of(uri), failure) : set_place_as_address(record, failure);
}

/* What the sidecar says, and over it what the librarian's table says. A bad sidecar is no fault of the document. */
static enum status override(const struct item *item, const struct member *member, struct record *record,
                            struct buffer *notes, unsigned *stated, struct failure *failure)
{
    struct failure reason;
    struct buffer name = BUFFER_EMPTY;
    enum status status = STATUS_OK;
    buffer_append_format(&name, "%s%s", item->source, SIDECAR_ENDING);
    if (item->sidecar.size) {
        status = buffer_status(&name, "a path", failure);
        if (!status &&
            override_from_sidecar(record, item->sidecar, member->name.size > 0, name.bytes, notes, stated, &reason))
            status = record_add_warning(record, failure, "%s: %s", name.bytes, reason.message);
    }
    buffer_clear(&name);
    return status ? status : metadata_apply(item->metadata, record, notes, stated, failure);
}

/* A scan can be found where somebody states its title: that it has no text is a warning then. */
static enum status keep_titled(struct record *record, const struct failure *no_text, struct failure *failure)
{
    if (record->title)
        return record_add_warning(record, failure, "%s", no_text->message);
    *failure = *no_text;
    return failure->status;
}

/* `no_text`: why there is no text; its status is STATUS_OK where there is. */
static enum status find_facts(struct fact_finder *finder, const struct item *item, const struct member *member,
                              const struct page *page, const struct failure *no_text, struct record *record,
                              struct buffer *notes, struct failure *failure)
{
    unsigned stated = 0;
    enum status status = override(item, member, record, notes, &stated, failure);
    const enum record_kind kind = record->kind;
    if (!status && no_text->status)
        status = keep_titled(record, no_text, failure);
    if (!status)
        status = facts_find(finder, page, record, failure);
    if (!status)
        fact_finder_note_names(finder, notes);
    /* Facts keep what is there, but a page is what is not known to be anything else. */
    if (stated & 1U << OVERRIDE_KIND)
        record->kind = kind;
    if (!status && item->explains)
        notes_add_dates(page, record, notes);
    return status;
}

enum status read_document(struct fact_finder *finder, const struct item *item, const struct member *member,
                          struct record *record, struct buffer *notes, struct failure *failure)
{
    struct reader_input input = { member->content, item->source, member->mime, member->charset, notes };
    struct failure no_text = FAILURE_NONE;
    struct page page;
    enum status status;

    page_init(&page);
    if ((status = record_set(&record->source, text_of(item->source), failure)) ||
        (status = record_set(&record->member, member->name, failure)))
        goto done;
    if (record->member)
        input.name = record->member;
    status = read_page(&input, &page, record, failure);
    if (status && reason_of(failure) == REASON_NO_TEXT) {
        no_text = *failure;
        status = STATUS_OK;
    }
    if (status || (status = set_address(member, &page, record, failure)) ||
        (member->warning && (status = record_add_warning(record, failure, "%s", member->warning))) ||
        (status = add_capture(&page, member, failure)))
        goto done;
    status = find_facts(finder, item, member, &page, &no_text, record, notes, failure);

done:
    page_clear(&page);
    return status;
}
