/* bench_sandbox COUNTRIES GOALS FILE...: what it costs to read documents in a sandboxed worker, beside reading them
 * in a process that is none, and for PDFs beside running pdftotext. By turns, several rounds; the fastest counts.
 * Processor time of all processes, which a busy machine disturbs less, and wall clock. */
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "indexer/builder/document.h"
#include "indexer/common/content_sum.h"
#include "indexer/workers/extract.h"
#include "indexer/workers/worker.h"

enum { ROUNDS = 7 };

struct cost {
    double processor_ms, wall_ms;
};

struct bench {
    char **paths;
    size_t count;
    struct fact_settings facts;
};

static double milliseconds(const struct timeval *time)
{
    return (double)time->tv_sec * 1e3 + (double)time->tv_usec / 1e3;
}

/* Of this process and of all that came to their end. */
static struct cost now(void)
{
    struct rusage own, children;
    getrusage(RUSAGE_SELF, &own);
    getrusage(RUSAGE_CHILDREN, &children);
    return (struct cost){ milliseconds(&own.ru_utime) + milliseconds(&own.ru_stime) +
                              milliseconds(&children.ru_utime) + milliseconds(&children.ru_stime),
                          (double)clock_monotonic_ns() / 1e6 };
}

static void keep_least(struct cost *least, struct cost begun)
{
    struct cost end = now();
    struct cost took = { end.processor_ms - begun.processor_ms, end.wall_ms - begun.wall_ms };
    if (!least->wall_ms || took.processor_ms < least->processor_ms)
        *least = took;
}

/* == Without a sandbox ======================================================================================== */

static enum status pass(const struct extracted *extracted, void *context, struct failure *failure)
{
    (void)extracted;
    (void)context;
    (void)failure;
    return STATUS_OK;
}

/* The record is packed, as a worker does. */
static enum status pack(const struct extracted *extracted, void *context, struct failure *failure)
{
    struct buffer packed = BUFFER_EMPTY;
    enum status status = STATUS_OK;
    if (extracted->record) {
        record_pack(extracted->record, &packed);
        status = document_pack_pair_key(extracted->record, context, &packed, failure);
    }
    buffer_clear(&packed);
    return status;
}

static enum status read_all(const struct bench *bench, struct failure *failure)
{
    struct fact_finder *finder = NULL;
    enum status status = fact_finder_new(&finder, &bench->facts, failure);
    const struct extract_taker taker = { pass, pack, finder };
    volatile uint64_t sum = 0;
    for (size_t i = 0; i < bench->count && !status; i++) {
        struct item item = { .source = bench->paths[i], .file = open(bench->paths[i], O_RDONLY | O_CLOEXEC) };
        sum ^= content_sum(item.file, bytes_of(""), 0); /* a worker makes it, too */
        status = extract(finder, &item, &taker, failure);
        close(item.file);
    }
    fact_finder_free(finder);
    return status;
}

/* In a process of its own that has seen no word before, as a worker has not. */
static enum status read_free(const struct bench *bench, struct failure *failure)
{
    int ended = 0;
    pid_t child = fork();
    if (child == 0)
        _exit(read_all(bench, failure) ? 1 : 0);
    if (child < 0 || waitpid(child, &ended, 0) != child)
        return fail(failure, STATUS_IO, "no process could be started");
    return ended ? fail(failure, STATUS_INVALID, "reading without a sandbox failed") : STATUS_OK;
}

static enum status start_free(const struct bench *bench, struct failure *failure)
{
    const struct bench none = { .facts = bench->facts };
    return read_free(&none, failure);
}

/* == In a worker ============================================================================================== */

static enum status take(const char *source, const struct stamp *stamp, const struct worker_answer *answer,
                        void *context, struct failure *failure)
{
    (void)source;
    (void)stamp;
    (void)answer;
    (void)context;
    (void)failure;
    return STATUS_OK;
}

