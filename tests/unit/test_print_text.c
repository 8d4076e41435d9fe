/* What people read at a terminal. */
#include "tests/unit/sample_answer.h"

static void test_hits(void **state)
{
    (void)state;
    struct sample sample;
    sample_open(&sample);
    assert_string_equal(
        sample_print(&sample, &printer_text, false, 0),
        "1,234 documents\n\n"
        " 1. L'École, \"rebâtie\"\n"
        "    April 14, 2009 · Report · French · covers April 1, 2007 to March 31, 2008 · Haiti, Mali · "
        "Solidarity\n"
        "    page iv (4 of 92): … Dix écoles d’Haïti. …\n"
        "    https://a.example/1#page=4\n"
        "\n"
        " 2. Untitled\n"
        "    undated · Page\n"
        "    @SUM(A1), \"b\"\n"
        "    =cmd|'/c calc'!A1 [2J x\n");
    sample_close(&sample);
}

static void test_in_french_on_a_narrow_terminal(void **state)
{
    (void)state;
    struct sample sample;
    sample_open(&sample);
    sample.request.ui = LANGUAGE_FRENCH;
    sample.request.offset = 10;
    sample.hits[0].rank = 11;
    sample.answer.hit_count = 1;
    assert_string_equal(sample_print(&sample, &printer_text, false, 40),
                        "1\u00A0234 documents, à partir du numéro 11\n\n"
                        "11. L'École, \"rebâtie\"\n"
                        "    14 avril 2009 · Rapport · Français ·\n"
                        "    couvre du 1er avril 2007 au 31 mars\n"
                        "    2008 · Haïti, Mali · Solidarité\n"
                        "    page iv (4 sur 92): … Dix écoles\n"
                        "    d’Haïti. …\n"
                        "    https://a.example/1#page=4\n");
    sample_close(&sample);
}

/* A space that French does not break keeps its words on one line. */
static void test_no_break(void **state)
{
    (void)state;
    struct sample sample;
    sample_open(&sample);
    sample.answer.hit_count = 1;
    sample.hits[0].snippet = (struct snippet){
        .text = bytes_of("La ministre a accordé hier 1 250 000 $ à une « école » ; quoi de mieux, dit-on : rien.")
    };
    const char *printed = sample_print(&sample, &printer_text, false, 40);
    assert_non_null(strstr(printed, "    accordé hier 1 250 000 $ à une\n"
                                    "    « école » ; quoi de mieux, dit-on :\n"
                                    "    rien.\n"));
    sample_close(&sample);
}

static void test_colour(void **state)
{
    (void)state;
    struct sample sample;
    sample_open(&sample);
    sample.answer.hit_count = 1;
    sample.answer.total = 1;
    assert_string_equal(
        sample_print(&sample, &printer_text, true, 0),
        "1 document\n\n"
        " 1. \033[1mL'\033[1;33mÉcole\033[0m\033[1m, \"rebâtie\"\033[0m\n"
        "    \033[2mApril 14, 2009 · Report · French · covers April 1, 2007 to March 31, 2008 · Haiti, "
        "Mali · Solidarity\033[0m\n"
        "    \033[2mpage iv (4 of 92):\033[0m … Dix \033[1;33mécoles\033[0m d’\033[1;33mHaïti\033[0m. …\n"
        "    https://a.example/1#page=4\n");
    sample_close(&sample);
}

static void test_tables(void **state)
{
    (void)state;
    struct sample sample;
    sample_open(&sample);
    sample.answer.hit_count = 0;
    sample.answer.facets = sample.facets;
    sample.answer.facet_count = 1;
    sample.answer.histogram = &sample.histogram;
    sample.answer.relaxed = true;
    sample.answer.words_matched = 2;
    sample.answer.words_asked = 3;
    assert_string_equal(sample_print(&sample, &printer_text, false, 0),
                        "No document has all the words: these have 2 of 3\n"
                        "1,234 documents\n"
                        "\nCountries\n"
                        "  * Haiti            1,200\n"
                        "    Côte d’Ivoire        3\n"
                        "    none stated         31\n"
                        "\nYears\n"
                        "    2008     0\n"
                        "    2009     ████████████████████████████████████████ 1,200\n"
                        "    undated  ██ 31\n");
    sample.answer.total = 0;
    sample.answer.relaxed = false;
    assert_string_equal(sample_print(&sample, &printer_text, false, 0), "No document found\n");
    sample_close(&sample);
}

