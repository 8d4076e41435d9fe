/* A small index that is published and opened for all tests of a file. */
#ifndef DEPECHE_TESTS_UNIT_SEARCH_CASE_H
#define DEPECHE_TESTS_UNIT_SEARCH_CASE_H

#include "query/searcher.h"

#include "tests/unit/small_index.h"

static struct scratch scratch;
static struct searcher *searcher;

static inline int search_case_open(unsigned long generation, const struct small_document *documents, size_t count)
{
    struct failure failure;
    scratch_open(&scratch);
    small_index_publish(scratch.path, generation, documents, count);
    return searcher_open(&searcher, scratch.path, &failure);
}

static inline int search_case_close(void **state)
{
    (void)state;
    searcher_close(searcher);
    scratch_close(&scratch);
    return 0;
}

#endif
