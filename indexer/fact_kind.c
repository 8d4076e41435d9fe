/* Release, report or page: what a document calls itself. */
#include <string.h>

#include "indexer/fact_rooms.h"
#include "language/fold.h"

enum {
    LABEL_BYTES = 120,   /* a line that only says what kind of document this is, is no longer */
    EDGE_LINES = 12,     /* and stands this near to the beginning or the end */
    REPORT_BYTES = 3000, /* a report is longer than this */
    FOLDED_LINE_BYTES = 400,
};

/* Words as they are folded. */
static const char *const release_words[] = {
    "news release",   "press release", "media release", "communique",    "for immediate release", "for release",
    "pour diffusion", "comunicado",    "news-release",  "press-release", "newsrelease",           "pressrelease"
};
static const char *const report_words[] = { "report",         "rapport",       "bilan",
                                            "action plan",    "plan d'action", "review",
                                            "plan of action", "compte rendu",  "reddition de comptes" };

static bool holds(const char *folded, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(folded, words[i]))
            return true;
    return false;
}

/* Folded, NUL-terminated, cut at FOLDED_LINE_BYTES. */
static const char *fold_line(struct bytes line, char folded[FOLDED_BYTES + 1])
{
    if (line.size > FOLDED_LINE_BYTES)
        line.size = FOLDED_LINE_BYTES;
    folded[fold_form(line, folded)] = '\0';
    return folded;
}

static bool says(const char *text, const char *const *words, size_t count)
{
    char folded[FOLDED_BYTES + 1];
    return text && holds(fold_line((struct bytes){ text, strlen(text) }, folded), words, count);
}

#define SAYS_RELEASE(text) says(text, release_words, sizeof release_words / sizeof *release_words)
#define SAYS_REPORT(text) says(text, report_words, sizeof report_words / sizeof *report_words)

static bool metas_say_release(const struct page *page)
{
    static const char *const names[] = { "dcterms.type", "dc.type", "type", "og:type", "article:section", "genre" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (SAYS_RELEASE(page_meta(page, names[i])))
            return true;
    return page_meta(page, "news_release_number") != NULL;
}

/* A short line of its own that says "News release", as the heading of a letter does, or the "-30-" at its end. */
static bool line_says_release(const struct page *page, const struct block *block)
{
    char folded[FOLDED_BYTES + 1];
    struct bytes line = { page->text.bytes + block->offset, block->length };
    if (line.size > LABEL_BYTES || block->regions & REGION_NAVIGATION || block->link_bytes * 2 > line.size)
        return false;
    fold_line(line, folded);
    return strcmp(folded, "-30-") == 0 || strcmp(folded, "- 30 -") == 0 ||
           holds(folded, release_words, sizeof release_words / sizeof *release_words);
}

static bool lines_say_release(const struct page *page)
{
    size_t main_seen = 0;
    for (size_t i = 0; i < page->block_count; i++) {
        main_seen += page->blocks[i].main;
        if ((main_seen <= EDGE_LINES || i + EDGE_LINES >= page->block_count) &&
            line_says_release(page, &page->blocks[i]))
            return true;
    }
    return false;
}

enum status fact_kind(const struct page *page, struct record *record, struct failure *failure)
{
    (void)failure;
    if (record->kind != KIND_PAGE)
        return STATUS_OK;
    if (SAYS_REPORT(record->title) && record->text.size > REPORT_BYTES)
        record->kind = KIND_REPORT;
    else if (metas_say_release(page) || SAYS_RELEASE(record->title) || SAYS_RELEASE(page_string(page, page->title)) ||
             SAYS_RELEASE(record->uri) || SAYS_RELEASE(record->source) || lines_say_release(page))
        record->kind = KIND_RELEASE;
    return STATUS_OK;
}
