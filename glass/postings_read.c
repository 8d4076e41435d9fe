/* Decoding what glass/postlist.c encodes. */
#include "glass/postings.h"

#include <string.h>

#include "glass/reader_inside.h"

static enum status fail_list(struct failure *failure)
{
    return fail(failure, STATUS_CORRUPT, "a list of postings in the index is damaged");
}

/* == Chunks =================================================================================================== */

/* Nearly all numbers have one byte, lengths two. */
static inline bool take_number(struct bytes *rest, uint64_t *number)
{
    const unsigned char *at = (const unsigned char *)rest->data;
    size_t size;
    if (rest->size && !(at[0] & 0x80)) {
        *number = at[0];
        size = 1;
    } else if (rest->size > 1 && !(at[1] & 0x80)) {
        *number = (uint64_t)(at[0] & 0x7F) | (uint64_t)at[1] << 7;
        size = 2;
    } else {
        return bytes_read_varint(rest, number);
    }
    rest->data += size;
    rest->size -= size;
    return true;
}

/* What all chunks begin with after the docid of the first posting. */
static bool take_head(struct glass_postings *list, uint64_t first)
{
    struct bytes flag;
    uint64_t span, wdf;
    if (!bytes_read(&list->rest, 1, &flag) || !take_number(&list->rest, &span) || !take_number(&list->rest, &wdf) ||
        first == 0 || first > UINT32_MAX || span > UINT32_MAX - first || wdf > UINT32_MAX)
        return false;
    list->last_chunk = *flag.data == '1';
    list->docid = (uint32_t)first;
    list->last_docid = (uint32_t)(first + span);
    list->wdf = (uint32_t)wdf;
    return true;
}

static bool take_first_chunk(struct glass_postings *list)
{
    uint64_t frequency, before;
    list->rest = list->cursor.tag.bytes;
    if (!take_number(&list->rest, &frequency) || !take_number(&list->rest, &list->collection_frequency) ||
        !take_number(&list->rest, &before) || frequency > UINT32_MAX || before >= UINT32_MAX)
        return false;
    list->frequency = (uint32_t)frequency;
    return take_head(list, before + 1);
}

/* The chunk the cursor is at, if it is one of this list. */
static bool take_chunk(struct glass_postings *list, bool *ours)
{
    struct bytes key = list->cursor.key;
    *ours = list->cursor.tag.found;
    if (!*ours)
        return true;
    if (key.size == list->first_bytes && memcmp(key.data, list->key, key.size) == 0)
        return take_first_chunk(list);
    *ours = key.size > list->later_bytes && memcmp(key.data, list->key, list->later_bytes) == 0;
    if (!*ours)
        return true;
    list->rest = list->cursor.tag.bytes;
    return take_head(list,
                     glass_get_docid((struct bytes){ key.data + list->later_bytes, key.size - list->later_bytes }));
}

/* == Opening ================================================================================================== */

static enum status open_list(struct glass_postings *list, struct glass_reader *reader, struct failure *failure)
{
    list->cursor = (struct glass_cursor){ .tree = &reader->postings };
    enum status status = glass_cursor_find(&list->cursor, (struct bytes){ list->key, list->first_bytes }, failure);
    if (!status && list->cursor.tag.found && !take_first_chunk(list))
        status = fail_list(failure);
    if (status)
        glass_cursor_clear(&list->cursor);
    return status;
}

enum status glass_postings_open(struct glass_postings *list, struct glass_reader *reader, struct bytes term,
                                struct failure *failure)
{
    size_t size = glass_term_size(term);
    memset(list, 0, sizeof *list);
    if (size == 0 || size > GLASS_TERM_BYTES)
        return STATUS_OK;
    list->first_bytes = glass_put_term(list->key, term);
    list->key[list->first_bytes] = '\0';
    list->later_bytes = list->first_bytes + 1;
    return open_list(list, reader, failure);
}

