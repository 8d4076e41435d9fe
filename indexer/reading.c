/* Reading many files with a pool of workers. */
#include "indexer/reading.h"

#include <unistd.h>

#include "base/files.h"
#include "base/side.h"
#include "indexer/common/content_sum.h"
#include "indexer/ledger/override.h"
#include "record/published.h"

static enum status load(struct authority *list, const char *given, const char *installed, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status = STATUS_OK;
    if (!given && (status = published_authority(installed, path, failure)))
        return status;
    return authority_load(list, given ? given : path, failure);
}

enum status lists_load(struct lists *lists, const struct run_settings *settings, struct failure *failure)
{
    enum status status = load(&lists->countries, settings->countries_file, "countries.rdf", failure);
    if (!status)
        status = load(&lists->goals, settings->goals_file, "goals.rdf", failure);
    if (!status && settings->home && !fact_home(&lists->countries, settings->home)) {
        fail(failure, STATUS_USAGE, "--home: no country has the code \"%s\"", settings->home);
        status = fail_hint(failure, "give its ISO 3166-1 code (CA), or that of a part of it (CA-QC)");
    }
    if (!status && settings->metadata_file)
        status = metadata_load(&lists->metadata, settings->metadata_file, failure);
    return status;
}

void lists_clear(struct lists *lists)
{
    authority_clear(&lists->countries);
    authority_clear(&lists->goals);
    metadata_free(lists->metadata);
}

static struct ledger_row row_of(const char *source, const struct worker_answer *answer)
{
    return (struct ledger_row){ .source = source,
                                .member = answer->name,
                                .uri = answer->uri,
                                .notes = answer->notes,
                                .captured_s = answer->captured_s };
}

static void tell_rejected(struct reading *reading, const char *source, const struct worker_answer *answer)
{
    struct ledger_row row = row_of(source, answer);
    row.status = reason_is_rejection(reason_of(&answer->failure)) ? LEDGER_REJECTED : LEDGER_REVISIT;
    row.failure = &answer->failure;
    report_document(reading->report, &row);
}

static bool wants_records(const struct reading *reading)
{
    return reading->report->ledger.path || reading->record_only;
}

/* The record is only unpacked where somebody reads of it. One that is damaged comes from a worker that its document
 * has led astray. */
static enum status take_document(struct reading *reading, const char *source, const struct worker_answer *answer,
                                 struct failure *failure)
{
    struct taken taken = { .status = LEDGER_INDEXED };
    struct ledger_row row = row_of(source, answer);
    bool is_wanted = wants_records(reading);
    struct record record;
    enum status status = STATUS_OK;

    record_init(&record);
    if (is_wanted && record_unpack(&record, answer->record, NULL)) {
        taken.status = LEDGER_REJECTED;
        fail_reason(&taken.failure, REASON_CRASH, "made its reader send a damaged record");
    } else {
        status = reading->take(source, answer, &taken, reading->context, failure);
    }
    row.status = taken.status;
    row.capture = taken.capture;
    row.failure = taken.status == LEDGER_REJECTED ? &taken.failure : NULL;
    row.record = is_wanted && taken.status != LEDGER_REJECTED ? &record : NULL;
    if (!status)
        report_document(reading->report, &row);
    record_clear(&record);
    return status;
}

static enum status take_answer(const char *source, const struct stamp *stamp, const struct worker_answer *answer,
                               void *context, struct failure *failure)
{
    struct reading *reading = context;
    if (!answer) {
        report_done(reading->report, stamp->size);
        return STATUS_OK;
    }
    if (answer->status) {
        tell_rejected(reading, source, answer);
        return STATUS_OK;
    }
    return take_document(reading, source, answer, failure);
}

/* Whatever is wrong with the sidecar is told of the sidecar; its document is read all the same. */
static enum status read_sidecar(struct reading *reading, const char *path, struct buffer *content,
                                struct failure *failure)
{
    struct buffer name = BUFFER_EMPTY;
    struct failure reason;
    buffer_truncate(content, 0);
    buffer_append_format(&name, "%s%s", path, SIDECAR_ENDING);
    enum status status = buffer_status(&name, "a path", failure);
    if (!status && files_exist(name.bytes) && files_read(name.bytes, SIDECAR_MOST_BYTES, content, &reason))
        report_document(reading->report,
                        &(struct ledger_row){ .source = name.bytes, .status = LEDGER_REJECTED, .failure = &reason });
    buffer_clear(&name);
    return status;
}

