/* Postings, lengths and values of a batch of documents, turned from documents with terms into terms with documents.
 */
#include "glass/batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "base/interner.h"
#include "glass/positions.h"
#include "glass/run_file.h"
#include "glass/values.h"

enum {
    /* A list grows by pieces of doubling size: most terms have one short posting, and a few most of all. */
    SMALLEST_PIECE_BYTES = 16,
    LARGEST_PIECE_BYTES = 4096,
    INTERNED_TERM_BYTES = 48, /* what the interner takes for a term besides its bytes, about */
};

/* Pieces are full up to the last one. */
struct piece {
    struct piece *next;
    char bytes[];
};

/* The items of one entry, as they will stand in the run. */
struct list {
    struct piece *first, *last;
    char *next, *end; /* of the last piece */
    uint32_t last_docid, count;
    uint64_t collection_frequency;
};

struct slot_list {
    struct glass_slot slot;
    struct list list;
};

struct glass_batch {
    struct arena arena;
    size_t memory;
    struct interner *terms; /* as they stand in keys */
    struct list *postings;  /* by the id of the term */
    size_t posting_capacity;
    struct list lengths;
    struct slot_list *slots; /* by ascending slot */
    size_t slot_count, slot_capacity;
    struct buffer tag;
    uint32_t *distinct; /* positions without those that come twice */
    size_t distinct_capacity;
};

enum status glass_batch_new(struct glass_batch **made, struct failure *failure)
{
    struct glass_batch *batch = calloc(1, sizeof *batch);
    if (!batch)
        return fail_no_memory(failure);
    batch->tag = (struct buffer)BUFFER_EMPTY;
    enum status status = interner_new(&batch->terms, failure);
    if (status)
        glass_batch_free(batch);
    else
        *made = batch;
    return status;
}

static void empty_batch(struct glass_batch *batch)
{
    arena_clear(&batch->arena);
    batch->memory = 0;
    interner_truncate(batch->terms, 0);
    for (size_t i = 0; i < batch->slot_count; i++)
        glass_slot_clear(&batch->slots[i].slot);
    batch->slot_count = 0;
    batch->lengths = (struct list){ .first = NULL };
}

void glass_batch_free(struct glass_batch *batch)
{
    if (!batch)
        return;
    if (batch->terms)
        empty_batch(batch);
    interner_free(batch->terms);
    free(batch->postings);
    free(batch->slots);
    free(batch->distinct);
    buffer_clear(&batch->tag);
    free(batch);
}

size_t glass_batch_memory(const struct glass_batch *batch)
{
    return batch->memory;
}

/* == Lists ==================================================================================================== */

static size_t size_after(size_t piece_bytes)
{
    return piece_bytes < LARGEST_PIECE_BYTES ? 2 * piece_bytes : piece_bytes;
}

static bool add_piece(struct glass_batch *batch, struct list *list)
{
    size_t size = list->last ? size_after((size_t)(list->end - (char *)list->last)) : SMALLEST_PIECE_BYTES;
    struct piece *piece = arena_take(&batch->arena, size);
    if (!piece)
        return false;
    batch->memory += size;
    if (list->last)
        list->last->next = piece;
    else
        list->first = piece;
    list->last = piece;
    list->next = piece->bytes;
    list->end = (char *)piece + size;
    return true;
}

static bool append(struct glass_batch *batch, struct list *list, struct bytes bytes)
{
    for (;;) {
        size_t room = (size_t)(list->end - list->next);
        size_t size = bytes.size < room ? bytes.size : room;
        if (size) {
            memcpy(list->next, bytes.data, size);
            list->next += size;
            bytes.data += size;
            bytes.size -= size;
        }
        if (bytes.size == 0)
            return true;
        if (!add_piece(batch, list))
            return false;
    }
}

static bool append_item(struct glass_batch *batch, struct list *list, enum glass_kind kind,
                        const struct glass_item *item)
{
    char head[GLASS_ITEM_HEAD_BYTES];
    size_t size = glass_put_item_head(head, kind, list->last_docid, item);
    list->last_docid = item->docid;
    list->count++;
    return append(batch, list, (struct bytes){ head, size }) && append(batch, list, item->tag);
}

/* == Adding =================================================================================================== */

