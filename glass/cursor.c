/* Going through a table: the way from the root to a leaf is kept, so that the next entry is at hand. */
#include "glass/cursor.h"

#include "glass/packing.h"
#include "glass/tree_inside.h"

static struct glass_leaf block_of(const struct glass_cursor *cursor, unsigned level)
{
    const struct glass_step *step = &cursor->steps[level];
    return (struct glass_leaf){ step->block, cursor->tree->block_bytes, step->item_count };
}

/* == Descending =============================================================================================== */

static bool enter(struct glass_cursor *cursor, unsigned level, uint32_t number)
{
    struct glass_leaf block;
    if (!glass_take_block(cursor->tree, number, level, &block))
        return false;
    cursor->steps[level] = (struct glass_step){ block.bytes, 0, block.item_count };
    return true;
}

/* The step at a branch above its first item, which leads to the leaf that would hold the target. */
static bool choose(struct glass_cursor *cursor, unsigned level, const struct glass_target *target)
{
    struct glass_leaf block = block_of(cursor, level);
    return glass_index_of_child(&block, target, &cursor->steps[level].index);
}

/* From a branch whose index is set to the leaf below; each index on the way by the target, or `last`, or the first.
 */
static bool descend(struct glass_cursor *cursor, unsigned level, const struct glass_target *target, bool last)
{
    uint32_t number;
    for (; level > 0; level--) {
        struct glass_leaf block = block_of(cursor, level);
        if (!glass_child_of(&block, cursor->steps[level].index, &number) || !enter(cursor, level - 1, number))
            return false;
        struct glass_step *below = &cursor->steps[level - 1];
        if (last)
            below->index = below->item_count - 1;
        if (target && level > 1 && !choose(cursor, level - 1, target))
            return false;
    }
    return true;
}

static bool go_to_leaf(struct glass_cursor *cursor, const struct glass_target *target)
{
    unsigned top = cursor->tree->level;
    cursor->placed = top < GLASS_TREE_LEVELS && enter(cursor, top, cursor->tree->root) &&
                     (top == 0 || choose(cursor, top, target)) && descend(cursor, top, target, false);
    return cursor->placed;
}

/* To the leaf before, its last item, or the leaf after, its first; `*there` is false when there is none. */
static bool go_aside(struct glass_cursor *cursor, bool back, bool *there)
{
    for (unsigned level = 1; level <= cursor->tree->level; level++) {
        struct glass_step *step = &cursor->steps[level];
        if (back ? step->index == 0 : step->index + 1 >= step->item_count)
            continue;
        step->index = back ? step->index - 1 : step->index + 1;
        *there = true;
        return descend(cursor, level, NULL, back);
    }
    *there = false;
    return true;
}

/* == Entries ================================================================================================== */

/* The item the cursor is at. */
static bool take_here(const struct glass_cursor *cursor, size_t index, struct glass_item *item, unsigned *component,
                      struct glass_piece *piece)
{
    struct glass_leaf leaf = block_of(cursor, 0);
    return index < leaf.item_count && glass_take_item(&leaf, index, ITEM_HEAD_BYTES, item) &&
           glass_take_piece(&leaf, item, component, piece);
}

static enum status show(struct glass_cursor *cursor, const struct glass_item *item, const struct glass_piece *piece,
                        struct failure *failure)
{
    cursor->key = item->key;
    cursor->tag = (struct glass_tag){ piece->bytes, true, piece->flags & ITEM_COMPRESSED };
    return piece->flags & ITEM_LAST ? STATUS_OK
                                    : glass_tree_find(cursor->tree, item->key, &cursor->room, &cursor->tag, failure);
}

/* The first index from `low` on whose item is after the target; `high` when none is. */
static bool index_after(const struct glass_cursor *cursor, const struct glass_target *target, size_t low, size_t high,
                        size_t *index)
{
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        unsigned component;
        struct glass_item item;
        struct glass_piece piece;
        if (!take_here(cursor, middle, &item, &component, &piece))
            return false;
        if (glass_compare_target(target, &item, component) < 0)
            high = middle;
        else
            low = middle + 1;
    }
    *index = low;
    return true;
}

