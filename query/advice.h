/* What an answer says beside its hits: what each part of the query finds, and what to do where little is found.
 * Nobody but search.c includes this. */
#ifndef DEPECHE_QUERY_ADVICE_H
#define DEPECHE_QUERY_ADVICE_H

#include "query/search.h"

/* Fill parts, drops and the suggestion, as the request asks for them and the answer's total calls for them. */
enum status advice_fill(const struct searcher *searcher, const struct search_request *request,
                        struct search_answer *answer, struct failure *failure);

/* query/spelling.c: the query with its rarest words spelt otherwise. */
enum status spelling_fill(const struct searcher *searcher, const struct search_request *request,
                          struct search_answer *answer, struct failure *failure);

#endif
