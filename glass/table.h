/* One table of a database, a B-tree written from the bottom up: leaves as their items come, in key order, then the
 * branch levels, the root last. */
#ifndef DEPECHE_GLASS_TABLE_H
#define DEPECHE_GLASS_TABLE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

struct glass_table;

/* Where a table's root is, for the version file. */
struct glass_root {
    uint32_t block, block_count; /* block_count 0: the table has no file */
    unsigned level;
    uint64_t entry_count;
};

/* The file is made under a temporary name beside `path`. */
enum status glass_table_open(struct glass_table **table, const char *path, struct failure *failure);

/* Keys come in ascending byte order, each once, none empty and none longer than GLASS_KEY_BYTES. `tag` is what the
 * table keeps for the key, `compressed` when it is in its deflated form. STATUS_LIMIT for a tag of more pieces than a
 * table can count (over 100 MB). The memory grows by some 20 bytes a leaf block. */
enum status glass_table_add(struct glass_table *table, struct bytes key, struct bytes tag, bool compressed,
                            struct failure *failure);

/* Write the branch levels, fsync, give the file its name. A table without entries is one empty leaf, or no file at
 * all where `optional` says that it need not be there. */
enum status glass_table_finish(struct glass_table *table, bool optional, struct glass_root *root,
                               struct failure *failure);

/* In any case, also after a failure; accepts NULL. Without a finish that succeeded there is no file. */
void glass_table_close(struct glass_table *table);

#endif
