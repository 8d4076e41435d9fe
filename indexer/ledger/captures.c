/* Several captures of one page: the newest is indexed. */
#include "indexer/ledger/captures.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* In the map, captures that the index holds are told by this bit from those of the run. */
#define INDEXED (UINT64_C(1) << 32)

static enum status add_number(struct capture_numbers *numbers, uint32_t number, struct failure *failure)
{
    if (!array_reserve((void **)&numbers->items, &numbers->capacity, numbers->count + 1, sizeof *numbers->items))
        return fail_no_memory(failure);
    numbers->items[numbers->count++] = number;
    return STATUS_OK;
}

/* Put the capture in the place of the one that was the newest, unless it is older. */
static enum status see(struct captures *captures, struct key uri, int64_t captured_s, uint64_t which, bool *is_newest,
                       struct failure *failure)
{
    bool made;
    struct key_entry *entry = key_map_add(&captures->newest, uri, &made);
    enum status status = STATUS_OK;
    if (!entry)
        return fail_no_memory(failure);
    *is_newest = made || captured_s >= (int64_t)entry->first;
    if (!made) {
        uint64_t older = *is_newest ? entry->second : which;
        status = add_number(older & INDEXED ? &captures->older_indexed : &captures->older, (uint32_t)older, failure);
    }
    if (*is_newest) {
        entry->first = (uint64_t)captured_s;
        entry->second = which;
    }
    return status;
}

enum status captures_add_indexed(struct captures *captures, struct key uri, int64_t captured_s, uint32_t docid,
                                 struct failure *failure)
{
    bool is_newest;
    return see(captures, uri, captured_s, docid | INDEXED, &is_newest, failure);
}

/* == Waiting ================================================================================================== */

enum status captures_add(struct captures *captures, struct capture *capture, struct failure *failure)
{
    capture->number = ++captures->count;
    enum status status = see(captures, capture->uri, capture->captured_s, capture->number, &capture->is_newest,
                             failure);
    if (status || !capture->is_newest)
        return status;
    buffer_truncate(&captures->packed, 0);
    buffer_append_varint(&captures->packed, capture->number);
    buffer_append_varint(&captures->packed, capture->replaces);
    buffer_append(&captures->packed, capture->document.data, capture->document.size);
    if ((status = buffer_status(&captures->packed, "a capture", failure)))
        return status;
    return spool_add(&captures->waiting, buffer_view(&captures->packed), failure);
}

enum status captures_next(struct captures *captures, struct capture *capture, bool *more, struct failure *failure)
{
    uint64_t number = 0, replaces = 0;
    enum status status;
    do {
        if ((status = spool_next(&captures->waiting, &capture->document, more, failure)) || !*more)
            return status;
        bytes_read_varint(&capture->document, &number);
        bytes_read_varint(&capture->document, &replaces);
    } while (captures_is_older(captures, (uint32_t)number));
    capture->number = (uint32_t)number;
    capture->replaces = replaces;
    return STATUS_OK;
}

/* Numbers are given in order, but captures of different addresses grow old in any. */
static int compare_numbers(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

bool captures_is_older(const struct captures *captures, uint32_t number)
{
    const struct capture_numbers *older = &captures->older;
    return older->count && bsearch(&number, older->items, older->count, sizeof number, compare_numbers) != NULL;
}

void captures_end(struct captures *captures)
{
    if (captures->older.count)
        qsort(captures->older.items, captures->older.count, sizeof *captures->older.items, compare_numbers);
}

void captures_clear(struct captures *captures)
{
    key_map_clear(&captures->newest);
    free(captures->older.items);
    free(captures->older_indexed.items);
    spool_clear(&captures->waiting);
    buffer_clear(&captures->packed);
    *captures = (struct captures)CAPTURES_EMPTY;
}

/* == Values =================================================================================================== */

void captures_write_value(struct key uri, int64_t captured_s, struct buffer *value)
{
    buffer_append_format(value, "%" PRId64 " %016" PRIx64 "%016" PRIx64, captured_s, uri.high, uri.low);
}

bool captures_read_value(struct bytes value, struct key *uri, int64_t *captured_s)
{
    char text[64];
    int end = 0;
    if (value.size >= sizeof text)
        return false;
    memcpy(text, value.data, value.size);
    text[value.size] = '\0';
    return sscanf(text, "%" SCNd64 " %16" SCNx64 "%16" SCNx64 "%n", captured_s, &uri->high, &uri->low, &end) == 3 &&
           (size_t)end == value.size;
}
