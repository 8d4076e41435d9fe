/* Messages: two languages in one process, whatever its locale; and numbers as each writes them. */
#include "language/messages.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_each_language_in_turn(void **state)
{
    (void)state;
    static const char english[] = "No document found";
    for (int i = 0; i < 2; i++) {
        assert_ptr_equal(message_in(LANGUAGE_ENGLISH, english), english);
        assert_ptr_equal(message_in(LANGUAGE_UNKNOWN, english), english);
        assert_string_equal(message_in(LANGUAGE_FRENCH, english), "Aucun document trouvé");
        assert_string_equal(message_in_french(english), "Aucun document trouvé");
    }
    assert_true(messages_open());
}

static void test_the_locale_does_not_matter(void **state)
{
    (void)state;
    static const char *const locales[] = { "C", "C.UTF-8", "fr_CA.UTF-8", "nowhere" };
    for (size_t i = 0; i < sizeof locales / sizeof *locales; i++) {
        setenv("LC_ALL", locales[i], 1);
        assert_string_equal(message_in(LANGUAGE_FRENCH, "No document found"), "Aucun document trouvé");
        assert_string_equal(message_in(LANGUAGE_ENGLISH, "No document found"), "No document found");
    }
    unsetenv("LC_ALL");
}

static void test_a_message_of_nobody_stays(void **state)
{
    (void)state;
    static const char unknown[] = "xyzzy %s";
    assert_ptr_equal(message_in(LANGUAGE_FRENCH, unknown), unknown);
    assert_string_equal(message_count_in(LANGUAGE_FRENCH, 1, "xyzzy", "xyzzies"), "xyzzy");
}

static void test_counts(void **state)
{
    (void)state;
    static const struct {
        uint64_t count;
        const char *english, *french;
    } cases[] = {
        { 0, "%s results", "%s résultat" },
        { 1, "%s result", "%s résultat" },
        { 2, "%s results", "%s résultats" },
        { UINT64_C(1) << 40, "%s results", "%s résultats" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(message_count_in(LANGUAGE_ENGLISH, cases[i].count, "%s result", "%s results"),
                            cases[i].english);
        assert_string_equal(message_count_in(LANGUAGE_FRENCH, cases[i].count, "%s result", "%s results"),
                            cases[i].french);
    }
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        uint64_t number;
        const char *english, *french;
    } cases[] = {
        { 0, "0", "0" },
        { 999, "999", "999" },
        { 1000, "1,000", "1\u00A0000" },
        { 1234567, "1,234,567", "1\u00A0234\u00A0567" },
        { UINT64_MAX, "18,446,744,073,709,551,615", "18\u00A0446\u00A0744\u00A0073\u00A0709\u00A0551\u00A0615" },
    };
    struct buffer out = BUFFER_EMPTY;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        buffer_truncate(&out, 0);
        message_append_number(&out, cases[i].number, LANGUAGE_ENGLISH);
        assert_string_equal(out.bytes, cases[i].english);
        buffer_truncate(&out, 0);
        message_append_number(&out, cases[i].number, LANGUAGE_FRENCH);
        assert_string_equal(out.bytes, cases[i].french);
    }
    buffer_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_language_in_turn),
        cmocka_unit_test(test_the_locale_does_not_matter),
        cmocka_unit_test(test_a_message_of_nobody_stays),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
