/* The period a report speaks of: of all that are named, the one that the title, the beginning and the words around
 * speak for. */
#include <string.h>

#include "indexer/facts/fact_rooms.h"
#include "record/dates.h"

enum {
    PERIODS_MOST = 64, /* different ones; a text that names more speaks of none */
    LEAD_BYTES = 1500, /* the beginning of a text */
    CUE_BYTES = 60,    /* a cue is this near before the period, or after it */
    TITLE_WEIGHT = 12,
    LEAD_WEIGHT = 2,
    CUE_WEIGHT = 4,
    FISCAL_WEIGHT = 1,
    ENOUGH = 4, /* one bare pair of years in a text says nothing of the text */
};

struct candidate {
    struct date_range range;
    int weight;
    struct bytes evidence_text;
    size_t evidence_offset;
    int evidence_weight;
};

struct candidates {
    struct candidate items[PERIODS_MOST];
    size_t count;
};

static bool same_range(struct date_range one, struct date_range other)
{
    return date_compare(one.from, other.from) == 0 && date_compare(one.to, other.to) == 0;
}

static bool fiscal(struct date_range range)
{
    return range.from.month == 4 && range.from.day == 1 && range.to.month == 3 && range.to.day == 31 &&
           range.to.year == range.from.year + 1;
}

/* Words that tell which period a report is about. Folded: the bytes of the text are compared without accents only
 * where the cue has none. */
static bool holds_cue(struct bytes text)
{
    static const char *const cues[] = { "report", "year",       "rapport", "exercice", "bilan",       "fiscal",
                                        "annual", "ann\u00e9e", "annuel",  "period",   "p\u00e9riode" };
    for (size_t i = 0; i < sizeof cues / sizeof *cues; i++)
        if (memmem(text.data, text.size, cues[i], strlen(cues[i])))
            return true;
    return false;
}

static bool cue_near(struct bytes text, const struct period_found *found)
{
    size_t from = found->offset > CUE_BYTES ? found->offset - CUE_BYTES : 0;
    size_t end = found->offset + found->length;
    size_t to = text.size - end > CUE_BYTES / 2 ? end + CUE_BYTES / 2 : text.size;
    const char *line = memrchr(text.data + from, '\n', found->offset - from);
    if (line)
        from = (size_t)(line - text.data);
    line = memchr(text.data + end, '\n', to - end);
    if (line)
        to = (size_t)(line - text.data);
    return holds_cue((struct bytes){ text.data + from, to - from });
}

static void vote(struct candidates *candidates, struct bytes text, const struct period_found *found, int weight)
{
    size_t i = 0;
    while (i < candidates->count && !same_range(candidates->items[i].range, found->range))
        i++;
    if (i == PERIODS_MOST)
        return;
    struct candidate *candidate = &candidates->items[i];
    if (i == candidates->count) {
        candidates->count++;
        *candidate = (struct candidate){ .range = found->range };
    }
    candidate->weight += weight;
    if (weight > candidate->evidence_weight) {
        candidate->evidence_weight = weight;
        candidate->evidence_text = text;
        candidate->evidence_offset = found->offset;
    }
}

static void collect(struct candidates *candidates, struct bytes text, bool title)
{
    struct period_found found;
    for (size_t at = 0; period_scan(text, at, &found); at = found.offset + found.length) {
        int weight = 1;
        if (title)
            weight += TITLE_WEIGHT;
        else if (found.offset < LEAD_BYTES)
            weight += LEAD_WEIGHT;
        if (cue_near(text, &found))
            weight += CUE_WEIGHT;
        if (fiscal(found.range))
            weight += FISCAL_WEIGHT;
        vote(candidates, text, &found, weight);
    }
}

enum status fact_period(struct record *record, struct failure *failure)
{
    if (record->period.range.from.year)
        return STATUS_OK;
    struct candidates candidates = { .count = 0 };
    if (record->title)
        collect(&candidates, bytes_of(record->title), true);
    collect(&candidates, buffer_view(&record->text), false);

    const struct candidate *best = NULL;
    for (size_t i = 0; i < candidates.count; i++)
        if (!best || candidates.items[i].weight > best->weight)
            best = &candidates.items[i];
    if (!best || best->weight < ENOUGH)
        return STATUS_OK;
    record->period.range = best->range;
    return record_set(&record->period.evidence,
                      analysis_sentence(best->evidence_text, best->evidence_offset, EVIDENCE_BYTES), failure);
}
