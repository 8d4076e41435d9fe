/* Judges blocks by what they are made of and what stands next to them. */
#include "indexer/main_blocks.h"

#include <ctype.h>
#include <string.h>

enum {
    SENTENCE_LEAST = 25, /* bytes of a block that ends like a sentence */
    PROSE_LEAST = 80,    /* and of one that does not */
};

static const char *text_of(const struct page *page, const struct block *block)
{
    return page->text.bytes + block->offset;
}

static bool ends_with(const char *text, size_t size, const char *end)
{
    size_t end_size = strlen(end);
    return size >= end_size && memcmp(text + size - end_size, end, end_size) == 0;
}

/* A full stop, perhaps within a closing quote or bracket. */
static bool ends_sentence(const struct page *page, const struct block *block)
{
    static const char *const ends[] = { ".",  "!", "?", "…",  ".\"", ".”",  ".»", ". »",
                                        ".)", ":", ";", "!”", "?”",  "! »", "? »" };
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_with(text_of(page, block), block->length, ends[i]))
            return true;
    return false;
}

static bool mostly_links(const struct block *block)
{
    return block->link_bytes * 2 > block->length;
}

static bool is_prose(const struct page *page, const struct block *block)
{
    if (mostly_links(block) || block->role == BLOCK_HEADING)
        return false;
    return block->length >= PROSE_LEAST || (block->length >= SENTENCE_LEAST && ends_sentence(page, block));
}

size_t main_block_prose(const struct page *page, const struct block *block)
{
    return is_prose(page, block) ? block->length - block->link_bytes : 0;
}

static bool has_letters(const struct page *page, const struct block *block)
{
    const char *text = text_of(page, block);
    for (size_t i = 0; i < block->length; i++)
        if (isalnum((unsigned char)text[i]) || (text[i] & 0x80))
            return true;
    return false;
}

static bool is_candidate(const struct page *page, const struct block *block, const bool *inside)
{
    unsigned against = MAIN_BOILERPLATE;
    if (!inside[block->container] || !has_letters(page, block))
        return false;
    if (block->role == BLOCK_QUOTE)
        against &= ~(unsigned)(REGION_FOOTER | REGION_ASIDE); /* who said it stands in a footer of the quote */
    return !(block->regions & against) && (!mostly_links(block) || (block->role == BLOCK_HEADING));
}

/* Before the first and after the last running text there are only dates, authors and links. */
static void trim_ends(struct page *page)
{
    size_t first = 0, last = page->block_count;
    while (first < last && !(page->blocks[first].main && is_prose(page, &page->blocks[first])))
        page->blocks[first++].main = false;
    while (last > first && !(page->blocks[last - 1].main && is_prose(page, &page->blocks[last - 1])))
        page->blocks[--last].main = false;
}

/* A heading belongs to the text when text follows before the next one. */
static void drop_lone_headings(struct page *page)
{
    bool text_follows = false;
    for (size_t i = page->block_count; i-- > 0;) {
        struct block *block = &page->blocks[i];
        if (block->role == BLOCK_HEADING) {
            block->main = block->main && text_follows;
            text_follows = false;
        } else if (block->main) {
            text_follows = true;
        }
    }
}

size_t main_blocks_choose(struct page *page, const bool *inside, size_t title)
{
    size_t chosen = 0;
    for (size_t i = 0; i < page->block_count; i++)
        page->blocks[i].main = i != title && is_candidate(page, &page->blocks[i], inside);
    trim_ends(page);
    drop_lone_headings(page);
    for (size_t i = 0; i < page->block_count; i++)
        chosen += page->blocks[i].main;
    return chosen;
}
