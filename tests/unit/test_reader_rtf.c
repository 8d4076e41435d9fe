/* Tests of indexer/readers/reader_rtf.c and indexer/readers/rtf_scan.c. */
#include "indexer/readers/rtf_scan.h"
#include "reader_case.h"

static void test_release(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    struct reader_case made = reader_case_read(&reader_rtf, reader_case_fixture("release.rtf", &content));
    assert_int_equal(made.status, STATUS_OK);
    assert_string_equal(made.record.title, "Un cerisier à Québec");
    assert_string_equal(made.record.text.bytes, "Un cerisier à Québec\n"
                                                "Le ministre a dit oui — l’eau : €😀. Il part\n"
                                                "En dollars.\n"
                                                "Les étapes\n"
                                                "creuser\n"
                                                "planter\n"
                                                "český è\n"
                                                "Pays\tProjets\n"
                                                "Haïti\t12\n"
                                                "un lien\n"
                                                "a\\b{c}\n");
    assert_int_equal(made.page.blocks[0].role, BLOCK_HEADING);
    assert_int_equal(made.page.blocks[3].level, 2);
    assert_int_equal(made.page.blocks[4].role, BLOCK_LIST_ITEM);
    assert_int_equal(made.page.blocks[7].role, BLOCK_TABLE_ROW);
    assert_string_equal(made.record.encoding, "windows-1252");
    assert_string_equal(page_meta(&made.page, "office-created"), "2009-04-14");
    assert_string_equal(page_meta(&made.page, "office-author"), "A. Auteur");
    reader_case_clear(&made);
    buffer_clear(&content);
}

static void test_small_ones(void **state)
{
    static const struct {
        const char *rtf, *text;
    } cases[] = {
        { "{\\rtf1 one\\par two}", "one\ntwo\n" },
        { "{\\rtf1\\mac caf\\'8e}", "café\n" },
        { "{\\rtf1\\pca caf\\'82}", "café\n" },
        { "{\\rtf1\\ansi\\ansicpg1251 \\'e4\\'e0}", "да\n" },
        { "{\\rtf1\\uc2 a\\u233 ??b}", "aéb\n" },
        { "{\\rtf1\\uc0 a\\u233 b}", "aéb\n" },
        { "{\\rtf1 a\\u233 \\'e9b}", "aéb\n" },
        { "{\\rtf1 a{\\deleted b}c{\\v d{\\v0 e}}f}", "acef\n" },
        { "{\\rtf1 a\\-b\\_c}", "ab-c\n" },
        { "{\\rtf1 a{\\*\\unknown{deep{er}}}b}", "ab\n" },
        { "{\\rtf1 a{\\pict 0000}b}}}} c", "ab c\n" },
        { "{\\rtf1 a\r\nb", "ab\n" },
        { "{\\rtf1 a\\bin99999999 b", "a\n" },
        { "{\\rtf1 a\\u-10179?\\u-8704?b}", "a😀b\n" },
        { "{\\rtf1 a\\u56832?b}", "a\xEF\xBF\xBD"
                                  "b\n" },
        { "{\\rtf1 a\\'", "a\n" },
        { "{\\rtf1 a\\", "a\\\n" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reader_case made = reader_case_read_text(&reader_rtf, cases[i].rtf);
        if (strcmp(made.record.text.bytes, cases[i].text) != 0)
            fail_msg("%s: %s", cases[i].rtf, made.record.text.bytes);
        reader_case_clear(&made);
    }
}

static void test_tokens(void **state)
{
    static const char text[] = "{\\rtf1\\par-5 x\\'e9\\~\n}";
    struct bytes rest = { text, sizeof text - 1 };
    struct rtf_token token;
    (void)state;
    assert_true(rtf_next(&rest, &token) && token.kind == RTF_OPEN);
    assert_true(rtf_next(&rest, &token) && token.kind == RTF_WORD && token.number == 1);
    assert_string_equal(token.word, "rtf");
    assert_true(rtf_next(&rest, &token) && token.kind == RTF_WORD && token.number == -5 && token.numbered);
    assert_true(rtf_next(&rest, &token) && token.kind == RTF_TEXT && token.text.size == 1);
    assert_true(rtf_next(&rest, &token) && token.kind == RTF_BYTE && (unsigned char)token.byte == 0xE9);
    assert_true(rtf_next(&rest, &token) && token.kind == RTF_SYMBOL && token.byte == '~');
    assert_true(rtf_next(&rest, &token) && token.kind == RTF_CLOSE);
    assert_false(rtf_next(&rest, &token));
}

static void test_deep_groups(void **state)
{
    struct buffer rtf = BUFFER_EMPTY;
    (void)state;
    buffer_append_text(&rtf, "{\\rtf1 a");
    for (int i = 0; i < 200000; i++)
        buffer_append_text(&rtf, "{\\b x");
    for (int i = 0; i < 200000; i++)
        buffer_append_byte(&rtf, '}');
    buffer_append_text(&rtf, "\\par b}");
    struct reader_case made = reader_case_read(&reader_rtf, buffer_view(&rtf));
    assert_int_equal(made.status, STATUS_OK);
    assert_int_equal(made.page.block_count, 2);
    reader_case_clear(&made);
    buffer_clear(&rtf);
}

static void test_damaged(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    reader_case_damage(&reader_rtf, reader_case_fixture("release.rtf", &content), 10000);
    buffer_clear(&content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_release),     cmocka_unit_test(test_small_ones), cmocka_unit_test(test_tokens),
        cmocka_unit_test(test_deep_groups), cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
