/* Searches: the orders, pages, totals and facets, over one database, several, and remote ones. */
#include "tests/unit/test_shim.h"

#include <math.h>
#include <unistd.h>

static const struct sample samples[] = {
    { "a", "eau", "20090103", "HT" },
    { "b", "eau eau feu", NULL, "CA HT" },
    { "c", "terre", "20090101", NULL },
    { "d", "eau feu terre", "20090102", "FR" },
    { "e", "eau feu terre air et encore bien des mots", "20090103", "HT  HT " },
    { "f", "feu", NULL, " " },
    { "g", "eau terre eaux", "20090101", "CA" },
};

static struct xs_reader *open_at(const char *path)
{
    struct failure failure = FAILURE_NONE;
    struct xs_reader *reader = NULL;
    assert_ok(xs_reader_open(&reader, path, &failure));
    return reader;
}

static struct xs_reader *open_samples(void **state)
{
    const char *path = in(*state, "db");
    make_database(path, samples, COUNT(samples));
    return open_at(path);
}

/* == Orders =================================================================================================== */

static void relevance_then_docid(void **state)
{
    char ids[1024];
    struct xs_reader *reader = open_samples(state);
    struct xs_search search = SEARCH(QUERY(XS_OR, TERM("feu"), TERM("air")));
    struct xs_result *result = search_for(reader, &search);
    assert_string_equal(ids_of(result, ids), "e f b d");
    assert_int_equal(result->most_words, 0);
    for (size_t i = 1; i < result->hit_count; i++)
        assert_true(result->hits[i - 1].weight >= result->hits[i].weight);
    xs_result_free(result);
    search.query = EVERYTHING;
    result = search_for(reader, &search);
    assert_string_equal(ids_of(result, ids), "a b c d e f g");
    xs_result_free(result);
    xs_result_free(NULL);
    xs_reader_close(reader);
}

static void dates_both_ways_with_the_undated_last(void **state)
{
    const struct {
        const struct xs_query *query;
        enum xs_order order;
        uint32_t slot, first, count;
        const char *ids;
        uint32_t total;
    } cases[] = {
        { EVERYTHING, XS_BY_VALUE_DESCENDING, SLOT_DATE, 0, 99, "a e d c g b f", 7 },
        { EVERYTHING, XS_BY_VALUE_ASCENDING, SLOT_DATE, 0, 99, "c g d a e b f", 7 },
        { EVERYTHING, XS_BY_VALUE_ASCENDING, SLOT_DATE, 0, 3, "c g d", 7 },
        { EVERYTHING, XS_BY_VALUE_ASCENDING, SLOT_DATE, 3, 3, "a e b", 7 },
        { EVERYTHING, XS_BY_VALUE_ASCENDING, SLOT_DATE, 5, 1, "b", 7 },
        { EVERYTHING, XS_BY_VALUE_ASCENDING, SLOT_DATE, 6, 5, "f", 7 },
        { EVERYTHING, XS_BY_VALUE_ASCENDING, SLOT_DATE, 7, 5, "", 7 },
        { EVERYTHING, XS_BY_VALUE_ASCENDING, SLOT_DATE, 0, 0, "", 7 },
        { EVERYTHING, XS_BY_VALUE_ASCENDING, 77, 0, 99, "a b c d e f g", 7 },   /* nobody has one */
        { TERM("feu"), XS_BY_VALUE_ASCENDING, SLOT_DATE, 0, 99, "d e f b", 4 }, /* f before b: more relevant */
        { TERM("feu"), XS_BY_VALUE_DESCENDING, SLOT_DATE, 0, 99, "e d f b", 4 },
        { TERM("terre"), XS_BY_VALUE_ASCENDING, SLOT_DATE, 0, 99, "c g d e", 4 },
        { NOTHING, XS_BY_VALUE_ASCENDING, SLOT_DATE, 0, 99, "", 0 },
    };
    struct xs_reader *reader = open_samples(state);
    for (size_t i = 0; i < COUNT(cases); i++) {
        char ids[1024];
        struct xs_search search = SEARCH(cases[i].query);
        search.order = cases[i].order;
        search.order_slot = cases[i].slot;
        search.first = cases[i].first;
        search.count = cases[i].count;
        for (int exact = 0; exact < 2; exact++) {
            search.exact_total = exact;
            struct xs_result *result = search_for(reader, &search);
            if (strcmp(ids_of(result, ids), cases[i].ids) != 0 || result->total != cases[i].total)
                fail_msg("case %zu: \"%s\" of %u", i, ids, result->total);
            xs_result_free(result);
        }
    }
    xs_reader_close(reader);
}

