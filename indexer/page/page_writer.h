/* Fills a page, piece by piece, for every reader: white space folded, blocks closed, strings kept. */
#ifndef DEPECHE_INDEXER_PAGE_WRITER_H
#define DEPECHE_INDEXER_PAGE_WRITER_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/page/page.h"

/* Where the next text stands; a block is of the place in which its first word stood. */
struct page_place {
    enum block_role role;
    unsigned level;
    unsigned regions;
    uint32_t container;
    bool link;
};

struct page_writer {
    struct page *page;
    struct page_place place; /* set by the reader whenever it changes */
    struct page_place begun; /* the place of the block that is open */
    size_t block_start;      /* offset in page->text */
    size_t link_bytes;       /* of the open block */
    bool space_pending;      /* white space was met, to be written before the next word */
    bool out_of_memory;      /* an array could not grow; the buffers of the page remember their own failures */
};

/* `page` is initialised and empty. Its first container is made. */
void page_writer_init(struct page_writer *writer, struct page *page);

/* Append UTF-8, each run of white space as one space. The C1 controls that pages use for windows-1252's quotes
 * become these quotes. */
void page_writer_text(struct page_writer *writer, struct bytes text);

/* Close the block; nothing happens where no word was written since the last one. */
void page_writer_end_block(struct page_writer *writer);

/* Make one block, cells divided by tabs, of the blocks from `first` on. */
void page_writer_join(struct page_writer *writer, size_t first, enum block_role role);

/* Keep a string; returns its offset in page->strings. */
size_t page_writer_string(struct page_writer *writer, struct bytes string);

/* The name is put in lower case. */
void page_writer_meta(struct page_writer *writer, struct bytes name, struct bytes content);
uint32_t page_writer_container(struct page_writer *writer, uint32_t parent, unsigned regions);
void page_writer_link(struct page_writer *writer, const struct link *link);

/* The text written since `start`, without white space around it. */
struct bytes page_writer_since(const struct page_writer *writer, size_t start);

/* Close the last block; STATUS_NO_MEMORY or STATUS_LIMIT if anything failed. */
enum status page_writer_finish(struct page_writer *writer, struct failure *failure);

#endif
