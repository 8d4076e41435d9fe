/* Requests: the names of orders, and the limit of filters. */
#include "query/request.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_sort_names(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        bool known;
        enum request_sort sort;
    } cases[] = {
        { "relevance", true, SORT_RELEVANCE },
        { "newest", true, SORT_NEWEST },
        { "oldest", true, SORT_OLDEST },
        { "Pertinence", true, SORT_RELEVANCE },
        { "récent", true, SORT_NEWEST },
        { "ancien", true, SORT_OLDEST },
        { "", false, SORT_RELEVANCE },
        { "new", false, SORT_RELEVANCE },
        { "relevancerelevancerelevancerelevance", false, SORT_RELEVANCE },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        enum request_sort sort = SORT_RELEVANCE;
        assert_int_equal(request_sort_from_name(cases[i].name, &sort), cases[i].known);
        assert_int_equal(sort, cases[i].sort);
    }
}

static void test_sort_names_come_back(void **state)
{
    (void)state;
    for (enum request_sort sort = SORT_RELEVANCE; sort <= SORT_OLDEST; sort++) {
        enum request_sort back = SORT_RELEVANCE;
        assert_true(request_sort_from_name(request_sort_name(sort), &back));
        assert_int_equal(back, sort);
    }
}

static void test_filters_are_limited(void **state)
{
    (void)state;
    struct search_request request = SEARCH_REQUEST_DEFAULT;
    struct failure failure = FAILURE_NONE;
    for (size_t i = 0; i < REQUEST_FILTERS; i++)
        assert_int_equal(request_add_filter(&request, FIELD_COUNTRY, "HT", &failure), STATUS_OK);
    assert_int_equal(request_add_filter(&request, FIELD_GOAL, "security", &failure), STATUS_LIMIT);
    assert_string_equal(failure.message, "there are more than 32 filters");
    assert_int_equal(request.filter_count, REQUEST_FILTERS);
    assert_int_equal(request.limit, 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sort_names),
        cmocka_unit_test(test_sort_names_come_back),
        cmocka_unit_test(test_filters_are_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
