/* A record as the document data of the index: lines of NAME=VALUE, and back. */
#include "record/stored.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "language/utf8.h"

enum { SAMPLE_CHARACTERS = 200, NEWLINE_IN_TEXT = '\v' };

#define LINE_TEXT "text="

/* == Writing ================================================================================================== */

/* A line must stay one: line ends become spaces. */
static void append_value(struct buffer *data, const char *value)
{
    for (size_t run; *value; value += run) {
        run = strcspn(value, "\r\n\v\f");
        buffer_append(data, value, run);
        if (value[run]) {
            buffer_append_byte(data, ' ');
            run++;
        }
    }
}

/* A value that is divided from the next by a space has none. */
static void append_token(struct buffer *data, const char *value)
{
    for (; *value; value++)
        buffer_append_byte(data, (unsigned char)*value <= ' ' ? '_' : *value);
}

static void write_line(struct buffer *data, const char *name, const char *value)
{
    buffer_append_text(data, name);
    buffer_append_byte(data, '=');
    append_value(data, value);
    buffer_append_byte(data, '\n');
}

static void write_known(struct buffer *data, const char *name, const char *value)
{
    if (value && value[0])
        write_line(data, name, value);
}

/* What stands between spaces and controls from `at` on, and how many characters it has: `most` are looked at. False
 * when it has more. */
static bool read_word(struct bytes text, size_t at, size_t most, struct bytes *word, size_t *characters)
{
    size_t end = at;
    *characters = 0;
    for (; end < text.size && (unsigned char)text.data[end] > ' '; end++)
        if (((unsigned char)text.data[end] & 0xC0) != 0x80 && (*characters)++ == most)
            break;
    *word = (struct bytes){ text.data + at, end - at };
    return *characters <= most;
}

/* The beginning of the text, every run of spaces and controls as one space, cut at a word. */
static void write_sample(struct buffer *data, struct bytes text)
{
    size_t room = SAMPLE_CHARACTERS, characters, space = 0;
    struct bytes word;
    for (size_t at = 0; at < text.size; at += word.size + 1) {
        bool whole = read_word(text, at, room > space ? room - space : 0, &word, &characters);
        if (whole && word.size == 0)
            continue;
        if (whole && space)
            buffer_append_byte(data, ' ');
        if (whole || !space)
            buffer_append(data, word.data, word.size);
        if (!whole) {
            buffer_append_text(data, "…");
            return;
        }
        room -= characters + space;
        space = 1;
    }
}

static void write_facts(const struct record *record, struct buffer *data)
{
    char iso[DATE_ISO_BYTES], to[DATE_ISO_BYTES];
    write_known(data, "language", language_code(record->language));
    write_line(data, "kind", record_kind_name(record->kind));
    date_format_iso(record->date.value, iso);
    write_known(data, "date", iso);
    write_known(data, "date.from", record->date.from);
    write_known(data, "date.evidence", record->date.evidence);
    if (record->period.range.from.year) {
        date_format_iso(record->period.range.from, iso);
        date_format_iso(record->period.range.to, to);
        buffer_append_format(data, "period=%s/%s\n", iso, to);
    }
    write_known(data, "period.evidence", record->period.evidence);
}

static void write_evidence(struct buffer *data, const char *evidence)
{
    if (evidence) {
        buffer_append_byte(data, ' ');
        append_value(data, evidence);
    }
    buffer_append_byte(data, '\n');
}

static void write_lists(const struct record *record, struct buffer *data)
{
    for (size_t i = 0; i < record->country_count; i++) {
        buffer_append_text(data, "country=");
        buffer_append_text(data, record->countries[i].code);
        buffer_append_byte(data, ' ');
        buffer_append_decimal(data, record->countries[i].count);
        buffer_append_text(data, record->countries[i].about ? "+" : "");
        write_evidence(data, record->countries[i].evidence);
    }
    for (size_t i = 0; i < record->goal_count; i++) {
        buffer_append_text(data, "goal=");
        append_token(data, record->goals[i].id);
        char score[] = " 0.00"; /* %f would ask the locale for its point */
        unsigned hundredths = (unsigned)(record->goals[i].score * 100 + 0.5);
        bytes_write_digits(bytes_write_digits(score + 1, hundredths / 100, 1) + 1, hundredths % 100, 2);
        buffer_append_text(data, score);
        write_evidence(data, record->goals[i].evidence);
    }
    for (size_t i = 0; i < record->page_count; i++) {
        buffer_append_text(data, "page=");
        buffer_append_decimal(data, record->pages[i].offset);
        write_evidence(data, record->pages[i].label);
    }
    for (size_t i = 0; i < record->passage_count; i++)
        buffer_append_format(data, "passage=%zu %s\n", record->passages[i].offset,
                             language_code(record->passages[i].language));
}

