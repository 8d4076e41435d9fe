/* One table of a database, read where it lies in memory: a search down the B-tree touches a few pages and copies
 * nothing. Xapian reads a block of 8 KiB at each step, for each key anew.
 *
 * Only for databases that are never written to, as those of a generation. Every offset is checked: a damaged table
 * gives STATUS_CORRUPT or misses a key. */
#ifndef DEPECHE_GLASS_TREE_H
#define DEPECHE_GLASS_TREE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/files.h"

struct glass_tree {
    struct file_map map;
    uint32_t root, block_count; /* block_count 0: the table is empty */
    uint32_t block_bytes;
    unsigned level; /* of the root; a leaf has 0 */
    struct leaf_hint {
        const unsigned char *block; /* the leaf found last; NULL at first */
        struct bytes first, last;   /* its keys: what is between them is in no other leaf */
    } hint;
};

/* `path`: the table's file. The root's place and the size of blocks come from the version file. */
enum status glass_tree_open(struct glass_tree *tree, const char *path, struct failure *failure);
void glass_tree_close(struct glass_tree *tree);

/* The tag of `key`, as it is stored; `*found` is false when there is none. A tag in one piece is a view of the table,
 * others are put together in `room`. */
struct glass_tag {
    struct bytes bytes;
    bool found, compressed;
};
enum status glass_tree_find(struct glass_tree *tree, struct bytes key, struct buffer *room, struct glass_tag *tag,
                            struct failure *failure);

#endif
