/* Web archives: the pages among the records of a WARC or ARC file. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "indexer/common/key_map.h"
#include "indexer/common/reason.h"
#include "indexer/common/unpack.h"
#include "indexer/containers/container.h"
#include "indexer/containers/warc_header.h"
#include "indexer/containers/warc_http.h"
#include "indexer/containers/warc_record.h"
#include "indexer/containers/warc_stream.h"

/* A record, and what the server said in it. */
struct answer {
    struct warc_record record;
    struct http_head http;
    struct http_room room;
};

struct container_file {
    struct input *input;
    struct warc_stream stream;
    uint64_t pending;              /* bytes of the record at hand, to be passed before the next */
    bool lost;                     /* the next record is to be looked for */
    struct answer answer, earlier; /* the one at hand; the one that a revisit leads to */
    struct buffer earlier_body;
    struct key_map seen; /* records by id, digest and address, for revisits: their places */
    struct buffer uri;   /* NUL-terminated */
    char name[64], warning[200];
};

/* == Recognising ============================================================================================== */

static bool is_gzip(struct bytes head)
{
    return head.size > 3 && memcmp(head.data, "\x1F\x8B\x08", 3) == 0;
}

static bool recognises(struct bytes head)
{
    char start[1024];
    if (is_gzip(head))
        head = (struct bytes){ start, unpack_peek(head, start, sizeof start) };
    struct warc_header header;
    if (head.size > 8 && memcmp(head.data, "WARC/", 5) == 0)
        return warc_header_begins(head);
    return head.size > 11 && memcmp(head.data, "filedesc://", 11) == 0 && warc_header_read(head, &header) > 0;
}

/* == Opening ================================================================================================== */

static void answer_begin(struct answer *answer)
{
    answer->record.head = answer->room.whole = (struct buffer)BUFFER_EMPTY;
    answer->room.unpacked = (struct buffer)BUFFER_LIMITED(MEMBER_MOST_BYTES);
}

static void answer_end(struct answer *answer)
{
    buffer_clear(&answer->record.head);
    buffer_clear(&answer->room.whole);
    buffer_clear(&answer->room.unpacked);
}

static void warc_close(struct container_file *warc)
{
    if (!warc)
        return;
    warc_stream_close(&warc->stream);
    answer_end(&warc->answer);
    answer_end(&warc->earlier);
    buffer_clear(&warc->earlier_body);
    buffer_clear(&warc->uri);
    key_map_clear(&warc->seen);
    free(warc);
}

static enum status open_stream(struct warc_stream *stream, struct input *input, uint64_t offset,
                               struct failure *failure)
{
    char magic[3];
    bool packed = input_seek(input, offset) && input_read(input, magic, 3) == 3 &&
                  memcmp(magic, "\x1F\x8B\x08", 3) == 0;
    if (!input_seek(input, offset))
        return fail(failure, STATUS_IO, "cannot be read from the middle");
    return warc_stream_open(stream, input, packed, failure);
}

static enum status warc_open(struct container_file **made, struct input *input, struct failure *failure)
{
    struct container_file *warc = calloc(1, sizeof *warc);
    enum status status;
    if (!warc)
        return fail_no_memory(failure);
    if ((status = open_stream(&warc->stream, input, 0, failure))) {
        free(warc);
        return status;
    }
    warc->input = input;
    answer_begin(&warc->answer);
    answer_begin(&warc->earlier);
    warc->earlier_body = warc->uri = (struct buffer)BUFFER_EMPTY;
    *made = warc;
    return STATUS_OK;
}

/* == What a record holds ====================================================================================== */

/* By its type as it is declared. Style sheets, scripts and data are text too, but nothing to read. */
static bool is_document_type(const char *mime)
{
    static const char *const others[] = {
        "application/xhtml+xml",
        "application/xml",
        "application/pdf",
        "application/rtf",
        "application/msword",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "application/vnd.oasis.opendocument.text",
        "message/rfc822",
    };
    static const char *const texts[] = { "text/html", "text/plain", "text/xml", "text/rtf", "text/sgml" };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strcmp(mime, others[i]) == 0)
            return true;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (strcmp(mime, texts[i]) == 0)
            return true;
    return false;
}

/* Where nothing is declared, or nothing that says anything. */
static bool looks_like_document(struct bytes content)
{
    size_t at = 0;
    while (at < content.size && at < 64 && isspace((unsigned char)content.data[at]))
        at++;
    content = (struct bytes){ content.data + at, content.size - at };
    return (content.size > 5 && memcmp(content.data, "%PDF-", 5) == 0) ||
           (content.size > 0 && content.data[0] == '<');
}

static bool is_document(const char *mime, struct bytes content)
{
    if (*mime && strcmp(mime, "application/octet-stream") != 0 && strcmp(mime, "no-type") != 0 &&
        strcmp(mime, "unknown") != 0)
        return is_document_type(mime);
    return looks_like_document(content);
}

