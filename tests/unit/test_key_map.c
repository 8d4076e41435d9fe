/* A map from strings to two numbers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "indexer/common/key_map.h"

#include <cmocka.h>

static struct key key_of_number(unsigned number)
{
    char text[24];
    int size = snprintf(text, sizeof text, "http://example.org/%u", number);
    return key_of((struct bytes){ text, (size_t)size });
}

static void test_keys(void **state)
{
    (void)state;
    struct key one = key_of((struct bytes){ "a", 1 }), same = key_of((struct bytes){ "ab", 1 });
    struct key empty = key_of((struct bytes){ "", 0 });
    assert_true(one.high == same.high && one.low == same.low);
    assert_false(one.high == empty.high);
}

static void test_map(void **state)
{
    (void)state;
    enum { COUNT = 10000 };
    struct key_map map = KEY_MAP_EMPTY;
    bool made;
    assert_null(key_map_find(&map, key_of_number(1)));
    for (unsigned i = 0; i < COUNT; i++) {
        struct key_entry *entry = key_map_add(&map, key_of_number(i), &made);
        assert_non_null(entry);
        assert_true(made && entry->first == 0 && entry->second == 0);
        entry->first = i;
        entry->second = 2 * i;
    }
    assert_int_equal(map.count, COUNT);
    for (unsigned i = 0; i < COUNT; i++) {
        assert_int_equal(key_map_find(&map, key_of_number(i))->first, i);
        assert_int_equal(key_map_add(&map, key_of_number(i), &made)->second, 2 * i);
        assert_false(made);
    }
    assert_null(key_map_find(&map, key_of_number(COUNT)));
    assert_int_equal(map.count, COUNT);
    key_map_clear(&map);
    assert_null(key_map_find(&map, key_of_number(1)));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_keys), cmocka_unit_test(test_map) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
