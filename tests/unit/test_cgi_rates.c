/* Buckets: they empty, they fill, each visitor has one, and the file stays as large as it is. */
#include "query/cgi/cgi_rates.h"

#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/scratch.h"

static struct scratch scratch;
static char path[FILES_PATH_BYTES];
static const uint64_t now = UINT64_C(1800000000000);

static int set_up(void **state)
{
    (void)state;
    scratch_open(&scratch);
    scratch_path(&scratch, "rates", path);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_close(&scratch);
    return 0;
}

static struct cgi_visitor visitor(unsigned number)
{
    struct cgi_visitor made = { { 0 } };
    memcpy(made.address + 12, &number, sizeof number);
    return made;
}

static struct cgi_rates *open_rates(unsigned per_minute, unsigned burst)
{
    struct cgi_rates *rates;
    struct failure failure;
    assert_int_equal(cgi_rates_open(&rates, path, per_minute, burst, &failure), STATUS_OK);
    return rates;
}

/* 60 a minute, 5 at once. */
static void test_bucket(void **state)
{
    (void)state;
    struct cgi_rates *rates = open_rates(60, 5);
    struct cgi_visitor one = visitor(1), other = visitor(2);
    for (int i = 0; i < 5; i++)
        assert_int_equal(cgi_rates_take(rates, &one, now), 0);
    assert_int_equal(cgi_rates_take(rates, &one, now), 1);
    assert_int_equal(cgi_rates_take(rates, &one, now + 999), 1);
    assert_int_equal(cgi_rates_take(rates, &other, now), 0);
    assert_int_equal(cgi_rates_take(rates, &one, now + 1000), 0);
    assert_int_equal(cgi_rates_take(rates, &one, now + 1000), 1);
    for (int i = 0; i < 5; i++)
        assert_int_equal(cgi_rates_take(rates, &one, now + 3600000), 0);
    assert_int_not_equal(cgi_rates_take(rates, &one, now + 3600000), 0);
    cgi_rates_close(rates);
}

/* What one process took, another knows, after a restart, too. */
static void test_sharing(void **state)
{
    (void)state;
    struct cgi_rates *rates = open_rates(1, 2), *again;
    struct cgi_visitor one = visitor(77);
    assert_int_equal(cgi_rates_take(rates, &one, now), 0);
    again = open_rates(1, 2);
    assert_int_equal(cgi_rates_take(again, &one, now), 0);
    assert_int_equal(cgi_rates_take(rates, &one, now), 60);
    cgi_rates_close(rates);
    cgi_rates_close(again);
    rates = open_rates(1, 2);
    assert_int_equal(cgi_rates_take(rates, &one, now + 1000), 59);
    cgi_rates_close(rates);
}

/* Of many processes at once, no more get through than there are tokens. */
static void test_racing(void **state)
{
    (void)state;
    enum { PROCESSES = 4, EACH = 200, TOKENS = 300 };
    struct cgi_rates *rates = open_rates(1, TOKENS);
    unsigned passed = 0;
    for (int i = 0; i < PROCESSES; i++) {
        pid_t child = fork();
        assert_true(child >= 0);
        if (child == 0) {
            int mine = 0;
            struct cgi_visitor one = visitor(4711);
            for (int j = 0; j < EACH; j++)
                mine += cgi_rates_take(rates, &one, now) == 0;
            _exit(mine); /* at most 200 */
        }
    }
    for (int i = 0, status; i < PROCESSES; i++) {
        assert_true(wait(&status) > 0);
        passed += (unsigned)WEXITSTATUS(status);
    }
    assert_int_equal(passed, TOKENS);
    cgi_rates_close(rates);
}

/* A million visitors: nothing grows, and few who asked once are taken for another. */
static void test_many(void **state)
{
    (void)state;
    struct stat before, after;
    struct cgi_rates *rates = open_rates(60, 3);
    unsigned refused = 0;
    assert_int_equal(stat(path, &before), 0);
    for (unsigned i = 0; i < 1000000; i++) {
        struct cgi_visitor one = visitor(i + 100000);
        refused += cgi_rates_take(rates, &one, now + i) != 0;
    }
    assert_true(refused < 20);
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_size, after.st_size);
    assert_int_equal(before.st_size, (1 << 20) + 64);
    assert_int_equal(before.st_mode & 0777, 0600);
    cgi_rates_close(rates);
}

static void test_refused(void **state)
{
    (void)state;
    struct cgi_rates *rates;
    struct failure failure;
    char other[FILES_PATH_BYTES];
    scratch_path(&scratch, "letter", other);
    assert_int_equal(files_write_atomically(other, "Dear Sir", 8, NULL), STATUS_OK);
    assert_int_equal(cgi_rates_open(&rates, other, 1, 1, &failure), STATUS_INVALID);
    assert_non_null(strstr(failure.message, "not a file of depeche.cgi"));
    assert_null(rates);
    assert_int_not_equal(cgi_rates_open(&rates, scratch.path, 1, 1, &failure), STATUS_OK);
    assert_int_equal(cgi_rates_open(&rates, "/dev/null", 1, 1, &failure), STATUS_INVALID);
    assert_int_not_equal(cgi_rates_open(&rates, "/no/such/place", 1, 1, &failure), STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bucket), cmocka_unit_test(test_sharing), cmocka_unit_test(test_racing),
        cmocka_unit_test(test_many),   cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