/* == Most words =============================================================================================== */

#define FORMS QUERY(XS_SYNONYM, TERM("eau"), TERM("eaux"))

static const struct {
    const struct xs_query *query;
    uint32_t words;
    const char *ids;
} most_words[] = {
    { QUERY(XS_OR, TERM("eau"), TERM("feu"), TERM("terre")), 3, "d e" },
    { QUERY(XS_OR, TERM("eau"), TERM("feu"), TERM("licorne")), 2, "b d e" },
    { QUERY(XS_OR, TERM("eau"), TERM("licorne")), 1, "b a d g e" },
    { QUERY(XS_OR, TERM("licorne"), TERM("dragon")), 0, "" },
    { QUERY(XS_AND, TERM("eau"), TERM("feu")), 2, "b d e" },
    { EVERYTHING, 0, "a b c d e f g" },
    /* A synonym group is one word however many of its forms a document has. */
    { QUERY(XS_OR, FORMS, TERM("terre")), 2, "g d e" },
    { QUERY(XS_OR, FORMS, TERM("feu"), TERM("terre")), 3, "d e" },
    /* A form as typed adds to the weight and is no word. */
    { QUERY(XS_OR, QUERY(XS_AND_MAYBE, FORMS, SCALED(0.2, BONUS("eaux"))), TERM("feu")), 2, "b d e" },
    { QUERY(XS_OR, BONUS("eau"), TERM("feu")), 1, "b d f e" },
    /* Weights scaled by whatever do not make a word more or less than one. */
    { QUERY(XS_OR, SCALED(0.001, TERM("eau")), SCALED(1e6, TERM("air")), TERM("terre")), 3, "e" },
    { QUERY(XS_OR, SCALED(0.001, TERM("eau")), SCALED(0, TERM("feu")), SCALED(1e5, TERM("terre"))), 3, "d e" },
    { SCALED(1e6, QUERY(XS_OR, TERM("eau"), SCALED(1e-6, TERM("feu")))), 2, "b d e" },
    /* A phrase is as many words as it has. */
    { QUERY(XS_OR, QUERY(XS_PHRASE, TERM("feu"), TERM("terre")), TERM("eaux")), 2, "d e" },
    { QUERY(XS_OR, QUERY(XS_PHRASE, TERM("feu"), QUERY(XS_OR, TERM("terre"), TERM("air"))), TERM("eau")), 3, "e d" },
    /* What excludes or filters is not counted. */
    { QUERY(XS_FILTER, QUERY(XS_OR, TERM("eau"), TERM("feu")), QUERY(XS_OR, TERM("terre"), TERM("air"))), 2, "d e" },
    { QUERY(XS_AND_NOT, QUERY(XS_OR, TERM("eau"), TERM("feu")), TERM("terre")), 2, "b" },
    { QUERY(XS_OR, TERM("feu"), QUERY(XS_AND_MAYBE, TERM("terre"), TERM("eau"))), 3, "d e" },
};

static void most_words_come_first_and_alone(void **state)
{
    struct xs_reader *reader = open_samples(state);
    for (size_t i = 0; i < COUNT(most_words); i++)
        for (int exact = 0; exact < 2; exact++) {
            char ids[1024];
            struct xs_search search = SEARCH(most_words[i].query);
            search.order = XS_BY_MOST_WORDS;
            search.exact_total = exact;
            struct xs_result *result = search_for(reader, &search);
            if (strcmp(ids_of(result, ids), most_words[i].ids) != 0 || result->most_words != most_words[i].words)
                fail_msg("query %zu: \"%s\" with %u words", i, ids, result->most_words);
            assert_int_equal(result->total, result->hit_count);
            assert_true(result->total_is_exact);
            xs_result_free(result);
        }
    xs_reader_close(reader);
}

