/* The version file, `iamglass`: where each table's root is, and the numbers of the whole database. It is written
 * last: with it the database is there, without it not. */
#ifndef DEPECHE_GLASS_VERSION_H
#define DEPECHE_GLASS_VERSION_H

#include <stdint.h>

#include "base/status.h"
#include "glass/table.h"

/* What the file begins with: its kind, and the format of 2016-03-14. */
#define GLASS_MAGIC                                                                                                  \
    "\x0f\x0d"                                                                                                       \
    "Xapian Glass"                                                                                                   \
    "\x04\x6e"

enum glass_table_number {
    GLASS_POSTLIST,
    GLASS_DOCDATA,
    GLASS_TERMLIST,
    GLASS_POSITION,
    GLASS_SPELLING, /* not made here, as is the next: they need not exist */
    GLASS_SYNONYM,
    GLASS_TABLES
};

struct glass_version {
    struct glass_root roots[GLASS_TABLES];
    uint32_t document_count, last_docid;
    uint32_t shortest, longest; /* document, in words; the shortest that is not empty */
    uint32_t largest_wdf;
    uint64_t total_length;
};

/* Take one more document into account. */
void glass_version_add(struct glass_version *version, uint32_t docid, uint32_t length);

/* Write DIRECTORY/iamglass, atomically and fsynced, with a new UUID. */
enum status glass_version_write(const struct glass_version *version, const char *directory, struct failure *failure);

#endif