/* The list of a term, which is made at its first posting; NULL when memory is exhausted. */
static struct list *list_of_term(struct glass_batch *batch, struct bytes term)
{
    char escaped[GLASS_KEY_BYTES];
    if (memchr(term.data, '\0', term.size)) {
        term.size = glass_put_term(escaped, term);
        term.data = escaped;
    }
    size_t known = interner_count(batch->terms);
    uint32_t id = interner_add(batch->terms, term);
    if (id == INTERNER_NONE ||
        !array_reserve((void **)&batch->postings, &batch->posting_capacity, (size_t)id + 1, sizeof *batch->postings))
        return NULL;
    if (id == known) {
        batch->postings[id] = (struct list){ .first = NULL };
        batch->memory += sizeof *batch->postings + INTERNED_TERM_BYTES + term.size;
    }
    return &batch->postings[id];
}

/* Encode the positions, those that come twice once, into `tag`. */
static bool encode_positions(struct glass_batch *batch, const struct glass_posting *posting)
{
    size_t count = 1;
    if (!array_reserve((void **)&batch->distinct, &batch->distinct_capacity, posting->position_count,
                       sizeof *batch->distinct))
        return false;
    batch->distinct[0] = posting->positions[0];
    for (size_t i = 1; i < posting->position_count; i++)
        if (posting->positions[i] != batch->distinct[count - 1])
            batch->distinct[count++] = posting->positions[i];
    buffer_truncate(&batch->tag, 0);
    glass_encode_positions(batch->distinct, count, &batch->tag);
    return !batch->tag.failed;
}

static bool add_posting(struct glass_batch *batch, uint32_t docid, const struct glass_posting *posting)
{
    struct glass_item item = { .docid = docid, .wdf = (uint32_t)posting->position_count };
    struct list *list = list_of_term(batch, posting->term);
    char one[VARINT_LONGEST_BYTES];
    if (!list)
        return false;
    if (item.wdf == 1) {
        item.tag = (struct bytes){ one, glass_put_number(one, posting->positions[0]) };
    } else if (item.wdf > 1) {
        if (!encode_positions(batch, posting))
            return false;
        item.tag = (struct bytes){ batch->tag.bytes, batch->tag.size };
    }
    list->collection_frequency += item.wdf;
    return append_item(batch, list, GLASS_POSTINGS, &item);
}

