/* Dates among the words of a query: a release of the day, month or year that is named ranks higher, whether or not
 * its text says the date. Nothing is left out for it; date: does that. */
#include <math.h>
#include <string.h>

#include "query/plan/plan_inside.h"

/* What a document's date is worth, as a share of the rarity of that date; docs/ranking.md has the measurements. A day
 * nearly names a release, while a year is often only what the text is about. */
static const double DAY_WEIGHT = 2;
static const double MONTH_WEIGHT = 0.5;
static const double YEAR_WEIGHT = 0.5;

enum { YEAR_DIGITS = 4, EARLIEST_YEAR = 1900, LATEST_YEAR = 2099 };

struct dated_terms {
    struct planner *planner;
    struct xs_query *any; /* XS_OR of what adds weight */
    double documents;
};

/* BM25's rarity of a term. */
static double rarity_of(const struct dated_terms *dated, const struct term *term)
{
    struct planner *planner = dated->planner;
    struct bytes bytes = { term->bytes, term->size };
    uint32_t frequency = 0;
    planner_fail(planner, matcher_frequency(planner->sources->matcher, bytes, &frequency, planner->failure));
    double odds = (dated->documents - frequency + 0.5) / (frequency + 0.5);
    return frequency ? log(odds < 2 ? odds * 0.5 + 1 : odds) : 0;
}

/* Every document of a day is also one of its month and of its year: each adds what it is worth more than the wider.
 */
static void add_date(struct dated_terms *dated, struct date date)
{
    struct term terms[3];
    const double weights[] = { YEAR_WEIGHT, MONTH_WEIGHT, DAY_WEIGHT };
    size_t count = terms_of_date(date, terms);
    double worth = 0;
    for (size_t i = 0; i < count && i < 3; i++) {
        const struct term *term = &terms[count - 1 - i]; /* the year, the month, the day */
        double weight = weights[i] * rarity_of(dated, term);
        if (weight <= worth)
            continue;
        struct xs_query *fixed = node_group(dated->planner, XS_FIXED, 1);
        fixed->factor = weight - worth;
        node_add(dated->planner, fixed, node_term(dated->planner, (struct bytes){ term->bytes, term->size }, true));
        node_add(dated->planner, dated->any, fixed);
        worth = weight;
    }
}

static bool is_year(const char *word, struct date *date)
{
    short year = 0;
    if (strspn(word, "0123456789") != YEAR_DIGITS || word[YEAR_DIGITS])
        return false;
    for (size_t i = 0; i < YEAR_DIGITS; i++)
        year = (short)(year * 10 + (word[i] - '0'));
    *date = (struct date){ .year = year };
    return year >= EARLIEST_YEAR && year <= LATEST_YEAR;
}

/* The dates in the row of words as typed: whole ones first, then the years that belong to none. */
static void add_dates(struct dated_terms *dated, struct bytes words)
{
    size_t at = 0;
    struct date_found found;
    struct date year;
    while (at < words.size) {
        bool whole = date_scan(words, at, &found);
        for (size_t end = whole ? found.offset : words.size; at < end; at += strcspn(words.data + at, " ") + 1) {
            char word[YEAR_DIGITS + 1] = "";
            size_t size = strcspn(words.data + at, " ");
            if (size == YEAR_DIGITS)
                memcpy(word, words.data + at, size);
            if (is_year(word, &year))
                add_date(dated, year);
        }
        if (!whole)
            return;
        add_date(dated, found.date);
        at = found.offset + found.length;
    }
}

struct xs_query *plan_dated(struct planner *planner)
{
    const struct plan *plan = planner->plan;
    struct dated_terms dated = { .planner = planner, .any = node_group(planner, XS_OR, 3 * REQUEST_WORDS) };
    struct buffer words = BUFFER_EMPTY;
    bool digits = false;
    for (size_t i = 0; i < plan->word_count; i++) {
        buffer_append_format(&words, "%s%s", i ? " " : "", plan->list[i].typed);
        digits |= strpbrk(plan->list[i].typed, "0123456789") != NULL;
    }
    const char *text = planner_keep(planner, &words);
    if (!digits || planner->status)
        return NULL;
    dated.documents = matcher_facts(planner->sources->matcher)->document_count;
    add_dates(&dated, (struct bytes){ text, strlen(text) });
    return dated.any->child_count ? node_simplest(dated.any) : NULL;
}
