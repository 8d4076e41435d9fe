/* What classes and ids say. */
#include "indexer/html/html_elements.h"

#include "indexer/page/page.h"

#include "tests/unit/scratch.h"

static const struct {
    const char *words;
    unsigned regions;
    bool date;
} cases[] = {
    { "", 0, false },
    { "foo bar-baz", 0, false },
    { "menu-principal", REGION_NAVIGATION | REGION_MAIN, false },
    { "filAriane", REGION_NAVIGATION, false },
    { "mainContent", REGION_MAIN, false },
    { "pied", REGION_FOOTER, false },
    { "page-footer", REGION_FOOTER, false },
    { "sidebar-right", REGION_ASIDE, false },
    { "has-sidebar", 0, false },
    { "category-newsletter tag-menu", 0, false },
    { "margin-footer foo", 0, false },
    { "label-hidden", 0, false },
    { "field hidden", REGION_HIDDEN, false },
    { "sr-only", REGION_HIDDEN, false },
    { "  a  hidden ", REGION_HIDDEN, false },
    { "unhidden", 0, false },
    { "entry-date", REGION_MAIN, true },
    { "publishedAt", 0, true },
    { "update", 0, false },
    { "navnavnavnavnavnavnavnavnavnavnav", 0, false },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        print_message("%s\n", cases[i].words);
        bool date = false;
        assert_int_equal(html_regions_of_words(cases[i].words, &date), cases[i].regions);
        assert_int_equal(date, cases[i].date);
    }
}

static void test_elements(void **state)
{
    (void)state;
    assert_int_equal(html_element_find("a")->flow, FLOW_ANCHOR);
    assert_int_equal(html_element_find("wbr")->flow, FLOW_INLINE);
    assert_int_equal(html_element_find("h6")->flow, FLOW_HEADING);
    assert_int_equal(html_element_find("nav")->regions, REGION_NAVIGATION);
    assert_int_equal(html_element_find("no-such-element")->flow, FLOW_INLINE);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_elements) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
