/* Growing arrays. */
#include "base/array.h"

#include "tests/unit/scratch.h"

static void test_grows_and_keeps(void **state)
{
    (void)state;
    int *items = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 1000; i++) {
        assert_true(array_reserve((void **)&items, &capacity, i + 1, sizeof *items));
        items[i] = (int)i;
    }
    assert_int_equal(capacity, 1024);
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(items[i], i);
    free(items);
}

static void test_more_than_there_is(void **state)
{
    (void)state;
    static const struct {
        size_t count, item_bytes;
    } cases[] = { { SIZE_MAX, 1 }, { SIZE_MAX / 2 + 2, 1 }, { SIZE_MAX / 8, 16 } };
    int *items = NULL;
    size_t capacity = 0;
    assert_true(array_reserve((void **)&items, &capacity, 1, sizeof *items));
    items[0] = 7;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_false(array_reserve((void **)&items, &capacity, cases[i].count, cases[i].item_bytes));
    assert_int_equal(capacity, 8);
    assert_int_equal(items[0], 7);
    free(items);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_grows_and_keeps),
        cmocka_unit_test(test_more_than_there_is),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
