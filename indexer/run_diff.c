/* `diff`: which documents one generation has more, fewer and other than another. Both are gone through side by side
 * in the order of their unique terms: memory is that of two documents. */
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "indexer/builder/opened.h"
#include "indexer/diff_facts.h"
#include "indexer/run.h"
#include "record/fields.h"
#include "record/stored.h"

/* One of the two. */
struct side {
    struct opened opened;
    struct xs_walk *walk;
    struct bytes term, data;
    bool more;
    struct record record; /* the document in hand */
};

struct diffing {
    const struct run_settings *settings;
    struct side before, after;
    struct buffer line;
    uint64_t added, removed, changed, same;
};

/* == Reading ================================================================================================== */

static enum status side_next(struct side *side, struct failure *failure)
{
    return xs_walk_next(side->walk, &side->term, &side->data, &side->more, failure);
}

static enum status side_open(struct side *side, const char *index, const char *name, struct failure *failure)
{
    unsigned long number;
    enum status status;
    record_init(&side->record);
    if ((status = generation_named(index, name, &number, failure)) ||
        (status = opened_open(&side->opened, index, number, failure)) ||
        (status = xs_walk_open(&side->walk, side->opened.reader, (struct bytes){ PREFIX_ID, strlen(PREFIX_ID) },
                               failure)))
        return status;
    return side_next(side, failure);
}

static void side_close(struct side *side)
{
    record_clear(&side->record);
    xs_walk_close(side->walk);
    opened_close(&side->opened);
}

/* The document in hand, with the twin that is the right one. */
static enum status side_read(struct side *side, struct failure *failure)
{
    struct record *record = &side->record;
    struct bytes twin;
    enum status status = stored_read(side->data, true, record, failure);
    if (!status && record->uri && table_find(&side->opened.twins, bytes_of(record->uri), &twin))
        status = record_set(&record->twin, (struct bytes){ twin.data, strnlen(twin.data, twin.size) }, failure);
    return status;
}

/* == Writing ================================================================================================== */

static void tame_text(struct buffer *line, const char *text)
{
    if (text)
        report_append_tame(line, bytes_of(text));
}

static enum status write_line(struct diffing *diffing, struct failure *failure)
{
    enum status status = buffer_status(&diffing->line, "a line", failure);
    if (!status && fprintf(diffing->settings->output, "%s\n", diffing->line.bytes) < 0)
        status = fail(failure, STATUS_IO, "cannot write what differs");
    return status;
}

static void json_document(struct json *json, const char *change, const struct record *record)
{
    json_key(json, "change");
    json_text(json, change);
    json_key(json, "source");
    json_text(json, record->source);
    json_key(json, "member");
    json_text(json, record->member);
    json_key(json, "uri");
    json_text(json, record->uri);
    json_key(json, "title");
    json_text(json, record->title);
}

/* A document that only one of the two has. */
static enum status write_document(struct diffing *diffing, const char *change, struct side *side,
                                  struct failure *failure)
{
    struct json json = JSON_WRITER(&diffing->line);
    const struct record *record = &side->record;
    enum status status = side_read(side, failure);
    if (status)
        return status;
    buffer_truncate(&diffing->line, 0);
    if (diffing->settings->as_json) {
        json_object_open(&json);
        json_document(&json, change, record);
        json_object_close(&json);
    } else {
        buffer_append_format(&diffing->line, "%-8s ", change);
        tame_text(&diffing->line, record->source);
        if (record->member)
            buffer_append_byte(&diffing->line, ' ');
        tame_text(&diffing->line, record->member);
        buffer_append_text(&diffing->line, record->title ? "  " : "");
        tame_text(&diffing->line, record->title);
    }
    return write_line(diffing, failure);
}

static void json_fact(struct json *json, const struct record *before, const struct record *after, size_t fact)
{
    struct buffer text = BUFFER_EMPTY;
    json_key(json, diff_fact_name(fact));
    json_object_open(json);
    diff_fact_write(before, fact, &text);
    json_key(json, "from");
    json_text_bytes(json, text.bytes, text.size);
    buffer_truncate(&text, 0);
    diff_fact_write(after, fact, &text);
    json_key(json, "to");
    json_text_bytes(json, text.bytes, text.size);
    json_object_close(json);
    buffer_clear(&text);
}

static void text_fact(struct buffer *line, const struct record *before, const struct record *after, size_t fact)
{
    struct buffer from = BUFFER_EMPTY, to = BUFFER_EMPTY;
    diff_fact_write(before, fact, &from);
    diff_fact_write(after, fact, &to);
    buffer_append_format(line, "\n         %s", diff_fact_name(fact));
    if (strcmp(diff_fact_name(fact), "evidence") != 0) { /* that is as long as a text */
        buffer_append_text(line, ": ");
        report_append_tame(line, from.size ? (struct bytes){ from.bytes, from.size } : (struct bytes){ "none", 4 });
        buffer_append_text(line, " -> ");
        report_append_tame(line, to.size ? (struct bytes){ to.bytes, to.size } : (struct bytes){ "none", 4 });
    }
    buffer_clear(&from);
    buffer_clear(&to);
}

