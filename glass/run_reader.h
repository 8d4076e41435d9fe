/* Reading runs back, each from its beginning to its end. STATUS_CORRUPT for whatever is not in order: keys and
 * docids that do not ascend, sizes that the file does not hold. */
#ifndef DEPECHE_GLASS_RUN_READER_H
#define DEPECHE_GLASS_RUN_READER_H

#include "glass/input.h"
#include "glass/run_file.h"

enum { GLASS_ITEMS_AT_ONCE = 64 };

struct glass_run_reader {
    struct glass_input input;
    bool at_end;
    struct glass_entry entry; /* the one at hand, with a key of its own */
    uint64_t key_begins;      /* with these bytes, as a number of the same order */
    /* The items at hand, from `next` on; their tags stand in the input's window and are valid until more are read. */
    struct glass_item items[GLASS_ITEMS_AT_ONCE];
    size_t next, count;
    uint64_t items_left; /* of the entry, not read yet */
    uint32_t last_docid; /* of those that are */
    char key[GLASS_KEY_BYTES];
    struct buffer lower, upper;
};

/* Open the run and read its first entry. */
enum status glass_run_reader_open(struct glass_run_reader *reader, const char *path, struct failure *failure);

/* Go to the next entry, once all items of this one are read; `at_end` after the last. */
enum status glass_run_reader_next(struct glass_run_reader *reader, struct failure *failure);

/* The next of the entry's items, at least one, in place of those at hand; there must be one (`items_left`). */
enum status glass_run_reader_items(struct glass_run_reader *reader, struct failure *failure);

/* The order of the entries at hand. Where many runs are merged, most comparisons end with the first eight bytes. */
static inline int glass_run_reader_compare(const struct glass_run_reader *left, const struct glass_run_reader *right)
{
    if (left->key_begins != right->key_begins)
        return left->key_begins < right->key_begins ? -1 : 1;
    return glass_compare_keys(left->entry.key, right->entry.key);
}

/* The docid of the first of those at hand, which there are. */
static inline uint32_t glass_run_reader_docid(const struct glass_run_reader *reader)
{
    return reader->items[reader->next].docid;
}

void glass_run_reader_close(struct glass_run_reader *reader); /* also after a failed open */

#endif
