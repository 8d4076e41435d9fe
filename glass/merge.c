/* Merging runs, by key and docid. */
#include "glass/merge.h"

#include <stdlib.h>
#include <sys/resource.h>

#include "glass/heap.h"
#include "glass/run_reader.h"
#include "glass/values.h"

enum {
    MOST_AT_ONCE = 256, /* 16 MB of windows into the runs for each table */
    TABLES_AT_ONCE = 2,
    FEWEST_AT_ONCE = 2,
    FILES_OF_OTHERS = 64, /* what the process itself may have open */
};

size_t glass_merge_width(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur < FILES_OF_OTHERS + TABLES_AT_ONCE * FEWEST_AT_ONCE)
        return FEWEST_AT_ONCE;
    rlim_t files = (limit.rlim_cur - FILES_OF_OTHERS) / TABLES_AT_ONCE;
    return files < MOST_AT_ONCE ? (size_t)files : MOST_AT_ONCE;
}

struct posting_merge {
    const struct glass_sink *sink;
    struct glass_run_reader *readers;
    size_t opened;
    struct glass_heap by_key;          /* those that are not at their end */
    struct glass_run_reader **sharing; /* those that are at the same key, taken out of `by_key` */
    size_t sharing_count;
    struct glass_heap by_docid; /* those of them that have an item at hand */
};

static bool key_before(const void *left, const void *right)
{
    return glass_run_reader_compare(left, right) < 0;
}

static bool docid_before(const void *left, const void *right)
{
    const struct glass_run_reader *a = left, *b = right;
    return glass_run_reader_docid(a) < glass_run_reader_docid(b);
}

/* Take those out that are at the first key. */
static void gather(struct posting_merge *merge)
{
    struct glass_heap *heap = &merge->by_key;
    struct glass_run_reader *first = heap->items[0];
    merge->sharing_count = 0;
    do {
        merge->sharing[merge->sharing_count++] = heap->items[0];
        glass_heap_pop(heap);
    } while (heap->count && glass_run_reader_compare(heap->items[0], first) == 0);
}

static enum status merge_statistics(struct posting_merge *merge, struct failure *failure)
{
    struct glass_entry entry = merge->sharing[0]->entry;
    struct glass_slot slot = { .lower = BUFFER_EMPTY, .upper = BUFFER_EMPTY };
    for (size_t i = 0; i < merge->sharing_count; i++) {
        const struct glass_entry *part = &merge->sharing[i]->entry;
        glass_slot_merge(&slot, part->count, part->lower, part->upper);
    }
    entry.count = slot.count;
    entry.lower = buffer_view(&slot.lower);
    entry.upper = buffer_view(&slot.upper);
    enum status status = buffer_status(slot.lower.failed ? &slot.lower : &slot.upper, "a bound of values", failure);
    if (!status)
        status = merge->sink->begin(merge->sink->context, &entry, failure);
    glass_slot_clear(&slot);
    return status;
}

/* How many of the items at hand are before `limit`, the first of which is. */
static size_t items_before(const struct glass_run_reader *reader, uint64_t limit)
{
    size_t end = reader->count;
    if (reader->items[end - 1].docid >= limit)
        for (end = reader->next + 1; reader->items[end].docid < limit;)
            end++;
    return end - reader->next;
}

/* Hand over the first reader's items that are before `limit`. Runs made one after the other go over whole. */
static enum status hand_over(struct posting_merge *merge, struct glass_run_reader *reader, uint64_t limit,
                             struct failure *failure)
{
    const struct glass_sink *sink = merge->sink;
    enum status status;
    do {
        size_t count = items_before(reader, limit);
        if ((status = sink->items(sink->context, &reader->items[reader->next], count, failure)))
            return status;
        reader->next += count;
        if (reader->next == reader->count && reader->items_left == 0) {
            glass_heap_pop(&merge->by_docid);
            return STATUS_OK;
        }
        if (reader->next == reader->count && (status = glass_run_reader_items(reader, failure)))
            return status;
    } while (glass_run_reader_docid(reader) < limit);
    glass_heap_settle(&merge->by_docid);
    return STATUS_OK;
}

