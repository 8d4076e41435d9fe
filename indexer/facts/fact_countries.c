/* The countries a document names: their names, demonyms and places, as far as case and context let them count. */
#include "indexer/facts/fact_countries.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "indexer/facts/fact_rooms.h"
#include "indexer/facts/facts.h"

const struct concept *fact_home(const struct authority *countries, const char *home)
{
    enum { CODE = 2 };
    char code[CODE + 1] = "";
    if (!home)
        return NULL;
    memcpy(code, home, strnlen(home, CODE));
    return home[strnlen(home, CODE)] == '-' || strlen(home) <= CODE ? authority_find(countries, code) : NULL;
}

enum status country_finder_new(struct country_finder **made, const struct authority *countries, const char *home,
                               struct analyzer *analyzer, struct failure *failure)
{
    struct country_finder *finder = calloc(1, sizeof *finder);
    if (!finder)
        return fail_no_memory(failure);
    const struct concept *own = fact_home(countries, home);
    finder->countries = countries;
    finder->home = own ? (uint32_t)(own - countries->concepts) : NO_COUNTRY;
    finder->tallies = calloc(countries->concept_count + 1, sizeof *finder->tallies);
    finder->named = calloc(countries->concept_count + 1, sizeof *finder->named);
    enum status status = finder->tallies && finder->named ? STATUS_OK : fail_no_memory(failure);
    if (!status && !(status = phrases_new(&finder->phrases, analyzer, PHRASE_FOLDED, failure)) &&
        !(status = country_labels_add(finder, analyzer, failure)))
        status = person_words_make(&finder->persons, analyzer_interner(analyzer), failure);
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
    person_words_clear(&finder->persons);
    free(finder->names);
    free(finder->tallies);
    free(finder->named);
    free(finder->mentions);
    free(finder);
}

/* == Collecting =============================================================================================== */

/* After a region comes no list: "in Boston, Ontario and Ohio" has three places, "Boston, Ontario" is one. */
static bool list_goes_on(const struct mention *region)
{
    static const char *const joints[] = { "and", "et", "or", "ou" };
    const struct analysis *words = region->words;
    size_t next = region->token + region->token_count;
    if (next >= words->token_count)
        return false;
    const struct token *token = &words->tokens[next];
    if (token->capital && tokens_joined_by(words, next - 1, next, ","))
        return true;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (token->length == strlen(joints[i]) &&
            memcmp(words->text.data + token->offset, joints[i], token->length) == 0)
            return tokens_joined_by(words, next - 1, next, "");
    return false;
}

static bool is_candidate(const struct mention *mention, uint32_t country)
{
    for (size_t i = 0; i < mention->country_count; i++)
        if (mention->countries[i] == country)
            return true;
    return false;
}

static uint32_t region_country(const struct country_finder *finder, const struct mention *mention)
{
    for (const uint32_t *payload = mention->phrase;; payload++)
        if (finder->names[*payload].region && is_candidate(mention, finder->names[*payload].country))
            return finder->names[*payload].country;
}

static void narrow(struct mention *mention, uint32_t country)
{
    mention->countries[0] = country;
    mention->country_count = 1;
    mention->narrowed = true;
}

/* "Hamilton, Ontario", "Paris, au Texas" */
static bool stands_in(const struct mention *city, const struct mention *region)
{
    static const char *const joints[] = { "au", "en", "dans" };
    size_t next = city->token + city->token_count;
    if (city->words != region->words)
        return false;
    if (next == region->token)
        return tokens_joined_by(city->words, region->token - 1, region->token, ",");
    if (next + 1 != region->token || !tokens_joined_by(city->words, next - 1, next, ",") ||
        !tokens_joined_by(city->words, next, next + 1, ""))
        return false;
    for (size_t i = 0; i < sizeof joints / sizeof *joints; i++)
        if (token_is(city->words, next, joints[i]))
            return true;
    return false;
}

/* "Hamilton, Ontario": the city is where the region is; so is "Lebanon, Pennsylvania". Of "Tbilisi, Georgia" the city
 * says which Georgia it is. */
