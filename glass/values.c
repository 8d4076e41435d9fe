/* The values of one slot after the other, cut into chunks, and what is known of each slot. */
#include "glass/values.h"

#include <string.h>

enum { CHUNK_BYTES = 2000 }; /* a chunk that has reached this is complete */

/* == Statistics =============================================================================================== */

static void replace(struct buffer *bound, struct bytes value)
{
    buffer_truncate(bound, 0);
    buffer_append(bound, value.data, value.size);
}

void glass_slot_merge(struct glass_slot *slot, uint64_t count, struct bytes lower, struct bytes upper)
{
    if (slot->count == 0 || glass_compare_keys(lower, buffer_view(&slot->lower)) < 0)
        replace(&slot->lower, lower);
    if (slot->count == 0 || glass_compare_keys(upper, buffer_view(&slot->upper)) > 0)
        replace(&slot->upper, upper);
    slot->count += count;
}

void glass_slot_add(struct glass_slot *slot, struct bytes value)
{
    glass_slot_merge(slot, 1, value, value);
}

void glass_slot_clear(struct glass_slot *slot)
{
    buffer_clear(&slot->lower);
    buffer_clear(&slot->upper);
}

size_t glass_put_statistics_key(char key[GLASS_SLOT_KEY_BYTES], uint32_t slot)
{
    size_t size = GLASS_KEY_PREFIX_BYTES;
    memcpy(key, GLASS_KEY_STATISTICS, size);
    for (; slot > 0; slot >>= 8) /* least significant byte first, without leading zeros: slot 0 takes none */
        key[size++] = (char)(slot & 0xFF);
    return size;
}

size_t glass_put_values_key(char key[GLASS_SLOT_KEY_BYTES], uint32_t slot)
{
    memcpy(key, GLASS_KEY_VALUES, GLASS_KEY_PREFIX_BYTES);
    return GLASS_KEY_PREFIX_BYTES + glass_put_number(key + GLASS_KEY_PREFIX_BYTES, slot);
}

enum status glass_slot_write(const struct glass_slot *slot, struct bytes key, struct glass_table *table,
                             struct failure *failure)
{
    struct buffer tag = BUFFER_EMPTY;
    struct bytes lower = buffer_view(&slot->lower), upper = buffer_view(&slot->upper);
    buffer_append_varint(&tag, slot->count);
    buffer_append_varint(&tag, lower.size);
    buffer_append(&tag, lower.data, lower.size);
    if (glass_compare_keys(lower, upper) != 0)
        buffer_append(&tag, upper.data, upper.size);
    enum status status = buffer_status(&tag, "the bounds of a slot's values", failure);
    if (!status)
        status = glass_table_add(table, key, buffer_view(&tag), false, failure);
    buffer_clear(&tag);
    return status;
}

/* == Values =================================================================================================== */

void glass_values_begin(struct glass_values *values, struct bytes key)
{
    memcpy(values->key, key.data, key.size);
    values->key_bytes = key.size;
    values->first_docid = values->last_docid = 0;
    buffer_truncate(&values->chunk, 0);
}

enum status glass_values_end(struct glass_values *values, struct failure *failure)
{
    char key[GLASS_KEY_BYTES];
    size_t size = values->key_bytes;
    enum status status = buffer_status(&values->chunk, "a chunk of values", failure);
    if (status || values->first_docid == 0)
        return status;
    memcpy(key, values->key, size);
    size += glass_put_docid(key + size, values->first_docid);
    status = glass_table_add(values->table, (struct bytes){ key, size }, buffer_view(&values->chunk), false, failure);
    values->first_docid = 0;
    buffer_truncate(&values->chunk, 0);
    return status;
}

enum status glass_values_add(struct glass_values *values, uint32_t docid, struct bytes value, struct failure *failure)
{
    enum status status;
    if (values->chunk.size >= CHUNK_BYTES && (status = glass_values_end(values, failure)))
        return status;
    if (values->first_docid == 0)
        values->first_docid = docid;
    else
        buffer_append_varint(&values->chunk, docid - values->last_docid - 1);
    buffer_append_varint(&values->chunk, value.size);
    buffer_append(&values->chunk, value.data, value.size);
    values->last_docid = docid;
    return buffer_status(&values->chunk, "a chunk of values", failure);
}

void glass_values_clear(struct glass_values *values)
{
    buffer_clear(&values->chunk);
}
