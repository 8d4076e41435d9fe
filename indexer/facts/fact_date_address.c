/* Dates in the address of a document and in the name of its file. */
#include <string.h>

#include "indexer/facts/fact_date.h"

static bool claim_text(const char *text, const char *from, struct date_claim *claim)
{
    struct bytes bytes = { text, strlen(text) };
    struct date_found found;
    if (!date_scan(bytes, 0, &found))
        return false;
    *claim = (struct date_claim){ found.date, from, "", bytes, found.offset, found.numeric };
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
    const char *source = sources->record->source, *slash = source ? strrchr(source, '/') : NULL;
    return source && claim_text(slash ? slash + 1 : source, "file name", claim);
}
