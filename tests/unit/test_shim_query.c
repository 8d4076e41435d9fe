/* Query trees: what each operator matches and weighs, and what is refused before Xapian sees it. */
#include "tests/unit/test_shim.h"

#include <math.h>

static const struct sample samples[] = {
    { "a", "le chat dort", "20080331", NULL },          { "b", "le chien dort et le chat mange", "20080401", NULL },
    { "c", "une souris mange le fromage", NULL, NULL }, { "d", "chat chien souris", NULL, NULL },
    { "e", "le petit chat noir", NULL, NULL },          { "f", "les chats et le chat", NULL, NULL },
};

static struct xs_reader *open_samples(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct xs_reader *reader = NULL;
    const char *path = in(*state, "db");
    make_database(path, samples, COUNT(samples));
    assert_ok(xs_reader_open(&reader, path, &failure));
    return reader;
}

/* == Matching ================================================================================================= */

static char too_long[300];

#define VALUE(operator, text)                                                                                        \
    (&(struct xs_query){ .op = operator, .slot = SLOT_DATE, .term = { text, sizeof(text) - 1 } })

static const struct {
    const struct xs_query *query;
    const char *ids; /* in any order */
} matches[] = {
    { TERM("chat"), "a b d e f" },
    { TERM("licorne"), "" },
    { TERM(""), "" }, /* which Xapian takes for everything */
    { &(struct xs_query){ .op = XS_TERM, .term = { too_long, sizeof too_long } }, "" },
    { EVERYTHING, "a b c d e f" },
    { NOTHING, "" },
    { QUERY(XS_AND, TERM("chat"), TERM("chien")), "b d" },
    { QUERY(XS_AND, TERM("chat"), TERM("licorne")), "" },
    { QUERY(XS_AND, TERM("chat")), "a b d e f" },
    { QUERY(XS_OR, TERM("souris"), TERM("noir"), TERM("licorne")), "c d e" },
    { QUERY(XS_OR, NOTHING, TERM("noir")), "e" },
    { &(struct xs_query){ .op = XS_AND }, "" },
    { &(struct xs_query){ .op = XS_OR }, "" },
    { &(struct xs_query){ .op = XS_PHRASE }, "" },
    { QUERY(XS_AND_NOT, TERM("chat"), TERM("chien"), TERM("noir")), "a f" },
    { QUERY(XS_AND_NOT, EVERYTHING, TERM("chat")), "c" },
    { QUERY(XS_AND_NOT, NOTHING, TERM("chat")), "" },
    { QUERY(XS_AND_NOT, TERM("chat")), "a b d e f" },
    { QUERY(XS_AND_MAYBE, TERM("souris"), TERM("chat"), TERM("mange")), "c d" },
    { QUERY(XS_FILTER, TERM("chat"), TERM("le"), TERM("dort")), "a b" },
    { QUERY(XS_FILTER, TERM("chat"), NOTHING), "" },
    { QUERY(XS_FILTER, EVERYTHING, TERM("dort")), "a b" },
    { QUERY(XS_SYNONYM, TERM("chats"), TERM("noir"), TERM("licorne")), "e f" },
    { QUERY(XS_PHRASE, TERM("le"), TERM("chat")), "a b f" },
    { QUERY(XS_PHRASE, TERM("chat"), TERM("le")), "" },
    { QUERY(XS_PHRASE, TERM("noir")), "e" },
    { QUERY(XS_PHRASE, TERM("le"), TERM("licorne")), "" },
    { WITHIN(XS_PHRASE, 3, TERM("le"), TERM("chat")), "a b e f" },
    { QUERY(XS_PHRASE, TERM("le"), QUERY(XS_OR, TERM("chat"), TERM("chien"), TERM("licorne"))), "a b f" },
    { QUERY(XS_PHRASE, QUERY(XS_OR, TERM("le"), TERM("les")), QUERY(XS_OR, TERM("chats"), TERM("petit"))), "e f" },
    { QUERY(XS_PHRASE, TERM("le"), QUERY(XS_OR, NOTHING, TERM("licorne"))), "" },
    { WITHIN(XS_NEAR, 2, TERM("chien"), TERM("chat")), "d" },
    { WITHIN(XS_NEAR, 6, TERM("chat"), TERM("chien")), "b d" },
    { WITHIN(XS_NEAR, 3, QUERY(XS_OR, TERM("noir"), TERM("dort")), TERM("le")), "a b" },
    { WITHIN(XS_NEAR, 4, QUERY(XS_OR, TERM("noir"), TERM("dort")), TERM("le")), "a b e" },
    /* by a value: what has none is neither little nor large */
    { VALUE(XS_VALUE_LE, "20080331"), "a" },
    { VALUE(XS_VALUE_LE, "20080330"), "" },
    { VALUE(XS_VALUE_GE, "20080331"), "a b" },
    { VALUE(XS_VALUE_GE, "20080401"), "b" },
    { VALUE(XS_VALUE_GE, "20080402"), "" },
    { QUERY(XS_AND, TERM("chat"), VALUE(XS_VALUE_GE, "2008"), VALUE(XS_VALUE_LE, "20080331")), "a" },
    { SCALED(0.5, TERM("noir")), "e" },
    { SCALED(0, TERM("noir")), "e" },
    { FIXED(0.5, TERM("noir")), "e" },
    { FIXED(0, QUERY(XS_OR, TERM("noir"), TERM("licorne"))), "e" },
    { QUERY(XS_AND_MAYBE, QUERY(XS_SYNONYM, TERM("chat"), TERM("chats")), SCALED(0.2, BONUS("chats"))), "a b d e f" },
};

