/* What the files that read tables share: blocks and their items. */
#ifndef DEPECHE_GLASS_TREE_INSIDE_H
#define DEPECHE_GLASS_TREE_INSIDE_H

#include "glass/block.h"
#include "glass/tree.h"

enum {
    LEVEL_AT = 4,
    DIRECTORY_END_AT = 9,
    ITEM_HEAD_BYTES = 3, /* size and flags, the key's size */
    ITEM_SIZE_MASK = 0x1FFF,
    ITEM_COMPRESSED = 0x8000,
    ITEM_LAST = 0x4000,
    ITEM_FIRST = 0x2000,
    COMPONENT_BYTES = 2,
    BRANCH_HEAD_BYTES = 5, /* the child's block, the key's size */
    LAST_COMPONENT = 0xFFFF
};

/* What is looked for: the piece `component` of the tag of `key`. */
struct glass_target {
    struct bytes key;
    unsigned component;
};

/* A block of any level. */
struct glass_leaf {
    const unsigned char *bytes;
    size_t size, item_count;
};

/* An item as far as both kinds are alike: its head, its key, what comes after. */
struct glass_item {
    const unsigned char *bytes;
    struct bytes key;
    size_t rest_at; /* from `bytes` on; COMPONENT_BYTES are there at least */
};

/* A leaf item, and the piece of a tag in it. */
struct glass_piece {
    struct bytes bytes;
    unsigned flags;
};

static inline unsigned glass_load_16(const unsigned char *from)
{
    return (unsigned)from[0] << 8 | from[1];
}

static inline uint32_t glass_load_32(const unsigned char *from)
{
    return (uint32_t)glass_load_16(from) << 16 | glass_load_16(from + 2);
}

/* All of these give false when the block is damaged. */
bool glass_take_block(const struct glass_tree *tree, uint32_t number, unsigned level, struct glass_leaf *block);
bool glass_take_item(const struct glass_leaf *block, size_t index, size_t head, struct glass_item *item);
bool glass_take_piece(const struct glass_leaf *leaf, const struct glass_item *item, unsigned *component,
                      struct glass_piece *piece);
bool glass_child_of(const struct glass_leaf *block, size_t index, uint32_t *child);
/* Which item of a branch leads to the target: the last one that is not after it. */
bool glass_index_of_child(const struct glass_leaf *block, const struct glass_target *target, size_t *index);

int glass_compare_target(const struct glass_target *target, const struct glass_item *item, unsigned component);

enum status glass_fail_damaged(struct failure *failure);

#endif