static void write_text(struct buffer *data, const struct buffer *text)
{
    buffer_append_text(data, LINE_TEXT);
    char *copy = buffer_reserve(data, text->size);
    if (!copy)
        return;
    memcpy(copy, text->bytes, text->size);
    bytes_replace(copy, text->size, '\n', NEWLINE_IN_TEXT);
    buffer_commit(data, text->size);
}

void stored_write(const struct record *record, struct buffer *data)
{
    write_line(data, "url", record->uri ? record->uri : "");
    write_line(data, "caption", record->title ? record->title : "");
    buffer_append_text(data, "sample=");
    write_sample(data, buffer_view(&record->text));
    buffer_append_byte(data, '\n');
    write_line(data, "type", record->mime ? record->mime : "");
    write_facts(record, data);
    write_lists(record, data);
    write_known(data, "source", record->source);
    write_known(data, "member", record->member);
    write_known(data, "twin", record->twin);
    write_known(data, "parent", record->parent);
    write_text(data, &record->text);
}

/* == Reading ================================================================================================== */

/* The line without its end, off the front of `data`. */
static struct bytes take_line(struct bytes *data)
{
    const char *end = memchr(data->data, '\n', data->size);
    struct bytes line = { data->data, end ? (size_t)(end - data->data) : data->size };
    size_t used = line.size + (end ? 1 : 0);
    data->data += used;
    data->size -= used;
    return line;
}

/* Up to the next space, which is taken too. */
static struct bytes take_token(struct bytes *value)
{
    const char *space = value->size > 0 ? memchr(value->data, ' ', value->size) : NULL;
    struct bytes token = { value->data, space ? (size_t)(space - value->data) : value->size };
    size_t used = token.size + (space ? 1 : 0);
    value->data += used;
    value->size -= used;
    return token;
}

static bool number_of(struct bytes token, uint64_t most, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < token.size; i++) {
        if (token.data[i] < '0' || token.data[i] > '9' || *number > (most - (uint64_t)(token.data[i] - '0')) / 10)
            return false;
        *number = *number * 10 + (uint64_t)(token.data[i] - '0');
    }
    return token.size > 0;
}

/* "0.80" and "1.00", whatever the locale has for a decimal point. */
static bool score_of(struct bytes token, double *score)
{
    uint64_t units, hundredths;
    if (token.size != 4 || token.data[1] != '.' || !number_of((struct bytes){ token.data, 1 }, 1, &units) ||
        !number_of((struct bytes){ token.data + 2, 2 }, 99, &hundredths) || units * 100 + hundredths > 100)
        return false;
    *score = (double)(units * 100 + hundredths) / 100;
    return true;
}

typedef enum status (*read_value)(struct record *record, struct bytes value, struct failure *failure);

static enum language language_of(struct bytes value)
{
    enum language language = LANGUAGE_UNKNOWN;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        const char *code = language_code((enum language)i);
        if (bytes_are(value, code))
            language = (enum language)i;
    }
    return language;
}

static enum status read_language(struct record *record, struct bytes value, struct failure *failure)
{
    (void)failure;
    record->language = language_of(value);
    return STATUS_OK;
}

static enum status read_kind(struct record *record, struct bytes value, struct failure *failure)
{
    (void)failure;
    for (int i = 0; i < KIND_COUNT; i++) {
        const char *name = record_kind_name((enum record_kind)i);
        if (bytes_are(value, name))
            record->kind = (enum record_kind)i;
    }
    return STATUS_OK;
}

static enum status read_date(struct record *record, struct bytes value, struct failure *failure)
{
    (void)failure;
    date_parse_iso(value, &record->date.value);
    return STATUS_OK;
}

static enum status read_period(struct record *record, struct bytes value, struct failure *failure)
{
    (void)failure;
    struct date_range range = { DATE_NONE, DATE_NONE };
    const char *slash = value.size > 0 ? memchr(value.data, '/', value.size) : NULL;
    if (!slash || !date_parse_iso((struct bytes){ value.data, (size_t)(slash - value.data) }, &range.from))
        return STATUS_OK;
    struct bytes to = { slash + 1, (size_t)(value.data + value.size - slash - 1) };
    if (to.size == 0 || date_parse_iso(to, &range.to))
        record->period.range = range;
    return STATUS_OK;
}

static enum status read_country(struct record *record, struct bytes value, struct failure *failure)
{
    struct bytes code = take_token(&value), number = take_token(&value);
    uint64_t count;
    bool about = number.size > 1 && number.data[number.size - 1] == '+';
    number.size -= about;
    if (code.size != 2 || !number_of(number, UINT32_MAX, &count) || record->country_count == RECORD_FACETS_MOST)
        return STATUS_OK;
    char letters[] = { code.data[0], code.data[1], '\0' };
    if (!letters[0] || !letters[1])
        return STATUS_OK;
    enum status status = record_add_country(record, letters, (unsigned)count, value, failure);
    if (!status && about)
        record_mark_about(record, letters);
    return status;
}

