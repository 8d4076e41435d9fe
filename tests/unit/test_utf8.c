/* UTF-8: what is valid, walking, normal form C. */
#include "language/utf8.h"

#include "tests/unit/scratch.h"

#include <string.h>

static void test_valid(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool valid;
    } cases[] = {
        { "", true },
        { "plain text of more than eight bytes", true },
        { "École « œuvre » 中 😀 U+FFFD: \xEF\xBF\xBD", true },
        { "12345678\xC3", false },     /* cut */
        { "\xC3(", false },            /* no continuation */
        { "\x80", false },             /* continuation alone */
        { "\xC0\xAF", false },         /* overlong */
        { "\xE0\x80\xAF", false },     /* overlong */
        { "\xF0\x80\x80\xAF", false }, /* overlong */
        { "\xED\xA0\x80", false },     /* surrogate */
        { "\xF4\x90\x80\x80", false }, /* past U+10FFFF */
        { "\xF4\x8F\xBF\xBF", true },  /* U+10FFFF */
        { "\xFF", false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(utf8_valid(bytes_of(cases[i].text)), cases[i].valid);
}

static void test_every_character(void **state)
{
    (void)state;
    for (uint32_t character = 0; character <= 0x10FFFF; character++) {
        char bytes[UTF8_LONGEST];
        size_t size = utf8_encode(character, bytes), used;
        uint32_t decoded = utf8_decode((struct bytes){ bytes, size }, &used);
        bool surrogate = character >= 0xD800 && character < 0xE000;
        assert_int_equal(decoded, surrogate ? 0xFFFD : character);
        assert_int_equal(used, surrogate ? 1 : size);
    }
}

static void test_normal_form_c(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
    } cases[] = {
        { "", "" },
        { "a", "a" },
        { "E\xCC\x81"
          "cole",
          "École" },
        { "garc\xCC\xA7on e\xCC\x82\xCC\x81 e\xCC\x81\xCC\x82", "garçon ế é\xCC\x82" },
        { "q\xCC\x87\xCC\xA3 q\xCC\xA3\xCC\x87", "q\xCC\xA3\xCC\x87 q\xCC\xA3\xCC\x87" }, /* canonical order */
        { "\xE2\x84\xAB", "Å" },                                                          /* the angstrom sign */
        { "\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB", "한" },                                 /* Korean letters */
        { "’« »\xC2\xA0"
          "ﬁn",
          "’« »\xC2\xA0"
          "ﬁn" }, /* no compatible forms */
        { "a\x01\x1F\rb\tc\nd", "a   b\tc\nd" },
        { "a\xFF"
          "b\xC3",
          "a\xEF\xBF\xBD"
          "b\xEF\xBF\xBD" },
        { "\xCC\x81"
          "a",
          "\xCC\x81"
          "a" },
        { "8 bytes e\xCC\x81", "8 bytes é" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = BUFFER_EMPTY;
        utf8_append_nfc(&out, bytes_of(cases[i].text));
        assert_string_equal(out.bytes, cases[i].expected);
        utf8_append_nfc(&out, (struct bytes){ "x\0y", 3 });
        assert_int_equal(out.size, strlen(cases[i].expected) + 3);
        assert_string_equal(out.bytes + out.size - 3, "x y");
        buffer_clear(&out);
    }
}

/* Whatever is called settled is its own normal form, beside itself and after a letter that takes marks. */
static void test_settled(void **state)
{
    (void)state;
    for (uint32_t character = 0x80; character <= 0x10FFFF; character++) {
        char bytes[UTF8_LONGEST + 1] = "e";
        struct buffer out = BUFFER_EMPTY;
        size_t size = utf8_encode(character, bytes + 1);
        size_t settled = utf8_settled((struct bytes){ bytes + 1, size });
        if (!settled)
            continue;
        assert_int_equal(settled, size);
        assert_int_equal(utf8_settled((struct bytes){ bytes + 1, size - 1 }), 0);
        utf8_append_nfc(&out, (struct bytes){ bytes, 1 + size });
        assert_memory_equal(out.bytes, bytes, 1 + size);
        /* Through the slow path: a mark that nothing composes with makes it one. */
        buffer_truncate(&out, 0);
        utf8_append_nfc(&out, (struct bytes){ bytes + 1, size });
        buffer_append_text(&out, "\xCC\xB5");
        struct buffer marked = BUFFER_EMPTY;
        utf8_append_nfc(&marked, buffer_view(&out));
        assert_true(bytes_equal(buffer_view(&marked), buffer_view(&out)));
        buffer_clear(&marked);
        buffer_clear(&out);
    }
}

/* A million marks on one letter take no longer than a million letters. */
static void test_heap_of_marks(void **state)
{
    (void)state;
    struct buffer text = BUFFER_EMPTY, out = BUFFER_EMPTY;
    for (int i = 0; i < 250000; i++)
        buffer_append_text(&text, i % 2 ? "\xCC\x81" : "\xCC\xA3");
    utf8_append_nfc(&out, buffer_view(&text));
    assert_int_equal(out.size, text.size);
    assert_true(utf8_valid(buffer_view(&out)));
    buffer_clear(&text);
    buffer_clear(&out);
}

static void test_whole(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t size, whole;
    } cases[] = {
        { "abc", 2, 2 },  { "abc", 9, 3 }, { "aé", 2, 1 },
        { "aé", 3, 3 },   { "é", 1, 0 },   { "a中b", 3, 1 },
        { "a中b", 4, 4 }, { "😀", 3, 0 },   { "\x80\x80\x80\x80\x80", 3, 3 },
        { "", 0, 0 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(utf8_whole(bytes_of(cases[i].text), cases[i].size), cases[i].whole);
}

static void test_spaces(void **state)
{
    (void)state;
    static const uint32_t spaces[] = { ' ', '\t', '\n', '\r', 0xA0, 0x202F, 0x2009, 0x3000, 0xFEFF, 0x200B };
    static const uint32_t others[] = { 0, 'a', '_', 0xE9, 0x2010, 0x2019, 0xAD };
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        assert_true(utf8_is_space(spaces[i]));
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_false(utf8_is_space(others[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_valid),   cmocka_unit_test(test_every_character), cmocka_unit_test(test_normal_form_c),
        cmocka_unit_test(test_settled), cmocka_unit_test(test_heap_of_marks),   cmocka_unit_test(test_whole),
        cmocka_unit_test(test_spaces),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
