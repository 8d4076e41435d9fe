/* Messages: both languages say the same, and numbers are written as each has it. */
#include "query/messages.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "language/utf8.h"

#include <cmocka.h>

/* The printf directives of a text, one after the other. */
static void directives(const char *text, struct buffer *out)
{
    buffer_truncate(out, 0);
    for (const char *at = text; (at = strchr(at, '%')); at++) {
        size_t length = 1 + strspn(at + 1, "-+ #0123456789.*lzhj") + 1;
        buffer_append(out, at, length);
        at += length - 1;
    }
}

static void test_both_languages_have_the_same_directives(void **state)
{
    (void)state;
    struct buffer english = BUFFER_EMPTY, french = BUFFER_EMPTY;
    for (enum message message = 0; message < MESSAGE_COUNT; message++) {
        directives(message_text(message, LANGUAGE_ENGLISH), &english);
        directives(message_text(message, LANGUAGE_FRENCH), &french);
        if (strcmp(english.bytes, french.bytes) != 0)
            print_error("%s\n", message_text(message, LANGUAGE_ENGLISH));
        assert_string_equal(english.bytes, french.bytes);
    }
    buffer_clear(&english);
    buffer_clear(&french);
}

static void test_texts_are_texts(void **state)
{
    (void)state;
    for (enum message message = 0; message < MESSAGE_COUNT; message++) {
        for (enum language language = LANGUAGE_UNKNOWN; language <= LANGUAGE_ENGLISH; language++) {
            const char *text = message_text(message, language);
            assert_true(*text);
            assert_true(utf8_valid(bytes_of(text)));
        }
        assert_ptr_equal(message_text(message, LANGUAGE_UNKNOWN), message_text(message, LANGUAGE_ENGLISH));
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
        cmocka_unit_test(test_both_languages_have_the_same_directives),
        cmocka_unit_test(test_texts_are_texts),
        cmocka_unit_test(test_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
