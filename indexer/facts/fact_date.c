/* The day of publication: the rungs of a ladder, the surest first. A date nobody states stays unknown: when a file
 * was last written says nothing. */
#include "indexer/facts/fact_date.h"

#include <string.h>

#include "indexer/facts/fact_rooms.h"

/* "dcterms.date: 2009-04-14", or the line of the text. */
static enum status set_evidence(struct record *record, const struct date_claim *claim, struct failure *failure)
{
    struct buffer evidence = BUFFER_EMPTY;
    if (*claim->name)
        buffer_append_format(&evidence, "%s: ", claim->name);
    struct bytes text = claim->text;
    if (text.size > EVIDENCE_BYTES)
        text = analysis_sentence(text, claim->offset, EVIDENCE_BYTES);
    buffer_append(&evidence, text.data, text.size);
    enum status status = buffer_status(&evidence, "the evidence of a date", failure);
    if (!status)
        status = record_set(&record->date.evidence, buffer_view(&evidence), failure);
    buffer_clear(&evidence);
    return status;
}

/* == Universal time =========================================================================================== */

/* The hour of "2023-11-09T01:09:55Z" and the like, -1 when it is the hour of a place or there is none. */
static int universal_hour(struct bytes text)
{
    static const char *const endings[] = { "Z", "+00:00", "+0000" };
    const char *hour = memchr(text.data, 'T', text.size);
    if (!hour || text.data + text.size - hour < 4 || (unsigned)(hour[1] - '0') > 2 || (unsigned)(hour[2] - '0') > 9)
        return -1;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        size_t size = strlen(endings[i]);
        if (text.size >= size && memcmp(text.data + text.size - size, endings[i], size) == 0)
            return (hour[1] - '0') * 10 + hour[2] - '0';
    }
    return -1;
}

/* "4 août" is not in "24 août", nor "August 2" in "August 24". */
static bool holds_day(struct bytes line, const char *day)
{
    const char *at = memmem(line.data, line.size, day, strlen(day)), *after = at ? at + strlen(day) : NULL;
    return at && (at == line.data || (unsigned char)(at[-1] - '0') > 9) &&
           (after == line.data + line.size || (unsigned char)(*after - '0') > 9);
}

/* Does a short line name the day, be it without its year: "lundi 24 août", "Monday, August 24"? */
static bool names_day(const struct page *page, struct date day)
{
    enum { LINE_BYTES = 100 };
    char french[DATE_WORDS_BYTES], english[DATE_WORDS_BYTES];
    date_format_words(day, true, french);
    date_format_words(day, false, english);
    *strrchr(french, ' ') = '\0'; /* without the year */
    *strchr(english, ',') = '\0';
    for (size_t i = 0; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];
        const struct bytes line = { page->text.bytes + block->offset, block->length };
        if (line.size <= LINE_BYTES && (holds_day(line, french) || holds_day(line, english)))
            return true;
    }
    return false;
}

/* Machines write the day of universal time: where a reader sees the day before or after it and not this one, that is
 * the day where it was published. */
static void use_local_day(const struct date_sources *sources, struct date_claim *claim)
{
    enum { NOON = 12, LEAST = 30 /* the score of a line that is not about something else */ };
    int hour = universal_hour(claim->text);
    if (hour < 0)
        return;
    struct date local = date_add_days(claim->date, hour < NOON ? -1 : 1);
    const struct date_line *seen = NULL;
    for (size_t i = 0; i < sources->line_count && sources->lines[i].score >= LEAST; i++) {
        const struct date_line *line = &sources->lines[i];
        if (date_compare(line->date, claim->date) == 0)
            return;
        if (!seen && !line->updated && date_compare(line->date, local) == 0)
            seen = line;
    }
    if (!seen && names_day(sources->page, local) && !names_day(sources->page, claim->date))
        claim->date = local;
    if (seen)
        *claim = (struct date_claim){ local, "dateline", "", seen->line, seen->offset, false };
}

/* == Day and month ============================================================================================ */

static bool stated(const struct date_sources *sources, struct date date)
{
    struct date_claim claim;
    for (size_t i = 0; i < sources->line_count; i++)
        if (!sources->lines[i].numeric && date_compare(sources->lines[i].date, date) == 0)
            return true;
    return (date_from_json_ld(sources, &claim) && !claim.numeric && date_compare(claim.date, date) == 0) ||
           (date_from_metas(sources, &claim) && !claim.numeric && date_compare(claim.date, date) == 0);
}

/* 04/05/2009 is read as 4 May; it is April 5 where the document says so elsewhere in a plainer way. */
static void settle_order(const struct date_sources *sources, struct date_claim *claim)
{
    struct date other = { claim->date.year, claim->date.day, claim->date.month };
    if (claim->numeric && !stated(sources, claim->date) && stated(sources, other))
        claim->date = other;
}

/* == The ladder =============================================================================================== */

/* Machine dates are often those of a migration: a dateline that stands where datelines stand is surer. */
const struct date_step date_ladder[DATE_STEPS] = {
    { date_from_issue, STATED, true },        { date_from_strong_line, STATED, true },
    { date_from_folder, STATED, true },       { date_from_json_ld, STATED, true },
    { date_from_metas, STATED, true },        { date_from_mail, STATED, true },
    { date_from_fair_line, STATED, true },    { date_from_weak_metas, STATED, true },
    { date_from_elements, STATED, false },    { date_from_line, STATED, false },
    { date_from_address, STATED, true },      { date_from_file_name, STATED, true },
    { date_from_description, STATED, false }, { date_from_document, MADE, false },
    { date_from_modified, CHANGED, false },   { date_from_updated, CHANGED, false },
};

/* The first rung of `kind` that knows the day, else the one that knows most. */
static bool climb(const struct date_sources *sources, enum date_kind kind, struct date_claim *claim)
{
    struct date_claim found;
    for (size_t i = 0; i < DATE_STEPS && !claim->date.day; i++)
        if (date_ladder[i].kind == kind && date_ladder[i].rung(sources, &found) &&
            date_precision(found.date) > date_precision(claim->date))
            *claim = found;
    return claim->date.year != 0;
}

enum status fact_date(const struct page *page, struct record *record, struct failure *failure)
{
    struct date_sources sources = { .page = page, .record = record, .latest = date_latest(page) };
    struct date_claim claim = { .name = "" };
    enum status status;

    if (record->date.value.year)
        return STATUS_OK;
    date_lines_find(&sources);
    if (!climb(&sources, STATED, &claim) && !climb(&sources, MADE, &claim) && !climb(&sources, CHANGED, &claim))
        return STATUS_OK;
    use_local_day(&sources, &claim);
    settle_order(&sources, &claim);
    record->date.value = claim.date;
    if ((status = record_set(&record->date.from, bytes_of(claim.from), failure)) ||
        (status = set_evidence(record, &claim, failure)))
        return status;
    return date_warn_of_conflicts(&sources, record, failure);
}