/* Where a slot is, or is to be put. */
static size_t place_of_slot(const struct glass_batch *batch, uint32_t slot)
{
    size_t low = 0, high = batch->slot_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (batch->slots[middle].slot.slot < slot)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct slot_list *list_of_slot(struct glass_batch *batch, uint32_t slot)
{
    size_t place = place_of_slot(batch, slot);
    if (place < batch->slot_count && batch->slots[place].slot.slot == slot)
        return &batch->slots[place];
    if (!array_reserve((void **)&batch->slots, &batch->slot_capacity, batch->slot_count + 1, sizeof *batch->slots))
        return NULL;
    memmove(&batch->slots[place + 1], &batch->slots[place], (batch->slot_count - place) * sizeof *batch->slots);
    batch->slot_count++;
    batch->slots[place] = (struct slot_list){
        .slot = { .slot = slot, .lower = BUFFER_EMPTY, .upper = BUFFER_EMPTY },
    };
    batch->memory += sizeof *batch->slots;
    return &batch->slots[place];
}

static bool add_value(struct glass_batch *batch, uint32_t docid, const struct glass_value *value)
{
    struct glass_item item = { .docid = docid, .tag = value->value };
    struct slot_list *slot = list_of_slot(batch, value->slot);
    if (!slot)
        return false;
    glass_slot_add(&slot->slot, value->value);
    return !slot->slot.lower.failed && !slot->slot.upper.failed &&
           append_item(batch, &slot->list, GLASS_VALUES, &item);
}

enum status glass_batch_add(struct glass_batch *batch, uint32_t docid, const struct glass_document *document,
                            struct failure *failure)
{
    struct glass_item length = { .docid = docid, .wdf = (uint32_t)glass_document_length(document) };
    bool fits = append_item(batch, &batch->lengths, GLASS_LENGTHS, &length);
    for (size_t i = 0; i < document->posting_count && fits; i++)
        fits = add_posting(batch, docid, &document->postings[i]);
    for (size_t i = 0; i < document->value_count && fits; i++)
        if (document->values[i].value.size)
            fits = add_value(batch, docid, &document->values[i]);
    return fits ? STATUS_OK : fail_no_memory(failure);
}

/* == Writing ================================================================================================== */

/* A key and what it leads to, with its first bytes as a number: most comparisons need no more. */
struct sorted {
    uint64_t start;
    struct bytes key;
    const struct list *list;
};

static uint64_t start_of(struct bytes key)
{
    uint64_t start = 0;
    for (size_t i = 0; i < sizeof start; i++)
        start = start << 8 | (i < key.size ? (unsigned char)key.data[i] : 0);
    return start;
}

static int compare_sorted(const void *left, const void *right)
{
    const struct sorted *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return glass_compare_keys(a->key, b->key);
}

static struct sorted *sort_terms(const struct glass_batch *batch, size_t *count)
{
    *count = interner_count(batch->terms);
    struct sorted *sorted = malloc((*count + 1) * sizeof *sorted);
    if (!sorted)
        return NULL;
    for (size_t i = 0; i < *count; i++) {
        struct bytes key = interner_text(batch->terms, (uint32_t)i);
        sorted[i] = (struct sorted){ start_of(key), key, &batch->postings[i] };
    }
    qsort(sorted, *count, sizeof *sorted, compare_sorted);
    return sorted;
}

static void write_list(struct glass_run_file *file, enum glass_kind kind, struct bytes key, const struct list *list)
{
    struct glass_entry entry = {
        .kind = kind, .key = key, .count = list->count, .collection_frequency = list->collection_frequency
    };
    size_t size = SMALLEST_PIECE_BYTES;
    glass_run_file_entry(file, &entry);
    for (const struct piece *piece = list->first; piece != list->last; piece = piece->next) {
        glass_run_file_add(file, piece->bytes, size - sizeof *piece);
        size = size_after(size);
    }
    glass_run_file_add(file, list->last->bytes, (size_t)(list->next - list->last->bytes));
}

struct slot_key {
    char bytes[GLASS_SLOT_KEY_BYTES];
    size_t size;
    const struct slot_list *slot;
};

static int compare_slot_keys(const void *left, const void *right)
{
    const struct slot_key *a = left, *b = right;
    return glass_compare_keys((struct bytes){ a->bytes, a->size }, (struct bytes){ b->bytes, b->size });
}

static void write_slot(struct glass_run_file *file, enum glass_kind kind, const struct slot_key *key)
{
    const struct glass_slot *slot = &key->slot->slot;
    struct bytes bytes = { key->bytes, key->size };
    struct glass_entry statistics = {
        .kind = kind,
        .key = bytes,
        .count = slot->count,
        .lower = { slot->lower.bytes, slot->lower.size },
        .upper = { slot->upper.bytes, slot->upper.size },
    };
    if (kind == GLASS_VALUES)
        write_list(file, kind, bytes, &key->slot->list);
    else
        glass_run_file_entry(file, &statistics);
}

/* One entry of this kind for each slot. */
static bool write_slots(const struct glass_batch *batch, enum glass_kind kind, struct glass_run_file *file)
{
    struct slot_key *keys = calloc(batch->slot_count + 1, sizeof *keys);
    if (!keys)
        return false;
    for (size_t i = 0; i < batch->slot_count; i++) {
        uint32_t slot = batch->slots[i].slot.slot;
        keys[i].slot = &batch->slots[i];
        keys[i].size = kind == GLASS_VALUES ? glass_put_values_key(keys[i].bytes, slot)
                                            : glass_put_statistics_key(keys[i].bytes, slot);
    }
    qsort(keys, batch->slot_count, sizeof *keys, compare_slot_keys);
    for (size_t i = 0; i < batch->slot_count; i++)
        write_slot(file, kind, &keys[i]);
    free(keys);
    return true;
}

static bool write_entries(const struct glass_batch *batch, struct glass_run_file *file)
{
    static const struct bytes lengths_key = { GLASS_KEY_LENGTHS, GLASS_KEY_PREFIX_BYTES };
    size_t count;
    struct sorted *sorted = sort_terms(batch, &count);
    if (!sorted || !write_slots(batch, GLASS_STATISTICS, file) || !write_slots(batch, GLASS_VALUES, file)) {
        free(sorted);
        return false;
    }
    if (batch->lengths.count)
        write_list(file, GLASS_LENGTHS, lengths_key, &batch->lengths);
    for (size_t i = 0; i < count; i++)
        write_list(file, GLASS_POSTINGS, sorted[i].key, sorted[i].list);
    free(sorted);
    return true;
}

enum status glass_batch_write(struct glass_batch *batch, const char *name, struct failure *failure)
{
    struct glass_run_file file;
    enum status status = glass_run_file_open(&file, name, GLASS_RUN_POSTINGS, failure);
    if (!status)
        status = write_entries(batch, &file) ? glass_run_file_finish(&file, failure) : fail_no_memory(failure);
    glass_run_file_close(&file);
    empty_batch(batch);
    return status;
}
