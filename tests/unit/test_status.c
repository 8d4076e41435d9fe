/* Failures: one line, cut at a character, harmless to a terminal. */
#include "base/status.h"

#include "tests/unit/scratch.h"

#include <string.h>

static void test_message(void **state)
{
    (void)state;
    struct failure failure = FAILURE_NONE;
    assert_int_equal((fail)(&failure, STATUS_IO, "cannot read %s: %s", "a", "no"), STATUS_IO);
    assert_int_equal(failure.status, STATUS_IO);
    assert_string_equal(failure.message, "cannot read a: no");
    assert_string_equal(failure.hint, "");

    assert_int_equal(fail_hint(&failure, "try %d", 2), STATUS_IO);
    assert_string_equal(failure.hint, "try 2");
    assert_int_equal(fail_no_memory(&failure), STATUS_NO_MEMORY);
    assert_string_equal(failure.message, "out of memory");
    assert_string_equal(failure.hint, "");
}

static void test_no_failure_wanted(void **state)
{
    (void)state;
    assert_int_equal((fail)(NULL, STATUS_LIMIT, "x"), STATUS_LIMIT);
    assert_int_equal(fail_no_memory(NULL), STATUS_NO_MEMORY);
}

static void test_message_of_itself(void **state)
{
    (void)state;
    struct failure failure;
    (fail)(&failure, STATUS_IO, "reason");
    (fail)(&failure, STATUS_IO, "around: %s", failure.message);
    assert_string_equal(failure.message, "around: reason");
}

static void test_control_characters(void **state)
{
    (void)state;
    static const struct {
        const char *text, *shown;
    } cases[] = {
        { "two\nlines", "two?lines" },
        { "\x1B[2Jgone", "?[2Jgone" },
        { "del\x7F", "del?" },
        { "c1 \xC2\x9B"
          "2J",
          "c1 ??2J" },
        { "h\xC3\xA9 \xC2\xA0", "h\xC3\xA9 \xC2\xA0" },
        { "\xC2", "\xC2" },
    };
    struct failure failure;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        (fail)(&failure, STATUS_IO, "%s", cases[i].text);
        assert_string_equal(failure.message, cases[i].shown);
    }
}

/* Around the place where the message is cut, every number of bytes before a character of two, three and four. */
static void test_cut_at_character(void **state)
{
    (void)state;
    static const char *const characters[] = { "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x8D\x81" };
    for (size_t i = 0; i < 3; i++) {
        for (int before = 500; before < 512; before++) {
            struct failure failure;
            size_t size = strlen(characters[i]);
            (fail)(&failure, STATUS_IO, "%*s%s%s%s%s%s%s%s", before, "", characters[i], characters[i], characters[i],
                   characters[i], characters[i], characters[i], characters[i]);
            size_t kept = strlen(failure.message);
            assert_true(kept <= 511 && kept >= (size_t)before);
            assert_int_equal((kept - (size_t)before) % size, 0);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_message),           cmocka_unit_test(test_no_failure_wanted),
        cmocka_unit_test(test_message_of_itself), cmocka_unit_test(test_control_characters),
        cmocka_unit_test(test_cut_at_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