static int by_letter(const void *a, const void *b)
{
    return *(const char *)a - *(const char *)b;
}

static void operators_match_what_they_say(void **state)
{
    struct xs_reader *reader = open_samples(state);
    memset(too_long, 'x', sizeof too_long);
    for (size_t i = 0; i < COUNT(matches); i++)
        for (enum xs_order order = XS_BY_RELEVANCE; order <= XS_BY_VALUE_DESCENDING; order++) {
            char ids[1024], letters[16] = "", expected[16] = "";
            struct xs_search search = SEARCH(matches[i].query);
            if ((search.order = order) == XS_BY_MOST_WORDS)
                continue;
            struct xs_result *result = search_for(reader, &search);
            size_t size = 0;
            for (const char *at = ids_of(result, ids); *at; at++)
                if (*at != ' ')
                    letters[size++] = *at;
            qsort(letters, size, 1, by_letter);
            size = 0;
            for (const char *at = matches[i].ids; *at; at++)
                if (*at != ' ')
                    expected[size++] = *at;
            if (strcmp(letters, expected) != 0)
                fail_msg("query %zu, order %d: found \"%s\", not \"%s\"", i, order, letters, expected);
            assert_int_equal(result->total, size);
            assert_true(result->total_is_exact);
            xs_result_free(result);
        }
    xs_reader_close(reader);
}

/* == Weights ================================================================================================== */

static double weight_in(const struct xs_reader *reader, const struct xs_query *query, const char *id)
{
    struct xs_search search = SEARCH(query);
    struct xs_result *result = search_for(reader, &search);
    double weight = weight_of(result, id);
    xs_result_free(result);
    return weight;
}

static bool same(double a, double b)
{
    return fabs(a - b) < 1e-9;
}

static void weights_are_bm25(void **state)
{
    struct xs_reader *reader = open_samples(state);
    /* "noir" is in 1 of 6 documents, this one has 4 words, the mean is 27 / 6. */
    double length = 4 / (27.0 / 6), idf = log((6 - 1 + 0.5) / (1 + 0.5));
    double expected = idf * (1.2 + 1) / (1.2 * (0.25 + 0.75 * length) + 1);
    assert_true(same(weight_in(reader, TERM("noir"), "e"), expected));
    assert_true(same(weight_in(reader, TERM("Qe"), "e"), 0)); /* a boolean term */
    xs_reader_close(reader);
}

