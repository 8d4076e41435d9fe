/* The ledger: one row a document, which says what became of it. A table of CSV or JSON lines.
 *
 * Rows wait until the end of the run, in memory and a temporary file: a capture may turn out to be an older one. */
#ifndef DEPECHE_INDEXER_LEDGER_H
#define DEPECHE_INDEXER_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/captures.h"
#include "indexer/spool.h"
#include "record/record.h"

enum ledger_status {
    LEDGER_INDEXED,       /* of `extract`: a record was written */
    LEDGER_UNCHANGED,     /* since it was last read: a row for the file */
    LEDGER_REJECTED,
    LEDGER_OLDER_CAPTURE, /* a newer capture of the page is in the index */
    LEDGER_REVISIT,       /* a capture like an earlier one that is not in the file */
};

/* One document; all is borrowed. What is not known is NULL, empty or 0. */
struct ledger_row {
    const char *source;
    struct bytes member, uri;
    enum ledger_status status;
    const struct failure *failure; /* of what is not indexed */
    const struct record *record;
    struct bytes notes;            /* indexer/notes.h */
    int64_t captured_s;
    uint32_t capture;              /* its number (indexer/captures.h); 0 for what is none */
};

struct ledger {
    const char *path; /* NULL: no ledger is kept */
    bool json;
    struct spool rows;
    struct buffer row;
    uint64_t row_count;
    struct failure failure; /* the first, told by `ledger_finish` */
};

#define LEDGER_EMPTY { .path = NULL, .rows = SPOOL_EMPTY, .row = BUFFER_EMPTY }

/* The ending of `path` says which form: .csv or .jsonl, else STATUS_USAGE. The path must outlive the ledger. */
enum status ledger_open(struct ledger *ledger, const char *path, struct failure *failure);

/* Nothing happens where no ledger is kept. */
void ledger_add(struct ledger *ledger, const struct ledger_row *row);

/* Write the file, atomically. Rows of captures that a newer one came after say so; `captures` (NULL for none) is ended. */
enum status ledger_finish(struct ledger *ledger, const struct captures *captures, struct failure *failure);

void ledger_clear(struct ledger *ledger);

#endif
