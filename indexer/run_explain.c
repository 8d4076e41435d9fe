/* `extract --explain`: for each document, in words, how it was read and why we say of it what we say. */
#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "base/clock.h"
#include "indexer/page/notes.h"
#include "indexer/reading.h"
#include "language/utf8.h"

struct explanation {
    FILE *output;
    struct run_counts *counts;
    struct buffer text;
};

/* == Lines ==================================================================================================== */

/* What stands in documents may do anything to a terminal but be read. */
static void append_tame(struct buffer *text, struct bytes from)
{
    while (from.size) {
        char bytes[UTF8_LONGEST];
        size_t used;
        uint32_t character = utf8_decode(from, &used);
        bool is_control = character < 0x20 || (character >= 0x7F && character < 0xA0) ||
                          (character >= 0x2028 && character <= 0x202E) ||
                          (character >= 0x2066 && character <= 0x2069);
        buffer_append(text, bytes, utf8_encode(is_control ? ' ' : character, bytes));
        from.data += used;
        from.size -= used;
    }
}

/* "  title       A release", with the part in brackets where there is one. */
static void append_line(struct buffer *text, const char *name, struct bytes value, struct bytes because)
{
    buffer_append_format(text, "  %-11s ", name);
    append_tame(text, value.size ? value : bytes_of("-"));
    if (because.size) {
        buffer_append_text(text, " (");
        append_tame(text, because);
        buffer_append_byte(text, ')');
    }
    buffer_append_byte(text, '\n');
}

static void append_evidence(struct buffer *text, const char *evidence)
{
    if (!evidence)
        return;
    buffer_append_format(text, "  %-11s \"", "");
    append_tame(text, bytes_of(evidence));
    buffer_append_text(text, "\"\n");
}

/* == Parts ==================================================================================================== */

/* Did a sidecar or a table state this field? */
static bool is_stated(struct bytes notes, const char *begins)
{
    struct bytes note;
    while (notes_next(&notes, NOTE_METADATA, &note))
        if (note.size > strlen(begins) && memcmp(note.data, begins, strlen(begins)) == 0)
            return true;
    return false;
}

static void explain_reading(const struct record *record, struct bytes notes, struct buffer *text)
{
    const struct bytes nothing = { "", 0 };
    struct bytes declared = notes_find(notes, NOTE_DECLARED);
    struct buffer why = BUFFER_EMPTY;
    append_line(text, "address", bytes_of(record->uri), nothing);
    append_line(text, "reader", notes_find(notes, NOTE_READER), bytes_of(record->mime));
    struct bytes decided = notes_find(notes, NOTE_DECIDED);
    buffer_append(&why, decided.data, decided.size);
    if (why.size)
        buffer_append_text(&why, declared.size ? "; declared as " : "; nothing was declared");
    buffer_append(&why, declared.data, declared.size);
    append_line(text, "encoding", bytes_of(record->encoding), buffer_view(&why));
    buffer_clear(&why);
    append_line(text, "title", bytes_of(record->title),
                is_stated(notes, "title: ") ? bytes_of("metadata") : notes_find(notes, NOTE_TITLE));
}

static void explain_text(const struct record *record, struct bytes notes, struct buffer *text)
{
    struct buffer line = BUFFER_EMPTY;
    struct bytes blocks = notes_find(notes, NOTE_BLOCKS);
    buffer_append_format(&line, "%zu bytes", record->text.size);
    if (record->page_count)
        buffer_append_format(&line, " on %zu pages", record->page_count);
    struct buffer why = BUFFER_EMPTY;
    if (blocks.size)
        buffer_append_format(&why, "%.*s blocks kept", (int)blocks.size, blocks.data);
    append_line(text, "text", buffer_view(&line), buffer_view(&why));
    buffer_clear(&line);
    buffer_clear(&why);
}

/* Whatever else of the document names a day, where it is another one. */
static void explain_other_dates(const struct record *record, struct bytes notes, struct buffer *text)
{
    char iso[DATE_ISO_BYTES];
    struct bytes note;
    date_format_iso(record->date.value, iso);
    while (notes_next(&notes, NOTE_DATE, &note)) {
        const char *colon = memchr(note.data, ':', note.size); /* "file name 2009-04-14: a.html" */
        size_t day = colon ? (size_t)(colon - note.data) : 0;
        if (day <= strlen(iso) || memcmp(colon - strlen(iso), iso, strlen(iso)) == 0)
            continue;
        append_line(text, "but", note, (struct bytes){ "", 0 });
    }
}

static void explain_dates(const struct record *record, struct bytes notes, struct buffer *text)
{
    const struct bytes nothing = { "", 0 };
    char iso[DATE_ISO_BYTES], from[DATE_ISO_BYTES], to[DATE_ISO_BYTES];
    struct buffer period = BUFFER_EMPTY;
    date_format_iso(record->date.value, iso);
    append_line(text, "date", bytes_of(iso), bytes_of(record->date.from));
    append_evidence(text, record->date.evidence);
    explain_other_dates(record, notes, text);
    if (record->period.range.from.year) {
        date_format_iso(record->period.range.from, from);
        date_format_iso(record->period.range.to, to);
        buffer_append_format(&period, "%s to %s", from, *to ? to : "-");
    }
    append_line(text, "period", buffer_view(&period), nothing);
    append_evidence(text, record->period.evidence);
    buffer_clear(&period);
}

