/* From the tree of clauses to a Xapian query: what is ranked, what only filters, what is excluded. */
#include "query/plan/plan_inside.h"

#include "language/stopwords.h"

/* == Clauses ================================================================================================== */

/* Does the clause only narrow, with nothing in it to rank? */
static bool is_filter(const struct clause *clause)
{
    if (clause->kind == CLAUSE_FACET || clause->kind == CLAUSE_RANGE)
        return true;
    if (clause->kind != CLAUSE_ALL && clause->kind != CLAUSE_ANY && clause->kind != CLAUSE_WITHOUT)
        return false;
    for (size_t i = 0; i < clause->child_count; i++)
        if (clause->children[i] && !is_filter(clause->children[i]))
            return false;
    return true;
}

/* A word too common to be required beside others. What was marked (=mot, mot*, quotes) is meant. */
static bool is_optional(const struct planner *planner, const struct clause *clause)
{
    struct bytes form = { clause->text, clause->text ? strlen(clause->text) : 0 };
    return clause->kind == CLAUSE_WORD && stopword_is(planner->language, form);
}

static size_t count_required(const struct planner *planner, struct clause *const *clauses, size_t count)
{
    size_t required = 0;
    for (size_t i = 0; i < count; i++)
        required += !is_filter(clauses[i]) && !is_optional(planner, clauses[i]);
    return required;
}

static struct xs_query *clause_query(struct planner *planner, const struct clause *clause);

/* A filter among ranked words: it adds no weight, and counts as no word. */
static struct xs_query *unweighted_query(struct planner *planner, const struct clause *clause)
{
    struct xs_query *query = clause_query(planner, clause);
    return is_filter(clause) ? node_scale(planner, query, 0) : query;
}

static struct xs_query *excluded_query(struct planner *planner, const struct clause *clause)
{
    planner->excluding++;
    struct xs_query *query = clause_query(planner, clause);
    planner->excluding--;
    return query;
}

/* The words of several clauses: all that are required, or any of them; the optional ones add weight. */
struct words_of {
    struct xs_query *all, *any; /* NULL without words */
    size_t required;
};

static struct words_of words_of_clauses(struct planner *planner, struct clause *const *clauses, size_t count)
{
    struct words_of words = { .all = NULL };
    bool required = count_required(planner, clauses, count) > 0;
    struct xs_query *all = node_group(planner, XS_AND, count + 1);
    struct xs_query *any = node_group(planner, XS_OR, count + 1);
    struct xs_query *maybe = node_group(planner, XS_OR, count + 1);
    for (size_t i = 0; i < count; i++) {
        bool optional = required && is_optional(planner, clauses[i]);
        if (is_filter(clauses[i]))
            continue;
        planner->offset = clauses[i]->offset;
        struct xs_query *query = optional ? node_scale(planner, plan_word_query(planner, clauses[i], true),
                                                       PLAN_STOPWORD_WEIGHT)
                                          : clause_query(planner, clauses[i]);
        if (optional) {
            node_add(planner, maybe, query);
        } else {
            node_add(planner, all, query);
            node_add(planner, any, query);
        }
    }
    words.required = all->child_count;
    if (all->child_count == 0)
        return words;
    words.all = node_simplest(all);
    words.any = node_simplest(any);
    if (maybe->child_count) {
        words.all = node_pair(planner, XS_AND_MAYBE, words.all, node_simplest(maybe));
        words.any = node_pair(planner, XS_AND_MAYBE, words.any, node_simplest(maybe));
    }
    return words;
}

/* What of the clauses only filters, joined by AND; NULL when nothing does. */
static struct xs_query *filters_of_clauses(struct planner *planner, struct clause *const *clauses, size_t count)
{
    struct xs_query *all = node_group(planner, XS_AND, count + 1);
    for (size_t i = 0; i < count; i++)
        if (is_filter(clauses[i]))
            node_add(planner, all, clause_query(planner, clauses[i]));
    return all->child_count ? node_simplest(all) : NULL;
}