static enum status write_changed(struct diffing *diffing, const bool differs[DIFF_FACT_COUNT],
                                 struct failure *failure)
{
    const struct record *before = &diffing->before.record, *after = &diffing->after.record;
    struct json json = JSON_WRITER(&diffing->line);
    buffer_truncate(&diffing->line, 0);
    if (diffing->settings->as_json) {
        json_object_open(&json);
        json_document(&json, "changed", after);
        json_key(&json, "facts");
        json_object_open(&json);
        for (size_t i = 0; i < DIFF_FACT_COUNT; i++)
            if (differs[i])
                json_fact(&json, before, after, i);
        json_object_close(&json);
        json_object_close(&json);
    } else {
        buffer_append_text(&diffing->line, "changed  ");
        tame_text(&diffing->line, after->source);
        if (after->member)
            buffer_append_byte(&diffing->line, ' ');
        tame_text(&diffing->line, after->member);
        for (size_t i = 0; i < DIFF_FACT_COUNT; i++)
            if (differs[i])
                text_fact(&diffing->line, before, after, i);
    }
    return write_line(diffing, failure);
}

/* == Comparing ================================================================================================ */

/* Without reading what is stored: the data are the same, and no twin was found that these do not tell of. */
static bool is_same(const struct diffing *diffing)
{
    const struct side *before = &diffing->before, *after = &diffing->after;
    return !before->opened.twins.entry_count && !after->opened.twins.entry_count &&
           before->data.size == after->data.size &&
           memcmp(before->data.data, after->data.data, after->data.size) == 0;
}

static enum status compare_documents(struct diffing *diffing, struct failure *failure)
{
    bool differs[DIFF_FACT_COUNT], any = false;
    enum status status;
    if (is_same(diffing)) {
        diffing->same++;
        return STATUS_OK;
    }
    if ((status = side_read(&diffing->before, failure)) || (status = side_read(&diffing->after, failure)))
        return status;
    for (size_t i = 0; i < DIFF_FACT_COUNT; i++)
        any |= differs[i] = diff_fact_differs(&diffing->before.record, &diffing->after.record, i);
    ++*(any ? &diffing->changed : &diffing->same);
    return any ? write_changed(diffing, differs, failure) : STATUS_OK;
}

static int compare_terms(struct bytes left, struct bytes right)
{
    int order = memcmp(left.data, right.data, left.size < right.size ? left.size : right.size);
    return order ? order : (left.size > right.size) - (left.size < right.size);
}

/* One document of one side, or of both. */
static enum status step(struct diffing *diffing, struct failure *failure)
{
    struct side *before = &diffing->before, *after = &diffing->after;
    int order = !before->more ? 1 : !after->more ? -1 : compare_terms(before->term, after->term);
    enum status status;
    if (order < 0) {
        diffing->removed++;
        status = write_document(diffing, "removed", before, failure);
    } else if (order > 0) {
        diffing->added++;
        status = write_document(diffing, "added", after, failure);
    } else {
        status = compare_documents(diffing, failure);
    }
    if (!status && order <= 0)
        status = side_next(before, failure);
    if (!status && order >= 0)
        status = side_next(after, failure);
    return status;
}

static void write_heading(const struct diffing *diffing)
{
    const struct opened *opened[] = { &diffing->before.opened, &diffing->after.opened };
    for (size_t i = 0; i < 2; i++) {
        char made[CLOCK_STAMP_BYTES];
        clock_format_utc(opened[i]->facts.made_s, made);
        fprintf(diffing->settings->output, "%s generation %lu: %" PRIu32 " documents, made %s\n", i ? "to  " : "from",
                opened[i]->number, opened[i]->facts.document_count, made);
    }
}

static enum status write_sum(const struct diffing *diffing, struct failure *failure)
{
    const char *format = diffing->settings->as_json ? "{\"change\":null,\"added\":%" PRIu64 ",\"removed\":%" PRIu64
                                                      ",\"changed\":%" PRIu64 ",\"same\":%" PRIu64 "}\n"
                                                    : "%" PRIu64 " added, %" PRIu64 " removed, %" PRIu64
                                                      " changed, %" PRIu64 " the same\n";
    if (fprintf(diffing->settings->output, format, diffing->added, diffing->removed, diffing->changed,
                diffing->same) < 0 ||
        fflush(diffing->settings->output) != 0)
        return fail(failure, STATUS_IO, "cannot write what differs");
    return STATUS_OK;
}

enum status run_diff(const struct run_settings *settings, struct run_counts *counts, struct failure *failure)
{
    struct diffing diffing = { .settings = settings, .line = BUFFER_EMPTY };
    enum status status;
    *counts = (struct run_counts){ .files = 0 };
    record_init(&diffing.before.record);
    record_init(&diffing.after.record);
    if ((status = side_open(&diffing.before, settings->index, settings->sources[0], failure)) ||
        (status = side_open(&diffing.after, settings->index, settings->sources[1], failure)))
        goto done;
    if (!settings->as_json)
        write_heading(&diffing);
    while (!status && (diffing.before.more || diffing.after.more))
        status = step(&diffing, failure);
    if (!status)
        status = write_sum(&diffing, failure);

done:
    side_close(&diffing.before);
    side_close(&diffing.after);
    buffer_clear(&diffing.line);
    return status;
}
