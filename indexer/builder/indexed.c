/* What the published index holds already. */
#include "indexer/builder/indexed.h"

#include <stdlib.h>

#include "base/array.h"
#include "record/fields.h"

/* The streams come one after the other. */
struct gathering {
    struct indexed_files *indexed;
    bool failed;
};

static bool gather_source(uint32_t docid, struct bytes value, void *context)
{
    struct gathering *gathering = context;
    struct indexed_files *indexed = gathering->indexed;
    uint32_t id = interner_add(indexed->sources, value);
    if (id == INTERNER_NONE || docid >= gathering->indexed->docid_count ||
        !array_reserve((void **)&indexed->stamps, &indexed->stamp_capacity, (size_t)id + 1,
                       sizeof *indexed->stamps) ||
        !array_reserve((void **)&indexed->fates, &indexed->fate_capacity, (size_t)id + 1, sizeof *indexed->fates)) {
        gathering->failed = true;
        return false;
    }
    if (id == indexed->count) {
        indexed->stamps[id] = (struct stamp){ .size = 0 };
        indexed->fates[id] = (struct indexed_fate){ .stays = true };
        indexed->count++;
    }
    gathering->indexed->source_of[docid] = id;
    return true;
}

/* Of a file that was read in parts, the documents of the last tell what it holds. */
static bool gather_stamp(uint32_t docid, struct bytes value, void *context)
{
    struct gathering *gathering = context;
    struct indexed_files *indexed = gathering->indexed;
    struct stamp stamp;
    if (docid >= indexed->docid_count || indexed->source_of[docid] == INTERNER_NONE || !stamp_read(value, &stamp))
        return true;
    struct stamp *known = &indexed->stamps[indexed->source_of[docid]];
    if (stamp.content || !known->content)
        *known = stamp;
    return true;
}

static bool gather_capture(uint32_t docid, struct bytes value, void *context)
{
    struct gathering *gathering = context;
    struct indexed_files *indexed = gathering->indexed;
    struct indexed_capture capture = { .docid = docid };
    if (docid >= gathering->indexed->docid_count || gathering->indexed->source_of[docid] == INTERNER_NONE ||
        !captures_read_value(value, &capture.uri, &capture.captured_s))
        return true;
    if (!array_reserve((void **)&indexed->captures, &indexed->capture_capacity, indexed->capture_count + 1,
                       sizeof *indexed->captures)) {
        gathering->failed = true;
        return false;
    }
    capture.source = gathering->indexed->source_of[docid];
    indexed->captures[indexed->capture_count++] = capture;
    return true;
}

enum status indexed_files_read(struct indexed_files *indexed, const struct xs_reader *reader, struct failure *failure)
{
    struct gathering gathering = { .indexed = indexed };
    struct xs_reader_facts facts;
    enum status status;

    if ((status = interner_new(&indexed->sources, failure)) || (status = xs_reader_facts(reader, &facts, failure)))
        return status;
    indexed->docid_count = (size_t)facts.last_docid + 1;
    indexed->source_of = malloc(indexed->docid_count * sizeof *indexed->source_of);
    if (!indexed->source_of)
        return fail_no_memory(failure);
    for (size_t i = 0; i < indexed->docid_count; i++)
        indexed->source_of[i] = INTERNER_NONE;

    if (!(status = xs_reader_values(reader, SLOT_SOURCE, gather_source, &gathering, failure)) && !gathering.failed)
        status = xs_reader_values(reader, SLOT_STAMP, gather_stamp, &gathering, failure);
    if (!status && !gathering.failed)
        status = xs_reader_values(reader, SLOT_CAPTURE, gather_capture, &gathering, failure);
    if (!status && gathering.failed)
        status = fail_no_memory(failure);
    return status;
}

void indexed_files_clear(struct indexed_files *indexed)
{
    interner_free(indexed->sources);
    free(indexed->stamps);
    free(indexed->fates);
    free(indexed->captures);
    free(indexed->source_of);
    *indexed = (struct indexed_files)INDEXED_FILES_EMPTY;
}
