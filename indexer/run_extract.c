/* `extract`: the record of each file as a line of JSON, without an index. */
#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "indexer/reading.h"

struct extraction {
    FILE *output;
    struct run_counts *counts;
    struct buffer line;
};

static enum status take_record(const char *source, const struct worker_answer *answer, void *context,
                               struct failure *failure)
{
    (void)source;
    struct extraction *extraction = context;
    struct record record;
    enum status status;

    record_init(&record);
    buffer_truncate(&extraction->line, 0);
    if (!(status = record_unpack(&record, answer->record, failure))) {
        struct json json = JSON_WRITER(&extraction->line);
        record_write_json(&record, &json);
        buffer_append_byte(&extraction->line, '\n');
        status = buffer_status(&extraction->line, "a record", failure);
    }
    record_clear(&record);
    if (status)
        return status;
    extraction->counts->added++;
    if (fwrite(extraction->line.bytes, 1, extraction->line.size, extraction->output) != extraction->line.size)
        return fail(failure, STATUS_IO, "cannot write the records: %s", strerror(errno));
    return STATUS_OK;
}

enum status run_extract(const struct run_settings *settings, struct run_counts *counts, struct failure *failure)
{
    struct extraction extraction = { .output = settings->output, .counts = counts, .line = BUFFER_EMPTY };
    struct source_files files = SOURCE_FILES_EMPTY;
    struct lists lists = LISTS_EMPTY;
    struct report report;
    enum status status;

    *counts = (struct run_counts){ .files = 0 };
    report_begin(&report, settings->messages, settings->progress);
    if ((status = lists_load(&lists, settings, failure)) ||
        (status = source_files_scan(&files, settings->sources, settings->source_count, &report, counts, failure)))
        goto done;
    struct reading reading = {
        .settings = settings, .lists = &lists, .files = &files, .report = &report, .counts = counts,
        .record_only = true, .take = take_record, .context = &extraction,
    };
    if (!(status = read_files(&reading, failure)) && fflush(settings->output) != 0)
        status = fail(failure, STATUS_IO, "cannot write the records: %s", strerror(errno));
    counts->nanoseconds = clock_monotonic_ns() - report.started_ns;

done:
    report_end(&report);
    buffer_clear(&extraction.line);
    source_files_clear(&files);
    lists_clear(&lists);
    return status;
}
