/* Reading many files with a pool of workers. */
#include "indexer/reading.h"

#include <unistd.h>

#include "base/files.h"
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
    return status ? status : load(&lists->goals, settings->goals_file, "goals.rdf", failure);
}

void lists_clear(struct lists *lists)
{
    authority_clear(&lists->countries);
    authority_clear(&lists->goals);
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
        reading->counts->rejected++;
        report_rejected(reading->report, source, answer->name, &answer->failure);
        return STATUS_OK;
    }
    return reading->take(source, answer, reading->context, failure);
}

static enum status read_file(struct worker_pool *pool, const char *path, const struct stamp *stamp,
                             struct failure *failure)
{
    struct worker_job job = { .source = path, .stamp = *stamp, .file = -1 };
    struct failure reason;
    if (files_open(path, &job.file, &reason))
        return worker_pool_reject(pool, &job, &reason, failure);
    return worker_pool_submit(pool, &job, failure);
}

/* A file that is not read counts as done, so that the time left stays right. */
static void pass_over(struct reading *reading, size_t file)
{
    reading->report->files_expected--;
    reading->report->bytes_expected -= reading->files->stamps[file].size;
}

enum status read_files(struct reading *reading, struct failure *failure)
{
    const struct run_settings *settings = reading->settings;
    struct worker_settings worker_settings = {
        .facts = { &reading->lists->countries, &reading->lists->goals, settings->home },
        .limits = worker_limits_default,
        .record_only = reading->record_only,
    };
    size_t jobs = settings->jobs ? settings->jobs : (size_t)sysconf(_SC_NPROCESSORS_ONLN);
    struct worker_pool *pool = NULL;
    enum status status = worker_pool_new(&pool, jobs, &worker_settings, take_answer, reading, failure);

    for (size_t i = 0; i < reading->files->count && reading->skips; i++)
        if (reading->skips(i, reading->context))
            pass_over(reading, i);
    for (size_t i = 0; i < reading->files->count && !status; i++)
        if (!reading->skips || !reading->skips(i, reading->context))
            status = read_file(pool, interner_text(reading->files->paths, (uint32_t)i).data, &reading->files->stamps[i],
                               failure);
    if (!status)
        status = worker_pool_finish(pool, failure);
    worker_pool_free(pool);
    return status;
}
