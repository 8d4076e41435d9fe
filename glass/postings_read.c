/* Decoding what glass/postlist.c encodes. */
#include "glass/postings.h"

#include <endian.h>
#include <string.h>

#include "glass/reader_inside.h"

static enum status fail_list(struct failure *failure)
{
    return fail(failure, STATUS_CORRUPT, "a list of postings in the index is damaged");
}

/* == Chunks =================================================================================================== */

/* What all chunks begin with after the docid of the first posting. */
static bool take_head(struct glass_postings *list, uint64_t first)
{
    struct bytes flag;
    uint64_t span, wdf;
    if (!bytes_read(&list->rest, 1, &flag) || !bytes_read_varint(&list->rest, &span) ||
        !bytes_read_varint(&list->rest, &wdf) || first == 0 || first > UINT32_MAX || span > UINT32_MAX - first ||
        wdf > UINT32_MAX)
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
    if (!bytes_read_varint(&list->rest, &frequency) || !bytes_read_varint(&list->rest, &list->collection_frequency) ||
        !bytes_read_varint(&list->rest, &before) || frequency > UINT32_MAX || before >= UINT32_MAX)
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
        if (!bytes_read_varint(&list->rest, &gap) || !bytes_read_varint(&list->rest, &wdf) ||
            gap >= UINT32_MAX - docid)
            return false;
        docid += gap + 1;
    }
    list->docid = docid < from ? 0 : (uint32_t)docid;
    list->wdf = (uint32_t)wdf;
    return true;
}

enum { PAIR_BYTES = 4 };

struct pair {
    uint64_t gap, wdf;
};

static __attribute__((noinline)) const unsigned char *take_long(const unsigned char *at, const unsigned char *stop,
                                                                struct pair *pair)
{
    struct bytes rest = { (const char *)at, (size_t)(stop - at) };
    bool taken = bytes_read_varint(&rest, &pair->gap) && bytes_read_varint(&rest, &pair->wdf) &&
                 pair->gap < UINT32_MAX;
    return taken ? (const unsigned char *)rest.data : NULL;
}

/* A gap and a wdf; NULL for what is damaged. Nearly always the gap has one byte and the wdf one, or, as a length,
 * two. */
static inline __attribute__((always_inline)) const unsigned char *
take_pair(const unsigned char *at, const unsigned char *stop, uint64_t *gap, uint64_t *wdf)
{
    uint32_t bytes = 0xFFFF;
    if (stop - at >= PAIR_BYTES)
        memcpy(&bytes, at, sizeof bytes);
    bytes = le32toh(bytes);
    *gap = bytes & 0x7F;
    *wdf = bytes >> 8 & 0x7F;
    if ((bytes & 0x8080) == 0)
        return at + 2;
    *wdf |= bytes >> 9 & 0x3F80;
    if ((bytes & 0x808080) == 0x8000)
        return at + 3;
    struct pair pair; /* apart, so that the others need not be in memory */
    const unsigned char *next = take_long(at, stop, &pair);
    *gap = pair.gap;
    *wdf = pair.wdf;
    return next;
}

/* Where postings go: a bit for each document, and its wdf, which is added to what is there. */
struct window {
    uint32_t from;
    uint64_t end;
    uint64_t *bits;
    uint32_t *wdfs;
};

/* Take the postings before the window's end of the chunk at hand. Compiled for what is asked for. */
static inline __attribute__((always_inline)) bool
take_postings(struct glass_postings *list, const struct window *window, bool with_bits, bool with_wdfs)
{
    const unsigned char *at = (const unsigned char *)list->rest.data, *stop = at + list->rest.size;
    uint64_t docid = list->docid, last = list->last_docid, end = window->end, gap, wdf = list->wdf;
    while (docid < end) {
        size_t place = docid - window->from;
        if (with_bits) {
            uint64_t bit = UINT64_C(1) << (place % 64), *word = &window->bits[place / 64];
            if (with_wdfs)
                window->wdfs[place] = (uint32_t)wdf + (*word & bit ? window->wdfs[place] : 0);
            *word |= bit;
        } else {
            window->wdfs[place] = (uint32_t)wdf;
        }
        if (docid >= last) {
            docid = 0;
            break;
        }
        if (!(at = take_pair(at, stop, &gap, &wdf)))
            return false;
        docid += gap + 1;
    }
    if (docid > last)
        return false;
    list->docid = (uint32_t)docid;
    list->wdf = (uint32_t)wdf;
    list->rest = (struct bytes){ (const char *)at, (size_t)(stop - at) };
    return true;
}

static bool take_window(struct glass_postings *list, const struct window *window)
{
    if (!window->bits)
        return take_postings(list, window, false, true);
    return window->wdfs ? take_postings(list, window, true, true) : take_postings(list, window, true, false);
}

enum status glass_postings_window(struct glass_postings *list, uint32_t from, uint64_t bits[GLASS_WINDOW_WORDS],
                                  uint32_t wdfs[GLASS_WINDOW], struct failure *failure)
{
    const struct window window = { from, (uint64_t)from + GLASS_WINDOW, bits, wdfs };
    while (list->docid && list->docid < window.end) {
        if (list->last_docid >= from) {
            if (list->docid < from && !skip_to(list, from))
                return fail_list(failure);
            if (list->docid && !take_window(list, &window))
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
