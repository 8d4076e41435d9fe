/* bench_read COUNTRIES GOALS FILE...: microseconds that a worker takes for a document, in one process without a
 * sandbox, to be looked at with perf and callgrind: reading it (decoding, HTML, the main text, facts), and packing its
 * record and its terms for the builder. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "indexer/builder/document.h"
#include "indexer/workers/extract.h"

struct tally {
    struct fact_finder *finder;
    struct document_packer packer;
    struct buffer record, document;
    uint64_t begun, reading_ns, packing_ns, packed_bytes;
    size_t documents, rejected;
};

static enum status begin(const struct extracted *extracted, void *context, struct failure *failure)
{
    struct tally *tally = context;
    (void)extracted;
    (void)failure;
    tally->begun = clock_monotonic_ns();
    return STATUS_OK;
}

static enum status take(const struct extracted *extracted, void *context, struct failure *failure)
{
    struct tally *tally = context;
    const struct stamp stamp = { .size = 0 };
    uint64_t read = clock_monotonic_ns();
    tally->reading_ns += read - tally->begun;
    tally->documents++;
    if (extracted->status) {
        tally->rejected++;
        return STATUS_OK;
    }
    buffer_truncate(&tally->record, 0);
    buffer_truncate(&tally->document, 0);
    record_pack(extracted->record, &tally->record);
    enum status status = document_pack(&tally->packer, extracted->record, tally->finder, &stamp, extracted->captured_s, &tally->document,
                                       failure);
    tally->packing_ns += clock_monotonic_ns() - read;
    tally->packed_bytes += tally->record.size + tally->document.size;
    return status;
}

static enum status read_files(char **paths, struct tally *tally, struct failure *failure)
{
    const struct extract_taker taker = { begin, take, tally };
    enum status status = extract_prepare(failure);
    for (size_t i = 0; paths[i] && !status; i++) {
        struct item item = { .source = paths[i], .file = open(paths[i], O_RDONLY | O_CLOEXEC) };
        if (item.file < 0)
            return fail(failure, STATUS_IO, "cannot read %s: %s", paths[i], strerror(errno));
        status = extract(tally->finder, &item, &taker, failure);
        close(item.file);
    }
    return status;
}

static enum status run(char **argv, struct tally *tally, struct failure *failure)
{
    struct authority countries = AUTHORITY_EMPTY, goals = AUTHORITY_EMPTY;
    struct fact_settings settings = { &countries, &goals, NULL };
    enum status status;
    uint64_t begun = clock_monotonic_ns();
    if ((status = authority_load(&countries, argv[1], failure)) || (status = authority_load(&goals, argv[2], failure)) ||
        (status = fact_finder_new(&tally->finder, &settings, failure)))
        goto done;
    printf("lists: %.1f ms\n", (double)(clock_monotonic_ns() - begun) / 1e6);
    status = read_files(argv + 3, tally, failure);

done:
    fact_finder_free(tally->finder);
    authority_clear(&countries);
    authority_clear(&goals);
    return status;
}

int main(int argc, char **argv)
{
    struct tally tally = { .packer = DOCUMENT_PACKER_EMPTY, .record = BUFFER_EMPTY, .document = BUFFER_EMPTY };
    struct failure failure = FAILURE_NONE;
    if (argc < 4) {
        fprintf(stderr, "usage: bench_read COUNTRIES GOALS FILE...\n");
        return 2;
    }
    enum status status = run(argv, &tally, &failure);
    if (status)
        fprintf(stderr, "bench_read: %s\n", failure.message);
    else
        printf("%zu documents, %zu rejected: reading %.1f us each, packing %.1f us each, %.0f bytes packed\n",
               tally.documents, tally.rejected, (double)tally.reading_ns / 1e3 / (double)tally.documents,
               (double)tally.packing_ns / 1e3 / (double)tally.documents,
               (double)tally.packed_bytes / (double)tally.documents);
    document_packer_clear(&tally.packer);
    buffer_clear(&tally.record);
    buffer_clear(&tally.document);
    return status ? 2 : 0;
}