static enum status read_goal(struct record *record, struct bytes value, struct failure *failure)
{
    struct bytes id = take_token(&value), number = take_token(&value);
    double score;
    if (id.size == 0 || !score_of(number, &score) || record->goal_count == RECORD_FACETS_MOST)
        return STATUS_OK;
    char *name = NULL;
    enum status status = record_set(&name, id, failure);
    if (status == STATUS_OK)
        status = record_add_goal(record, name, score, value, failure);
    free(name);
    return status;
}

static enum status read_page(struct record *record, struct bytes value, struct failure *failure)
{
    struct bytes number = take_token(&value);
    uint64_t offset;
    if (!number_of(number, SIZE_MAX, &offset))
        return STATUS_OK;
    return record_add_page(record, value, (size_t)offset, failure);
}

static enum status read_passage(struct record *record, struct bytes value, struct failure *failure)
{
    struct bytes number = take_token(&value);
    uint64_t offset;
    if (!number_of(number, SIZE_MAX, &offset))
        return STATUS_OK;
    return record_add_passage(record, language_of(value), (size_t)offset, failure);
}

/* A line is one text of the record, or `read` knows what to do with it. */
static const struct line {
    const char *name;
    read_value read;
    size_t offset;
} lines[] = {
    { "url", NULL, offsetof(struct record, uri) },
    { "caption", NULL, offsetof(struct record, title) },
    { "type", NULL, offsetof(struct record, mime) },
    { "language", read_language, 0 },
    { "kind", read_kind, 0 },
    { "date", read_date, 0 },
    { "date.from", NULL, offsetof(struct record, date.from) },
    { "date.evidence", NULL, offsetof(struct record, date.evidence) },
    { "period", read_period, 0 },
    { "period.evidence", NULL, offsetof(struct record, period.evidence) },
    { "country", read_country, 0 },
    { "goal", read_goal, 0 },
    { "page", read_page, 0 },
    { "passage", read_passage, 0 },
    { "source", NULL, offsetof(struct record, source) },
    { "member", NULL, offsetof(struct record, member) },
    { "twin", NULL, offsetof(struct record, twin) },
    { "parent", NULL, offsetof(struct record, parent) },
};

static const struct line *find_line(struct bytes name)
{
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        if (strlen(lines[i].name) == name.size && memcmp(lines[i].name, name.data, name.size) == 0)
            return &lines[i];
    return NULL;
}

/* Lines of a name we do not know, or with a value of another form, are passed over: a hit of a damaged document is
 * better than none. */
static enum status read_line(struct record *record, struct bytes text, struct failure *failure)
{
    const char *equals = text.size > 0 ? memchr(text.data, '=', text.size) : NULL;
    if (!equals)
        return STATUS_OK;
    size_t name_bytes = (size_t)(equals - text.data);
    const struct line *line = find_line((struct bytes){ text.data, name_bytes });
    struct bytes value = { equals + 1, text.size - name_bytes - 1 };
    if (!line)
        return STATUS_OK;
    return line->read ? line->read(record, value, failure)
                      : record_set((char **)((char *)record + line->offset), value, failure);
}

static enum status read_text(struct record *record, struct bytes text, struct failure *failure)
{
    char *copy = buffer_reserve(&record->text, text.size);
    if (!copy)
        return buffer_status(&record->text, "the text of a document", failure);
    if (text.size)
        memcpy(copy, text.data, text.size);
    bytes_replace(copy, text.size, NEWLINE_IN_TEXT, '\n');
    buffer_commit(&record->text, text.size);
    return STATUS_OK;
}

enum status stored_read(struct bytes data, bool with_text, struct record *record, struct failure *failure)
{
    bool url = false;
    enum status status = STATUS_OK;

    record_clear(record);
    while (data.size > 0 && !bytes_begin(data, LINE_TEXT) && status == STATUS_OK) {
        url = url || bytes_begin(data, "url=");
        status = read_line(record, take_line(&data), failure);
    }
    if (status == STATUS_OK && !url)
        status = fail(failure, STATUS_CORRUPT, "the data of a document has no url line");
    if (status == STATUS_OK && with_text && bytes_begin(data, LINE_TEXT))
        status = read_text(record, (struct bytes){ data.data + strlen(LINE_TEXT), data.size - strlen(LINE_TEXT) },
                           failure);
    if (status)
        record_clear(record);
    return status;
}
