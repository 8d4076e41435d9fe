/* A record as a JSON object: docs/record-format.md describes it. */
#include "record/record.h"

enum { SCORE_DECIMALS = 2 };

static void write_text(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_text(json, text && text[0] ? text : NULL);
}

static void write_day(struct json *json, const char *key, struct date day)
{
    char iso[DATE_ISO_BYTES];
    date_format_iso(day, iso);
    write_text(json, key, iso);
}

static void write_date(struct json *json, const struct record *record)
{
    json_key(json, "date");
    if (!record->date.value.year) {
        json_null(json);
        return;
    }
    json_object_open(json);
    write_day(json, "value", record->date.value);
    write_text(json, "precision", date_precision_name(date_precision(record->date.value)));
    write_text(json, "from", record->date.from);
    write_text(json, "evidence", record->date.evidence);
    json_object_close(json);
}

static void write_period(struct json *json, const struct record *record)
{
    json_key(json, "period");
    if (!record->period.range.from.year) {
        json_null(json);
        return;
    }
    json_object_open(json);
    write_day(json, "from", date_first_day(record->period.range.from));
    write_day(json, "to", date_last_day(record->period.range.to));
    write_text(json, "evidence", record->period.evidence);
    json_object_close(json);
}

static void write_countries(struct json *json, const struct record *record)
{
    json_key(json, "countries");
    json_array_open(json);
    for (size_t i = 0; i < record->country_count; i++) {
        json_object_open(json);
        write_text(json, "code", record->countries[i].code);
        json_key(json, "count");
        json_integer(json, record->countries[i].count);
        json_key(json, "about");
        json_boolean(json, record->countries[i].about);
        write_text(json, "evidence", record->countries[i].evidence);
        json_object_close(json);
    }
    json_array_close(json);
}

static void write_goals(struct json *json, const struct record *record)
{
    json_key(json, "goals");
    json_array_open(json);
    for (size_t i = 0; i < record->goal_count; i++) {
        json_object_open(json);
        write_text(json, "id", record->goals[i].id);
        json_key(json, "score");
        json_number(json, record->goals[i].score, SCORE_DECIMALS);
        write_text(json, "evidence", record->goals[i].evidence);
        json_object_close(json);
    }
    json_array_close(json);
}

static void write_pages(struct json *json, const struct record *record)
{
    json_key(json, "pages");
    json_array_open(json);
    for (size_t i = 0; i < record->page_count; i++) {
        json_object_open(json);
        write_text(json, "label", record->pages[i].label);
        json_key(json, "offset");
        json_integer(json, (int64_t)record->pages[i].offset);
        json_object_close(json);
    }
    json_array_close(json);
}

static void write_passages(struct json *json, const struct record *record)
{
    json_key(json, "passages");
    json_array_open(json);
    for (size_t i = 0; i < record->passage_count; i++) {
        json_object_open(json);
        write_text(json, "language", language_code(record->passages[i].language));
        json_key(json, "offset");
        json_integer(json, (int64_t)record->passages[i].offset);
        json_object_close(json);
    }
    json_array_close(json);
}

void record_write_json(const struct record *record, struct json *json)
{
    json_object_open(json);
    write_text(json, "source", record->source);
    write_text(json, "member", record->member);
    write_text(json, "uri", record->uri);
    write_text(json, "title", record->title);
    write_text(json, "language", language_code(record->language));
    write_text(json, "kind", record_kind_name(record->kind));
    write_text(json, "mime", record->mime);
    write_text(json, "encoding", record->encoding);
    json_key(json, "text");
    json_text_bytes(json, record->text.bytes, record->text.size);
    write_date(json, record);
    write_period(json, record);
    write_countries(json, record);
    write_goals(json, record);
    write_pages(json, record);
    write_passages(json, record);
    write_text(json, "twin", record->twin);
    write_text(json, "parent", record->parent);
    json_key(json, "warnings");
    json_array_open(json);
    for (size_t i = 0; i < record->warning_count; i++)
        json_text(json, record->warnings[i]);
    json_array_close(json);
    json_object_close(json);
}
