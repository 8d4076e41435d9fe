/* References as CSL-JSON, the data that citation styles are applied to: pandoc, citeproc, Zotero. */
#include "base/json.h"
#include "query/print/reference.h"

#include <string.h>

static void write_text(struct json *json, const char *key, const char *text)
{
    if (!text || !*text)
        return;
    json_key(json, key);
    json_text(json, text);
}

/* { "date-parts": [[2009, 4, 14]] }, with as many parts as are known. */
static void write_date(struct json *json, const char *key, struct date date)
{
    if (!date.year)
        return;
    json_key(json, key);
    json_object_open(json);
    json_key(json, "date-parts");
    json_array_open(json);
    json_array_open(json);
    json_integer(json, date.year);
    if (date.month)
        json_integer(json, date.month);
    if (date.day)
        json_integer(json, date.day);
    json_array_close(json);
    json_array_close(json);
    json_object_close(json);
}

static void write_author(struct json *json, const char *issuer)
{
    if (!*issuer)
        return;
    json_key(json, "author");
    json_array_open(json);
    json_object_open(json);
    write_text(json, "literal", issuer);
    json_object_close(json);
    json_array_close(json);
}

static void write_keywords(struct json *json, const struct reference *reference)
{
    struct buffer list = BUFFER_EMPTY;
    for (size_t i = 0; i < reference->keywords.size; i++) {
        char byte = reference->keywords.bytes[i];
        buffer_append_text(&list, byte == '\n' ? "," : "");
        buffer_append_byte(&list, byte == '\n' ? ' ' : byte);
    }
    write_text(json, "keyword", list.bytes);
    printer_end_part(&list, json->out);
}

static void csl_begin(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    (void)settings;
    (void)answer;
    buffer_append_byte(out, '[');
}

static void csl_hit(const struct print_settings *settings, const struct search_answer *answer,
                    const struct answer_hit *hit, struct buffer *out)
{
    struct reference reference;
    (void)answer;
    reference_make(settings, hit, &reference);
    buffer_append_text(out, printer_is_first(settings, hit) ? "\n" : ",\n");
    struct json json = JSON_WRITER(out);
    json_object_open(&json);
    write_text(&json, "id", reference.key);
    write_text(&json, "type", reference.kind == KIND_PAGE ? "webpage" : "report");
    write_text(&json, "genre", reference.kind == KIND_PAGE ? "" : reference.genre);
    write_author(&json, reference.issuer);
    write_text(&json, "title", reference.title.bytes);
    write_text(&json, reference.kind == KIND_PAGE ? "container-title" : "publisher",
               reference_publisher(&reference));
    write_date(&json, "issued", reference.date);
    write_text(&json, "URL", reference.url.bytes);
    write_date(&json, "accessed", reference.seen);
    write_text(&json, "archive_location", reference.place.bytes);
    write_text(&json, "language", language_code(reference.language));
    write_keywords(&json, &reference);
    json_object_close(&json);
    reference_clear(&reference, out);
}

static void csl_end(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    (void)settings;
    (void)answer;
    buffer_append_text(out, "\n]\n");
}

const struct printer printer_csl = {
    .name = "csl",
    .other_name = "csl-json",
    .mime = "application/vnd.citationstyles.csl+json",
    .help = "references as CSL-JSON, for pandoc and citation styles",
    .whole = true,
    .bare = true,
    .begin = csl_begin,
    .hit = csl_hit,
    .end = csl_end,
};
