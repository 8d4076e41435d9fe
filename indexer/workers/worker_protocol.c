/* Frames between the indexer and its workers. Both ends distrust what they read. */
#include "indexer/workers/worker_protocol.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "indexer/common/reason.h"

void frame_head(size_t size, unsigned char head[FRAME_HEAD_BYTES])
{
    uint64_t left = size;
    for (size_t i = 0; i < FRAME_HEAD_BYTES; i++, left >>= 8)
        head[i] = (unsigned char)left;
}

uint64_t frame_size(const unsigned char head[FRAME_HEAD_BYTES])
{
    uint64_t size = 0;
    for (size_t i = FRAME_HEAD_BYTES; i > 0; i--)
        size = size << 8 | head[i - 1];
    return size;
}

bool frame_read(int descriptor, void *into, size_t size)
{
    char *at = into;
    while (size) {
        ssize_t got = read(descriptor, at, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

static void pack_bytes(struct buffer *packed, struct bytes bytes)
{
    buffer_append_varint(packed, bytes.size);
    buffer_append(packed, bytes.data, bytes.size);
}

static bool unpack_bytes(struct bytes *from, struct bytes *bytes)
{
    uint64_t size;
    return bytes_read_varint(from, &size) && bytes_read(from, size, bytes);
}

/* The source keeps its NUL, so that it can be used where it lies. */
void job_pack(const struct worker_job *job, uint64_t first_member, struct buffer *packed)
{
    pack_bytes(packed, (struct bytes){ job->source, strlen(job->source) + 1 });
    buffer_append_varint(packed, job->stamp.size);
    buffer_append_varint(packed, (uint64_t)job->stamp.modified_ns);
    buffer_append_varint(packed, job->stamp.content);
    buffer_append_varint(packed, job->range.begin);
    buffer_append_varint(packed, job->range.end);
    buffer_append_varint(packed, job->range.lines_before);
    buffer_append_varint(packed, first_member);
    pack_bytes(packed, job->sidecar);
}

bool job_unpack(struct bytes packed, struct worker_job *job, uint64_t *first_member)
{
    struct bytes source;
    uint64_t modified;
    if (!unpack_bytes(&packed, &source) || !source.size || source.data[source.size - 1] != '\0' ||
        !bytes_read_varint(&packed, &job->stamp.size) || !bytes_read_varint(&packed, &modified) ||
        !bytes_read_varint(&packed, &job->stamp.content) ||
        !bytes_read_varint(&packed, &job->range.begin) || !bytes_read_varint(&packed, &job->range.end) ||
        !bytes_read_varint(&packed, &job->range.lines_before) || !bytes_read_varint(&packed, first_member) || !unpack_bytes(&packed, &job->sidecar) || packed.size)
        return false;
    job->source = source.data;
    job->stamp.modified_ns = (int64_t)modified;
    return true;
}

enum { FRAME_BEGUN = 1, FRAME_ANSWER };

void begun_pack(struct bytes name, struct buffer *packed)
{
    buffer_append_varint(packed, FRAME_BEGUN);
    pack_bytes(packed, name);
}

bool begun_unpack(struct bytes packed, struct bytes *name)
{
    uint64_t kind;
    return bytes_read_varint(&packed, &kind) && kind == FRAME_BEGUN && unpack_bytes(&packed, name) && !packed.size;
}

void answer_pack(const struct worker_answer *answer, struct buffer *packed)
{
    buffer_append_varint(packed, FRAME_ANSWER);
    buffer_append_varint(packed, answer->member);
    buffer_append_varint(packed, answer->status);
    buffer_append_varint(packed, (uint64_t)answer->failure.code);
    pack_bytes(packed, bytes_of(answer->failure.message));
    pack_bytes(packed, bytes_of(answer->failure.hint));
    pack_bytes(packed, answer->name);
    pack_bytes(packed, answer->uri);
    buffer_append_varint(packed, (uint64_t)answer->captured_s);
    pack_bytes(packed, answer->notes);
    pack_bytes(packed, answer->record);
    pack_bytes(packed, answer->document);
}

/* A message comes from a process that read hostile bytes: what could drive a terminal becomes '?'. */
static bool unpack_line(struct bytes *from, char *line, size_t line_bytes)
{
    struct bytes bytes;
    if (!unpack_bytes(from, &bytes) || bytes.size >= line_bytes)
        return false;
    for (size_t i = 0; i < bytes.size; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        line[i] = byte < 0x20 || byte == 0x7F ? '?' : (char)byte;
    }
    line[bytes.size] = '\0';
    return true;
}

bool answer_unpack(struct bytes packed, struct worker_answer *answer)
{
    uint64_t kind, status, code, captured_s;
    if (!bytes_read_varint(&packed, &kind) || kind != FRAME_ANSWER || !bytes_read_varint(&packed, &answer->member) ||
        !bytes_read_varint(&packed, &status) || status > STATUS_CHANGED || !bytes_read_varint(&packed, &code) ||
        code >= REASON_COUNT || !unpack_line(&packed, answer->failure.message, sizeof answer->failure.message) ||
        !unpack_line(&packed, answer->failure.hint, sizeof answer->failure.hint) ||
        !unpack_bytes(&packed, &answer->name) || !unpack_bytes(&packed, &answer->uri) ||
        !bytes_read_varint(&packed, &captured_s) || !unpack_bytes(&packed, &answer->notes) ||
        !unpack_bytes(&packed, &answer->record) || !unpack_bytes(&packed, &answer->document))
        return false;
    answer->status = answer->failure.status = (enum status)status;
    answer->failure.code = (int)code;
    answer->captured_s = (int64_t)captured_s;
    return packed.size == 0;
}
