/* Tables: quoted where they must be, and never a formula. */
#include "tests/unit/sample_answer.h"

static void test_csv(void **state)
{
    (void)state;
    struct sample sample;
    sample_open(&sample);
    assert_string_equal(
        sample_print(&sample, &printer_csv, false, 0),
        "\uFEFFrank,uri,title,date,language,kind,countries,goals,from,to,snippet\r\n"
        "1,https://a.example/1,\"L'École, \"\"rebâtie\"\"\",2009-04-14,fr,report,\"HT ML\",solidarity,"
        "2007-04-01,2008-03-31,\"Dix écoles d’Haïti.\"\r\n"
        "2,\"'=cmd|'/c calc'!A1 [2J x\",,,,page,,,,,\"'@SUM(A1), \"\"b\"\"\"\r\n");
    sample_close(&sample);
}

static void test_tsv(void **state)
{
    (void)state;
    struct sample sample;
    sample_open(&sample);
    assert_string_equal(sample_print(&sample, &printer_tsv, false, 0),
                        "rank\turi\ttitle\tdate\tlanguage\tkind\tcountries\tgoals\tfrom\tto\tsnippet\n"
                        "1\thttps://a.example/1\tL'École, \"rebâtie\"\t2009-04-14\tfr\treport\tHT ML\tsolidarity\t"
                        "2007-04-01\t2008-03-31\tDix écoles d’Haïti.\n"
                        "2\t'=cmd|'/c calc'!A1 [2J x\t\t\t\tpage\t\t\t\t\t'@SUM(A1), \"b\"\n");
    sample_close(&sample);
}

static void test_no_cell_is_a_formula(void **state)
{
    (void)state;
    static const struct {
        const char *title, *cell;
    } cases[] = {
        { "=1+1", "'=1+1" }, { "+1", "'+1" },   { "-1", "'-1" },  { "@x", "'@x" }, { "  =1", "'=1" },
        { "\t=1", "'=1" },   { "\r=1", "'=1" }, { "|x", "'|x" },  { "%x", "'%x" }, { "＝1", "'＝1" },
        { "a=1", "a=1" },    { "", "" },        { "'=1", "'=1" }, { "é", "é" },    { "\u200B=1", "'=1" },
        { "\"a\" b", "\"\"\"a\"\" b\"" }, /* a quote at the beginning quotes, in Excel's tables of tabs, too */
        { "a \"b\"", "a \"b\"" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct sample sample;
        char row[100];
        sample_open(&sample);
        sample.answer.hit_count = 1;
        sample.hits[0].title.text = sample_bytes(cases[i].title);
        snprintf(row, sizeof row, "\n1\thttps://a.example/1\t%s\t2009", cases[i].cell);
        assert_non_null(strstr(sample_print(&sample, &printer_tsv, false, 0), row));
        sample_close(&sample);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv),
        cmocka_unit_test(test_tsv),
        cmocka_unit_test(test_no_cell_is_a_formula),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
