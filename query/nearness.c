/* Ranking the best hits anew by where the words of the query stand in them.
 *
 * After Buettcher, Clarke and Lushman (SIGIR 2006): where two different words of the query follow each other, each
 * lends the other its rarity, the less the further they are apart. To that come the words that stand as they do in
 * the query (Metzler and Croft's ordered windows, SIGIR 2005), the sentences that are those of the query
 * (nearness_runs.c), the passage that has most of the query, the forms as typed and the relatives of words that are
 * missing; and what a dated document tells is news, whose first lines say what it is about. */
#include "query/nearness.h"

#include <math.h>

#include "query/nearness_inside.h"
#include "record/fields.h"

/* docs/ranking.md has the measurements. */
static const double NEAR_WEIGHT = 0.5;
static const double NEAR_FALL = 1.5;       /* rarity lent falls with this power of the distance */
static const double NEAR_SATURATION = 1.2; /* as BM25's k1 */
static const double SEQUENCE_WEIGHT = 0.4;
static const double PASSAGE_WEIGHT = 0.2;
static const double LEAD_WEIGHT_DATED = 0.7;
static const double LEAD_WEIGHT_UNDATED = 0.1;
static const double FORM_WEIGHT = 0.5;
static const double RELATIVE_WEIGHT = 0.8;

enum {
    NEAR_WORDS = 50,              /* further apart than this, words are not near */
    PASSAGE_WORDS = 20,           /* from the first of its words to the last */
    LEAD_END = POSITION_GAP + 60, /* the title, and the first words of the text, end here */
    SEQUENCE_SLACK = 1            /* an article more or less between two words of the query */
};

/* One document, and where the words stand in it. */
struct placed {
    const struct nearness *nearness;
    const struct spot *spots;
    size_t count;
};

bool nearness_matters(const struct plan *plan)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->word_count; i++)
        count += nearness_counts(&plan->list[i]);
    return plan->words && count > 1;
}

/* What comes again and again adds less and less. */
static double saturate(double sum)
{
    return sum * (NEAR_SATURATION + 1) / (sum + NEAR_SATURATION);
}

/* == Weights ================================================================================================== */

/* What words add that follow each other closely. A form may stand for two words of the query: those are never near.
 */
static double weigh_nearness(const struct placed *placed)
{
    const double *rarity = placed->nearness->rarity;
    double lent[REQUEST_WORDS] = { 0 }, sum = 0;
    for (size_t i = 1; i < placed->count; i++) {
        const struct spot *spot = &placed->spots[i], *before = &placed->spots[i - 1];
        uint32_t distance = spot->position - before->position;
        if (before->word == spot->word || distance == 0 || distance > NEAR_WORDS)
            continue;
        double share = pow(distance, -NEAR_FALL);
        lent[spot->word] += rarity[before->word] * share;
        lent[before->word] += rarity[spot->word] * share;
    }
    for (size_t i = 0; i < placed->nearness->plan->word_count; i++)
        sum += fmin(1, rarity[i]) * saturate(lent[i]);
    return NEAR_WEIGHT * sum;
}

/* How often `second` follows `first` at the distance they have in the query, or nearly. */
static size_t count_sequences(const struct placed *placed, size_t first, size_t second)
{
    uint32_t most = (uint32_t)(second - first) + SEQUENCE_SLACK, least = (uint32_t)(second - first) - SEQUENCE_SLACK;
    size_t count = 0;
    for (size_t i = 0; i < placed->count; i++) {
        if (placed->spots[i].word != first)
            continue;
        for (size_t j = i + 1; j < placed->count; j++) {
            uint32_t distance = placed->spots[j].position - placed->spots[i].position;
            if (distance > most)
                break;
            if (placed->spots[j].word == second && distance > 0 && distance >= least) {
                count++;
                break;
            }
        }
    }
    return count;
}

/* Neighbours in the query, stopwords between them aside, that are neighbours here. */
static double weigh_sequences(const struct placed *placed)
{
    const struct nearness *nearness = placed->nearness;
    size_t before = SIZE_MAX;
    double sum = 0;
    for (size_t i = 0; i < nearness->plan->word_count; i++) {
        if (!nearness_counts(&nearness->plan->list[i]))
            continue;
        if (before != SIZE_MAX)
            sum += (nearness->rarity[before] + nearness->rarity[i]) / 2 *
                   saturate((double)count_sequences(placed, before, i));
        before = i;
    }
    return SEQUENCE_WEIGHT * sum;
}

