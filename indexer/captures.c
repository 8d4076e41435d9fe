/* Several captures of one page: the newest stays in the index. */
#include "indexer/captures.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

enum status captures_add(struct captures *captures, struct key uri, int64_t captured_s, uint32_t docid,
                         bool *is_newest, struct failure *failure)
{
    bool made;
    struct key_entry *entry = key_map_add(&captures->newest, uri, &made);
    if (!entry || !array_reserve((void **)&captures->superseded, &captures->superseded_capacity,
                                 captures->superseded_count + 1, sizeof *captures->superseded))
        return fail_no_memory(failure);
    *is_newest = made || captured_s >= (int64_t)entry->first;
    if (!*is_newest)
        return STATUS_OK;
    if (!made)
        captures->superseded[captures->superseded_count++] = (uint32_t)entry->second;
    entry->first = (uint64_t)captured_s;
    entry->second = docid;
    return STATUS_OK;
}

static int compare_docids(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

void captures_sort(struct captures *captures)
{
    if (captures->superseded_count)
        qsort(captures->superseded, captures->superseded_count, sizeof *captures->superseded, compare_docids);
}

bool captures_is_superseded(const struct captures *captures, uint32_t docid)
{
    return captures->superseded_count && bsearch(&docid, captures->superseded, captures->superseded_count,
                                                 sizeof docid, compare_docids) != NULL;
}

void captures_clear(struct captures *captures)
{
    key_map_clear(&captures->newest);
    free(captures->superseded);
    *captures = (struct captures)CAPTURES_EMPTY;
}

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
