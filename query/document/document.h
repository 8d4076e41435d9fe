/* One document of an index, found by its address: all that is known of it, ready to show. */
#ifndef DEPECHE_QUERY_DOCUMENT_H
#define DEPECHE_QUERY_DOCUMENT_H

#include "query/search.h"

/* Fill `answer` as a search would that finds only this document: its one hit has the whole text and a marked title;
 * `plan.marked` holds what the query of `request` looks for. A query that is wrong marks nothing. `total` is 0 where
 * no document has the address, more than 1 where several state the same; the first of them is given. The address is a
 * key of the index and nothing else. `answer` need not be initialised; `search_answer_clear` it, after a failure too.
 */
enum status document_find(struct searcher *searcher, const char *uri, const struct search_request *request,
                          struct search_answer *answer, struct failure *failure);

#endif
