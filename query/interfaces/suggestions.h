/* How what is typed may go on, for the search box of a browser and for the script of the page. */
#ifndef DEPECHE_QUERY_INTERFACES_SUGGESTIONS_H
#define DEPECHE_QUERY_INTERFACES_SUGGESTIONS_H

#include "query/search.h"

#define SUGGESTIONS_TYPE "application/x-suggestions+json; charset=utf-8"

/* ["typed",["completion",...],["12 documents",...]], the form that OpenSearch gives suggestions. A beginning that is
 * no query, or one past the gate, has none. */
enum status suggestions_write(const struct searcher *searcher, const char *typed, enum language ui,
                              struct buffer *out, struct failure *failure);

#endif
