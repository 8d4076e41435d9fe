/* What the published index holds already: which file was read when. */
#ifndef DEPECHE_INDEXER_INDEXED_H
#define DEPECHE_INDEXER_INDEXED_H

#include "base/interner.h"
#include "base/status.h"
#include "indexer/builder/document.h"
#include "indexer/ledger/captures.h"
#include "shim/xapian_shim.h"

/* A document that is a web capture. */
struct indexed_capture {
    uint32_t docid, source;
    struct key uri;
    int64_t captured_s;
};

/* For whoever compares: what became of a file. */
struct indexed_fate {
    bool seen;     /* it is still there */
    bool stays;    /* its documents stay in the index; true at first */
    bool replaced; /* its documents go: it was read again, or is gone */
};

/* The source of file i is the interner's string i. */
struct indexed_files {
    struct interner *sources;
    struct stamp *stamps;
    struct indexed_fate *fates;
    size_t count, stamp_capacity, fate_capacity;
    struct indexed_capture *captures;
    size_t capture_count, capture_capacity;
    uint32_t *source_of; /* by docid, from 1 on; INTERNER_NONE where there is no document */
    size_t docid_count;
};

#define INDEXED_FILES_EMPTY                                                                                          \
    {                                                                                                                \
        .sources = NULL                                                                                              \
    }

/* One pass over three value streams. */
enum status indexed_files_read(struct indexed_files *indexed, const struct xs_reader *reader,
                               struct failure *failure);
void indexed_files_clear(struct indexed_files *indexed);

#endif
