/* A finished generation, opened to be looked at: whole, or one after the other. */
#ifndef DEPECHE_INDEXER_OPENED_H
#define DEPECHE_INDEXER_OPENED_H

#include "base/table.h"
#include "indexer/builder/manifest.h"
#include "indexer/builder/parts.h"
#include "record/published.h"
#include "shim/xapian_shim.h"

struct opened {
    unsigned long number;
    char directory[FILES_PATH_BYTES];
    struct manifest_facts facts;
    struct parts parts;
    struct xs_reader *reader; /* hides what is hidden */
    struct table twins;       /* record/published.h; without entries where there is no such file */
};

/* STATUS_NOT_FOUND, with a hint, where the index has no such generation. Whatever comes of it, `opened_close`
 * follows. */
enum status opened_open(struct opened *opened, const char *index, unsigned long number, struct failure *failure);
void opened_close(struct opened *opened);

/* The number of a generation, typed: STATUS_USAGE for what is none, STATUS_NOT_FOUND where there is no such one. */
enum status generation_named(const char *index, const char *text, unsigned long *number, struct failure *failure);

#endif
