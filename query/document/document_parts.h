/* A long text in parts that a page can show, cut where a printed page or a paragraph begins. */
#ifndef DEPECHE_QUERY_DOCUMENT_PARTS_H
#define DEPECHE_QUERY_DOCUMENT_PARTS_H

#include "record/record.h"

/* About so much is one part; a text that is hardly longer is not cut. */
enum { DOCUMENT_PART_BYTES = 16000 };

struct document_part {
    size_t number; /* from 1; 0: past the end */
    size_t begin, end;
};

/* The first part; the one after it; each depends on the document alone. An empty text has one empty part. */
struct document_part document_part_first(const struct record *record);
struct document_part document_part_next(const struct record *record, struct document_part part);

size_t document_part_count(const struct record *record);

/* The part of this number, the last where there are not so many; and the one that holds the byte `at`. */
struct document_part document_part_of(const struct record *record, size_t number);
struct document_part document_part_at(const struct record *record, size_t at);

#endif