static void operators_weigh_what_they_say(void **state)
{
    struct xs_reader *reader = open_samples(state);
    double chat = weight_in(reader, TERM("chat"), "f"), chats = weight_in(reader, TERM("chats"), "f");
    assert_true(chat > 0 && chats > chat);
    const struct {
        const struct xs_query *query;
        double weight;
    } cases[] = {
        { QUERY(XS_AND, TERM("chat"), TERM("chats")), chat + chats },
        { QUERY(XS_OR, TERM("chat"), TERM("chats"), TERM("noir")), chat + chats },
        { QUERY(XS_AND_MAYBE, TERM("chat"), TERM("chats"), TERM("noir")), chat + chats },
        { QUERY(XS_FILTER, TERM("chat"), TERM("chats")), chat },
        { QUERY(XS_AND_NOT, TERM("chat"), TERM("noir")), chat },
        { QUERY(XS_PHRASE, TERM("le"), TERM("chat")), weight_in(reader, TERM("le"), "f") + chat },
        { SCALED(0.2, TERM("chat")), 0.2 * chat },
        { SCALED(3, SCALED(0.5, QUERY(XS_OR, SCALED(2, TERM("chat")), TERM("chats")))), 3 * chat + 1.5 * chats },
        { SCALED(0, TERM("chat")), 0 },
        { FIXED(1.5, TERM("chat")), 1.5 },
        { SCALED(2, FIXED(1.5, QUERY(XS_AND, TERM("chat"), TERM("chats")))), 3 },
        { QUERY(XS_AND_MAYBE, TERM("chat"), FIXED(0.5, TERM("chats")), FIXED(7, TERM("noir"))), chat + 0.5 },
        { EVERYTHING, 0 },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        double weight = weight_in(reader, cases[i].query, "f");
        if (!same(weight, cases[i].weight))
            fail_msg("query %zu: weight %g, not %g", i, weight, cases[i].weight);
    }
    /* A synonym group is one word: less than the sum of its words. */
    double group = weight_in(reader, QUERY(XS_SYNONYM, TERM("chat"), TERM("chats")), "f");
    assert_true(group > 0 && group < chat + chats);
    assert_true(same(weight_in(reader, QUERY(XS_SYNONYM, TERM("chat"), TERM("licorne")), "f"), chat));
    xs_reader_close(reader);
}

/* == Limits =================================================================================================== */

static enum status status_of(const struct xs_reader *reader, const struct xs_query *query)
{
    struct failure failure = FAILURE_NONE;
    struct xs_result *result = NULL;
    struct xs_search search = SEARCH(query);
    enum status status = xs_search(reader, &search, &result, &failure);
    assert_int_equal(status == STATUS_OK, result != NULL);
    assert_int_equal(status == STATUS_OK, failure.message[0] == '\0');
    xs_result_free(result);
    return status;
}

static void deep_queries_are_refused(void **state)
{
    static struct xs_query levels[100001];
    static struct xs_query *children[COUNT(levels)][1];
    static const enum xs_operator operators[] = { XS_AND, XS_OR, XS_AND_NOT, XS_SYNONYM, XS_SCALE };
    struct xs_reader *reader = open_samples(state);
    for (size_t k = 0; k < COUNT(operators); k++) {
        levels[0] = *TERM("chat");
        for (size_t i = 1; i < COUNT(levels); i++) {
            children[i][0] = &levels[i - 1];
            levels[i] =
                (struct xs_query){ .op = operators[k], .factor = 1, .children = children[i], .child_count = 1 };
        }
        assert_int_equal(status_of(reader, &levels[XS_QUERY_DEPTH - 1]), STATUS_OK);
        assert_int_equal(status_of(reader, &levels[XS_QUERY_DEPTH]), STATUS_LIMIT);
        assert_int_equal(status_of(reader, &levels[COUNT(levels) - 1]), STATUS_LIMIT);
    }
    xs_reader_close(reader);
}

static void wide_queries_are_refused(void **state)
{
    static struct xs_query *children[XS_QUERY_LEAVES + 1];
    static struct xs_query empty = { .op = XS_AND };
    struct xs_query *const leaves[] = { TERM("chat"), NOTHING, &empty };
    struct xs_reader *reader = open_samples(state);
    for (size_t k = 0; k < COUNT(leaves); k++) {
        for (size_t i = 0; i < COUNT(children); i++)
            children[i] = leaves[k];
        struct xs_query query = { .op = XS_OR, .children = children, .child_count = XS_QUERY_LEAVES };
        assert_int_equal(status_of(reader, &query), STATUS_OK);
        query.child_count++;
        assert_int_equal(status_of(reader, &query), STATUS_LIMIT);
    }
    /* Each of 40 levels has the one below it twice: 2 to the 40th leaves out of 41 structs. */
    struct xs_query doubled[41] = { *TERM("chat") };
    struct xs_query *pairs[COUNT(doubled)][2];
    for (size_t i = 1; i < COUNT(doubled); i++) {
        pairs[i][0] = pairs[i][1] = &doubled[i - 1];
        doubled[i] = (struct xs_query){ .op = XS_OR, .children = pairs[i], .child_count = 2 };
    }
    assert_int_equal(status_of(reader, &doubled[COUNT(doubled) - 1]), STATUS_LIMIT);
    xs_reader_close(reader);
}

