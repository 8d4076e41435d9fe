/* What a librarian should know of an authority file: every mistake, and what is allowed but hardly meant. */
#ifndef DEPECHE_RECORD_AUTHORITY_CHECK_H
#define DEPECHE_RECORD_AUTHORITY_CHECK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"

struct authority_finding {
    bool mistake; /* the file is refused for it; else a warning */
    long line;
    char *what, *remedy;
};

/* Emptied by `authority_findings_clear`. */
struct authority_findings {
    struct authority_finding *items; /* in the order of lines */
    size_t count, capacity;
    size_t mistakes, warnings;
    size_t concepts, labels; /* that could be read */
    enum status failed;
};

#define AUTHORITY_FINDINGS_EMPTY                                                                                     \
    {                                                                                                                \
        .items = NULL                                                                                                \
    }

/* Mistakes are those for which `authority_parse` refuses a file. Warnings:
 * - a name or cue of two concepts (two places of one name are none: the texts around decide);
 * - a cue of one everyday word, which would be found in any release;
 * - a label whose language is not said, or a concept without a name in one of the two languages;
 * - a label that stands twice in one concept. */
enum status authority_check(const char *name, struct bytes rdf, struct authority_findings *findings,
                            struct failure *failure);
void authority_findings_clear(struct authority_findings *findings);

#endif
