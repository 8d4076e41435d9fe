/* A sorted map from byte strings to byte strings in one read-only file, memory-mapped: the lexicon and the
 * authority lists of a generation are such tables.
 *
 * Written once, read by many processes at the same time without locks or copies. Keys are compared as unsigned
 * bytes. Opening reads the header only; a look-up is a binary search, touching O(log n) pages. Every offset read
 * from the file is checked against its bounds, so that a damaged file gives STATUS_CORRUPT or misses a key, never
 * a crash. `table_verify` checks the whole content by its checksum. */
#ifndef DEPECHE_BASE_TABLE_H
#define DEPECHE_BASE_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/files.h"
#include "base/status.h"

/* == Writing ================================================================================================== */

/* Collects entries in any order; memory is the sum of keys and values plus 24 bytes an entry (48 while it sorts). */
struct table_writer;

enum status table_writer_new(struct table_writer **writer, struct failure *failure);

/* Keys up to 65,535 bytes and values up to 2^31 - 1. Of two entries with one key the values are both kept, in the
 * order added, concatenated. */
enum status table_writer_add(struct table_writer *writer, struct bytes key, struct bytes value, struct failure *failure);

/* Sort and write everything to `path`, atomically and fsynced. The writer is empty after, also after a failure. */
enum status table_writer_save(struct table_writer *writer, const char *path, struct failure *failure);
void table_writer_free(struct table_writer *writer);

/* == Reading ================================================================================================== */

struct table {
    struct file_map map;
    size_t entry_count;
    /* Views into the map, set by `table_open`. */
    const unsigned char *index; /* entry_count 64-bit little-endian offsets of entries, in key order */
    struct bytes entries;
};

struct table_entry {
    struct bytes key, value; /* views into the mapped file */
};

/* STATUS_CORRUPT when it is not a table of this version, else what `file_map_open` gives. After a failure the table
 * is closed. */
enum status table_open(struct table *table, const char *path, struct failure *failure);
void table_close(struct table *table);

/* The value of `key`; false when there is none. */
bool table_find(const struct table *table, struct bytes key, struct bytes *value);

/* The position of the first entry whose key is not before `key`: entry_count when all are. With `table_entry_at`
 * it walks over all keys that begin alike. */
size_t table_lower_bound(const struct table *table, struct bytes key);
bool table_entry_at(const struct table *table, size_t position, struct table_entry *entry);

/* STATUS_CORRUPT for any difference from what was written. `path` is for the message. */
enum status table_verify(const struct table *table, const char *path, struct failure *failure);

#endif
