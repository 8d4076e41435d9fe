/* `authority check` and `authority test`: for the librarian who looks after a list of countries or goals. */
#ifndef DEPECHE_INDEXER_RUN_AUTHORITY_H
#define DEPECHE_INDEXER_RUN_AUTHORITY_H

#include "base/status.h"
#include "indexer/run.h"

/* `settings->sources` are "check" and the file, or "test", the file and the sources to try it on.
 *
 * check: write every mistake and warning with its line and what to do; `counts->rejected` is how many mistakes there
 * are. test: read the sources with the list in use and with the file in its place, and write which concepts would be
 * found in how many documents more and fewer, with the sentences. Nothing is indexed. A file whose ids are all two
 * letters is one of countries, else it is one of goals. */
enum status run_authority(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);

#endif
