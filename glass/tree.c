/* Searching one table. Blocks, items and keys are as glass/table.c writes them, and as Xapian does. */
#include "glass/tree.h"

#include <string.h>

#include "glass/block.h"
#include "glass/packing.h"

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

enum status glass_tree_open(struct glass_tree *tree, const char *path, struct failure *failure)
{
    tree->hint.block = NULL;
    enum status status = file_map_open(&tree->map, path, failure);
    if (!status)
        tree->block_count = tree->block_bytes ? (uint32_t)(tree->map.bytes.size / tree->block_bytes) : 0;
    return status;
}

void glass_tree_close(struct glass_tree *tree)
{
    file_map_close(&tree->map);
}

static enum status fail_damaged(struct failure *failure)
{
    return fail(failure, STATUS_CORRUPT, "a table of the index is damaged");
}

static unsigned load_16(const unsigned char *from)
{
    return (unsigned)from[0] << 8 | from[1];
}

static uint32_t load_32(const unsigned char *from)
{
    return (uint32_t)load_16(from) << 16 | load_16(from + 2);
}

/* == Blocks =================================================================================================== */

/* What is looked for: the piece `component` of the tag of `key`. */
struct target {
    struct bytes key;
    unsigned component;
};

struct block {
    const unsigned char *bytes;
    size_t size, item_count;
};

static bool take_block(const struct glass_tree *tree, uint32_t number, unsigned level, struct block *block)
{
    if (number >= tree->block_count)
        return false;
    block->bytes = (const unsigned char *)tree->map.bytes.data + (size_t)number * tree->block_bytes;
    block->size = tree->block_bytes;
    size_t end = load_16(block->bytes + DIRECTORY_END_AT);
    if (block->bytes[LEVEL_AT] != level || end < GLASS_BLOCK_HEAD_BYTES + GLASS_BLOCK_POINTER_BYTES ||
        end > block->size)
        return false;
    block->item_count = (end - GLASS_BLOCK_HEAD_BYTES) / GLASS_BLOCK_POINTER_BYTES;
    return true;
}

/* An item as far as both kinds are alike: its head, its key, what comes after. */
struct item {
    const unsigned char *bytes;
    struct bytes key;
    size_t rest_at; /* from `bytes` on; COMPONENT_BYTES are there at least */
};

static bool take_item(const struct block *block, size_t index, size_t head, struct item *item)
{
    size_t at = load_16(block->bytes + GLASS_BLOCK_HEAD_BYTES + index * GLASS_BLOCK_POINTER_BYTES);
    if (at < GLASS_BLOCK_HEAD_BYTES || at + head > block->size)
        return false;
    item->bytes = block->bytes + at;
    item->key = (struct bytes){ (const char *)item->bytes + head, item->bytes[head - 1] };
    item->rest_at = head + item->key.size;
    return at + item->rest_at <= block->size;
}

static int compare(const struct target *target, const struct item *item, unsigned component)
{
    int order = glass_compare_keys(target->key, item->key);
    return order ? order : (target->component > component) - (target->component < component);
}

/* == Descending =============================================================================================== */

static bool child_of(const struct block *block, size_t index, uint32_t *child)
{
    struct item item;
    if (index >= block->item_count || !take_item(block, index, BRANCH_HEAD_BYTES, &item))
        return false;
    *child = load_32(item.bytes);
    return true;
}

/* Which item of a branch leads to the target: the last one that is not after it. The first has no key. */
static bool index_of_child(const struct block *block, const struct target *target, size_t *index)
{
    size_t low = 0, high = block->item_count;
    struct item item;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (!take_item(block, middle, BRANCH_HEAD_BYTES, &item) ||
            item.bytes + item.rest_at + COMPONENT_BYTES > block->bytes + block->size)
            return false;
        if (compare(target, &item, load_16(item.bytes + item.rest_at)) < 0)
            high = middle;
        else
            low = middle;
    }
    *index = low;
    return true;
}

