/* `extract`: the record of each file as a line of JSON, without an index. */
#include <errno.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "indexer/builder/twins.h"
#include "indexer/common/spool.h"
#include "indexer/reading.h"

/* The twin of a document is known when all are read: until then the records are put aside. */
struct extraction {
    FILE *output;
    struct run_counts *counts;
    struct spool records;
    struct twins *twins;
    struct buffer line;
};

static enum status take_record(const char *source, const struct worker_answer *answer, struct taken *taken,
                               void *context, struct failure *failure)
{
    (void)source, (void)taken;
    struct extraction *extraction = context;
    enum status status = twins_add(extraction->twins, answer->document, failure);
    return status ? status : spool_add(&extraction->records, answer->record, failure);
}

static enum status set_twin(const struct twins *twins, size_t document, struct record *record, struct failure *failure)
{
    struct bytes uri;
    return twins_of(twins, document, &uri) == TWIN_STATED ? STATUS_OK : record_set(&record->twin, uri, failure);
}

static bool find_twin(uint64_t number, struct bytes uri, struct bytes *twin, const void *context)
{
    (void)uri;
    struct bytes found;
    if (number >= twins_document_count(context) || twins_of(context, (size_t)number, &found) == TWIN_STATED)
        return false;
    *twin = found;
    return true;
}

static enum status write_record(struct extraction *extraction, size_t document, struct bytes packed,
                                struct failure *failure)
{
    struct record record;
    enum status status;

    record_init(&record);
    buffer_truncate(&extraction->line, 0);
    if (!(status = record_unpack(&record, packed, failure)) &&
        !(status = set_twin(extraction->twins, document, &record, failure))) {
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

static enum status write_records(struct extraction *extraction, struct failure *failure)
{
    struct bytes packed;
    bool more = true;
    enum status status = twins_find(extraction->twins, failure);
    for (size_t i = 0; !status; i++) {
        if ((status = spool_next(&extraction->records, &packed, &more, failure)) || !more)
            break;
        status = write_record(extraction, i, packed, failure);
    }
    if (!status && fflush(extraction->output) != 0)
        status = fail(failure, STATUS_IO, "cannot write the records: %s", strerror(errno));
    return status;
}

enum status run_extract(const struct run_settings *settings, struct run_counts *counts, struct failure *failure)
{
    struct extraction extraction = {
        .output = settings->output, .counts = counts, .records = SPOOL_EMPTY, .line = BUFFER_EMPTY,
    };
    struct source_files files = SOURCE_FILES_EMPTY;
    struct lists lists = LISTS_EMPTY;
    struct report report;
    enum status status;

    *counts = (struct run_counts){ .files = 0 };
    status = report_begin(&report, settings->messages, settings->progress, settings->report_file, counts, failure);
    name_counts_open(&report.names, settings->names_file);
    if (status || (status = twins_new(&extraction.twins, failure)) || (status = lists_load(&lists, settings, failure)) ||
        (status = source_files_scan(&files, settings->sources, settings->source_count, &report, failure)))
        goto done;
    struct reading reading = {
        .settings = settings, .lists = &lists, .files = &files, .report = &report,
        .record_only = true, .take = take_record, .context = &extraction,
    };
    if (!(status = read_files(&reading, failure)))
        status = write_records(&extraction, failure);
    if (!status)
        status = ledger_finish(&report.ledger, NULL, &(struct ledger_twins){ find_twin, extraction.twins }, failure);
    if (!status)
        status = name_counts_finish(&report.names, failure);
    counts->nanoseconds = clock_monotonic_ns() - report.started_ns;

done:
    report_end(&report);
    report_clear(&report);
    buffer_clear(&extraction.line);
    spool_clear(&extraction.records);
    twins_free(extraction.twins);
    source_files_clear(&files);
    lists_clear(&lists);
    return status;
}