static void narrow_by_region(struct country_finder *finder, struct mention *region)
{
    if (!region->region || finder->mention_count == 0)
        return;
    struct mention *city = &finder->mentions[finder->mention_count - 1];
    bool is_name = city->place || (city->token_count == 1 && finder->names[city->phrase[0]].role != LABEL_CUE);
    if (!is_name || !stands_in(city, region))
        return;
    uint32_t country = region_country(finder, region);
    if (city->country_count == 1 && city->countries[0] != country && is_candidate(region, city->countries[0]))
        narrow(region, city->countries[0]);
    else if (region->abbreviation || !list_goes_on(region) ||
             (city->country_count > 1 && is_candidate(city, country))) {
        narrow(city, country);
        narrow(region, country);
    }
}

/* Some type without any capital. */
static bool has_capitals(const struct analysis *words)
{
    for (size_t i = 0; i < words->token_count; i++)
        if (words->tokens[i].capital)
            return true;
    return false;
}

static enum status take_match(struct country_finder *finder, const struct analysis *words,
                              const struct phrase_match *match, enum language language, bool capitals,
                              struct failure *failure)
{
    struct mention mention = {
        .words = words, .token = match->first_token, .token_count = match->token_count, .phrase = match->payloads
    };
    country_match_judge(finder, match, language, capitals, &mention);
    if (mention.country_count == 0)
        return STATUS_OK;
    narrow_by_region(finder, &mention);
    if (!array_reserve((void **)&finder->mentions, &finder->mention_capacity, finder->mention_count + 1,
                       sizeof *finder->mentions))
        return fail_no_memory(failure);
    finder->mentions[finder->mention_count++] = mention;
    return STATUS_OK;
}

static enum status collect(struct country_finder *finder, const struct analysis *words, enum language language,
                           struct failure *failure)
{
    bool capitals = has_capitals(words), found = true;
    enum status status = STATUS_OK;
    for (size_t at = 0; found && !status;) {
        struct phrase_match match;
        found = phrases_next(finder->phrases, words, LANGUAGE_UNKNOWN, at, &match);
        for (size_t end = found ? match.first_token : words->token_count; at < end; at++)
            if (words->tokens[at].capital)
                country_note_unknown(finder, words, at, language);
        if (found) {
            status = take_match(finder, words, &match, language, capitals, failure);
            at += match.token_count;
        }
    }
    return status;
}

/* == Deciding ================================================================================================= */

static void count_mention(struct country_finder *finder, const struct fact_words *words,
                          const struct mention *mention)
{
    enum { LEAD_BYTES = 1200 };
    struct tally *tally = &finder->tallies[mention->countries[0]];
    if (tally->count == 0) {
        *tally = (struct tally){ .words = mention->words, .token = mention->token };
        finder->named[finder->named_count++] = mention->countries[0];
    }
    if (mention->words == words->title)
        tally->titled = true;
    else
        tally->lead_count += words->text->tokens[mention->token].offset < LEAD_BYTES;
    tally->count++;
}

/* Who was narrowed once is meant everywhere: after "Paris, Texas" so is "Paris". */
static void spread_narrowed(struct country_finder *finder)
{
    enum { MODELS_MOST = 32 };
    const struct mention *models[MODELS_MOST];
    size_t count = 0;
    for (size_t i = 0; i < finder->mention_count && count < MODELS_MOST; i++) {
        const struct mention *mention = &finder->mentions[i];
        size_t known = 0;
        while (known < count && models[known]->phrase != mention->phrase)
            known++;
        if (mention->narrowed && !mention->region && known == count)
            models[count++] = mention;
    }
    for (size_t i = 0; i < finder->mention_count && count > 0; i++) {
        struct mention *mention = &finder->mentions[i];
        for (size_t j = 0; j < count && !mention->narrowed; j++)
            if (models[j]->phrase == mention->phrase)
                narrow(mention, models[j]->countries[0]);
    }
}

/* Of the countries that share a label, the one that the document names elsewhere; with none, the home country; else
 * nobody is counted. */
