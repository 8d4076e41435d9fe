/* The printers of concordances. Nobody else includes this. */
#ifndef DEPECHE_QUERY_CONCORDANCE_INSIDE_H
#define DEPECHE_QUERY_CONCORDANCE_INSIDE_H

#include "query/concordance/concordance.h"

extern const struct concordance_printer concordance_text, concordance_json, concordance_jsonl, concordance_csv,
    concordance_tsv;

/* What programs get on each side when nobody says how much. */
enum { CONCORDANCE_DATA_CONTEXT = 80 };
unsigned concordance_data_context(const struct concordance_settings *settings);

/* A printer that has nothing to say there. */
void concordance_nothing(const struct concordance_settings *settings, const struct concordance_counts *counts,
                         struct buffer *out);

#endif
