/* One table of a database, a B-tree written from the bottom up. */
#include "glass/table.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "glass/block.h"
#include "glass/packing.h"

enum {
    /* A leaf item: 16 bits of size and flags, the key's size, the key, the component unless it is the first, the tag.
     */
    ITEM_SIZE_BYTES = 2,
    ITEM_HEAD_BYTES = ITEM_SIZE_BYTES + 1,
    COMPONENT_BYTES = 2,
    ITEM_COMPRESSED = 0x8000,
    ITEM_LAST = 0x4000,
    ITEM_FIRST = 0x2000,
    /* Four items and their pointers fit into a block; larger ones can be read, but Xapian could not update them. */
    LARGEST_ITEM = (GLASS_BLOCK_BYTES - GLASS_BLOCK_HEAD_BYTES - 4 * GLASS_BLOCK_POINTER_BYTES) / 4,
    LAST_COMPONENT = 0xFFFF,
    /* A tag is cut to fill a block when the room left is worth another item's head, and a read of one more block. */
    LEAST_PIECE = 128,
    /* A branch item: the child's block, the key's size, the key, the component. */
    BRANCH_HEAD_BYTES = 4 + 1,
};

struct glass_table {
    struct file_writer file;
    struct glass_block block;
    const unsigned char *last_key; /* of the leaf's last item: its size, then itself; NULL while there is none */
    uint64_t entry_count;
    uint32_t block_count;     /* written */
    struct buffer separators; /* for each leaf after the first: the key's size, the key, the component */
};

/* A key that parts two neighbouring blocks. */
struct separator {
    struct bytes key;
    unsigned component;
};

/* == Leaves =================================================================================================== */

/* The item before all others, which no key is before. */
static void put_null_item(struct glass_block *block)
{
    unsigned char *item = glass_block_take(block, ITEM_HEAD_BYTES);
    glass_store_16(item, ITEM_FIRST | ITEM_LAST);
    item[ITEM_SIZE_BYTES] = 0;
}

enum status glass_table_open(struct glass_table **made, const char *path, struct failure *failure)
{
    struct glass_table *table = malloc(sizeof *table);
    enum status status;
    if (!table)
        return fail_no_memory(failure);
    table->last_key = NULL;
    table->entry_count = 0;
    table->block_count = 0;
    table->separators = (struct buffer)BUFFER_EMPTY;
    glass_block_begin(&table->block);
    put_null_item(&table->block);
    if ((status = file_writer_open(&table->file, path, failure))) {
        glass_table_close(table);
        return status;
    }
    *made = table;
    return STATUS_OK;
}

void glass_table_close(struct glass_table *table)
{
    if (!table)
        return;
    file_writer_close(&table->file);
    buffer_clear(&table->separators);
    free(table);
}

static enum status write_block(struct glass_table *table, unsigned level, struct failure *failure)
{
    if (table->block_count == UINT32_MAX)
        return fail(failure, STATUS_LIMIT, "%s has more blocks than a table can number", table->file.path);
    table->block_count++;
    glass_block_end(&table->block, level);
    return file_writer_add(&table->file, table->block.bytes, GLASS_BLOCK_BYTES, failure);
}

static void note_separator(struct buffer *separators, const struct separator *separator)
{
    buffer_append_byte(separators, (char)separator->key.size);
    buffer_append(separators, separator->key.data, separator->key.size);
    buffer_append_byte(separators, (char)(separator->component >> 8));
    buffer_append_byte(separators, (char)separator->component);
}

/* Write the leaf and begin the next with this component of `key`: what parts them is as much of the key as it takes
 * to tell it from the last one of the leaf before. */
static enum status next_leaf(struct glass_table *table, struct bytes key, unsigned component, struct failure *failure)
{
    struct bytes last = { (const char *)table->last_key + 1, table->last_key[0] };
    struct separator separator = { key, component };
    if (component == 1)
        separator.key.size = glass_shared_bytes(last, key) + 1;
    note_separator(&table->separators, &separator);
    enum status status = write_block(table, 0, failure);
    glass_block_begin(&table->block);
    table->last_key = NULL;
    return status;
}

/* Nearly all keys and tags have fewer than 17 bytes, of which memcpy would only find out how few they are. */
static inline void copy_short(unsigned char *into, const char *bytes, size_t size)
{
    if (size >= 8 && size <= 16) {
        uint64_t first, last;
        memcpy(&first, bytes, sizeof first);
        memcpy(&last, bytes + size - sizeof last, sizeof last);
        memcpy(into, &first, sizeof first);
        memcpy(into + size - sizeof last, &last, sizeof last);
    } else if (size >= 4 && size < 8) {
        uint32_t first, last;
        memcpy(&first, bytes, sizeof first);
        memcpy(&last, bytes + size - sizeof last, sizeof last);
        memcpy(into, &first, sizeof first);
        memcpy(into + size - sizeof last, &last, sizeof last);
    } else if (size < 4) {
        for (size_t i = 0; i < size; i++)
            into[i] = (unsigned char)bytes[i];
    } else {
        memcpy(into, bytes, size);
    }
}

/* Put one piece of a tag, which fits, into the leaf. */
static void put_item(struct glass_table *table, struct bytes key, unsigned component, struct bytes piece,
                     unsigned flags)
{
    size_t size = ITEM_HEAD_BYTES + key.size + (component > 1 ? COMPONENT_BYTES : 0) + piece.size;
    unsigned char *item = glass_block_take(&table->block, size);
    glass_store_16(item, (unsigned)(size - ITEM_HEAD_BYTES) | flags | (component == 1 ? ITEM_FIRST : 0));
    item += ITEM_SIZE_BYTES;
    table->last_key = item;
    *item++ = (unsigned char)key.size;
    copy_short(item, key.data, key.size);
    item += key.size;
    if (component > 1) {
        glass_store_16(item, component);
        item += COMPONENT_BYTES;
    }
    copy_short(item, piece.data, piece.size);
}

