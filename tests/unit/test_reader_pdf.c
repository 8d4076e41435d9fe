/* Tests of indexer/readers/reader_pdf.c, on what tests/fixtures/make-formats.py writes. */
#include "reader_case.h"

static const char *text_at(const struct reader_case *made, size_t page)
{
    return made->record.text.bytes + made->record.pages[page].offset;
}

static bool begins(const char *text, const char *with)
{
    return strncmp(text, with, strlen(with)) == 0;
}

static void test_report(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    struct reader_case made = reader_case_read(&reader_pdf, reader_case_fixture("report.pdf", &content));
    assert_int_equal(made.status, STATUS_OK);
    assert_string_equal(made.record.title, "Rapport annuel sur la coopération 2007-2008");
    assert_string_equal(
        made.record.text.bytes,
        "Rapport sur la coopération\n"
        "Rapport annuel sur la coopération 2007-2008\n"
        "Le ministère publie ce rapport pour que chacun sache ce qui a été fait dans les pays partenaires. Un baobab "
        "fut planté à Dakar, au Sénégal, devant la représentation du gouvernement, en présence du vice-président de "
        "la région et de ses conseillers les plus proches.\n"
        "Un deuxième alinéa commence ici, et s'arrête aussitôt.\n"
        "1. Les projets\n"
        "• Une école fut construite en Haïti avec l'aide de la commune et de toutes ses familles.\n"
        "• Un puits fut creusé.\n"
        "Les vice-présidents furent remerciés.\n");
    assert_int_equal(made.record.page_count, 4);
    assert_string_equal(made.record.pages[0].label, "i");
    assert_string_equal(made.record.pages[1].label, "ii");
    assert_string_equal(made.record.pages[2].label, "1");
    assert_string_equal(made.record.pages[3].label, "2");
    assert_int_equal(made.record.pages[0].offset, 0);
    assert_true(begins(text_at(&made, 1), " pays partenaires."));
    assert_true(begins(text_at(&made, 2), "1. Les projets"));
    assert_true(begins(text_at(&made, 3), "Les vice-présidents"));
    assert_string_equal(page_meta(&made.page, "pdf-creationdate"), "2008-09-15");
    assert_string_equal(page_meta(&made.page, "pdf-author"), "Le ministère");
    assert_int_equal(made.record.warning_count, 0);
    assert_int_equal(made.page.blocks[1].role, BLOCK_HEADING);
    assert_int_equal(made.page.blocks[3].role, BLOCK_HEADING); /* the outline says so */
    assert_int_equal(made.page.blocks[3].level, 2);
    assert_int_equal(made.page.blocks[4].level, 1);
    assert_int_equal(made.page.blocks[5].role, BLOCK_LIST_ITEM);
    reader_case_clear(&made);
    buffer_clear(&content);
}

static void test_pages_without_text_are_named(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    struct reader_case made = reader_case_read(&reader_pdf, reader_case_fixture("mixed.pdf", &content));
    assert_int_equal(made.status, STATUS_OK);
    assert_string_equal(made.record.title, "Un titre : léger");
    assert_int_equal(made.record.page_count, 5);
    assert_int_equal(made.record.warning_count, 1);
    assert_string_equal(made.record.warnings[0], "3 pages without text: 2-3, 5");
    assert_int_equal(made.record.pages[4].offset, made.record.text.size);
    assert_string_equal(made.record.pages[4].label, "5");
    reader_case_clear(&made);
    buffer_clear(&content);
}

static void test_refused(void **state)
{
    static const struct reader_case_refusal refusals[] = {
        { "scanned.pdf", "holds no text: 2 scanned pages" },
        { "locked.pdf", "is a PDF that needs a password" },
    };
    (void)state;
    reader_case_refused(&reader_pdf, refusals, sizeof refusals / sizeof *refusals);
    struct reader_case made = reader_case_read(&reader_pdf, (struct bytes){ "%PDF-1.4 and no more", 20 });
    assert_int_equal(made.status, STATUS_INVALID);
    assert_non_null(strstr(made.failure.message, "is a damaged PDF"));
    reader_case_clear(&made);
}

static void test_recognised(void **state)
{
    struct reader_input input = { .content = { "\x1B%-12345X\n%PDF-1.3\n", 19 } };
    (void)state;
    assert_true(reader_pdf.recognises(&input));
    input.content = (struct bytes){ "PDF-1.3", 7 };
    assert_false(reader_pdf.recognises(&input));
}

static void test_damaged(void **state)
{
    struct buffer content = BUFFER_EMPTY;
    (void)state;
    reader_pdf.prepare();
    reader_case_damage(&reader_pdf, reader_case_fixture("report.pdf", &content), 600);
    reader_case_damage(&reader_pdf, reader_case_fixture("mixed.pdf", &content), 200);
    buffer_clear(&content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report),  cmocka_unit_test(test_pages_without_text_are_named),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_recognised),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
