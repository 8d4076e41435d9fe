/* Names the countries could not be told from: those of several, where nothing decides, and those that stand like the
 * name of a place and are on no list. Nobody is counted for them; the librarian may want to know. */
#include <stdlib.h>
#include <string.h>

#include "indexer/facts/fact_countries.h"
#include "indexer/facts/fact_rooms.h"
#include "indexer/page/notes.h"

/* Before the name of a town or a country, and seldom before other names. */
static bool leads_place(const struct analysis *words, size_t at, enum language language)
{
    static const char *const french[] = { "\u00e0", "en" }, *const english[] = { "in", "near" };
    const char *const *leads = language == LANGUAGE_FRENCH ? french : english;
    for (size_t i = 0; i < sizeof french / sizeof *french; i++)
        if (token_is(words, at, leads[i]))
            return true;
    return false;
}

/* Months and languages have capitals in English, and "in" before them. */
static bool is_no_place(const struct analysis *words, size_t at)
{
    static const char *const names[] = { "January",  "February", "March",  "April",     "May",
                                         "June",     "July",     "August", "September", "October",
                                         "November", "December", "Spring", "Summer",    "Fall",
                                         "Autumn",   "Winter",   "French", "English" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (token_is(words, at, names[i]))
            return true;
    return false;
}

void country_note_unknown(struct country_finder *finder, const struct analysis *words, size_t at,
                          enum language language)
{
    enum { SHORTEST = 3, WORDS_MOST = 3 };
    const struct token *token = &words->tokens[at];
    if (!token->capital || token->upper || token->first || at == 0 || token->length < SHORTEST ||
        finder->unknown_count == UNKNOWN_MOST || !leads_place(words, at - 1, language) ||
        !tokens_joined_by(words, at - 1, at, "") || is_no_place(words, at))
        return;
    size_t count = 1;
    while (count < WORDS_MOST && at + count < words->token_count && words->tokens[at + count].capital &&
           (words->tokens[at + count].joined || tokens_joined_by(words, at + count - 1, at + count, "")))
        count++;
    if (count > 1 && is_person(&finder->persons, words, at + 1))
        return;
    finder->unknown[finder->unknown_count++] = (struct mention){ .words = words, .token = at, .token_count = count };
}

/* == Notes ==================================================================================================== */

static struct bytes text_of(const struct mention *mention)
{
    const struct token *first = &mention->words->tokens[mention->token], *last = first + mention->token_count - 1;
    return (struct bytes){ mention->words->text.data + first->offset, last->offset + last->length - first->offset };
}

/* Was the same said of an earlier one? */
static bool is_told(const struct mention *mentions, size_t count, const struct mention *mention)
{
    struct bytes text = text_of(mention);
    for (size_t i = 0; i < count; i++)
        if (bytes_equal(text_of(&mentions[i]), text))
            return true;
    return false;
}

static void note_ambiguous(const struct country_finder *finder, const struct mention *mention, struct buffer *notes)
{
    char codes[CANDIDATES_MOST * 3 + 1] = "";
    size_t used = 0;
    struct bytes text = text_of(mention);
    for (size_t i = 0; i < mention->country_count; i++)
        used += (size_t)snprintf(codes + used, sizeof codes - used, "%s%.2s", i ? " " : "",
                                 finder->countries->concepts[mention->countries[i]].id);
    notes_add(notes, NOTE_AMBIGUOUS, "%s\t%.*s", codes, (int)text.size, text.data);
}

void country_finder_note(const struct country_finder *finder, struct buffer *notes)
{
    for (size_t i = 0; i < finder->unclear_count; i++)
        if (finder->mentions[i].unsettled && !is_told(finder->mentions, i, &finder->mentions[i]))
            note_ambiguous(finder, &finder->mentions[i], notes);
    for (size_t i = 0; i < finder->unknown_count; i++) {
        struct bytes text = text_of(&finder->unknown[i]);
        if (!is_told(finder->unknown, i, &finder->unknown[i]))
            notes_add(notes, NOTE_UNKNOWN, "%.*s", (int)text.size, text.data);
    }
}
