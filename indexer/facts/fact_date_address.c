/* Dates in the title and the address of a document, and in the name of its file. */
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

/* "/2009/04/14/bridge": a folder for each day, which publishing systems make on that day. */
bool date_from_folder(const struct date_sources *sources, struct date_claim *claim)
{
    struct date_found found;
    if (!date_from_address(sources, claim) || !claim->date.day || claim->offset == 0 ||
        !date_scan(claim->text, 0, &found))
        return false;
    const char *date = claim->text.data + found.offset, *end = date + found.length;
    return date[-1] == '/' && end[0] == '/' && end[1];
}

/* "Journal officiel n° 7732 du 8 mai 2024": an issue of what appears in numbers. Any other day in a title may be that
 * of what the document is about. */
bool date_from_issue(const struct date_sources *sources, struct date_claim *claim)
{
    static const char *const signs[] = { "n\u00b0", "N\u00b0", "no ",          "No ",
                                         "no. ",    "No. ",    "num\u00e9ro ", "Num\u00e9ro " };
    enum { BETWEEN = 16 /* " 7732 du ", ", " */ };
    const char *title = sources->record->title;
    if (!title || !claim_text(title, "title", claim) || !claim->date.day)
        return false;
    size_t from = claim->offset > BETWEEN ? claim->offset - BETWEEN : 0;
    struct bytes before = { title + from, claim->offset - from };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (memmem(before.data, before.size, signs[i], strlen(signs[i])))
            return title[claim->offset + strcspn(title + claim->offset, ".;")] == '\0';
    return false;
}

bool date_from_file_name(const struct date_sources *sources, struct date_claim *claim)
{
    const char *source = sources->record->source, *slash = source ? strrchr(source, '/') : NULL;
    return source && claim_text(slash ? slash + 1 : source, "file name", claim);
}
