/* What each part of a query finds alone, and what would be found without it. */
#include "query/advice.h"

#include <stdlib.h>
#include <string.h>

#include "query/count.h"

struct advice {
    const struct searcher *searcher;
    const struct search_request *request;
    struct search_answer *answer;
    struct failure *failure;
};

/* == Parts ==================================================================================================== */

static const struct plan_word *word_of(const struct plan *plan, const struct clause *clause)
{
    for (size_t i = 0; i < plan->word_count; i++)
        if (plan->list[i].clause == clause)
            return &plan->list[i];
    for (size_t i = 0; i < plan->excluded_count; i++)
        if (plan->excluded[i].clause == clause)
            return &plan->excluded[i];
    return NULL;
}

static const struct plan_filter *filter_of(const struct plan *plan, const struct clause *clause)
{
    for (size_t i = 0; clause && i < plan->filter_count; i++)
        if (plan->filter_list[i].clause == clause)
            return &plan->filter_list[i];
    for (size_t i = 0; clause && i < plan->excluded_filter_count; i++)
        if (plan->excluded_filters[i].clause == clause)
            return &plan->excluded_filters[i];
    return NULL;
}

/* The request without its own filters. */
static struct search_request bare_request(const struct search_request *request)
{
    struct search_request bare = *request;
    bare.filter_count = 0;
    bare.from = bare.to = "";
    return bare;
}

/* NULL after the last there is room for: every clause and filter has its own. */
static struct answer_part *add_part(struct advice *advice, const struct clause *clause, unsigned level, bool excluded)
{
    struct search_answer *answer = advice->answer;
    struct answer_part *part = &answer->parts[answer->part_count++];
    *part = (struct answer_part){ .clause = clause, .level = level, .excluded = excluded };
    part->word = word_of(&answer->plan, clause);
    part->filter = filter_of(&answer->plan, clause);
    return part;
}

/* A word in quotes alone takes no other endings, as it does there. */
static enum status count_part(struct advice *advice, const struct clause *clause, const struct clause *parent,
                              uint32_t *documents)
{
    struct search_request bare = bare_request(advice->request);
    struct clause *only = (struct clause *)clause;
    struct clause quoted = { .kind = CLAUSE_PHRASE, .children = &only, .child_count = 1 };
    bool inside = parent && parent->kind == CLAUSE_PHRASE && !parent->joined;
    bare.query_language = advice->answer->plan.language; /* that of the whole */
    bare.both_languages = true;
    return count_documents(advice->searcher, &bare, inside ? &quoted : clause, documents, advice->failure);
}

static enum status list_clause(struct advice *advice, const struct clause *clause, const struct clause *parent,
                               unsigned level, bool excluded)
{
    struct answer_part *part = add_part(advice, clause, level, excluded);
    enum status status = count_part(advice, clause, parent, &part->documents);
    for (size_t i = 0; i < clause->child_count && !status; i++)
        if (clause->children[i])
            status = list_clause(advice, clause->children[i], clause, level + 1,
                                 clause->kind == CLAUSE_WITHOUT && i > 0);
    return status;
}

/* The filters of the request stand at the end of the plan's list, for no clause has them. */
static enum status list_filters(struct advice *advice)
{
    const struct plan *plan = &advice->answer->plan;
    const struct search_request *request = advice->request;
    size_t given = 0;
    for (size_t i = 0; i < plan->filter_count; i++) {
        const struct plan_filter *filter = &plan->filter_list[i];
        if (filter->clause)
            continue;
        struct answer_part *part = add_part(advice, NULL, 0, false);
        struct search_request alone = bare_request(request);
        part->filter = filter;
        if (given < request->filter_count) {
            alone.filter_count = 1;
            alone.filters[0] = (struct request_filter){ filter->field, filter->typed };
        } else {
            alone.from = request->from;
            alone.to = request->to;
        }
        given++;
        enum status status = count_documents(advice->searcher, &alone, NULL, &part->documents, advice->failure);
        if (status)
            return status;
    }
    return STATUS_OK;
}

static size_t count_clauses(const struct clause *clause)
{
    size_t count = 1;
    for (size_t i = 0; clause && i < clause->child_count; i++)
        count += count_clauses(clause->children[i]);
    return count;
}

/* The parts of an AND at the top are told side by side; so is what is excluded there. */
static enum status list_root(struct advice *advice, const struct clause *root)
{
    enum status status = STATUS_OK;
    const struct clause *excluded = NULL;
    if (root && root->kind == CLAUSE_WITHOUT) {
        excluded = root->children[1];
        root = root->children[0];
    }
    bool all = root && root->kind == CLAUSE_ALL;
    if (root && !all)
        status = list_clause(advice, root, NULL, 0, false);
    for (size_t i = 0; all && i < root->child_count && !status; i++)
        status = list_clause(advice, root->children[i], NULL, 0, false);
    bool several = excluded && excluded->kind == CLAUSE_ANY;
    if (excluded && !several && !status)
        status = list_clause(advice, excluded, NULL, 0, true);
    for (size_t i = 0; several && i < excluded->child_count && !status; i++)
        status = list_clause(advice, excluded->children[i], NULL, 0, true);
    return status;
}

