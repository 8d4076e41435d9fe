/* Fuzzes what a worker sends to the indexer, and back: indexer/workers/worker_protocol.h, indexer/builder/document.h.
 */
#include <stdlib.h>
#include <string.h>

#include "indexer/builder/document.h"
#include "indexer/workers/worker_protocol.h"
#include "tests/fuzz/fuzz_target.h"

static unsigned add_up(struct bytes bytes)
{
    unsigned sum = 0;
    for (size_t i = 0; i < bytes.size; i++)
        sum += (unsigned char)bytes.data[i];
    return sum;
}

static unsigned add_positions(const struct xs_posting *posting)
{
    unsigned sum = 0;
    for (size_t i = 0; i < posting->position_count; i++)
        sum += posting->positions[i];
    return sum;
}

static unsigned read_document(struct bytes packed)
{
    struct document document = DOCUMENT_EMPTY;
    struct failure failure = FAILURE_NONE;
    unsigned sum = 0;
    if (document_unpack(packed, &document, &failure))
        sum = *failure.message ? 0 : (abort(), 0);
    else {
        const struct xs_document *made = &document.xapian;
        for (size_t i = 0; i < made->posting_count; i++)
            sum += add_up(made->postings[i].term) + add_positions(&made->postings[i]);
        for (size_t i = 0; i < made->value_count; i++)
            sum += add_up(made->values[i].value);
        sum += add_up(made->unique_term) + add_up(made->data);
    }
    document_clear(&document);
    return sum;
}

static unsigned read_answer(struct bytes packed)
{
    struct worker_answer answer;
    struct failure failure = FAILURE_NONE;
    struct record record;
    if (!answer_unpack(packed, &answer))
        return 0;
    record_init(&record);
    record_unpack(&record, answer.record, &failure);
    record_clear(&record);
    return add_up(answer.name) + add_up(answer.uri) + add_up(answer.notes) + read_document(answer.document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes packed = { (const char *)data, size }, name;
    struct worker_job job;
    uint64_t first_member;
    volatile unsigned sum = read_answer(packed) + read_document(packed);
    if (job_unpack(packed, &job, &first_member))
        sum += (unsigned)strlen(job.source) + add_up(job.sidecar);
    if (begun_unpack(packed, &name))
        sum += add_up(name);
    (void)sum;
    return 0;
}
