/* From a query to the tree that is matched: lists opened, what is quick put first, weights as BM25 has them. */
#include "query/match/match_inside.h"

#include <math.h>
#include <string.h>

/* == What is known here ======================================================================================= */

static bool is_term(const struct xs_query *query)
{
    return query->op == XS_TERM || query->op == XS_NONE;
}

static bool are_terms(const struct xs_query *query)
{
    for (size_t i = 0; i < query->child_count; i++)
        if (!is_term(query->children[i]))
            return false;
    return true;
}

static bool knows_window(const struct xs_query *query)
{
    for (size_t i = 0; i < query->child_count; i++) {
        const struct xs_query *child = query->children[i];
        if (!is_term(child) && !(child->op == XS_OR && are_terms(child)))
            return false;
    }
    return query->child_count <= MATCH_WINDOW_WORDS;
}

/* The gate of the query language bounds the depth. */
bool matcher_knows(const struct xs_query *query)
{
    switch (query->op) {
    case XS_TERM:
    case XS_ALL:
    case XS_NONE:
        return true;
    case XS_SYNONYM:
        return are_terms(query);
    case XS_PHRASE:
    case XS_NEAR:
    case XS_SAME:
        return knows_window(query);
    case XS_VALUE_LE:
    case XS_VALUE_GE:
        return true;
    case XS_SCALE:
    case XS_FIXED:
        return query->child_count == 1 && matcher_knows(query->children[0]);
    case XS_AND:
    case XS_OR:
    case XS_AND_NOT:
    case XS_AND_MAYBE:
    case XS_FILTER:
        for (size_t i = 0; i < query->child_count; i++)
            if (!matcher_knows(query->children[i]))
                return false;
        return true;
    }
    return false;
}

/* == Building ================================================================================================= */

/* What holds for a part of the tree. */
struct setting {
    double factor; /* 0: nothing in it adds weight */
    bool counts;   /* its words count */
    bool placed;   /* positions are asked for */
};
static const struct setting unweighted = { 0, false, false };

static struct node *node_build(struct tree *tree, const struct xs_query *query, struct setting setting,
                               enum status *status);

static struct node *node_make(struct tree *tree, enum xs_operator op, enum status *status)
{
    struct node *node = arena_take(tree->arena, sizeof *node);
    if (!node) {
        *status = fail_no_memory(tree->failure);
        return NULL;
    }
    node->op = op;
    *tree->last = node;
    tree->last = &node->next;
    return node;
}

static void set_weighs(struct tree *tree, struct node *node, struct setting setting, enum status *status)
{
    node->factor = setting.factor;
    node->weighs = setting.factor != 0;
    tree->weighs |= node->weighs;
    if (node->weighs && node->op != XS_FIXED &&
        !(node->wdfs = arena_take(tree->arena, GLASS_WINDOW * sizeof *node->wdfs)))
        *status = fail_no_memory(tree->failure);
}

static void open_term(struct tree *tree, struct node *node, struct bytes term, bool placed, enum status *status)
{
    *status = glass_postings_open(&node->list, tree->database->reader, term, tree->failure);
    node->frequency = node->list.frequency;
    node->cost = node->frequency;
    if (!*status && placed)
        *status = glass_places_open(&node->places, tree->database->reader, term, tree->failure);
}

/* The children that decide first are those with the fewest documents; positions are looked at last. */
static void put_in_order(struct node *node)
{
    for (size_t i = 0; i < node->child_count; i++) {
        struct node *child = node->children[i];
        size_t at = i;
        for (; at > 0 && node->by_cost[at - 1]->cost > child->cost; at--)
            node->by_cost[at] = node->by_cost[at - 1];
        node->by_cost[at] = child;
    }
}

/* Values are dearer than any list, and a window is dearer still. */
static const double VALUE_COST = 1e10, WINDOW_COST = 1e12;

static double cost_of(const struct node *node)
{
    double sum = 0;
    for (size_t i = 0; i < node->child_count; i++)
        sum += node->children[i]->cost;
    switch (node->op) {
    case XS_AND:
    case XS_FILTER:
        return node->child_count ? node->by_cost[0]->cost : 0;
    case XS_PHRASE:
    case XS_NEAR:
    case XS_SAME:
        return WINDOW_COST + sum;
    case XS_AND_NOT:
    case XS_AND_MAYBE:
    case XS_SCALE:
    case XS_FIXED:
        return node->child_count ? node->children[0]->cost : 0;
    default:
        return sum;
    }
}

static void build_children(struct tree *tree, struct node *node, const struct xs_query *query, struct setting first,
                           struct setting others, enum status *status)
{
    size_t room = (query->child_count + 1) * sizeof *node->children;
    node->children = arena_take(tree->arena, room);
    node->by_cost = arena_take(tree->arena, room);
    if (!node->children || !node->by_cost) {
        *status = fail_no_memory(tree->failure);
        return;
    }
    for (size_t i = 0; i < query->child_count && !*status; i++) {
        struct node *child = node_build(tree, query->children[i], i == 0 ? first : others, status);
        if (!*status)
            node->children[node->child_count++] = child;
    }
    if (*status)
        return;
    put_in_order(node);
    node->cost = cost_of(node);
}

