/* What was understood of a query: for --explain. */
#ifndef DEPECHE_QUERY_PRINT_EXPLAIN_H
#define DEPECHE_QUERY_PRINT_EXPLAIN_H

#include "base/json.h"
#include "query/print/printer.h"

/* Lines for people: each word with the forms it was looked for in and their documents, each filter with its meaning.
 */
void explain_text(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out);

/* The same as a JSON object. */
void explain_json(const struct search_answer *answer, struct json *json);

#endif
