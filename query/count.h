/* How many documents a query finds, without looking at any. */
#ifndef DEPECHE_QUERY_COUNT_H
#define DEPECHE_QUERY_COUNT_H

#include "query/search.h"

/* Exactly; as the request matches: all words, or any. `root` stands for what request->query says. */
enum status count_documents(const struct searcher *searcher, const struct search_request *request,
                            const struct clause *root, uint32_t *total, struct failure *failure);

/* The same for a query as typed. */
enum status count_query(const struct searcher *searcher, const struct search_request *request, const char *query,
                        uint32_t *total, struct failure *failure);

#endif
