/* Chooses the blocks of a page that are the release itself: first where on the page it stands, then which blocks
 * there are its text. */
#include "indexer/page/main_text.h"

#include <stdlib.h>
#include <string.h>

#include "indexer/page/main_blocks.h"
#include "indexer/page/main_title.h"

/* == Where the release stands ================================================================================= */

/* What is known of a container: the prose in it, that of all containers in it included. */
struct weight {
    size_t prose;      /* bytes */
    unsigned claimed;  /* the regions its class, id or name claims, and those around it claim */
    unsigned believed; /* what of that is credible */
};

static void add_up(const struct page *page, struct weight *weights, bool only_outside_boilerplate)
{
    for (size_t i = 0; i < page->container_count; i++)
        weights[i].prose = 0;
    for (size_t i = 0; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];
        if (!only_outside_boilerplate || !(weights[block->container].believed & MAIN_BOILERPLATE))
            weights[block->container].prose += main_block_prose(page, block);
    }
    for (size_t i = page->container_count; i-- > 1;)
        weights[page->containers[i].parent].prose += weights[i].prose;
}

/* A region that holds most of the page's prose is no menu, whatever its class says: "page-with-sidebar". */
static void believe_regions(struct page *page, struct weight *weights)
{
    size_t all = weights[0].prose;
    for (size_t i = 0; i < page->container_count; i++) {
        const struct weight *around = &weights[page->containers[i].parent];
        unsigned own = page->containers[i].regions, credible = own;
        if (weights[i].prose * 2 > all)
            credible &= ~(unsigned)MAIN_BOILERPLATE;
        weights[i].claimed = own | (i > 0 ? around->claimed : 0);
        weights[i].believed = credible | (i > 0 ? around->believed : 0);
    }
    for (size_t i = 0; i < page->block_count; i++) {
        const struct weight *weight = &weights[page->blocks[i].container];
        page->blocks[i].regions &= ~(weight->claimed & ~weight->believed);
    }
}

/* From the document down to the innermost container that still holds nearly all prose of the one around it. */
static uint32_t find_body(const struct page *page, const struct weight *weights)
{
    enum { DOMINANT_PERCENT = 85 };
    uint32_t body = 0;
    for (uint32_t i = 1; i < page->container_count; i++)
        if (page->containers[i].parent == body && weights[i].prose * 100 > weights[body].prose * DOMINANT_PERCENT)
            body = i;
    return body;
}

/* Mark the containers inside `body`, itself included: a parent comes before its children. */
static void mark_inside(const struct page *page, uint32_t body, bool *inside)
{
    for (uint32_t i = 0; i < page->container_count; i++)
        inside[i] = i == body || (i > 0 && inside[page->containers[i].parent]);
}

static size_t choose_all_visible(struct page *page)
{
    size_t chosen = 0;
    for (size_t i = 0; i < page->block_count; i++) {
        page->blocks[i].main = !(page->blocks[i].regions & REGION_HIDDEN);
        chosen += page->blocks[i].main;
    }
    return chosen;
}

void main_text_choose(struct page *page)
{
    struct weight *weights = calloc(page->container_count + 1, sizeof *weights);
    bool *inside = calloc(page->container_count + 1, sizeof *inside);
    size_t chosen = 0;

    if (weights && inside && page->container_count) {
        add_up(page, weights, false);
        believe_regions(page, weights);
        add_up(page, weights, true);
        mark_inside(page, find_body(page, weights), inside);
        chosen = main_blocks_choose(page, inside, main_title_block(page));
    }
    if (!chosen && !choose_all_visible(page))
        for (size_t i = 0; i < page->block_count; i++)
            page->blocks[i].main = true;
    free(weights);
    free(inside);
}

enum status main_text_take(const struct page *page, struct record *record, size_t *block_offsets,
                           struct failure *failure)
{
    enum status status = main_title_take(page, record, failure);
    if (status)
        return status;
    for (size_t i = 0; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];
        if (!block->main)
            continue;
        if (block_offsets)
            block_offsets[i] = record->text.size;
        buffer_append(&record->text, page->text.bytes + block->offset, block->length);
        buffer_append_byte(&record->text, '\n');
    }
    return buffer_status(&record->text, "the text of a record", failure);
}
