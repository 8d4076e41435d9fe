/* Reading the table of queries. */
#include "tests/bench/bench_input.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/files.h"

/* Cut the line at its tabs; false when it has too few fields. */
static bool read_line(char *line, struct bench_query *query)
{
    const char **fields[] = { &query->id, &query->kind, &query->language, &query->query };
    enum { FIELDS = sizeof fields / sizeof *fields };
    for (size_t i = 0; i < FIELDS; i++) {
        char *end = strchr(line, '\t');
        *fields[i] = line;
        if (!end)
            return i == FIELDS - 1;
        *end = '\0';
        line = end + 1;
    }
    return true;
}

enum status bench_queries_read(struct bench_queries *queries, const char *path, struct failure *failure)
{
    enum { MOST_BYTES = 1 << 20 };
    queries->text = (struct buffer)BUFFER_EMPTY;
    queries->count = 0;
    enum status status = files_read(path, MOST_BYTES, &queries->text, failure);
    char *line = status ? NULL : queries->text.bytes;
    while (line && *line) {
        char *end = strchr(line, '\n');
        if (end)
            *end = '\0';
        if (*line && *line != '#') {
            if (queries->count == BENCH_QUERIES || !read_line(line, &queries->list[queries->count]))
                return fail(failure, STATUS_INVALID, "%s: not a line of a query: %s", path, line);
            queries->count++;
        }
        line = end ? end + 1 : NULL;
    }
    return status;
}

void bench_queries_clear(struct bench_queries *queries)
{
    buffer_clear(&queries->text);
}

static int compare_times(const void *left, const void *right)
{
    const uint64_t *a = left, *b = right;
    return *a < *b ? -1 : *a > *b;
}

uint64_t bench_processor_ns(void)
{
    struct timespec time = { 0 };
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

double bench_median_us(uint64_t *nanoseconds, size_t count)
{
    qsort(nanoseconds, count, sizeof *nanoseconds, compare_times);
    return (double)nanoseconds[count / 2] / 1000;
}