/* The rarity of the different words in the best passage. */
static double weigh_passage(const struct placed *placed)
{
    const double *rarity = placed->nearness->rarity;
    const struct spot *spots = placed->spots;
    uint32_t inside[REQUEST_WORDS] = { 0 };
    double sum = 0, best = 0;
    for (size_t first = 0, i = 0; i < placed->count; i++) {
        if (inside[spots[i].word]++ == 0)
            sum += rarity[spots[i].word];
        for (; spots[i].position - spots[first].position > PASSAGE_WORDS; first++)
            if (--inside[spots[first].word] == 0)
                sum -= rarity[spots[first].word];
        best = fmax(best, sum);
    }
    return PASSAGE_WEIGHT * best;
}

static double rarity_of_all(const struct nearness *nearness, uint32_t words)
{
    double sum = 0;
    for (size_t i = 0; i < nearness->plan->word_count; i++)
        sum += words >> i & 1 ? nearness->rarity[i] : 0;
    return sum;
}

/* The different words in the title and the first words of the text. */
static double weigh_lead(const struct placed *placed, bool dated)
{
    uint32_t leads = 0;
    for (size_t i = 0; i < placed->count && placed->spots[i].position < LEAD_END; i++)
        leads |= UINT32_C(1) << placed->spots[i].word;
    return (dated ? LEAD_WEIGHT_DATED : LEAD_WEIGHT_UNDATED) * rarity_of_all(placed->nearness, leads);
}

/* The words that are here in the very form of the query. */
static double weigh_forms(const struct placed *placed)
{
    uint32_t typed = 0;
    for (size_t i = 0; i < placed->count; i++)
        typed |= (uint32_t)placed->spots[i].typed << placed->spots[i].word;
    return FORM_WEIGHT * rarity_of_all(placed->nearness, typed);
}

/* == The whole ================================================================================================ */

/* Take out the spots of stopwords: a hundred articles would stand between words that are near each other. */
static size_t keep_counting(const struct nearness *nearness, struct spot *spots, size_t count)
{
    size_t kept = 0;
    for (size_t i = 0; i < count; i++)
        if (nearness_counts(&nearness->plan->list[spots[i].word]))
            spots[kept++] = spots[i];
    return kept;
}

static double weigh(const struct nearness *nearness, struct spot *spots, size_t count, bool dated)
{
    double runs = nearness_weigh_runs(nearness, spots, count, dated);
    struct placed placed = { nearness, spots, keep_counting(nearness, spots, count) };
    return runs + weigh_nearness(&placed) + weigh_sequences(&placed) + weigh_passage(&placed) +
           weigh_lead(&placed, dated) + weigh_forms(&placed);
}

static enum status add_weights(const struct nearness *nearness, struct xs_result *result, struct failure *failure)
{
    size_t first = 0;
    for (uint32_t hit = 0; hit < nearness->hit_count; hit++) {
        size_t count = 0;
        while (first + count < nearness->spot_count && nearness->spots[first + count].document == hit)
            count++;
        bool dated;
        enum status status = matcher_hit_has_value(nearness->sources->matcher, result, hit, SLOT_DATE, &dated,
                                                   failure);
        if (status)
            return status;
        result->hits[hit].weight += weigh(nearness, nearness->spots + first, count, dated) +
                                    RELATIVE_WEIGHT * rarity_of_all(nearness, nearness->related[hit]);
        first += count;
    }
    return STATUS_OK;
}

/* Of equal weights, the one that was first stays first. Few hits, nearly in order: they are sorted by insertion. */
static void sort_hits(struct xs_hit *hits, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        struct xs_hit hit = hits[i];
        size_t at = i;
        for (; at > 0 && hits[at - 1].weight < hit.weight; at--)
            hits[at] = hits[at - 1];
        hits[at] = hit;
    }
}

enum status nearness_rank(const struct nearness_sources *sources, const struct plan *plan, struct xs_result *result,
                          struct failure *failure)
{
    struct nearness nearness = { .sources = sources, .plan = plan };
    enum status status = nearness_find(&nearness, result, failure);
    if (!status)
        status = add_weights(&nearness, result, failure);
    if (!status)
        sort_hits(result->hits, nearness.hit_count);
    nearness_clear(&nearness);
    return status;
}