static void settle(struct country_finder *finder, struct mention *mention)
{
    uint32_t named = NO_COUNTRY;
    size_t named_count = 0;
    for (size_t i = 0; i < mention->country_count; i++)
        if (finder->tallies[mention->countries[i]].count > 0) {
            named = mention->countries[i];
            named_count++;
        }
    if (named_count == 0 && is_candidate(mention, finder->home)) {
        named = finder->home;
        named_count = 1;
    }
    mention->unsettled = named_count != 1;
    if (!mention->unsettled)
        narrow(mention, named);
}

static void count_mentions(struct country_finder *finder, const struct fact_words *words)
{
    size_t unclear = 0;
    spread_narrowed(finder);
    for (size_t i = 0; i < finder->mention_count; i++)
        if (finder->mentions[i].country_count == 1)
            count_mention(finder, words, &finder->mentions[i]);
        else
            finder->mentions[unclear++] = finder->mentions[i];
    for (size_t i = 0; i < unclear; i++) /* all, before any of them is counted as named */
        settle(finder, &finder->mentions[i]);
    for (size_t i = 0; i < unclear; i++)
        if (!finder->mentions[i].unsettled)
            count_mention(finder, words, &finder->mentions[i]);
    finder->unclear_count = unclear;
}

/* What speaks for the document being about the country, and not only mentioning it. */
static unsigned weigh_tally(const struct tally *tally)
{
    enum { MENTION = 2, IN_TITLE = 8, IN_LEAD = 1 };
    return MENTION * tally->count + (tally->titled ? IN_TITLE : 0) + IN_LEAD * tally->lead_count;
}

/* The country that is spoken of most, and those that are not far behind. One passing word is no subject. */
static bool is_subject(const struct tally *tally, unsigned most)
{
    enum { LEAST = 4 };
    static const double SHARE = 0.3;
    unsigned weight = weigh_tally(tally);
    return weight >= LEAST && weight >= SHARE * most;
}

static unsigned most_weight(const struct country_finder *finder)
{
    unsigned most = 0;
    for (size_t i = 0; i < finder->named_count; i++) {
        uint32_t country = finder->named[i];
        unsigned weight = country == finder->home ? 0 : weigh_tally(&finder->tallies[country]);
        most = weight > most ? weight : most;
    }
    return most;
}

/* The most mentioned of those that are left, the home country aside; of two, the first in the list of countries. */
static uint32_t next_named(const struct country_finder *finder)
{
    uint32_t best = NO_COUNTRY;
    unsigned most = 0;
    for (size_t i = 0; i < finder->named_count; i++) {
        uint32_t country = finder->named[i];
        unsigned count = country == finder->home ? 0 : finder->tallies[country].count;
        if (count > most || (count && count == most && country < best)) {
            best = country;
            most = count;
        }
    }
    return best;
}

static enum status add_findings(struct country_finder *finder, struct record *record, struct failure *failure)
{
    const struct authority *countries = finder->countries;
    const unsigned most_spoken_of = most_weight(finder);
    enum status status = STATUS_OK;
    for (uint32_t best; !status && (best = next_named(finder)) != NO_COUNTRY;) {
        struct tally *tally = &finder->tallies[best];
        struct bytes evidence = analysis_sentence(tally->words->text, tally->words->tokens[tally->token].offset,
                                                  EVIDENCE_BYTES);
        status = record_add_country(record, countries->concepts[best].id, tally->count, evidence, failure);
        if (!status && is_subject(tally, most_spoken_of))
            record_mark_about(record, countries->concepts[best].id);
        tally->count = 0;
    }
    return status;
}

enum status fact_countries(struct country_finder *finder, const struct fact_words *words, struct record *record,
                           struct failure *failure)
{
    enum status status;
    finder->mention_count = finder->unclear_count = finder->unknown_count = 0;
    if (record->country_count > 0)
        return STATUS_OK;
    for (size_t i = 0; i < finder->named_count; i++) /* of the last document, as far as they were not told */
        finder->tallies[finder->named[i]].count = 0;
    finder->named_count = 0;
    if ((status = collect(finder, words->title, record->language, failure)) ||
        (status = collect(finder, words->text, record->language, failure)))
        return status;
    count_mentions(finder, words);
    return add_findings(finder, record, failure);
}
