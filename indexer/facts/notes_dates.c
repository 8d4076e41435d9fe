/* What each rung of the ladder of fact_date.c says: where they disagree, a reader of `--explain` can judge. */
#include <string.h>

#include "indexer/facts/fact_date.h"
#include "indexer/page/notes.h"

/* The rungs of lines that readers see may all name the same one. */
static bool is_told(const struct date_claim *told, size_t count, const struct date_claim *claim)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(told[i].from, claim->from) == 0 && date_compare(told[i].date, claim->date) == 0)
            return true;
    return false;
}

void notes_add_dates(const struct page *page, const struct record *record, struct buffer *notes)
{
    enum { SHOWN_BYTES = 120 };
    struct date_claim told[DATE_STEPS];
    size_t told_count = 0;
    struct date_sources sources = { .page = page, .record = record, .latest = date_latest(page) };
    struct date_claim claim = { .name = "" };
    char iso[DATE_ISO_BYTES];

    date_lines_find(&sources);
    for (size_t i = 0; i < DATE_STEPS; i++) {
        if (!date_ladder[i].rung(&sources, &claim) || is_told(told, told_count, &claim))
            continue;
        told[told_count++] = claim;
        date_format_iso(claim.date, iso);
        notes_add(notes, NOTE_DATE, "%s %s: %s%s%.*s", claim.from, iso, claim.name, *claim.name ? ": " : "",
                  (int)(claim.text.size < SHOWN_BYTES ? claim.text.size : SHOWN_BYTES), claim.text.data);
    }
}
