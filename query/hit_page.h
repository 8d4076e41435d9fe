/* The page of a printed document on which a hit was found. */
#ifndef DEPECHE_QUERY_HIT_PAGE_H
#define DEPECHE_QUERY_HIT_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "language/language.h"
#include "record/record.h"

/* Number 0: of a document without pages, or of a match that is not in its text. */
struct hit_page {
    size_t number, count; /* in the file, from 1; of how many */
    const char
        *label; /* as printed on the page, NULL where that is its number or not known; borrowed from the record */
};

/* The page that holds the byte `at` of the record's text; SIZE_MAX for none. */
struct hit_page hit_page_at(const struct record *record, size_t at);

/* "page iv (4 of 92)", "page 4 of 92". */
void hit_page_tell(const struct hit_page *page, enum language ui, struct buffer *out);

/* What makes a browser open a PDF at the page, into `fragment`: "#page=4". "" for other documents, and where the
 * address has a fragment already, as the members of archives have. */
enum { HIT_PAGE_FRAGMENT_BYTES = 32 };
void hit_page_fragment(const struct hit_page *page, const struct record *record,
                       char fragment[HIT_PAGE_FRAGMENT_BYTES]);

#endif