static struct xs_query *all_query(struct planner *planner, const struct clause *clause)
{
    struct words_of words = words_of_clauses(planner, clause->children, clause->child_count);
    struct xs_query *filters = filters_of_clauses(planner, clause->children, clause->child_count);
    if (words.all && filters)
        return node_pair(planner, XS_FILTER, words.all, filters);
    if (words.all || filters)
        return words.all ? words.all : filters;
    return node_new(planner, XS_NONE);
}

static struct xs_query *any_query(struct planner *planner, const struct clause *clause)
{
    struct xs_query *any = node_group(planner, XS_OR, clause->child_count);
    for (size_t i = 0; i < clause->child_count; i++)
        node_add(planner, any, unweighted_query(planner, clause->children[i]));
    return node_simplest(any);
}

static struct xs_query *without_query(struct planner *planner, const struct clause *clause)
{
    struct xs_query *with = clause->children[0] ? clause_query(planner, clause->children[0])
                                                : node_new(planner, XS_ALL);
    return node_pair(planner, XS_AND_NOT, with, excluded_query(planner, clause->children[1]));
}

/* Recursion is bounded: the gate allows REQUEST_LEVELS of parentheses. */
static struct xs_query *clause_query(struct planner *planner, const struct clause *clause)
{
    planner->offset = clause->offset;
    switch (clause->kind) {
    case CLAUSE_WORD:
    case CLAUSE_EXACT:
    case CLAUSE_PREFIX:
    case CLAUSE_SUFFIX:
    case CLAUSE_INFIX:
    case CLAUSE_LIKE:
        return plan_word_query(planner, clause, false);
    case CLAUSE_PHRASE:
    case CLAUSE_NEAR:
    case CLAUSE_SAME:
        return plan_window_query(planner, clause);
    case CLAUSE_ALL:
        return all_query(planner, clause);
    case CLAUSE_ANY:
        return any_query(planner, clause);
    case CLAUSE_WITHOUT:
        return without_query(planner, clause);
    case CLAUSE_FACET:
        return plan_facet_query(planner, clause, clause->field, clause->text);
    case CLAUSE_RANGE:
        return plan_range_query(planner, clause);
    }
    return node_new(planner, XS_NONE);
}

/* == The root ================================================================================================= */

/* How many words the shim can count at the most where this query matches. */
static uint32_t count_words(const struct xs_query *query)
{
    uint32_t count = 0;
    switch (query->op) {
    case XS_TERM:
    case XS_SYNONYM:
        return query->bonus ? 0 : 1;
    case XS_PHRASE:
    case XS_NEAR:
        return (uint32_t)query->child_count;
    case XS_NONE:
        return 1; /* a word that is in no document is asked for, too */
    case XS_AND_NOT:
    case XS_AND_MAYBE:
    case XS_FILTER:
        return count_words(query->children[0]);
    case XS_FIXED:
        return 0;
    default:
        for (size_t i = 0; i < query->child_count; i++)
            count += count_words(query->children[i]);
        return count;
    }
}

static void exclude(struct planner *planner, struct plan *plan, const struct clause *excluded)
{
    struct xs_query *query = excluded_query(planner, excluded);
    if (plan->words) {
        plan->words = node_pair(planner, XS_AND_NOT, plan->words, query);
        plan->words_any = plan->words_any ? node_pair(planner, XS_AND_NOT, plan->words_any, query) : NULL;
    } else {
        struct xs_query *with = plan->filters ? plan->filters : node_new(planner, XS_ALL);
        plan->filters = node_pair(planner, XS_AND_NOT, with, query);
    }
}

