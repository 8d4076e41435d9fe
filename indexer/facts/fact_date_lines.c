/* Dates that a reader sees: a dateline under the title or at the beginning of the text, "Published on", "Last
 * updated". Each line with a date is weighed by where it stands, what stands around the date and how it is marked. */
#include <stdlib.h>
#include <string.h>

#include "indexer/facts/fact_date.h"
#include "indexer/page/main_title.h"
#include "language/fold.h"
#include "language/utf8.h"

enum {
    LINE_BYTES = 160, /* a line of its own for the date is no longer */
    LABEL_BYTES = 60, /* "Published on" and the like are no longer, nor is "Québec, le" */
    EDGE_BYTES = 240, /* of a paragraph, only the beginning is looked at */
};

/* == What stands around a date ================================================================================ */

static bool says(struct bytes text, const char *const *words, size_t count)
{
    char folded[FOLDED_BYTES + 1];
    folded[fold_form(text, folded)] = '\0';
    for (size_t i = 0; i < count; i++)
        if (strstr(folded, words[i]))
            return true;
    return false;
}

#define SAYS(text, words) says((text), (words), sizeof(words) / sizeof *(words))

/* Words as they are folded: French, English, and what neighbours write. */
static const char *const updated_words[] = {
    "updated", "modified", "edited",   "revised",      "revision", "mise a jour", "mis a jour",
    "modifi",  "revis",    "actualis", "aktualisiert", "zuletzt",  "geandert",    "actualizado",
};
static const char *const published_words[] = {
    "publi",     "posted", "released",       "for release", "immediate release", "news release",  "press release",
    "issued",    "diffus", "communique",     "paru",        "mis en ligne",      "mise en ligne", "date:",
    "date :",    "dated",  "veroffentlicht", "erschienen",  "erstellt",          "pubblicat",     "gepubliceerd",
    "geplaatst",
};

/* How systems for journals sign: "This entry was posted on Saturday, April 14, 2009 at noon, and is filed under". */
static const char *const entry_words[] = { "this entry was posted", "this post was", "dieser beitrag wurde",
                                           "cet article a ete publie", "ce billet a ete publie" };

/* "was, on April 14, 2009, published by" */
static const char *const published_after[] = { "published", "publie", "veroffentlicht" };

/* The day of an event, a deadline, a birth: words near it, and words right before it. */
static const char *const other_words[] = { "expire", "valid",  "deadline", "limite",   "joined",
                                           "born",   "limit:", "loi n",    "decret n", "arrete n" };
static const char *const other_leads[] = { "from", "until", "till",   "before", "by",    "since", "jusqu'au",
                                           "au",   "avant", "depuis", "des",    "d'ici", "bis",   "seit" };
static const char *const foreign_words[] = {
    "comment by", "comment from", "kommentar von", "commentaire de", "reply",
    "replied",    "repond",       "copyright",     "\xC2\xA9",
};

static bool any_mark(struct bytes text, const char *const *marks, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (memmem(text.data, text.size, marks[i], strlen(marks[i])))
            return true;
    return false;
}

/* "Québec, le 14 avril 2009 –", "April 14, 2009. Montréal:": how a release begins. A date that has words before it
 * without any mark is part of a sentence. */
static bool opens_text(struct bytes line, const struct date_found *found)
{
    static const char *const before[] = { ",", "(", "-", "/", "\u2013", "\u2014", "\u2022", "|" };
    static const char *const after[] = { "\u2013", "\u2014", "-", "/", ".", ":", ")", ";", "\u00b7" };
    size_t at = found->offset + found->length;
    if (found->offset > LABEL_BYTES || (found->offset > 3 && !any_mark((struct bytes){ line.data, found->offset },
                                                                       before, sizeof before / sizeof *before)))
        return false;
    at += at < line.size && line.data[at] == ',';
    struct bytes rest = { line.data + at, line.size - at };
    while (rest.size > 0 && (*rest.data == ' ' || *rest.data == '\xC2' || *rest.data == '\xA0')) {
        rest.data++;
        rest.size--;
    }
    enum { LONGEST_MARK = 3 };
    return any_mark((struct bytes){ rest.data, rest.size < LONGEST_MARK ? rest.size : LONGEST_MARK }, after,
                    sizeof after / sizeof *after);
}

