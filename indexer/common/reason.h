/* Why a document is not in the index: stable names for the ledger, which scripts can count on. */
#ifndef DEPECHE_INDEXER_REASON_H
#define DEPECHE_INDEXER_REASON_H

#include <stdbool.h>

#include "base/status.h"

/* Kept in a failure's `code`. New ones go to the end. */
enum reason {
    REASON_NONE,
    REASON_UNREADABLE,   /* the system does not let it be opened or read; a FIFO, a link to nothing */
    REASON_EMPTY,        /* not a byte in it */
    REASON_NO_TEXT,      /* read, but without text and title */
    REASON_BINARY,       /* bytes of no kind that is known */
    REASON_UNSUPPORTED,  /* of a known kind, in a way that is not read */
    REASON_DAMAGED,      /* not what it says it is: cut, broken, of a wrong length */
    REASON_ENCRYPTED,    /* a password would be needed */
    REASON_TOO_LARGE,    /* past the size, or the growth in unpacking, that is accepted */
    REASON_NESTING,      /* archives in archives, elements in elements, past the depth that is accepted */
    REASON_TIMEOUT,      /* its reader took too long */
    REASON_CRASH,        /* its reader died */
    REASON_MEMORY,       /* its reader ran out of memory */
    REASON_OUTPUT_LIMIT, /* its record would be too large */
    REASON_REVISIT,      /* a capture that says "as before", and what was before is not in this file */
};
enum { REASON_COUNT = REASON_REVISIT + 1 };

/* "no-text"; "" for REASON_NONE. Static. */
const char *reason_name(enum reason reason);

/* What a librarian can do about it: "save it without one". Static. */
const char *reason_remedy(enum reason reason);

/* False for what nobody needs to look at: it is told, and is no failure of the run. */
bool reason_is_rejection(enum reason reason);

/* `fail` with a reason, which decides the status. */
enum status fail_reason(struct failure *failure, enum reason reason, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The reason in a failure, or else the one its status stands for. */
enum reason reason_of(const struct failure *failure);

#endif
