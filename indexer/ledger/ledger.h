/* The ledger: one row a document, which says what became of it. A table of CSV or JSON lines.
 *
 * Rows wait until the end of the run, in memory and a temporary file: a capture may turn out to be an older one. */
#ifndef DEPECHE_INDEXER_LEDGER_H
#define DEPECHE_INDEXER_LEDGER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/common/spool.h"
#include "indexer/ledger/captures.h"
#include "record/record.h"

enum ledger_status {
    LEDGER_INDEXED,   /* of `extract`: a record was written */
    LEDGER_UNCHANGED, /* since it was last read: a row for the file */
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
    struct bytes notes; /* indexer/page/notes.h */
    int64_t captured_s;
    uint32_t capture; /* its number (indexer/ledger/captures.h); 0 for what is none */
};

struct ledger {
    const char *path; /* NULL: no ledger is kept */
    bool json;
    struct spool rows;
    struct buffer row;
    uint64_t row_count;
    struct failure failure; /* the first, told by `ledger_finish` */
};

#define LEDGER_EMPTY                                                                                                 \
    {                                                                                                                \
        .path = NULL, .rows = SPOOL_EMPTY, .row = BUFFER_EMPTY                                                       \
    }

/* The ending of `path` says which form: .csv or .jsonl, else STATUS_USAGE. The path must outlive the ledger. */
enum status ledger_open(struct ledger *ledger, const char *path, struct failure *failure);

/* Nothing happens where no ledger is kept. */
void ledger_add(struct ledger *ledger, const struct ledger_row *row);

/* Who knows the twins of documents when all are read. `find` gives that of the document with this number, from 0
 * among those indexed, and this uri (empty: it has none); false where what the document itself states stands. */
struct ledger_twins {
    bool (*find)(uint64_t number, struct bytes uri, struct bytes *twin, const void *context);
    const void *context;
};

/* Write the file, atomically. Rows of captures that a newer one came after say so; `captures` (NULL for none) is
 * ended. `twins`: NULL where nobody knows them. */
enum status ledger_finish(struct ledger *ledger, const struct captures *captures, const struct ledger_twins *twins,
                          struct failure *failure);

void ledger_clear(struct ledger *ledger);

#endif
