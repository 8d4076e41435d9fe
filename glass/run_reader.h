/* Reading runs back, each from its beginning to its end. STATUS_CORRUPT for whatever is not in order: keys and
 * docids that do not ascend, sizes that the file does not hold. */
#ifndef DEPECHE_GLASS_RUN_READER_H
#define DEPECHE_GLASS_RUN_READER_H

#include "glass/input.h"
#include "glass/run_file.h"

struct glass_run_reader {
    struct glass_input input;
    bool at_end;
    struct glass_entry entry; /* the one at hand, with a key of its own */
    struct glass_item item;   /* the one at hand; its tag is valid until the next */
    uint64_t items_left;
    char key[GLASS_KEY_BYTES];
    char position[VARINT_LONGEST_BYTES]; /* where a tag of one position stands */
    struct buffer lower, upper;
};

/* Open the run and read its first entry. */
enum status glass_run_reader_open(struct glass_run_reader *reader, const char *path, struct failure *failure);

/* Go to the next entry, once all items of this one are read; `at_end` after the last. */
enum status glass_run_reader_next(struct glass_run_reader *reader, struct failure *failure);

/* The next of the entry's items; there must be one (`items_left`). */
enum status glass_run_reader_item(struct glass_run_reader *reader, struct failure *failure);

void glass_run_reader_close(struct glass_run_reader *reader); /* also after a failed open */

#endif