/* "until June 3", "avant le 3 juin" */
static bool leads_elsewhere(struct bytes before)
{
    char folded[FOLDED_BYTES + 1];
    size_t size = fold_form(before, folded);
    while (size > 0 && folded[size - 1] == ' ')
        size--;
    if (size > 3 && memcmp(folded + size - 3, " le", 3) == 0)
        size -= 3;
    for (size_t i = 0; i < sizeof other_leads / sizeof *other_leads; i++) {
        size_t lead = strlen(other_leads[i]);
        if (size >= lead && memcmp(folded + size - lead, other_leads[i], lead) == 0 &&
            (size == lead || folded[size - lead - 1] == ' '))
            return true;
    }
    return false;
}

/* "du 3 mars 2009 au 5 mars 2009" */
static bool begins_period(struct bytes line, const struct date_found *found)
{
    static const char *const joints[] = { " au ", " to ", " until ", " jusqu" };
    struct bytes rest = { line.data + found->offset + found->length, line.size - found->offset - found->length };
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (rest.size > strlen(joints[i]) && memcmp(rest.data, joints[i], strlen(joints[i])) == 0)
            return true;
    return false;
}

static bool is_sentence(struct bytes line, const struct date_found *found)
{
    enum { WORDS_BEFORE = 8, REST = 40 };
    return line.data[line.size - 1] == '.' && found->offset > WORDS_BEFORE && line.size - found->length > REST;
}

static bool is_published_after(struct bytes line, const struct date_found *found)
{
    size_t end = found->offset + found->length;
    struct bytes after = { line.data + end, line.size - end };
    return SAYS(after, published_after) && !SAYS(after, updated_words);
}

static int weigh_words(struct bytes line, const struct date_found *found, bool first_text, bool *updated)
{
    struct bytes before = { line.data, found->offset };
    if (before.size > LABEL_BYTES) {
        before.data += before.size - LABEL_BYTES;
        before.size = LABEL_BYTES;
    }
    size_t rest = line.size - found->length;
    int score = rest <= 12 ? 20 : rest <= 40 ? 12 : rest <= 80 ? 4 : -10;
    bool elsewhere = SAYS(before, other_words) || leads_elsewhere(before) || begins_period(line, found);
    if ((*updated = !elsewhere && SAYS(before, updated_words)))
        return score - 20;
    if (SAYS(before, entry_words) ||
        (line.size <= LINE_BYTES && (SAYS(before, published_words) || is_published_after(line, found))))
        score += 30;
    else if (elsewhere)
        score -= 35;
    else if (is_sentence(line, found))
        score -= 30;
    if (first_text && opens_text(line, found))
        score += 40;
    return score - (SAYS(line, foreign_words) ? 40 : 0);
}

/* == Where it stands ========================================================================================== */

/* What weighing needs of the page as a whole. */
struct setting {
    size_t title;                        /* block_count when there is none */
    struct date marked[DATE_LINES_MOST]; /* days in time elements and in elements whose class says date */
    size_t marked_count, marked_days;    /* different ones */
};

static void find_marked(const struct page *page, struct setting *setting)
{
    struct date_found found;
    for (size_t i = 0; i < page->meta_count && setting->marked_count < DATE_LINES_MOST; i++) {
        const char *name = page_string(page, page->metas[i].name);
        const char *text = page_string(page, page->metas[i].content);
        if ((strcmp(name, "time") != 0 && strcmp(name, "date-block") != 0) || !date_scan(bytes_of(text), 0, &found))
            continue;
        size_t known = 0;
        while (known < setting->marked_count && date_compare(setting->marked[known], found.date) != 0)
            known++;
        setting->marked_days += known == setting->marked_count;
        setting->marked[setting->marked_count++] = found.date;
    }
}

/* A page whose markup marks many days is mostly a list of other pages. */
static int weigh_mark(const struct setting *setting, struct date date)
{
    enum { FEW = 4 };
    for (size_t i = 0; i < setting->marked_count; i++)
        if (date_compare(setting->marked[i], date) == 0)
            return setting->marked_days <= FEW ? 22 : 8;
    return 0;
}

static int weigh_place(const struct page *page, const struct block *block, size_t title)
{
    enum { NEAR = 8 };
    size_t i = (size_t)(block - page->blocks);
    int score = 0;
    if (title < page->block_count) {
        size_t distance = i > title ? i - title : title - i;
        if (distance == 0)
            score += 22; /* what the document is about may have a date too */
        else if (distance <= NEAR)
            score += (i >= title ? 34 : 28) - 3 * (int)distance;
        else if (i < title) /* the day it is, above the menus */
            score -= 15;
    }
    if (block->regions & (REGION_NAVIGATION | REGION_FORM | REGION_HIDDEN))
        score -= 25;
    if (block->regions & REGION_ASIDE)
        score -= 4;
    if (block->regions & REGION_FOOTER)
        score -= 10;
    if (block->link_bytes * 2 > block->length)
        score -= 15;
    return score;
}