static enum status fill_parts(struct advice *advice)
{
    struct search_answer *answer = advice->answer;
    size_t most = count_clauses(answer->root) + answer->plan.filter_count;
    answer->parts = arena_take(&answer->arena, most * sizeof *answer->parts);
    if (!answer->parts)
        return fail_no_memory(advice->failure);
    enum status status = list_root(advice, answer->root);
    return status ? status : list_filters(advice);
}

/* == Leaving a part out ======================================================================================= */

/* What must match and what must not, at the top of the query. The gate bounds how many there are. */
struct conjuncts {
    struct clause *with[REQUEST_WORDS], *without[REQUEST_WORDS];
    size_t with_count, without_count;
};

static void take_conjuncts(struct clause *clause, enum clause_kind group, struct clause **into, size_t *count)
{
    bool several = clause && clause->kind == group;
    if (clause && !several && *count < REQUEST_WORDS)
        into[(*count)++] = clause;
    for (size_t i = 0; several && i < clause->child_count && *count < REQUEST_WORDS; i++)
        into[(*count)++] = clause->children[i];
}

static struct conjuncts conjuncts_of(struct clause *root)
{
    struct conjuncts conjuncts = { .with_count = 0 };
    bool excludes = root && root->kind == CLAUSE_WITHOUT;
    take_conjuncts(excludes ? root->children[0] : root, CLAUSE_ALL, conjuncts.with, &conjuncts.with_count);
    if (excludes)
        take_conjuncts(root->children[1], CLAUSE_ANY, conjuncts.without, &conjuncts.without_count);
    return conjuncts;
}

/* A query of these without the one at `dropped`: NULL when nothing is left. The nodes are the caller's. */
static struct clause *join_conjuncts(const struct conjuncts *conjuncts, size_t dropped, struct clause nodes[3],
                                     struct clause *lists[3][REQUEST_WORDS])
{
    struct clause *all = &nodes[0], *any = &nodes[1], *without = &nodes[2];
    *all = (struct clause){ .kind = CLAUSE_ALL, .children = lists[0] };
    *any = (struct clause){ .kind = CLAUSE_ANY, .children = lists[1] };
    *without = (struct clause){ .kind = CLAUSE_WITHOUT, .children = lists[2], .child_count = 2 };
    for (size_t i = 0; i < conjuncts->with_count; i++)
        if (i != dropped)
            lists[0][all->child_count++] = conjuncts->with[i];
    for (size_t i = 0; i < conjuncts->without_count; i++)
        if (conjuncts->with_count + i != dropped)
            lists[1][any->child_count++] = conjuncts->without[i];
    struct clause *with = all->child_count ? all : NULL;
    if (any->child_count == 0)
        return with;
    lists[2][0] = with;
    lists[2][1] = any;
    return without;
}

static struct bytes trim(struct bytes text)
{
    while (text.size && *text.data == ' ') {
        text.data++;
        text.size--;
    }
    while (text.size && text.data[text.size - 1] == ' ')
        text.size--;
    return text;
}

/* An AND that nothing stands beside any more. */
static struct bytes without_and(struct bytes text)
{
    static const char *const operators[] = { "AND ", "ET ", " AND", " ET" };
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        size_t size = strlen(operators[i]);
        bool leads = operators[i][0] != ' ';
        if (text.size >= size && memcmp(leads ? text.data : text.data + text.size - size, operators[i], size) == 0)
            text = (struct bytes){ leads ? text.data + size : text.data, text.size - size };
    }
    return trim(text);
}

/* The query as typed, with the clause cut out. */
static const char *cut_query(struct advice *advice, const struct clause *clause)
{
    const char *query = advice->request->query;
    struct bytes before = without_and(trim((struct bytes){ query, clause->begin }));
    struct bytes after = without_and(trim((struct bytes){ query + clause->end, strlen(query) - clause->end }));
    struct buffer cut = BUFFER_EMPTY;
    buffer_append(&cut, before.data, before.size);
    buffer_append_text(&cut, before.size && after.size ? " " : "");
    buffer_append(&cut, after.data, after.size);
    const char *copy = cut.failed ? NULL : arena_copy(&advice->answer->arena, (struct bytes){ cut.bytes, cut.size });
    buffer_clear(&cut);
    return copy;
}

static enum status add_drop(struct advice *advice, struct answer_drop drop)
{
    struct search_answer *answer = advice->answer;
    if (!drop.part || !drop.query)
        return fail_no_memory(advice->failure);
    if (drop.total)
        answer->drops[answer->drop_count++] = drop;
    return STATUS_OK;
}

/* The request, with the language that the whole query was taken to be in. */
static struct search_request whole_request(const struct advice *advice)
{
    struct search_request whole = *advice->request;
    whole.query_language = advice->answer->plan.language;
    whole.both_languages = true;
    return whole;
}

