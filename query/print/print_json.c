/* Answers as JSON, whole or a hit a line. docs/search-json.md describes both; a change there is a new version. */
#include "query/print/print_json.h"
#include "query/print/print_explain.h"

#include <string.h>

enum { JSON_VERSION = 1 };

/* == One hit ================================================================================================== */

static void write_date(struct json *json, const char *key, struct date date)
{
    char iso[DATE_ISO_BYTES];
    date_format_iso(date, iso);
    json_key(json, key);
    json_text(json, *iso ? iso : NULL);
}

static void write_text(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_text(json, text && *text ? text : NULL);
}

static void write_lists(struct json *json, const struct record *record)
{
    json_key(json, "countries");
    json_array_open(json);
    for (size_t i = 0; i < record->country_count; i++)
        json_text(json, record->countries[i].code);
    json_array_close(json);
    json_key(json, "about");
    json_array_open(json);
    for (size_t i = 0; i < record->country_count; i++)
        if (record->countries[i].about)
            json_text(json, record->countries[i].code);
    json_array_close(json);
    json_key(json, "goals");
    json_array_open(json);
    for (size_t i = 0; i < record->goal_count; i++)
        json_text(json, record->goals[i].id);
    json_array_close(json);
}

static void write_period(struct json *json, const struct record *record)
{
    json_key(json, "period");
    if (!record->period.range.from.year) {
        json_null(json);
        return;
    }
    json_object_open(json);
    write_date(json, "from", record->period.range.from);
    write_date(json, "to", record->period.range.to);
    json_object_close(json);
}

static size_t count_characters(struct bytes text, size_t from, size_t to)
{
    size_t count = 0;
    for (size_t i = from; i < to && i < text.size; i++)
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    return count;
}

/* Marks as [first, count] in characters: bytes mean nothing to who reads JSON. */
static void write_marks(struct json *json, const char *key, const struct snippet *snippet)
{
    size_t characters = 0, at = 0;
    json_key(json, key);
    json_array_open(json);
    for (size_t i = 0; i < snippet->mark_count; i++) {
        struct span mark = snippet->marks[i];
        characters += count_characters(snippet->text, at, mark.offset);
        at = mark.offset;
        json_array_open(json);
        json_integer(json, (int64_t)characters);
        json_integer(json, (int64_t)count_characters(snippet->text, mark.offset, mark.offset + mark.length));
        json_array_close(json);
    }
    json_array_close(json);
}

void print_json_page(const struct hit_page *page, const struct record *record, struct json *json)
{
    char fragment[HIT_PAGE_FRAGMENT_BYTES];
    struct buffer link = BUFFER_EMPTY;
    json_key(json, "page");
    if (!page->number) {
        json_null(json);
        return;
    }
    hit_page_fragment(page, record, fragment);
    if (*fragment)
        buffer_append_format(&link, "%s%s", record->uri, fragment);
    json_object_open(json);
    json_key(json, "number");
    json_integer(json, (int64_t)page->number);
    write_text(json, "label", page->label);
    json_key(json, "count");
    json_integer(json, (int64_t)page->count);
    write_text(json, "link", link.bytes);
    json_object_close(json);
    printer_end_part(&link, json->out);
}

static void write_hit(struct json *json, const struct answer_hit *hit)
{
    const struct record *record = &hit->record;
    json_object_open(json);
    json_key(json, "rank");
    json_integer(json, hit->rank);
    json_key(json, "score");
    json_number(json, hit->score, 4);
    write_text(json, "uri", record->uri);
    json_key(json, "title");
    if (hit->title.text.size)
        json_text_bytes(json, hit->title.text.data, hit->title.text.size);
    else
        json_null(json);
    write_date(json, "date", record->date.value);
    write_text(json, "language", language_code(record->language));
    write_text(json, "kind", record_kind_name(record->kind));
    write_lists(json, record);
    write_period(json, record);
    json_key(json, "snippet");
    json_text_bytes(json, hit->snippet.text.data ? hit->snippet.text.data : "", hit->snippet.text.size);
    print_json_page(&hit->page, record, json);
    write_marks(json, "title_marks", &hit->title);
    write_marks(json, "snippet_marks", &hit->snippet);
    write_text(json, "source", record->source);
    write_text(json, "member", record->member);
    write_text(json, "twin", record->twin);
    json_object_close(json);
}

