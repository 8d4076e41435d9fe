/* Going through a table in the order of its keys. */
#ifndef DEPECHE_GLASS_CURSOR_H
#define DEPECHE_GLASS_CURSOR_H

#include "base/buffer.h"
#include "glass/tree.h"

enum { GLASS_TREE_LEVELS = 12 }; /* Xapian has no more than 10 */

struct glass_step {
    const unsigned char *block;
    size_t index, item_count;
};

/* All zeros but `tree` at first. Views are valid until the next call. */
struct glass_cursor {
    struct glass_tree *tree;
    struct glass_step steps[GLASS_TREE_LEVELS]; /* the way from the root; a leaf is step 0 */
    bool placed;                                /* the steps lead to an entry */
    struct bytes key;
    struct glass_tag tag; /* `found`: the cursor is at an entry */
    struct buffer room;   /* of a tag in several pieces */
};

/* To the entry with the largest key that is not after `key`. */
enum status glass_cursor_floor(struct glass_cursor *cursor, struct bytes key, struct failure *failure);

/* To the entry of `key` itself. Keys that ascend are found faster. */
enum status glass_cursor_find(struct glass_cursor *cursor, struct bytes key, struct failure *failure);

/* To the entry after. */
enum status glass_cursor_next(struct glass_cursor *cursor, struct failure *failure);

void glass_cursor_clear(struct glass_cursor *cursor);

#endif