static void explain_lists(const struct record *record, struct buffer *text)
{
    char value[96], count[48];
    for (size_t i = 0; i < record->country_count; i++) {
        snprintf(count, sizeof count, "%u %s; %s", record->countries[i].count,
                 record->countries[i].count == 1 ? "time" : "times",
                 record->countries[i].about ? "about it" : "mentioned");
        append_line(text, "country", bytes_of(record->countries[i].code), bytes_of(count));
        append_evidence(text, record->countries[i].evidence);
    }
    for (size_t i = 0; i < record->goal_count; i++) {
        snprintf(value, sizeof value, "%s", record->goals[i].id);
        snprintf(count, sizeof count, "%.2f", record->goals[i].score);
        append_line(text, "goal", bytes_of(value), bytes_of(count));
        append_evidence(text, record->goals[i].evidence);
    }
}

/* Names that nobody was counted for: those of several countries, and those that are on no list. */
static void explain_names(struct bytes notes, struct buffer *text)
{
    struct bytes rest = notes, note;
    while (notes_next(&rest, NOTE_AMBIGUOUS, &note)) {
        const char *tab = memchr(note.data, '\t', note.size);
        size_t codes = tab ? (size_t)(tab - note.data) : note.size, name = tab ? codes + 1 : codes;
        append_line(text, "ambiguous", (struct bytes){ note.data + name, note.size - name },
                    (struct bytes){ note.data, codes });
    }
    rest = notes;
    while (notes_next(&rest, NOTE_UNKNOWN, &note))
        append_line(text, "unknown", note, (struct bytes){ "", 0 });
}

static void explain(const struct record *record, struct bytes notes, struct buffer *text)
{
    const struct bytes nothing = { "", 0 };
    struct bytes rest = notes, note;
    append_tame(text, bytes_of(record->source));
    if (record->member) {
        buffer_append_text(text, ": ");
        append_tame(text, bytes_of(record->member));
    }
    buffer_append_byte(text, '\n');
    explain_reading(record, notes, text);
    explain_text(record, notes, text);
    append_line(text, "language", bytes_of(language_code(record->language)), nothing);
    append_line(text, "kind", bytes_of(record_kind_name(record->kind)), nothing);
    explain_dates(record, notes, text);
    explain_lists(record, text);
    explain_names(notes, text);
    if (record->twin)
        append_line(text, "twin", bytes_of(record->twin), nothing);
    while (notes_next(&rest, NOTE_METADATA, &note))
        append_line(text, "metadata", note, nothing);
    for (size_t i = 0; i < record->warning_count; i++)
        append_line(text, "warning", bytes_of(record->warnings[i]), nothing);
    buffer_append_byte(text, '\n');
}

/* == The run ================================================================================================== */

static enum status take_explained(const char *source, const struct worker_answer *answer, struct taken *taken,
                                  void *context, struct failure *failure)
{
    struct explanation *explanation = context;
    struct record record;
    enum status status;
    (void)source, (void)taken;

    record_init(&record);
    buffer_truncate(&explanation->text, 0);
    if (!(status = record_unpack(&record, answer->record, failure))) {
        explain(&record, answer->notes, &explanation->text);
        status = buffer_status(&explanation->text, "an explanation", failure);
    }
    record_clear(&record);
    if (status)
        return status;
    explanation->counts->added++;
    if (fwrite(explanation->text.bytes, 1, explanation->text.size, explanation->output) != explanation->text.size)
        return fail(failure, STATUS_IO, "cannot write the explanation: %s", strerror(errno));
    return STATUS_OK;
}

enum status run_explain(const struct run_settings *settings, struct run_counts *counts, struct failure *failure)
{
    struct explanation explanation = { .output = settings->output, .counts = counts, .text = BUFFER_EMPTY };
    struct source_files files = SOURCE_FILES_EMPTY;
    struct lists lists = LISTS_EMPTY;
    struct report report;
    enum status status;

    *counts = (struct run_counts){ .files = 0 };
    status = report_begin(&report, settings->messages, settings->progress, settings->report_file, counts, failure);
    name_counts_open(&report.names, settings->names_file);
    if (status || (status = lists_load(&lists, settings, failure)) ||
        (status = source_files_scan(&files, settings->sources, settings->source_count, &report, failure)))
        goto done;
    struct reading reading = {
        .settings = settings,
        .lists = &lists,
        .files = &files,
        .report = &report,
        .record_only = true,
        .explains = true,
        .take = take_explained,
        .context = &explanation,
    };
    if (!(status = read_files(&reading, failure)) && fflush(settings->output) != 0)
        status = fail(failure, STATUS_IO, "cannot write the explanation: %s", strerror(errno));
    if (!status)
        status = ledger_finish(&report.ledger, NULL, NULL, failure);
    if (!status)
        status = name_counts_finish(&report.names, failure);

done:
    report_end(&report);
    report_clear(&report);
    buffer_clear(&explanation.text);
    source_files_clear(&files);
    lists_clear(&lists);
    return status;
}
