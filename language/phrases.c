/* Finding many phrases at once: a trie over the ids of words, whose edges are all in one hash table. A token with
 * which no phrase begins costs a look at one bit. */
#include "language/phrases.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

enum { FIRST_SLOTS = 1024 /* a power of two */ };

/* The roots of the trie are the nodes 0 to LANGUAGE_COUNT - 1, by language; folded phrases all begin at the first. */
struct node {
    uint32_t *payloads;
    size_t payload_count, payload_capacity;
};

/* A bit for each id that a phrase begins with, or has after that: most words of a text are no such, and have no edge
 * looked up. */
struct id_set {
    uint64_t *bits;
    size_t capacity; /* in numbers of 64 bits; those that are there are set or zero */
};

/* From `from` with the word `id` to `to`. No edge leads to a root: `to` is 0 in a free slot. */
struct edge {
    uint32_t from, id, to;
};

struct phrases {
    struct analyzer *analyzer;
    enum phrase_key key;
    struct analysis analysis; /* of the phrase that is being added */
    struct node *nodes;
    size_t node_count, node_capacity;
    struct edge *edges;
    size_t edge_slots; /* a power of two, at least twice the edges */
    struct id_set firsts[LANGUAGE_COUNT], others[LANGUAGE_COUNT];
};

/* == Edges ==================================================================================================== */

/* The slot of the edge, or the free one where it would stand. */
static struct edge *find_edge(const struct phrases *phrases, uint32_t from, uint32_t id)
{
    size_t mask = phrases->edge_slots - 1;
    uint64_t key = ((uint64_t)from << 32 | id) * UINT64_C(0x9E3779B97F4A7C15);
    size_t at = (size_t)(key >> 32) & mask;
    while (phrases->edges[at].to && (phrases->edges[at].from != from || phrases->edges[at].id != id))
        at = (at + 1) & mask;
    return &phrases->edges[at];
}

static bool make_slots(struct phrases *phrases, size_t slots)
{
    struct edge *old = phrases->edges;
    size_t old_slots = phrases->edge_slots;
    if (!(phrases->edges = calloc(slots, sizeof *phrases->edges))) {
        phrases->edges = old;
        return false;
    }
    phrases->edge_slots = slots;
    for (size_t i = 0; i < old_slots; i++) {
        if (old[i].to)
            *find_edge(phrases, old[i].from, old[i].id) = old[i];
    }
    free(old);
    return true;
}

static bool is_in_set(const struct id_set *set, uint32_t id)
{
    return id / 64 < set->capacity && set->bits[id / 64] >> id % 64 & 1;
}

static bool add_to_set(struct id_set *set, uint32_t id)
{
    size_t before = set->capacity;
    if (!array_reserve((void **)&set->bits, &set->capacity, id / 64 + 1, sizeof *set->bits))
        return false;
    memset(set->bits + before, 0, (set->capacity - before) * sizeof *set->bits);
    set->bits[id / 64] |= UINT64_C(1) << id % 64;
    return true;
}

static bool add_node(struct phrases *phrases)
{
    if (phrases->node_count >= UINT32_MAX || !array_reserve((void **)&phrases->nodes, &phrases->node_capacity,
                                                            phrases->node_count + 1, sizeof *phrases->nodes))
        return false;
    phrases->nodes[phrases->node_count++] = (struct node){ .payloads = NULL };
    return true;
}

/* The node that the word leads to, made if need be; 0 when memory is exhausted. */
static uint32_t follow_or_add(struct phrases *phrases, enum language language, uint32_t from, uint32_t id)
{
    struct edge *edge = find_edge(phrases, from, id);
    if (edge->to)
        return edge->to;
    if (phrases->node_count * 2 >= phrases->edge_slots) {
        if (!make_slots(phrases, phrases->edge_slots * 2))
            return 0;
        edge = find_edge(phrases, from, id);
    }
    if (!add_node(phrases) ||
        !add_to_set(from < LANGUAGE_COUNT ? &phrases->firsts[from] : &phrases->others[language], id))
        return 0;
    *edge = (struct edge){ from, id, (uint32_t)(phrases->node_count - 1) };
    return edge->to;
}

