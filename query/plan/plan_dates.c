/* Filters by dates: the D, M, Y and XPERIOD terms that stand for a range. */
#include "query/plan/plan_inside.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/array.h"

void plan_list_filter(struct planner *planner, const struct clause *clause, enum field_id field, const char *typed,
                      const char *meaning)
{
    struct plan *plan = planner->plan;
    if (planner->status)
        return;
    struct plan_filter filter = { field, planner_copy(planner, bytes_of(typed)),
                                  planner_copy(planner, bytes_of(meaning)), clause };
    if (planner->excluding)
        plan->excluded_filters[plan->excluded_filter_count++] = filter;
    else
        plan->filter_list[plan->filter_count++] = filter;
}

/* == Dates ==================================================================================================== */

/* Terms gathered from a walk, whose number is not known before. */
struct gathered {
    struct term *terms;
    size_t count, capacity;
    bool failed;
};

static bool gather(struct gathered *gathered, struct bytes bytes)
{
    if (bytes.size > TERM_BYTES)
        return true;
    if (!array_reserve((void **)&gathered->terms, &gathered->capacity, gathered->count + 1, sizeof(struct term))) {
        gathered->failed = true;
        return false;
    }
    struct term *term = &gathered->terms[gathered->count++];
    memcpy(term->bytes, bytes.data, bytes.size);
    term->bytes[bytes.size] = '\0';
    term->size = bytes.size;
    return true;
}

static enum status gather_term(const struct term *term, void *context, struct failure *failure)
{
    bool kept = gather(context, (struct bytes){ term->bytes, term->size });
    return kept ? STATUS_OK : fail_no_memory(failure);
}

/* Any of the terms, which are freed. */
static struct xs_query *any_of(struct planner *planner, struct gathered *gathered)
{
    struct xs_query *any = node_group(planner, XS_OR, gathered->count + 1);
    for (size_t i = 0; i < gathered->count; i++) {
        const struct term *term = &gathered->terms[i];
        node_add(planner, any, node_term(planner, (struct bytes){ term->bytes, term->size }, true));
    }
    bool none = gathered->count == 0;
    free(gathered->terms);
    *gathered = (struct gathered){ 0 };
    return none ? node_new(planner, XS_NONE) : node_simplest(any);
}

struct xs_query *plan_dated_within(struct planner *planner, struct date_range range)
{
    struct gathered terms = { 0 };
    planner_fail(planner, terms_of_range(range, planner->sources->earliest, planner->sources->latest, gather_term,
                                         &terms, planner->failure));
    return any_of(planner, &terms);
}

static struct xs_query *value_node(struct planner *planner, enum xs_operator op, uint32_t slot, const char *value)
{
    struct xs_query *node = node_new(planner, op);
    node->slot = slot;
    node->term = bytes_of(planner_copy(planner, bytes_of(value)));
    return node;
}

/* The terms of the years find few documents quickly; the values of the period's ends tell to the day. */
struct xs_query *plan_covering(struct planner *planner, struct date_range range, bool within)
{
    enum { PARTS = 3 };
    struct gathered years = { 0 };
    char from[PERIOD_VALUE_BYTES], to[PERIOD_VALUE_BYTES];
    struct xs_query *all = node_group(planner, XS_AND, PARTS);
    planner_fail(planner, terms_of_period(range, gather_term, &years, planner->failure));
    node_add(planner, all, any_of(planner, &years));
    period_value_from(range, from);
    period_value_to(range, to);
    node_add(planner, all, value_node(planner, XS_VALUE_GE, within ? SLOT_PERIOD_FROM : SLOT_PERIOD_TO, from));
    node_add(planner, all, value_node(planner, XS_VALUE_LE, within ? SLOT_PERIOD_TO : SLOT_PERIOD_FROM, to));
    return all;
}

void plan_list_range(struct planner *planner, const struct clause *clause, enum field_id field, const char *typed,
                     struct date_range range)
{
    char from[DATE_ISO_BYTES], to[DATE_ISO_BYTES], meaning[2 * DATE_ISO_BYTES + 2];
    date_format_iso(range.from, from);
    date_format_iso(range.to, to);
    snprintf(meaning, sizeof meaning, "%s..%s", from, to);
    plan_list_filter(planner, clause, field, typed, meaning);
}

struct xs_query *plan_range_query(struct planner *planner, const struct clause *clause)
{
    plan_list_range(planner, clause, clause->field, clause->text, clause->range);
    if (clause->field == FIELD_COVERS)
        return plan_covering(planner, clause->range, clause->within);
    return plan_dated_within(planner, clause->range);
}
