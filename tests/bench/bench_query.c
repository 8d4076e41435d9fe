/* bench_query INDEX QUERIES [REPEATS]: the processor time of each query in one process, in nanoseconds.
 *
 * A line for each query and variant: variant, id, kind, matches, then the time of each repeat. Variants: `ids` finds
 * the ten best and nothing else, `page` counts all matches exactly and makes titles and snippets of ten hits,
 * `facets` counts goals, countries, languages, kinds and years besides. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "query/search.h"
#include "tests/bench/bench_input.h"

enum { REPEATS = 20 };

static const struct variant {
    const char *name;
    bool bare, facets;
} variants[] = { { "ids", true, false }, { "page", false, false }, { "facets", false, true } };
enum { VARIANTS = sizeof variants / sizeof *variants };

static struct search_request request_of(const struct bench_query *query, const struct variant *variant)
{
    struct search_request request = SEARCH_REQUEST_DEFAULT;
    request.query = query->query;
    request.today = (struct date){ 2015, 1, 1 };
    request.bare = variant->bare;
    request.facets = request.histogram = variant->facets;
    return request;
}

static enum status run_query(struct searcher *searcher, const struct bench_query *query,
                             const struct variant *variant, long repeats, struct failure *failure)
{
    struct search_request request = request_of(query, variant);
    for (long i = -1; i < repeats; i++) { /* the first warms up and is not told */
        struct search_answer answer;
        uint64_t begun = bench_processor_ns();
        enum status status = search_run(searcher, &request, &answer, failure);
        uint32_t total = answer.total;
        search_answer_clear(&answer);
        uint64_t taken = bench_processor_ns() - begun;
        if (status)
            return status;
        if (i < 0)
            printf("%s\t%s\t%s\t%" PRIu32, variant->name, query->id, query->kind, total);
        else
            printf("\t%" PRIu64, taken);
    }
    putchar('\n');
    return STATUS_OK;
}

static enum status run_all(const char *index, const char *path, long repeats, struct failure *failure)
{
    struct bench_queries queries;
    struct searcher *searcher = NULL;
    enum status status = bench_queries_read(&queries, path, failure);
    if (!status)
        status = searcher_open(&searcher, index, failure);
    for (size_t v = 0; v < VARIANTS && !status; v++)
        for (size_t i = 0; i < queries.count && !status; i++)
            status = run_query(searcher, &queries.list[i], &variants[v], repeats, failure);
    searcher_close(searcher);
    bench_queries_clear(&queries);
    return status;
}

int main(int argc, char **argv)
{
    struct failure failure = FAILURE_NONE;
    long repeats = argc > 3 ? strtol(argv[3], NULL, 10) : REPEATS;
    if (argc < 3 || repeats < 1) {
        fprintf(stderr, "usage: bench_query INDEX QUERIES [REPEATS]\n");
        return 2;
    }
    if (run_all(argv[1], argv[2], repeats, &failure)) {
        fprintf(stderr, "bench_query: %s\n", failure.message);
        return 2;
    }
    return 0;
}
