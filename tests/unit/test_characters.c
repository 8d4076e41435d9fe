/* What characters are to the scanner of words. */
#include "language/characters.h"

#include "tests/unit/scratch.h"

#include <string.h>

static void test_kinds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        enum character_kind kind;
    } cases[] = {
        { "a", CHARACTER_LETTER },
        { "Z", CHARACTER_LETTER },
        { "é", CHARACTER_LETTER },
        { "œ", CHARACTER_LETTER },
        { "Ŵ", CHARACTER_LETTER },
        { "ﬁ", CHARACTER_LETTER },
        { "ᵉ", CHARACTER_LETTER },
        { "º", CHARACTER_LETTER },
        { "µ", CHARACTER_LETTER },
        { "₂", CHARACTER_LETTER },
        { "Ⅳ", CHARACTER_LETTER },
        { "я", CHARACTER_LETTER },
        { "한", CHARACTER_LETTER },
        { "٣", CHARACTER_LETTER },
        { "0", CHARACTER_DIGIT },
        { "9", CHARACTER_DIGIT },
        { "\xCC\x81", CHARACTER_MARK },
        { "\xE0\xA4\xBE", CHARACTER_MARK },
        { "\xC2\xAD", CHARACTER_INVISIBLE },
        { "\xE2\x80\x8B", CHARACTER_INVISIBLE },
        { "\xEF\xBB\xBF", CHARACTER_INVISIBLE },
        { "'", CHARACTER_APOSTROPHE },
        { "’", CHARACTER_APOSTROPHE },
        { "‘", CHARACTER_APOSTROPHE },
        { "ʼ", CHARACTER_APOSTROPHE },
        { "′", CHARACTER_APOSTROPHE },
        { "`", CHARACTER_APOSTROPHE },
        { "´", CHARACTER_APOSTROPHE },
        { "＇", CHARACTER_APOSTROPHE },
        { "²", CHARACTER_SUPERSCRIPT },
        { "⁷", CHARACTER_SUPERSCRIPT },
        { "中", CHARACTER_WORD },
        { "ひ", CHARACTER_WORD },
        { "ไ", CHARACTER_WORD },
        { "𠀀", CHARACTER_WORD },
        { "_", CHARACTER_DIVIDER },
        { "-", CHARACTER_DIVIDER },
        { "×", CHARACTER_DIVIDER },
        { "«", CHARACTER_DIVIDER },
        { "\xC2\xA0", CHARACTER_DIVIDER },
        { "½", CHARACTER_DIVIDER },
        { "°", CHARACTER_DIVIDER },
        { "€", CHARACTER_DIVIDER },
        { "😀", CHARACTER_DIVIDER },
        { "。", CHARACTER_DIVIDER },
        { "\xFF", CHARACTER_DIVIDER },
        { "", CHARACTER_DIVIDER },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct character character = character_at(bytes_of(cases[i].text), 0);
        if (character.kind != cases[i].kind)
            print_error("%s\n", cases[i].text);
        assert_int_equal(character.kind, cases[i].kind);
        assert_int_equal(character.bytes, strlen(cases[i].text));
    }
}

static void test_what_stands_between(void **state)
{
    (void)state;
    assert_int_equal(character_hyphen(bytes_of("-"), 0), 1);
    assert_int_equal(character_hyphen(bytes_of("\xE2\x80\x91"), 0), 3); /* no-break hyphen */
    assert_int_equal(character_hyphen(bytes_of("–"), 0), 0);            /* en dash */
    assert_int_equal(character_apostrophe(bytes_of("a’"), 1), 3);
    assert_int_equal(character_apostrophe(bytes_of("a’"), 0), 0);
    assert_int_equal(character_space(bytes_of(" "), 0), 1);
    assert_int_equal(character_space(bytes_of("\xE2\x80\xAF"), 0), 3);
    assert_int_equal(character_space(bytes_of("\n"), 0), 0);
    assert_int_equal(character_opening_quote(bytes_of("«"), 0), 2);
    assert_int_equal(character_opening_quote(bytes_of("»"), 0), 0);
    assert_int_equal(characters_skip_invisible(bytes_of("\xC2\xAD\xE2\x80\x8Bx\xC2\xAD"), 0), 5);
    assert_int_equal(characters_skip_invisible(bytes_of("x"), 1), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_what_stands_between),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
