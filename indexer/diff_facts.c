/* Two states of one document, compared fact by fact. */
#include "indexer/diff_facts.h"

#include <string.h>

#include "language/language.h"
#include "record/dates.h"

static void write_string(const char *string, struct buffer *text)
{
    buffer_append_text(text, string ? string : "");
}

static void write_uri(const struct record *record, struct buffer *text)
{
    write_string(record->uri, text);
}

static void write_title(const struct record *record, struct buffer *text)
{
    write_string(record->title, text);
}

static void write_twin(const struct record *record, struct buffer *text)
{
    write_string(record->twin, text);
}

static void write_mime(const struct record *record, struct buffer *text)
{
    write_string(record->mime, text);
}

static void write_language(const struct record *record, struct buffer *text)
{
    write_string(language_code(record->language), text);
}

static void write_kind(const struct record *record, struct buffer *text)
{
    write_string(record_kind_name(record->kind), text);
}

static void write_day(struct date day, struct buffer *text)
{
    char iso[DATE_ISO_BYTES];
    date_format_iso(day, iso);
    buffer_append_text(text, day.year ? iso : "");
}

static void write_date(const struct record *record, struct buffer *text)
{
    write_day(record->date.value, text);
}

static void write_period(const struct record *record, struct buffer *text)
{
    if (!record->period.range.from.year)
        return;
    write_day(date_first_day(record->period.range.from), text);
    buffer_append_text(text, "..");
    write_day(date_last_day(record->period.range.to), text);
}

static void write_countries(const struct record *record, struct buffer *text)
{
    for (size_t i = 0; i < record->country_count; i++)
        buffer_append_format(text, "%s%s", i ? " " : "", record->countries[i].code);
}

static void write_goals(const struct record *record, struct buffer *text)
{
    for (size_t i = 0; i < record->goal_count; i++)
        buffer_append_format(text, "%s%s", i ? " " : "", record->goals[i].id);
}

/* All that speaks for the other facts; a line each. */
static void write_evidence(const struct record *record, struct buffer *text)
{
    write_string(record->date.evidence, text);
    buffer_append_byte(text, '\n');
    write_string(record->period.evidence, text);
    for (size_t i = 0; i < record->country_count; i++)
        buffer_append_format(text, "\n%u %s", record->countries[i].count,
                             record->countries[i].evidence ? record->countries[i].evidence : "");
    for (size_t i = 0; i < record->goal_count; i++)
        buffer_append_format(text, "\n%.2f %s", record->goals[i].score,
                             record->goals[i].evidence ? record->goals[i].evidence : "");
}

static void write_text(const struct record *record, struct buffer *text)
{
    size_t count = 0;
    for (size_t i = 0; i < record->text.size; i++)
        count += ((unsigned char)record->text.bytes[i] & 0xC0) != 0x80;
    buffer_append_format(text, "%zu characters", count);
}

static const struct {
    const char *name;
    void (*write)(const struct record *record, struct buffer *text);
} facts[DIFF_FACT_COUNT] = {
    { "uri", write_uri },
    { "title", write_title },
    { "date", write_date },
    { "period", write_period },
    { "language", write_language },
    { "kind", write_kind },
    { "countries", write_countries },
    { "goals", write_goals },
    { "twin", write_twin },
    { "mime", write_mime },
    { "evidence", write_evidence },
    { "text", write_text },
};

const char *diff_fact_name(size_t fact)
{
    return facts[fact].name;
}

void diff_fact_write(const struct record *record, size_t fact, struct buffer *text)
{
    facts[fact].write(record, text);
}

bool diff_fact_differs(const struct record *before, const struct record *after, size_t fact)
{
    struct buffer left = BUFFER_EMPTY, right = BUFFER_EMPTY;
    if (facts[fact].write == write_text)
        return before->text.size != after->text.size ||
               memcmp(before->text.bytes, after->text.bytes, after->text.size) != 0;
    diff_fact_write(before, fact, &left);
    diff_fact_write(after, fact, &right);
    bool differs = left.size != right.size || memcmp(left.bytes, right.bytes, left.size) != 0;
    buffer_clear(&left);
    buffer_clear(&right);
    return differs;
}