static bool find_leaf(const struct glass_tree *tree, const struct target *target, struct block *leaf)
{
    uint32_t number = tree->root;
    size_t index;
    for (unsigned level = tree->level; level > 0; level--)
        if (!take_block(tree, number, level, leaf) || !index_of_child(leaf, target, &index) ||
            !child_of(leaf, index, &number))
            return false;
    return take_block(tree, number, 0, leaf);
}

/* A leaf item, and the piece of a tag in it. */
struct piece {
    struct bytes bytes;
    unsigned flags;
};

static bool take_piece(const struct block *leaf, const struct item *item, unsigned *component, struct piece *piece)
{
    piece->flags = load_16(item->bytes);
    size_t end = (piece->flags & ITEM_SIZE_MASK) + ITEM_HEAD_BYTES, at = item->rest_at;
    size_t left = (size_t)(leaf->bytes + leaf->size - item->bytes);
    bool first = piece->flags & ITEM_FIRST;
    if (end > left || at + (first ? 0 : COMPONENT_BYTES) > end)
        return false;
    *component = first ? 1 : load_16(item->bytes + at);
    at += first ? 0 : COMPONENT_BYTES;
    piece->bytes = (struct bytes){ (const char *)item->bytes + at, end - at };
    return true;
}

/* False when the leaf is damaged. */
static bool find_piece(const struct block *leaf, const struct target *target, bool *found, struct piece *piece)
{
    size_t low = 0, high = leaf->item_count;
    *found = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        unsigned component;
        struct item item;
        if (!take_item(leaf, middle, ITEM_HEAD_BYTES, &item) || !take_piece(leaf, &item, &component, piece))
            return false;
        int order = compare(target, &item, component);
        if (order == 0) {
            *found = true;
            return true;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return true;
}

/* == Finding ================================================================================================== */

static void remember_leaf(struct glass_tree *tree, const struct block *leaf)
{
    struct item first, last;
    tree->hint.block = NULL;
    if (!take_item(leaf, 0, ITEM_HEAD_BYTES, &first) ||
        !take_item(leaf, leaf->item_count - 1, ITEM_HEAD_BYTES, &last))
        return;
    tree->hint = (struct leaf_hint){ leaf->bytes, first.key, last.key };
}

/* Keys are often looked for in their order: the next is in the leaf of the one before. */
static bool leaf_of(struct glass_tree *tree, const struct target *target, struct block *leaf)
{
    if (tree->hint.block && target->component == 1 && glass_compare_keys(tree->hint.first, target->key) < 0 &&
        glass_compare_keys(target->key, tree->hint.last) < 0) {
        leaf->bytes = tree->hint.block;
        leaf->size = tree->block_bytes;
        leaf->item_count = (load_16(leaf->bytes + DIRECTORY_END_AT) - GLASS_BLOCK_HEAD_BYTES) /
                           GLASS_BLOCK_POINTER_BYTES;
        return true;
    }
    if (!find_leaf(tree, target, leaf))
        return false;
    remember_leaf(tree, leaf);
    return true;
}

static enum status find_target(struct glass_tree *tree, const struct target *target, bool *found, struct piece *piece,
                               struct failure *failure)
{
    struct block leaf;
    if (!leaf_of(tree, target, &leaf) || !find_piece(&leaf, target, found, piece))
        return fail_damaged(failure);
    return STATUS_OK;
}

/* The pieces after the first. */
static enum status join_pieces(struct glass_tree *tree, struct bytes key, struct buffer *room, struct piece *piece,
                               struct failure *failure)
{
    buffer_truncate(room, 0);
    buffer_append(room, piece->bytes.data, piece->bytes.size);
    for (unsigned component = 2; !(piece->flags & ITEM_LAST); component++) {
        struct target target = { key, component };
        bool found = false;
        enum status status = find_target(tree, &target, &found, piece, failure);
        if (status)
            return status;
        if (!found || component > LAST_COMPONENT)
            return fail_damaged(failure);
        buffer_append(room, piece->bytes.data, piece->bytes.size);
    }
    return buffer_status(room, "an entry of a table", failure);
}

enum status glass_tree_find(struct glass_tree *tree, struct bytes key, struct buffer *room, struct glass_tag *tag,
                            struct failure *failure)
{
    struct target target = { key, 1 };
    struct piece piece = { .flags = 0 };
    *tag = (struct glass_tag){ .found = false };
    if (tree->block_count == 0)
        return STATUS_OK;
    enum status status = find_target(tree, &target, &tag->found, &piece, failure);
    if (status || !tag->found)
        return status;
    tag->bytes = piece.bytes;
    tag->compressed = piece.flags & ITEM_COMPRESSED;
    if (!(piece.flags & ITEM_LAST)) {
        status = join_pieces(tree, key, room, &piece, failure);
        tag->bytes = (struct bytes){ room->bytes, room->size };
    }
    return status;
}

/* == The entry before ========================================================================================= */

/* The last item of a block that is not after the target, which may be none. False when the block is damaged. */
static bool floor_in_leaf(const struct block *leaf, const struct target *target, bool *found, struct item *floor)
{
    size_t low = 0, high = leaf->item_count;
    *found = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        unsigned component;
        struct item item;
        struct piece piece;
        if (!take_item(leaf, middle, ITEM_HEAD_BYTES, &item) || !take_piece(leaf, &item, &component, &piece))
            return false;
        if (compare(target, &item, component) < 0) {
            high = middle;
        } else {
            low = middle + 1;
            *found = true;
            *floor = item;
        }
    }
    return true;
}

