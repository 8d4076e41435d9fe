/* What was understood of a query, for --explain; and what to do where little was found. */
#ifndef DEPECHE_QUERY_PRINT_EXPLAIN_H
#define DEPECHE_QUERY_PRINT_EXPLAIN_H

#include "base/json.h"
#include "query/print/printer.h"

/* Lines for people: each part of the query in words, with the forms a word was looked for in and the documents that
 * the part alone lets pass. */
void explain_text(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out);

/* The same as a JSON object. */
void explain_json(const struct print_settings *settings, const struct search_answer *answer, struct json *json);

/* "Did you mean", and what to leave out: lines, or nothing; and the keys `suggestion` and `without` of a JSON object.
 */
void advise_text(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out);
void advise_json(const struct search_answer *answer, struct json *json);

#endif
