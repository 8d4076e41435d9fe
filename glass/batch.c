/* Postings, lengths and values of a batch of documents, turned from documents with terms into terms with documents.
 */
#include "glass/batch.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "glass/positions.h"
#include "glass/terms.h"
#include "glass/values.h"

struct slot_list {
    struct glass_slot slot;
    struct glass_list list;
};

struct glass_batch {
    struct glass_pool pool;
    struct glass_terms terms;
    struct glass_list lengths;
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
    if (!glass_terms_init(&batch->terms, &batch->pool)) {
        glass_batch_free(batch);
        return fail_no_memory(failure);
    }
    *made = batch;
    return STATUS_OK;
}

static void empty_slots(struct glass_batch *batch)
{
    for (size_t i = 0; i < batch->slot_count; i++)
        glass_slot_clear(&batch->slots[i].slot);
    batch->slot_count = 0;
}

static void empty_batch(struct glass_batch *batch)
{
    empty_slots(batch);
    glass_terms_empty(&batch->terms);
    glass_pool_empty(&batch->pool);
    batch->lengths = (struct glass_list){ .first = NULL };
}

void glass_batch_free(struct glass_batch *batch)
{
    if (!batch)
        return;
    empty_slots(batch);
    glass_terms_clear(&batch->terms);
    glass_pool_clear(&batch->pool);
    free(batch->slots);
    free(batch->distinct);
    buffer_clear(&batch->tag);
    free(batch);
}

size_t glass_batch_memory(const struct glass_batch *batch)
{
    return glass_pool_bytes(&batch->pool) + glass_terms_memory(&batch->terms);
}

/* == Adding =================================================================================================== */

static bool append_item(struct glass_batch *batch, struct glass_list *list, enum glass_kind kind,
                        const struct glass_item *item)
{
    char head[GLASS_ITEM_HEAD_BYTES];
    size_t size = glass_put_item_head(head, kind, list->last_docid, item);
    list->last_docid = item->docid;
    list->count++;
    if (size + item->tag.size <= GLASS_FEW_BYTES) {
        for (size_t i = 0; i < item->tag.size; i++)
            head[size + i] = item->tag.data[i];
        return glass_list_append_few(list, &batch->pool, head, size + item->tag.size);
    }
    return glass_list_append(list, &batch->pool, (struct bytes){ head, size }) &&
           glass_list_append(list, &batch->pool, item->tag);
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

static bool add_posting(struct glass_batch *batch, uint32_t docid, const struct glass_posting *posting,
                        struct glass_list *list)
{
    struct glass_item item = { .docid = docid, .wdf = (uint32_t)posting->position_count };
    char one[VARINT_LONGEST_BYTES];
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

/* Up to GLASS_TERMS_AT_ONCE postings. */
static bool add_postings(struct glass_batch *batch, uint32_t docid, const struct glass_posting *postings,
                         size_t count)
{
    char escaped[GLASS_TERMS_AT_ONCE][GLASS_KEY_BYTES];
    struct bytes keys[GLASS_TERMS_AT_ONCE];
    struct glass_term *terms[GLASS_TERMS_AT_ONCE];
    for (size_t i = 0; i < count; i++) {
        keys[i] = postings[i].term;
        if (memchr(keys[i].data, '\0', keys[i].size))
            keys[i] = (struct bytes){ escaped[i], glass_put_term(escaped[i], keys[i]) };
    }
    if (!glass_terms_find(&batch->terms, keys, count, terms))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!add_posting(batch, docid, &postings[i], &terms[i]->list))
            return false;
    return true;
}

static bool add_all_postings(struct glass_batch *batch, uint32_t docid, const struct glass_document *document)
{
    bool fits = true;
    for (size_t i = 0; i < document->posting_count && fits; i += GLASS_TERMS_AT_ONCE) {
        size_t left = document->posting_count - i;
        fits = add_postings(batch, docid, document->postings + i,
                            left < GLASS_TERMS_AT_ONCE ? left : GLASS_TERMS_AT_ONCE);
    }
    return fits;
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
    if (docid <= batch->lengths.last_docid)
        return fail(failure, STATUS_INVALID, "the docids of a run do not ascend");
    bool fits = append_item(batch, &batch->lengths, GLASS_LENGTHS, &length) &&
                add_all_postings(batch, docid, document);
    for (size_t i = 0; i < document->value_count && fits; i++)
        if (document->values[i].value.size)
            fits = add_value(batch, docid, &document->values[i]);
    return fits ? STATUS_OK : fail_no_memory(failure);
}

/* == Writing ================================================================================================== */

static void write_list(struct glass_run_file *file, enum glass_kind kind, struct bytes key,
                       const struct glass_list *list)
{
    struct glass_entry entry = {
        .kind = kind, .key = key, .count = list->count, .collection_frequency = list->collection_frequency
    };
    glass_run_file_entry(file, &entry);
    glass_list_write(list, file);
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

/* Sorted terms are all over the memory: those a bit ahead are asked for. */
static bool write_terms(const struct glass_batch *batch, struct glass_run_file *file)
{
    enum { AHEAD = 8 };
    struct start *memory, *sorted = glass_terms_sort(&batch->terms, &memory);
    size_t count = batch->terms.count;
    if (!sorted)
        return false;
    for (size_t i = 0; i < count; i++) {
        const struct glass_term *term = sorted[i].item;
        if (i + 2 * AHEAD < count)
            __builtin_prefetch(sorted[i + 2 * AHEAD].item);
        if (i + AHEAD < count)
            __builtin_prefetch(((const struct glass_term *)sorted[i + AHEAD].item)->list.first);
        write_list(file, GLASS_POSTINGS, (struct bytes){ term->key, term->size }, &term->list);
    }
    free(memory);
    return true;
}

static bool write_entries(const struct glass_batch *batch, struct glass_run_file *file)
{
    static const struct bytes lengths_key = { GLASS_KEY_LENGTHS, GLASS_KEY_PREFIX_BYTES };
    if (!write_slots(batch, GLASS_STATISTICS, file) || !write_slots(batch, GLASS_VALUES, file))
        return false;
    if (batch->lengths.count)
        write_list(file, GLASS_LENGTHS, lengths_key, &batch->lengths);
    return write_terms(batch, file);
}

enum status glass_batch_write(struct glass_batch *batch, const char *path, struct failure *failure)
{
    struct glass_run_file file;
    enum status status = glass_run_file_open(&file, path, failure);
    if (!status)
        status = write_entries(batch, &file) ? glass_run_file_finish(&file, failure) : fail_no_memory(failure);
    glass_run_file_close(&file);
    empty_batch(batch);
    return status;
}
