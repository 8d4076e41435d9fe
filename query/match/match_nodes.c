/* Matching a tree, a window of documents after the other: sets of bits, and only for what is in them, weights. */
#include "query/match/match_inside.h"

#include <string.h>

enum { WORDS = GLASS_WINDOW_WORDS };

static bool is_empty(const uint64_t *bits)
{
    uint64_t any = 0;
    for (size_t i = 0; i < WORDS; i++)
        any |= bits[i];
    return any == 0;
}

static void keep(uint64_t *bits, const uint64_t *others)
{
    for (size_t i = 0; i < WORDS; i++)
        bits[i] &= others[i];
}

/* == Lists ==================================================================================================== */

static enum status match_term(struct tree *tree, struct node *node, uint32_t from, const uint64_t *wanted)
{
    enum status status = glass_postings_window(&node->list, from, node->bits, node->wdfs, tree->failure);
    keep(node->bits, wanted);
    return status;
}

static enum status match_group(struct tree *tree, struct node *node, uint32_t from, const uint64_t *wanted)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < node->child_count && !status; i++)
        if (node->children[i]->op == XS_TERM)
            status = glass_postings_window(&node->children[i]->list, from, node->bits, node->wdfs, tree->failure);
    keep(node->bits, wanted);
    return status;
}

/* Numbers of documents may be free; then only the lengths tell which are there. */
static enum status match_all(struct tree *tree, struct node *node, uint32_t from, const uint64_t *wanted)
{
    const struct glass_facts *facts = &tree->database->facts;
    const uint32_t *lengths;
    if (facts->document_count == facts->last_docid) {
        memcpy(node->bits, wanted, sizeof node->bits);
        return STATUS_OK;
    }
    enum status status = match_lengths(tree->database, from, &lengths, tree->failure);
    for (size_t i = 0; i < GLASS_WINDOW && !status; i++)
        if (lengths[i] != UINT32_MAX)
            node->bits[i / 64] |= UINT64_C(1) << (i % 64);
    keep(node->bits, wanted);
    return status;
}

/* == Operators ================================================================================================ */

static enum status match_every(struct tree *tree, struct node *node, uint32_t from, const uint64_t *wanted)
{
    enum status status = STATUS_OK;
    if (node->child_count == 0)
        return STATUS_OK;
    memcpy(node->bits, wanted, sizeof node->bits);
    for (size_t i = 0; i < node->child_count && !status && !is_empty(node->bits); i++) {
        status = node_match(tree, node->by_cost[i], from, node->bits);
        memcpy(node->bits, node->by_cost[i]->bits, sizeof node->bits);
    }
    return status;
}

static enum status match_any(struct tree *tree, struct node *node, uint32_t from, const uint64_t *wanted)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < node->child_count && !status; i++) {
        status = node_match(tree, node->children[i], from, wanted);
        for (size_t word = 0; word < WORDS; word++)
            node->bits[word] |= node->children[i]->bits[word];
    }
    return status;
}

/* The first, and then the others among what it matches: what is left out, or only adds weight. */
static enum status match_first(struct tree *tree, struct node *node, uint32_t from, const uint64_t *wanted)
{
    if (node->child_count == 0)
        return STATUS_OK;
    enum status status = node_match(tree, node->children[0], from, wanted);
    memcpy(node->bits, node->children[0]->bits, sizeof node->bits);
    for (size_t i = 1; i < node->child_count && !status && !is_empty(node->bits); i++) {
        status = node_match(tree, node->children[i], from, node->bits);
        for (size_t word = 0; word < WORDS && node->op == XS_AND_NOT; word++)
            node->bits[word] &= ~node->children[i]->bits[word];
    }
    return status;
}

enum status node_match(struct tree *tree, struct node *node, uint32_t from, const uint64_t *wanted)
{
    memset(node->bits, 0, sizeof node->bits);
    enum status status;
    switch (node->op) {
    case XS_TERM:
        return match_term(tree, node, from, wanted);
    case XS_SYNONYM:
        return match_group(tree, node, from, wanted);
    case XS_ALL:
        return match_all(tree, node, from, wanted);
    case XS_OR:
        return match_any(tree, node, from, wanted);
    case XS_AND:
    case XS_FILTER:
        return match_every(tree, node, from, wanted);
    case XS_PHRASE:
    case XS_NEAR:
        status = match_every(tree, node, from, wanted);
        return status || node->child_count < 2 ? status : node_check_window(tree, node, from);
    case XS_SAME:
        status = match_every(tree, node, from, wanted);
        return status ? status : node_check_window(tree, node, from);
    case XS_VALUE_LE:
    case XS_VALUE_GE:
        return node_match_values(tree, node, from, wanted);
    case XS_AND_NOT:
    case XS_AND_MAYBE:
    case XS_FIXED:
        return match_first(tree, node, from, wanted);
    default:
        return STATUS_OK;
    }
}

/* == Weights ================================================================================================== */

static void add_words(const struct node *node, const uint64_t *mask, uint32_t *words)
{
    for (size_t word = 0; word < WORDS; word++)
        for (uint64_t left = mask[word]; left; left &= left - 1)
            words[word * 64 + (size_t)__builtin_ctzll(left)] += node->words;
}

static void add_fixed(const struct node *node, const uint64_t *mask, double *weights)
{
    for (size_t word = 0; word < WORDS; word++)
        for (uint64_t left = mask[word]; left; left &= left - 1)
            weights[word * 64 + (size_t)__builtin_ctzll(left)] += node->weight;
}

static void add_weights(const struct node *node, const uint64_t *mask, const struct weighing *weighing)
{
    const double *lengths = weighing->lengths, weight = node->weight;
    for (size_t word = 0; word < WORDS; word++) {
        for (uint64_t left = mask[word]; left; left &= left - 1) {
            size_t at = word * 64 + (size_t)__builtin_ctzll(left);
            double wdf = node->wdfs[at];
            weighing->weights[at] += weight * (wdf / (lengths[at] + wdf));
        }
    }
}

void node_weigh(const struct node *node, const uint64_t *mask, const struct weighing *weighing)
{
    uint64_t mine[WORDS];
    for (size_t word = 0; word < WORDS; word++)
        mine[word] = mask[word] & node->bits[word];
    if (is_empty(mine))
        return;
    if (node->words && weighing->words)
        add_words(node, mine, weighing->words);
    if (node->weighs && node->op == XS_FIXED)
        add_fixed(node, mine, weighing->weights);
    else if (node->weighs)
        add_weights(node, mine, weighing);
    if (node->op == XS_SYNONYM || node->op == XS_FIXED)
        return;
    size_t weighing_children = node->op == XS_AND_NOT || node->op == XS_FILTER ? 1 : node->child_count;
    for (size_t i = 0; i < weighing_children && i < node->child_count; i++)
        node_weigh(node->children[i], mine, weighing);
}
