/* What stands in a document as it stands in the query, word after word: the longer, the surer that it is the sentence
 * meant. Stopwords are words here: they are half of a sentence. */
#include <string.h>

#include "language/words.h"
#include "query/nearness_inside.h"
#include "record/fields.h"

/* docs/ranking.md has the measurements. */
static const double RUN_WEIGHT = 0.05;       /* each word is worth as many of these as there are others in its run */
static const double RUN_WEIGHT_DATED = 0.15; /* and again where news begins, less and less further back */
static const double RUN_LEAD_WORDS = 100;    /* half as much after so many words */

/* == The row of the query's words ============================================================================= */

static uint16_t word_of(const struct plan *plan, struct bytes form)
{
    for (uint16_t i = 0; i < plan->word_count; i++)
        if (bytes_equal(bytes_of(plan->list[i].clause->text), form))
            return i;
    return NEARNESS_NO_WORD;
}

void nearness_take_row(struct nearness *nearness)
{
    struct words words;
    struct word word;
    memset(nearness->first_in_row, 0, sizeof nearness->first_in_row);
    words_begin(&words, bytes_of(nearness->sources->query));
    while (nearness->row_count < NEARNESS_ROW && words_next(&words, &word)) {
        uint16_t found = word_of(nearness->plan, word.form);
        size_t at = ++nearness->row_count; /* 0 is nowhere */
        nearness->next_in_row[at] = 0;
        if (found == NEARNESS_NO_WORD)
            continue;
        uint8_t *link = &nearness->first_in_row[found];
        while (*link)
            link = &nearness->next_in_row[*link];
        *link = (uint8_t)at;
    }
}

/* == Runs ===================================================================================================== */

/* The run that ends with a word of the row, at the position at hand. */
struct run {
    uint32_t length, first;
};

struct runs {
    const struct nearness *nearness;
    struct run before[NEARNESS_ROW + 2], here[NEARNESS_ROW + 2]; /* by place in the row, from 1 on */
    double longest[NEARNESS_ROW + 1], earliest[NEARNESS_ROW + 1];
};

/* A run that goes no further: each of its words keeps the best it was in. */
static void end_run(struct runs *runs, size_t last, struct run run)
{
    double others = run.length - 1;
    double back = run.first > POSITION_GAP ? run.first - POSITION_GAP : 0;
    double early = others / (1 + back / RUN_LEAD_WORDS);
    for (size_t at = last + 1 - run.length; at <= last; at++) {
        if (runs->longest[at] < others)
            runs->longest[at] = others;
        if (runs->earliest[at] < early)
            runs->earliest[at] = early;
    }
}

/* All of a position has been seen: what of the position before was not carried on has ended. */
static void step(struct runs *runs)
{
    size_t count = runs->nearness->row_count;
    for (size_t at = 1; at <= count; at++)
        if (runs->before[at].length > 1 && runs->here[at + 1].length <= 1)
            end_run(runs, at, runs->before[at]);
    memcpy(runs->before, runs->here, (count + 2) * sizeof *runs->here);
    memset(runs->here, 0, (count + 2) * sizeof *runs->here);
}

static void take_spot(struct runs *runs, const struct spot *spot)
{
    const struct nearness *nearness = runs->nearness;
    for (size_t at = nearness->first_in_row[spot->word]; at; at = nearness->next_in_row[at]) {
        const struct run *before = &runs->before[at - 1];
        runs->here[at] = before->length ? (struct run){ before->length + 1, before->first }
                                        : (struct run){ 1, spot->position };
    }
}

/* Spots whose positions follow each other without a gap. */
static void take_stretch(struct runs *runs, const struct spot *spots, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && spots[i].position != spots[i - 1].position)
            step(runs);
        take_spot(runs, &spots[i]);
    }
    step(runs); /* the last position becomes the one before, */
    step(runs); /* and ends */
}

double nearness_weigh_runs(const struct nearness *nearness, const struct spot *spots, size_t count, bool dated)
{
    struct runs runs = { .nearness = nearness };
    double longest = 0, earliest = 0;
    for (size_t first = 0, i = 1; i <= count; i++) {
        if (i < count && spots[i].position - spots[i - 1].position <= 1)
            continue;
        if (spots[i - 1].position > spots[first].position)
            take_stretch(&runs, spots + first, i - first);
        first = i;
    }
    for (size_t at = 1; at <= nearness->row_count; at++) {
        longest += runs.longest[at];
        earliest += runs.earliest[at];
    }
    return RUN_WEIGHT * longest + (dated ? RUN_WEIGHT_DATED * earliest : 0);
}
