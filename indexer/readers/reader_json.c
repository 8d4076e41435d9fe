/* One record as a JSON object: our own shape (docs/record-format.md), or the bare {id, title, date, text}. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "indexer/common/json_tree.h"
#include "indexer/page/page_writer.h"
#include "indexer/page/whole_text.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/reader_text.h"
#include "language/utf8.h"

/* == Recognising ============================================================================================== */

static struct bytes without_space(struct bytes text)
{
    if (text.size >= 3 && memcmp(text.data, "\xEF\xBB\xBF", 3) == 0)
        text = (struct bytes){ text.data + 3, text.size - 3 };
    while (text.size && isspace((unsigned char)*text.data))
        text = (struct bytes){ text.data + 1, text.size - 1 };
    return text;
}

/* An object with a key, or an array of objects; not the braces of other formats and of prose. */
static bool recognises_json(const struct reader_input *input)
{
    struct bytes text = without_space(input->content);
    if (!text.size || (*text.data != '{' && *text.data != '['))
        return false;
    bool array = *text.data == '[';
    text = without_space((struct bytes){ text.data + 1, text.size - 1 });
    return text.size && (*text.data == (array ? '{' : '"') || (!array && *text.data == '}'));
}

/* == Values =================================================================================================== */

/* What is being read, and where it goes. */
struct json_reading {
    const struct json_tree *object;
    struct page *page;
    struct record *record;
    struct failure *failure;
};

/* In normal form C, without control characters. */
static enum status set_text(char **field, struct bytes text, struct failure *failure)
{
    struct buffer normal = BUFFER_EMPTY;
    utf8_append_nfc(&normal, text);
    enum status status = buffer_status(&normal, "a field of a record", failure);
    if (!status)
        status = record_set(field, buffer_view(&normal), failure);
    buffer_clear(&normal);
    return status;
}

static struct bytes text_of(const struct json_reading *reading, const char *key)
{
    return json_tree_text(json_tree_member(reading->object, key));
}

/* A text that is longer than a warning has room for is quoted in part. */
static enum status warn_of(const struct json_reading *reading, const char *key, struct bytes text)
{
    enum { QUOTED_BYTES = 60 };
    size_t size = text.size > QUOTED_BYTES ? utf8_whole(text, QUOTED_BYTES) : text.size;
    return record_add_warning(reading->record, reading->failure, "the %s of the record is not understood: %.*s", key,
                              (int)size, text.data);
}

/* The id of a bare record, which may be a number. */
static enum status read_uri(const struct json_reading *reading)
{
    struct bytes uri = text_of(reading, "uri");
    int64_t number;
    char digits[24];
    if (!uri.size)
        uri = text_of(reading, "url");
    if (!uri.size)
        uri = text_of(reading, "id");
    if (!uri.size && json_tree_integer(json_tree_member(reading->object, "id"), &number)) {
        int size = snprintf(digits, sizeof digits, "%lld", (long long)number);
        uri = (struct bytes){ digits, (size_t)size };
    }
    return uri.size ? set_text(&reading->record->uri, uri, reading->failure) : STATUS_OK;
}

static enum status read_names(const struct json_reading *reading)
{
    struct record *record = reading->record;
    struct {
        const char *key;
        char **field;
    } fields[] = { { "mime", &record->mime },
                   { "encoding", &record->encoding },
                   { "twin", &record->twin },
                   { "parent", &record->parent } };
    enum status status = read_uri(reading);
    for (size_t i = 0; i < sizeof fields / sizeof *fields && !status; i++) {
        struct bytes text = text_of(reading, fields[i].key);
        if (text.size)
            status = set_text(fields[i].field, text, reading->failure);
    }
    return status ? status : whole_text_title(text_of(reading, "title"), record, reading->failure);
}

static enum status read_classes(const struct json_reading *reading)
{
    struct bytes language = text_of(reading, "language"), kind = text_of(reading, "kind");
    enum status status = STATUS_OK;
    if (language.size)
        reading->record->language = language_from_code(language.data);
    if (kind.size && !record_kind_from_name(kind.data, &reading->record->kind))
        status = warn_of(reading, "kind", kind);
    return status;
}

/* == Dates ==================================================================================================== */

