/* One block of a table: a header, a directory that grows from the front, items that grow from the back. */
#ifndef DEPECHE_GLASS_BLOCK_H
#define DEPECHE_GLASS_BLOCK_H

#include <assert.h>
#include <stddef.h>
#include <stdint.h>

enum {
    GLASS_BLOCK_BYTES = 8192,
    GLASS_BLOCK_HEAD_BYTES = 11,   /* the directory begins here */
    GLASS_BLOCK_POINTER_BYTES = 2, /* of the directory, for each item */
    GLASS_REVISION = 1,            /* of a database made in one go */
};

struct glass_block {
    unsigned directory_end, items_begin;
    unsigned char bytes[GLASS_BLOCK_BYTES];
};

/* An empty block. */
void glass_block_begin(struct glass_block *block);

/* How large one more item can be. */
static inline size_t glass_block_room(const struct glass_block *block)
{
    size_t gap = block->items_begin - block->directory_end;
    return gap < GLASS_BLOCK_POINTER_BYTES ? 0 : gap - GLASS_BLOCK_POINTER_BYTES;
}

/* Numbers in blocks are big-endian. */
static inline void glass_store_16(unsigned char *into, unsigned number)
{
    into[0] = (unsigned char)(number >> 8);
    into[1] = (unsigned char)number;
}

static inline void glass_store_32(unsigned char *into, uint32_t number)
{
    glass_store_16(into, number >> 16);
    glass_store_16(into + 2, number & 0xFFFF);
}

/* Where to write one more item of `size` bytes, which fits (`glass_block_room`). Items are taken in key order. */
static inline unsigned char *glass_block_take(struct glass_block *block, size_t size)
{
    assert(size <= glass_block_room(block));
    block->items_begin -= (unsigned)size;
    glass_store_16(block->bytes + block->directory_end, block->items_begin);
    block->directory_end += GLASS_BLOCK_POINTER_BYTES;
    return block->bytes + block->items_begin;
}

/* Write the header; `level` is 0 for a leaf. After it `bytes` are the block. */
void glass_block_end(struct glass_block *block, unsigned level);

#endif
