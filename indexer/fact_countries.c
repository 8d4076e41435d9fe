/* The countries a document names: their names, demonyms and places, as far as case and context let them count. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "indexer/fact_rooms.h"
#include "language/phrases.h"

enum { CANDIDATES_MOST = 8 /* countries that share a label */ };

/* What a label asks of the words that match it. */
struct name {
    uint32_t country;
    enum label_role role;
    enum language language;
    bool upper; /* "US": only so written */
    bool capital;
    bool shield; /* shared, and longer than another label: "North American" keeps America's out and names nobody */
};

struct mention {
    const struct analysis *words;
    size_t token;
    uint32_t countries[CANDIDATES_MOST];
    size_t country_count; /* more than one: the context decides */
};

struct tally {
    unsigned count;
    const struct analysis *words; /* of the first mention */
    size_t token;
};

struct country_finder {
    const struct authority *countries;
    const struct concept *home;
    struct phrases *phrases;
    struct name *names; /* by payload */
    size_t name_count, name_capacity;
    struct tally *tallies; /* by country */
    struct mention *unclear;
    size_t unclear_count, unclear_capacity;
};

/* == The labels =============================================================================================== */

static bool all_capitals(const char *text)
{
    bool letter = false;
    for (; *text; text++) {
        if (*text >= 'a' && *text <= 'z')
            return false;
        letter |= *text >= 'A' && *text <= 'Z';
    }
    return letter;
}

static bool begins_lower(const char *text)
{
    return *text >= 'a' && *text <= 'z';
}

static enum status add_label(struct country_finder *finder, uint32_t country, const struct label *label,
                             struct failure *failure)
{
    if (!array_reserve((void **)&finder->names, &finder->name_capacity, finder->name_count + 1,
                       sizeof *finder->names))
        return fail_no_memory(failure);
    bool adjective = label->role == LABEL_CUE && label->language == LANGUAGE_FRENCH;
    finder->names[finder->name_count] = (struct name){ .country = country,
                                                       .role = label->role,
                                                       .language = label->language,
                                                       .upper = all_capitals(label->text),
                                                       .capital = !adjective && !begins_lower(label->text) };
    return phrases_add(finder->phrases, label->language, (struct bytes){ label->text, strlen(label->text) },
                       (uint32_t)finder->name_count++, failure);
}

static bool holds_label(const struct country_finder *finder, struct analyzer *analyzer, struct bytes text,
                        size_t from, struct analysis *words, bool *holds, struct failure *failure)
{
    struct phrase_match match;
    if (analysis_make(analyzer, text, words, failure))
        return false;
    for (size_t at = from; at < words->token_count; at++)
        *holds |= phrases_match(finder->phrases, words, LANGUAGE_UNKNOWN, at, &match);
    return true;
}

/* Is a label of several countries there only because of the shorter one in it? */
static enum status find_shield(struct country_finder *finder, struct analyzer *analyzer, const char *label,
                               struct analysis *words, struct failure *failure)
{
    struct bytes text = { label, strlen(label) };
    struct phrase_match match;
    enum status status = analysis_make(analyzer, text, words, failure);
    if (status || words->token_count < 2 || !phrases_match(finder->phrases, words, LANGUAGE_UNKNOWN, 0, &match) ||
        match.token_count != words->token_count)
        return status;
    bool shared = false, holds = false;
    for (size_t i = 1; i < match.payload_count; i++)
        shared |= finder->names[match.payloads[i]].country != finder->names[match.payloads[0]].country;
    if (!shared)
        return STATUS_OK;
    text.size = words->tokens[words->token_count - 1].offset;
    if (!holds_label(finder, analyzer, (struct bytes){ label, strlen(label) }, 1, words, &holds, failure) ||
        !holds_label(finder, analyzer, text, 0, words, &holds, failure))
        return failure->status;
    for (size_t i = 0; i < match.payload_count; i++)
        finder->names[match.payloads[i]].shield |= holds;
    return STATUS_OK;
}

static enum status add_labels(struct country_finder *finder, struct analyzer *analyzer, struct failure *failure)
{
    const struct authority *countries = finder->countries;
    struct analysis words = ANALYSIS_EMPTY;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < countries->concept_count; i++)
        for (size_t j = 0; j < countries->concepts[i].label_count && !status; j++)
            status = add_label(finder, (uint32_t)i, &countries->concepts[i].labels[j], failure);
    for (size_t i = 0; i < countries->concept_count; i++)
        for (size_t j = 0; j < countries->concepts[i].label_count && !status; j++)
            status = find_shield(finder, analyzer, countries->concepts[i].labels[j].text, &words, failure);
    analysis_clear(&words);
    return status;
}

enum status country_finder_new(struct country_finder **made, const struct authority *countries, const char *home,
                               struct analyzer *analyzer, struct failure *failure)
{
    struct country_finder *finder = calloc(1, sizeof *finder);
    if (!finder)
        return fail_no_memory(failure);
    finder->countries = countries;
    finder->home = home ? authority_find(countries, home) : NULL;
    finder->tallies = calloc(countries->concept_count + 1, sizeof *finder->tallies);
    enum status status = finder->tallies ? STATUS_OK : fail_no_memory(failure);
    if (!status && !(status = phrases_new(&finder->phrases, analyzer, PHRASE_FOLDED, failure)))
        status = add_labels(finder, analyzer, failure);
    if (status)
        country_finder_free(finder);
    else
        *made = finder;
    return status;
}

