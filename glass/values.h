/* The values of one slot after the other, cut into the chunks of the postlist table, and what is known of each slot.
 */
#ifndef DEPECHE_GLASS_VALUES_H
#define DEPECHE_GLASS_VALUES_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "glass/packing.h"
#include "glass/table.h"

/* == Statistics =============================================================================================== */

/* How many documents have a value in a slot, and between which two all values lie. */
struct glass_slot {
    uint32_t slot;
    uint64_t count;
    struct buffer lower, upper;
};

/* Take one more value, or the statistics of other documents, into account. Growth is checked at the end: see `failed`
 * of the buffers. */
void glass_slot_add(struct glass_slot *slot, struct bytes value);
void glass_slot_merge(struct glass_slot *slot, uint64_t count, struct bytes lower, struct bytes upper);
void glass_slot_clear(struct glass_slot *slot);

/* The keys of a slot's statistics and of its values (without the docid); the size is returned. The orders of the two
 * kinds of keys differ: a number ends where the key ends in the one, in itself in the other. */
enum { GLASS_SLOT_KEY_BYTES = GLASS_KEY_PREFIX_BYTES + VARINT_LONGEST_BYTES };
size_t glass_put_statistics_key(char key[GLASS_SLOT_KEY_BYTES], uint32_t slot);
size_t glass_put_values_key(char key[GLASS_SLOT_KEY_BYTES], uint32_t slot);

enum status glass_slot_write(const struct glass_slot *slot, struct bytes key, struct glass_table *table,
                             struct failure *failure);

/* == Values =================================================================================================== */

struct glass_values {
    struct glass_table *table;
    char key[GLASS_KEY_BYTES]; /* without the docid */
    size_t key_bytes;
    uint32_t first_docid, last_docid; /* of the chunk; 0 while it is empty */
    struct buffer chunk;
};

/* Keys come in ascending order. */
void glass_values_begin(struct glass_values *values, struct bytes key);

/* Docids ascend; the value is not empty. */
enum status glass_values_add(struct glass_values *values, uint32_t docid, struct bytes value,
                             struct failure *failure);

enum status glass_values_end(struct glass_values *values, struct failure *failure);
void glass_values_clear(struct glass_values *values);

#endif
