/* Reading runs back. */
#include "glass/run_reader.h"

#include <errno.h>
#include <string.h>

enum status glass_run_reader_open(struct glass_run_reader *reader, const char *path, struct failure *failure)
{
    reader->at_end = false;
    reader->items_left = 0;
    reader->entry = (struct glass_entry){ .key = { reader->key, 0 } };
    reader->lower = reader->upper = (struct buffer)BUFFER_EMPTY;
    enum status status = glass_input_open(&reader->input, path, failure);
    return status ? status : glass_run_reader_next(reader, failure);
}

void glass_run_reader_close(struct glass_run_reader *reader)
{
    glass_input_close(&reader->input);
    buffer_clear(&reader->lower);
    buffer_clear(&reader->upper);
}

static enum status read_key(struct glass_run_reader *reader, struct failure *failure)
{
    struct glass_entry *entry = &reader->entry;
    struct bytes key;
    uint64_t size;
    enum status status;
    if ((status = glass_input_number(&reader->input, &size, failure)))
        return status;
    reader->at_end = size == 0;
    if (reader->at_end)
        return glass_input_end(&reader->input, failure);
    if ((status = glass_input_bytes(&reader->input, size, &key, failure)))
        return status;
    if (!glass_kind_of(key, &entry->kind) || glass_compare_keys(key, entry->key) <= 0)
        return glass_input_fail(&reader->input, failure);
    memcpy(reader->key, key.data, key.size);
    entry->key = (struct bytes){ reader->key, key.size };
    return STATUS_OK;
}

static enum status read_string(struct glass_run_reader *reader, struct buffer *string, struct failure *failure)
{
    struct bytes bytes;
    uint64_t size;
    enum status status;
    buffer_truncate(string, 0);
    if ((status = glass_input_number(&reader->input, &size, failure)) ||
        (status = glass_input_bytes(&reader->input, size, &bytes, failure)))
        return status;
    buffer_append(string, bytes.data, bytes.size);
    return buffer_status(string, "a bound of values", failure);
}

static enum status read_bounds(struct glass_run_reader *reader, struct failure *failure)
{
    enum status status;
    if ((status = read_string(reader, &reader->lower, failure)) ||
        (status = read_string(reader, &reader->upper, failure)))
        return status;
    reader->entry.lower = buffer_view(&reader->lower);
    reader->entry.upper = buffer_view(&reader->upper);
    return STATUS_OK;
}

enum status glass_run_reader_next(struct glass_run_reader *reader, struct failure *failure)
{
    struct glass_entry *entry = &reader->entry;
    enum status status;
    if ((status = read_key(reader, failure)) || reader->at_end)
        return status;
    if ((status = glass_input_number(&reader->input, &entry->count, failure)))
        return status;
    if (entry->count == 0 || entry->count > UINT32_MAX)
        return glass_input_fail(&reader->input, failure);
    reader->item.docid = 0;
    reader->items_left = entry->kind == GLASS_STATISTICS ? 0 : entry->count;
    if (entry->kind == GLASS_STATISTICS)
        return read_bounds(reader, failure);
    entry->collection_frequency = 0;
    return entry->kind == GLASS_POSTINGS ? glass_input_number(&reader->input, &entry->collection_frequency, failure)
                                         : STATUS_OK;
}

/* The tag of a single position is a number, as which it is checked, and written anew. */
static enum status read_position(struct glass_run_reader *reader, struct failure *failure)
{
    uint64_t position;
    enum status status = glass_input_number(&reader->input, &position, failure);
    if (status)
        return status;
    if (position > UINT32_MAX)
        return glass_input_fail(&reader->input, failure);
    reader->item.tag = (struct bytes){ reader->position, glass_put_number(reader->position, position) };
    return STATUS_OK;
}

static enum status read_tag(struct glass_run_reader *reader, struct failure *failure)
{
    uint64_t size;
    enum status status;
    if ((status = glass_input_number(&reader->input, &size, failure)))
        return status;
    if (size == 0)
        return glass_input_fail(&reader->input, failure);
    return glass_input_bytes(&reader->input, size, &reader->item.tag, failure);
}

enum status glass_run_reader_item(struct glass_run_reader *reader, struct failure *failure)
{
    struct glass_item *item = &reader->item;
    uint64_t gap, wdf = 0;
    enum status status;
    if ((status = glass_input_number(&reader->input, &gap, failure)))
        return status;
    if (gap >= UINT32_MAX - item->docid)
        return glass_input_fail(&reader->input, failure);
    item->docid += (uint32_t)gap + 1;
    reader->items_left--;
    item->tag = (struct bytes){ NULL, 0 };
    if (reader->entry.kind == GLASS_VALUES)
        return read_tag(reader, failure);
    if ((status = glass_input_number(&reader->input, &wdf, failure)))
        return status;
    if (wdf > UINT32_MAX)
        return glass_input_fail(&reader->input, failure);
    item->wdf = (uint32_t)wdf;
    if (reader->entry.kind == GLASS_LENGTHS || wdf == 0)
        return STATUS_OK;
    return wdf == 1 ? read_position(reader, failure) : read_tag(reader, failure);
}
