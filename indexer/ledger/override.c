/* Fields of a record that somebody states beside the document. */
#include "indexer/ledger/override.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "indexer/common/json_tree.h"
#include "indexer/page/notes.h"
#include "language/utf8.h"

static const char *const names[OVERRIDE_COUNT] = {
    [OVERRIDE_TITLE] = "title", [OVERRIDE_DATE] = "date",           [OVERRIDE_LANGUAGE] = "language",
    [OVERRIDE_KIND] = "kind",   [OVERRIDE_COUNTRIES] = "countries", [OVERRIDE_GOALS] = "goals",
    [OVERRIDE_URI] = "uri",     [OVERRIDE_TWIN] = "twin",           [OVERRIDE_PERIOD] = "period",
};

const char *override_name(enum override_field field)
{
    return names[field];
}

bool override_from_name(struct bytes name, enum override_field *field)
{
    for (size_t i = 0; i < OVERRIDE_COUNT; i++) {
        if (name.size != strlen(names[i]) || memcmp(name.data, names[i], name.size) != 0)
            continue;
        *field = (enum override_field)i;
        return true;
    }
    return false;
}

/* == Values =================================================================================================== */

static enum status not_understood(struct record *record, enum override_field field, struct bytes value,
                                  const char *from, struct failure *failure)
{
    enum { QUOTED_BYTES = 60 };
    size_t size = value.size > QUOTED_BYTES ? utf8_whole(value, QUOTED_BYTES) : value.size;
    return record_add_warning(record, failure, "%s: the %s is not understood: %.*s", from, names[field], (int)size,
                              value.data);
}

/* In normal form C, without control characters. */
static enum status set_text(char **field, struct bytes text, struct failure *failure)
{
    struct buffer normal = BUFFER_EMPTY;
    utf8_append_nfc(&normal, text);
    enum status status = buffer_status(&normal, "a field", failure);
    if (!status)
        status = record_set(field, buffer_view(&normal), failure);
    buffer_clear(&normal);
    return status;
}

/* "FILE: 14 avril 2009" */
static enum status set_evidence(char **evidence, struct bytes value, const char *from, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    buffer_append_format(&text, "%s: ", from);
    utf8_append_nfc(&text, value);
    enum status status = buffer_status(&text, "evidence", failure);
    if (!status)
        status = record_set(evidence, buffer_view(&text), failure);
    buffer_clear(&text);
    return status;
}

static bool read_date(struct bytes value, struct date *date)
{
    struct date_found found;
    if (date_parse_iso(value, date))
        return date_valid(*date) || !date->day;
    if (!date_scan(value, 0, &found))
        return false;
    *date = found.date;
    return true;
}

static enum status set_date(struct record *record, struct bytes value, const char *from, struct failure *failure)
{
    static const char source[] = "metadata";
    enum status status;
    if (!read_date(value, &record->date.value))
        return not_understood(record, OVERRIDE_DATE, value, from, failure);
    if ((status = record_set(&record->date.from, (struct bytes){ source, sizeof source - 1 }, failure)))
        return status;
    return set_evidence(&record->date.evidence, value, from, failure);
}

static enum status set_language(struct record *record, struct bytes value, const char *from, struct failure *failure)
{
    char code[16];
    snprintf(code, sizeof code, "%.*s", (int)(value.size < sizeof code ? value.size : sizeof code), value.data);
    enum language language = language_from_code(code);
    if (language == LANGUAGE_UNKNOWN)
        return not_understood(record, OVERRIDE_LANGUAGE, value, from, failure);
    record->language = language;
    return STATUS_OK;
}

static enum status set_kind(struct record *record, struct bytes value, const char *from, struct failure *failure)
{
    char name[16];
    snprintf(name, sizeof name, "%.*s", (int)(value.size < sizeof name ? value.size : sizeof name), value.data);
    return record_kind_from_name(name, &record->kind) ? STATUS_OK
                                                      : not_understood(record, OVERRIDE_KIND, value, from, failure);
}

static enum status set_period(struct record *record, struct bytes value, const char *from, struct failure *failure)
{
    struct date_range range;
    struct buffer text = BUFFER_EMPTY;
    /* ISO 8601 writes a slash between the ends. */
    for (size_t i = 0; i < value.size; i++)
        buffer_append(&text, value.data[i] == '/' ? ".." : value.data + i, value.data[i] == '/' ? 2 : 1);
    struct date today = date_from_unix(clock_now_s());
    bool read = !text.failed && !date_range_parse(buffer_view(&text), today, &range, NULL) &&
                range.from.year;
    buffer_clear(&text);
    if (!read)
        return not_understood(record, OVERRIDE_PERIOD, value, from, failure);
    record->period.range = range;
    return set_evidence(&record->period.evidence, value, from, failure);
}

/* == Lists ==================================================================================================== */

static bool next_item(struct bytes *list, struct bytes *item)
{
    static const char between[] = " \t,;\r\n";
    while (list->size && strchr(between, *list->data)) {
        list->data++;
        list->size--;
    }
    size_t size = 0;
    while (size < list->size && !strchr(between, list->data[size]))
        size++;
    *item = (struct bytes){ list->data, size };
    list->data += size;
    list->size -= size;
    return size > 0;
}