void country_finder_free(struct country_finder *finder)
{
    if (!finder)
        return;
    phrases_free(finder->phrases);
    free(finder->names);
    free(finder->tallies);
    free(finder->unclear);
    free(finder);
}

/* == The words ================================================================================================ */

static bool line_has_small_letters(struct bytes text, size_t offset)
{
    const char *start = memrchr(text.data, '\n', offset);
    const char *end = memchr(text.data + offset, '\n', text.size - offset);
    const char *at = start ? start + 1 : text.data;
    for (end = end ? end : text.data + text.size; at < end; at++)
        if (*at >= 'a' && *at <= 'z')
            return true;
    return false;
}

static bool label_fits(const struct name *name, const struct analysis *words, size_t at, enum language language)
{
    const struct token *token = &words->tokens[at];
    if (name->role == LABEL_CUE && name->language != LANGUAGE_UNKNOWN && language != LANGUAGE_UNKNOWN &&
        name->language != language)
        return false;
    if (name->upper)
        return token->upper && line_has_small_letters(words->text, token->offset);
    return !name->capital || token->capital;
}

/* The countries of a match whose spelling fits. */
static size_t candidates(const struct country_finder *finder, const struct analysis *words,
                         const struct phrase_match *match, enum language language,
                         uint32_t countries[CANDIDATES_MOST])
{
    size_t count = 0;
    for (size_t i = 0; i < match->payload_count && count < CANDIDATES_MOST; i++) {
        const struct name *name = &finder->names[match->payloads[i]];
        if (name->shield)
            return 0;
        if (!label_fits(name, words, match->first_token, language))
            continue;
        size_t known = 0;
        while (known < count && countries[known] != name->country)
            known++;
        countries[known] = name->country;
        count += known == count;
    }
    return count;
}

static void count_mention(struct country_finder *finder, uint32_t country, const struct analysis *words, size_t token)
{
    struct tally *tally = &finder->tallies[country];
    if (tally->count++ == 0) {
        tally->words = words;
        tally->token = token;
    }
}

static enum status collect(struct country_finder *finder, const struct analysis *words, enum language language,
                           struct failure *failure)
{
    struct phrase_match match;
    for (size_t at = 0; at < words->token_count;) {
        struct mention mention = { .words = words, .token = at };
        if (!phrases_match(finder->phrases, words, LANGUAGE_UNKNOWN, at, &match)) {
            at++;
            continue;
        }
        mention.country_count = candidates(finder, words, &match, language, mention.countries);
        at += match.token_count;
        if (mention.country_count == 1)
            count_mention(finder, mention.countries[0], words, mention.token);
        if (mention.country_count < 2)
            continue;
        if (!array_reserve((void **)&finder->unclear, &finder->unclear_capacity, finder->unclear_count + 1,
                           sizeof *finder->unclear))
            return fail_no_memory(failure);
        finder->unclear[finder->unclear_count++] = mention;
    }
    return STATUS_OK;
}

/* Of the countries that share a label, the one that the document names elsewhere; the home country where it shares
 * the label and no other is named. */
static void settle(struct country_finder *finder)
{
    for (size_t i = 0; i < finder->unclear_count; i++) {
        struct mention *mention = &finder->unclear[i];
        uint32_t named = 0;
        size_t named_count = 0;
        for (size_t j = 0; j < mention->country_count; j++)
            if (finder->tallies[mention->countries[j]].count > 0) {
                named = mention->countries[j];
                named_count++;
            }
        mention->country_count = named_count == 1;
        mention->countries[0] = named;
    }
    for (size_t i = 0; i < finder->unclear_count; i++)
        if (finder->unclear[i].country_count == 1)
            count_mention(finder, finder->unclear[i].countries[0], finder->unclear[i].words,
                          finder->unclear[i].token);
}

static enum status add_findings(struct country_finder *finder, struct record *record, struct failure *failure)
{
    const struct authority *countries = finder->countries;
    enum status status = STATUS_OK;
    while (!status) {
        struct tally *best = NULL;
        for (size_t i = 0; i < countries->concept_count; i++)
            if (&countries->concepts[i] != finder->home && finder->tallies[i].count > (best ? best->count : 0))
                best = &finder->tallies[i];
        if (!best)
            break;
        struct bytes evidence = analysis_sentence(best->words->text, best->words->tokens[best->token].offset,
                                                  EVIDENCE_BYTES);
        status = record_add_country(record, countries->concepts[best - finder->tallies].id, best->count, evidence,
                                    failure);
        best->count = 0;
    }
    return status;
}

enum status fact_countries(struct country_finder *finder, const struct fact_words *words, struct record *record,
                           struct failure *failure)
{
    enum status status;
    if (record->country_count > 0)
        return STATUS_OK;
    memset(finder->tallies, 0, finder->countries->concept_count * sizeof *finder->tallies);
    finder->unclear_count = 0;
    if ((status = collect(finder, words->title, record->language, failure)) ||
        (status = collect(finder, words->text, record->language, failure)))
        return status;
    settle(finder);
    return add_findings(finder, record, failure);
}