/* Pages of the web; neither what the crawler says of itself nor what was written for crawlers. */
static bool is_page_address(struct bytes uri)
{
    return uri.size > 6 && (strncasecmp(uri.data, "http", 4) == 0 || strncasecmp(uri.data, "ftp", 3) == 0) &&
           !bytes_end(uri, "/robots.txt");
}

/* What the head says is enough to pass the record over without a look at its block. */
static bool may_hold_document(const struct warc_header *header)
{
    return header->type != WARC_OTHER && is_page_address(header->uri);
}

/* The head of the server's answer, and the body behind it. A resource, and an old ARC's page, has a body alone. */
static struct bytes split_answer(struct answer *answer, struct bytes block)
{
    const struct warc_header *header = &answer->record.header;
    size_t size = header->type == WARC_RESOURCE ? 0 : http_read_head(block, &answer->http);
    if (!size) {
        answer->http = (struct http_head){ .status = 200 };
        http_read_type(header->mime, answer->http.mime, answer->http.charset);
    }
    return (struct bytes){ block.data + size, block.size - size };
}

/* == Revisits ================================================================================================= */

enum { SEEN_MOST = 1 << 20 };
#define NO_DOCUMENT UINT64_MAX /* the place of a record that was passed over */

static void remember_as(struct container_file *warc, struct bytes name, const struct warc_place *place)
{
    bool made;
    if (!name.size || warc->seen.count >= SEEN_MOST)
        return;
    struct key_entry *entry = key_map_add(&warc->seen, key_of(name), &made);
    if (entry) {
        entry->first = place->offset;
        entry->second = place->inside;
    }
}

static void remember(struct container_file *warc, bool is_kept)
{
    const struct warc_header *header = &warc->answer.record.header;
    struct warc_place place = warc->answer.record.place;
    if (!is_kept)
        place.offset = NO_DOCUMENT;
    remember_as(warc, header->id, &place);
    remember_as(warc, header->digest, &place);
    remember_as(warc, header->uri, &place);
}

/* The record with this id, or this content; or, as the server said that nothing had changed, of this address. */
static const struct key_entry *find_earlier(const struct container_file *warc, bool not_modified)
{
    const struct warc_header *header = &warc->answer.record.header;
    const struct bytes names[] = { header->refers_to, header->digest, header->uri };
    const struct key_entry *found = NULL;
    for (size_t i = 0; i < (not_modified ? 3 : 2) && !found; i++)
        if (names[i].size)
            found = key_map_find(&warc->seen, key_of(names[i]));
    return found;
}

/* The body is copied: it must outlive its stream. */
static enum status copy_body(struct container_file *warc, struct warc_stream *stream, struct failure *failure)
{
    struct answer *earlier = &warc->earlier;
    struct bytes block;
    enum status status;
    if (!warc_record_read(stream, &earlier->record) || earlier->record.header.length > MEMBER_MOST_BYTES)
        return fail_reason(failure, REASON_DAMAGED, "the record it leads to cannot be read again");
    if ((status = warc_record_look(stream, &earlier->record, &block, failure)))
        return status;
    block = split_answer(earlier, block);
    buffer_truncate(&warc->earlier_body, 0);
    buffer_append(&warc->earlier_body, block.data, block.size);
    return buffer_status(&warc->earlier_body, "a record", failure);
}

/* Go back for the earlier record's content, and return to where we are. */
static enum status read_earlier(struct container_file *warc, const struct key_entry *place, struct bytes *content,
                                const char **warning, struct failure *failure)
{
    uint64_t here = warc->input->at;
    struct warc_stream stream;
    enum status status = open_stream(&stream, warc->input, place->first, failure);
    if (!status) {
        warc_stream_pass(&stream, place->second);
        status = copy_body(warc, &stream, failure);
        warc_stream_close(&stream);
    }
    if (!input_seek(warc->input, here) && !status)
        status = fail(failure, STATUS_IO, "cannot be read from the middle");
    if (status)
        return status;
    struct bytes body = { warc->earlier_body.bytes, warc->earlier_body.size };
    return http_read_body(&warc->earlier.http, body, &warc->earlier.room, content, warning, failure);
}

/* == Documents ================================================================================================ */

static void set_warning(struct container_file *warc, const char *warning, struct member *member)
{
    const struct warc_header *header = &warc->answer.record.header;
    bool whole;
    member->captured_s = warc_date(header->date, &whole);
    if (!whole)
        snprintf(warc->warning, sizeof warc->warning, "the date of its capture is cut: \"%.*s\"",
                 (int)(header->date.size < 40 ? header->date.size : 40), header->date.data);
    else if (warning)
        snprintf(warc->warning, sizeof warc->warning, "%s", warning);
    else if (header->truncated.size)
        snprintf(warc->warning, sizeof warc->warning, "the crawler cut it short (%.*s)",
                 (int)(header->truncated.size < 40 ? header->truncated.size : 40), header->truncated.data);
    else
        return;
    member->warning = warc->warning;
}