static void clear_countries(struct record *record)
{
    for (size_t i = 0; i < record->country_count; i++)
        free(record->countries[i].evidence);
    record->country_count = 0;
}

static void clear_goals(struct record *record)
{
    for (size_t i = 0; i < record->goal_count; i++) {
        free(record->goals[i].id);
        free(record->goals[i].evidence);
    }
    record->goal_count = 0;
}

static enum status add_country(struct record *record, struct bytes item, const char *from, struct failure *failure)
{
    const struct bytes evidence = { from, strlen(from) };
    if (item.size != 2 || !isalpha((unsigned char)item.data[0]) || !isalpha((unsigned char)item.data[1]))
        return not_understood(record, OVERRIDE_COUNTRIES, item, from, failure);
    const char code[3] = { (char)toupper((unsigned char)item.data[0]), (char)toupper((unsigned char)item.data[1]),
                           '\0' };
    enum status status = record_add_country(record, code, 1, evidence, failure);
    if (!status)
        record_mark_about(record, code); /* who states a country means the document's subject */
    return status;
}

static enum status add_goal(struct record *record, struct bytes item, const char *from, struct failure *failure)
{
    const struct bytes evidence = { from, strlen(from) };
    char id[64];
    if (item.size >= sizeof id)
        return not_understood(record, OVERRIDE_GOALS, item, from, failure);
    snprintf(id, sizeof id, "%.*s", (int)item.size, item.data);
    return record_add_goal(record, id, 1, evidence, failure);
}

static enum status set_list(struct record *record, enum override_field field, struct bytes list, const char *from,
                            struct failure *failure)
{
    enum status status = STATUS_OK;
    struct bytes item;
    if (field == OVERRIDE_COUNTRIES)
        clear_countries(record);
    else
        clear_goals(record);
    while (!status && next_item(&list, &item))
        status = field == OVERRIDE_COUNTRIES ? add_country(record, item, from, failure)
                                             : add_goal(record, item, from, failure);
    return status;
}

enum status override_set(struct record *record, enum override_field field, struct bytes value, const char *from,
                         struct failure *failure)
{
    switch (field) {
    case OVERRIDE_TITLE:
        return set_text(&record->title, value, failure);
    case OVERRIDE_DATE:
        return set_date(record, value, from, failure);
    case OVERRIDE_LANGUAGE:
        return set_language(record, value, from, failure);
    case OVERRIDE_KIND:
        return set_kind(record, value, from, failure);
    case OVERRIDE_URI:
        return set_text(&record->uri, value, failure);
    case OVERRIDE_TWIN:
        return set_text(&record->twin, value, failure);
    case OVERRIDE_PERIOD:
        return set_period(record, value, from, failure);
    default:
        return set_list(record, field, value, from, failure);
    }
}

/* == Sidecars ================================================================================================= */

/* The text that stands for a value: a text itself; of an object, as a record has them, the part that says it; of a
 * list all of its items. */
static void append_value(const struct json_tree *value, struct buffer *text)
{
    static const char *const parts[] = { "value", "code", "id" };
    struct bytes string = json_tree_text(value);
    buffer_append(text, string.data, string.size);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct bytes part = json_tree_text(json_tree_member(value, parts[i]));
        buffer_append(text, part.data, part.size);
    }
    struct bytes from = json_tree_text(json_tree_member(value, "from")),
                 to = json_tree_text(json_tree_member(value, "to"));
    if (to.size) {
        buffer_append(text, from.data, from.size);
        buffer_append_text(text, "..");
        buffer_append(text, to.data, to.size);
    }
    for (size_t i = 0; i < json_tree_count(value); i++) {
        const struct json_tree *item = json_tree_item(value, i);
        if (json_tree_kind(item) == JSON_KIND_ARRAY)
            continue;
        if (i)
            buffer_append_byte(text, ' ');
        append_value(item, text);
    }
}

static bool is_of_each(enum override_field field)
{
    return field == OVERRIDE_LANGUAGE || field == OVERRIDE_KIND || field == OVERRIDE_COUNTRIES ||
           field == OVERRIDE_GOALS;
}

enum status override_from_sidecar(struct record *record, struct bytes json, bool of_container, const char *from,
                                  struct buffer *notes, unsigned *stated, struct failure *failure)
{
    struct json_tree *object = NULL;
    struct buffer text = BUFFER_EMPTY;
    enum status status = json_tree_parse(&object, json, failure);
    if (!status && json_tree_kind(object) != JSON_KIND_OBJECT)
        status = fail(failure, STATUS_INVALID, "is no JSON object");
    for (size_t i = 0; i < OVERRIDE_COUNT && !status; i++) {
        const enum override_field field = (enum override_field)i;
        buffer_truncate(&text, 0);
        append_value(json_tree_member(object, names[i]), &text);
        if ((status = buffer_status(&text, "a sidecar", failure)) || !text.size ||
            (of_container && !is_of_each(field)))
            continue;
        *stated |= 1U << field;
        notes_add(notes, NOTE_METADATA, "%s: %s", names[i], from);
        status = override_set(record, field, buffer_view(&text), from, failure);
    }
    json_tree_free(object);
    buffer_clear(&text);
    return status;
}