static void plan_root(struct planner *planner, const struct clause *root)
{
    struct plan *plan = planner->plan;
    const struct clause *excluded = NULL;
    if (root && root->kind == CLAUSE_WITHOUT) {
        excluded = root->children[1];
        root = root->children[0];
    }
    if (root) {
        struct clause *alone = (struct clause *)root;
        struct clause *const *clauses = root->kind == CLAUSE_ALL ? root->children : &alone;
        size_t count = root->kind == CLAUSE_ALL ? root->child_count : 1;
        planner->several = count_required(planner, clauses, count) > 1;
        struct words_of words = words_of_clauses(planner, clauses, count);
        struct xs_query *dated = words.all ? plan_dated(planner) : NULL;
        plan->words = dated ? node_pair(planner, XS_AND_MAYBE, words.all, dated) : words.all;
        if (words.required > 1)
            plan->words_any = dated ? node_pair(planner, XS_AND_MAYBE, words.any, dated) : words.any;
        plan->filters = filters_of_clauses(planner, clauses, count);
    }
    if (excluded)
        exclude(planner, plan, excluded);
}

static void plan_request_filters(struct planner *planner)
{
    struct xs_query *all = node_group(planner, XS_AND, PLAN_REQUEST_FILTERS + 1);
    if (planner->plan->filters)
        node_add(planner, all, planner->plan->filters);
    plan_add_request_filters(planner, all);
    planner->plan->filters = all->child_count ? node_simplest(all) : NULL;
}

/* What has no words is sorted by date, and a weight would mix it up. */
struct xs_query *plan_whole(const struct plan *plan, struct xs_query *words, bool asked, struct arena *arena)
{
    struct xs_query *first = words, *whole = arena_take(arena, 2 * sizeof *whole);
    struct xs_query **pair = arena_take(arena, 2 * sizeof(struct xs_query *));
    if (!whole || !pair)
        return NULL;
    if (!words) {
        /* A query of which no word is left, such as "?!", finds nothing; no query at all finds everything. */
        first = &whole[1];
        first->op = plan->filters || !asked ? XS_ALL : XS_NONE;
    }
    if (!plan->filters)
        return first;
    pair[0] = first;
    pair[1] = plan->filters;
    *whole = (struct xs_query){ .op = XS_FILTER, .children = pair, .child_count = 2 };
    return whole;
}

enum status plan_make(const struct search_request *request, const struct clause *root,
                      const struct plan_sources *sources, struct arena *arena, struct plan *plan,
                      struct failure *failure)
{
    struct planner planner = { .request = request, .sources = sources, .arena = arena, .plan = plan };
    planner.failure = failure;
    *plan = (struct plan){ .error_offset = SIZE_MAX };
    /* The gate counts words and values of fields together; the request's filters come beside, and from..to. */
    plan->list = arena_take(arena, REQUEST_WORDS * sizeof *plan->list);
    plan->filter_list = arena_take(arena, (REQUEST_WORDS + REQUEST_FILTERS + 1) * sizeof *plan->filter_list);
    plan->excluded = arena_take(arena, REQUEST_WORDS * sizeof *plan->excluded);
    plan->excluded_filters = arena_take(arena, REQUEST_WORDS * sizeof *plan->excluded_filters);
    bool room = plan->list && plan->filter_list && plan->excluded && plan->excluded_filters;
    enum status status = room ? STATUS_OK : fail_no_memory(failure);
    if (status || (status = interner_new(&plan->marked, failure)))
        goto done;

    planner.language = request->query_language;
    if (planner.language == LANGUAGE_UNKNOWN && !request->both_languages)
        planner.language = plan_detect_language(&planner, root);
    plan->language = planner.language;
    plan_root(&planner, root);
    plan_request_filters(&planner);
    status = planner.status;
    if (!status && plan->words_any) /* after a failure the tree has holes */
        plan->words_asked = count_words(plan->words_any);

done:
    lexicon_forms_clear(&planner.found);
    return status;
}

void plan_clear(struct plan *plan)
{
    interner_free(plan->marked);
    *plan = (struct plan){ .error_offset = SIZE_MAX };
}
