/* Ranking the best hits anew by where the words of the query stand in them.
 *
 * After Buettcher, Clarke and Lushman (SIGIR 2006): where two different words of the query follow each other, each
 * lends the other its rarity, the less the further they are apart. To that comes the passage that has most of the
 * query; and what a dated document tells is news, whose first lines say what it is about. */
#include "query/nearness.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "record/fields.h"

/* docs/ranking.md has the measurements. */
static const double NEAR_WEIGHT = 0.5;
static const double NEAR_FALL = 1.5;       /* rarity lent falls with this power of the distance */
static const double NEAR_SATURATION = 1.2; /* as BM25's k1 */
static const double PASSAGE_WEIGHT = 0.2;
static const double LEAD_WEIGHT_DATED = 0.8;
static const double LEAD_WEIGHT_UNDATED = 0.1;

enum {
    NEAR_WORDS = 50,              /* further apart than this, words are not near */
    PASSAGE_WORDS = 20,           /* from the first of its words to the last */
    LEAD_END = POSITION_GAP + 60, /* the title, and the first words of the text, end here */
    FORMS_LOOKED_AT = 8,          /* of a word; the rarer ones are in few hits */
    PLACES_OF_A_FORM = 40         /* in one document */
};

struct spot {
    uint32_t document, position;
    uint32_t word;
};

struct nearness {
    double rarity[REQUEST_WORDS]; /* of each word of the plan; 0 for those that do not count */
    size_t word_count;
    struct bytes forms[REQUEST_WORDS * FORMS_LOOKED_AT];
    uint32_t word_of_form[REQUEST_WORDS * FORMS_LOOKED_AT];
    size_t form_count;
    struct spot *spots;
    size_t spot_count, spot_capacity;
    bool failed;
};

/* == Words ==================================================================================================== */

static bool counts(const struct plan_word *word)
{
    return !word->optional && word->form_count > 0;
}

bool nearness_matters(const struct plan *plan)
{
    size_t count = 0;
    for (size_t i = 0; i < plan->word_count; i++)
        count += counts(&plan->list[i]);
    return plan->words && count > 1;
}

/* BM25's own measure, of a word that is in so many of all documents, as if its forms did not care for each other. */
static double rarity_of(const struct plan_word *word, double documents)
{
    double without = 1;
    for (size_t i = 0; i < word->form_count; i++)
        without *= 1 - fmin(word->forms[i].document_count / documents, 1);
    double with = documents * (1 - without), odds = (documents - with + 0.5) / (with + 0.5);
    return log(odds < 2 ? odds * 0.5 + 1 : odds);
}

static void take_words(struct nearness *nearness, const struct plan *plan, double documents)
{
    nearness->word_count = plan->word_count;
    for (uint32_t i = 0; i < plan->word_count; i++) {
        const struct plan_word *word = &plan->list[i];
        if (!counts(word))
            continue;
        nearness->rarity[i] = rarity_of(word, documents);
        for (size_t j = 0; j < word->form_count && j < FORMS_LOOKED_AT; j++) {
            nearness->word_of_form[nearness->form_count] = i;
            nearness->forms[nearness->form_count++] = word->forms[j].form;
        }
    }
}

/* == Places =================================================================================================== */

static void keep_place(const struct xs_place *place, void *context)
{
    struct nearness *nearness = context;
    if (!array_reserve((void **)&nearness->spots, &nearness->spot_capacity, nearness->spot_count + 1,
                       sizeof *nearness->spots)) {
        nearness->failed = true;
        return;
    }
    nearness->spots[nearness->spot_count++] = (struct spot){ (uint32_t)place->document, place->position,
                                                             nearness->word_of_form[place->term] };
}

static int compare_spots(const void *left, const void *right)
{
    const struct spot *a = left, *b = right;
    if (a->document != b->document)
        return a->document < b->document ? -1 : 1;
    if (a->position != b->position)
        return a->position < b->position ? -1 : 1;
    return a->word < b->word ? -1 : a->word > b->word;
}

/* == Weights ================================================================================================== */

/* What words add that follow each other closely. A form may stand for two words of the query: those are never near.
 */
