/* Release, report or page. */
#include "tests/unit/test_facts.h"

#define TEXT                                                                                                         \
    "The minister announced today that the bridge will be repaired before the winter begins, by a firm of the "      \
    "region. "
#define LONG                                                                                                         \
    TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT    \
        TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT
#define PAGE(head, body) "<html><head>" head "</head><body>" body "</body></html>"

static const struct {
    const char *source, *text;
    const char *from; /* of the date, which is known before; NULL when there is none */
    enum record_kind kind;
} cases[] = {
    { "a.html", PAGE("", "<h1>Our mandate</h1><p>" TEXT "</p>"), NULL, KIND_PAGE },
    { "a.html", PAGE("", "<p>NEWS RELEASE</p><h1>Bridge</h1><p>" TEXT "</p>"), NULL, KIND_RELEASE },
    { "a.html", PAGE("", "<h1>Pont</h1><p>Communiqué de presse</p><p>" TEXT "</p>"), NULL, KIND_RELEASE },
    { "a.html", PAGE("", "<h1>Pont</h1><p>" TEXT "</p><p>-30-</p>"), NULL, KIND_RELEASE },
    { "a.html", PAGE("", "<p>For immediate release – March 3, 2005</p><h1>Bridge</h1><p>" TEXT "</p>"), NULL,
      KIND_RELEASE },
    { "a.html", PAGE("", "<p>This news release has been archived.</p><h1>Bridge</h1><p>" TEXT "</p>"), NULL,
      KIND_RELEASE },
    { "a.html", PAGE("<meta name=\"dcterms.type\" content=\"Communiqué\">", "<h1>Pont</h1><p>" TEXT "</p>"), NULL,
      KIND_RELEASE },
    { "archive/releases/a.html", PAGE("", "<h1>Bridge</h1><p>" TEXT "</p>"), NULL, KIND_RELEASE },
    { "a.html", PAGE("", "<h1>Bridge</h1><p>" TEXT "</p>"), "dateline", KIND_RELEASE },
    { "a.html", PAGE("", "<h1>Bridge</h1><p>" TEXT "</p>"), "meta", KIND_PAGE },
    { "a.html", PAGE("", "<h1>Bridge</h1><p>" TEXT "</p><p>Source: Press office</p>"), "meta", KIND_RELEASE },
    /* reports */
    { "a.html", PAGE("", "<h1>Annual report 2008</h1><p>" LONG "</p>"), NULL, KIND_REPORT },
    { "a.html", PAGE("", "<h1>2007-2008 Status report</h1><p>" LONG "</p>"), "dateline", KIND_REPORT },
    { "a.html", PAGE("", "<h1>Rapport d’étape : deuxième année</h1><p>" LONG "</p>"), "meta", KIND_REPORT },
    { "a.html", PAGE("", "<h1>Plan d’action 2006-2009</h1><p>" LONG "</p>"), NULL, KIND_REPORT },
    { "a.html", PAGE("", "<h1>The Ministry: report 2007-2008</h1><p>" LONG "</p>"), NULL, KIND_REPORT },
    { "a.html", PAGE("", "<h1>Annual report 2008</h1><p>" TEXT "</p>"), NULL, KIND_PAGE },
    { "a.html", PAGE("", "<h1>Minister welcomes the report on bridges</h1><p>" LONG "</p>"), NULL, KIND_PAGE },
    { "a.html", PAGE("", "<p>News release</p><h1>Report 2007-2008 is online</h1><p>" LONG "</p>"), NULL,
      KIND_RELEASE },
};

static void tells_kinds(void **state)
{
    int failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct document document;
        read_document(&document, cases[i].source, cases[i].text);
        if (cases[i].from) {
            document.record.date.value = (struct date){ 2009, 4, 14 };
            assert_int_equal(
                record_set(&document.record.date.from, bytes_of(cases[i].from), NULL),
                STATUS_OK);
        }
        assert_int_equal(fact_kind(&document.page, &document.record, &document.failure), STATUS_OK);
        if (document.record.kind != cases[i].kind) {
            print_error("case %zu: %s, not %s\n", i, record_kind_name(document.record.kind),
                        record_kind_name(cases[i].kind));
            failed++;
        }
        clear_document(&document);
    }
    assert_int_equal(failed, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_kinds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