static void test_explain(void **state)
{
    (void)state;
    struct sample sample;
    sample_open(&sample);
    sample.answer.hit_count = 0;
    sample.request.explain = true;
    assert_string_equal(sample_print(&sample, &printer_text, false, 0),
                        "Understood as, words in either language\n"
                        "    “ecole” in any form (école 1,200, écoles 7): 1,203 documents\n"
                        "    without words that begin with “xyz”: 0 documents\n"
                        "    and naming the country Haiti (HT): 1 document\n"
                        "    1,234 of 5,000 documents in 1.5 ms\n\n"
                        "1,234 documents\n");
    sample.request.ui = sample.answer.plan.language = LANGUAGE_FRENCH;
    assert_string_equal(
        sample_print(&sample, &printer_text, false, 0),
        "Compris ainsi, mots en français\n"
        "    «\u202Fecole\u202F» sous toutes ses formes (école 1\u00A0200, écoles 7)\u00A0: 1\u00A0203 documents\n"
        "    sans les mots qui commencent par «\u202Fxyz\u202F»\u00A0: 0 document\n"
        "    et qui nomment le pays Haïti (HT)\u00A0: 1 document\n"
        "    1\u00A0234 documents sur 5\u00A0000 en 1,5 ms\n\n"
        "1\u00A0234 documents\n");
    sample_close(&sample);
}

/* Where nothing is found: how to spell it, and what to leave out. */
static void test_advice(void **state)
{
    (void)state;
    struct sample sample;
    struct answer_drop drops[] = { { .part = "xyz*", .query = "ecole", .total = 1203 },
                                   { .part = "country:Haïti", .query = "", .filter = true, .total = 1 } };
    sample_open(&sample);
    sample.request.advise = true;
    sample.answer.total = 0;
    sample.answer.hit_count = 0;
    sample.answer.suggestion = "école haïti";
    sample.answer.suggestion_total = 12;
    sample.answer.drops = drops;
    sample.answer.drop_count = 2;
    assert_string_equal(sample_print(&sample, &printer_text, false, 0), "No document found\n"
                                                                        "Did you mean: école haïti (12 documents)\n"
                                                                        "In no document: xyz*\n"
                                                                        "Leaving out a part finds more:\n"
                                                                        "    without xyz*: 1,203 documents\n"
                                                                        "    without country:Haïti: 1 document\n");
    sample.request.limit = 0;
    assert_non_null(strstr(sample_print(&sample, &printer_json, false, 0),
                           "\"suggestion\":{\"query\":\"école haïti\",\"total\":12},"
                           "\"without\":[{\"part\":\"xyz*\",\"total\":1203},"
                           "{\"part\":\"country:Haïti\",\"total\":1}],"));
    sample.answer.suggestion = NULL;
    sample.answer.drop_count = 0;
    assert_non_null(strstr(sample_print(&sample, &printer_json, false, 0), "\"suggestion\":null,\"without\":[],"));
    sample_close(&sample);
}

static void test_many_values(void **state)
{
    (void)state;
    struct sample sample;
    struct answer_count counts[20];
    sample_open(&sample);
    for (size_t i = 0; i < 20; i++)
        counts[i] = (struct answer_count){ "x", "x", 1, false };
    sample.answer.hit_count = 0;
    sample.answer.facets = sample.facets;
    sample.answer.facet_count = 1;
    sample.facets[0] = (struct answer_facet){ FIELD_COUNTRY, counts, 20, 0 };
    assert_non_null(strstr(sample_print(&sample, &printer_text, false, 0), "\n    8 others\n"));
    sample.facets[0].count_count = 13;
    assert_null(strstr(sample_print(&sample, &printer_text, false, 0), "others"));
    sample_close(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hits),        cmocka_unit_test(test_in_french_on_a_narrow_terminal),
        cmocka_unit_test(test_no_break),
        cmocka_unit_test(test_colour),      cmocka_unit_test(test_tables),
        cmocka_unit_test(test_explain),     cmocka_unit_test(test_advice),
        cmocka_unit_test(test_many_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