/* What a hit weighs is what it weighs when it is ordered by relevance. */
static void words_do_not_show_in_the_weight(void **state)
{
    struct xs_reader *reader = open_samples(state);
    for (size_t i = 0; i < COUNT(most_words); i++) {
        struct xs_search search = SEARCH(most_words[i].query);
        struct xs_result *all = search_for(reader, &search);
        search.order = XS_BY_MOST_WORDS;
        struct xs_result *most = search_for(reader, &search);
        for (size_t k = 0; k < most->hit_count; k++) {
            char id[2] = { most->hits[k].data.data[0] };
            double weight = weight_of(all, id);
            assert_true(fabs(most->hits[k].weight - weight) <= 1e-9 * (1 + weight));
        }
        xs_result_free(all);
        xs_result_free(most);
    }
    xs_reader_close(reader);
}

/* == Pages and totals ========================================================================================= */

static void pages_are_parts_of_the_whole(void **state)
{
    static const struct {
        uint32_t first, count;
        const char *ids;
    } cases[] = {
        { 0, 2, "a b" },       { 2, 3, "c d e" }, { 5, 99, "f g" },       { 7, 1, "" },
        { UINT32_MAX, 5, "" }, { 3, 0, "" },      { 6, UINT32_MAX, "g" }, { UINT32_MAX, UINT32_MAX, "" },
    };
    struct xs_reader *reader = open_samples(state);
    for (size_t i = 0; i < COUNT(cases); i++) {
        char ids[1024];
        struct xs_search search = SEARCH(EVERYTHING);
        search.first = cases[i].first;
        search.count = cases[i].count;
        struct xs_result *result = search_for(reader, &search);
        assert_string_equal(ids_of(result, ids), cases[i].ids);
        assert_int_equal(result->total, 7);
        xs_result_free(result);
    }
    xs_reader_close(reader);
}

/* 3,000 documents with "un", every third with "deux". */
static void make_many(const char *path)
{
    struct failure failure = FAILURE_NONE;
    struct xs_writer *writer = NULL;
    assert_ok(xs_writer_open(&writer, path, XS_CREATE, &failure));
    for (int i = 0; i < 3000; i++) {
        char id[16], date[16];
        snprintf(id, sizeof id, "%d", i);
        snprintf(date, sizeof date, "%d", 1990 + i % 7);
        struct sample sample = { id, i % 3 ? "un" : "un deux", i % 5 ? date : NULL, i % 2 ? "HT CA" : "CA" };
        assert_ok(give(writer, xs_writer_add, &sample, 1, &failure));
    }
    assert_ok(xs_writer_commit(writer, &failure));
    xs_writer_close(writer);
}

static void totals_are_exact_when_asked(void **state)
{
    const char *path = in(*state, "db");
    make_many(path);
    struct xs_reader *reader = open_at(path);
    const struct xs_query *either = QUERY(XS_OR, QUERY(XS_AND, TERM("un"), TERM("deux")), TERM("Q7"));
    for (enum xs_order order = XS_BY_RELEVANCE; order <= XS_BY_VALUE_DESCENDING; order++) {
        struct xs_search search = SEARCH(either);
        search.count = 10;
        search.order = order;
        search.order_slot = SLOT_DATE;
        struct xs_result *exact = search_for(reader, &search);
        assert_int_equal(exact->total, order == XS_BY_MOST_WORDS ? 1000 : 1001);
        assert_true(exact->total_is_exact);
        assert_int_equal(exact->hit_count, 10);
        search.exact_total = false;
        struct xs_result *estimate = search_for(reader, &search);
        assert_int_equal(estimate->hit_count, 10);
        for (size_t i = 0; i < 10; i++)
            assert_int_equal(estimate->hits[i].docid, exact->hits[i].docid);
        assert_true(!estimate->total_is_exact || estimate->total == exact->total);
        xs_result_free(exact);
        xs_result_free(estimate);
    }
    xs_reader_close(reader);
}

/* == Facets =================================================================================================== */

