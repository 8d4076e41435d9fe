/* Merging runs: postings by key and docid, documents by docid, into whatever takes them. */
#ifndef DEPECHE_GLASS_MERGE_H
#define DEPECHE_GLASS_MERGE_H

#include <stddef.h>

#include "base/status.h"
#include "glass/run_file.h"

/* What takes the merged entries: `begin` with the sums over all runs (of statistics, that is all), `item` for each
 * document, `end`. */
struct glass_sink {
    enum status (*begin)(void *context, const struct glass_entry *entry, struct failure *failure);
    enum status (*item)(void *context, const struct glass_item *item, struct failure *failure);
    enum status (*end)(void *context, struct failure *failure);
    void *context;
};

/* NAME.postings of all these runs. No document is in two of them: STATUS_CORRUPT. */
enum status glass_merge_postings(const char *const *names, size_t count, const struct glass_sink *sink,
                                 struct failure *failure);

/* NAME.documents of all these runs. */
typedef enum status (*glass_take_document)(void *context, const struct glass_stored_document *document,
                                           struct failure *failure);
enum status glass_merge_documents(const char *const *names, size_t count, glass_take_document take, void *context,
                                  struct failure *failure);

/* Each run that is merged is an open file: how many may be merged at once. */
size_t glass_merge_width(void);

#endif
