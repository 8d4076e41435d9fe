/* A record as bytes for another process, and back. The bytes come from a process that has read a hostile document, so
 * unpacking checks each of them; a count is never believed before that many items have been read. */
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "language/utf8.h"
#include "record/record.h"

static const char magic[4] = { 'D', 'R', 'E', '2' };

enum { TEXT_UTF8, TEXT_PATH /* any bytes but NUL */ };

/* The fields that are one text, in the order they are packed in. */
static const struct text_field {
    const char *name;
    size_t offset;
    int kind;
} text_fields[] = {
    { "source", offsetof(struct record, source), TEXT_PATH },
    { "member", offsetof(struct record, member), TEXT_PATH },
    { "uri", offsetof(struct record, uri), TEXT_PATH },
    { "title", offsetof(struct record, title), TEXT_UTF8 },
    { "mime", offsetof(struct record, mime), TEXT_UTF8 },
    { "encoding", offsetof(struct record, encoding), TEXT_UTF8 },
    { "date's source", offsetof(struct record, date.from), TEXT_UTF8 },
    { "date's evidence", offsetof(struct record, date.evidence), TEXT_UTF8 },
    { "period's evidence", offsetof(struct record, period.evidence), TEXT_UTF8 },
    { "twin", offsetof(struct record, twin), TEXT_PATH },
    { "parent", offsetof(struct record, parent), TEXT_PATH },
};
enum { TEXT_FIELD_COUNT = sizeof text_fields / sizeof text_fields[0] };

static char **text_field(const struct record *record, const struct text_field *field)
{
    return (char **)((char *)record + field->offset);
}

/* == Packing ================================================================================================== */

/* NULL and empty are one: record_set makes NULL of both. */
static void pack_text(struct buffer *packed, const char *text)
{
    size_t size = text ? strlen(text) : 0;
    buffer_append_varint(packed, size);
    buffer_append(packed, text, size);
}

static void pack_date(struct buffer *packed, struct date date)
{
    buffer_append_varint(packed, date.year > 0 ? (uint64_t)date.year : 0);
    buffer_append_byte(packed, (char)date.month);
    buffer_append_byte(packed, (char)date.day);
}

static void pack_score(struct buffer *packed, double score)
{
    uint64_t bits;
    memcpy(&bits, &score, sizeof bits);
    buffer_append(packed, &bits, sizeof bits); /* both processes run on the same machine */
}

static void pack_lists(const struct record *record, struct buffer *packed)
{
    buffer_append_varint(packed, record->country_count);
    for (size_t i = 0; i < record->country_count; i++) {
        buffer_append(packed, record->countries[i].code, 2);
        buffer_append_varint(packed, record->countries[i].count);
        buffer_append_byte(packed, record->countries[i].about ? 1 : 0);
        pack_text(packed, record->countries[i].evidence);
    }
    buffer_append_varint(packed, record->goal_count);
    for (size_t i = 0; i < record->goal_count; i++) {
        pack_text(packed, record->goals[i].id);
        pack_score(packed, record->goals[i].score);
        pack_text(packed, record->goals[i].evidence);
    }
    buffer_append_varint(packed, record->page_count);
    for (size_t i = 0; i < record->page_count; i++) {
        pack_text(packed, record->pages[i].label);
        buffer_append_varint(packed, record->pages[i].offset);
    }
    buffer_append_varint(packed, record->passage_count);
    for (size_t i = 0; i < record->passage_count; i++) {
        buffer_append_byte(packed, (char)record->passages[i].language);
        buffer_append_varint(packed, record->passages[i].offset);
    }
    buffer_append_varint(packed, record->warning_count);
    for (size_t i = 0; i < record->warning_count; i++)
        pack_text(packed, record->warnings[i]);
}

void record_pack(const struct record *record, struct buffer *packed)
{
    buffer_append(packed, magic, sizeof magic);
    for (size_t i = 0; i < TEXT_FIELD_COUNT; i++)
        pack_text(packed, *text_field(record, &text_fields[i]));
    buffer_append_byte(packed, (char)record->language);
    buffer_append_byte(packed, (char)record->kind);
    buffer_append_varint(packed, record->text.size);
    buffer_append(packed, record->text.bytes, record->text.size);
    pack_date(packed, record->date.value);
    pack_date(packed, record->period.range.from);
    pack_date(packed, record->period.range.to);
    pack_lists(record, packed);
}

/* == Unpacking ================================================================================================ */

static enum status broken(const char *what, struct failure *failure)
{
    return fail(failure, STATUS_INVALID, "not a packed record: bad %s", what);
}

static bool is_text(struct bytes text, int kind)
{
    return !memchr(text.data, '\0', text.size) && (kind == TEXT_PATH || utf8_valid(text));
}

static bool take_text(struct bytes *packed, int kind, struct bytes *text)
{
    uint64_t size;
    return bytes_read_varint(packed, &size) && size <= packed->size && bytes_read(packed, (size_t)size, text) &&
           is_text(*text, kind);
}

static bool take_byte(struct bytes *packed, unsigned char *byte)
{
    struct bytes taken;
    if (!bytes_read(packed, 1, &taken))
        return false;
    *byte = (unsigned char)taken.data[0];
    return true;
}

static bool take_date(struct bytes *packed, struct date *date)
{
    uint64_t year;
    unsigned char month, day;
    if (!bytes_read_varint(packed, &year) || year > 9999 || !take_byte(packed, &month) || !take_byte(packed, &day))
        return false;
    *date = (struct date){ (short)year, month, day };
    return year == 0 ? month == 0 && day == 0 : date_valid(*date);
}

