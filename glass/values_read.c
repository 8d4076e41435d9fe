/* Reading the values of a slot. */
#include <string.h>

#include "glass/reader_inside.h"
#include "glass/values.h"

/* == Values =================================================================================================== */

/* A chunk of a slot's values, and how far it is read. */
struct values {
    struct glass_cursor cursor;
    char key[GLASS_SLOT_KEY_BYTES + GLASS_DOCID_BYTES];
    size_t key_bytes;      /* without the docid */
    struct bytes rest;     /* of the chunk */
    uint32_t first, docid; /* of the chunk, and of `value`; 0 before the first chunk */
    struct bytes value;
};

static enum status fail_values(struct failure *failure)
{
    return fail(failure, STATUS_CORRUPT, "the values of a slot in the index are damaged");
}

static bool take_value(struct values *values)
{
    uint64_t size;
    return bytes_read_varint(&values->rest, &size) && bytes_read(&values->rest, size, &values->value);
}

/* Go to the chunk that would hold `docid`, unless it is the one at hand, which then has been read. */
static enum status find_chunk(struct values *values, uint32_t docid, struct failure *failure)
{
    const struct glass_cursor *cursor = &values->cursor;
    size_t size = values->key_bytes + glass_put_docid(values->key + values->key_bytes, docid);
    enum status status = glass_cursor_floor(&values->cursor, (struct bytes){ values->key, size }, failure);
    if (status || !cursor->tag.found || cursor->key.size < values->key_bytes ||
        memcmp(cursor->key.data, values->key, values->key_bytes) != 0)
        return status;
    uint32_t first = glass_get_docid(
        (struct bytes){ cursor->key.data + values->key_bytes, cursor->key.size - values->key_bytes });
    if (first == 0 || first > docid)
        return fail_values(failure);
    if (first == values->first)
        return STATUS_OK;
    values->first = values->docid = first;
    values->rest = cursor->tag.bytes;
    return take_value(values) ? STATUS_OK : fail_values(failure);
}

/* Read on to `docid`, or past it, or to the end of the chunk. Gaps and sizes have nearly always one byte: where many
 * documents are asked for, most of the time goes here. */
static bool read_to(struct values *values, uint32_t docid)
{
    struct bytes rest = values->rest, value = values->value;
    uint64_t here = values->docid, gap, size;
    while (here < docid && rest.size) {
        const unsigned char *at = (const unsigned char *)rest.data;
        if (rest.size > 1 && !((at[0] | at[1]) & 0x80)) {
            gap = at[0];
            size = at[1];
            rest = (struct bytes){ rest.data + 2, rest.size - 2 };
        } else if (!bytes_read_varint(&rest, &gap) || !bytes_read_varint(&rest, &size)) {
            return false;
        }
        if (gap >= UINT32_MAX - here || size > rest.size)
            return false;
        value = (struct bytes){ rest.data, (size_t)size };
        rest = (struct bytes){ rest.data + size, rest.size - (size_t)size };
        here += gap + 1;
    }
    values->docid = (uint32_t)here;
    values->rest = rest;
    values->value = value;
    return true;
}

enum status glass_reader_values(struct glass_reader *reader, uint32_t slot, const uint32_t *docids, size_t count,
                                glass_value_visit visit, void *context, struct failure *failure)
{
    struct values values = { .cursor = { .tree = &reader->postings } };
    enum status status = STATUS_OK;
    values.key_bytes = glass_put_values_key(values.key, slot);
    for (size_t i = 0; i < count && !status; i++) {
        if (!read_to(&values, docids[i]))
            status = fail_values(failure);
        else if (values.docid < docids[i] && !(status = find_chunk(&values, docids[i], failure)) &&
                 !read_to(&values, docids[i]))
            status = fail_values(failure);
        if (!status && values.docid == docids[i])
            status = visit(docids[i], values.value, context);
    }
    glass_cursor_clear(&values.cursor);
    return status;
}
