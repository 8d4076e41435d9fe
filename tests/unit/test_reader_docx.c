/* Tests of indexer/readers/reader_docx.c, on what tests/fixtures/make-formats.py writes. */
#include "reader_case.h"

static void test_release(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    struct reader_case made = reader_case_read(&reader_docx, reader_case_fixture("release.docx", &content));
    assert_int_equal(made.status, STATUS_OK);
    assert_string_equal(made.record.title, "Une érablière à Haïti");
    assert_string_equal(made.record.text.bytes, "Une érablière à Haïti\n"
                                                "Le ministre a accepté le projet & son budget.\n"
                                                "Les étapes\n"
                                                "creuser\n"
                                                "planter\n"
                                                "Pays\tProjets\n"
                                                "Haïti\t12\n"
                                                "Encadré.\n"
                                                "Note : en dollars.\n");
    assert_int_equal(made.page.blocks[0].role, BLOCK_HEADING);
    assert_int_equal(made.page.blocks[0].level, 1);
    assert_int_equal(made.page.blocks[2].level, 2);
    assert_int_equal(made.page.blocks[3].role, BLOCK_LIST_ITEM);
    assert_int_equal(made.page.blocks[5].role, BLOCK_TABLE_ROW);
    assert_string_equal(page_meta(&made.page, "office-created"), "2009-04-10T09:00:00Z");
    assert_string_equal(page_meta(&made.page, "office-keywords"), "eau; puits");
    assert_string_equal(page_string(&made.page, made.page.language), "fr-CA");
    reader_case_clear(&made);
    buffer_clear(&content);
}

static void test_refused(void **state)
{
    static const struct reader_case_refusal refusals[] = {
        { "sheet.xlsx", "is a spreadsheet (XLSX)" },
        { "bomb.docx", "unpacks to more than 200 times its size" },
    };
    (void)state;
    reader_case_refused(&reader_docx, refusals, sizeof refusals / sizeof *refusals);
}

static void test_recognised(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    struct reader_input input = { .content = reader_case_fixture("release.docx", &content) };
    assert_true(reader_docx.recognises(&input));
    input.content = reader_case_fixture("release.odt", &content);
    assert_false(reader_docx.recognises(&input));
    assert_true(reader_odt.recognises(&input));
    buffer_clear(&content);
}

static void test_damaged(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    reader_docx.prepare();
    reader_case_damage(&reader_docx, reader_case_fixture("release.docx", &content), 4000);
    buffer_clear(&content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_release),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_recognised),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
