/* Two states of one document, compared fact by fact. */
#ifndef DEPECHE_INDEXER_DIFF_FACTS_H
#define DEPECHE_INDEXER_DIFF_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "record/record.h"

enum { DIFF_FACT_COUNT = 12 };

/* "title", "countries" ... in the order they are told. */
const char *diff_fact_name(size_t fact);

/* Append the fact as text: "HT MX"; of the text, how many characters it has. */
void diff_fact_write(const struct record *record, size_t fact, struct buffer *text);

/* Is it another? Of the text every byte counts, not what is written of it. */
bool diff_fact_differs(const struct record *before, const struct record *after, size_t fact);

#endif