static enum status fail_pieces(const struct glass_table *table, struct failure *failure)
{
    return fail(failure, STATUS_LIMIT, "an entry too large for %s", table->file.path);
}

/* A tag that does not fit where the leaf ends now: into the next leaf, or cut into pieces. */
static enum status add_in_pieces(struct glass_table *table, struct bytes key, struct bytes tag, unsigned flags,
                                 struct failure *failure)
{
    for (unsigned component = 1; component <= LAST_COMPONENT;) {
        size_t head = ITEM_HEAD_BYTES + key.size + (component > 1 ? COMPONENT_BYTES : 0);
        size_t room = glass_block_room(&table->block);
        size_t most = room < LARGEST_ITEM ? room : LARGEST_ITEM;
        if (head + tag.size <= most) {
            put_item(table, key, component, tag, flags | ITEM_LAST);
            return STATUS_OK;
        }
        if (most < head + LEAST_PIECE || (component == 1 && tag.size < 2 * LEAST_PIECE)) {
            enum status status = next_leaf(table, key, component, failure);
            if (status)
                return status;
            continue;
        }
        struct bytes piece = { tag.data, most - head };
        put_item(table, key, component, piece, flags);
        tag.data += piece.size;
        tag.size -= piece.size;
        component++;
    }
    return fail_pieces(table, failure);
}

enum status glass_table_add(struct glass_table *table, struct bytes key, struct bytes tag, bool compressed,
                            struct failure *failure)
{
    assert(key.size > 0 && key.size <= GLASS_KEY_BYTES);
    unsigned flags = compressed ? ITEM_COMPRESSED : 0;
    size_t size = ITEM_HEAD_BYTES + key.size + tag.size;
    table->entry_count++;
    if (size > glass_block_room(&table->block) || size > LARGEST_ITEM)
        return add_in_pieces(table, key, tag, flags, failure);
    put_item(table, key, 1, tag, flags | ITEM_LAST);
    return STATUS_OK;
}

/* == Branches ================================================================================================= */

static bool take_separator(struct bytes *separators, struct separator *separator)
{
    struct bytes size, component;
    if (!bytes_read(separators, 1, &size) || !bytes_read(separators, (unsigned char)size.data[0], &separator->key) ||
        !bytes_read(separators, COMPONENT_BYTES, &component))
        return false;
    separator->component = (unsigned)(unsigned char)component.data[0] << 8 | (unsigned char)component.data[1];
    return true;
}

static void put_branch(struct glass_block *block, uint32_t child, const struct separator *separator)
{
    struct bytes key = separator->key;
    unsigned char *item = glass_block_take(block, BRANCH_HEAD_BYTES + key.size + COMPONENT_BYTES);
    glass_store_32(item, child);
    item[BRANCH_HEAD_BYTES - 1] = (unsigned char)key.size;
    if (key.size)
        memcpy(item + BRANCH_HEAD_BYTES, key.data, key.size);
    glass_store_16(item + BRANCH_HEAD_BYTES + key.size, separator->component);
}

/* Write the level above the blocks from `first_child` on, which `separators` part; what parts its own blocks goes
 * into `above`. The first item of a block has no key: nothing under it is before it. */
static enum status write_level(struct glass_table *table, unsigned level, uint32_t first_child,
                               struct bytes separators, struct buffer *above, struct failure *failure)
{
    static const struct separator none = { .component = 0 };
    struct separator separator;
    uint32_t child = first_child;
    enum status status;

    glass_block_begin(&table->block);
    put_branch(&table->block, child++, &none);
    while (take_separator(&separators, &separator)) {
        bool fits = BRANCH_HEAD_BYTES + separator.key.size + COMPONENT_BYTES <= glass_block_room(&table->block);
        if (!fits) {
            if ((status = write_block(table, level, failure)))
                return status;
            note_separator(above, &separator);
            glass_block_begin(&table->block);
        }
        put_branch(&table->block, child++, fits ? &separator : &none);
    }
    return write_block(table, level, failure);
}

/* Levels, each above the one before, until one has a single block: the root. */
static enum status write_branches(struct glass_table *table, unsigned *root_level, struct failure *failure)
{
    uint32_t first_child = 0;
    unsigned level = 0;
    enum status status = buffer_status(&table->separators, "the list of a table's blocks", failure);
    while (!status && table->separators.size > 0) {
        struct buffer above = BUFFER_EMPTY;
        uint32_t first_here = table->block_count;
        struct bytes below = { table->separators.bytes, table->separators.size };
        if (!(status = write_level(table, ++level, first_child, below, &above, failure)))
            status = buffer_status(&above, "the list of a table's blocks", failure);
        buffer_clear(&table->separators);
        table->separators = above;
        first_child = first_here;
    }
    *root_level = level;
    return status;
}

enum status glass_table_finish(struct glass_table *table, bool optional, struct glass_root *root,
                               struct failure *failure)
{
    enum status status;
    *root = (struct glass_root){ .entry_count = table->entry_count };
    if (optional && table->entry_count == 0)
        return STATUS_OK;
    if ((status = write_block(table, 0, failure)) || (status = write_branches(table, &root->level, failure)))
        return status;
    root->block_count = table->block_count;
    root->block = table->block_count - 1;
    return file_writer_finish(&table->file, failure);
}