uint64_t reading_content(const struct lists *lists, const char *path)
{
    struct buffer name = BUFFER_EMPTY, sidecar = BUFFER_EMPTY;
    uint64_t content = 0;
    int file;
    buffer_append_format(&name, "%s%s", path, SIDECAR_ENDING);
    bool is_read = !name.failed &&
                   (!files_exist(name.bytes) || !files_read(name.bytes, SIDECAR_MOST_BYTES, &sidecar, NULL));
    if (is_read && !files_open(path, &file, NULL)) {
        content = content_sum(file, (struct bytes){ sidecar.bytes, sidecar.size },
                              metadata_stamp(lists->metadata, path));
        close(file);
    }
    buffer_clear(&name);
    buffer_clear(&sidecar);
    return content;
}

/* What a long file holds is summed up while its first parts are read already, and told with the last. */
struct summing {
    struct side side;
    const struct lists *lists;
    const char *path;
    uint64_t content;
};

static enum status sum_up(void *context, struct failure *failure)
{
    struct summing *summing = context;
    (void)failure;
    summing->content = reading_content(summing->lists, summing->path);
    return STATUS_OK;
}

/* One job, or some for a long file of lines, each with a file of its own open. */
static enum status submit(struct reading *reading, struct worker_pool *pool, struct worker_job *job,
                          struct failure *failure)
{
    struct summing summing = { .lists = reading->lists, .path = job->source };
    bool is_cut = line_ranges_are_for(job->source, job->stamp.size);
    enum status status;
    if (is_cut && !reading->record_only)
        side_begin(&summing.side, sum_up, &summing);
    do {
        struct failure reason;
        if (files_open(job->source, &job->file, &reason)) {
            reason.code = REASON_UNREADABLE;
            job->range.end = 0;
            status = worker_pool_reject(pool, job, &reason, failure);
            break;
        }
        if (is_cut)
            job->range = line_range_after(&job->range, job->file);
        if (job->range.end == 0) {
            side_end(&summing.side, NULL);
            job->stamp.content = summing.content;
        }
        status = worker_pool_submit(pool, job, failure);
    } while (!status && job->range.end);
    side_end(&summing.side, NULL);
    return status;
}

static enum status read_file(struct reading *reading, struct worker_pool *pool, size_t file, struct buffer *sidecar,
                             struct failure *failure)
{
    const char *path = interner_text(reading->files->paths, (uint32_t)file).data;
    struct worker_job job = { .source = path, .stamp = reading->files->stamps[file], .file = -1 };
    enum status status = read_sidecar(reading, path, sidecar, failure);
    if (status)
        return status;
    job.sidecar = buffer_view(sidecar);
    return submit(reading, pool, &job, failure);
}

/* A file that is not read counts as done, so that the time left stays right. */
static void pass_over(struct reading *reading, size_t file)
{
    reading->report->files_expected--;
    reading->report->bytes_expected -= reading->files->stamps[file].size;
    report_document(reading->report,
                    &(struct ledger_row){ .source = interner_text(reading->files->paths, (uint32_t)file).data,
                                          .status = LEDGER_UNCHANGED });
}

enum status read_files(struct reading *reading, struct failure *failure)
{
    const struct run_settings *settings = reading->settings;
    struct worker_settings worker_settings = {
        .facts = { &reading->lists->countries, &reading->lists->goals, settings->home },
        .limits = worker_limits_default,
        .record_only = reading->record_only,
        .document_only = !wants_records(reading),
        .explains = reading->explains,
        .metadata = reading->lists->metadata,
    };
    size_t jobs = settings->jobs ? settings->jobs : (size_t)sysconf(_SC_NPROCESSORS_ONLN);
    struct worker_pool *pool = NULL;
    struct buffer sidecar = BUFFER_EMPTY;
    enum status status = worker_pool_new(&pool, jobs, &worker_settings, take_answer, reading, failure);

    for (size_t i = 0; i < reading->files->count && reading->skips; i++)
        if (reading->skips(i, reading->context))
            pass_over(reading, i);
    for (size_t i = 0; i < reading->files->count && !status; i++)
        if (!reading->skips || !reading->skips(i, reading->context))
            status = read_file(reading, pool, i, &sidecar, failure);
    if (!status)
        status = worker_pool_finish(pool, failure);
    worker_pool_free(pool);
    buffer_clear(&sidecar);
    return status;
}
