/* Tests of indexer/readers/reader_odt.c, on what tests/fixtures/make-formats.py writes. */
#include "reader_case.h"

static void test_release(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    struct reader_case made = reader_case_read(&reader_odt, reader_case_fixture("release.odt", &content));
    assert_int_equal(made.status, STATUS_OK);
    assert_string_equal(made.record.title, "Un palétuvier au Brésil");
    assert_string_equal(made.record.text.bytes, "Un palétuvier au Brésil\n"
                                                "Le ministre a dit oui.\n"
                                                "En 2009.\n"
                                                "Les étapes\n"
                                                "creuser\n"
                                                "planter\n"
                                                "Pays\tProjets\n");
    assert_int_equal(made.page.blocks[0].role, BLOCK_HEADING);
    assert_int_equal(made.page.blocks[3].level, 2);
    assert_int_equal(made.page.blocks[4].role, BLOCK_LIST_ITEM);
    assert_int_equal(made.page.blocks[6].role, BLOCK_TABLE_ROW);
    assert_string_equal(page_meta(&made.page, "office-created"), "2009-04-10T09:00:00");
    assert_string_equal(page_meta(&made.page, "office-author"), "A. Auteur");
    reader_case_clear(&made);
    buffer_clear(&content);
}

static void test_refused(void **state)
{
    static const struct reader_case_refusal refusals[] = {
        { "locked.odt", "is an OpenDocument text that needs a password" },
        { "sheet.ods", "is a spreadsheet (OpenDocument)" },
    };
    (void)state;
    reader_case_refused(&reader_odt, refusals, sizeof refusals / sizeof *refusals);
}

static void test_damaged(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    reader_odt.prepare();
    reader_case_damage(&reader_odt, reader_case_fixture("release.odt", &content), 4000);
    buffer_clear(&content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_release),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
