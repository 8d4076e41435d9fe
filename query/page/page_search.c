/* From a web request to answers: filters get their ids, the search is run, and what is wrong is laid to a field. */
#include "query/page/page_inside.h"

/* == Filters ================================================================================================== */

/* A name may stand for several countries: each becomes a filter, which is the same, for filters of a field are
 * joined by OR. */
enum { MEANINGS_MOST = 16 };

static size_t find_ids(const struct names *names, const struct request_filter *filter,
                       struct bytes ids[MEANINGS_MOST])
{
    struct bytes typed = page_bytes(filter->value);
    size_t count = 0;
    if (filter->field == FIELD_COUNTRY)
        count = names_find(names, AUTHORITY_COUNTRIES, typed, ids, MEANINGS_MOST);
    else if (filter->field == FIELD_GOAL)
        count = names_find(names, AUTHORITY_GOALS, typed, ids, MEANINGS_MOST);
    return count < MEANINGS_MOST ? count : MEANINGS_MOST;
}

static enum status settle_filter(const struct request_filter *filter, const struct names *names,
                                 struct cgi_request *settled, struct arena *arena, struct failure *failure)
{
    struct bytes ids[MEANINGS_MOST];
    size_t count = find_ids(names, filter, ids);
    if (settled->search.filter_count + count > REQUEST_FILTERS)
        count = 0;
    for (size_t i = 0; i < count; i++) {
        const char *id = arena_copy(arena, ids[i]);
        if (!id)
            return fail_no_memory(failure);
        cgi_request_add(settled, filter->field, id);
    }
    if (count == 0) /* unknown: the search says so; or of a field whose values are ids already */
        cgi_request_add(settled, filter->field, filter->value);
    return STATUS_OK;
}

/* The language codes that people type, and the one of the index. */
static void settle_language(struct request_filter *filter)
{
    enum language language = language_from_code(filter->value);
    if (filter->field == FIELD_LANGUAGE && language != LANGUAGE_UNKNOWN)
        filter->value = language_code(language);
}

/* Links, the form and facets then all speak of the same values. */
static enum status settle(struct cgi_request *request, const struct names *names, struct arena *arena,
                          struct failure *failure)
{
    struct cgi_request settled = *request;
    settled.search.filter_count = 0;
    for (size_t i = 0; i < request->search.filter_count; i++) {
        struct request_filter filter = request->search.filters[i];
        settle_language(&filter);
        enum status status = settle_filter(&filter, names, &settled, arena, failure);
        if (status)
            return status;
    }
    cgi_request_turn(&settled, request->page);
    *request = settled;
    return STATUS_OK;
}

/* == What is wrong ============================================================================================ */

static bool is_range(const struct search_request *search, const char *text)
{
    struct date_range range;
    struct failure failure;
    return !*text || date_range_parse(page_bytes(text), search->today, &range, &failure) == STATUS_OK;
}

static bool is_known(const struct names *names, const struct request_filter *filter)
{
    struct bytes ids[MEANINGS_MOST];
    enum record_kind kind;
    if (filter->field == FIELD_LANGUAGE)
        return language_from_code(filter->value) != LANGUAGE_UNKNOWN;
    if (filter->field == FIELD_KIND)
        return record_kind_from_name(filter->value, &kind);
    return find_ids(names, filter, ids) > 0;
}

/* The field whose value made the search fail: the query, when it says where in it; else the first filter that means
 * nothing. */
static enum cgi_parameter find_blame(const struct search_request *search, const struct names *names, size_t offset)
{
    if (offset != SIZE_MAX)
        return PARAMETER_QUERY;
    for (size_t i = 0; i < search->filter_count; i++)
        if (!is_known(names, &search->filters[i]))
            return cgi_parameter_of(search->filters[i].field);
    if (!is_range(search, search->from))
        return PARAMETER_FROM;
    bool dated = *search->from || *search->to;
    return dated ? PARAMETER_TO : PARAMETER_QUERY;
}

/* == Periods ================================================================================================== */

/* Few enough years that their months can be drawn. */
enum { YEARS_BY_MONTH = 3 };

static bool is_short(const struct search_request *search)
{
    struct date_range from, to;
    struct failure failure;
    if (!*search->from || !*search->to ||
        date_range_parse(page_bytes(search->from), search->today, &from, &failure) ||
        date_range_parse(page_bytes(search->to), search->today, &to, &failure))
        return false;
    return from.from.year && to.to.year && to.to.year - from.from.year < YEARS_BY_MONTH;
}

/* == Searching ================================================================================================ */

static const enum field_id facet_fields[] = { FIELD_GOAL, FIELD_COUNTRY, FIELD_LANGUAGE, FIELD_KIND };
enum { FACET_FIELDS = sizeof facet_fields / sizeof *facet_fields };

static bool is_filtered(const struct cgi_request *request, enum field_id field)
{
    for (size_t i = 0; i < request->search.filter_count; i++)
        if (request->search.filters[i].field == field)
            return true;
    return false;
}

static enum status run_other(struct page_search *search, struct searcher *searcher, const struct cgi_request *request,
                             enum field_id field, struct failure *failure)
{
    struct cgi_request other = *request;
    cgi_request_remove_field(&other, field);
    other.search.limit = 0;
    other.search.histogram = other.search.advise = false;
    search->has_others[field] = true;
    return search_run(searcher, &other.search, &search->others[field], failure);
}

enum status page_search_run(struct page_search *search, struct searcher *searcher, struct cgi_request *request,
                            struct arena *arena, struct page_problem *problem, struct failure *failure)
{
    const struct names *names = searcher_names(searcher);
    *search = (struct page_search){ .answer = { .arena = ARENA_EMPTY } };
    enum status status = settle(request, names, arena, failure);
    if (status)
        return status;
    request->search.advise = true;
    request->search.months = request->format == CGI_HTML && is_short(&request->search);
    if (request->search.months)
        request->search.histogram = false;
    status = search_run(searcher, &request->search, &search->answer, failure);
    if (status == STATUS_USAGE || status == STATUS_LIMIT) {
        problem->status = 400;
        problem->parameter = find_blame(&request->search, names, search->answer.error_offset);
        problem->failure = *failure;
    }
    if (request->format != CGI_HTML || search->answer.total == 0)
        return status;
    for (size_t i = 0; i < FACET_FIELDS && !status; i++)
        if (is_filtered(request, facet_fields[i]))
            status = run_other(search, searcher, request, facet_fields[i], failure);
    return status;
}

static const struct answer_facet *find_facet(const struct search_answer *answer, enum field_id field)
{
    for (size_t i = 0; i < answer->facet_count; i++)
        if (answer->facets[i].field == field)
            return &answer->facets[i];
    return NULL;
}

void page_search_show(const struct page_search *search, struct page *page)
{
    page->answer = &search->answer;
    page->similar = &search->similar;
    for (size_t i = 0; i < FACET_FIELDS; i++) {
        enum field_id field = facet_fields[i];
        page->facets[field] = find_facet(search->has_others[field] ? &search->others[field] : &search->answer, field);
    }
}

void page_search_clear(struct page_search *search)
{
    similar_clear(&search->similar);
    search_answer_clear(&search->answer);
    for (size_t i = 0; i < FIELD_COUNT; i++)
        if (search->has_others[i])
            search_answer_clear(&search->others[i]);
    *search = (struct page_search){ .answer = { .arena = ARENA_EMPTY } };
}
