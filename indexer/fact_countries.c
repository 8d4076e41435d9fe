/* The countries a document names: their names, demonyms and places, as far as case and context let them count. */
#include "indexer/fact_countries.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "indexer/fact_rooms.h"
#include "language/phrases.h"

enum { CANDIDATES_MOST = 8, /* countries that share a label */ NO_COUNTRY = UINT32_MAX };

/* What a label asks of the words that match it. */
struct name {
    uint32_t country;
    uint32_t form; /* of its first word */
    enum label_role role;
    enum language language;
    bool upper;   /* "US": only so written */
    bool capital; /* begins with one */
    bool shield;  /* shared, and longer than another label: "North American" keeps America's out and names nobody */
    bool region;  /* a state or province: stands after the names of its cities */
    bool abbreviation; /* of one: counts only there */
};

struct mention {
    const struct analysis *words;
    size_t token, token_count;
    const uint32_t *phrase; /* payloads: the same for the same words */
    uint32_t countries[CANDIDATES_MOST];
    size_t country_count; /* more than one: the context decides */
    bool place, region, abbreviation;
    bool narrowed; /* by the region after it */
};

struct tally {
    unsigned count;
    const struct analysis *words; /* of the first mention */
    size_t token;
};

struct country_finder {
    const struct authority *countries;
    uint32_t home; /* NO_COUNTRY for none */
    struct phrases *phrases;
    struct person_words persons;
    struct name *names; /* by payload */
    size_t name_count, name_capacity;
    struct tally *tallies; /* by country */
    struct mention *mentions;
    size_t mention_count, mention_capacity;
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

static enum status add_name(struct country_finder *finder, struct bytes text, const struct name *name,
                            struct failure *failure)
{
    if (!array_reserve((void **)&finder->names, &finder->name_capacity, finder->name_count + 1,
                       sizeof *finder->names))
        return fail_no_memory(failure);
    finder->names[finder->name_count] = *name;
    return phrases_add(finder->phrases, name->language, text, (uint32_t)finder->name_count++, failure);
}

static enum status add_label(struct country_finder *finder, struct analyzer *analyzer, uint32_t country,
                             const struct label *label, struct analysis *words, struct failure *failure)
{
    struct bytes text = { label->text, strlen(label->text) };
    enum status status = analysis_make(analyzer, text, words, failure);
    if (status || words->token_count == 0)
        return status;
    bool adjective = label->role == LABEL_CUE && label->language == LANGUAGE_FRENCH;
    const struct name name = { .country = country,
                               .form = words->tokens[0].form,
                               .role = label->role,
                               .language = label->language,
                               .upper = all_capitals(label->text),
                               .capital = !adjective && !begins_lower(label->text) };
    return add_name(finder, text, &name, failure);
}

/* The abbreviations of a region, and the mark on its name. */
static enum status add_region(struct country_finder *finder, struct analyzer *analyzer, const struct region *region,
                              struct analysis *words, struct failure *failure)
{
    const struct concept *country = authority_find(finder->countries, region->country);
    struct bytes text = { region->name, strlen(region->name) };
    struct phrase_match match;
    enum status status = analysis_make(analyzer, text, words, failure);
    if (status || !country)
        return status;
    struct name name = { .country = (uint32_t)(country - finder->countries->concepts),
                         .role = LABEL_PLACE,
                         .capital = true,
                         .region = true,
                         .abbreviation = true };
    if (phrases_match(finder->phrases, words, LANGUAGE_UNKNOWN, 0, &match) && match.token_count == words->token_count)
        for (size_t i = 0; i < match.payload_count; i++)
            finder->names[match.payloads[i]].region |= finder->names[match.payloads[i]].country == name.country;
    for (const char *at = region->abbreviations; at && *at && !status;) {
        size_t size = strcspn(at, "|");
        name.upper = size == 2 && at[1] != '.';
        status = add_name(finder, (struct bytes){ at, size }, &name, failure);
        at += size;
        at += *at == '|';
    }
    return status;
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
            status = add_label(finder, analyzer, (uint32_t)i, &countries->concepts[i].labels[j], &words, failure);
    for (size_t i = 0; i < countries->concept_count; i++)
        for (size_t j = 0; j < countries->concepts[i].label_count && !status; j++)
            status = find_shield(finder, analyzer, countries->concepts[i].labels[j].text, &words, failure);
    for (size_t i = 0; country_regions[i].name && !status; i++)
        status = add_region(finder, analyzer, &country_regions[i], &words, failure);
    analysis_clear(&words);
    return status;
}

enum status country_finder_new(struct country_finder **made, const struct authority *countries, const char *home,
                               struct analyzer *analyzer, struct failure *failure)
{
    struct country_finder *finder = calloc(1, sizeof *finder);
    if (!finder)
        return fail_no_memory(failure);
    const struct concept *own = home ? authority_find(countries, home) : NULL;
    finder->countries = countries;
    finder->home = own ? (uint32_t)(own - countries->concepts) : NO_COUNTRY;
    finder->tallies = calloc(countries->concept_count + 1, sizeof *finder->tallies);
    enum status status = finder->tallies ? STATUS_OK : fail_no_memory(failure);
    if (!status && !(status = phrases_new(&finder->phrases, analyzer, PHRASE_FOLDED, failure)) &&
        !(status = add_labels(finder, analyzer, failure)))
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
    free(finder->mentions);
    free(finder);
}

/* == Does a match count? ====================================================================================== */

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

/* "US" is the country where not the whole line is capitals; "EU" is not É.-U., but E.-U. is. */
static bool upper_fits(const struct name *name, const struct analysis *words, const struct token *token)
{
    bool dotted = memchr(words->text.data + token->offset, '.', token->length) != NULL;
    return token->upper &&
           (dotted || (token->form == name->form && line_has_small_letters(words->text, token->offset)));
}

/* "Paris, Tex." */
static bool abbreviation_fits(const struct name *name, const struct analysis *words, const struct phrase_match *match)
{
    size_t at = match->first_token;
    const struct token *last = &words->tokens[at + match->token_count - 1];
    size_t end = last->offset + last->length;
    bool dotted = end < words->text.size && words->text.data[end] == '.';
    if (at == 0 || !words->tokens[at - 1].capital || !tokens_joined_by(words, at - 1, at, ","))
        return false;
    return name->upper ? words->tokens[at].upper
                       : dotted || memchr(words->text.data + last->offset, '.', last->length);
}

/* Some type without any capital. */
static bool has_capitals(const struct analysis *words)
{
    for (size_t i = 0; i < words->token_count; i++)
        if (words->tokens[i].capital)
            return true;
    return false;
}

static bool label_fits(const struct name *name, const struct analysis *words, const struct phrase_match *match,
                       enum language language, bool capitals)
{
    const struct token *token = &words->tokens[match->first_token];
    if (name->abbreviation)
        return token->capital && abbreviation_fits(name, words, match);
    if (name->role == LABEL_CUE && name->language != LANGUAGE_UNKNOWN && language != LANGUAGE_UNKNOWN &&
        name->language != language)
        return false;
    return name->upper ? upper_fits(name, words, token) : !name->capital || token->capital || !capitals;
}

/* The countries of a match whose spelling fits. */
static void set_candidates(const struct country_finder *finder, const struct phrase_match *match,
                           enum language language, bool capitals, struct mention *mention)
{
    mention->place = mention->abbreviation = true;
    for (size_t i = 0; i < match->payload_count && mention->country_count < CANDIDATES_MOST; i++) {
        const struct name *name = &finder->names[match->payloads[i]];
        if (name->shield)
            return;
        if (!label_fits(name, mention->words, match, language, capitals))
            continue;
        size_t known = 0;
        while (known < mention->country_count && mention->countries[known] != name->country)
            known++;
        mention->countries[known] = name->country;
        mention->country_count += known == mention->country_count;
        mention->place &= name->role == LABEL_PLACE;
        mention->region |= name->region;
        mention->abbreviation &= name->abbreviation;
    }
    if (mention->country_count && match->token_count == 1 && finder->names[match->payloads[0]].role != LABEL_CUE &&
        is_person(&finder->persons, mention->words, match->first_token))
        mention->country_count = 0;
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

/* "Hamilton, Ontario": the city is where the region is. Of "Tbilisi, Georgia" the city says which Georgia it is. */
static void narrow_by_region(struct country_finder *finder, struct mention *region)
{
    if (!region->region || finder->mention_count == 0)
        return;
    struct mention *city = &finder->mentions[finder->mention_count - 1];
    if (city->words != region->words || city->token + city->token_count != region->token || !city->place ||
        !tokens_joined_by(city->words, region->token - 1, region->token, ","))
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

static enum status collect(struct country_finder *finder, const struct analysis *words, enum language language,
                           struct failure *failure)
{
    bool capitals = has_capitals(words);
    struct phrase_match match;
    for (size_t at = 0; at < words->token_count;) {
        if (!phrases_match(finder->phrases, words, LANGUAGE_UNKNOWN, at, &match)) {
            at++;
            continue;
        }
        struct mention mention = {
            .words = words, .token = at, .token_count = match.token_count, .phrase = match.payloads
        };
        set_candidates(finder, &match, language, capitals, &mention);
        at += match.token_count;
        if (mention.country_count == 0)
            continue;
        narrow_by_region(finder, &mention);
        if (!array_reserve((void **)&finder->mentions, &finder->mention_capacity, finder->mention_count + 1,
                           sizeof *finder->mentions))
            return fail_no_memory(failure);
        finder->mentions[finder->mention_count++] = mention;
    }
    return STATUS_OK;
}

/* == Deciding ================================================================================================= */

static void count_mention(struct country_finder *finder, const struct mention *mention)
{
    struct tally *tally = &finder->tallies[mention->countries[0]];
    if (tally->count++ == 0) {
        tally->words = mention->words;
        tally->token = mention->token;
    }
}

/* Who was narrowed once is meant everywhere: after "Paris, Texas" so is "Paris". */
static void spread_narrowed(struct country_finder *finder)
{
    for (size_t i = 0; i < finder->mention_count; i++) {
        const struct mention *model = &finder->mentions[i];
        for (size_t j = 0; model->narrowed && !model->region && j < finder->mention_count; j++) {
            struct mention *mention = &finder->mentions[j];
            if (mention->phrase == model->phrase && !mention->narrowed) {
                mention->countries[0] = model->countries[0];
                mention->country_count = 1;
            }
        }
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
    mention->country_count = named_count == 1;
    mention->countries[0] = named;
}

static void count_mentions(struct country_finder *finder)
{
    size_t unclear = 0;
    spread_narrowed(finder);
    for (size_t i = 0; i < finder->mention_count; i++)
        if (finder->mentions[i].country_count == 1)
            count_mention(finder, &finder->mentions[i]);
        else
            finder->mentions[unclear++] = finder->mentions[i];
    for (size_t i = 0; i < unclear; i++) /* all, before any of them is counted as named */
        settle(finder, &finder->mentions[i]);
    for (size_t i = 0; i < unclear; i++)
        if (finder->mentions[i].country_count == 1)
            count_mention(finder, &finder->mentions[i]);
}

static enum status add_findings(struct country_finder *finder, struct record *record, struct failure *failure)
{
    const struct authority *countries = finder->countries;
    enum status status = STATUS_OK;
    while (!status) {
        size_t best = 0;
        unsigned most = 0;
        for (size_t i = 0; i < countries->concept_count; i++)
            if (i != finder->home && finder->tallies[i].count > most) {
                best = i;
                most = finder->tallies[i].count;
            }
        if (most == 0)
            break;
        struct tally *tally = &finder->tallies[best];
        struct bytes evidence = analysis_sentence(tally->words->text, tally->words->tokens[tally->token].offset,
                                                  EVIDENCE_BYTES);
        status = record_add_country(record, countries->concepts[best].id, tally->count, evidence, failure);
        tally->count = 0;
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
    finder->mention_count = 0;
    if ((status = collect(finder, words->title, record->language, failure)) ||
        (status = collect(finder, words->text, record->language, failure)))
        return status;
    count_mentions(finder);
    return add_findings(finder, record, failure);
}
