/* Reading runs back. */
#include "glass/run_reader.h"

#include <string.h>

#include "base/eight.h"

enum status glass_run_reader_open(struct glass_run_reader *reader, const char *path, struct failure *failure)
{
    reader->at_end = false;
    reader->items_left = 0;
    reader->next = reader->count = 0;
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
    reader->key_begins = eight_to_sort(entry->key.data, entry->key.size);
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
    reader->last_docid = 0;
    reader->next = reader->count = 0;
    reader->items_left = entry->kind == GLASS_STATISTICS ? 0 : entry->count;
    if (entry->kind == GLASS_STATISTICS)
        return read_bounds(reader, failure);
    entry->collection_frequency = 0;
    return entry->kind == GLASS_POSTINGS ? glass_input_number(&reader->input, &entry->collection_frequency, failure)
                                         : STATUS_OK;
}

/* The tag of a single position is the number itself, in no more bytes than it takes. */
static bool take_position(struct bytes *rest, struct bytes *tag)
{
    const char *begin = rest->data;
    uint64_t position;
    if (!glass_get_number(rest, &position) || position > UINT32_MAX)
        return false;
    *tag = (struct bytes){ begin, (size_t)(rest->data - begin) };
    return tag->size == 1 || tag->data[tag->size - 1] != 0;
}

/* `*needed` grows to what the item takes with a tag that is not there to its end. */
static bool take_tag(struct bytes *rest, struct bytes *tag, const char *item, size_t *needed)
{
    uint64_t size;
    if (!glass_get_number(rest, &size) || size == 0)
        return false;
    if (size > rest->size) {
        if (size < SIZE_MAX / 2)
            *needed = (size_t)(rest->data - item) + (size_t)size;
        return false;
    }
    *tag = (struct bytes){ rest->data, (size_t)size };
    rest->data += size;
    rest->size -= (size_t)size;
    return true;
}

/* Take the item after the document `before` off the front of `rest`. False when it is not there to its end, or
 * damaged. */
static bool take_item(enum glass_kind kind, uint32_t before, struct bytes *rest, struct glass_item *item,
                      size_t *needed)
{
    struct bytes here = *rest;
    uint64_t gap, wdf = 0;
    if (!glass_get_number(&here, &gap) || gap >= UINT32_MAX - before)
        return false;
    if (kind != GLASS_VALUES && (!glass_get_number(&here, &wdf) || wdf > UINT32_MAX))
        return false;
    item->docid = before + (uint32_t)gap + 1;
    item->wdf = (uint32_t)wdf;
    item->tag = (struct bytes){ NULL, 0 };
    if (kind == GLASS_POSTINGS && wdf == 1) {
        if (!take_position(&here, &item->tag))
            return false;
    } else if (kind == GLASS_VALUES || (kind == GLASS_POSTINGS && wdf > 1)) {
        if (!take_tag(&here, &item->tag, rest->data, needed))
            return false;
    }
    *rest = here;
    return true;
}

/* Those that are whole in the window. */
static void take_items(struct glass_run_reader *reader, size_t *needed)
{
    struct bytes window = glass_input_window(&reader->input), rest = window;
    size_t most = reader->items_left < GLASS_ITEMS_AT_ONCE ? (size_t)reader->items_left : GLASS_ITEMS_AT_ONCE;
    size_t count = 0;
    uint32_t docid = reader->last_docid;
    while (count < most && take_item(reader->entry.kind, docid, &rest, &reader->items[count], needed))
        docid = reader->items[count++].docid;
    reader->count = count;
    reader->items_left -= count;
    reader->last_docid = docid;
    glass_input_pass(&reader->input, window.size - rest.size);
}

enum status glass_run_reader_items(struct glass_run_reader *reader, struct failure *failure)
{
    enum status status = STATUS_OK;
    reader->next = reader->count = 0;
    for (;;) {
        size_t needed = GLASS_ITEM_HEAD_BYTES, seen = glass_input_window(&reader->input).size;
        take_items(reader, &needed);
        if (reader->count)
            return STATUS_OK;
        if ((status = glass_input_ahead(&reader->input, needed, failure)))
            return status;
        if (glass_input_window(&reader->input).size == seen) /* all that can be seen, and still no item */
            return glass_input_fail(&reader->input, failure);
    }
}
