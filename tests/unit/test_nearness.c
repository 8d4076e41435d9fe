/* What the places of words do to the order of hits: near before far, early before late, the same on every page. */
#include "query/nearness.h"

#include "query/search.h"

#include "tests/unit/search_case.h"

#define FILL_10 "un deux trois quatre cinq six sept huit neuf dix "
#define FILL_60 FILL_10 FILL_10 FILL_10 FILL_10 FILL_10 FILL_10
#define DATED "fr", "release", "2009-04-14", "", "", ""
#define UNDATED "fr", "page", "", "", "", ""

static const struct small_document documents[] = {
    { "far", "Note", "La pêche ici. " FILL_10 "Le hareng aussi. " FILL_10, UNDATED },
    { "near", "Note", "La pêche du hareng. " FILL_10 "Ici aussi. " FILL_10, UNDATED },
    { "late", "Avis", FILL_60 "Un quota de crabe aujourd'hui.", DATED },
    { "early", "Avis", "Un quota de crabe aujourd'hui. " FILL_60, DATED },
    { "turned", "Carte", "La ligne par la baie. " FILL_10, UNDATED },
    { "in order", "Carte", "La baie par la ligne. " FILL_10, UNDATED },
    { "plural", "Port", "Les navires ancrés au quai. " FILL_10, UNDATED },
    { "as typed", "Port", "Les navire ancré au quai. " FILL_10, UNDATED },
    { "no relative", "Bois", "Une scierie au village. " FILL_10, UNDATED },
    { "relative", "Bois", "Une scierie forestière. " FILL_10, UNDATED },
    { "another day", "Point", "Le bulletin sanitaire du jour. " FILL_10, "fr", "release", "2009-05-02", "", "", "" },
    { "the day", "Point", "Le bulletin sanitaire du jour. " FILL_10, "fr", "release", "2009-05-03", "", "", "" },
};
enum { DOCUMENTS = sizeof documents / sizeof *documents };

static int set_up(void **state)
{
    (void)state;
    return search_case_open(1, documents, DOCUMENTS);
}

static void expect_found(struct search_request request, const char *expected)
{
    struct search_answer answer;
    struct failure failure = FAILURE_NONE;
    char found[200] = "";
    assert_int_equal(search_run(searcher, &request, &answer, &failure), STATUS_OK);
    for (size_t i = 0; i < answer.hit_count; i++) {
        size_t used = strlen(found);
        assert_int_equal(answer.hits[i].rank, request.offset + i + 1);
        snprintf(found + used, sizeof found - used, "%s%s", i ? " " : "", answer.hits[i].record.uri);
        assert_true(i == 0 || answer.hits[i].score <= answer.hits[i - 1].score);
    }
    assert_string_equal(found, expected);
    search_answer_clear(&answer);
}

static struct search_request request_for(const char *query, uint32_t offset, uint32_t limit)
{
    struct search_request request = SEARCH_REQUEST_DEFAULT;
    request.query = query;
    request.offset = offset;
    request.limit = limit;
    return request;
}

static void test_orders(void **state)
{
    (void)state;
    static const struct {
        const char *query, *expected;
    } cases[] = {
        { "pêche hareng", "near far" },
        { "hareng pêche", "near far" }, /* in either order */
        { "pêche", "far near" },        /* one word is near nothing */
        { "quota crabe", "early late" },
        { "\"quota de crabe\"", "early late" },
        { "pêche -hareng", "" },
        { "baie de la ligne", "in order turned" }, /* both are as near, one as in the query */
        { "ligne de la baie", "turned in order" },
        { "navire ancré", "as typed plural" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        expect_found(request_for(cases[i].query, 0, 10), cases[i].expected);
}

/* Where not every word must match: a word of the same family counts for one that is missing. */
static void test_relatives(void **state)
{
    (void)state;
    struct search_request request = request_for("scierie forestier", 0, 10);
    request.plain = true;
    request.match = MATCH_ANY;
    request.query = "scierie forestiers bulletin";
    request.query_language = LANGUAGE_ENGLISH; /* whose stemmer leaves the French feminine alone */
    struct search_answer answer;
    struct failure failure = FAILURE_NONE;
    double with = 0, without = 0;
    assert_int_equal(search_run(searcher, &request, &answer, &failure), STATUS_OK);
    for (size_t i = 0; i < answer.hit_count; i++) {
        if (strcmp(answer.hits[i].record.uri, "relative") == 0)
            with = answer.hits[i].score;
        if (strcmp(answer.hits[i].record.uri, "no relative") == 0)
            without = answer.hits[i].score;
    }
    assert_true(without > 0 && with > without);
    search_answer_clear(&answer);
}

/* The date of a document is asked for like one of its words. */
static void test_dates(void **state)
{
    (void)state;
    struct search_request request = request_for("bulletin sanitaire 3 mai 2009", 0, 10);
    request.match = MATCH_ANY;
    expect_found(request, "the day another day");
    request.query = "Bulletin sanitaire, May 2, 2009";
    expect_found(request, "another day the day");
    request.query = "bulletin sanitaire";
    expect_found(request, "another day the day");
}

static void test_pages(void **state)
{
    (void)state;
    expect_found(request_for("pêche hareng", 0, 1), "near");
    expect_found(request_for("pêche hareng", 1, 1), "far");
    expect_found(request_for("pêche hareng", 2, 1), "");
    expect_found(request_for("pêche hareng", NEARNESS_HITS, 1), "");
    expect_found(request_for("pêche hareng", 0, 0), "");
}

static void test_bare(void **state)
{
    (void)state;
    struct search_request request = request_for("hareng ? pêche !", 0, 10);
    request.plain = request.bare = true;
    request.match = MATCH_ANY;
    expect_found(request, "near far");
}

static void test_sorted_by_date(void **state)
{
    (void)state;
    struct search_request request = request_for("quota crabe", 0, 10);
    request.sort = SORT_OLDEST;
    expect_found(request, "late early"); /* of one day: BM25, then as indexed; places do not count */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_orders), cmocka_unit_test(test_relatives), cmocka_unit_test(test_dates),
        cmocka_unit_test(test_pages),  cmocka_unit_test(test_bare),      cmocka_unit_test(test_sorted_by_date),
    };
    return cmocka_run_group_tests(tests, set_up, search_case_close);
}
