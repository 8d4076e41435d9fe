/* Finding the places of the query's words in the best hits and, of words a hit lacks, their relatives. */
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "language/fold.h"
#include "language/stopwords.h"
#include "language/utf8.h"
#include "query/nearness_inside.h"

/* Words of one family begin alike: forêt, forestier; announce, announcement. docs/ranking.md has the measurements. */
enum { FAMILY_BYTES = 5, FAMILY_WORD_BYTES = 6 };

/* == Words ==================================================================================================== */

bool nearness_counts(const struct plan_word *word)
{
    return !word->optional && word->form_count > 0;
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

static bool same(struct bytes left, struct bytes right)
{
    return left.size == right.size && memcmp(left.data, right.data, left.size) == 0;
}

/* As typed, without the mark of an exact form. */
static struct bytes typed_of(const struct plan_word *word)
{
    const char *typed = word->typed + (*word->typed == '=');
    return (struct bytes){ typed, strlen(typed) };
}

static void take_form(struct nearness *nearness, uint16_t word, struct bytes form, bool typed)
{
    nearness->word_of_form[nearness->form_count] = word;
    nearness->form_typed[nearness->form_count] = typed;
    nearness->forms[nearness->form_count++] = form;
}

static void take_words(struct nearness *nearness)
{
    for (uint16_t i = 0; i < nearness->plan->word_count; i++) {
        const struct plan_word *word = &nearness->plan->list[i];
        if (nearness_counts(word))
            nearness->rarity[i] = rarity_of(word, nearness->sources->document_count);
        for (size_t j = 0; j < word->form_count; j++) {
            bool typed = same(word->forms[j].form, typed_of(word));
            if (j < FORMS_LOOKED_AT || typed)
                take_form(nearness, i, word->forms[j].form, typed);
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
    uint16_t word = nearness->word_of_form[place->term];
    nearness->held[place->document] |= UINT32_C(1) << word;
    nearness->spots[nearness->spot_count++] = (struct spot){ (uint32_t)place->document, place->position, word,
                                                             nearness->form_typed[place->term] };
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

static enum status find_places(struct nearness *nearness, struct failure *failure)
{
    enum status status = places_find(nearness->sources->places, nearness->docids, nearness->hit_count,
                                     nearness->forms, nearness->form_count, PLACES_OF_A_FORM, keep_place, nearness,
                                     failure);
    if (!status && nearness->failed)
        status = fail_no_memory(failure);
    if (!status && nearness->spot_count)
        qsort(nearness->spots, nearness->spot_count, sizeof *nearness->spots, compare_spots);
    return status;
}

/* == Relatives ================================================================================================ */

/* What a word's family begins with; false for words too short to have one that is known by its beginning. */
static bool family_of(struct bytes typed, char room[FOLDED_BYTES], struct bytes *family)
{
    struct bytes folded = { room, fold_form(typed, room) };
    if (folded.size < FAMILY_WORD_BYTES || !stem_exists(folded))
        return false;
    *family = (struct bytes){ room, utf8_whole(folded, FAMILY_BYTES) };
    return family->size > 0;
}

static bool is_looked_at(const struct nearness *nearness, uint16_t word, struct bytes form)
{
    for (size_t i = 0; i < nearness->form_count; i++)
        if (nearness->word_of_form[i] == word && same(nearness->forms[i], form))
            return true;
    return false;
}

/* The documents that lack one word. */
struct lacking {
    struct nearness *nearness;
    uint16_t word;
    uint32_t docids[NEARNESS_HITS], hits[NEARNESS_HITS];
    size_t count;
};

static void keep_relative(const struct xs_place *place, void *context)
{
    struct lacking *lacking = context;
    lacking->nearness->related[lacking->hits[place->document]] |= UINT32_C(1) << lacking->word;
}

static enum status find_family(struct lacking *lacking, struct bytes family, struct lexicon_forms *found,
                               struct failure *failure)
{
    const struct nearness *nearness = lacking->nearness;
    struct bytes relatives[RELATIVES_LOOKED_AT];
    size_t count = 0;
    enum status status = lexicon_find_part(nearness->sources->lexicon, LEXICON_BEGINS, family,
                                           RELATIVES_LOOKED_AT + FORMS_LOOKED_AT, found, failure);
    for (size_t i = 0; i < found->count && count < RELATIVES_LOOKED_AT; i++) {
        struct bytes form = found->items[i].form;
        if (!is_looked_at(nearness, lacking->word, form) && !stopword_is(LANGUAGE_UNKNOWN, form))
            relatives[count++] = form;
    }
    found->count = 0;
    if (status || count == 0)
        return status;
    return places_find(nearness->sources->places, lacking->docids, lacking->count, relatives, count, 1, keep_relative,
                       lacking, failure);
}

static enum status find_relatives(struct nearness *nearness, struct failure *failure)
{
    struct lexicon_forms found = { .items = NULL };
    enum status status = STATUS_OK;
    for (uint16_t word = 0; word < nearness->plan->word_count && !status; word++) {
        struct lacking lacking = { .nearness = nearness, .word = word };
        char room[FOLDED_BYTES];
        struct bytes family;
        if (nearness->rarity[word] == 0 || strchr(nearness->plan->list[word].typed, '=') ||
            !family_of(typed_of(&nearness->plan->list[word]), room, &family))
            continue;
        for (uint32_t hit = 0; hit < nearness->hit_count; hit++) {
            if (nearness->held[hit] >> word & 1)
                continue;
            lacking.docids[lacking.count] = nearness->docids[hit];
            lacking.hits[lacking.count++] = hit;
        }
        if (lacking.count)
            status = find_family(&lacking, family, &found, failure);
    }
    lexicon_forms_clear(&found);
    return status;
}

/* == The whole ================================================================================================ */

enum status nearness_find(struct nearness *nearness, const struct xs_result *result, struct failure *failure)
{
    static_assert(REQUEST_WORDS <= 32, "a bit for each word");
    nearness->hit_count = result->hit_count < NEARNESS_HITS ? (uint32_t)result->hit_count : NEARNESS_HITS;
    for (size_t i = 0; i < nearness->hit_count; i++)
        nearness->docids[i] = result->hits[i].docid;
    take_words(nearness);
    nearness_take_row(nearness);
    enum status status = find_places(nearness, failure);
    return status ? status : find_relatives(nearness, failure);
}

void nearness_clear(struct nearness *nearness)
{
    free(nearness->spots);
    nearness->spots = NULL;
}
