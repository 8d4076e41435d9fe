/* What every JSON answer begins with. */
#ifndef DEPECHE_QUERY_PRINT_JSON_H
#define DEPECHE_QUERY_PRINT_JSON_H

#include "base/json.h"
#include "query/print/printer.h"

/* The keys from `version` to `understood`, in the object that is open. */
void print_json_head(const struct print_settings *settings, const struct search_answer *answer, uint32_t offset,
                     struct json *json);

/* The key `page`: the page a match stands on. */
void print_json_page(const struct hit_page *page, const struct record *record, struct json *json);

#endif