/* Would words too common to be required be all that is left? They are in nearly every document. */
static bool leaves_little(const struct advice *advice, const struct conjuncts *conjuncts, size_t dropped)
{
    bool optional = false;
    for (size_t i = 0; i < conjuncts->with_count; i++) {
        const struct plan_word *word = word_of(&advice->answer->plan, conjuncts->with[i]);
        if (i != dropped && !(word && word->optional))
            return false;
        optional = optional || i != dropped;
    }
    return optional;
}

static enum status drop_clause(struct advice *advice, const struct conjuncts *conjuncts, size_t which)
{
    struct clause nodes[3], *lists[3][REQUEST_WORDS];
    bool required = which < conjuncts->with_count;
    const struct clause *clause = required ? conjuncts->with[which]
                                           : conjuncts->without[which - conjuncts->with_count];
    const struct plan_word *word = word_of(&advice->answer->plan, clause);
    struct clause *root = join_conjuncts(conjuncts, which, nodes, lists);
    bool filtered = advice->request->filter_count || *advice->request->from || *advice->request->to;
    if ((!root && !filtered) || (word && word->optional) || leaves_little(advice, conjuncts, which))
        return STATUS_OK;
    const char *typed = advice->request->query + clause->begin;
    struct answer_drop drop = { .query = cut_query(advice, clause) };
    drop.part = arena_copy(&advice->answer->arena, (struct bytes){ typed, clause->end - clause->begin });
    struct search_request whole = whole_request(advice);
    enum status status = count_documents(advice->searcher, &whole, root, &drop.total, advice->failure);
    return status ? status : add_drop(advice, drop);
}

static enum status drop_filters(struct advice *advice, enum field_id field)
{
    const struct search_request *request = advice->request;
    struct search_request other = whole_request(advice);
    struct buffer part = BUFFER_EMPTY;
    other.filter_count = 0;
    for (size_t i = 0; i < request->filter_count; i++) {
        const struct request_filter *filter = &request->filters[i];
        if (filter->field != field) {
            other.filters[other.filter_count++] = *filter;
            continue;
        }
        const struct field *named = &fields[field];
        buffer_append_format(&part, "%s%s:%s", part.size ? " " : "",
                             request->ui == LANGUAGE_FRENCH ? named->french : named->name, filter->value);
    }
    struct answer_drop drop = { .query = request->query, .filter = true, .field = field };
    bool any = part.size > 0;
    drop.part = part.failed ? NULL : arena_copy(&advice->answer->arena, (struct bytes){ part.bytes, part.size });
    buffer_clear(&part);
    if (!any)
        return STATUS_OK;
    enum status status = count_documents(advice->searcher, &other, advice->answer->root, &drop.total,
                                         advice->failure);
    return status ? status : add_drop(advice, drop);
}

static enum status drop_dates(struct advice *advice)
{
    const struct search_request *request = advice->request;
    struct search_request other = whole_request(advice);
    struct buffer part = BUFFER_EMPTY;
    if (!*request->from && !*request->to)
        return STATUS_OK;
    other.from = other.to = "";
    buffer_append_format(&part, "date:%s..%s", request->from, request->to);
    struct answer_drop drop = { .query = request->query, .filter = true, .dated = true, .field = FIELD_DATE };
    drop.part = part.failed ? NULL : arena_copy(&advice->answer->arena, (struct bytes){ part.bytes, part.size });
    buffer_clear(&part);
    enum status status = count_documents(advice->searcher, &other, advice->answer->root, &drop.total,
                                         advice->failure);
    return status ? status : add_drop(advice, drop);
}

static int most_first(const void *left, const void *right)
{
    const struct answer_drop *a = left, *b = right;
    if (a->total != b->total)
        return a->total > b->total ? -1 : 1;
    return strcmp(a->part, b->part);
}

static enum status fill_drops(struct advice *advice)
{
    struct search_answer *answer = advice->answer;
    struct conjuncts conjuncts = conjuncts_of(answer->root);
    size_t clauses = conjuncts.with_count + conjuncts.without_count;
    enum status status = STATUS_OK;
    answer->drops = arena_take(&answer->arena, (clauses + FIELD_COUNT + 1) * sizeof *answer->drops);
    if (!answer->drops)
        return fail_no_memory(advice->failure);
    for (size_t i = 0; i < clauses && !status; i++)
        status = drop_clause(advice, &conjuncts, i);
    for (enum field_id field = 0; field < FIELD_COUNT && !status; field++)
        status = drop_filters(advice, field);
    if (!status)
        status = drop_dates(advice);
    if (answer->drop_count)
        qsort(answer->drops, answer->drop_count, sizeof *answer->drops, most_first);
    return status;
}

/* == The whole ================================================================================================ */

enum status advice_fill(const struct searcher *searcher, const struct search_request *request,
                        struct search_answer *answer, struct failure *failure)
{
    struct advice advice = { searcher, request, answer, failure };
    bool missed = answer->total == 0 || answer->relaxed;
    enum status status = STATUS_OK;
    if (request->explain)
        status = fill_parts(&advice);
    if (!status && request->advise && missed)
        status = fill_drops(&advice);
    if (!status && request->advise && !request->plain)
        status = spelling_fill(searcher, request, answer, failure);
    return status;
}
