/* Building the tree that becomes a Xapian query. */
#include "query/plan/plan_inside.h"

#include <string.h>

void planner_fail(struct planner *planner, enum status status)
{
    if (!planner->status)
        planner->status = status;
}

static void *take(struct planner *planner, size_t size)
{
    void *memory = arena_take(planner->arena, size);
    if (!memory && !planner->status)
        planner->status = fail_no_memory(planner->failure);
    return memory;
}

char *planner_copy(struct planner *planner, struct bytes text)
{
    char *copy = take(planner, text.size + 1);
    if (!copy)
        return buffer_nothing;
    if (text.size)
        memcpy(copy, text.data, text.size);
    return copy;
}

const char *planner_keep(struct planner *planner, struct buffer *text)
{
    planner_fail(planner, buffer_status(text, "a plan", planner->failure));
    const char *copy = planner_copy(planner, buffer_view(text));
    buffer_clear(text);
    return copy;
}

struct xs_query *node_new(struct planner *planner, enum xs_operator op)
{
    struct xs_query *node = take(planner, sizeof *node);
    if (!node)
        return &planner->nothing;
    node->op = op;
    return node;
}

struct xs_query *node_term(struct planner *planner, struct bytes term, bool bonus)
{
    struct xs_query *node = node_new(planner, XS_TERM);
    node->term = (struct bytes){ planner_copy(planner, term), term.size };
    node->bonus = bonus;
    return node;
}

struct xs_query *node_group(struct planner *planner, enum xs_operator op, size_t most)
{
    struct xs_query *node = node_new(planner, op);
    struct xs_query **children = take(planner, most * sizeof(struct xs_query *));
    if (!children)
        return &planner->nothing;
    node->children = children;
    return node;
}

void node_add(struct planner *planner, struct xs_query *group, struct xs_query *child)
{
    if (planner->status)
        return; /* there may be no room */
    struct xs_query **children = (struct xs_query **)group->children;
    children[group->child_count++] = child;
}

struct xs_query *node_simplest(struct xs_query *group)
{
    return group->child_count == 1 ? group->children[0] : group;
}

struct xs_query *node_pair(struct planner *planner, enum xs_operator op, struct xs_query *left,
                           struct xs_query *right)
{
    struct xs_query *pair = node_group(planner, op, 2);
    node_add(planner, pair, left);
    node_add(planner, pair, right);
    return pair;
}

struct xs_query *node_scale(struct planner *planner, struct xs_query *child, double factor)
{
    struct xs_query *node = node_group(planner, XS_SCALE, 1);
    node->factor = factor;
    node_add(planner, node, child);
    return node;
}
