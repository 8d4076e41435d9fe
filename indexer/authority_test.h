/* What a changed authority list would change, found by reading documents with both lists. */
#ifndef DEPECHE_INDEXER_AUTHORITY_TEST_H
#define DEPECHE_INDEXER_AUTHORITY_TEST_H

#include "base/status.h"
#include "indexer/run.h"

/* Read `settings->sources` with the lists of `settings`, then with the list at `path` in place of the one of its
 * kind, and write to `settings->output` what differs. The sources are read twice; what the first reading found is put
 * aside (indexer/common/spool.h). */
enum status authority_test(const struct run_settings *settings, const char *path, struct run_counts *counts,
                           struct failure *failure);

#endif
