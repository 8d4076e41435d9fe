/* A concordance as JSON, whole or a line each: docs/search-json.md describes both. */
#include "base/json.h"
#include "query/concordance/concordance_inside.h"
#include "query/print/print_json.h"

static void write_text(struct json *json, const char *key, const char *text)
{
    json_key(json, key);
    json_text(json, text && *text ? text : NULL);
}

static void write_side(struct json *json, const char *key, struct bytes side)
{
    json_key(json, key);
    json_text_bytes(json, side.data, side.size);
}

static void write_line(const struct concordance_line *line, struct buffer *out)
{
    const struct record *record = &line->hit->record;
    char date[DATE_ISO_BYTES];
    struct json json = JSON_WRITER(out);
    date_format_iso(record->date.value, date);
    json_object_open(&json);
    json_key(&json, "rank");
    json_integer(&json, line->hit->rank);
    write_text(&json, "uri", record->uri);
    write_text(&json, "title", record->title);
    write_text(&json, "date", date);
    write_text(&json, "language", language_code(record->language));
    print_json_page(&line->page, record, &json);
    write_text(&json, "part", line->in_title ? "title" : "text");
    json_key(&json, "offset");
    json_integer(&json, (int64_t)line->offset);
    write_text(&json, "word", line->word);
    write_side(&json, "left", line->left);
    write_side(&json, "match", line->match);
    write_side(&json, "right", line->right);
    json_object_close(&json);
}

static void json_begin(const struct concordance_settings *settings, const struct search_answer *answer,
                       struct buffer *out)
{
    struct json json = JSON_WRITER(out);
    json_object_open(&json);
    print_json_head(settings->print, answer, 0, &json);
    json_key(&json, "occurrences");
    json_array_open(&json);
    buffer_append_byte(out, '\n');
}

static void json_line(const struct concordance_settings *settings, const struct concordance_line *line,
                      struct buffer *out)
{
    (void)settings;
    write_line(line, out);
}

static void json_end(const struct concordance_settings *settings, const struct concordance_counts *counts,
                     struct buffer *out)
{
    (void)settings;
    struct json json = { .out = out, .comma = true };
    buffer_append_byte(out, '\n');
    json_array_close(&json);
    json_key(&json, "occurrence_count");
    json_integer(&json, (int64_t)counts->occurrences);
    json_key(&json, "document_count");
    json_integer(&json, (int64_t)counts->documents);
    json_object_close(&json);
    buffer_append_byte(out, '\n');
}

static void jsonl_begin(const struct concordance_settings *settings, const struct search_answer *answer,
                        struct buffer *out)
{
    (void)settings;
    (void)answer;
    (void)out;
}

static void jsonl_line(const struct concordance_settings *settings, const struct concordance_line *line,
                       struct buffer *out)
{
    (void)settings;
    write_line(line, out);
    buffer_append_byte(out, '\n');
}

const struct concordance_printer concordance_json = {
    .name = "json",
    .separator = ",\n",
    .begin = json_begin,
    .line = json_line,
    .end = json_end,
    .context = concordance_data_context,
};

const struct concordance_printer concordance_jsonl = {
    .name = "jsonl",
    .separator = "",
    .begin = jsonl_begin,
    .line = jsonl_line,
    .end = concordance_nothing,
    .context = concordance_data_context,
};
