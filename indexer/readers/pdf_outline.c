/* Reads the outline as a set of titles, and looks the blocks up in it. */
#include "indexer/readers/pdf_outline.h"

#include <poppler.h>
#include <string.h>

#include "base/interner.h"
#include "language/characters.h"
#include "language/fold.h"

enum {
    ENTRIES_MOST = 5000,
    DEPTH_MOST = 6,
    TITLE_MOST = 200, /* bytes; longer titles are not looked for */
    LEVEL_FIRST = 1,
};

/* Titles by depth: an interner for each, so that its depth is known of a title. */
struct outline {
    struct interner *titles[DEPTH_MOST];
    size_t entries;
    struct failure *failure;
    enum status status;
};

/* Letters only: numbers, dots and spaces differ between an outline and its page. 0 for what has too few. */
static size_t make_key(struct bytes text, char key[FOLDED_BYTES])
{
    enum { LETTERS_LEAST = 4 };
    char letters[TITLE_MOST];
    size_t size = 0;
    if (text.size > TITLE_MOST)
        return 0;
    for (size_t at = 0; at < text.size;) {
        struct character character = character_at(text, at);
        size_t bytes = character.bytes ? character.bytes : 1;
        if (character.kind == CHARACTER_LETTER || character.kind == CHARACTER_MARK) {
            memcpy(letters + size, text.data + at, bytes);
            size += bytes;
        }
        at += bytes;
    }
    return size >= LETTERS_LEAST ? fold_form((struct bytes){ letters, size }, key) : 0;
}

static void add_title(struct outline *outline, const char *title, size_t depth)
{
    char key[FOLDED_BYTES];
    size_t size = title ? make_key(bytes_of(title), key) : 0;
    if (size && interner_add(outline->titles[depth], (struct bytes){ key, size }) == INTERNER_NONE)
        outline->status = fail_no_memory(outline->failure);
}

/* Outlines can be deep, and lead back to themselves. */
static void read_level(struct outline *outline, PopplerIndexIter *entry, size_t depth)
{
    do {
        PopplerAction *action = poppler_index_iter_get_action(entry);
        if (action)
            add_title(outline, action->any.title, depth);
        poppler_action_free(action);
        PopplerIndexIter *child = depth + 1 < DEPTH_MOST ? poppler_index_iter_get_child(entry) : NULL;
        if (child)
            read_level(outline, child, depth + 1);
        poppler_index_iter_free(child);
    } while (!outline->status && ++outline->entries < ENTRIES_MOST && poppler_index_iter_next(entry));
}

static void mark_block(const struct outline *outline, const struct page *page, struct block *block)
{
    char key[FOLDED_BYTES];
    size_t size = make_key((struct bytes){ page->text.bytes + block->offset, block->length }, key);
    for (size_t i = 0; size && i < DEPTH_MOST; i++) {
        if (interner_find(outline->titles[i], (struct bytes){ key, size }) == INTERNER_NONE)
            continue;
        block->role = BLOCK_HEADING;
        block->level = (unsigned)i + LEVEL_FIRST;
        return;
    }
}

enum status pdf_outline_mark(struct _PopplerDocument *document, struct page *page, struct failure *failure)
{
    struct outline outline = { .failure = failure };
    PopplerIndexIter *first = poppler_index_iter_new(document);
    if (!first)
        return STATUS_OK;
    for (size_t i = 0; i < DEPTH_MOST && !outline.status; i++)
        outline.status = interner_new(&outline.titles[i], failure);
    if (!outline.status)
        read_level(&outline, first, 0);
    for (size_t i = 0; i < page->block_count && !outline.status; i++)
        if (page->blocks[i].role != BLOCK_TABLE_ROW)
            mark_block(&outline, page, &page->blocks[i]);
    for (size_t i = 0; i < DEPTH_MOST; i++)
        interner_free(outline.titles[i]);
    poppler_index_iter_free(first);
    return outline.status;
}