/* "HT=3 CA=2 without=1" */
static const char *facet_text(const struct xs_facet *facet, char text[1024])
{
    size_t size = 0;
    for (size_t i = 0; i < facet->value_count; i++)
        size += (size_t)snprintf(text + size, 1024 - size, "%.*s=%u ", (int)facet->values[i].value.size,
                                 facet->values[i].value.data, facet->values[i].count);
    snprintf(text + size, 1024 - size, "without=%u", facet->without);
    return text;
}

static void facets_count_every_value_of_every_match(void **state)
{
    enum { SLOTS = 3 };
    static const uint32_t slots[SLOTS] = { SLOT_PLACES, SLOT_DATE, 77 };
    const struct {
        const struct xs_query *query;
        enum xs_order order;
        const char *texts[SLOTS];
    } cases[] = {
        { EVERYTHING,
          XS_BY_RELEVANCE,
          { "HT=3 CA=2 FR=1 without=2", "20090101=2 20090103=2 20090102=1 without=2", "without=7" } },
        { EVERYTHING,
          XS_BY_VALUE_ASCENDING,
          { "HT=3 CA=2 FR=1 without=2", "20090101=2 20090103=2 20090102=1 without=2", "without=7" } },
        { TERM("feu"),
          XS_BY_VALUE_DESCENDING,
          { "HT=2 CA=1 FR=1 without=1", "20090102=1 20090103=1 without=2", "without=4" } },
        { QUERY(XS_OR, TERM("eau"), TERM("feu")),
          XS_BY_MOST_WORDS,
          { "HT=2 CA=1 FR=1 without=0", "20090102=1 20090103=1 without=1", "without=3" } },
        { NOTHING, XS_BY_VALUE_ASCENDING, { "without=0", "without=0", "without=0" } },
    };
    struct xs_reader *reader = open_samples(state);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct xs_search search = SEARCH(cases[i].query);
        search.order = cases[i].order;
        search.order_slot = SLOT_DATE;
        search.count = 1;
        search.exact_total = false;
        search.facet_slots = slots;
        search.facet_count = COUNT(slots);
        struct xs_result *result = search_for(reader, &search);
        assert_int_equal(result->facet_count, COUNT(slots));
        assert_true(result->total_is_exact);
        for (size_t k = 0; k < COUNT(slots); k++) {
            char text[1024];
            assert_int_equal(result->facets[k].slot, slots[k]);
            assert_string_equal(facet_text(&result->facets[k], text), cases[i].texts[k]);
        }
        xs_result_free(result);
    }
    xs_reader_close(reader);
}

static void facets_see_more_than_a_page(void **state)
{
    const char *path = in(*state, "db");
    const uint32_t slot = SLOT_PLACES;
    char text[1024];
    make_many(path);
    struct xs_reader *reader = open_at(path);
    struct xs_search search = SEARCH(TERM("un"));
    search.count = 10;
    search.facet_slots = &slot;
    search.facet_count = 1;
    struct xs_result *result = search_for(reader, &search);
    assert_string_equal(facet_text(&result->facets[0], text), "CA=3000 HT=1500 without=0");
    xs_result_free(result);
    xs_reader_close(reader);
}

/* == Several databases ======================================================================================== */

/* One database, two local shards, two that are served by other processes: the same answers. */
static void assert_same_everywhere(struct place *place, const char *stub_text)
{
    static const uint32_t slots[] = { SLOT_PLACES, SLOT_DATE };
    struct failure failure = FAILURE_NONE;
    const char *path = in(place, "current");
    assert_ok(files_write_atomically(path, stub_text, strlen(stub_text), &failure));
    struct xs_reader *one = open_at(in(place, "db")), *several = open_at(path);
    for (size_t i = 0; i < COUNT(most_words) * 4; i++) {
        struct xs_search search = SEARCH(most_words[i / 4].query);
        search.order = (enum xs_order)(i % 4);
        search.order_slot = SLOT_DATE;
        search.facet_slots = slots;
        search.facet_count = COUNT(slots);
        struct xs_result *expected = search_for(one, &search);
        search.first = i % 3 != 0;
        struct xs_result *result = search_for(several, &search);
        assert_int_equal(result->total, expected->total);
        assert_int_equal(result->most_words, expected->most_words);
        assert_int_equal(result->hit_count, expected->hit_count - (expected->hit_count && search.first));
        for (size_t k = 0; k < result->hit_count; k++) {
            char id[2] = { result->hits[k].data.data[0] };
            assert_true(fabs(result->hits[k].weight - weight_of(expected, id)) < 1e-6 * (1 + result->hits[k].weight));
        }
        for (size_t k = 0; k < COUNT(slots); k++) {
            char expected_text[1024], text[1024];
            assert_string_equal(facet_text(&result->facets[k], text),
                                facet_text(&expected->facets[k], expected_text));
        }
        xs_result_free(expected);
        xs_result_free(result);
    }
    xs_reader_close(one);
    xs_reader_close(several);
}