static void describe(struct container_file *warc, const struct http_head *http, struct member *member)
{
    const struct bytes uri = warc->answer.record.header.uri;
    buffer_truncate(&warc->uri, 0);
    buffer_append(&warc->uri, uri.data, uri.size);
    member->uri = warc->uri.bytes;
    member->mime = *http->mime ? http->mime : NULL;
    member->charset = *http->charset ? http->charset : NULL;
    member->modified = *http->modified ? http->modified : NULL;
}

/* False for what is no page. */
static bool take_response(struct container_file *warc, struct bytes block, struct member *member)
{
    struct answer *answer = &warc->answer;
    struct bytes body = split_answer(answer, block);
    bool is_kept = answer->http.status == 200 && body.size > 0 && is_document(answer->http.mime, body);
    const char *warning = NULL;
    remember(warc, is_kept);
    if (!is_kept)
        return false;
    member->status = http_read_body(&answer->http, body, &answer->room, &member->content, &warning, &member->failure);
    describe(warc, &answer->http, member);
    set_warning(warc, warning, member);
    return true;
}

/* The page as it was, captured again. */
static bool take_revisit(struct container_file *warc, struct bytes block, struct member *member)
{
    enum { NOT_MODIFIED = 304 };
    struct answer *answer = &warc->answer;
    const char *warning = NULL;
    bool has_head = http_read_head(block, &answer->http) > 0; /* else all of it is empty */
    bool not_modified = has_head && answer->http.status == NOT_MODIFIED;
    const struct key_entry *place = find_earlier(warc, not_modified);
    if (place ? place->first == NO_DOCUMENT
              : has_head && !not_modified &&
                    (answer->http.status != 200 || (*answer->http.mime && !is_document_type(answer->http.mime))))
        return false;
    if (place)
        member->status = read_earlier(warc, place, &member->content, &warning, &member->failure);
    else
        member->status = fail_reason(&member->failure, REASON_REVISIT,
                                     "is as an earlier capture was, which is not in this file");
    describe(warc, place ? &warc->earlier.http : &answer->http, member);
    set_warning(warc, warning, member);
    return true;
}

/* == Records ================================================================================================== */

static void set_name(struct container_file *warc, const struct warc_place *place, struct member *member)
{
    int size = place->inside ? snprintf(warc->name, sizeof warc->name, "offset %" PRIu64 "+%" PRIu64, place->offset,
                                        place->inside)
                             : snprintf(warc->name, sizeof warc->name, "offset %" PRIu64, place->offset);
    member->name = (struct bytes){ warc->name, (size_t)size };
}

/* Where the next record should begin: past the one at hand, and past any damage. False at the end. */
static bool go_on(struct container_file *warc)
{
    warc_stream_pass(&warc->stream, warc->pending);
    warc->pending = 0;
    if (warc->lost && !warc_record_resynchronise(&warc->stream))
        return false;
    warc->lost = false;
    warc_record_pass_lines(&warc->stream);
    return warc_stream_look(&warc->stream, 1).size > 0 || warc->stream.broken.status;
}

/* The record whose head was read. False for what is no page. */
static bool take_record(struct container_file *warc, struct member *member)
{
    enum { SMALL_BYTES = 1 << 20 };
    const struct warc_header *header = &warc->answer.record.header;
    bool is_wanted = may_hold_document(header);
    struct bytes block;
    bool is_large = header->length > (is_wanted ? MEMBER_MOST_BYTES : SMALL_BYTES);
    if (is_large && header->length > warc_stream_left(&warc->stream)) {
        warc->lost = true;
        member->status = fail_reason(&member->failure, REASON_DAMAGED,
                                     "states %" PRIu64 " bytes, more than the file has", header->length);
        return true;
    }
    if (is_large) {
        warc->pending = header->length;
        if (is_wanted)
            member->status = fail_reason(&member->failure, REASON_TOO_LARGE, "is larger than %d bytes",
                                         MEMBER_MOST_BYTES);
        return is_wanted;
    }
    if ((member->status = warc_record_look(&warc->stream, &warc->answer.record, &block, &member->failure))) {
        warc->pending = block.size;
        warc->lost = true;
        return true;
    }
    warc->pending = header->length;
    if (!is_wanted)
        return false;
    return header->type == WARC_REVISIT ? take_revisit(warc, block, member) : take_response(warc, block, member);
}

static bool warc_next(struct container_file *warc, struct member *member)
{
    while (go_on(warc)) {
        struct warc_place place = warc_stream_place(&warc->stream);
        set_name(warc, &place, member);
        if (warc_record_read(&warc->stream, &warc->answer.record)) {
            if (take_record(warc, member))
                return true;
            continue;
        }
        warc->pending = 1; /* what looks like a head here is none */
        warc->lost = true;
        const struct failure *broken = &warc->stream.broken;
        if (broken->status)
            member->status = fail_reason(&member->failure, reason_of(broken), "%s", broken->message);
        else
            member->status = fail_reason(&member->failure, REASON_DAMAGED, "no record begins here");
        return true;
    }
    return false;
}

const struct container_kind container_warc = {
    "web archive", false, recognises, warc_open, warc_next, warc_close, NULL,
};
