/* Does a match of a country's name count? Case, capitals and the words beside it tell. */
#include <string.h>

#include "indexer/facts/fact_countries.h"

/* Around `offset`, on its line. */
static bool has_small_letters(struct bytes text, size_t offset)
{
    enum { AROUND = 100 };
    size_t at = offset > AROUND ? offset - AROUND : 0;
    const char *start = memrchr(text.data + at, '\n', offset - at);
    at = start ? (size_t)(start - text.data) : at;
    for (; at < text.size && at < offset + AROUND && (at <= offset || text.data[at] != '\n'); at++)
        if (text.data[at] >= 'a' && text.data[at] <= 'z')
            return true;
    return false;
}

/* "US" is the country where not the whole line is capitals; "EU" is not É.-U., but E.-U. is. */
static bool upper_fits(const struct name *name, const struct analysis *words, const struct token *token)
{
    bool dotted = memchr(words->text.data + token->offset, '.', token->length) != NULL;
    return token->upper && (dotted || (token->form == name->form && has_small_letters(words->text, token->offset)));
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

static bool label_fits(const struct name *name, const struct analysis *words, const struct phrase_match *match,
                       enum language language, bool capitals)
{
    const struct token *token = &words->tokens[match->first_token];
    if (name->abbreviation)
        return token->capital && abbreviation_fits(name, words, match);
    if (name->role == LABEL_CUE && name->language != LANGUAGE_UNKNOWN && language != LANGUAGE_UNKNOWN &&
        name->language != language)
        return false;
    if (name->upper)
        return upper_fits(name, words, token);
    if (!token->capital && token->form != name->form && token->form != token->folded)
        return false; /* accents may be left out, not added: "corsé" is not "corse" */
    return !name->capital || words->tokens[match->first_token + name->article].capital || !capitals;
}

/* A part of a compound name is no place: "Mme Greenland-Morgan", unless the other part is one too: "Paris-Dakar". */
static bool is_compound(const struct country_finder *finder, const struct mention *mention)
{
    const struct analysis *words = mention->words;
    struct phrase_match match;
    size_t first = mention->token, next = first + mention->token_count;
    if (next < words->token_count && words->tokens[next].joined && words->tokens[next].capital &&
        !phrases_match(finder->phrases, words, LANGUAGE_UNKNOWN, next, &match))
        return true;
    if (!words->tokens[first].joined || first == 0 || !words->tokens[first - 1].capital)
        return false;
    const struct mention *last = finder->mention_count ? &finder->mentions[finder->mention_count - 1] : NULL;
    return !last || last->words != words || last->token + last->token_count != first;
}

/* "UFA, 16.7.1": no city, though there is one of that name. */
static bool is_acronym(const struct mention *mention)
{
    enum { SHORT = 4 };
    const struct token *token = &mention->words->tokens[mention->token];
    return token->upper && token->length <= SHORT && !token->first &&
           has_small_letters(mention->words->text, token->offset);
}

/* "en allemand", "into German, French and": the adjective is a language's name. */
static bool is_language(const struct mention *mention, enum language language)
{
    static const char *const ends[] = { ",", ".", ";", ")" };
    const struct analysis *words = mention->words;
    size_t at = mention->token, next = at + mention->token_count;
    if (at == 0 || !tokens_joined_by(words, at - 1, at, ""))
        return false;
    if (language == LANGUAGE_FRENCH)
        return token_is(words, at - 1, "en");
    if (!token_is(words, at - 1, "in") && !token_is(words, at - 1, "into"))
        return false;
    size_t end = words->tokens[next - 1].offset + words->tokens[next - 1].length;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (end < words->text.size && words->text.data[end] == *ends[i])
            return true;
    return next == words->token_count || token_is(words, next, "and") || token_is(words, next, "or");
}

/* The countries of a match whose spelling fits. */
void country_match_judge(const struct country_finder *finder, const struct phrase_match *match,
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
    bool cue = finder->names[match->payloads[0]].role == LABEL_CUE;
    if (mention->country_count == 0)
        return;
    if (cue ? is_language(mention, language) : is_compound(finder, mention))
        mention->country_count = 0;
    else if (!cue && match->token_count == 1 &&
             (is_person(&finder->persons, mention->words, match->first_token) ||
              (mention->place && !mention->abbreviation && is_acronym(mention))))
        mention->country_count = 0;
}
