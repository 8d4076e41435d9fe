/* One block of a table. */
#include "glass/block.h"

#include <string.h>

/* Where the header keeps what it keeps, from its beginning. */
enum { AT_REVISION = 0, AT_LEVEL = 4, AT_LARGEST_GAP = 5, AT_FREE_BYTES = 7, AT_DIRECTORY_END = 9 };

void glass_block_begin(struct glass_block *block)
{
    block->directory_end = GLASS_BLOCK_HEAD_BYTES;
    block->items_begin = GLASS_BLOCK_BYTES;
}

void glass_block_end(struct glass_block *block, unsigned level)
{
    unsigned gap = block->items_begin - block->directory_end;
    glass_store_32(block->bytes + AT_REVISION, GLASS_REVISION);
    block->bytes[AT_LEVEL] = (unsigned char)level;
    glass_store_16(block->bytes + AT_LARGEST_GAP, gap);
    glass_store_16(block->bytes + AT_FREE_BYTES, gap);
    glass_store_16(block->bytes + AT_DIRECTORY_END, block->directory_end);
    /* What an earlier block left there would make two equal databases differ. */
    memset(block->bytes + block->directory_end, 0, gap);
}
