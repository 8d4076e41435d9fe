/* Searching the tables themselves finds what Xapian finds, with the same weights, in the same order: thousands of
 * queries made by chance, over one database and over several with hidden documents. */
#include "query/match/matcher.h"

#include <math.h>
#include <string.h>

#include "base/arena.h"

#include "tests/unit/scratch.h"

enum { SLOT = 10, SLOT_BLOCKS = 11, DEEPEST = 4, CHILDREN_MOST = 4, VOCABULARY = 40, TEXT_WORDS = 60 };

/* == Chance =================================================================================================== */

static uint32_t seed;

static uint32_t chance(uint32_t below)
{
    seed = seed * UINT32_C(1664525) + UINT32_C(1013904223);
    return (uint32_t)(((uint64_t)seed * below) >> 32);
}

/* The first words are frequent, the last are in few documents. */
static uint32_t any_word(void)
{
    uint32_t most = 1 + chance(VOCABULARY);
    return chance(1 + chance(most));
}

static struct bytes word_text(struct arena *arena, uint32_t word)
{
    char text[8];
    int size = snprintf(text, sizeof text, "w%02u", word);
    return (struct bytes){ arena_copy(arena, (struct bytes){ text, (size_t)size }), (size_t)size };
}

/* == A database =============================================================================================== */

static size_t add_positions(const uint32_t *text, size_t length, uint32_t word, uint32_t *positions)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        if (text[i] == word)
            positions[count++] = (uint32_t)i + 1;
    return count;
}

static void add_document(struct xs_writer *writer, uint32_t number)
{
    static uint32_t text[TEXT_WORDS], positions[VOCABULARY][TEXT_WORDS];
    struct xs_posting postings[VOCABULARY + 1];
    struct arena arena = ARENA_EMPTY;
    struct failure failure = FAILURE_NONE;
    size_t length = chance(10) ? 1 + chance(TEXT_WORDS) : 0, posting_count = 0;
    char unique[16], date[16];
    for (size_t i = 0; i < length; i++)
        text[i] = any_word();
    for (uint32_t word = 0; word < VOCABULARY; word++) {
        size_t count = add_positions(text, length, word, positions[word]);
        if (count)
            postings[posting_count++] = (struct xs_posting){ word_text(&arena, word), positions[word], count };
    }
    if (chance(3) == 0)
        postings[posting_count++] = (struct xs_posting){ { "Yes", 3 }, NULL, 0 };
    snprintf(unique, sizeof unique, "Q%u", number);
    snprintf(date, sizeof date, "2%03u%s", chance(30), chance(3) ? "0101" : "");
    static const char blocks[] = { 3, 10, 7, 30 };
    struct xs_value values[] = { { SLOT, { date, strlen(date) } }, { SLOT_BLOCKS, { blocks, 1 + chance(4) } } };
    size_t first_value = chance(5) == 0;
    struct xs_document document = { .unique_term = { unique, strlen(unique) },
                                    .data = { unique, strlen(unique) },
                                    .postings = postings,
                                    .posting_count = posting_count,
                                    .values = values + first_value,
                                    .value_count = 2 - first_value - (first_value == 0 && chance(3) == 0) };
    assert_int_equal(xs_writer_add(writer, &document, 1, &failure), STATUS_OK);
    arena_clear(&arena);
}

/* Some documents are deleted: their numbers stay free. */
static void write_database(const char *path, uint32_t documents, bool gaps)
{
    struct failure failure = FAILURE_NONE;
    struct xs_writer *writer = NULL;
    assert_int_equal(xs_writer_open(&writer, path, XS_CREATE, &failure), STATUS_OK);
    for (uint32_t i = 1; i <= documents; i++)
        add_document(writer, i);
    for (uint32_t i = 5; gaps && i < documents; i += 97)
        assert_int_equal(xs_writer_delete_docids(writer, &i, 1, &failure), STATUS_OK);
    assert_int_equal(xs_writer_commit(writer, &failure), STATUS_OK);
    xs_writer_close(writer);
}

/* == Queries ================================================================================================== */

static struct xs_query *node_of(struct arena *arena, enum xs_operator op, size_t child_count)
{
    struct xs_query *node = arena_take(arena, sizeof *node);
    node->op = op;
    node->child_count = child_count;
    node->children = arena_take(arena, (child_count + 1) * sizeof *node->children);
    return node;
}

static void set_child(struct xs_query *node, size_t i, struct xs_query *child)
{
    ((struct xs_query **)node->children)[i] = child;
}

static struct xs_query *any_term(struct arena *arena)
{
    static const struct bytes odd[] = { { "Yes", 3 }, { "nowhere", 7 }, { "", 0 }, { "w", 1 } };
    struct xs_query *node = node_of(arena, XS_TERM, 0);
    node->term = chance(12) ? word_text(arena, any_word()) : odd[chance(4)];
    node->bonus = chance(5) == 0;
    return node;
}

