/* The growing string, its limit, and binary data read back. */
#include "base/buffer.h"

#include "tests/unit/scratch.h"

#include <string.h>

static void test_appending(void **state)
{
    (void)state;
    struct buffer buffer = BUFFER_EMPTY;
    assert_string_equal(buffer.bytes, "");
    buffer_append(&buffer, NULL, 0);
    buffer_append_text(&buffer, "un");
    buffer_append_byte(&buffer, ' ');
    buffer_append_format(&buffer, "%d %s", 2, "trois");
    assert_string_equal(buffer.bytes, "un 2 trois");
    assert_int_equal(buffer.size, 10);
    for (int i = 0; i < 10000; i++)
        buffer_append_text(&buffer, "0123456789");
    assert_int_equal(buffer.size, 100010);
    assert_string_equal(buffer.bytes + 100000, "0123456789");
    assert_int_equal(buffer_status(&buffer, "x", NULL), STATUS_OK);

    buffer_truncate(&buffer, 2);
    assert_string_equal(buffer.bytes, "un");
    buffer_truncate(&buffer, 5);
    assert_int_equal(buffer.size, 2);
    buffer_clear(&buffer);
    assert_string_equal(buffer.bytes, "");
    buffer_clear(&buffer);
}

static void test_limit_is_remembered(void **state)
{
    (void)state;
    struct buffer buffer = BUFFER_LIMITED(5);
    struct failure failure;
    buffer_append_text(&buffer, "12345");
    assert_int_equal(buffer_status(&buffer, "the text", &failure), STATUS_OK);
    buffer_append_byte(&buffer, '6');
    buffer_append_format(&buffer, "%s", "");
    assert_null(buffer_reserve(&buffer, 0));
    buffer_commit(&buffer, 3);
    assert_string_equal(buffer.bytes, "12345");
    assert_int_equal(buffer_status(&buffer, "the text", &failure), STATUS_LIMIT);
    assert_string_equal(failure.message, "the text is larger than 5 bytes");

    buffer_truncate(&buffer, 1);
    buffer_append_text(&buffer, "abcd");
    assert_string_equal(buffer.bytes, "1abcd");
    assert_int_equal(buffer_status(&buffer, "the text", &failure), STATUS_OK);
    buffer_append_text(&buffer, "e");
    assert_null(buffer_detach(&buffer));
    assert_int_equal(buffer.size, 0);
}

static void test_more_than_there_is(void **state)
{
    (void)state;
    struct buffer buffer = BUFFER_EMPTY;
    struct failure failure;
    assert_null(buffer_reserve(&buffer, SIZE_MAX));
    assert_int_equal(buffer_status(&buffer, "x", &failure), STATUS_NO_MEMORY);
    buffer_clear(&buffer);
    assert_int_equal(buffer_status(&buffer, "x", &failure), STATUS_OK);
}

static void test_reserved_room(void **state)
{
    (void)state;
    struct buffer buffer = BUFFER_EMPTY;
    buffer_append_text(&buffer, "a");
    memset(buffer_reserve(&buffer, 10), 'x', 10);
    buffer_commit(&buffer, 0);
    assert_string_equal(buffer.bytes, "a");
    memset(buffer_reserve(&buffer, 10), 'y', 10);
    buffer_truncate(&buffer, 1);
    assert_string_equal(buffer.bytes, "a");
    buffer_clear(&buffer);
}

static void test_detach(void **state)
{
    (void)state;
    struct buffer buffer = BUFFER_EMPTY;
    char *empty = buffer_detach(&buffer);
    assert_string_equal(empty, "");
    buffer_append_text(&buffer, "mine");
    char *text = buffer_detach(&buffer);
    assert_string_equal(text, "mine");
    assert_string_equal(buffer.bytes, "");
    free(empty);
    free(text);
}

static void test_varints(void **state)
{
    (void)state;
    static const struct {
        uint64_t number;
        size_t size;
    } cases[] = {
        { 0, 1 },
        { 1, 1 },
        { 127, 1 },
        { 128, 2 },
        { 300, 2 },
        { 16383, 2 },
        { 16384, 3 },
        { UINT32_MAX, 5 },
        { UINT64_MAX / 2, 9 },
        { UINT64_MAX / 2 + 1, 10 },
        { UINT64_MAX, 10 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer buffer = BUFFER_EMPTY;
        uint64_t number = 42;
        buffer_append_varint(&buffer, cases[i].number);
        assert_int_equal(buffer.size, cases[i].size);
        for (size_t size = 0; size < buffer.size; size++) {
            struct bytes cut = { buffer.bytes, size };
            assert_false(bytes_read_varint(&cut, &number));
            assert_int_equal(cut.size, size);
        }
        struct bytes whole = { buffer.bytes, buffer.size };
        assert_true(bytes_read_varint(&whole, &number));
        assert_true(number == cases[i].number);
        assert_int_equal(whole.size, 0);
        buffer_clear(&buffer);
    }
}

static void test_bad_varints(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x02",     /* a 65th bit */
        "\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\x81\x01", /* an eleventh byte */
        "\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80",     /* no end */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bytes from = { cases[i], strlen(cases[i]) };
        uint64_t number;
        assert_false(bytes_read_varint(&from, &number));
    }
}

static void test_reading_bytes(void **state)
{
    (void)state;
    struct bytes from = { "abc", 3 }, taken;
    assert_false(bytes_read(&from, 4, &taken));
    assert_false(bytes_read(&from, SIZE_MAX, &taken));
    assert_true(bytes_read(&from, 2, &taken));
    assert_memory_equal(taken.data, "ab", 2);
    assert_true(bytes_read(&from, 1, &taken));
    assert_true(bytes_read(&from, 0, &taken));
    assert_false(bytes_read(&from, 1, &taken));
    struct bytes nothing = { NULL, 0 };
    assert_true(bytes_read(&nothing, 0, &taken));
}

static void test_decimals(void **state)
{
    (void)state;
    struct buffer buffer = BUFFER_EMPTY;
    static const uint64_t numbers[] = { 0, 7, 10, 4096, UINT64_MAX };
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        buffer_append_decimal(&buffer, numbers[i]);
        buffer_append_byte(&buffer, ' ');
    }
    assert_string_equal(buffer.bytes, "0 7 10 4096 18446744073709551615 ");
    buffer_clear(&buffer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_appending),
        cmocka_unit_test(test_limit_is_remembered),
        cmocka_unit_test(test_more_than_there_is),
        cmocka_unit_test(test_reserved_room),
        cmocka_unit_test(test_detach),
        cmocka_unit_test(test_decimals),
        cmocka_unit_test(test_varints),
        cmocka_unit_test(test_bad_varints),
        cmocka_unit_test(test_reading_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
