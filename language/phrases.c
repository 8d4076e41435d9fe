/* Finding many phrases at once: a trie over the ids of words, whose edges are all in one hash table. A token with
 * which no phrase begins costs a look at its marks. */
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

/* What a word is in a phrase, as marks: phrases of several words are only looked for where two of them stand. */
enum role { ALONE = 1, BEGINS = 2, GOES_ON = 4 };
enum { ROLE_BITS = 3 };

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
    uint16_t lowest_mark;
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

static bool add_node(struct phrases *phrases)
{
    if (phrases->node_count >= UINT32_MAX || !array_reserve((void **)&phrases->nodes, &phrases->node_capacity,
                                                            phrases->node_count + 1, sizeof *phrases->nodes))
        return false;
    phrases->nodes[phrases->node_count++] = (struct node){ .payloads = NULL };
    return true;
}

/* The node that the word leads to, made if need be; 0 when memory is exhausted. */
static uint32_t follow_or_add(struct phrases *phrases, uint32_t from, uint32_t id)
{
    struct edge *edge = find_edge(phrases, from, id);
    if (edge->to)
        return edge->to;
    if (phrases->node_count * 2 >= phrases->edge_slots) {
        if (!make_slots(phrases, phrases->edge_slots * 2))
            return 0;
        edge = find_edge(phrases, from, id);
    }
    if (!add_node(phrases))
        return 0;
    *edge = (struct edge){ from, id, (uint32_t)(phrases->node_count - 1) };
    return edge->to;
}

/* == Marks ==================================================================================================== */

/* Stems of either language have marks of their own; a word that is only folded has both. */
static uint16_t marks_of(const struct phrases *phrases, enum language language, unsigned roles)
{
    unsigned french = phrases->lowest_mark * roles, english = french << ROLE_BITS;
    if (phrases->key == PHRASE_FOLDED || language == LANGUAGE_FRENCH)
        return (uint16_t)french;
    return (uint16_t)(language == LANGUAGE_ENGLISH ? english : french | english);
}

static bool may_be(const struct phrases *phrases, enum language language, uint32_t id, unsigned roles)
{
    return marks_of_stem(analyzer_marks(phrases->analyzer), language, id) & marks_of(phrases, language, roles);
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
    made->lowest_mark = marks_take(analyzer_marks(analyzer), key == PHRASE_FOLDED ? ROLE_BITS : 2 * ROLE_BITS);
    bool ready = made->lowest_mark && make_slots(made, FIRST_SLOTS);
    for (int i = 0; ready && i < LANGUAGE_COUNT; i++)
        ready = add_node(made);
    if (ready)
        return STATUS_OK;
    bool too_many = !made->lowest_mark;
    phrases_free(made);
    *phrases = NULL;
    return too_many ? fail(failure, STATUS_LIMIT, "too many kinds of phrases are looked for")
                    : fail_no_memory(failure);
}

void phrases_free(struct phrases *phrases)
{
    if (!phrases)
        return;
    for (size_t i = 0; i < phrases->node_count; i++)
        free(phrases->nodes[i].payloads);
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
        uint32_t id = analyzer_stem(phrases->analyzer, &phrases->analysis.tokens[i], language);
        enum role role = i > 0 ? GOES_ON : phrases->analysis.token_count > 1 ? BEGINS : ALONE;
        if (!marks_add_stem(analyzer_marks(phrases->analyzer), language, id, marks_of(phrases, language, role)) ||
            !(at = follow_or_add(phrases, at, id)))
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
    if (!may_be(phrases, language, id, ALONE | BEGINS))
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
        if (!may_be(phrases, language, id, GOES_ON))
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

bool phrases_next(const struct phrases *phrases, const struct analysis *analysis, enum language language, size_t at,
                  struct phrase_match *match)
{
    unsigned open = 0;
    if (phrases->key == PHRASE_STEMMED && language != LANGUAGE_ENGLISH)
        open |= MARK_STEM_OPEN(LANGUAGE_FRENCH);
    if (phrases->key == PHRASE_STEMMED && language != LANGUAGE_FRENCH)
        open |= MARK_STEM_OPEN(LANGUAGE_ENGLISH);
    const unsigned alone = marks_of(phrases, language, ALONE) | open, begins = marks_of(phrases, language, BEGINS);
    const unsigned goes_on = marks_of(phrases, language, GOES_ON) | open;
    for (; at < analysis->token_count; at++) {
        const struct token *token = &analysis->tokens[at];
        bool may = token->marks & alone ||
                   (token->marks & begins && at + 1 < analysis->token_count && token[1].marks & goes_on);
        if (may && phrases_match(phrases, analysis, language, at, match))
            return true;
    }
    return false;
}
