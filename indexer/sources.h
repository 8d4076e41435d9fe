/* The files under the folders that the indexer is told of. */
#ifndef DEPECHE_INDEXER_SOURCES_H
#define DEPECHE_INDEXER_SOURCES_H

#include <stdint.h>

#include "base/interner.h"
#include "base/status.h"
#include "indexer/builder/document.h"
#include "indexer/ledger/report.h"

/* Every file once, in the order of the sources and of names. The path of file i is the interner's string i. */
struct source_files {
    struct interner *paths;
    struct stamp *stamps;
    size_t count, stamp_capacity;
    uint64_t bytes;
};

#define SOURCE_FILES_EMPTY                                                                                           \
    {                                                                                                                \
        .paths = NULL                                                                                                \
    }

/* Walk all sources. What cannot be entered is told to the report, and what was found counted there. A source
 * that does not exist fails the run (STATUS_NOT_FOUND): a mistyped folder must not look like one that became empty.
 */
enum status source_files_scan(struct source_files *files, const char *const *sources, size_t source_count,
                              struct report *report, struct failure *failure);
void source_files_clear(struct source_files *files);

/* The path as a source is told, without "./" in front and '/' at the end or twice: what is stored. */
void source_clean_path(const char *given, struct buffer *path);

/* Does `path` lie under (or is it) one of the sources? */
bool source_covers(const char *const *sources, size_t source_count, struct bytes path);

#endif
