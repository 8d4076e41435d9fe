/* What the one who runs the indexer sees: progress, a line for each rejected document, a summary, the ledger. */
#ifndef DEPECHE_INDEXER_REPORT_H
#define DEPECHE_INDEXER_REPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/common/reason.h"
#include "indexer/ledger/ledger.h"
#include "indexer/ledger/name_counts.h"

/* What a run did. */
struct run_counts {
    uint64_t files, bytes; /* found under the sources */
    uint64_t added, changed, unchanged, gone, rejected;
    uint64_t reasons[REASON_COUNT]; /* of the rejected */
    uint64_t older_captures, revisits;
    uint64_t kept; /* gone, and left in the index */
    uint32_t documents;        /* in the published generation */
    uint32_t paired, unpaired; /* of them, those with and without a version in the other language */
    uint64_t index_bytes;
    unsigned long generation; /* 0: nothing was published */
    uint64_t nanoseconds;
};

struct report {
    FILE *messages;
    bool progress; /* on a terminal: one line that is written over */
    uint64_t files_expected, bytes_expected;
    uint64_t files_done, bytes_done;
    uint64_t started_ns, shown_ns;
    bool line_open; /* a progress line stands there */
    struct run_counts *counts;
    struct ledger ledger;
    struct name_counts names; /* `name_counts_open` says where they go */
};

/* `ledger_path`: NULL for none. STATUS_USAGE: see `ledger_open`. */
enum status report_begin(struct report *report, FILE *messages, bool progress, const char *ledger_path,
                         struct run_counts *counts, struct failure *failure);

/* Files are being looked for: how many there are so far. */
void report_scanned(struct report *report, uint64_t files, uint64_t bytes);

/* One file is done with. Writes at most ten lines a second. */
void report_done(struct report *report, uint64_t bytes);

/* What takes long and cannot be counted: "merging", "publishing". */
void report_stage(struct report *report, const char *what);

/* What became of one document. A rejected one is a line here, and counted with its reason. */
void report_document(struct report *report, const struct ledger_row *row);

/* Something is not as it should be, and the run goes on. */
void report_warn(struct report *report, const struct failure *what);

/* Take the progress line away. */
void report_end(struct report *report);

/* Free what it holds. */
void report_clear(struct report *report);

/* One line, and one more for each reason of rejections: what can be done. */
void report_summary(struct report *report, const struct run_counts *counts);

/* Append what a file or its content calls itself, with '?' for whatever would do something to a terminal. */
void report_append_tame(struct buffer *line, struct bytes text);

/* "1.2 MB", "845 kB": decimal units. */
enum { SIZE_TEXT_BYTES = 24 };
void report_format_size(uint64_t bytes, char text[SIZE_TEXT_BYTES]);

#endif
