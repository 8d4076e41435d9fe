/* One search, from a request to an answer: parse, plan, match, relax, and make the hits ready to show. */
#include "query/search.h"

#include <string.h>

#include "base/clock.h"
#include "language/utf8.h"
#include "query/advice.h"
#include "query/facet_counts.h"
#include "query/facets.h"
#include "query/nearness.h"
#include "query/searcher.h"
#include "record/stored.h"

/* Okapi BM25; docs/ranking.md has the measurements. */
static const double BM25_K1 = 1.0;
static const double BM25_B = 0.7;

/* A passage further back in a text is not looked for: a megabyte takes eight milliseconds. */
enum { SNIPPET_CHARS = 240, SNIPPET_TEXT_BYTES = 1 << 20 };

struct job {
    struct searcher *searcher;
    const struct search_request *request;
    struct search_answer *answer;
    bool near;                      /* the best hits are ranked anew */
    const struct search_sink *sink; /* NULL: the answer keeps the hits */
    bool begun;                     /* the sink has been given something: too late to search again */
    uint64_t began_ns;
    struct failure *failure;
};

/* == Matching ================================================================================================= */

static enum xs_order order_of(const struct search_request *request, bool words)
{
    switch (request->sort) {
    case SORT_RELEVANCE:
        return words ? XS_BY_RELEVANCE : XS_BY_VALUE_DESCENDING;
    case SORT_NEWEST:
        return XS_BY_VALUE_DESCENDING;
    case SORT_OLDEST:
        return XS_BY_VALUE_ASCENDING;
    }
    return XS_BY_RELEVANCE;
}

/* A page among the hits that are ranked anew needs all of these. */
static void widen_page(struct job *job, enum xs_order order, struct xs_search *search)
{
    job->near = (order == XS_BY_RELEVANCE || order == XS_BY_MOST_WORDS) && search->first < NEARNESS_HITS &&
                search->count > 0 && nearness_matters(&job->answer->plan);
    if (!job->near)
        return;
    uint32_t end = search->first + search->count;
    search->count = end > NEARNESS_HITS ? end : NEARNESS_HITS;
    search->first = 0;
}

static enum status match(struct job *job, struct xs_query *words, enum xs_order order, struct xs_result **result)
{
    uint32_t slots[FACET_SLOTS];
    struct xs_search search = { .order = order };
    bool asked = *job->request->query || job->request->plain;
    search.query = plan_whole(&job->answer->plan, words, asked, &job->answer->arena);
    if (!search.query)
        return fail_no_memory(job->failure);
    search.first = job->request->offset;
    search.count = job->sink || job->request->limit < REQUEST_LIMIT ? job->request->limit : REQUEST_LIMIT;
    if (search.count > UINT32_MAX - search.first)
        search.count = UINT32_MAX - search.first;
    widen_page(job, order, &search);
    search.data_later = true;
    search.data_most = NEARNESS_HITS;
    search.order_slot = SLOT_DATE;
    search.exact_total = !job->request->bare;
    size_t slot_count = facets_slots(job->request, slots);
    search.all_docids = slot_count && facet_counts_can(&job->searcher->places, search.query);
    search.facet_slots = slots;
    search.facet_count = search.all_docids ? 0 : slot_count;
    search.bm25_k1 = BM25_K1;
    search.bm25_b = BM25_B;
    enum status status = matcher_search(job->searcher->matcher, &search, result, job->failure);
    if (status || !search.all_docids)
        return status;
    const struct facet_job counting = { &job->searcher->places, &job->searcher->facets };
    return facet_counts_make(&counting, slots, slot_count, &job->answer->arena, *result, job->failure);
}

/* All words; where no document has them all, those documents that have the most. */
static enum status match_most(struct job *job, struct xs_result **result)
{
    struct plan *plan = &job->answer->plan;
    enum status status = match(job, plan->words, order_of(job->request, plan->words), result);
    if (status || (*result)->total > 0 || !plan->words_any)
        return status;

