/* bench_snippet INDEX QUERIES: microseconds that a snippet takes, over the texts that the queries find. */
#include <stdio.h>
#include <stdlib.h>

#include "query/search.h"
#include "tests/bench/bench_input.h"

enum { REPEATS = 11, SNIPPET_CHARS = 240, MOST_HITS = BENCH_QUERIES * 10 };

struct tally {
    uint64_t times[MOST_HITS];
    size_t count, marked, text_bytes;
};

static enum status time_hit(const struct answer_hit *hit, const struct interner *marked, struct tally *tally,
                            struct failure *failure)
{
    struct bytes text = { hit->record.text.bytes, hit->record.text.size };
    struct snippet snippet = { .mark_count = 0 };
    uint64_t times[REPEATS];
    enum status status = STATUS_OK;
    for (size_t i = 0; i < REPEATS && !status; i++) {
        struct arena arena = ARENA_EMPTY;
        uint64_t begun = bench_processor_ns();
        status = snippet_make(text, SNIPPET_CHARS, marked, &arena, &snippet, failure);
        arena_clear(&arena);
        times[i] = bench_processor_ns() - begun;
    }
    if (status)
        return status;
    bench_median_us(times, REPEATS);
    tally->times[tally->count++] = times[REPEATS / 2];
    tally->text_bytes += text.size;
    tally->marked += snippet.mark_count > 0;
    return STATUS_OK;
}

static enum status time_query(struct searcher *searcher, const char *query, struct tally *tally,
                              struct failure *failure)
{
    struct search_request request = SEARCH_REQUEST_DEFAULT;
    struct search_answer answer;
    request.query = query;
    request.today = (struct date){ 2015, 1, 1 };
    enum status status = search_run(searcher, &request, &answer, failure);
    for (size_t i = 0; i < answer.hit_count && tally->count < MOST_HITS && !status; i++)
        status = time_hit(&answer.hits[i], answer.plan.marked, tally, failure);
    search_answer_clear(&answer);
    return status;
}

static void print_tally(struct tally *tally)
{
    if (tally->count == 0) {
        printf("no hits\n");
        return;
    }
    size_t count = tally->count;
    double median = bench_median_us(tally->times, count);
    printf("snippet: median %.1f us a hit, 99 %% %.1f us; %zu hits of %zu bytes in the mean, %zu with marks\n",
           median, (double)tally->times[count * 99 / 100] / 1000, count, tally->text_bytes / count, tally->marked);
}

static enum status run_all(const char *index, const char *path, struct tally *tally, struct failure *failure)
{
    struct bench_queries queries;
    struct searcher *searcher = NULL;
    enum status status = bench_queries_read(&queries, path, failure);
    if (!status)
        status = searcher_open(&searcher, index, failure);
    for (size_t i = 0; i < queries.count && !status; i++)
        status = time_query(searcher, queries.list[i].query, tally, failure);
    searcher_close(searcher);
    bench_queries_clear(&queries);
    return status;
}

int main(int argc, char **argv)
{
    struct failure failure = FAILURE_NONE;
    struct tally *tally = calloc(1, sizeof *tally);
    if (argc != 3 || !tally) {
        fprintf(stderr, "usage: bench_snippet INDEX QUERIES\n");
        free(tally);
        return 2;
    }
    enum status status = run_all(argv[1], argv[2], tally, &failure);
    if (status)
        fprintf(stderr, "bench_snippet: %s\n", failure.message);
    else
        print_tally(tally);
    free(tally);
    return status ? 2 : 0;
}