static double weigh_nearness(const struct nearness *nearness, const struct spot *spots, size_t count)
{
    double lent[REQUEST_WORDS] = { 0 }, sum = 0;
    for (size_t i = 1; i < count; i++) {
        const struct spot *spot = &spots[i], *before = &spots[i - 1];
        uint32_t distance = spot->position - before->position;
        if (before->word == spot->word || distance == 0 || distance > NEAR_WORDS)
            continue;
        double share = pow(distance, -NEAR_FALL);
        lent[spot->word] += nearness->rarity[before->word] * share;
        lent[before->word] += nearness->rarity[spot->word] * share;
    }
    for (size_t i = 0; i < nearness->word_count; i++)
        sum += fmin(1, nearness->rarity[i]) * lent[i] * (NEAR_SATURATION + 1) / (lent[i] + NEAR_SATURATION);
    return NEAR_WEIGHT * sum;
}

/* The rarity of the different words in the best passage. */
static double weigh_passage(const struct nearness *nearness, const struct spot *spots, size_t count)
{
    uint32_t inside[REQUEST_WORDS] = { 0 };
    double sum = 0, best = 0;
    for (size_t first = 0, i = 0; i < count; i++) {
        if (inside[spots[i].word]++ == 0)
            sum += nearness->rarity[spots[i].word];
        for (; spots[i].position - spots[first].position > PASSAGE_WORDS; first++)
            if (--inside[spots[first].word] == 0)
                sum -= nearness->rarity[spots[first].word];
        best = fmax(best, sum);
    }
    return PASSAGE_WEIGHT * best;
}

/* The rarity of the different words in the title and the first words of the text. */
static double weigh_lead(const struct nearness *nearness, const struct spot *spots, size_t count, bool dated)
{
    bool leads[REQUEST_WORDS] = { false };
    double sum = 0;
    for (size_t i = 0; i < count && spots[i].position < LEAD_END; i++) {
        if (!leads[spots[i].word])
            sum += nearness->rarity[spots[i].word];
        leads[spots[i].word] = true;
    }
    return (dated ? LEAD_WEIGHT_DATED : LEAD_WEIGHT_UNDATED) * sum;
}

static enum status add_weights(const struct nearness *nearness, struct xs_result *result, struct failure *failure)
{
    const struct spot *spots = nearness->spots;
    for (size_t first = 0, end; first < nearness->spot_count; first = end) {
        uint32_t hit = spots[first].document;
        struct bytes date;
        for (end = first; end < nearness->spot_count && spots[end].document == hit;)
            end++;
        enum status status = xs_result_value(result, hit, SLOT_DATE, &date, failure);
        if (status)
            return status;
        result->hits[hit].weight += weigh_nearness(nearness, &spots[first], end - first) +
                                    weigh_passage(nearness, &spots[first], end - first) +
                                    weigh_lead(nearness, &spots[first], end - first, date.size > 0);
    }
    return STATUS_OK;
}

/* Of equal weights, the one that was first stays first. Few hits, nearly in order: they are sorted by insertion. */
static void sort_hits(struct xs_hit *hits, size_t count, size_t *order)
{
    for (size_t i = 1; i < count; i++) {
        struct xs_hit hit = hits[i];
        size_t was = order[i], at = i;
        for (; at > 0 && hits[at - 1].weight < hit.weight; at--) {
            hits[at] = hits[at - 1];
            order[at] = order[at - 1];
        }
        hits[at] = hit;
        order[at] = was;
    }
}

enum status nearness_rank(const struct xs_reader *reader, const struct plan *plan, uint32_t document_count,
                          struct xs_result *result, size_t order[NEARNESS_HITS], struct failure *failure)
{
    struct nearness nearness = { .spots = NULL };
    uint32_t docids[NEARNESS_HITS];
    size_t count = result->hit_count < NEARNESS_HITS ? result->hit_count : NEARNESS_HITS;
    for (size_t i = 0; i < count; i++) {
        docids[i] = result->hits[i].docid;
        order[i] = i;
    }
    take_words(&nearness, plan, document_count);
    enum status status = xs_reader_places(reader, docids, count, nearness.forms, nearness.form_count,
                                          PLACES_OF_A_FORM, keep_place, &nearness, failure);
    if (!status && nearness.failed)
        status = fail_no_memory(failure);
    if (!status && nearness.spot_count) {
        qsort(nearness.spots, nearness.spot_count, sizeof *nearness.spots, compare_spots);
        status = add_weights(&nearness, result, failure);
    }
    if (!status)
        sort_hits(result->hits, count, order);
    free(nearness.spots);
    return status;
}