    matcher_result_free(*result);
    *result = NULL;
    if ((status = match(job, plan->words_any, XS_BY_MOST_WORDS, result)))
        return status;
    job->answer->relaxed = (*result)->total > 0;
    job->answer->words_matched = (*result)->most_words;
    job->answer->words_asked = plan->words_asked;
    return STATUS_OK;
}

static enum status match_request(struct job *job, struct xs_result **result)
{
    struct plan *plan = &job->answer->plan;
    if (job->request->match == MATCH_MOST)
        return match_most(job, result);
    bool any = job->request->match == MATCH_ANY && plan->words_any;
    struct xs_query *words = any ? plan->words_any : plan->words;
    return match(job, words, order_of(job->request, words), result);
}

/* == Hits ===================================================================================================== */

static struct bytes title_of(const struct record *record)
{
    return (struct bytes){ record->title ? record->title : "", record->title ? strlen(record->title) : 0 };
}

/* Snippets and marks go into `arena`. */
static enum status fill_hit(struct job *job, struct bytes data, struct arena *arena, struct answer_hit *hit)
{
    const struct interner *marked = job->answer->plan.marked;
    const struct search_request *request = job->request;
    enum status status = stored_read(data, !request->bare, &hit->record, job->failure);
    if (status || request->bare || (status = searcher_set_twin(job->searcher, &hit->record, job->failure)) ||
        request->unmarked)
        return status;
    if ((status = snippet_mark(title_of(&hit->record), marked, arena, &hit->title, job->failure)))
        return status;
    struct bytes text = { hit->record.text.bytes, hit->record.text.size };
    if (text.size > SNIPPET_TEXT_BYTES)
        text.size = utf8_whole(text, SNIPPET_TEXT_BYTES);
    status = snippet_make(text, SNIPPET_CHARS, marked, arena, &hit->snippet, job->failure);
    hit->page = hit_page_at(&hit->record, hit->snippet.at);
    return status;
}

/* The numbers of hit `i` of the match, which is hit `n` of the answer. */
static struct answer_hit hit_at(const struct job *job, const struct xs_result *result, size_t i, size_t n)
{
    struct answer_hit hit = { .rank = job->request->offset + (uint32_t)n + 1, .score = result->hits[i].weight };
    record_init(&hit.record);
    return hit;
}

/* Fill the page of the answer with `count` hits of the match, from `first` on. */
static enum status keep_hits(struct job *job, struct xs_result *result, size_t first, size_t count)
{
    struct search_answer *answer = job->answer;
    answer->hits = arena_take(&answer->arena, count * sizeof *answer->hits);
    if (!answer->hits)
        return fail_no_memory(job->failure);
    for (size_t i = first; i < first + count; i++) {
        struct bytes data;
        struct answer_hit *hit = &answer->hits[answer->hit_count++];
        *hit = hit_at(job, result, i, i - first);
        enum status status = matcher_data(job->searcher->matcher, result->hits[i].docid, &data, job->failure);
        if (status || (status = fill_hit(job, data, &answer->arena, hit)))
            return status;
    }
    return STATUS_OK;
}

static enum status give_hit(struct job *job, const struct xs_result *result, size_t i, struct answer_hit *hit)
{
    struct arena arena = ARENA_EMPTY;
    struct bytes data;
    enum status status = matcher_data(job->searcher->matcher, result->hits[i].docid, &data, job->failure);
    if (!status)
        status = fill_hit(job, data, &arena, hit);
    if (!status)
        status = job->sink->hit(job->answer, hit, job->sink->context, job->failure);
    arena_clear(&arena);
    return status;
}

/* Give the sink everything: the answer, then `count` hits of the match, from `first` on. */
static enum status give_hits(struct job *job, struct xs_result *result, size_t first, size_t count)
{
    job->answer->hit_count = count;
    job->answer->nanoseconds = clock_monotonic_ns() - job->began_ns;
    job->begun = true;
    enum status status = job->sink->begin(job->answer, job->sink->context, job->failure);
    for (size_t i = first; i < first + count && !status; i++) {
        struct answer_hit hit = hit_at(job, result, i, i - first);
        status = give_hit(job, result, i, &hit);
        record_clear(&hit.record);
    }
    return status;
}

