/* What the measuring programs share: the table of queries, and times told as microseconds. */
#ifndef DEPECHE_BENCH_INPUT_H
#define DEPECHE_BENCH_INPUT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

enum { BENCH_QUERIES = 1000 };

/* One line of tests/bench/queries.tsv; views of the text it was read from. */
struct bench_query {
    const char *id, *kind, *language, *query;
};

struct bench_queries {
    struct buffer text;
    struct bench_query list[BENCH_QUERIES];
    size_t count;
};

enum status bench_queries_read(struct bench_queries *queries, const char *path, struct failure *failure);
void bench_queries_clear(struct bench_queries *queries);

/* Processor time of this process, which other users of a machine do not lengthen. */
uint64_t bench_processor_ns(void);

double bench_median_us(uint64_t *nanoseconds, size_t count); /* sorts them */

#endif
