/* What workers say, kept until its turn comes and handed over in the order of the jobs. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "indexer/common/reason.h"
#include "indexer/workers/worker_inside.h"
#include "indexer/workers/worker_protocol.h"

enum { READ_BYTES = 1 << 17 };

void slot_done(struct slot *slot)
{
    slot->state = SLOT_DONE;
    if (slot->file >= 0)
        close(slot->file);
    slot->file = -1;
}

/* Keep a frame until its turn comes. */
static enum status slot_hold(struct slot *slot, const char *content, size_t size, struct failure *failure)
{
    unsigned char head[FRAME_HEAD_BYTES];
    frame_head(size, head);
    buffer_append(&slot->held, head, sizeof head);
    buffer_append(&slot->held, content, size);
    slot->members++;
    return buffer_status(&slot->held, "answers", failure);
}

enum status slot_reject(struct slot *slot, struct bytes name, const struct failure *reason, struct failure *failure)
{
    struct worker_answer answer = {
        .member = slot->members,
        .name = name,
        .status = reason->status,
        .failure = *reason,
    };
    struct buffer packed = BUFFER_EMPTY;
    answer_pack(&answer, &packed);
    enum status status = buffer_status(&packed, "an answer", failure);
    if (!status)
        status = slot_hold(slot, packed.bytes, packed.size, failure);
    buffer_clear(&packed);
    return status;
}

/* Hand over what the oldest file has. True when it is done with. */
static enum status take_slot(struct worker_pool *pool, struct slot *slot, struct failure *failure)
{
    struct bytes frames = { slot->held.bytes, slot->held.size }, head, content;
    enum status status = STATUS_OK;
    while (!status && frames.size) {
        struct worker_answer answer = { .member = 0 };
        bytes_read(&frames, FRAME_HEAD_BYTES, &head);
        bytes_read(&frames, frame_size((const unsigned char *)head.data), &content);
        answer_unpack(content, &answer); /* it was whole when it was put here */
        status = pool->take(slot->source.bytes, &slot->stamp, &answer, pool->context, failure);
    }
    buffer_truncate(&slot->held, 0);
    return status;
}

enum status worker_take_answers(struct worker_pool *pool, struct failure *failure)
{
    while (pool->next_take < pool->next_submit) {
        struct slot *slot = &pool->slots[pool->next_take % SLOT_COUNT];
        enum status status = take_slot(pool, slot, failure);
        if (status || slot->state != SLOT_DONE)
            return status;
        pool->next_take++;
        slot->state = SLOT_FREE;
        buffer_clear(&slot->held);
        if (!slot->range.end && (status = pool->take(slot->source.bytes, &slot->stamp, NULL, pool->context, failure)))
            return status;
    }
    return STATUS_OK;
}

/* What the worker says of the document in hand: first its name if it has one, then what became of it. One that says
 * anything else has been led astray by its document. */
static enum status take_frame(struct worker_pool *pool, struct worker *worker, struct bytes content,
                              struct failure *failure)
{
    struct worker_answer answer;
    struct bytes name;
    if (!worker->has_begun && begun_unpack(content, &name)) {
        worker->has_begun = true;
        buffer_append(&worker->begun, name.data, name.size);
        return buffer_status(&worker->begun, "a name", failure);
    }
    if (!answer_unpack(content, &answer) || answer.member != worker->slot->members) {
        struct failure reason;
        fail_reason(&reason, REASON_CRASH, "made its reader send a damaged answer");
        return worker_lost(pool, worker, &reason, failure);
    }
    worker_forget_begun(worker);
    worker->slot->losses_in_a_row = 0;
    return slot_hold(worker->slot, content.data, content.size, failure);
}

/* Take whole frames off what was received. An empty one is the end of the file. */
static enum status split_frames(struct worker_pool *pool, struct worker *worker, struct failure *failure)
{
    struct bytes rest = { worker->received.bytes, worker->received.size };
    enum status status = STATUS_OK;
    while (!status && rest.size >= FRAME_HEAD_BYTES) {
        uint64_t size = frame_size((const unsigned char *)rest.data);
        if (size > 3 * (uint64_t)pool->settings.limits.output_bytes) {
            struct failure reason;
            fail_reason(&reason, REASON_OUTPUT_LIMIT, "makes an answer of more than %zu bytes",
                        pool->settings.limits.output_bytes);
            return worker_lost(pool, worker, &reason, failure);
        }
        if (size > rest.size - FRAME_HEAD_BYTES)
            break;
        const char *content = rest.data + FRAME_HEAD_BYTES;
        rest.data += FRAME_HEAD_BYTES + size;
        rest.size -= FRAME_HEAD_BYTES + size;
        worker_reset_deadline(pool, worker);
        if (size > 0) {
            pid_t id = worker->process.id;
            status = take_frame(pool, worker, (struct bytes){ content, size }, failure);
            if (status || worker->process.id != id)
                return status; /* what it sent went with it */
            continue;
        }
        slot_done(worker->slot);
        worker_forget_begun(worker);
        worker_leave_queue(pool, worker);
        if (!worker->slot)
            break; /* it says nothing more until it has a job */
    }
    memmove(worker->received.bytes, rest.data, rest.size);
    buffer_truncate(&worker->received, worker->slot ? rest.size : 0);
    return status;
}

enum status worker_receive(struct worker_pool *pool, struct worker *worker, struct failure *failure)
{
    char *room = buffer_reserve(&worker->received, READ_BYTES);
    if (!room)
        return fail_no_memory(failure);
    ssize_t got = read(worker->process.answers, room, READ_BYTES);
    if (got < 0 && (errno == EAGAIN || errno == EINTR)) {
        buffer_commit(&worker->received, 0);
        return STATUS_OK;
    }
    if (got <= 0)
        return worker_died(pool, worker, failure);
    buffer_commit(&worker->received, (size_t)got);
    return split_frames(pool, worker, failure);
}
