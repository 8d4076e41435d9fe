/* The day of publication: the rungs of a ladder, the surest first. A date nobody states stays unknown: when a file
 * was last written says nothing. */
#include "indexer/fact_date.h"

#include <string.h>

#include "indexer/fact_rooms.h"

enum { EARLIEST_YEAR = 1900, LATEST_YEAR = 2099 };

bool date_plausible(struct date date)
{
    return date.year >= EARLIEST_YEAR && date.year <= LATEST_YEAR;
}

bool date_first(struct bytes text, struct date_found *found)
{
    for (size_t at = 0; date_scan(text, at, found); at = found->offset + found->length)
        if (date_plausible(found->date))
            return true;
    return false;
}

/* "dcterms.date: 2009-04-14", or the line of the text. */
static enum status set_evidence(struct record *record, const struct date_claim *claim, struct failure *failure)
{
    struct buffer evidence = BUFFER_EMPTY;
    if (*claim->name)
        buffer_append_format(&evidence, "%s: ", claim->name);
    struct bytes line = analysis_sentence(claim->text, claim->offset, EVIDENCE_BYTES);
    buffer_append(&evidence, line.data, line.size);
    enum status status = buffer_status(&evidence, "the evidence of a date", failure);
    if (!status)
        status = record_set(&record->date.evidence, (struct bytes){ evidence.bytes, evidence.size }, failure);
    buffer_clear(&evidence);
    return status;
}

enum status fact_date(const struct page *page, struct record *record, struct failure *failure)
{
    static const date_rung ladder[] = {
        date_from_json_ld, date_from_metas,     date_from_elements, date_from_dateline,
        date_from_address, date_from_file_name, date_from_modified, date_from_updated,
    };
    struct date_sources sources = { page, record };
    struct date_claim claim = { .name = "" };
    enum status status;

    if (record->date.value.year)
        return STATUS_OK;
    for (size_t i = 0; i < sizeof ladder / sizeof *ladder; i++) {
        if (!ladder[i](&sources, &claim))
            continue;
        record->date.value = claim.date;
        if ((status = record_set(&record->date.from, (struct bytes){ claim.from, strlen(claim.from) }, failure)))
            return status;
        return set_evidence(record, &claim, failure);
    }
    return STATUS_OK;
}