/* == Weighing ================================================================================================= */

static void keep(struct date_sources *sources, const struct date_line *line)
{
    size_t at = sources->line_count;
    if (at == DATE_LINES_MOST && line->score <= sources->lines[at - 1].score)
        return;
    if (at == DATE_LINES_MOST)
        at--;
    else
        sources->line_count++;
    for (; at > 0 && sources->lines[at - 1].score < line->score; at--)
        sources->lines[at] = sources->lines[at - 1];
    sources->lines[at] = *line;
}

/* "14.04.09", alone on its line: in running text that is anything but a date. */
static bool is_short_date(struct bytes line, struct date_found *found)
{
    enum { SIZE = 8, CENTURY = 2000 };
    int digits[SIZE];
    if (line.size != SIZE || line.data[2] != '.' || line.data[5] != '.')
        return false;
    for (size_t i = 0; i < SIZE; i++) {
        digits[i] = line.data[i] - '0';
        if (i % 3 != 2 && (digits[i] < 0 || digits[i] > 9))
            return false;
    }
    struct date date = { .year = (short)(CENTURY + digits[6] * 10 + digits[7]),
                         .month = (unsigned char)(digits[3] * 10 + digits[4]),
                         .day = (unsigned char)(digits[0] * 10 + digits[1]) };
    *found = (struct date_found){ .date = date, .length = SIZE };
    return date.month && date.day && date_valid(date);
}

static void weigh_block(struct date_sources *sources, const struct block *block, const struct setting *setting,
                        bool first_text)
{
    const struct page *page = sources->page;
    struct bytes whole = { page->text.bytes + block->offset, block->length };
    struct bytes line = { whole.data, utf8_whole(whole, whole.size < EDGE_BYTES ? whole.size : EDGE_BYTES) };
    struct date_found found;
    if ((!date_scan(line, 0, &found) && !is_short_date(line, &found)) ||
        (block->length > LINE_BYTES && found.offset > LABEL_BYTES) ||
        (sources->latest.year && date_compare(found.date, sources->latest) > 0))
        return;

    struct date_line candidate = {
        .date = found.date, .line = line, .offset = found.offset, .numeric = found.numeric
    };
    candidate.score = weigh_words(line, &found, first_text, &candidate.updated);
    candidate.score += weigh_place(page, block, setting->title);
    if (block->length <= LINE_BYTES || found.offset == 0)
        candidate.score += weigh_mark(setting, found.date);
    if (!found.date.day)
        candidate.score -= 25;
    keep(sources, &candidate);
}

void date_lines_find(struct date_sources *sources)
{
    enum { FIRST_TEXTS = 3 };
    const struct page *page = sources->page;
    struct setting setting = { .title = main_title_block(page) };
    size_t texts = 0;
    find_marked(page, &setting);
    for (size_t i = 0; i < page->block_count; i++) {
        texts += page->blocks[i].main && i != setting.title;
        weigh_block(sources, &page->blocks[i], &setting, page->blocks[i].main && texts <= FIRST_TEXTS);
    }
}

/* == Rungs ==================================================================================================== */

enum { STRONG = 43, FAIR = 38, WEAK = 9, ANY = -1000 };

static bool claim_line(const struct date_sources *sources, int least, bool updated, const char *from,
                       struct date_claim *claim)
{
    for (size_t i = 0; i < sources->line_count && sources->lines[i].score >= least; i++) {
        const struct date_line *line = &sources->lines[i];
        if (line->updated != updated || (!line->date.day && least > WEAK)) /* metas know the day of a month */
            continue;
        *claim = (struct date_claim){ line->date, from, "", line->line, line->offset, line->numeric };
        return true;
    }
    return false;
}

bool date_from_strong_line(const struct date_sources *sources, struct date_claim *claim)
{
    return claim_line(sources, STRONG, false, "dateline", claim);
}

bool date_from_fair_line(const struct date_sources *sources, struct date_claim *claim)
{
    return claim_line(sources, FAIR, false, "dateline", claim);
}

bool date_from_line(const struct date_sources *sources, struct date_claim *claim)
{
    return claim_line(sources, WEAK, false, "dateline", claim);
}

bool date_from_updated(const struct date_sources *sources, struct date_claim *claim)
{
    return claim_line(sources, ANY, true, "updated", claim);
}
