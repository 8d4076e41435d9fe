/* Time stamps and the day that can be fixed. */
#include "base/clock.h"

#include "tests/unit/scratch.h"

#include <time.h>

static void test_stamps(void **state)
{
    (void)state;
    static const struct {
        int64_t seconds;
        const char *stamp;
    } cases[] = {
        { 0, "1970-01-01T00:00:00Z" },
        { 1239710400, "2009-04-14T12:00:00Z" },
        { -1, "1969-12-31T23:59:59Z" },
        { 951782400, "2000-02-29T00:00:00Z" },
        { -62167219200, "0000-01-01T00:00:00Z" },
        { INT64_MIN, "0000-01-01T00:00:00Z" },
        { 253402300799, "9999-12-31T23:59:59Z" },
        { INT64_MAX, "9999-12-31T23:59:59Z" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char stamp[CLOCK_STAMP_BYTES];
        clock_format_utc(cases[i].seconds, stamp);
        assert_string_equal(stamp, cases[i].stamp);
    }
}

static void test_fixed_day(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t seconds; /* -1: the real time */
    } cases[] = {
        { "0", 0 },    { "1239710400", 1239710400 },   { "", -1 }, { " 5", -1 }, { "-5", -1 },
        { "12x", -1 }, { "99999999999999999999", -1 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        setenv("SOURCE_DATE_EPOCH", cases[i].text, 1);
        if (cases[i].seconds >= 0)
            assert_int_equal(clock_now_s(), cases[i].seconds);
        else
            assert_in_range(clock_now_s(), time(NULL) - 2, time(NULL) + 2);
    }
    unsetenv("SOURCE_DATE_EPOCH");
    assert_in_range(clock_now_s(), time(NULL) - 2, time(NULL) + 2);
}

static void test_never_back(void **state)
{
    (void)state;
    uint64_t before = clock_monotonic_ns();
    for (int i = 0; i < 1000; i++) {
        uint64_t now = clock_monotonic_ns();
        assert_true(now >= before);
        before = now;
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stamps),
        cmocka_unit_test(test_fixed_day),
        cmocka_unit_test(test_never_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
