/* The postings of one term after the other, cut into chunks. */
#include "glass/postlist.h"

#include <string.h>

void glass_postlist_begin(struct glass_postlist *list, struct bytes key, uint64_t frequency,
                          uint64_t collection_frequency)
{
    memcpy(list->key, key.data, key.size);
    list->key_bytes = key.size;
    list->lengths = key.size == GLASS_KEY_PREFIX_BYTES && memcmp(key.data, GLASS_KEY_LENGTHS, key.size) == 0;
    list->first_chunk = true;
    list->frequency = frequency;
    list->collection_frequency = collection_frequency;
    list->first_docid = list->last_docid = 0;
    list->chunk_bytes = 0;
}

/* Later chunks are found by their first docid; a NUL keeps it apart from the term. */
static size_t put_chunk_key(const struct glass_postlist *list, char key[GLASS_KEY_BYTES])
{
    size_t size = list->key_bytes;
    memcpy(key, list->key, size);
    if (list->first_chunk)
        return size;
    if (!list->lengths)
        key[size++] = '\0';
    return size + glass_put_docid(key + size, list->first_docid);
}

/* What stands before a chunk's postings: the list's numbers before the first, then in each whether it is the last
 * one, and which docids it spans. */
static size_t put_chunk_head(const struct glass_postlist *list, bool last, char *head)
{
    size_t size = 0;
    if (list->first_chunk) {
        size += glass_put_number(head, list->frequency);
        size += glass_put_number(head + size, list->collection_frequency);
        size += glass_put_number(head + size, list->first_docid - 1);
    }
    head[size++] = last ? '1' : '0';
    return size + glass_put_number(head + size, list->last_docid - list->first_docid);
}

static enum status write_chunk(struct glass_postlist *list, bool last, struct failure *failure)
{
    char key[GLASS_KEY_BYTES], tag[4 * VARINT_LONGEST_BYTES + 1 + sizeof list->chunk];
    size_t key_bytes = put_chunk_key(list, key);
    size_t size = put_chunk_head(list, last, tag);
    memcpy(tag + size, list->chunk, list->chunk_bytes);
    size += list->chunk_bytes;
    list->first_chunk = false;
    list->first_docid = 0;
    list->chunk_bytes = 0;
    return glass_table_add(list->table, (struct bytes){ key, key_bytes }, (struct bytes){ tag, size }, false,
                           failure);
}

enum status glass_postlist_add(struct glass_postlist *list, uint32_t docid, uint32_t wdf, struct failure *failure)
{
    enum status status;
    if (list->chunk_bytes >= GLASS_CHUNK_BYTES && (status = write_chunk(list, false, failure)))
        return status;
    char *next = list->chunk + list->chunk_bytes;
    if (list->first_docid == 0)
        list->first_docid = docid;
    else
        next += glass_put_number(next, docid - list->last_docid - 1);
    next += glass_put_number(next, wdf);
    list->last_docid = docid;
    list->chunk_bytes = (size_t)(next - list->chunk);
    return STATUS_OK;
}

enum status glass_postlist_end(struct glass_postlist *list, struct failure *failure)
{
    return list->first_docid ? write_chunk(list, true, failure) : STATUS_OK;
}
