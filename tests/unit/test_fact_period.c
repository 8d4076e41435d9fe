/* The period a document speaks of. */
#include "tests/unit/test_facts.h"

static const struct {
    const char *title, *text, *from, *to;
} cases[] = {
    { "", "", "", "" },
    { "Bridge", "The bridge was built between two wars.", "", "" },
    { "Status report: second year (2007-2008)",
      "The 2006-2009 action plan. The 2006-2009 action plan. The 2006-2009 plan.", "2007-04-01", "2008-03-31" },
    { "Update on second year of the policy",
      "An update on the second year (2007-2008) is available. It tells of the 70 measures of the 2006-2009 action "
      "plan.\n"
      "Among achievements in 2007-2008, missions.\nThe network set out in the 2006-2009 action plan.\n",
      "2007-04-01", "2008-03-31" },
    { "Rapport d’étape", "L’exercice 2009-2010 a commencé. C’était la première année du plan d’action 2009-2014.",
      "2009-04-01", "2010-03-31" },
    { "Plan d’action 2006-2009", "Il a trois ans.", "2006-01-01", "2009-12-31" },
    { "Rapport annuel", "Le rapport couvre la période du 1er avril 2007 au 31 mars 2008.", "2007-04-01",
      "2008-03-31" },
};

static void finds_periods(void **state)
{
    int failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct record record;
        struct failure failure;
        char from[DATE_ISO_BYTES], to[DATE_ISO_BYTES];
        record_init(&record);
        assert_int_equal(
            record_set(&record.title, bytes_of(cases[i].title), &failure), STATUS_OK);
        buffer_append_text(&record.text, cases[i].text);
        assert_int_equal(fact_period(&record, &failure), STATUS_OK);
        date_format_iso(record.period.range.from, from);
        date_format_iso(record.period.range.to, to);
        if (strcmp(from, cases[i].from) != 0 || strcmp(to, cases[i].to) != 0) {
            print_error("%s: %s to %s\n", cases[i].title, from, to);
            failed++;
        }
        assert_int_equal(from[0] != '\0', record.period.evidence != NULL);
        record_clear(&record);
    }
    assert_int_equal(failed, 0);
}

/* More periods than are counted. */
static void bears_many(void **state)
{
    struct record record;
    struct failure failure;
    (void)state;
    record_init(&record);
    for (int year = 1900; year < 2090; year++)
        buffer_append_format(&record.text, "year %d-%d\n", year, year + 1);
    assert_int_equal(fact_period(&record, &failure), STATUS_OK);
    record_clear(&record);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_periods),
        cmocka_unit_test(bears_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
