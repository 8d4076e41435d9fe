/* Dates in the address of a document and in the name of its file. */
#include <string.h>

#include "indexer/fact_date.h"

static bool claim_text(const char *text, const char *from, struct date_claim *claim)
{
    struct bytes bytes = { text ? text : "", text ? strlen(text) : 0 };
    struct date_found found;
    if (!date_first(bytes, &found))
        return false;
    *claim =
        (struct date_claim){ .date = found.date, .from = from, .name = "", .text = bytes, .offset = found.offset };
    return true;
}

bool date_from_address(const struct date_sources *sources, struct date_claim *claim)
{
    const struct record *record = sources->record;
    return record->uri && (!record->source || strcmp(record->uri, record->source) != 0) &&
           claim_text(record->uri, "url", claim);
}

bool date_from_file_name(const struct date_sources *sources, struct date_claim *claim)
{
    const char *name = sources->record->source ? strrchr(sources->record->source, '/') : NULL;
    return claim_text(name ? name + 1 : sources->record->source, "file name", claim);
}
