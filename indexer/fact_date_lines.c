/* Dates that a reader sees: a dateline under the title, "Published on", "For immediate release", "Last updated". */
#include <string.h>

#include "indexer/fact_date.h"
#include "language/fold.h"

enum { LINE_BYTES = 160 /* a line of its own for the date is no longer */, LABEL_BYTES = 60 };

/* What stands before or after the date, folded, holds one of the words? */
static bool says(struct bytes text, const char *const *words, size_t count)
{
    char folded[FOLDED_BYTES + 1];
    if (text.size > LABEL_BYTES) {
        text.data += text.size - LABEL_BYTES;
        text.size = LABEL_BYTES;
    }
    folded[fold_form(text, folded)] = '\0';
    for (size_t i = 0; i < count; i++)
        if (strstr(folded, words[i]))
            return true;
    return false;
}

static bool says_updated(struct bytes text)
{
    static const char *const words[] = { "updated",    "modified", "revised", "mise a jour",
                                         "mis a jour", "modifi",   "revis" };
    return says(text, words, sizeof words / sizeof *words);
}

static bool says_published(struct bytes text)
{
    static const char *const words[] = { "publi",  "posted",     "released", "release",        "issued",
                                         "diffus", "communique", "date",     "veroffentlicht", "paru" };
    return says(text, words, sizeof words / sizeof *words);
}

static struct bytes block_line(const struct page *page, const struct block *block)
{
    return (struct bytes){ page->text.bytes + block->offset, block->length };
}

static bool claim_line(struct bytes line, const struct date_found *found, const char *from, struct date_claim *claim)
{
    *claim =
        (struct date_claim){ .date = found->date, .from = from, .name = "", .text = line, .offset = found->offset };
    return true;
}

bool date_from_dateline(const struct date_sources *sources, struct date_claim *claim)
{
    const struct page *page = sources->page;
    struct date_found found;
    for (size_t i = 0; i < page->block_count; i++) {
        struct bytes line = block_line(page, &page->blocks[i]);
        if (line.size > LINE_BYTES || !date_first(line, &found))
            continue;
        struct bytes before = { line.data, found.offset };
        bool alone = line.size - found.length < 12;
        if (!says_updated(before) && (alone || says_published(before)))
            return claim_line(line, &found, "dateline", claim);
    }
    for (size_t i = 0; i < page->block_count; i++) {
        struct bytes line = block_line(page, &page->blocks[i]);
        if (page->blocks[i].main && date_first(line, &found) && found.offset < LABEL_BYTES)
            return claim_line(line, &found, "dateline", claim);
    }
    return false;
}

bool date_from_updated(const struct date_sources *sources, struct date_claim *claim)
{
    const struct page *page = sources->page;
    struct date_found found;
    for (size_t i = 0; i < page->block_count; i++) {
        struct bytes line = block_line(page, &page->blocks[i]);
        if (line.size <= LINE_BYTES && date_first(line, &found) &&
            says_updated((struct bytes){ line.data, found.offset }))
            return claim_line(line, &found, "updated", claim);
    }
    return false;
}