static struct xs_query *any_group(struct arena *arena, enum xs_operator op)
{
    struct xs_query *node = node_of(arena, op, 1 + chance(5));
    for (size_t i = 0; i < node->child_count; i++) {
        struct xs_query *term = any_term(arena);
        for (bool repeats = true; repeats;) { /* a group has each form once */
            repeats = false;
            for (size_t j = 0; j < i; j++)
                repeats |= bytes_equal(node->children[j]->term, term->term);
            if (repeats)
                term = any_term(arena);
        }
        set_child(node, i, term);
    }
    return node;
}

static bool share_term(const struct xs_query *left, const struct xs_query *right)
{
    if (left->child_count == 0 && right->child_count == 0)
        return bytes_equal(left->term, right->term);
    const struct xs_query *group = left->child_count ? left : right, *other = left->child_count ? right : left;
    for (size_t i = 0; i < group->child_count; i++)
        if (share_term(group->children[i], other))
            return true;
    return false;
}

static const struct xs_query without_places = { .op = XS_TERM, .term = { "Yes", 3 } };

/* A word that stands twice in a NEAR needs two places: Xapian now and then misses the second, so that here none does.
 */
static struct xs_query *any_same(struct arena *arena)
{
    struct xs_query *node = node_of(arena, XS_SAME, 1 + chance(3));
    for (size_t i = 0; i < node->child_count; i++)
        set_child(node, i, chance(3) ? any_term(arena) : any_group(arena, XS_OR));
    node->slot = SLOT_BLOCKS;
    return node;
}

static struct xs_query *any_value(struct arena *arena)
{
    struct xs_query *node = node_of(arena, chance(2) ? XS_VALUE_LE : XS_VALUE_GE, 0);
    char text[8];
    int size = snprintf(text, sizeof text, "2%03u", chance(30));
    node->term = (struct bytes){ arena_copy(arena, (struct bytes){ text, (size_t)size }), (size_t)size };
    node->slot = SLOT;
    return node;
}

static struct xs_query *any_window(struct arena *arena)
{
    struct xs_query *node = node_of(arena, chance(2) ? XS_PHRASE : XS_NEAR, 2 + chance(3));
    for (size_t i = 0; i < node->child_count;) {
        bool shared = false;
        set_child(node, i, chance(3) ? any_term(arena) : any_group(arena, XS_OR));
        shared = share_term(node->children[i], &without_places);
        for (size_t j = 0; j < i; j++)
            shared |= node->op == XS_NEAR && share_term(node->children[i], node->children[j]);
        i += !shared;
    }
    node->window = node->op == XS_NEAR ? (uint32_t)node->child_count + chance(5) : 0;
    return node;
}

/* In what only adds weight, Xapian 1.4.22 now and then gives a document the weight of a phrase that it has not, or
 * leaves out a fixed one: those are not compared, unless they are `required`. */
static struct xs_query *any_query(struct arena *arena, size_t depth, bool required)
{
    static const enum xs_operator joins[] = { XS_AND, XS_OR, XS_AND_NOT, XS_AND_MAYBE, XS_FILTER };
    uint32_t kind = chance(depth ? 10 : 5);
    if (kind < 2)
        return any_term(arena);
    if (kind < 4 || (kind == 4 && !required))
        return any_group(arena, XS_SYNONYM);
    if (kind == 4)
        return chance(3) ? any_window(arena) : chance(2) ? any_same(arena) : any_value(arena);
    if (kind == 5 && chance(8) == 0)
        return node_of(arena, chance(3) ? XS_ALL : XS_NONE, 0);
    if (kind == 6) {
        struct xs_query *node = node_of(arena, chance(3) || !required ? XS_SCALE : XS_FIXED, 1);
        node->factor = chance(4) * 0.5;
        set_child(node, 0, any_query(arena, depth - 1, required));
        return node;
    }
    struct xs_query *node = node_of(arena, joins[chance(5)], 1 + chance(CHILDREN_MOST));
    for (size_t i = 0; i < node->child_count; i++)
        set_child(node, i,
                  any_query(arena, depth - 1, required && node->op != XS_OR && (node->op != XS_AND_MAYBE || i == 0)));
    return node;
}

/* == Comparing ================================================================================================ */

/* Groups are estimated in the one order or the other where databases differ, and sums are taken in another order. */
struct sources {
    struct matcher *matcher;
    const struct xs_reader *xapian;
    double tolerance;
};

static void check_hits(const struct sources *sources, const struct xs_search *search,
                       const struct xs_result *expected, const struct xs_result *found)
{
    assert_int_equal(found->hit_count, expected->hit_count);
    for (size_t i = 0; i < expected->hit_count; i++) {
        double near = sources->tolerance * (1 + expected->hits[i].weight);
        assert_true(fabs(found->hits[i].weight - expected->hits[i].weight) <= near ||
                    search->order == XS_BY_VALUE_ASCENDING || search->order == XS_BY_VALUE_DESCENDING);
        bool tied = (i && fabs(expected->hits[i - 1].weight - expected->hits[i].weight) <= near) ||
                    (i + 1 < expected->hit_count &&
                     fabs(expected->hits[i + 1].weight - expected->hits[i].weight) <= near) ||
                    i + 1 == expected->hit_count;
        assert_true(found->hits[i].docid == expected->hits[i].docid || tied);
    }
}