enum status glass_postings_open_lengths(struct glass_postings *list, struct glass_reader *reader,
                                        struct failure *failure)
{
    memset(list, 0, sizeof *list);
    memcpy(list->key, GLASS_KEY_LENGTHS, GLASS_KEY_PREFIX_BYTES);
    list->first_bytes = list->later_bytes = GLASS_KEY_PREFIX_BYTES;
    return open_list(list, reader, failure);
}

void glass_postings_clear(struct glass_postings *list)
{
    glass_cursor_clear(&list->cursor);
}

/* == Windows ================================================================================================== */

/* To the chunk after the one at hand. */
static enum status next_chunk(struct glass_postings *list, struct failure *failure)
{
    bool ours;
    uint32_t before = list->last_docid;
    list->docid = 0;
    enum status status = glass_cursor_next(&list->cursor, failure);
    if (status)
        return status;
    return take_chunk(list, &ours) && ours && list->docid > before ? STATUS_OK : fail_list(failure);
}

/* To a later chunk that may have `from`, or is near it, without reading those in between. */
static enum status find_chunk(struct glass_postings *list, uint32_t from, struct failure *failure)
{
    enum { NEAR_DOCUMENTS = 1 << 14 };
    bool ours;
    uint32_t before = list->last_docid;
    list->docid = 0;
    if (list->last_chunk)
        return STATUS_OK;
    if (from > before && from - before > NEAR_DOCUMENTS) {
        size_t size = list->later_bytes + glass_put_docid(list->key + list->later_bytes, from);
        enum status status = glass_cursor_floor(&list->cursor, (struct bytes){ list->key, size }, failure);
        if (status)
            return status;
        if (!take_chunk(list, &ours) || !ours || list->last_docid < before)
            return fail_list(failure);
        if (list->last_docid >= from)
            return STATUS_OK;
        list->docid = 0;
        if (list->last_chunk)
            return STATUS_OK;
    }
    return next_chunk(list, failure);
}

/* Past the postings before `from`, in the chunk at hand. */
static bool skip_to(struct glass_postings *list, uint32_t from)
{
    uint64_t gap, wdf = list->wdf, docid = list->docid;
    while (docid < from && docid < list->last_docid) {
        if (!take_number(&list->rest, &gap) || !take_number(&list->rest, &wdf) || gap >= UINT32_MAX - docid)
            return false;
        docid += gap + 1;
    }
    list->docid = docid < from ? 0 : (uint32_t)docid;
    list->wdf = (uint32_t)wdf;
    return true;
}

/* Take the postings before `end` of the chunk at hand. */
static bool take_postings(struct glass_postings *list, uint32_t from, uint64_t end, uint64_t *bits, uint32_t *wdfs)
{
    struct bytes rest = list->rest;
    uint64_t docid = list->docid, last = list->last_docid, gap, wdf = list->wdf;
    while (docid < end) {
        size_t place = docid - from;
        uint64_t bit = UINT64_C(1) << (place % 64), *word = &bits[place / 64];
        if (wdfs)
            wdfs[place] = (uint32_t)wdf + (*word & bit ? wdfs[place] : 0);
        *word |= bit;
        if (docid >= last) {
            docid = 0;
            break;
        }
        if (!take_number(&rest, &gap) || !take_number(&rest, &wdf) || gap >= UINT32_MAX - docid)
            return false;
        docid += gap + 1;
    }
    list->docid = (uint32_t)docid;
    list->wdf = (uint32_t)wdf;
    list->rest = rest;
    return true;
}

enum status glass_postings_window(struct glass_postings *list, uint32_t from, uint64_t bits[GLASS_WINDOW_WORDS],
                                  uint32_t wdfs[GLASS_WINDOW], struct failure *failure)
{
    uint64_t end = (uint64_t)from + GLASS_WINDOW;
    while (list->docid && list->docid < end) {
        if (list->last_docid >= from) {
            if (list->docid < from && !skip_to(list, from))
                return fail_list(failure);
            if (list->docid && !take_postings(list, from, end, bits, wdfs))
                return fail_list(failure);
            if (list->docid)
                return STATUS_OK;
        }
        enum status status = find_chunk(list, from, failure);
        if (status)
            return status;
    }
    return STATUS_OK;
}
