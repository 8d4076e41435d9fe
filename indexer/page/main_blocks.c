/* Judges blocks by what they are made of and what stands next to them. */
#include "indexer/page/main_blocks.h"

#include <ctype.h>
#include <string.h>

#include "indexer/page/main_phrases.h"

enum {
    SENTENCE_LEAST = 25,      /* bytes of a block that ends like a sentence */
    PROSE_LEAST = 80,         /* and of one that does not */
    HEADING_PROSE_LEAST = 100 /* a longer heading is an opening paragraph in large type */
};

static struct bytes text_of(const struct page *page, const struct block *block)
{
    return (struct bytes){ page->text.bytes + block->offset, block->length };
}

/* A full stop or the like, perhaps within closing quotes or brackets. */
static bool ends_sentence(struct bytes text)
{
    static const char *const closing[] = { "\"", "”", "»", ")", "’", " " };
    for (size_t i = 0; i < sizeof closing / sizeof *closing && text.size;) {
        size_t size = strlen(closing[i]);
        if (text.size >= size && memcmp(text.data + text.size - size, closing[i], size) == 0) {
            text.size -= size;
            i = 0;
        } else {
            i++;
        }
    }
    if (text.size >= 3 && memcmp(text.data + text.size - 3, "…", 3) == 0)
        return true;
    return text.size > 0 && strchr(".!?:;", text.data[text.size - 1]);
}

static bool mostly_links(const struct block *block)
{
    return block->link_bytes * 2 > block->length;
}

static bool is_heading(const struct block *block)
{
    return block->role == BLOCK_HEADING && block->length < HEADING_PROSE_LEAST;
}

static bool is_prose(const struct page *page, const struct block *block)
{
    if (mostly_links(block) || is_heading(block))
        return false;
    return block->length >= PROSE_LEAST || (block->length >= SENTENCE_LEAST && ends_sentence(text_of(page, block)));
}

size_t main_block_prose(const struct page *page, const struct block *block)
{
    return is_prose(page, block) ? block->length - block->link_bytes : 0;
}

static bool has_letters(struct bytes text)
{
    for (size_t i = 0; i < text.size; i++)
        if (isalnum((unsigned char)text.data[i]) || (text.data[i] & 0x80))
            return true;
    return false;
}

static bool is_candidate(const struct page *page, const struct block *block, const bool *inside)
{
    unsigned against = MAIN_BOILERPLATE;
    if (!inside[block->container] || !has_letters(text_of(page, block)))
        return false;
    if (block->role == BLOCK_QUOTE)
        against &= ~(unsigned)(REGION_FOOTER | REGION_ASIDE); /* who said it stands in a footer of the quote */
    return !(block->regions & against) && !mostly_links(block) && !main_phrase_is_boilerplate(text_of(page, block));
}

/* The opening paragraph often stands in the header, with the title, and not where the rest is. */
static void add_opening(struct page *page, size_t title)
{
    size_t first = 0;
    while (first < page->block_count && !page->blocks[first].main)
        first++;
    if (title >= first || first == page->block_count)
        return;
    for (size_t i = title + 1; i < first; i++) {
        struct block *block = &page->blocks[i];
        block->main = !(block->regions & MAIN_BOILERPLATE & ~(unsigned)REGION_HEADER) && is_prose(page, block) &&
                      !main_phrase_is_boilerplate(text_of(page, block));
    }
}

/* Does a block go with the running text in `container`: a line in it, an item of a list in it? */
static bool goes_with(const struct page *page, const struct block *block, uint32_t container)
{
    bool listed = block->role == BLOCK_LIST_ITEM || block->role == BLOCK_TABLE_ROW;
    return block->container == container || (listed && page->containers[block->container].parent == container);
}

/* Who said it, after what was said. */
static bool ends_quote(const struct page *page, size_t i)
{
    const struct block *before = &page->blocks[i - 1];
    return page->blocks[i].role == BLOCK_QUOTE && before->role == BLOCK_QUOTE && before->main;
}

/* Before the first and after the last running text there are dates, authors and links; but what goes with it belongs
 * to it: a line between the title and it, signatures, a list. */
static void trim_ends(struct page *page, size_t title)
{
    size_t first = 0, end = page->block_count;
    while (first < end && !(page->blocks[first].main && is_prose(page, &page->blocks[first])))
        first++;
    if (first == end)
        return;
    while (!(page->blocks[end - 1].main && is_prose(page, &page->blocks[end - 1])))
        end--;
    for (size_t i = 0; i < first; i++)
        page->blocks[i].main = page->blocks[i].main && !(title < first && i < title) &&
                               goes_with(page, &page->blocks[i], page->blocks[first].container);
    for (size_t i = end; i < page->block_count; i++)
        page->blocks[i].main = page->blocks[i].main &&
                               (goes_with(page, &page->blocks[i], page->blocks[end - 1].container) ||
                                ends_quote(page, i));
}

static bool is_link_in_text(const struct page *page, size_t i, const bool *inside)
{
    const struct block *block = &page->blocks[i], *before = block - 1, *after = block + 1;
    return block->role == BLOCK_PARAGRAPH && mostly_links(block) && inside[block->container] &&
           !(block->regions & MAIN_BOILERPLATE) && !main_phrase_is_boilerplate(text_of(page, block)) &&
           before->main && after->main && before->container == block->container &&
           after->container == block->container;
}

/* A paragraph that is a link belongs to the text when it stands between two that do. */
static void add_links_in_text(struct page *page, const bool *inside)
{
    for (size_t i = 1; i + 1 < page->block_count; i++)
        if (is_link_in_text(page, i, inside))
            page->blocks[i].main = true;
}

/* A heading belongs to the text when text follows before the next one of its rank, be it under a lower heading. */
static void drop_lone_headings(struct page *page)
{
    unsigned followed = 0; /* headings up to this rank have text after them */
    for (size_t i = page->block_count; i-- > 0;) {
        struct block *block = &page->blocks[i];
        if (!block->main)
            continue;
        if (!is_heading(block)) {
            followed = 6;
            continue;
        }
        block->main = block->level <= followed;
        followed = block->level - 1 < followed ? block->level - 1 : followed;
    }
}

/* The title itself, or said once more. */
static bool is_title(const struct page *page, size_t i, size_t title)
{
    if (title >= page->block_count)
        return false;
    const struct block *block = &page->blocks[i], *heading = &page->blocks[title];
    return block->length == heading->length &&
           memcmp(text_of(page, block).data, text_of(page, heading).data, block->length) == 0;
}

/* Without markup nothing is known of a line but its words, and menus are rare. */
static bool has_no_markup(const struct page *page)
{
    return page->container_count == 1;
}

size_t main_blocks_choose(struct page *page, const bool *inside, size_t title)
{
    size_t chosen = 0;
    for (size_t i = 0; i < page->block_count; i++)
        page->blocks[i].main = is_candidate(page, &page->blocks[i], inside) && !is_title(page, i, title);
    if (!has_no_markup(page)) {
        trim_ends(page, title);
        add_opening(page, title);
        add_links_in_text(page, inside);
        drop_lone_headings(page);
    }
    for (size_t i = 0; i < page->block_count; i++)
        chosen += page->blocks[i].main;
    return chosen;
}
