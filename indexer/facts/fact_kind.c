/* Release, report or page: what a document calls itself, and how it is made. */
#include <string.h>

#include "indexer/facts/fact_rooms.h"
#include "language/fold.h"
#include "record/dates.h"

enum {
    LABEL_BYTES = 120,    /* a line that says what kind of document this is, is no longer */
    EDGE_LINES = 12,      /* and stands this near to the beginning or the end */
    REPORT_BYTES = 3000,  /* a report is longer than this */
    RELEASE_BYTES = 20000 /* a release that does not say so is not longer than this */
};

/* == Words ==================================================================================================== */

/* As they are folded. */
static const char *const release_words[] = {
    "news release",  "press release",  "media release",    "communique",   "for immediate release",
    "for release",   "pour diffusion", "pour publication", "news-release", "press-release",
    "media-release", "newsrelease",    "pressrelease",
};
static const char *const release_folders[] = { "/releases/",    "/communiques/", "news-release",
                                               "press-release", "newsrelease",   "pressrelease",
                                               "/communique",   "news_release",  "press_release" };
static const char *const report_words[] = {
    "annual report",   "status report",  "progress report",  "final report", "interim report",
    "activity report", "report",         "rapport",          "bilan",        "action plan",
    "plan d'action",   "strategic plan", "plan strategique", "compte rendu", "reddition de comptes",
};
static const char *const source_words[] = { "source",           "media contact",      "contact",
                                            "renseignements",   "information",        "for more information",
                                            "pour information", "personne-ressource", "media enquiries",
                                            "media inquiries" };

/* Folded with plain apostrophes, NUL-terminated, cut at what fits. */
static const char *fold_line(struct bytes line, char folded[FOLDED_BYTES + 1])
{
    enum { MOST = 400 };
    line.size = line.size < MOST ? line.size : MOST;
    folded[fold_form(line, folded)] = '\0';
    for (char *at = folded; (at = strstr(at, "\u2019")); at++) {
        *at = '\'';
        memmove(at + 1, at + strlen("\u2019"), strlen(at + strlen("\u2019")) + 1);
    }
    return folded;
}

static bool holds(const char *folded, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(folded, words[i]))
            return true;
    return false;
}

static bool begins(const char *folded, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strncmp(folded, words[i], strlen(words[i])) == 0)
            return true;
    return false;
}

static bool text_holds(const char *text, const char *const *words, size_t count)
{
    char folded[FOLDED_BYTES + 1];
    return text && holds(fold_line(bytes_of(text), folded), words, count);
}

/* Is the line a label: one of the words, and after it no other but a number or a mark? */
static bool is_label(const char *folded)
{
    static const char *const complements[] = { " de presse", " conjoint", " no", " number" };
    for (size_t i = 0; i < sizeof release_words / sizeof *release_words; i++) {
        size_t size = strlen(release_words[i]);
        if (strncmp(folded, release_words[i], size) != 0)
            continue;
        const char *rest = folded + size;
        for (size_t j = 0; j < sizeof complements / sizeof *complements; j++)
            if (strncmp(rest, complements[j], strlen(complements[j])) == 0)
                return true;
        rest += strspn(rest, " ");
        return *rest < 'a' || *rest > 'z';
    }
    return false;
}

#define HOLDS(folded, words) holds(folded, words, sizeof(words) / sizeof *(words))
#define BEGINS(folded, words) begins(folded, words, sizeof(words) / sizeof *(words))
#define TEXT_HOLDS(text, words) text_holds(text, words, sizeof(words) / sizeof *(words))

/* == A release ================================================================================================ */

static bool metas_say_release(const struct page *page)
{
    static const char *const names[] = { "dcterms.type", "dc.type", "type", "og:type", "article:section", "genre" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (TEXT_HOLDS(page_meta(page, names[i]), release_words))
            return true;
    return page_meta(page, "news_release_number") != NULL;
}

/* From the least to the most telling. */
enum line_says { SAYS_NOTHING, SAYS_SOURCE, SAYS_RELEASE_TOO, SAYS_RELEASE };

/* "COMMUNIQUÉ", "News release 18-001", "For immediate release – March 3, 2005" are labels; "This news release has
 * been archived" only says so too. */
static enum line_says line_says(const struct page *page, const struct block *block)
{
    enum { LABEL_ALONE = 60 };
    char folded[FOLDED_BYTES + 1];
    struct bytes line = { page->text.bytes + block->offset, block->length };
    if (line.size > LABEL_BYTES || block->regions & REGION_NAVIGATION || block->link_bytes * 2 > line.size)
        return SAYS_NOTHING;
    fold_line(line, folded);
    if (strcmp(folded, "-30-") == 0 || strcmp(folded, "- 30 -") == 0)
        return SAYS_RELEASE_TOO;
    if (line.size <= LABEL_ALONE && is_label(folded))
        return SAYS_RELEASE;
    if (HOLDS(folded, release_words))
        return SAYS_RELEASE_TOO;
    return BEGINS(folded, source_words) ? SAYS_SOURCE : SAYS_NOTHING;
}

static enum line_says lines_say(const struct page *page)
{
    enum line_says most = SAYS_NOTHING;
    size_t main_seen = 0;
    for (size_t i = 0; i < page->block_count; i++) {
        bool edge = main_seen <= EDGE_LINES || i + EDGE_LINES >= page->block_count;
        enum line_says says = edge ? line_says(page, &page->blocks[i]) : SAYS_NOTHING;
        main_seen += page->blocks[i].main;
        most = says > most ? says : most;
    }
    return most;
}

/* == A report ================================================================================================= */

/* "Annual report 2008", "2007-2008 Status report", "Rapport d'étape ... (2007-2008)"; not "Minister welcomes report".
 */
static bool title_says_report(const char *title)
{
    char folded[FOLDED_BYTES + 1];
    struct period_found period;
    if (!title)
        return false;
    struct bytes text = { title, strlen(title) };
    const char *at = fold_line(text, folded);
    bool covers = period_scan(text, 0, &period);
    while (*at && (*at < 'a' || *at > 'z')) /* the years before it */
        at++;
    return BEGINS(at, report_words) || (covers && HOLDS(folded, report_words));
}

enum status fact_kind(const struct page *page, struct record *record, struct failure *failure)
{
    (void)failure;
    if (record->kind != KIND_PAGE)
        return STATUS_OK;
    enum line_says says = lines_say(page);
    bool dated = record->date.value.day && record->date.from &&
                 (says == SAYS_SOURCE || strcmp(record->date.from, "dateline") == 0);
    if (says == SAYS_RELEASE || metas_say_release(page))
        record->kind = KIND_RELEASE;
    else if (title_says_report(record->title) && record->text.size > REPORT_BYTES)
        record->kind = KIND_REPORT;
    else if (says == SAYS_RELEASE_TOO || TEXT_HOLDS(record->title, release_words) ||
             TEXT_HOLDS(record->uri, release_folders) || TEXT_HOLDS(record->source, release_folders) ||
             (dated && record->text.size <= RELEASE_BYTES))
        record->kind = KIND_RELEASE;
    return STATUS_OK;
}
