/* Making one run out of documents, in the memory that it is given. Runs are made independently: side by side in
 * threads or processes, each with docids of its own, and merged later (glass/merge.h). */
#ifndef DEPECHE_GLASS_RUN_H
#define DEPECHE_GLASS_RUN_H

#include <stdbool.h>

#include "glass/document.h"

struct glass_run;

/* The run will be the files NAME.documents and NAME.postings. */
enum status glass_run_open(struct glass_run **run, const char *name, struct failure *failure);

/* Docids are above 0 and ascend. STATUS_LIMIT and STATUS_INVALID for a document that no database can hold
 * (`glass_document_check`), which leave the run as it was; any other failure voids it. */
enum status glass_run_add(struct glass_run *run, uint32_t docid, const struct glass_document *document,
                          struct failure *failure);

/* What it holds in memory. The caller ends the run when this is enough. */
size_t glass_run_memory(const struct glass_run *run);

/* Write out the run, and open it again under a new name. */
enum status glass_run_end(struct glass_run *run, struct failure *failure);
enum status glass_run_begin(struct glass_run *run, const char *name, struct failure *failure);

void glass_run_close(struct glass_run *run); /* in any case; accepts NULL; leaves the files */

#endif