/* == Phrases ================================================================================================== */

enum status phrases_new(struct phrases **phrases, struct analyzer *analyzer, enum phrase_key key,
                        struct failure *failure)
{
    struct phrases *made = *phrases = calloc(1, sizeof *made);
    if (!made)
        return fail_no_memory(failure);
    made->analyzer = analyzer;
    made->key = key;
    bool ready = make_slots(made, FIRST_SLOTS);
    for (int i = 0; ready && i < LANGUAGE_COUNT; i++)
        ready = add_node(made);
    if (ready)
        return STATUS_OK;
    phrases_free(made);
    *phrases = NULL;
    return fail_no_memory(failure);
}

void phrases_free(struct phrases *phrases)
{
    if (!phrases)
        return;
    for (size_t i = 0; i < phrases->node_count; i++)
        free(phrases->nodes[i].payloads);
    for (size_t i = 0; i < LANGUAGE_COUNT; i++) {
        free(phrases->firsts[i].bits);
        free(phrases->others[i].bits);
    }
    free(phrases->nodes);
    free(phrases->edges);
    analysis_clear(&phrases->analysis);
    free(phrases);
}

/* The stem in no language is the folded word: folded phrases are those of no language. */
static enum language key_language(const struct phrases *phrases, enum language language)
{
    return phrases->key == PHRASE_FOLDED ? LANGUAGE_UNKNOWN : language;
}

enum status phrases_add(struct phrases *phrases, enum language language, struct bytes text, uint32_t payload,
                        struct failure *failure)
{
    language = key_language(phrases, language);
    enum status status = analysis_make(phrases->analyzer, text, &phrases->analysis, failure);
    if (status || phrases->analysis.token_count == 0)
        return status;

    uint32_t at = language;
    for (size_t i = 0; i < phrases->analysis.token_count; i++) {
        if (!(at = follow_or_add(phrases, language, at,
                                 analyzer_stem(phrases->analyzer, &phrases->analysis.tokens[i], language))))
            return fail_no_memory(failure);
    }
    struct node *node = &phrases->nodes[at];
    if (!array_reserve((void **)&node->payloads, &node->payload_capacity, node->payload_count + 1,
                       sizeof *node->payloads))
        return fail_no_memory(failure);
    node->payloads[node->payload_count++] = payload;
    return STATUS_OK;
}

/* == Matching ================================================================================================= */

/* Keep in `match` the longest phrase of one language that begins at `at`, if it is longer than what is there. */
static void match_language(const struct phrases *phrases, const struct analysis *analysis, enum language language,
                           size_t at, struct phrase_match *match)
{
    uint32_t node = language, id = analyzer_stem(phrases->analyzer, &analysis->tokens[at], language);
    if (!is_in_set(&phrases->firsts[language], id))
        return;
    for (size_t end = at + 1;; end++) {
        if (!(node = find_edge(phrases, node, id)->to))
            return;
        if (phrases->nodes[node].payload_count && end - at > match->token_count) {
            *match = (struct phrase_match){
                .first_token = at,
                .token_count = end - at,
                .payloads = phrases->nodes[node].payloads,
                .payload_count = phrases->nodes[node].payload_count,
            };
        }
        if (end == analysis->token_count)
            return;
        id = analyzer_stem(phrases->analyzer, &analysis->tokens[end], language);
        if (!is_in_set(&phrases->others[language], id))
            return;
    }
}

bool phrases_match(const struct phrases *phrases, const struct analysis *analysis, enum language language, size_t at,
                   struct phrase_match *match)
{
    *match = (struct phrase_match){ .token_count = 0 };
    language = key_language(phrases, language);
    match_language(phrases, analysis, LANGUAGE_UNKNOWN, at, match);
    if (phrases->key == PHRASE_STEMMED && language != LANGUAGE_ENGLISH)
        match_language(phrases, analysis, LANGUAGE_FRENCH, at, match);
    if (phrases->key == PHRASE_STEMMED && language != LANGUAGE_FRENCH)
        match_language(phrases, analysis, LANGUAGE_ENGLISH, at, match);
    return match->token_count > 0;
}
