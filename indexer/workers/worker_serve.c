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

static bool write_all(int descriptor, const void *from, size_t size)
{
    const char *at = from;
    while (size) {
        ssize_t put = write(descriptor, at, size);
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
    return frame_read(socket, head + got, FRAME_HEAD_BYTES - (size_t)got);
}

static bool read_job(int socket, struct buffer *frame, int *file)
{
    unsigned char head[FRAME_HEAD_BYTES];
    buffer_truncate(frame, 0);
    if (!read_head(socket, head, file))
        return false;
    size_t size = frame_size(head);
    char *room = buffer_reserve(frame, size);
    if (!room || !frame_read(socket, room, size))
        return false;
    buffer_commit(frame, size);
    return true;
}

struct serving {
    int answers;
    const struct worker_settings *settings;
    struct fact_finder *finder;
    struct stamp stamp;             /* of the file in hand */
    struct document_packer packer;
    struct buffer record, document; /* kept from document to document */
    struct buffer frames;           /* made, and not yet sent */
};

/* A frame is appended behind its head, which is put in when it is whole. */
static size_t begin_frame(struct serving *serving)
{
    static const char no_head[FRAME_HEAD_BYTES];
    buffer_append(&serving->frames, no_head, sizeof no_head);
    return serving->frames.size;
}

static void end_frame(struct serving *serving, size_t begun)
{
    if (!serving->frames.failed)
        frame_head(serving->frames.size - begun, (unsigned char *)serving->frames.bytes + begun - FRAME_HEAD_BYTES);
}

static bool send_frames(struct serving *serving)
{
    bool sent = !serving->frames.failed && write_all(serving->answers, serving->frames.bytes, serving->frames.size);
    buffer_truncate(&serving->frames, 0);
    return sent;
}

static void add_answer(struct serving *serving, const struct worker_answer *answer)
{
    size_t begun = begin_frame(serving);
    answer_pack(answer, &serving->frames);
    end_frame(serving, begun);
}

static enum status pack(struct serving *serving, const struct extracted *extracted, struct failure *failure)
{
    const struct record *record = extracted->record;
    enum status status;
    if (!serving->settings->document_only)
        record_pack(record, &serving->record);
    status = buffer_status(&serving->record, "the record", failure);
    if (!status && serving->settings->record_only)
        status = document_pack_pair_key(record, serving->finder, &serving->document, failure);
    else if (!status)
        status = document_pack(&serving->packer, record, serving->finder, &serving->stamp, extracted->captured_s, &serving->document,
                               failure);
    if (status == STATUS_LIMIT)
        failure->code = REASON_OUTPUT_LIMIT;
    return status;
}

/* Its time begins now. Should it be the last, the indexer knows which it was, and has all that was before. */
static enum status announce(const struct extracted *extracted, void *context, struct failure *failure)
{
    struct serving *serving = context;
    if (extracted->name.size) {
        size_t begun = begin_frame(serving);
        begun_pack(extracted->name, &serving->frames);
        end_frame(serving, begun);
    }
    return send_frames(serving) ? STATUS_OK : fail(failure, STATUS_IO, "cannot answer");
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
    if (!made.status && !(made.status = pack(serving, extracted, &made.failure))) {
        made.record = buffer_view(&serving->record);
        made.document = buffer_view(&serving->document);
    }
    if (made.captured_s && !made.status)
        made.uri = bytes_of(extracted->record->uri);
    add_answer(serving, &made);
    return serving->frames.failed ? fail_no_memory(failure) : STATUS_OK;
}

/* A small file is read once, for all that looks at it. One that is not as large as it was is left to those who read
 * it to its end. */
static void read_small(const struct worker_job *job, int file, struct buffer *content, struct item *item)
{
    enum { SMALL_BYTES = 1 << 18 };
    item->content = (struct bytes){ NULL, 0 };
    if (job->stamp.size == 0 || job->stamp.size > SMALL_BYTES || job->range.end)
        return;
    buffer_truncate(content, 0);
    char *room = buffer_reserve(content, job->stamp.size + 1);
    ssize_t got = room ? pread(file, room, job->stamp.size + 1, 0) : -1;
    if (got != (ssize_t)job->stamp.size)
        return;
    buffer_commit(content, (size_t)got);
    item->content = buffer_view(content);
}

static uint64_t sum_of(const struct item *item, const struct metadata *metadata)
{
    uint64_t stated = metadata_stamp(metadata, item->source);
    return item->content.data ? content_sum_of(item->content, item->sidecar, stated)
                              : content_sum(item->file, item->sidecar, stated);
}

_Noreturn void worker_serve(int jobs, int answers, const struct worker_settings *settings, struct fact_finder *finder)
{
    const size_t most = settings->limits.output_bytes;
    struct serving serving = {
        answers,
        settings,
        finder,
        .packer = DOCUMENT_PACKER_EMPTY,
        .record = BUFFER_LIMITED(most),
        .document = BUFFER_LIMITED(most),
        .frames = BUFFER_EMPTY,
    };
    const struct extract_taker taker = { announce, answer, &serving };
    struct buffer frame = BUFFER_EMPTY, content = BUFFER_EMPTY;
    struct worker_answer ready = { .member = 0 };
    struct failure failure;
    struct worker_job job;
    struct item item = { .metadata = settings->metadata, .explains = settings->explains };

    ready.status = sandbox_enter(settings->limits.memory_bytes, CPU_SECONDS_MOST, &ready.failure);
    add_answer(&serving, &ready);
    if (!send_frames(&serving) || ready.status)
        _exit(EXIT_FAILURE);
    while (read_job(jobs, &frame, &item.file)) {
        if (!job_unpack(buffer_view(&frame), &job, &item.first_member))
            _exit(EXIT_FAILURE);
        item.source = job.source;
        item.range = job.range;
        item.sidecar = job.sidecar;
        serving.stamp = job.stamp;
        read_small(&job, item.file, &content, &item);
        if (!settings->record_only && !job.stamp.content && !job.range.end)
            serving.stamp.content = sum_of(&item, settings->metadata);
        if (extract(finder, &item, &taker, &failure))
            _exit(EXIT_FAILURE);
        end_frame(&serving, begin_frame(&serving));
        if (!send_frames(&serving))
            _exit(EXIT_FAILURE);
        close(item.file);
    }
    _exit(EXIT_SUCCESS);
}