/* "2009-04-14", "2009-04-14T08:00:00Z", "14 avril 2009", "2009". */
static bool parse_date(struct bytes text, struct date *date)
{
    enum { DAY_BYTES = DATE_ISO_BYTES - 1 };
    struct date_found found;
    struct bytes day = text;
    if (text.size > DAY_BYTES && (text.data[DAY_BYTES] == 'T' || text.data[DAY_BYTES] == ' '))
        day.size = DAY_BYTES;
    if (date_parse_iso(day, date))
        return true;
    if (!date_scan(text, 0, &found))
        return false;
    *date = found.date;
    return true;
}

static enum status read_date(const struct json_reading *reading)
{
    const struct json_tree *date = json_tree_member(reading->object, "date");
    struct record *record = reading->record;
    bool object = json_tree_kind(date) == JSON_KIND_OBJECT;
    struct bytes value = json_tree_text(object ? json_tree_member(date, "value") : date), from = { "record", 6 };
    struct bytes evidence = value;
    enum status status;
    char year[8];
    int64_t number;

    if (json_tree_integer(date, &number) && number > 0 && number < 10000) {
        value.size = (size_t)snprintf(year, sizeof year, "%04d", (int)number);
        value.data = year;
        evidence = value;
    }
    if (!value.size)
        return STATUS_OK;
    if (!parse_date(value, &record->date.value))
        return warn_of(reading, "date", value);
    if (object && json_tree_text(json_tree_member(date, "from")).size)
        from = json_tree_text(json_tree_member(date, "from"));
    if (object && json_tree_text(json_tree_member(date, "evidence")).size)
        evidence = json_tree_text(json_tree_member(date, "evidence"));
    status = set_text(&record->date.from, from, reading->failure);
    return status ? status : set_text(&record->date.evidence, evidence, reading->failure);
}

static enum status read_period(const struct json_reading *reading)
{
    const struct json_tree *period = json_tree_member(reading->object, "period");
    struct bytes from = json_tree_text(json_tree_member(period, "from"));
    struct bytes to = json_tree_text(json_tree_member(period, "to"));
    struct date_range range = { DATE_NONE, DATE_NONE };
    if (!from.size)
        return STATUS_OK;
    if (!parse_date(from, &range.from) || (to.size && !parse_date(to, &range.to)) ||
        (range.to.year && date_compare(range.from, date_last_day(range.to)) > 0))
        return warn_of(reading, "period", from);
    reading->record->period.range = range;
    return set_text(&reading->record->period.evidence, json_tree_text(json_tree_member(period, "evidence")),
                    reading->failure);
}

/* == Lists ==================================================================================================== */

/* An item is an object, or just its `key`. */
static struct bytes item_text(const struct json_tree *item, const char *key)
{
    return json_tree_text(json_tree_kind(item) == JSON_KIND_OBJECT ? json_tree_member(item, key) : item);
}

static bool has_country(const struct record *record, const char code[3])
{
    for (size_t i = 0; i < record->country_count; i++)
        if (memcmp(record->countries[i].code, code, 2) == 0)
            return true;
    return false;
}

static enum status read_country(const struct json_reading *reading, const struct json_tree *item)
{
    struct bytes code = item_text(item, "code");
    int64_t count = 1;
    if (code.size != 2 || !isalpha((unsigned char)code.data[0]) || !isalpha((unsigned char)code.data[1]))
        return warn_of(reading, "country", code);
    char letters[] = { (char)toupper((unsigned char)code.data[0]), (char)toupper((unsigned char)code.data[1]), '\0' };
    json_tree_integer(json_tree_member(item, "count"), &count);
    if (count < 0 || count > INT32_MAX)
        count = 1;
    if (has_country(reading->record, letters))
        return STATUS_OK;
    struct buffer evidence = BUFFER_EMPTY;
    utf8_append_nfc(&evidence, json_tree_text(json_tree_member(item, "evidence")));
    enum status status = record_add_country(reading->record, letters, (unsigned)count,
                                            buffer_view(&evidence), reading->failure);
    /* A code alone is what somebody wrote down as the subject. */
    bool about = json_tree_kind(item) == JSON_KIND_TEXT || json_tree_is_true(json_tree_member(item, "about"));
    if (!status && about)
        record_mark_about(reading->record, letters);
    buffer_clear(&evidence);
    return status;
}

static bool has_goal(const struct record *record, const char *id)
{
    for (size_t i = 0; i < record->goal_count; i++)
        if (strcmp(record->goals[i].id, id) == 0)
            return true;
    return false;
}

