/* What the published index holds already: which file was read when. */
#ifndef DEPECHE_INDEXER_INDEXED_H
#define DEPECHE_INDEXER_INDEXED_H

#include "base/interner.h"
#include "base/status.h"
#include "indexer/document.h"
#include "shim/xapian_shim.h"

/* The source of file i is the interner's string i. */
struct indexed_files {
    struct interner *sources;
    struct stamp *stamps;
    bool *seen, *replaced; /* for whoever compares: the file is still there; its documents were read again */
    size_t count, stamp_capacity, seen_capacity, replaced_capacity;
};

#define INDEXED_FILES_EMPTY { .sources = NULL }

/* One pass over two value streams. */
enum status indexed_files_read(struct indexed_files *indexed, const struct xs_reader *reader, struct failure *failure);
void indexed_files_clear(struct indexed_files *indexed);

#endif
