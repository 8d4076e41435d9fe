/* Many queries in one run, for the measuring of a ranking: lines of id TAB query. */
#ifndef DEPECHE_QUERY_TOPICS_H
#define DEPECHE_QUERY_TOPICS_H

#include "base/buffer.h"
#include "query/print/printer.h"
#include "query/search.h"

/* Hits for each topic when no limit is given, as runs usually have. */
enum { TOPICS_LIMIT = 1000 };

/* Search each line of the file `path` as plain words and hand over its hits; `*found` tells whether there were any.
 * `settings->request` says everything but the query. STATUS_INVALID names a line that is no topic; a failure of
 * `write` ends the run and is returned. */
enum status topics_run(struct searcher *searcher, const char *path, const struct printer *printer,
                       const struct print_settings *settings, print_write write, void *context, bool *found,
                       struct failure *failure);

#endif
