/* Searching one table. Blocks, items and keys are as glass/table.c writes them, and as Xapian does. */
#include "glass/tree.h"

#include <string.h>

#include "glass/packing.h"
#include "glass/tree_inside.h"

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

enum status glass_fail_damaged(struct failure *failure)
{
    return fail(failure, STATUS_CORRUPT, "a table of the index is damaged");
}

/* == Blocks =================================================================================================== */

bool glass_take_block(const struct glass_tree *tree, uint32_t number, unsigned level, struct glass_leaf *block)
{
    if (number >= tree->block_count)
        return false;
    block->bytes = (const unsigned char *)tree->map.bytes.data + (size_t)number * tree->block_bytes;
    block->size = tree->block_bytes;
    size_t end = glass_load_16(block->bytes + DIRECTORY_END_AT);
    if (block->bytes[LEVEL_AT] != level || end < GLASS_BLOCK_HEAD_BYTES + GLASS_BLOCK_POINTER_BYTES ||
        end > block->size)
        return false;
    block->item_count = (end - GLASS_BLOCK_HEAD_BYTES) / GLASS_BLOCK_POINTER_BYTES;
    return true;
}

bool glass_take_item(const struct glass_leaf *block, size_t index, size_t head, struct glass_item *item)
{
    size_t at = glass_load_16(block->bytes + GLASS_BLOCK_HEAD_BYTES + index * GLASS_BLOCK_POINTER_BYTES);
    if (at < GLASS_BLOCK_HEAD_BYTES || at + head > block->size)
        return false;
    item->bytes = block->bytes + at;
    item->key = (struct bytes){ (const char *)item->bytes + head, item->bytes[head - 1] };
    item->rest_at = head + item->key.size;
    return at + item->rest_at <= block->size;
}

int glass_compare_target(const struct glass_target *target, const struct glass_item *item, unsigned component)
{
    int order = glass_compare_keys(target->key, item->key);
    return order ? order : (target->component > component) - (target->component < component);
}

/* == Descending =============================================================================================== */

bool glass_child_of(const struct glass_leaf *block, size_t index, uint32_t *child)
{
    struct glass_item item;
    if (index >= block->item_count || !glass_take_item(block, index, BRANCH_HEAD_BYTES, &item))
        return false;
    *child = glass_load_32(item.bytes);
    return true;
}

/* Which item of a branch leads to the target: the last one that is not after it. The first has no key. */
bool glass_index_of_child(const struct glass_leaf *block, const struct glass_target *target, size_t *index)
{
    size_t low = 0, high = block->item_count;
    struct glass_item item;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (!glass_take_item(block, middle, BRANCH_HEAD_BYTES, &item) ||
            item.bytes + item.rest_at + COMPONENT_BYTES > block->bytes + block->size)
            return false;
        if (glass_compare_target(target, &item, glass_load_16(item.bytes + item.rest_at)) < 0)
            high = middle;
        else
            low = middle;
    }
    *index = low;
    return true;
}

static bool find_leaf(const struct glass_tree *tree, const struct glass_target *target, struct glass_leaf *leaf)
{
    uint32_t number = tree->root;
    size_t index;
    for (unsigned level = tree->level; level > 0; level--)
        if (!glass_take_block(tree, number, level, leaf) || !glass_index_of_child(leaf, target, &index) ||
            !glass_child_of(leaf, index, &number))
            return false;
    return glass_take_block(tree, number, 0, leaf);
}

bool glass_take_piece(const struct glass_leaf *leaf, const struct glass_item *item, unsigned *component,
                      struct glass_piece *piece)
{
    piece->flags = glass_load_16(item->bytes);
    size_t end = (piece->flags & ITEM_SIZE_MASK) + ITEM_HEAD_BYTES, at = item->rest_at;
    size_t left = (size_t)(leaf->bytes + leaf->size - item->bytes);
    bool first = piece->flags & ITEM_FIRST;
    if (end > left || at + (first ? 0 : COMPONENT_BYTES) > end)
        return false;
    *component = first ? 1 : glass_load_16(item->bytes + at);
    at += first ? 0 : COMPONENT_BYTES;
    piece->bytes = (struct bytes){ (const char *)item->bytes + at, end - at };
    return true;
}

/* False when the leaf is damaged. */
static bool find_piece(const struct glass_leaf *leaf, const struct glass_target *target, bool *found,
                       struct glass_piece *piece)
{
    size_t low = 0, high = leaf->item_count;
    *found = false;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        unsigned component;
        struct glass_item item;
        if (!glass_take_item(leaf, middle, ITEM_HEAD_BYTES, &item) ||
            !glass_take_piece(leaf, &item, &component, piece))
            return false;
        int order = glass_compare_target(target, &item, component);
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

static void remember_leaf(struct glass_tree *tree, const struct glass_leaf *leaf)
{
    struct glass_item first, last;
    tree->hint.block = NULL;
    if (!glass_take_item(leaf, 0, ITEM_HEAD_BYTES, &first) ||
        !glass_take_item(leaf, leaf->item_count - 1, ITEM_HEAD_BYTES, &last))
        return;
    tree->hint = (struct leaf_hint){ leaf->bytes, first.key, last.key };
}

/* Keys are often looked for in their order: the next is in the leaf of the one before. */
static bool leaf_of(struct glass_tree *tree, const struct glass_target *target, struct glass_leaf *leaf)
{
    if (tree->hint.block && target->component == 1 && glass_compare_keys(tree->hint.first, target->key) < 0 &&
        glass_compare_keys(target->key, tree->hint.last) < 0) {
        leaf->bytes = tree->hint.block;
        leaf->size = tree->block_bytes;
        leaf->item_count = (glass_load_16(leaf->bytes + DIRECTORY_END_AT) - GLASS_BLOCK_HEAD_BYTES) /
                           GLASS_BLOCK_POINTER_BYTES;
        return true;
    }
    if (!find_leaf(tree, target, leaf))
        return false;
    remember_leaf(tree, leaf);
    return true;
}

static enum status find_target(struct glass_tree *tree, const struct glass_target *target, bool *found,
                               struct glass_piece *piece, struct failure *failure)
{
    struct glass_leaf leaf;
    if (!leaf_of(tree, target, &leaf) || !find_piece(&leaf, target, found, piece))
        return glass_fail_damaged(failure);
    return STATUS_OK;
}

/* The pieces after the first. */
static enum status join_pieces(struct glass_tree *tree, struct bytes key, struct buffer *room,
                               struct glass_piece *piece, struct failure *failure)
{
    buffer_truncate(room, 0);
    buffer_append(room, piece->bytes.data, piece->bytes.size);
    for (unsigned component = 2; !(piece->flags & ITEM_LAST); component++) {
        struct glass_target target = { key, component };
        bool found = false;
        enum status status = find_target(tree, &target, &found, piece, failure);
        if (status)
            return status;
        if (!found || component > LAST_COMPONENT)
            return glass_fail_damaged(failure);
        buffer_append(room, piece->bytes.data, piece->bytes.size);
    }
    return buffer_status(room, "an entry of a table", failure);
}

enum status glass_tree_find(struct glass_tree *tree, struct bytes key, struct buffer *room, struct glass_tag *tag,
                            struct failure *failure)
{
    struct glass_target target = { key, 1 };
    struct glass_piece piece = { .flags = 0 };
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
