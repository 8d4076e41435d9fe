/* Codes of deflate: Huffman's construction, with canonical codes. */
#include "glass/huffman.h"

#include <stdbool.h>
#include <stdlib.h>

/* A leaf or an inner node of the tree. */
struct node {
    uint64_t weight;
    uint16_t symbol; /* of a leaf */
    uint16_t parent; /* the number of a node that was made later */
};

enum { MOST_NODES = 2 * HUFFMAN_LITERALS };

static int compare_weights(const void *left, const void *right)
{
    const struct node *a = left, *b = right;
    if (a->weight != b->weight)
        return a->weight < b->weight ? -1 : 1;
    return (a->symbol > b->symbol) - (a->symbol < b->symbol);
}

/* Leaves stand in the order of their weights, and inner nodes are made in that of theirs: the lightest node is the first
 * of one of the two rows. */
static size_t take_lightest(const struct node *nodes, size_t *leaf, size_t leaf_count, size_t *inner, size_t made)
{
    bool is_leaf = *leaf < leaf_count && (*inner == made || nodes[*leaf].weight <= nodes[*inner].weight);
    return is_leaf ? (*leaf)++ : (*inner)++;
}

/* Join nodes until one is left, which is the last. */
static size_t grow_tree(struct node *nodes, size_t leaf_count)
{
    size_t leaf = 0, inner = leaf_count, made = leaf_count;
    while (made < 2 * leaf_count - 1) {
        size_t first = take_lightest(nodes, &leaf, leaf_count, &inner, made);
        size_t second = take_lightest(nodes, &leaf, leaf_count, &inner, made);
        nodes[made].weight = nodes[first].weight + nodes[second].weight;
        nodes[first].parent = nodes[second].parent = (uint16_t)made++;
    }
    return made;
}

/* How deep each leaf stands, into its code; the deepest is returned. */
static unsigned measure_leaves(const struct node *nodes, size_t leaf_count, size_t node_count,
                               struct huffman_code *codes)
{
    uint16_t depths[MOST_NODES];
    unsigned deepest = 0;
    depths[node_count - 1] = 0;
    for (size_t i = node_count - 1; i-- > 0;) {
        depths[i] = (uint16_t)(depths[nodes[i].parent] + 1);
        if (i >= leaf_count)
            continue;
        codes[nodes[i].symbol].size = (uint8_t)(depths[i] <= UINT8_MAX ? depths[i] : UINT8_MAX);
        if (depths[i] > deepest)
            deepest = depths[i];
    }
    return deepest;
}

static uint16_t reverse(unsigned bits, unsigned size)
{
    unsigned reversed = 0;
    for (unsigned i = 0; i < size; i++)
        reversed |= (bits >> i & 1U) << (size - 1 - i);
    return (uint16_t)reversed;
}

/* RFC 1951, 3.2.2: codes of one size are consecutive numbers in the order of their symbols. */
static void number_codes(struct huffman_code *codes, size_t count)
{
    unsigned counts[HUFFMAN_LONGEST + 1] = { 0 }, next[HUFFMAN_LONGEST + 1], code = 0;
    for (size_t i = 0; i < count; i++)
        counts[codes[i].size]++;
    counts[0] = 0;
    for (unsigned size = 1; size <= HUFFMAN_LONGEST; size++)
        next[size] = code = (code + counts[size - 1]) << 1;
    for (size_t i = 0; i < count; i++)
        if (codes[i].size)
            codes[i].bits = reverse(next[codes[i].size]++, codes[i].size);
}

/* A tree that is too deep is made anew with weights that differ less: in the end all are the same. */
void huffman_make(const uint64_t *frequencies, size_t count, unsigned longest, struct huffman_code *codes)
{
    struct node nodes[MOST_NODES];
    for (unsigned shift = 0;; shift++) {
        size_t leaf_count = 0;
        for (size_t i = 0; i < count; i++) {
            codes[i] = (struct huffman_code){ 0 };
            if (frequencies[i])
                nodes[leaf_count++] = (struct node){ .weight = (frequencies[i] >> shift) + (shift > 0),
                                                     .symbol = (uint16_t)i };
        }
        qsort(nodes, leaf_count, sizeof *nodes, compare_weights);
        if (measure_leaves(nodes, leaf_count, grow_tree(nodes, leaf_count), codes) <= longest)
            break;
    }
    number_codes(codes, count);
}
