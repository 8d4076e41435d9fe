/* What a document tells of itself: the words are cut once, and each fact is looked for in its own room. */
#include "indexer/facts/facts.h"

#include <stdlib.h>
#include <string.h>

#include "indexer/facts/fact_rooms.h"
#include "indexer/facts/release_number.h"

struct fact_finder {
    struct analyzer *analyzer;
    struct country_finder *countries;
    struct goal_finder *goals;
    struct passage_words passages;
    struct analysis title, text;
    char number[RELEASE_NUMBER_BYTES];
    bool twin_is_given;
};

enum status fact_finder_new(struct fact_finder **made, const struct fact_settings *settings, struct failure *failure)
{
    struct fact_finder *finder = calloc(1, sizeof *finder);
    enum status status;
    if (!finder)
        return fail_no_memory(failure);
    if ((status = analyzer_new(&finder->analyzer, failure)) ||
        (status = country_finder_new(&finder->countries, settings->countries, settings->home, finder->analyzer, failure)) ||
        (status = goal_finder_new(&finder->goals, settings->goals, finder->analyzer, failure)) ||
        (status = passage_words_mark(&finder->passages, finder->analyzer, failure))) {
        fact_finder_free(finder);
        return status;
    }
    analyzer_keep(finder->analyzer);
    *made = finder;
    return STATUS_OK;
}

void fact_finder_free(struct fact_finder *finder)
{
    if (!finder)
        return;
    analysis_clear(&finder->title);
    analysis_clear(&finder->text);
    country_finder_free(finder->countries);
    goal_finder_free(finder->goals);
    analyzer_free(finder->analyzer);
    free(finder);
}

enum status facts_find(struct fact_finder *finder, const struct page *page, struct record *record, struct failure *failure)
{
    struct bytes title = { record->title ? record->title : "", record->title ? strlen(record->title) : 0 };
    struct bytes text = { record->text.bytes, record->text.size };
    struct fact_words words = { &finder->title, &finder->text };
    enum status status;

    finder->twin_is_given = record->twin != NULL;
    analyzer_rest(finder->analyzer);
    if ((status = analysis_make(finder->analyzer, title, &finder->title, failure)) ||
        (status = analysis_make(finder->analyzer, text, &finder->text, failure)) ||
        (status = fact_language(page, &words, record, failure)) ||
        (status = fact_passages(&finder->passages, &words, record, failure)) ||
        (status = fact_date(page, record, failure)) || (status = fact_kind(page, record, failure)) ||
        (status = fact_period(record, failure)) || (status = fact_twin(page, record, failure)) ||
        (status = fact_countries(finder->countries, &words, record, failure)))
        return status;
    if (!release_number_find(page, finder->number))
        finder->number[0] = '\0';
    return fact_goals(finder->goals, &words, record, failure);
}

void fact_finder_note_names(const struct fact_finder *finder, struct buffer *notes)
{
    country_finder_note(finder->countries, notes);
}

const struct analysis *fact_finder_title(const struct fact_finder *finder)
{
    return &finder->title;
}

const struct analysis *fact_finder_text(const struct fact_finder *finder)
{
    return &finder->text;
}

struct interner *fact_finder_interner(struct fact_finder *finder)
{
    return analyzer_interner(finder->analyzer);
}

const char *fact_finder_number(const struct fact_finder *finder)
{
    return finder->number;
}

bool fact_finder_twin_is_given(const struct fact_finder *finder)
{
    return finder->twin_is_given;
}
