/* Counting what a query, or a part of one, finds. */
#include "query/count.h"

#include <string.h>

#include "query/searcher.h"

static enum status count_plan(const struct searcher *searcher, const struct search_request *request, bool asked,
                              const struct plan *plan, struct arena *arena, uint32_t *total, struct failure *failure)
{
    struct xs_query *words = request->match == MATCH_ANY && plan->words_any ? plan->words_any : plan->words;
    struct xs_query *whole = plan_whole(plan, words, asked, arena);
    if (!whole)
        return fail_no_memory(failure);
    struct xs_query unweighted = { .op = XS_SCALE, .factor = 0, .children = &whole, .child_count = 1 };
    struct xs_search search = { .query = &unweighted, .exact_total = true, .bm25_k1 = 1, .bm25_b = 0.5 };
    struct xs_result *result = NULL;
    enum status status = matcher_search(searcher->matcher, &search, &result, failure);
    *total = status ? 0 : result->total;
    matcher_result_free(result);
    return status;
}

enum status count_documents(const struct searcher *searcher, const struct search_request *request,
                            const struct clause *root, uint32_t *total, struct failure *failure)
{
    struct arena arena = ARENA_EMPTY;
    struct plan plan;
    struct plan_sources sources = searcher_sources(searcher);
    enum status status = plan_make(request, root, &sources, &arena, &plan, failure);
    if (!status)
        status = count_plan(searcher, request, root != NULL, &plan, &arena, total, failure);
    plan_clear(&plan);
    arena_clear(&arena);
    return status;
}

enum status count_query(const struct searcher *searcher, const struct search_request *request, const char *query,
                        uint32_t *total, struct failure *failure)
{
    struct arena arena = ARENA_EMPTY;
    struct search_request other = *request;
    struct clause *root = NULL;
    size_t offset;
    other.query = query;
    *total = 0;
    enum status status = parse_query((struct bytes){ query, strlen(query) }, request->today, request->ui, &arena,
                                     &root, &offset, failure);
    if (!status)
        status = count_documents(searcher, &other, root, total, failure);
    arena_clear(&arena);
    return status;
}
