/* Sources of a date that contradict the one that was taken: the librarian should know. */
#include <stdlib.h>

#include "indexer/facts/fact_date.h"

/* Universal time and the eve of an embargo make a difference of one day, which says nothing; nor does 05/04 for
 * 04/05. */
static bool contradicts(struct date taken, const struct date_claim *claim)
{
    const struct date other = claim->date, swapped = { other.year, other.day, other.month };
    return other.day && !(claim->numeric && date_compare(swapped, taken) == 0) &&
           date_compare(other, date_add_days(taken, -1)) != 0 && date_compare(other, date_add_days(taken, 1)) != 0 &&
           date_compare(other, taken) != 0;
}

/* "meta 2009-04-14 (dcterms.issued)" */
static void append_claim(const struct date_claim *claim, struct buffer *text)
{
    char iso[DATE_ISO_BYTES];
    date_format_iso(claim->date, iso);
    buffer_append_format(text, "%s%s %s", text->size ? ", " : "", claim->from, iso);
    if (*claim->name)
        buffer_append_format(text, " (%s)", claim->name);
}

enum status date_warn_of_conflicts(const struct date_sources *sources, struct record *record, struct failure *failure)
{
    struct buffer others = BUFFER_EMPTY;
    struct date_claim claim;
    struct date taken = record->date.value, told = DATE_NONE;
    char iso[DATE_ISO_BYTES];
    for (size_t i = 0; i < DATE_STEPS && taken.day; i++) {
        /* The rungs of lines that readers see may all name the same one. */
        if (!date_ladder[i].is_firm || !date_ladder[i].rung(sources, &claim) || !contradicts(taken, &claim) ||
            (told.year && date_compare(told, claim.date) == 0))
            continue;
        told = claim.date;
        append_claim(&claim, &others);
    }
    enum status status = buffer_status(&others, "a warning", failure);
    date_format_iso(taken, iso);
    if (!status && others.size)
        status = record_add_warning(record, failure, "date: %s says %s, but %s", record->date.from, iso,
                                    others.bytes);
    buffer_clear(&others);
    return status;
}