static enum status read_in_worker(const struct bench *bench, struct failure *failure)
{
    const struct worker_settings settings = { .facts = bench->facts,
                                              .limits = worker_limits_default,
                                              .record_only = true };
    struct worker_pool *pool = NULL;
    enum status status = worker_pool_new(&pool, 1, &settings, take, NULL, failure);
    for (size_t i = 0; i < bench->count && !status; i++) {
        const struct worker_job job = { .source = bench->paths[i],
                                        .file = open(bench->paths[i], O_RDONLY | O_CLOEXEC) };
        status = worker_pool_submit(pool, &job, failure);
    }
    if (!status)
        status = worker_pool_finish(pool, failure);
    worker_pool_free(pool);
    return status;
}

/* Of a pool that reads nothing: to be taken off, since a run has it once. */
static enum status start_worker(const struct bench *bench, struct failure *failure)
{
    const struct bench none = { .facts = bench->facts };
    return read_in_worker(&none, failure);
}

/* == By another program ======================================================================================= */

static bool run_pdftotext(const struct bench *bench)
{
    extern char **environ;
    posix_spawn_file_actions_t actions;
    bool ran = true;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    for (size_t i = 0; i < bench->count && ran; i++) {
        char *arguments[] = { "pdftotext", bench->paths[i], "/dev/null", NULL };
        pid_t id;
        int ended;
        ran = posix_spawnp(&id, "pdftotext", &actions, NULL, arguments, environ) == 0 && waitpid(id, &ended, 0) == id;
    }
    posix_spawn_file_actions_destroy(&actions);
    return ran;
}

/* == The whole ================================================================================================ */

static void print_cost(const char *what, struct cost cost, size_t count)
{
    printf("%-31s %9.3f ms of processor a document, %9.3f ms of wall clock\n", what,
           cost.processor_ms / (double)count, cost.wall_ms / (double)count);
}

static enum status measure(const struct bench *bench, struct failure *failure)
{
    struct cost free_start = { 0, 0 }, freely = { 0, 0 }, start = { 0, 0 }, worker = { 0, 0 }, other = { 0, 0 };
    const char *ending = strrchr(bench->paths[0], '.');
    bool pdf = ending && strcmp(ending, ".pdf") == 0;
    enum status status = STATUS_OK;
    for (int round = 0; round < ROUNDS && !status; round++) {
        struct cost begun = now();
        status = start_free(bench, failure);
        keep_least(&free_start, begun);
        begun = now();
        status = status ? status : read_free(bench, failure);
        keep_least(&freely, begun);
        begun = now();
        status = status ? status : start_worker(bench, failure);
        keep_least(&start, begun);
        begun = now();
        status = status ? status : read_in_worker(bench, failure);
        keep_least(&worker, begun);
        begun = now();
        pdf = pdf && run_pdftotext(bench);
        keep_least(&other, begun);
    }
    if (status)
        return status;
    double free_ms = freely.processor_ms - free_start.processor_ms;
    double added = worker.processor_ms - start.processor_ms - free_ms;
    print_cost("in a process without a sandbox", freely, bench->count);
    print_cost("in a sandboxed worker", worker, bench->count);
    if (pdf)
        print_cost("fork and exec of pdftotext", other, bench->count);
    printf("they start in %.1f and %.1f ms; then the sandbox adds %.3f ms of processor a document, %.1f %%\n",
           free_start.processor_ms, start.processor_ms, added / (double)bench->count, 100 * added / free_ms);
    return STATUS_OK;
}

int main(int argc, char **argv)
{
    struct authority countries = AUTHORITY_EMPTY, goals = AUTHORITY_EMPTY;
    struct failure failure = FAILURE_NONE;
    enum status status;
    if (argc < 4) {
        fprintf(stderr, "usage: bench_sandbox COUNTRIES GOALS FILE...\n");
        return 2;
    }
    struct bench bench = { argv + 3, (size_t)argc - 3, { &countries, &goals, NULL } };
    if (!(status = authority_load(&countries, argv[1], &failure)) &&
        !(status = authority_load(&goals, argv[2], &failure)) && !(status = extract_prepare(&failure)))
        status = measure(&bench, &failure);
    if (status)
        fprintf(stderr, "bench_sandbox: %s\n", failure.message);
    authority_clear(&countries);
    authority_clear(&goals);
    return status ? 2 : 0;
}
