/* Sorting in memory and in files: the same order, equal keys in the order added. */
#include "base/sorter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The values in order, a space after each. */
static void sort_into(struct buffer *out, size_t memory_bytes, const char *const *pairs, size_t count)
{
    struct sorter *sorter = NULL;
    struct failure failure = FAILURE_NONE;
    struct bytes value;
    bool more;
    assert_int_equal(sorter_new(&sorter, memory_bytes, &failure), STATUS_OK);
    for (size_t i = 0; i < count; i++)
        assert_int_equal(sorter_add(sorter, bytes_of(pairs[2 * i]), bytes_of(pairs[2 * i + 1]), &failure), STATUS_OK);
    for (;;) {
        assert_int_equal(sorter_next(sorter, &value, &more, &failure), STATUS_OK);
        if (!more)
            break;
        buffer_append(out, value.data, value.size);
        buffer_append_byte(out, ' ');
    }
    assert_int_equal(sorter_next(sorter, &value, &more, &failure), STATUS_OK);
    assert_false(more);
    sorter_free(sorter);
}

static void test_orders(void **state)
{
    (void)state;
    static const char *const pairs[] = { "b", "1", "a", "2", "b", "3", "", "4", "a", "5", "ab", "6", "b", "7", "\xC3\xA9", "8", "a", "" };
    static const size_t memories[] = { 1 << 20, 60, 1 };
    for (size_t i = 0; i < sizeof memories / sizeof *memories; i++) {
        struct buffer out = BUFFER_EMPTY;
        sort_into(&out, memories[i], pairs, sizeof pairs / sizeof *pairs / 2);
        assert_string_equal(out.bytes, "4 2 5  6 1 3 7 8 ");
        buffer_clear(&out);
    }
    struct buffer none = BUFFER_EMPTY;
    sort_into(&none, 1, NULL, 0);
    assert_int_equal(none.size, 0);
}

static void test_many(void **state)
{
    (void)state;
    enum { MANY = 20000 };
    struct sorter *sorter = NULL;
    struct failure failure;
    uint32_t number = 1;
    char key[16], before[16] = "";
    assert_int_equal(sorter_new(&sorter, 40000, &failure), STATUS_OK);
    for (size_t i = 0; i < MANY; i++) {
        number = number * 1664525u + 1013904223u;
        snprintf(key, sizeof key, "%08x", number);
        assert_int_equal(sorter_add(sorter, bytes_of(key), bytes_of(key), &failure), STATUS_OK);
    }
    for (size_t i = 0; i < MANY; i++) {
        struct bytes value;
        bool more;
        assert_int_equal(sorter_next(sorter, &value, &more, &failure), STATUS_OK);
        assert_true(more && value.size == 8);
        assert_true(memcmp(before, value.data, 8) <= 0);
        memcpy(before, value.data, 8);
    }
    sorter_free(sorter);
}

static void test_no_room(void **state)
{
    (void)state;
    struct sorter *sorter = NULL;
    struct failure failure;
    setenv("TMPDIR", "/nonexistent", 1);
    assert_int_equal(sorter_new(&sorter, 1, &failure), STATUS_OK);
    assert_int_equal(sorter_add(sorter, bytes_of("a"), bytes_of("b"), &failure), STATUS_OK);
    assert_int_equal(sorter_add(sorter, bytes_of("a"), bytes_of("b"), &failure), STATUS_IO);
    assert_non_null(strstr(failure.hint, "TMPDIR"));
    sorter_free(sorter);
    sorter_free(NULL);
    unsetenv("TMPDIR");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_orders),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
