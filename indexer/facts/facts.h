/* What a document tells of itself: kind, language, date, period, countries, goals, twin, each with its evidence. */
#ifndef DEPECHE_INDEXER_FACTS_H
#define DEPECHE_INDEXER_FACTS_H

#include <stdbool.h>

#include "base/status.h"
#include "indexer/page/page.h"
#include "language/analysis.h"
#include "record/authority.h"
#include "record/record.h"

/* What the facts are looked up in, and the words of the document at hand; one per process. */
struct fact_finder;

struct fact_settings {
    const struct authority *countries, *goals; /* must outlive the finder */
    const char *home; /* ISO code of the publisher's own country, never a finding; NULL for none */
};

/* The country of an ISO code of itself or of a part of it ("CA", "CA-QC"); NULL where there is none. */
const struct concept *fact_home(const struct authority *countries, const char *home);

enum status fact_finder_new(struct fact_finder **finder, const struct fact_settings *settings, struct failure *failure);
void fact_finder_free(struct fact_finder *finder);

/* Fill the record's language, kind, date, period, countries, goals and twin from its title and text (already there)
 * and the page they came from. Facts that the record has already are kept. */
enum status facts_find(struct fact_finder *finder, const struct page *page, struct record *record, struct failure *failure);

/* The names of the last record that nobody was counted for, as notes (indexer/page/notes.h). */
void fact_finder_note_names(const struct fact_finder *finder, struct buffer *notes);

/* The words of the last record, and the interner their ids are in: views, until the next `facts_find`. */
const struct analysis *fact_finder_title(const struct fact_finder *finder);
const struct analysis *fact_finder_text(const struct fact_finder *finder);
struct interner *fact_finder_interner(struct fact_finder *finder);

/* The number of the last release, "" when it has none; was its twin there before, by somebody's own word? */
const char *fact_finder_number(const struct fact_finder *finder);
bool fact_finder_twin_is_given(const struct fact_finder *finder);

#endif
