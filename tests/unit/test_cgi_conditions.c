/* Whether a copy still holds: tags as browsers, servers and robots send them, and moments. */
#include "query/cgi/cgi_conditions.h"

#include <string.h>

#include "tests/unit/scratch.h"

static void test_moments(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        const char *moment;
    } cases[] = {
        { 784111777, "Sun, 06 Nov 1994 08:49:37 GMT" },
        { 1709164800, "Thu, 29 Feb 2024 00:00:00 GMT" },
        { 1, "Thu, 01 Jan 1970 00:00:01 GMT" },
        { 0, "" },
        { -1, "" },
        { INT64_C(253402300799), "Fri, 31 Dec 9999 23:59:59 GMT" },
        { INT64_C(253402300800), "" },
        { INT64_MAX, "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char moment[CGI_MOMENT_BYTES];
        cgi_moment_format(cases[i].seconds, moment);
        assert_string_equal(moment, cases[i].moment);
    }
}

static void test_conditions(void **state)
{
    (void)state;
    static const char tag[] = "W/\"7-abc\"", moment[] = "Sun, 06 Nov 1994 08:49:37 GMT";
    static const struct {
        const char *none_match, *modified_since;
        bool unchanged;
    } cases[] = {
        { "", "", false },
        { "W/\"7-abc\"", "", true },
        { "\"7-abc\"", "", true },
        { " *", "", true },
        { "\"x\", W/\"y\",W/\"7-abc\"", "", true },
        { "W/\"7-abc-gzip\"", "", true },
        { "W/\"7-abc;gzip\"", "", true },
        { "W/\"7-abcd\"", "", false },
        { "W/\"7-ab\"", "", false },
        { "7-abc", "", false },
        { "\"7-abc", "", false },
        { "\"\"\"\"\"\"\"", "", false },
        { "", moment, true },
        { "", "Sun, 06 Nov 1994 08:49:38 GMT", false },
        { "", "yesterday", false },
        { "\"x\"", moment, false }, /* the tag decides where there is one */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct cgi_environment environment = { .if_none_match = cases[i].none_match,
                                                     .if_modified_since = cases[i].modified_since };
        assert_int_equal(cgi_is_unchanged(&environment, tag, 784111777), cases[i].unchanged);
    }
    const struct cgi_environment any = { .if_none_match = "*", .if_modified_since = "" };
    assert_false(cgi_is_unchanged(&any, "", 784111777));
    const struct cgi_environment since = { .if_none_match = "", .if_modified_since = "" };
    assert_false(cgi_is_unchanged(&since, tag, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_moments),
        cmocka_unit_test(test_conditions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