static void check_query(const struct sources *sources, struct arena *arena)
{
    static const enum xs_order orders[] = { XS_BY_RELEVANCE, XS_BY_RELEVANCE, XS_BY_MOST_WORDS,
                                            XS_BY_VALUE_DESCENDING, XS_BY_VALUE_ASCENDING };
    struct failure failure = FAILURE_NONE;
    struct xs_result *expected = NULL, *found = NULL;
    struct xs_search search = { .query = any_query(arena, chance(DEEPEST), true),
                                .exact_total = true,
                                .data_later = true };
    search.order = orders[chance(5)];
    search.order_slot = SLOT;
    search.first = chance(3) ? 0 : chance(30);
    search.count = 1 + chance(40);
    search.bm25_k1 = 1.0;
    search.bm25_b = 0.7;
    assert_true(matcher_knows(search.query));
    assert_int_equal(xs_search(sources->xapian, &search, &expected, &failure), STATUS_OK);
    assert_int_equal(matcher_search(sources->matcher, &search, &found, &failure), STATUS_OK);
    /* Over several databases Xapian may lose all of what it found in its first look, when it looks again with a
     * cutoff. */
    bool lost = expected->most_words && !expected->total;
    if (!lost) {
        assert_int_equal(found->total, expected->total);
        assert_int_equal(found->most_words, expected->most_words);
        check_hits(sources, &search, expected, found);
    }
    xs_result_free(expected);
    matcher_result_free(found);
}

/* == Tests ==================================================================================================== */

static void write_stub(const char *path, const char *const *databases, size_t count)
{
    struct failure failure = FAILURE_NONE;
    struct buffer text = BUFFER_EMPTY;
    assert_int_equal(xs_stub_text(databases, count, &text, &failure), STATUS_OK);
    assert_int_equal(files_write_atomically(path, text.bytes, text.size, &failure), STATUS_OK);
    buffer_clear(&text);
}

static void check_queries(const char *stub, const struct hidden *hidden, uint32_t queries, double tolerance)
{
    struct failure failure = FAILURE_NONE;
    struct places places;
    struct hidden copy = HIDDEN_EMPTY;
    struct sources sources = { .tolerance = tolerance };
    for (size_t i = 0; i < hidden->count; i++)
        assert_int_equal(hidden_add(&copy, hidden->docids[i], &failure), STATUS_OK);
    assert_int_equal(places_open(&places, stub, &failure), STATUS_OK);
    assert_int_equal(matcher_open(&sources.matcher, &places, stub, &copy, &failure), STATUS_OK);
    assert_int_equal(matcher_xapian(sources.matcher, &sources.xapian, &failure), STATUS_OK);
    for (uint32_t i = 0; i < queries; i++) {
        struct arena arena = ARENA_EMPTY;
        check_query(&sources, &arena);
        arena_clear(&arena);
    }
    matcher_close(sources.matcher);
    places_close(&places);
}

/* More documents than a window has. */
static void one_database_is_searched_as_by_xapian(void **state)
{
    (void)state;
    struct scratch scratch;
    char stub[FILES_PATH_BYTES], database[FILES_PATH_BYTES];
    const char *databases[] = { "one" };
    const struct hidden none = HIDDEN_EMPTY;
    seed = 1;
    scratch_open(&scratch);
    write_database(scratch_path(&scratch, "one", database), 9000, false);
    write_stub(scratch_path(&scratch, "stub", stub), databases, 1);
    check_queries(stub, &none, 1500, 1e-9);
    scratch_close(&scratch);
}

static void several_databases_and_hidden_documents_too(void **state)
{
    (void)state;
    struct scratch scratch;
    struct failure failure = FAILURE_NONE;
    char stub[FILES_PATH_BYTES], database[FILES_PATH_BYTES];
    const char *databases[] = { "one", "two", "three" };
    const uint32_t documents[] = { 2000, 300, 7 };
    struct hidden hidden = HIDDEN_EMPTY;
    seed = 2;
    scratch_open(&scratch);
    for (size_t i = 0; i < 3; i++)
        write_database(scratch_path(&scratch, databases[i], database), documents[i], i < 2);
    write_stub(scratch_path(&scratch, "stub", stub), databases, 3);
    for (uint32_t docid = 1; docid < 6000; docid += 1 + chance(90))
        if (docid % 3 == 1 || docid <= 900)
            assert_int_equal(hidden_add(&hidden, docid, &failure), STATUS_OK);
    check_queries(stub, &hidden, 1500, 1e-3);
    hidden_clear(&hidden);
    scratch_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_database_is_searched_as_by_xapian),
        cmocka_unit_test(several_databases_and_hidden_documents_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