static enum status merge_items(struct posting_merge *merge, struct failure *failure)
{
    struct glass_heap *heap = &merge->by_docid;
    enum status status = STATUS_OK;
    heap->count = 0;
    for (size_t i = 0; i < merge->sharing_count; i++) {
        if ((status = glass_run_reader_items(merge->sharing[i], failure)))
            return status;
        glass_heap_push(heap, merge->sharing[i]);
    }
    while (heap->count && !status) {
        struct glass_run_reader *first = heap->items[0];
        const struct glass_run_reader *second = glass_heap_second(heap);
        if (second && glass_run_reader_docid(second) == glass_run_reader_docid(first))
            return glass_input_fail(&first->input, failure);
        status = hand_over(merge, first, second ? glass_run_reader_docid(second) : UINT64_MAX, failure);
    }
    return status;
}

static enum status merge_lists(struct posting_merge *merge, struct failure *failure)
{
    const struct glass_sink *sink = merge->sink;
    struct glass_entry entry = merge->sharing[0]->entry;
    enum status status;
    for (size_t i = 1; i < merge->sharing_count; i++) {
        entry.count += merge->sharing[i]->entry.count;
        entry.collection_frequency += merge->sharing[i]->entry.collection_frequency;
    }
    if (entry.count > UINT32_MAX)
        return glass_input_fail(&merge->sharing[0]->input, failure);
    if ((status = sink->begin(sink->context, &entry, failure)) || (status = merge_items(merge, failure)))
        return status;
    return sink->end(sink->context, failure);
}

static enum status merge_entries(struct posting_merge *merge, struct failure *failure)
{
    enum status status = STATUS_OK;
    while (merge->by_key.count && !status) {
        gather(merge);
        status = merge->sharing[0]->entry.kind == GLASS_STATISTICS ? merge_statistics(merge, failure)
                                                                   : merge_lists(merge, failure);
        for (size_t i = 0; i < merge->sharing_count && !status; i++) {
            status = glass_run_reader_next(merge->sharing[i], failure);
            if (!merge->sharing[i]->at_end)
                glass_heap_push(&merge->by_key, merge->sharing[i]);
        }
    }
    return status;
}

static enum status open_runs(struct posting_merge *merge, const char *const *names, size_t count,
                             struct failure *failure)
{
    enum status status = STATUS_OK;
    while (merge->opened < count && !status) {
        struct glass_run_reader *reader = &merge->readers[merge->opened];
        status = glass_run_reader_open(reader, names[merge->opened++], failure);
        if (!status && !reader->at_end)
            glass_heap_push(&merge->by_key, reader);
    }
    return status;
}

enum status glass_merge_postings(const char *const *names, size_t count, const struct glass_sink *sink,
                                 struct failure *failure)
{
    struct posting_merge merge = {
        .sink = sink,
        .readers = calloc(count + 1, sizeof *merge.readers),
        .by_key = { calloc(count + 1, sizeof(void *)), 0, key_before },
        .sharing = calloc(count + 1, sizeof(void *)),
        .by_docid = { calloc(count + 1, sizeof(void *)), 0, docid_before },
    };
    enum status status;
    if (!merge.readers || !merge.by_key.items || !merge.sharing || !merge.by_docid.items)
        status = fail_no_memory(failure);
    else if (!(status = open_runs(&merge, names, count, failure)))
        status = merge_entries(&merge, failure);
    while (merge.opened > 0)
        glass_run_reader_close(&merge.readers[--merge.opened]);
    free(merge.readers);
    free(merge.by_key.items);
    free(merge.sharing);
    free(merge.by_docid.items);
    return status;
}
