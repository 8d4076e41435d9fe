/* The names by which countries are looked for, and what each asks of the words that match it. */
#include <string.h>

#include "base/array.h"
#include "indexer/facts/fact_countries.h"

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

/* Texts write "la Dominique" where the list has "La Dominique". */
static bool begins_with_article(const char *text)
{
    static const char *const articles[] = { "La ", "Le ", "Les ", "The " };
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++)
        if (strncmp(text, articles[i], strlen(articles[i])) == 0)
            return true;
    return false;
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
                               .capital = !adjective && !begins_lower(label->text),
                               .article = words->token_count > 1 && begins_with_article(label->text) };
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
    if (!holds_label(finder, analyzer, bytes_of(label), 1, words, &holds, failure) ||
        !holds_label(finder, analyzer, text, 0, words, &holds, failure))
        return failure->status;
    for (size_t i = 0; i < match.payload_count; i++)
        finder->names[match.payloads[i]].shield |= holds;
    return STATUS_OK;
}

enum status country_labels_add(struct country_finder *finder, struct analyzer *analyzer, struct failure *failure)
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