static void nonsense_is_refused(void **state)
{
    const struct xs_query *const nonsense[] = {
        SCALED(-1, TERM("chat")),
        SCALED(NAN, TERM("chat")),
        SCALED(INFINITY, TERM("chat")),
        SCALED(1e5, SCALED(1e5, TERM("chat"))),
        QUERY(XS_SCALE, TERM("chat"), TERM("noir")),
        FIXED(-1, TERM("chat")),
        FIXED(NAN, TERM("chat")),
        FIXED(1e7, TERM("chat")),
        QUERY(XS_FIXED, TERM("chat"), TERM("noir")),
        &(struct xs_query){ .op = XS_SCALE, .factor = 1 },
        QUERY(XS_PHRASE, TERM("le"), QUERY(XS_AND, TERM("chat"), TERM("noir"))),
        QUERY(XS_NEAR, TERM("le"), QUERY(XS_SYNONYM, TERM("chat"), TERM("noir"))),
        QUERY(XS_NEAR, TERM("le"), QUERY(XS_OR, QUERY(XS_OR, TERM("chat")))),
        QUERY(XS_PHRASE, TERM("le"), EVERYTHING),
    };
    struct xs_reader *reader = open_samples(state);
    for (size_t i = 0; i < COUNT(nonsense); i++)
        if (status_of(reader, nonsense[i]) != STATUS_INVALID)
            fail_msg("query %zu was not refused", i);
    xs_reader_close(reader);
}

/* == Blocks =================================================================================================== */

/* Blocks begin at the positions of which the last column has the steps. */
static const struct sample blocks[] = {
    { "a", "chat dort chien mange", NULL, "\1\2" },
    { "b", "chat chien dort", NULL, "\1\2" },
    { "c", "chien chat", NULL, NULL }, /* all of it is one block */
    { "d", "chat dort chien chat", NULL, "\1\2\1" },
    { "e", "chats chien", NULL, "\1" },
    { "f", "dort chien dort dort chat chien", NULL, "\1\4" },
};

static const struct {
    const struct xs_query *query;
    const char *ids;
} together[] = {
    { SAME(TERM("chat"), TERM("chien")), "b c f" },
    { SAME(TERM("chien"), TERM("chat")), "b c f" },
    { SAME(TERM("chat")), "a b c d f" },
    { SAME(TERM("chat"), TERM("licorne")), "" },
    { SAME(QUERY(XS_OR, TERM("chat"), TERM("chats")), TERM("chien")), "b c e f" },
    { SAME(QUERY(XS_OR, TERM("chat"), NOTHING), TERM("chien"), TERM("dort")), "" },
    { SAME(TERM("chien"), TERM("dort")), "f" },
    { &(struct xs_query){ .op = XS_SAME }, "" },
    { QUERY(XS_FILTER, TERM("dort"), SAME(TERM("chat"), TERM("chien"))), "b f" },
    { QUERY(XS_AND_NOT, TERM("chien"), SAME(TERM("chat"), TERM("chien"))), "a d e" },
    { QUERY(XS_OR, TERM("chats"), SAME(TERM("chat"), TERM("chien"))), "b c e f" },
    { QUERY(XS_AND, SAME(TERM("chat"), TERM("chien")), SAME(TERM("chien"), TERM("dort"))), "f" },
};

static void words_of_one_block(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct xs_reader *reader = NULL;
    const char *path = in(*state, "db");
    make_database(path, blocks, COUNT(blocks));
    assert_ok(xs_reader_open(&reader, path, &failure));
    for (size_t i = 0; i < COUNT(together); i++) {
        struct xs_search search = SEARCH(together[i].query);
        struct xs_result *result = NULL;
        char ids[1024], sorted[16] = "";
        assert_ok(xs_search(reader, &search, &result, &failure));
        ids_of(result, ids);
        size_t size = 0;
        for (char id = 'a'; id <= 'f'; id++)
            if (strchr(ids, id))
                size += (size_t)snprintf(sorted + size, sizeof sorted - size, "%s%c", size ? " " : "", id);
        assert_string_equal(sorted, together[i].ids);
        xs_result_free(result);
    }
    xs_reader_close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        shim_test(operators_match_what_they_say),
        shim_test(weights_are_bm25),
        shim_test(operators_weigh_what_they_say),
        shim_test(deep_queries_are_refused),
        shim_test(words_of_one_block),
        shim_test(wide_queries_are_refused),
        shim_test(nonsense_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