/* A leaf may hold nothing that is not after the target: then it is in the leaf before. */
enum status glass_cursor_floor(struct glass_cursor *cursor, struct bytes key, struct failure *failure)
{
    struct glass_target target = { key, LAST_COMPONENT };
    struct glass_item item;
    struct glass_piece piece;
    unsigned component = 1;
    size_t after;
    cursor->tag.found = cursor->placed = false;
    if (cursor->tree->block_count == 0)
        return STATUS_OK;
    if (!go_to_leaf(cursor, &target) || !index_after(cursor, &target, 0, cursor->steps[0].item_count, &after))
        return glass_fail_damaged(failure);
    bool there = after > 0;
    if (there)
        cursor->steps[0].index = after - 1;
    else if (!go_aside(cursor, true, &there))
        return glass_fail_damaged(failure);
    cursor->placed = there;
    if (!there)
        return STATUS_OK;
    if (!take_here(cursor, cursor->steps[0].index, &item, &component, &piece))
        return glass_fail_damaged(failure);
    if (item.key.size == 0) /* the null item stands before all others */
        return STATUS_OK;
    if (component == 1)
        return show(cursor, &item, &piece, failure);
    cursor->key = item.key;
    return glass_tree_find(cursor->tree, item.key, &cursor->room, &cursor->tag, failure);
}

enum status glass_cursor_next(struct glass_cursor *cursor, struct failure *failure)
{
    cursor->tag.found = false;
    while (cursor->placed) {
        struct glass_item item;
        struct glass_piece piece;
        unsigned component;
        bool there = true;
        if (++cursor->steps[0].index >= cursor->steps[0].item_count && !go_aside(cursor, false, &there))
            return glass_fail_damaged(failure);
        cursor->placed = there;
        if (there && !take_here(cursor, cursor->steps[0].index, &item, &component, &piece))
            return glass_fail_damaged(failure);
        if (there && component == 1)
            return show(cursor, &item, &piece, failure);
    }
    return STATUS_OK;
}

/* == The next of many ========================================================================================= */

/* What a look into the leaf of the entry before tells of a target. */
enum look {
    LOOK_ELSEWHERE, /* it is not in this leaf, or before the index */
    LOOK_BETWEEN,   /* if it is there, it is between two places */
    LOOK_HERE,      /* it is at the index */
};

/* Ever longer steps on from the index, which goes along. */
static enum look gallop(struct glass_cursor *cursor, const struct glass_target *target, size_t *high,
                        struct glass_item *item, struct glass_piece *piece)
{
    struct glass_step *here = &cursor->steps[0];
    unsigned component;
    size_t at = here->index;
    for (size_t step = 1;; step *= 2) {
        if (!take_here(cursor, at, item, &component, piece))
            return LOOK_ELSEWHERE;
        int order = glass_compare_target(target, item, component);
        if (order < 0) {
            *high = at;
            return at == here->index ? LOOK_ELSEWHERE : LOOK_BETWEEN;
        }
        here->index = at;
        if (order == 0)
            return LOOK_HERE;
        if (at + 1 >= here->item_count)
            return LOOK_ELSEWHERE;
        at = at + step < here->item_count ? at + step : here->item_count - 1;
    }
}

enum status glass_cursor_find(struct glass_cursor *cursor, struct bytes key, struct failure *failure)
{
    struct glass_target target = { key, 1 };
    struct glass_item item;
    struct glass_piece piece;
    unsigned component = 1;
    size_t high = 0, after;
    enum look look = LOOK_ELSEWHERE;
    cursor->tag.found = false;
    if (cursor->tree->block_count == 0)
        return STATUS_OK;
    if (cursor->placed)
        look = gallop(cursor, &target, &high, &item, &piece);
    if (look == LOOK_HERE)
        return show(cursor, &item, &piece, failure);
    if (look == LOOK_ELSEWHERE) {
        if (!go_to_leaf(cursor, &target))
            return glass_fail_damaged(failure);
        high = cursor->steps[0].item_count;
    }
    if (!index_after(cursor, &target, look == LOOK_BETWEEN ? cursor->steps[0].index : 0, high, &after))
        return glass_fail_damaged(failure);
    if (after == 0)
        return STATUS_OK;
    cursor->steps[0].index = after - 1;
    if (!take_here(cursor, after - 1, &item, &component, &piece))
        return glass_fail_damaged(failure);
    if (glass_compare_target(&target, &item, component) != 0)
        return STATUS_OK;
    return show(cursor, &item, &piece, failure);
}

void glass_cursor_clear(struct glass_cursor *cursor)
{
    buffer_clear(&cursor->room);
}