static void make_shards(struct place *place)
{
    make_database(in(place, "db"), samples, COUNT(samples));
    make_database(in(place, "shard1"), samples, 4);
    make_database(in(place, "shard2"), samples + 4, COUNT(samples) - 4);
}

static void shards_answer_as_one(void **state)
{
    make_shards(*state);
    assert_same_everywhere(*state, "auto shard1\nauto shard2\n");
}

static void remote_shards_answer_as_one(void **state)
{
    char stub[3 * FILES_PATH_BYTES];
    if (access("/usr/bin/xapian-progsrv", X_OK) != 0)
        skip();
    make_shards(*state);
    snprintf(stub, sizeof stub, "remote :xapian-progsrv %s\nremote :xapian-progsrv %s\n", in(*state, "shard1"),
             in(*state, "shard2"));
    assert_same_everywhere(*state, stub);
    snprintf(stub, sizeof stub, "auto shard1\nremote :xapian-progsrv %s\n", in(*state, "shard2"));
    assert_same_everywhere(*state, stub);
}

/* == What is refused ========================================================================================== */

static void bm25_needs_numbers(void **state)
{
    static const struct {
        double k1, b;
    } cases[] = { { -1, 0.5 }, { NAN, 0.5 }, { INFINITY, 0.5 }, { 1.2, -0.1 }, { 1.2, 1.1 }, { 1.2, NAN } };
    struct xs_reader *reader = open_samples(state);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct failure failure = FAILURE_NONE;
        struct xs_result *result = NULL;
        struct xs_search search = SEARCH(TERM("eau"));
        search.bm25_k1 = cases[i].k1;
        search.bm25_b = cases[i].b;
        assert_int_equal(xs_search(reader, &search, &result, &failure), STATUS_INVALID);
        assert_null(result);
    }
    xs_reader_close(reader);
}

static void an_empty_database_has_nothing(void **state)
{
    const char *path = in(*state, "db");
    const uint32_t slot = SLOT_PLACES;
    make_database(path, samples, 0);
    struct xs_reader *reader = open_at(path);
    for (enum xs_order order = XS_BY_RELEVANCE; order <= XS_BY_VALUE_DESCENDING; order++) {
        struct xs_search search = SEARCH(QUERY(XS_OR, EVERYTHING, TERM("eau")));
        search.order = order;
        search.facet_slots = &slot;
        search.facet_count = 1;
        struct xs_result *result = search_for(reader, &search);
        assert_int_equal(result->total, 0);
        assert_int_equal(result->hit_count, 0);
        assert_int_equal(result->facets[0].without, 0);
        xs_result_free(result);
    }
    xs_reader_close(reader);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        shim_test(relevance_then_docid),
        shim_test(dates_both_ways_with_the_undated_last),
        shim_test(most_words_come_first_and_alone),
        shim_test(words_do_not_show_in_the_weight),
        shim_test(pages_are_parts_of_the_whole),
        shim_test(totals_are_exact_when_asked),
        shim_test(facets_count_every_value_of_every_match),
        shim_test(facets_see_more_than_a_page),
        shim_test(shards_answer_as_one),
        shim_test(remote_shards_answer_as_one),
        shim_test(bm25_needs_numbers),
        shim_test(an_empty_database_has_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
