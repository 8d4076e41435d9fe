/* Names that are ambiguous or on no list, and in how many documents: what a librarian may want to add or to settle.
 * A table of CSV, the most frequent first. */
#ifndef DEPECHE_INDEXER_NAME_COUNTS_H
#define DEPECHE_INDEXER_NAME_COUNTS_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/interner.h"
#include "base/status.h"

/* So many different names at the most: past them the rarest are forgotten, and what is left of them is counted anew.
 */
enum { NAME_COUNTS_MOST = 50000 };

struct name_count {
    uint64_t documents;
    char *example; /* the first document */
};

struct name_counts {
    const char *path; /* NULL: nobody wants to know */
    struct interner *keys;
    struct name_count *items; /* by key */
    size_t capacity;
    struct failure failure; /* the first, told by `name_counts_finish` */
};

/* Count what the notes of a document name. The path must outlive it. */
void name_counts_open(struct name_counts *names, const char *path);
void name_counts_add(struct name_counts *names, const char *source, struct bytes notes);

/* Write the file, atomically. */
enum status name_counts_finish(struct name_counts *names, struct failure *failure);
void name_counts_clear(struct name_counts *names);

#endif