/* == Counts =================================================================================================== */

static void write_count(struct json *json, const char *value, const char *label, uint32_t count, bool selected)
{
    json_object_open(json);
    json_key(json, "value");
    json_text(json, value);
    json_key(json, "label");
    json_text(json, label);
    json_key(json, "count");
    json_integer(json, count);
    json_key(json, "selected");
    json_boolean(json, selected);
    json_object_close(json);
}

static void write_counts(struct json *json, const struct answer_facet *facet)
{
    json_array_open(json);
    for (size_t i = 0; i < facet->count_count; i++) {
        const struct answer_count *row = &facet->counts[i];
        write_count(json, row->value, row->label, row->count, row->selected);
    }
    if (facet->without)
        write_count(json, NULL, NULL, facet->without, false);
    json_array_close(json);
}

static void write_facets(struct json *json, const struct search_answer *answer)
{
    if (answer->facet_count) {
        json_key(json, "facets");
        json_object_open(json);
        for (size_t i = 0; i < answer->facet_count; i++) {
            json_key(json, fields[answer->facets[i].field].name);
            write_counts(json, &answer->facets[i]);
        }
        json_object_close(json);
    }
    if (answer->histogram) {
        json_key(json, "histogram");
        write_counts(json, answer->histogram);
    }
    if (answer->months) {
        json_key(json, "months");
        write_counts(json, answer->months);
    }
}

/* == The whole ================================================================================================ */

static void write_relaxed(struct json *json, const struct search_answer *answer)
{
    json_key(json, "relaxed");
    if (!answer->relaxed) {
        json_null(json);
        return;
    }
    json_object_open(json);
    json_key(json, "words_matched");
    json_integer(json, answer->words_matched);
    json_key(json, "words_asked");
    json_integer(json, answer->words_asked);
    json_object_close(json);
}

void print_json_head(const struct print_settings *settings, const struct search_answer *answer, uint32_t offset,
                     struct json *json)
{
    json_key(json, "version");
    json_integer(json, JSON_VERSION);
    json_key(json, "query");
    json_text(json, settings->request->query);
    json_key(json, "total");
    json_integer(json, answer->total);
    json_key(json, "offset");
    json_integer(json, offset);
    json_key(json, "generation");
    json_integer(json, (int64_t)answer->generation);
    write_relaxed(json, answer);
    if (settings->request->explain) {
        json_key(json, "understood");
        explain_json(settings, answer, json);
    }
    if (settings->request->advise)
        advise_json(answer, json);
}

static void json_begin(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    struct json json = JSON_WRITER(out);
    json_object_open(&json);
    print_json_head(settings, answer, settings->request->offset, &json);
    json_key(&json, "hits");
    json_array_open(&json);
}

static void json_hit(const struct print_settings *settings, const struct search_answer *answer,
                     const struct answer_hit *hit, struct buffer *out)
{
    (void)answer;
    struct json json = { .out = out, .comma = !printer_is_first(settings, hit) };
    write_hit(&json, hit);
}

static void json_end(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    (void)settings;
    struct json json = { .out = out, .comma = answer->hit_count > 0 };
    json_array_close(&json);
    write_facets(&json, answer);
    json_object_close(&json);
    buffer_append_byte(out, '\n');
}

static void jsonl_nothing(const struct print_settings *settings, const struct search_answer *answer,
                          struct buffer *out)
{
    (void)settings;
    (void)answer;
    (void)out;
}

static void jsonl_hit(const struct print_settings *settings, const struct search_answer *answer,
                      const struct answer_hit *hit, struct buffer *out)
{
    (void)settings;
    (void)answer;
    struct json json = JSON_WRITER(out);
    write_hit(&json, hit);
    buffer_append_byte(out, '\n');
}

const struct printer printer_json = {
    .name = "json",
    .mime = "application/json",
    .help = "one object with hits, facets and years",
    .begin = json_begin,
    .hit = json_hit,
    .end = json_end,
};

const struct printer printer_jsonl = {
    .name = "jsonl",
    .mime = "application/x-ndjson",
    .help = "one object a line, a hit each",
    .whole = true,
    .begin = jsonl_nothing,
    .hit = jsonl_hit,
    .end = jsonl_nothing,
};
