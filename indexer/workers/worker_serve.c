/* The life of a worker process: say that the sandbox is up; then take an open file, make a record and a document of
 * each document in it, answer, again. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "indexer/common/content_sum.h"
#include "indexer/common/reason.h"
#include "indexer/workers/extract.h"
#include "indexer/workers/sandbox.h"
#include "indexer/workers/worker_protocol.h"

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

/* The head of a job's frame, and the open file that travels with it. */
static bool read_head(int socket, unsigned char head[FRAME_HEAD_BYTES], int *file)
{
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control;
    struct iovec part = { head, FRAME_HEAD_BYTES };
    struct msghdr message = {
        .msg_iov = &part,
        .msg_iovlen = 1,
        .msg_control = control.bytes,
        .msg_controllen = sizeof control.bytes,
    };
    ssize_t got;
    while ((got = recvmsg(socket, &message, 0)) < 0 && errno == EINTR)
        ;
    struct cmsghdr *sent = got > 0 ? CMSG_FIRSTHDR(&message) : NULL;
    if (!sent || sent->cmsg_type != SCM_RIGHTS || sent->cmsg_len != CMSG_LEN(sizeof(int)))
        return false;
    memcpy(file, CMSG_DATA(sent), sizeof *file);
    return read_all(socket, head + got, FRAME_HEAD_BYTES - (size_t)got);
}

static bool read_job(int socket, struct buffer *frame, int *file)
{
    unsigned char head[FRAME_HEAD_BYTES];
    buffer_truncate(frame, 0);
    if (!read_head(socket, head, file))
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

struct serving {
    int socket;
    const struct worker_settings *settings;
    struct fact_finder *finder;
    struct stamp stamp;                    /* of the file in hand */
    struct buffer record, document, reply; /* kept from document to document */
};

static enum status pack(struct serving *serving, const struct extracted *extracted, struct failure *failure)
{
    const struct record *record = extracted->record;
    enum status status;
    record_pack(record, &serving->record);
    status = buffer_status(&serving->record, "the record", failure);
    if (!status && serving->settings->record_only)
        status = document_pack_pair_key(record, serving->finder, &serving->document, failure);
    else if (!status)
        status = document_pack(record, serving->finder, &serving->stamp, extracted->captured_s, &serving->document,
                               failure);
    if (status == STATUS_LIMIT)
        failure->code = REASON_OUTPUT_LIMIT;
    return status;
}

static enum status send_reply(const struct serving *serving, struct failure *failure)
{
    if (serving->reply.failed || !write_frame(serving->socket, &serving->reply))
        return fail(failure, STATUS_IO, "cannot answer");
    return STATUS_OK;
}

/* Its time begins now; and should it be the last, the indexer knows which it was. */
static enum status announce(const struct extracted *extracted, void *context, struct failure *failure)
{
    struct serving *serving = context;
    buffer_truncate(&serving->reply, 0);
    begun_pack(extracted->name, &serving->reply);
    return send_reply(serving, failure);
}

static enum status answer(const struct extracted *extracted, void *context, struct failure *failure)
{
    struct serving *serving = context;
    struct worker_answer made = {
        .member = extracted->member,
        .status = extracted->status,
        .failure = extracted->failure,
        .name = extracted->name,
        .captured_s = extracted->captured_s,
        .notes = extracted->notes,
    };
    if (extracted->uri)
        made.uri = bytes_of(extracted->uri);

    buffer_truncate(&serving->record, 0);
    buffer_truncate(&serving->document, 0);
    buffer_truncate(&serving->reply, 0);
    if (!made.status && !(made.status = pack(serving, extracted, &made.failure))) {
        made.record = buffer_view(&serving->record);
        made.document = buffer_view(&serving->document);
    }
    if (made.captured_s && !made.status)
        made.uri = bytes_of(extracted->record->uri);
    answer_pack(&made, &serving->reply);
    return send_reply(serving, failure);
}

_Noreturn void worker_serve(int socket, const struct worker_settings *settings, struct fact_finder *finder)
{
    const size_t most = settings->limits.output_bytes;
    struct serving serving = {
        socket,
        settings,
        finder,
        .record = BUFFER_LIMITED(most),
        .document = BUFFER_LIMITED(most),
        .reply = BUFFER_EMPTY,
    };
    const struct extract_taker taker = { announce, answer, &serving };
    const struct buffer end = BUFFER_EMPTY;
    struct buffer frame = BUFFER_EMPTY;
    struct worker_answer ready = { .member = 0 };
    struct failure failure;
    struct worker_job job;
    struct item item = { .metadata = settings->metadata, .explains = settings->explains };

    ready.status = sandbox_enter(settings->limits.memory_bytes, CPU_SECONDS_MOST, &ready.failure);
    answer_pack(&ready, &serving.reply);
    if (!write_frame(socket, &serving.reply) || ready.status)
        _exit(EXIT_FAILURE);
    while (read_job(socket, &frame, &item.file)) {
        if (!job_unpack(buffer_view(&frame), &job, &item.first_member))
            _exit(EXIT_FAILURE);
        item.source = job.source;
        item.sidecar = job.sidecar;
        serving.stamp = job.stamp;
        if (!settings->record_only)
            serving.stamp.content = content_sum(item.file, job.sidecar, metadata_stamp(settings->metadata, job.source));
        if (extract(finder, &item, &taker, &failure) || !write_frame(socket, &end))
            _exit(EXIT_FAILURE);
        close(item.file);
    }
    _exit(EXIT_SUCCESS);
}
