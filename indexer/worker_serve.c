/* The life of a worker process: say that the sandbox is up; then take a file's bytes, make a record and a document of
 * them, answer, again. */
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

#include "indexer/extract.h"
#include "indexer/sandbox.h"
#include "indexer/worker_protocol.h"

/* Wall clock is the indexer's to watch; this stops a worker whose indexer is gone. */
enum { CPU_SECONDS_MOST = 24 * 60 * 60 };

static bool read_all(int socket, void *into, size_t size)
{
    char *at = into;
    while (size) {
        ssize_t got = read(socket, at, size);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        size -= (size_t)got;
    }
    return true;
}

static bool write_all(int socket, const void *from, size_t size)
{
    const char *at = from;
    while (size) {
        ssize_t put = write(socket, at, size);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0)
            return false;
        at += put;
        size -= (size_t)put;
    }
    return true;
}

static bool read_frame(int socket, struct buffer *frame)
{
    unsigned char head[FRAME_HEAD_BYTES];
    buffer_truncate(frame, 0);
    if (!read_all(socket, head, sizeof head))
        return false;
    size_t size = frame_size(head);
    char *room = buffer_reserve(frame, size);
    if (!room || !read_all(socket, room, size))
        return false;
    buffer_commit(frame, size);
    return true;
}

static bool write_frame(int socket, const struct buffer *frame)
{
    unsigned char head[FRAME_HEAD_BYTES];
    frame_head(frame->size, head);
    return write_all(socket, head, sizeof head) && write_all(socket, frame->bytes, frame->size);
}

static enum status do_job(const struct worker_job *job, const struct worker_settings *settings,
                          struct fact_finder *finder, struct buffer *packed_record, struct buffer *packed_document,
                          struct failure *failure)
{
    struct record record;
    enum status status;
    record_init(&record);
    if ((status = extract(finder, &(struct item){ job->source, job->content }, &record, failure)))
        goto done;
    record_pack(&record, packed_record);
    if ((status = buffer_status(packed_record, "the record", failure)))
        goto done;
    if (!settings->record_only)
        status = document_pack(&record, finder, &job->stamp, packed_document, failure);

done:
    record_clear(&record);
    return status;
}

static void make_answer(const struct buffer *frame, const struct worker_settings *settings,
                        struct fact_finder *finder, struct buffer *reply)
{
    struct buffer record = BUFFER_LIMITED(settings->limits.output_bytes);
    struct buffer document = BUFFER_LIMITED(settings->limits.output_bytes);
    struct worker_answer answer = { .source = "" };
    struct worker_job job;

    if (!job_unpack((struct bytes){ frame->bytes, frame->size }, &job))
        _exit(EXIT_FAILURE);
    answer.status = do_job(&job, settings, finder, &record, &document, &answer.failure);
    if (answer.status == STATUS_OK) {
        answer.record = (struct bytes){ record.bytes, record.size };
        answer.document = (struct bytes){ document.bytes, document.size };
    }
    buffer_truncate(reply, 0);
    answer_pack(&answer, reply);
    buffer_clear(&record);
    buffer_clear(&document);
}

_Noreturn void worker_serve(int socket, const struct worker_settings *settings, struct fact_finder *finder)
{
    struct buffer frame = BUFFER_EMPTY, reply = BUFFER_EMPTY;
    struct worker_answer ready = { .source = "" };

    ready.status = sandbox_enter(settings->limits.memory_bytes, CPU_SECONDS_MOST, &ready.failure);
    answer_pack(&ready, &reply);
    if (!write_frame(socket, &reply) || ready.status)
        _exit(EXIT_FAILURE);
    while (read_frame(socket, &frame)) {
        make_answer(&frame, settings, finder, &reply);
        if (reply.failed || !write_frame(socket, &reply))
            _exit(EXIT_FAILURE);
    }
    _exit(EXIT_SUCCESS);
}
