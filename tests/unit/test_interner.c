/* Strings as numbers: equal ones get equal ids, views stay, truncation forgets. */
#include "base/interner.h"

#include "tests/unit/scratch.h"

#include <string.h>

enum { MANY = 200000 };

static struct bytes numbered(char text[32], int number)
{
    int size = snprintf(text, 32, "mot%d", number);
    return (struct bytes){ text, (size_t)size };
}

static void test_equal_strings(void **state)
{
    (void)state;
    struct interner *interner;
    assert_int_equal(interner_new(&interner, NULL), STATUS_OK);
    assert_int_equal(interner_find(interner, bytes_of("école")), INTERNER_NONE);
    assert_int_equal(interner_add(interner, bytes_of("école")), 0);
    assert_int_equal(interner_add(interner, bytes_of("")), 1);
    assert_int_equal(interner_add(interner, (struct bytes){ "a\0b", 3 }), 2);
    assert_int_equal(interner_add(interner, (struct bytes){ "a\0c", 3 }), 3);
    assert_int_equal(interner_add(interner, bytes_of("école")), 0);
    assert_int_equal(interner_add(interner, (struct bytes){ NULL, 0 }), 1);
    assert_int_equal(interner_find(interner, (struct bytes){ "a\0c", 3 }), 3);
    assert_int_equal(interner_find(interner, bytes_of("a")), INTERNER_NONE);
    assert_int_equal(interner_count(interner), 4);
    assert_int_equal(interner_text(interner, 2).size, 3);
    assert_memory_equal(interner_text(interner, 2).data, "a\0b", 3);
    interner_free(interner);
    interner_free(NULL);
}

/* Many at once are as many one by one, also where strings come twice, and while the table grows. */
static void test_all(void **state)
{
    (void)state;
    struct interner *interner;
    char texts[INTERNER_AT_ONCE][32];
    struct bytes views[INTERNER_AT_ONCE];
    uint32_t ids[INTERNER_AT_ONCE];
    assert_int_equal(interner_new(&interner, NULL), STATUS_OK);
    for (int begin = 0; begin < 5000; begin += INTERNER_AT_ONCE / 2) {
        for (int i = 0; i < INTERNER_AT_ONCE; i++)
            views[i] = numbered(texts[i], begin + i / 2);
        assert_true(interner_add_all(interner, views, INTERNER_AT_ONCE, ids));
        for (int i = 0; i < INTERNER_AT_ONCE; i++)
            assert_int_equal(ids[i], begin + i / 2);
    }
    assert_true(interner_add_all(interner, views, 0, ids));
    assert_int_equal(interner_find(interner, numbered(texts[0], 17)), 17);
    interner_free(interner);
}

static void test_many_and_truncated(void **state)
{
    (void)state;
    struct interner *interner;
    char text[32];
    assert_int_equal(interner_new(&interner, NULL), STATUS_OK);
    assert_int_equal(interner_add(interner, bytes_of("premier")), 0);
    const char *view = interner_text(interner, 0).data;
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < MANY; i++)
            assert_int_equal(interner_add(interner, numbered(text, i)), i + 1);
        for (int i = 0; i < MANY; i += 7)
            assert_int_equal(interner_find(interner, numbered(text, i)), i + 1);
        assert_ptr_equal(interner_text(interner, 0).data, view);

        size_t kept = round == 0 ? 5000 : 1;
        interner_truncate(interner, kept);
        assert_int_equal(interner_count(interner), kept);
        assert_int_equal(interner_find(interner, numbered(text, 4998)), round == 0 ? 4999 : INTERNER_NONE);
        assert_int_equal(interner_find(interner, numbered(text, 4999)), INTERNER_NONE);
        assert_int_equal(interner_find(interner, bytes_of("premier")), 0);
        interner_truncate(interner, 1);
    }
    interner_truncate(interner, 0);
    assert_int_equal(interner_find(interner, bytes_of("premier")), INTERNER_NONE);
    assert_int_equal(interner_add(interner, bytes_of("encore")), 0);
    interner_free(interner);
}

static void test_long_string(void **state)
{
    (void)state;
    struct interner *interner;
    size_t size = 1 << 20;
    char *text = calloc(1, size);
    assert_non_null(text);
    assert_int_equal(interner_new(&interner, NULL), STATUS_OK);
    assert_int_equal(interner_add(interner, bytes_of("a")), 0);
    assert_int_equal(interner_add(interner, (struct bytes){ text, size }), 1);
    assert_int_equal(interner_add(interner, bytes_of("b")), 2);
    assert_int_equal(interner_find(interner, (struct bytes){ text, size }), 1);
    interner_truncate(interner, 1);
    assert_int_equal(interner_find(interner, (struct bytes){ text, size }), INTERNER_NONE);
    assert_int_equal(interner_add(interner, bytes_of("c")), 1);
    assert_memory_equal(interner_text(interner, 0).data, "a", 1);
    interner_free(interner);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_equal_strings),
        cmocka_unit_test(test_all),
        cmocka_unit_test(test_many_and_truncated),
        cmocka_unit_test(test_long_string),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