static bool take_range(struct bytes *packed, struct date_range *range)
{
    if (!take_date(packed, &range->from) || !take_date(packed, &range->to))
        return false;
    return !range->from.year || !range->to.year || date_compare(range->from, date_last_day(range->to)) <= 0;
}

static enum status unpack_country(struct record *record, struct bytes *packed, struct failure *failure)
{
    struct bytes code, evidence;
    unsigned char about;
    uint64_t count;
    if (!bytes_read(packed, 2, &code) || !bytes_read_varint(packed, &count) || count > UINT32_MAX ||
        !take_byte(packed, &about) || about > 1 || !take_text(packed, TEXT_UTF8, &evidence))
        return broken("country", failure);
    for (size_t i = 0; i < code.size; i++)
        if (code.data[i] < 'A' || code.data[i] > 'Z')
            return broken("country code", failure);
    char letters[] = { code.data[0], code.data[1], '\0' };
    enum status status = record_add_country(record, letters, (unsigned)count, evidence, failure);
    if (!status && about)
        record_mark_about(record, letters);
    return status;
}

static enum status unpack_goal(struct record *record, struct bytes *packed, struct failure *failure)
{
    struct bytes id, bits, evidence;
    double score;
    char *name = NULL;
    if (!take_text(packed, TEXT_UTF8, &id) || id.size == 0 || !bytes_read(packed, sizeof score, &bits) ||
        !take_text(packed, TEXT_UTF8, &evidence))
        return broken("goal", failure);
    memcpy(&score, bits.data, sizeof score);
    enum status status = record_set(&name, id, failure);
    if (status == STATUS_OK)
        status = record_add_goal(record, name, score, evidence, failure);
    free(name);
    return status;
}

static enum status unpack_page(struct record *record, struct bytes *packed, struct failure *failure)
{
    struct bytes label;
    uint64_t offset;
    if (!take_text(packed, TEXT_UTF8, &label) || !bytes_read_varint(packed, &offset) || offset > record->text.size)
        return broken("page", failure);
    return record_add_page(record, label, (size_t)offset, failure);
}

static enum status unpack_passage(struct record *record, struct bytes *packed, struct failure *failure)
{
    unsigned char language;
    uint64_t offset;
    const struct record_passage *last = record->passage_count ? &record->passages[record->passage_count - 1] : NULL;
    if (!take_byte(packed, &language) || language >= LANGUAGE_COUNT || !bytes_read_varint(packed, &offset) ||
        offset > record->text.size || (last && offset <= last->offset))
        return broken("passage", failure);
    return record_add_passage(record, (enum language)language, (size_t)offset, failure);
}

static enum status unpack_warning(struct record *record, struct bytes *packed, struct failure *failure)
{
    enum { WARNING_MOST = 65536 }; /* more than that nobody reads, and printf counts in int */
    struct bytes warning;
    if (!take_text(packed, TEXT_PATH, &warning))
        return broken("warning", failure);
    size_t size = warning.size < WARNING_MOST ? warning.size : utf8_whole(warning, WARNING_MOST);
    return record_add_warning(record, failure, "%.*s", (int)size, warning.data);
}

typedef enum status (*unpack_item)(struct record *record, struct bytes *packed, struct failure *failure);

static enum status unpack_list(struct record *record, struct bytes *packed, unpack_item item, struct failure *failure)
{
    uint64_t count;
    enum status status = STATUS_OK;
    if (!bytes_read_varint(packed, &count) || count > packed->size)
        return broken("count", failure);
    for (uint64_t i = 0; i < count && status == STATUS_OK; i++)
        status = item(record, packed, failure);
    return status;
}

static enum status unpack_texts(struct record *record, struct bytes *packed, struct failure *failure)
{
    for (size_t i = 0; i < TEXT_FIELD_COUNT; i++) {
        struct bytes text;
        if (!take_text(packed, text_fields[i].kind, &text))
            return broken(text_fields[i].name, failure);
        enum status status = record_set(text_field(record, &text_fields[i]), text, failure);
        if (status)
            return status;
    }
    return STATUS_OK;
}

static enum status unpack_body(struct record *record, struct bytes *packed, struct failure *failure)
{
    unsigned char language, kind;
    struct bytes text;
    if (!take_byte(packed, &language) || language >= LANGUAGE_COUNT)
        return broken("language", failure);
    if (!take_byte(packed, &kind) || kind >= KIND_COUNT)
        return broken("kind", failure);
    if (!take_text(packed, TEXT_UTF8, &text))
        return broken("text", failure);
    if (!take_date(packed, &record->date.value) || !take_range(packed, &record->period.range))
        return broken("date", failure);
    record->language = (enum language)language;
    record->kind = (enum record_kind)kind;
    buffer_append(&record->text, text.data, text.size);
    return buffer_status(&record->text, "the text", failure);
}

enum status record_unpack(struct record *record, struct bytes packed, struct failure *failure)
{
    static const unpack_item lists[] = { unpack_country, unpack_goal, unpack_page, unpack_passage, unpack_warning };
    struct bytes mark;
    enum status status;

    record_clear(record);
    if (!bytes_read(&packed, sizeof magic, &mark) || memcmp(mark.data, magic, sizeof magic) != 0)
        return broken("beginning", failure);
    if ((status = unpack_texts(record, &packed, failure)) || (status = unpack_body(record, &packed, failure)))
        goto done;
    for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
        if ((status = unpack_list(record, &packed, lists[i], failure)))
            goto done;
    if (packed.size > 0)
        status = broken("end", failure);

done:
    if (status)
        record_clear(record);
    return status;
}
