/* References: BibTeX, RIS, CSL-JSON and those to read, of a document with everything and of one with nothing. */
#include "tests/unit/sample_answer.h"

static void open(struct sample *sample)
{
    struct failure failure;
    sample_open(sample);
    sample->request.today = (struct date){ 2012, 6, 1 };
    record_set(&sample->hits[0].record.title, bytes_of("L’École {rebâtie} à 100 %"), &failure);
    record_set(&sample->hits[1].record.title, bytes_of("a\r\nER  - \r\nTY  - JOUR\x1B[2J @b"), &failure);
}

static void test_bibtex(void **state)
{
    (void)state;
    struct sample sample;
    open(&sample);
    assert_string_equal(
        sample_print(&sample, &printer_bibtex, false, 0),
        "@techreport{ecole2009-7f1dc472c3f0,\n"
        "  title        = {{L'{\\'E}cole {\\textbraceleft}reb{\\^a}tie{\\textbraceright} {\\`a} 100 \\%}},\n"
        "  type         = {Rapport},\n"
        "  institution  = {{a.example}},\n"
        "  date         = {2009-04-14},\n"
        "  year         = {2009},\n"
        "  month        = apr,\n"
        "  url          = {https://a.example/1},\n"
        "  urldate      = {2012-06-01},\n"
        "  language     = {french},\n"
        "  langid       = {french},\n"
        "  keywords     = {Solidarity}\n"
        "}\n"
        "\n"
        "@misc{er-73b2e1ba663c,\n"
        "  title        = {{a ER - TY - JOUR [2J @b}},\n"
        "  howpublished = {Web page},\n"
        "  note         = {=cmd{\\textbar}'/c calc'!A1 [2J x}\n"
        "}\n");
    sample_close(&sample);
}

static void test_ris(void **state)
{
    (void)state;
    struct sample sample;
    open(&sample);
    sample.hits[0].record.date.value.day = 0;
    assert_string_equal(sample_print(&sample, &printer_ris, false, 0),
                        "TY  - RPRT\r\n"
                        "ID  - ecole2009-7f1dc472c3f0\r\n"
                        "TI  - L’École {rebâtie} à 100 %\r\n"
                        "M3  - Rapport\r\n"
                        "PB  - a.example\r\n"
                        "PY  - 2009\r\n"
                        "DA  - 2009/04//\r\n"
                        "UR  - https://a.example/1\r\n"
                        "Y2  - 2012/06/01/\r\n"
                        "LA  - fr\r\n"
                        "KW  - Solidarity\r\n"
                        "ER  - \r\n\r\n"
                        "TY  - ELEC\r\n"
                        "ID  - er-73b2e1ba663c\r\n"
                        "TI  - a ER - TY - JOUR [2J @b\r\n"
                        "M3  - Web page\r\n"
                        "AV  - =cmd|'/c calc'!A1 [2J x\r\n"
                        "ER  - \r\n\r\n");
    sample_close(&sample);
}

static void test_csl(void **state)
{
    (void)state;
    struct sample sample;
    open(&sample);
    assert_string_equal(
        sample_print(&sample, &printer_csl, false, 0),
        "[\n"
        "{\"id\":\"ecole2009-7f1dc472c3f0\",\"type\":\"report\",\"genre\":\"Rapport\","
        "\"title\":\"L’École {rebâtie} à 100 %\",\"publisher\":\"a.example\","
        "\"issued\":{\"date-parts\":[[2009,4,14]]},\"URL\":\"https://a.example/1\","
        "\"accessed\":{\"date-parts\":[[2012,6,1]]},\"language\":\"fr\",\"keyword\":\"Solidarity\"},\n"
        "{\"id\":\"er-73b2e1ba663c\",\"type\":\"webpage\",\"title\":\"a ER - TY - JOUR [2J @b\","
        "\"archive_location\":\"=cmd|'/c calc'!A1 [2J x\"}\n"
        "]\n");
    sample.answer.hit_count = 0;
    assert_string_equal(sample_print(&sample, &printer_csl, false, 0), "[\n]\n");
    sample_close(&sample);
}

static void test_citation(void **state)
{
    (void)state;
    struct sample sample;
    open(&sample);
    sample.request.ui = LANGUAGE_FRENCH;
    assert_string_equal(sample_print(&sample, &printer_citation, false, 0),
                        "«\u202FL’École {rebâtie} à 100 %\u202F». Rapport, 14 avril 2009. https://a.example/1 "
                        "(consulté le 1er juin 2012).\n"
                        "«\u202Fa ER - TY - JOUR [2J @b\u202F». Web page, s.\u00A0d. =cmd|'/c calc'!A1 [2J x.\n");
    sample_close(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bibtex),
        cmocka_unit_test(test_ris),
        cmocka_unit_test(test_csl),
        cmocka_unit_test(test_citation),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