static enum status read_goal(const struct json_reading *reading, const struct json_tree *item)
{
    double score = 1;
    char *id = NULL;
    enum status status = set_text(&id, item_text(item, "id"), reading->failure);
    json_tree_number(json_tree_member(item, "score"), &score);
    if (!(score >= 0 && score <= 1))
        score = 1;
    if (!status && id && !strpbrk(id, " \t\n") && !has_goal(reading->record, id)) {
        struct buffer evidence = BUFFER_EMPTY;
        utf8_append_nfc(&evidence, json_tree_text(json_tree_member(item, "evidence")));
        status = record_add_goal(reading->record, id, score, buffer_view(&evidence),
                                 reading->failure);
        buffer_clear(&evidence);
    }
    free(id);
    return status;
}

static enum status read_warning(const struct json_reading *reading, const struct json_tree *item)
{
    enum { WARNING_BYTES = 1000 };
    struct bytes text = json_tree_text(item);
    size_t size = text.size > WARNING_BYTES ? utf8_whole(text, WARNING_BYTES) : text.size;
    if (!size || reading->record->warning_count == RECORD_FACETS_MOST)
        return STATUS_OK;
    return record_add_warning(reading->record, reading->failure, "%.*s", (int)size, text.data);
}

static enum status read_list(const struct json_reading *reading, const char *key,
                             enum status (*read)(const struct json_reading *, const struct json_tree *))
{
    const struct json_tree *list = json_tree_member(reading->object, key);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < json_tree_count(list) && i < RECORD_FACETS_MOST && !status; i++)
        status = read(reading, json_tree_item(list, i));
    return status;
}

/* == Text ===================================================================================================== */

/* Where a page begins in the text as it stands in the JSON; NO_PAGE past the last, or for one out of order. */
enum { NO_PAGE = -1 };

static int64_t page_offset(const struct json_tree *pages, size_t index)
{
    int64_t offset;
    return json_tree_integer(json_tree_member(json_tree_item(pages, index), "offset"), &offset) ? offset : NO_PAGE;
}

/* Each line is a paragraph. Lines may be shorter on the page than they were: white space is folded, so pages are
 * taken along to the line they begin in. */
static enum status read_text(const struct json_reading *reading)
{
    const struct json_tree *pages = json_tree_member(reading->object, "pages");
    struct bytes text = text_of(reading, "text");
    struct page_writer writer;
    enum status status = STATUS_OK;
    size_t next_page = 0, page_count = json_tree_count(pages);

    page_writer_init(&writer, reading->page);
    for (size_t at = 0; at < text.size && !status;) {
        const char *end = memchr(text.data + at, '\n', text.size - at);
        size_t size = end ? (size_t)(end - text.data) - at : text.size - at;
        for (; next_page < page_count && page_offset(pages, next_page) < (int64_t)(at + size + 1) && !status;
             next_page++)
            status = record_add_page(reading->record,
                                     json_tree_text(json_tree_member(json_tree_item(pages, next_page), "label")),
                                     reading->page->text.size, reading->failure);
        page_writer_text(&writer, (struct bytes){ text.data + at, size });
        page_writer_end_block(&writer);
        at += size + 1;
    }
    if (!status)
        status = page_writer_finish(&writer, reading->failure);
    return status ? status : whole_text_take(reading->page, reading->record, reading->failure);
}

/* == The whole ================================================================================================ */

static enum status read_object(const struct json_reading *reading)
{
    enum status status;
    if (json_tree_kind(reading->object) == JSON_KIND_ARRAY)
        return fail(reading->failure, STATUS_INVALID, "is a JSON array: write one record a line (JSON Lines)");
    if ((status = read_names(reading)) || (status = read_text(reading)))
        return status;
    if (!reading->record->title && !reading->record->text.size)
        return fail(reading->failure, STATUS_INVALID,
                    "is JSON, but no record: it has neither \"title\" nor \"text\"");
    if ((status = read_classes(reading)) || (status = read_date(reading)) || (status = read_period(reading)) ||
        (status = read_list(reading, "countries", read_country)) || (status = read_list(reading, "goals", read_goal)))
        return status;
    return read_list(reading, "warnings", read_warning);
}

static enum status read_json(const struct reader_input *input, struct page *page, struct record *record,
                             struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    struct json_tree *tree = NULL;
    enum status status;
    if (!(status = reader_decode(input, "utf-8", &text, record, failure)) &&
        !(status = json_tree_parse(&tree, buffer_view(&text), failure))) {
        struct json_reading reading = { tree, page, record, failure };
        status = read_object(&reading);
    }
    json_tree_free(tree);
    buffer_clear(&text);
    return status;
}

const struct reader reader_json = { "json", "application/json", recognises_json, read_json, NULL };
