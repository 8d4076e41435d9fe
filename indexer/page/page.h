/* A document as its reader saw it: blocks of text with where they stood, metas, links. Facts are found on this. */
#ifndef DEPECHE_INDEXER_PAGE_H
#define DEPECHE_INDEXER_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

enum block_role {
    BLOCK_PARAGRAPH,
    BLOCK_HEADING,
    BLOCK_LIST_ITEM,
    BLOCK_TABLE_ROW,
    BLOCK_QUOTE,
};

/* What surrounds a block; several may hold. */
enum block_region {
    REGION_MAIN = 1 << 0,     /* main, article, role=main, a class or id that says content */
    REGION_HEADER = 1 << 1,
    REGION_FOOTER = 1 << 2,
    REGION_NAVIGATION = 1 << 3,
    REGION_ASIDE = 1 << 4,
    REGION_FORM = 1 << 5,
    REGION_HIDDEN = 1 << 6,
};

struct block {
    size_t offset, length;    /* bytes in page.text, the newline after it not included */
    enum block_role role;
    unsigned level;           /* BLOCK_HEADING: 1 to 6 */
    unsigned regions;         /* enum block_region */
    size_t link_bytes;        /* of its text, how much stands in links */
    uint32_t container;       /* index of the element it stands in directly: siblings share it */
    bool main;                /* set by main_text_choose: belongs to the release */
};

/* An element that holds blocks or other containers: div, section, ul, table ... The first one is the document. */
struct container {
    uint32_t parent;          /* index, always less than its own; 0 for the first */
    unsigned regions;         /* enum block_region: its own, without those around it */
};

struct meta {
    size_t name, content;     /* NUL-terminated strings in page.strings, as byte offsets */
};

struct link {
    size_t href, rel, hreflang; /* offsets in page.strings; 0 is the empty string */
    size_t text_offset, text_length; /* bytes in page.text */
};

struct page {
    struct buffer text;       /* UTF-8, NFC, white space folded; each block is a line */
    struct buffer strings;    /* NUL-terminated strings; offset 0 is "" */
    struct block *blocks;
    size_t block_count, block_capacity;
    struct container *containers;
    size_t container_count, container_capacity;
    struct meta *metas;       /* meta elements, by name, property, itemprop or http-equiv, lower case, and other elements
                                 with itemprop or property and content; also "time" (datetime of a time element, else
                                 its text), "json-ld" (a script's text) and "date-block" (short text of an element
                                 whose class, id or itemprop says date) */
    size_t meta_count, meta_capacity;
    struct link *links;       /* a and link elements, in order */
    size_t link_count, link_capacity;
    size_t title;             /* of the title element, in strings */
    size_t language;          /* html's lang, in strings */
    size_t truncated;         /* nesting, size or attribute caps that were met, 0 for none */
};

void page_init(struct page *page);
void page_clear(struct page *page);

const char *page_string(const struct page *page, size_t offset);

/* The content of the first meta of this name (lower case), NULL when there is none. */
const char *page_meta(const struct page *page, const char *name);

#endif
