/* From an address to a document, by a term of the index. */
#include "query/document/document.h"

#include <string.h>

#include "base/clock.h"
#include "query/parse/parse.h"
#include "query/searcher.h"
#include "record/fields.h"
#include "record/stored.h"

/* What the query that led here looks for; its filters are of no use. */
static enum status plan_marks(struct searcher *searcher, const struct search_request *request,
                              struct search_answer *answer, struct failure *failure)
{
    struct failure of_query;
    struct search_request words = *request;
    struct plan_sources sources = searcher_sources(searcher);
    size_t offset;
    words.filter_count = 0;
    words.from = words.to = "";
    enum status status = parse_query(bytes_of(words.query), words.today, words.ui, &answer->arena, &answer->root,
                                     &offset, &of_query);
    if (!status)
        status = plan_make(&words, answer->root, &sources, &answer->arena, &answer->plan, &of_query);
    if (status != STATUS_USAGE && status != STATUS_LIMIT) {
        if (status && failure)
            *failure = of_query;
        return status;
    }
    /* An empty query marks nothing, and always has a plan. */
    plan_clear(&answer->plan);
    words.query = "";
    answer->root = NULL;
    return plan_make(&words, NULL, &sources, &answer->arena, &answer->plan, failure);
}

static enum status fill_hit(struct searcher *searcher, uint32_t docid, struct search_answer *answer,
                            struct failure *failure)
{
    struct bytes data;
    struct answer_hit *hit = arena_take(&answer->arena, sizeof *hit);
    if (!hit)
        return fail_no_memory(failure);
    hit->rank = 1;
    record_init(&hit->record);
    answer->hits = hit;
    answer->hit_count = 1;
    enum status status;
    if ((status = matcher_data(searcher->matcher, docid, &data, failure)) ||
        (status = stored_read(data, true, &hit->record, failure)) ||
        (status = searcher_set_twin(searcher, &hit->record, failure)))
        return status;
    hit->snippet = (struct snippet){ .text = { "", 0 }, .at = SIZE_MAX };
    return snippet_mark(bytes_of(hit->record.title), answer->plan.marked, &answer->arena, &hit->title, failure);
}

static enum status find(struct searcher *searcher, const char *uri, const struct search_request *request,
                        struct search_answer *answer, struct failure *failure)
{
    struct term term;
    struct xs_result *result = NULL;
    term_make(&term, PREFIX_ADDRESS, bytes_of(uri));
    struct xs_query query = { .op = XS_TERM, .term = { term.bytes, term.size } };
    struct xs_search search = { .query = &query, .count = 1, .exact_total = true, .bm25_k1 = 1, .bm25_b = 0.5 };
    enum status status = matcher_search(searcher->matcher, &search, &result, failure);
    if (status)
        return status;
    answer->generation = searcher_generation(searcher);
    answer->document_count = searcher_document_count(searcher);
    answer->total = result->total;
    if (result->hit_count == 0)
        answer->total = 0;
    else if (!(status = plan_marks(searcher, request, answer, failure)))
        status = fill_hit(searcher, result->hits[0].docid, answer, failure);
    matcher_result_free(result);
    return status;
}

enum status document_find(struct searcher *searcher, const char *uri, const struct search_request *request,
                          struct search_answer *answer, struct failure *failure)
{
    uint64_t began_ns = clock_monotonic_ns();
    *answer = (struct search_answer){ .arena = ARENA_EMPTY, .error_offset = SIZE_MAX };
    enum status status = find(searcher, uri, request, answer, failure);
    struct failure of_reopening;
    if (searcher_may_retry(status) && !searcher_reopen(searcher, &of_reopening)) {
        search_answer_clear(answer);
        status = find(searcher, uri, request, answer, failure);
    }
    answer->nanoseconds = clock_monotonic_ns() - began_ns;
    return status;
}