/* A leaf may hold nothing that is not after the target: then it is the last item of the leaf before, to which the way
 * from the root leads back. */
enum { TREE_LEVELS = 32 };

struct way {
    struct block blocks[TREE_LEVELS];
    size_t indexes[TREE_LEVELS];
};

/* Down to the leaf from `level` on, by the target or, without one, by the last items. */
static bool go_down(const struct glass_tree *tree, const struct target *target, struct way *way, unsigned level,
                    uint32_t number)
{
    for (; level > 0; level--) {
        struct block *block = &way->blocks[level];
        if (!take_block(tree, number, level, block))
            return false;
        way->indexes[level] = block->item_count - 1;
        if ((target && !index_of_child(block, target, &way->indexes[level])) ||
            !child_of(block, way->indexes[level], &number))
            return false;
    }
    return take_block(tree, number, 0, &way->blocks[0]);
}

/* To the leaf before; `*there` is false when there is none. */
static bool go_back(const struct glass_tree *tree, struct way *way, bool *there)
{
    uint32_t number;
    for (unsigned level = 1; level <= tree->level; level++) {
        if (way->indexes[level] == 0)
            continue;
        *there = true;
        return child_of(&way->blocks[level], --way->indexes[level], &number) &&
               go_down(tree, NULL, way, level - 1, number);
    }
    *there = false;
    return true;
}

enum status glass_tree_find_floor(struct glass_tree *tree, struct bytes key, struct buffer *room, struct bytes *found,
                                  struct glass_tag *tag, struct failure *failure)
{
    struct target target = { key, LAST_COMPONENT };
    struct way way;
    struct item item;
    bool here = false, before = true;
    *tag = (struct glass_tag){ .found = false };
    if (tree->block_count == 0)
        return STATUS_OK;
    if (tree->level >= TREE_LEVELS || !go_down(tree, &target, &way, tree->level, tree->root) ||
        !floor_in_leaf(&way.blocks[0], &target, &here, &item))
        return fail_damaged(failure);
    if (!here && (!go_back(tree, &way, &before) || (before && !floor_in_leaf(&way.blocks[0], &target, &here, &item))))
        return fail_damaged(failure);
    if (!here || item.key.size == 0) /* the null item stands before all others */
        return STATUS_OK;
    *found = item.key;
    return glass_tree_find(tree, item.key, room, tag, failure);
}