static enum status fill_hits(struct job *job, struct xs_result *result)
{
    size_t first = job->near ? job->request->offset : 0;
    size_t count = result->hit_count > first ? result->hit_count - first : 0;
    count = count < job->request->limit ? count : job->request->limit;
    enum status status = STATUS_OK;
    struct nearness_sources sources = { job->searcher->matcher, &job->searcher->places, job->searcher->lexicon,
                                        searcher_document_count(job->searcher), job->request->query };
    if (job->near)
        status = nearness_rank(&sources, &job->answer->plan, result, job->failure);
    if (status || (count == 0 && !job->sink))
        return status;
    return job->sink ? give_hits(job, result, first, count) : keep_hits(job, result, first, count);
}

/* == The whole ================================================================================================ */

static enum status parse(struct job *job)
{
    const struct search_request *request = job->request;
    struct search_answer *answer = job->answer;
    struct bytes query = { request->query, strlen(request->query) };
    if (request->plain)
        return parse_plain(query, &answer->arena, &answer->root, job->failure);
    size_t offset = 0;
    enum status status = parse_query(query, request->today, request->ui, &answer->arena, &answer->root, &offset,
                                     job->failure);
    if (status == STATUS_USAGE || status == STATUS_LIMIT)
        answer->error_offset = offset;
    return status;
}

static enum status plan(struct job *job)
{
    struct search_answer *answer = job->answer;
    struct plan_sources sources = searcher_sources(job->searcher);
    enum status status = plan_make(job->request, answer->root, &sources, &answer->arena, &answer->plan, job->failure);
    if (status == STATUS_USAGE)
        answer->error_offset = answer->plan.error_offset;
    return status;
}

static enum status search_once(struct job *job)
{
    struct search_answer *answer = job->answer;
    struct xs_result *result = NULL;
    enum status status;
    if ((status = parse(job)) || (status = plan(job)) || (status = match_request(job, &result)))
        goto done;
    answer->total = result->total;
    answer->generation = searcher_generation(job->searcher);
    answer->document_count = searcher_document_count(job->searcher);
    if ((status = facets_fill(job->request, &job->searcher->names, result, answer, job->failure)))
        goto done;
    if ((status = advice_fill(job->searcher, job->request, answer, job->failure)))
        goto done;
    status = fill_hits(job, result);

done:
    matcher_result_free(result);
    return status;
}

static enum status search_for(struct searcher *searcher, const struct search_request *request,
                              const struct search_sink *sink, struct search_answer *answer, struct failure *failure)
{
    struct job job = { .searcher = searcher, .request = request, .answer = answer, .sink = sink, .failure = failure };
    job.began_ns = clock_monotonic_ns();
    *answer = (struct search_answer){ .arena = ARENA_EMPTY, .error_offset = SIZE_MAX };
    enum status status = search_once(&job);
    if (searcher_may_retry(status) && !job.begun) {
        struct failure of_reopening;
        if (!searcher_reopen(searcher, &of_reopening)) {
            search_answer_clear(answer);
            status = search_once(&job);
        }
    }
    answer->nanoseconds = clock_monotonic_ns() - job.began_ns;
    return status;
}

enum status search_run(struct searcher *searcher, const struct search_request *request, struct search_answer *answer,
                       struct failure *failure)
{
    return search_for(searcher, request, NULL, answer, failure);
}

enum status search_stream(struct searcher *searcher, const struct search_request *request,
                          const struct search_sink *sink, struct search_answer *answer, struct failure *failure)
{
    return search_for(searcher, request, sink, answer, failure);
}

void search_answer_clear(struct search_answer *answer)
{
    for (size_t i = 0; answer->hits && i < answer->hit_count; i++)
        record_clear(&answer->hits[i].record);
    plan_clear(&answer->plan);
    arena_clear(&answer->arena);
    *answer = (struct search_answer){ .arena = ARENA_EMPTY, .error_offset = SIZE_MAX };
}
