/* The twins of a generation: found among all its documents, and written as its file of them (record/published.h). */
#ifndef DEPECHE_INDEXER_TWINS_TABLE_H
#define DEPECHE_INDEXER_TWINS_TABLE_H

#include "base/status.h"
#include "indexer/builder/twins.h"
#include "shim/xapian_shim.h"

/* One pass over a value stream. Only what the documents' own data do not say is written: the entry of a document
 * whose page names its twin rightly is left out. Memory: that of indexer/builder/twins.h, and 170 bytes a document written.
 */
enum status twins_table_write(const struct xs_reader *reader, const char *path, struct twins_counts *counts,
                              struct failure *failure);

#endif
