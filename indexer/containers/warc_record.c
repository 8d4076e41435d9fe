/* The records of a web archive one after the other. */
#include "indexer/containers/warc_record.h"

#include <inttypes.h>
#include <string.h>

#include "indexer/common/reason.h"

bool warc_record_read(struct warc_stream *stream, struct warc_record *record)
{
    struct bytes text = warc_stream_look(stream, 1);
    size_t size = 0;
    record->place = warc_stream_place(stream);
    /* Most heads are far smaller than the longest. */
    for (size_t wanted = 1024; !size && text.size; wanted *= 2) {
        text = warc_stream_look(stream, wanted);
        size = warc_header_read(text, &record->header);
        if (text.size < wanted || wanted >= WARC_HEADER_MOST_BYTES)
            break;
    }
    if (!size)
        return false;
    buffer_truncate(&record->head, 0);
    buffer_append(&record->head, text.data, size);
    warc_header_read(buffer_view(&record->head), &record->header);
    warc_stream_pass(stream, size);
    return !record->head.failed;
}

void warc_record_pass_lines(struct warc_stream *stream)
{
    struct bytes text = warc_stream_look(stream, 4);
    while (text.size && (text.data[0] == '\r' || text.data[0] == '\n')) {
        warc_stream_pass(stream, 1);
        text = warc_stream_look(stream, 4);
    }
}

/* How far into what can be seen the next head begins, at the beginning of a line or of a gzip member; the size when
 * none does. */
static size_t find_head(const struct warc_stream *stream, struct bytes text)
{
    size_t mark = warc_stream_next_mark(stream);
    if (mark < text.size && warc_header_begins((struct bytes){ text.data + mark, text.size - mark }))
        return mark;
    for (size_t at = 0; at < text.size; at++) {
        const char *end = memchr(text.data + at, '\n', text.size - at);
        if (!end)
            break;
        at = (size_t)(end - text.data);
        if (warc_header_begins((struct bytes){ end + 1, text.size - at - 1 }))
            return at + 1;
    }
    return text.size;
}

bool warc_record_resynchronise(struct warc_stream *stream)
{
    enum { LOOK_BYTES = 1 << 18, LINE_BYTES = 1 << 12 };
    for (;;) {
        struct bytes text = warc_stream_look(stream, LOOK_BYTES);
        if (!text.size && !warc_stream_mend(stream))
            return false;
        size_t found = text.size && warc_header_begins(text) ? 0 : find_head(stream, text);
        if (found < text.size) {
            warc_stream_pass(stream, found);
            return true;
        }
        /* A head may begin where the view ends. */
        warc_stream_pass(stream, text.size > LINE_BYTES ? text.size - LINE_BYTES : text.size);
    }
}

/* == Blocks =================================================================================================== */

static size_t line_ends(struct bytes text)
{
    size_t count = 0;
    while (count < text.size && (text.data[count] == '\r' || text.data[count] == '\n'))
        count++;
    return count;
}

/* Behind a block come two line ends (one in an ARC), then another head, the next gzip member, or the end of what can
 * be read; whatever else comes behind the line ends is no fault of the block. */
static bool ends_well(const struct warc_stream *stream, const struct warc_record *record, struct bytes text)
{
    struct bytes rest = { text.data + record->header.length, text.size - (size_t)record->header.length };
    size_t between = line_ends(rest);
    rest = (struct bytes){ rest.data + between, rest.size - between };
    return rest.size == 0 || between >= 4 || warc_stream_next_mark(stream) == record->header.length + between ||
           warc_header_begins(rest) || (record->header.is_arc && !memchr(rest.data, '\n', rest.size));
}

enum status warc_record_look(struct warc_stream *stream, const struct warc_record *record, struct bytes *block,
                             struct failure *failure)
{
    enum { BEHIND_BYTES = 4096 };
    const uint64_t length = record->header.length;
    struct bytes text = warc_stream_look(stream, (size_t)length + BEHIND_BYTES);
    size_t mark = warc_stream_next_mark(stream);
    bool cut = text.size < length;
    if (!cut && !(mark < length && warc_header_begins((struct bytes){ text.data + mark, text.size - mark })) &&
        ends_well(stream, record, text)) {
        *block = (struct bytes){ text.data, (size_t)length };
        return STATUS_OK;
    }
    /* Another record may begin in what this one claims. */
    *block = (struct bytes){ text.data, cut ? text.size : (size_t)length };
    block->size = find_head(stream, *block);
    if (cut && block->size == text.size)
        return stream->broken.status ? fail_reason(failure, reason_of(&stream->broken), "%s", stream->broken.message)
                                     : fail_reason(failure, REASON_DAMAGED, "is cut short: %zu of %" PRIu64 " bytes",
                                                   text.size, length);
    return fail_reason(failure, REASON_DAMAGED, "its length is not the %" PRIu64 " bytes it states", length);
}