static struct node *node_build(struct tree *tree, const struct xs_query *query, struct setting setting,
                               enum status *status)
{
    if (query->op == XS_SCALE)
        return node_build(tree, query->children[0],
                          (struct setting){ setting.factor * query->factor, setting.counts, setting.placed }, status);
    struct node *node = node_make(tree, query->op, status);
    struct setting inside = setting;
    if (!node)
        return NULL;
    switch (query->op) {
    case XS_TERM:
        node->words = setting.counts && !query->bonus;
        set_weighs(tree, node, setting, status);
        if (!*status)
            open_term(tree, node, query->term, setting.placed, status);
        break;
    case XS_ALL:
        node->cost = tree->database->facts.document_count;
        break;
    case XS_SYNONYM:
        node->words = setting.counts && !query->bonus;
        set_weighs(tree, node, setting, status);
        inside = unweighted;
        break;
    case XS_FIXED:
        node->weight = query->factor * setting.factor;
        set_weighs(tree, node, setting, status);
        inside = unweighted;
        break;
    case XS_PHRASE:
    case XS_NEAR:
        node->words = setting.counts ? (uint32_t)query->child_count : 0;
        node->window = query->window ? query->window : (uint32_t)query->child_count;
        inside = (struct setting){ setting.factor, false, query->child_count > 1 };
        break;
    case XS_SAME:
        node->slot = query->slot;
        inside = (struct setting){ 0, false, true };
        break;
    case XS_VALUE_LE:
    case XS_VALUE_GE:
        node->slot = query->slot;
        node->term = query->term;
        break;
    default:
        break;
    }
    bool filters = query->op == XS_AND_NOT || query->op == XS_FILTER;
    if (!*status)
        build_children(tree, node, query, inside, filters ? unweighted : inside, status);
    if (query->op == XS_TERM)
        node->cost = node->frequency;
    if (query->op == XS_VALUE_LE || query->op == XS_VALUE_GE)
        node->cost = VALUE_COST;
    if (query->op == XS_ALL)
        node->cost = tree->database->facts.document_count;
    return node;
}

enum status tree_make(struct tree *tree, const struct xs_query *query)
{
    enum status status = STATUS_OK;
    tree->last = &tree->first;
    tree->root = node_build(tree, query, (struct setting){ 1, true, false }, &status);
    return status;
}

void tree_clear(struct tree *tree)
{
    for (struct node *node = tree->first; node; node = node->next) {
        glass_postings_clear(&node->list);
        glass_places_close(node->places);
    }
    position_room_free(tree->room);
    tree->first = NULL;
    tree->room = NULL;
}

/* == Weights ================================================================================================== */

/* BM25 as Xapian has it, with k2 = 0 and a word counted once in the query. */
static double rarity(const struct tree *tree, const struct node *node, double frequency)
{
    double odds = (tree->all_documents - frequency + 0.5) / (frequency + 0.5);
    return log(odds < 2 ? odds * 0.5 + 1 : odds) * node->factor * (tree->k1 + 1);
}

/* How many documents have one of several terms, if these do not care for each other. Xapian joins two at a time, the
 * rarest first, and rounds each time. */
struct estimate {
    double here, of_all;
};

static double either(double left, double right, double documents)
{
    return floor(left + right - left * (right / documents) + 0.5);
}

static void take_rarest(struct estimate *estimates, size_t *count, struct estimate *rarest)
{
    size_t least = 0;
    for (size_t i = 1; i < *count; i++)
        if (estimates[i].here < estimates[least].here)
            least = i;
    *rarest = estimates[least];
    estimates[least] = estimates[--*count];
}

static double frequency_of_group(const struct tree *tree, const struct node *group, struct estimate *estimates)
{
    size_t count = 0;
    double documents = tree->database->facts.document_count ? tree->database->facts.document_count : 1;
    for (size_t i = 0; i < group->child_count; i++)
        if (group->children[i]->op == XS_TERM)
            estimates[count++] = (struct estimate){ group->children[i]->frequency,
                                                    group->children[i]->frequency_of_all };
    while (count > 1) {
        struct estimate left, right;
        take_rarest(estimates, &count, &left);
        take_rarest(estimates, &count, &right);
        estimates[count++] = (struct estimate){ either(right.here, left.here, documents),
                                                either(right.of_all, left.of_all, tree->all_documents) };
    }
    return count ? estimates[0].of_all : 0;
}

static void weigh_node(const struct tree *tree, struct node *node)
{
    if (!node->weighs || node->op == XS_FIXED)
        return;
    if (node->op == XS_TERM) {
        node->weight = rarity(tree, node, node->frequency_of_all);
        return;
    }
    struct estimate *estimates = arena_take(tree->arena, (node->child_count + 1) * sizeof *estimates);
    if (estimates) /* without memory the next thing asked for fails */
        node->weight = rarity(tree, node, frequency_of_group(tree, node, estimates));
}

void trees_weigh(struct tree *trees, size_t count)
{
    struct node *nodes[PLACES_DATABASES];
    for (size_t i = 0; i < count; i++)
        nodes[i] = trees[i].first;
    while (count && nodes[0]) {
        uint32_t frequency = 0;
        for (size_t i = 0; i < count; i++)
            frequency += nodes[i]->frequency;
        for (size_t i = 0; i < count; i++) {
            nodes[i]->frequency_of_all = frequency;
            nodes[i] = nodes[i]->next;
        }
    }
    for (size_t i = 0; i < count; i++)
        for (struct node *node = trees[i].first; node; node = node->next)
            weigh_node(&trees[i], node);
}
