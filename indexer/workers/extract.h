/* From one file to its records: decode, read, choose the text, find the facts. Runs in the worker. */
#ifndef DEPECHE_INDEXER_EXTRACT_H
#define DEPECHE_INDEXER_EXTRACT_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/common/line_ranges.h"
#include "indexer/facts/facts.h"
#include "indexer/ledger/metadata.h"
#include "record/record.h"

/* A file to read, open at its beginning. */
struct item {
    const char *source; /* the path as the indexer was told of it */
    int file;
    struct bytes content; /* of a file that was read already, with a NUL after it; without data: it was not */
    uint64_t first_member;           /* documents before this one are passed over: they were read before */
    struct line_range range;         /* of a file of lines, what is to be read; all of another is in the first range */
    struct bytes sidecar;            /* the content of NAME.meta.json beside it, or empty */
    const struct metadata *metadata; /* the table of `--metadata`, or NULL */
    bool explains;                   /* notes are to say more than the ledger tells */
};

/* One document of a file; all is borrowed for the call. */
struct extracted {
    uint64_t member;    /* its number in the file, from 0 */
    struct bytes name;  /* of the member of an archive, else empty */
    enum status status; /* STATUS_OK, or why there is no record: `failure` says it in one line */
    struct failure failure;
    const char *uri;       /* where it was captured, NULL when it was not */
    int64_t captured_s;    /* when, 0 when it was not */
    struct bytes notes;    /* how it was read: indexer/page/notes.h */
    struct record *record; /* NULL when there is none; the finder holds its words */
};

/* Called for each document: before it is read, when there is no record yet, and after. A status other than STATUS_OK
 * ends the file and is returned. */
typedef enum status (*extract_take)(const struct extracted *extracted, void *context, struct failure *failure);
struct extract_taker {
    extract_take begin, take;
    void *context;
};

/* Load what reading will need (character set tables, the XML library), before the process goes into its sandbox. */
enum status extract_prepare(struct failure *failure);

/* Every document is taken, one that cannot be read with its reason. A failure is the taker's own. */
enum status extract(struct fact_finder *finder, const struct item *item, const struct extract_taker *taker,
                    struct failure *failure);

#endif
