/* The printers by name, and the run for trec_eval. */
#include "tests/unit/sample_answer.h"

static void test_names(void **state)
{
    (void)state;
    static const char *const names[] = { "text",   "json", "jsonl", "csv",      "tsv",
                                         "bibtex", "ris",  "csl",   "citation", "trec" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_ptr_equal(printer_find(names[i]), printer_at(i));
        assert_string_equal(printer_at(i)->name, names[i]);
        assert_true(*printer_at(i)->mime && *printer_at(i)->help);
    }
    assert_null(printer_at(sizeof names / sizeof *names));
    assert_ptr_equal(printer_find("csl-json"), &printer_csl);
    assert_null(printer_find("html"));
    assert_null(printer_find(""));
}

static void test_trec(void **state)
{
    (void)state;
    struct sample sample;
    sample_open(&sample);
    assert_string_equal(sample_print(&sample, &printer_trec, false, 0),
                        "1 Q0 https://a.example/1 1 2.500000 depeche\n"
                        "1 Q0 =cmd|'/c%20calc'!A1%09%0A%1B[2J%20x 2 0.000000 depeche\n");
    struct print_settings settings = {
        .request = &sample.request, .names = &sample.names, .topic = "topic 7", .colour = false, .columns = 0
    };
    sample.answer.hit_count = 1;
    buffer_truncate(&sample.out, 0);
    printer_run(&printer_trec, &settings, &sample.answer, &sample.out);
    assert_string_equal(sample.out.bytes, "topic%207 Q0 https://a.example/1 1 2.500000 depeche\n");
    sample_close(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_names), cmocka_unit_test(test_trec) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
