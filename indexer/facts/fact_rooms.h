/* One room for each fact: what facts.c calls in turn. Each keeps what the record has already. */
#ifndef DEPECHE_INDEXER_FACT_ROOMS_H
#define DEPECHE_INDEXER_FACT_ROOMS_H

#include "base/interner.h"
#include "base/status.h"
#include "indexer/page/page.h"
#include "language/analysis.h"
#include "record/authority.h"
#include "record/record.h"

enum { EVIDENCE_BYTES = 300 /* a sentence is cut there */ };

/* The words of a record. */
struct fact_words {
    const struct analysis *title, *text;
};

/* What the page declares, else what the words say. */
enum status fact_language(const struct page *page, const struct fact_words *words,
                          struct record *record, struct failure *failure);

/* Where the text changes its language; nothing where it does not. The marks of its small words are given before the
 * interner is kept. */
struct passage_words {
    uint16_t french, english;
};
enum status passage_words_mark(struct passage_words *small, struct analyzer *analyzer, struct failure *failure);
enum status fact_passages(const struct passage_words *small, const struct fact_words *words, struct record *record,
                          struct failure *failure);

/* The day of publication: the rungs of a ladder, the surest first. Never the file's mtime. */
enum status fact_date(const struct page *page, struct record *record, struct failure *failure);

/* Release, report or other page. After the date: how it is stated tells. */
enum status fact_kind(const struct page *page, struct record *record, struct failure *failure);

/* The address of the version in the other language, as a link of the page tells it; after the language. */
enum status fact_twin(const struct page *page, struct record *record, struct failure *failure);

/* The period a report speaks of. */
enum status fact_period(struct record *record, struct failure *failure);

/* The countries named, with their counts. */
struct country_finder;
enum status country_finder_new(struct country_finder **finder, const struct authority *countries, const char *home,
                               struct analyzer *analyzer, struct failure *failure);
void country_finder_free(struct country_finder *finder);
enum status fact_countries(struct country_finder *finder, const struct fact_words *words, struct record *record,
                           struct failure *failure);

/* What the last call could not tell, as NOTE_AMBIGUOUS and NOTE_UNKNOWN, each name once. */
void country_finder_note(const struct country_finder *finder, struct buffer *notes);

/* The goals spoken of, with their scores. */
struct goal_finder;
enum status goal_finder_new(struct goal_finder **finder, const struct authority *goals, struct analyzer *analyzer,
                            struct failure *failure);
void goal_finder_free(struct goal_finder *finder);
enum status fact_goals(struct goal_finder *finder, const struct fact_words *words, struct record *record,
                       struct failure *failure);

#endif
