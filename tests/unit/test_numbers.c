/* Numbers in figures: groups, decimals, and what is several numbers. */
#include "language/numbers.h"

#include "tests/unit/scratch.h"

#include <string.h>

/* The number that is read between what stands before and after it. */
static const struct {
    const char *before, *number, *after;
} cases[] = {
    { "", "2009", "" },
    { "", "2009", " 100" },
    { "", "1,250,000", "" },
    { "", "1,250", "" },
    { "", "1,250,000.75", "" },
    { "", "1250,5", "" },
    { "", "2,5", "" },
    { "", "2.5", "." },
    { "", "2.50", " %" },
    { "", "0,125", "" },
    { "", "1.250.000", "" },
    { "", "1.250,50", "" },
    { "", "1.250", "" },
    { "", "1 250 000", " habitants" },
    { "", "1 250,50", " $" },
    { "",
      "1\xC2\xA0"
      "250\xC2\xA0"
      "000",
      "" },
    { "",
      "12\xE2\x80\xAF"
      "500",
      "$" },
    { "",
      "12\xE2\x80\x89"
      "500",
      "$" },
    { "", "10 000", "-15 000 personnes" },
    { "", "100", " 20" },
    { "", "1", " 25" },
    { "", "01", " 234" },
    { "", "418", " 555-1234" },
    { "", "1", " 250e anniversaire" },
    { "2009 ", "100", " 000" },
    { "", "1", "\n250" },
    { "", "1", "  250" },
    { "", "1", ",2,3" },
    { "1,", "2", ",3" },
    { "1,2,", "300", "" },
    { "", "14", ".4.2009" },
    { "14.", "4", ".2009" },
    { "14.4.", "2009", "" },
    { "", "2007", ",2008" },
    { "", "192", ".168.1.1" },
    { "", "12", ",345,6" }, /* neither groups nor a decimal */
    { "$", "1.2", "M" },
    { "", "5", "." },
    { "", "5", "," },
    { "", "7", "" },
};

static void test_ends(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char text[64];
        int size = snprintf(text, sizeof text, "%s%s%s", cases[i].before, cases[i].number, cases[i].after);
        size_t start = strlen(cases[i].before), end = start + strlen(cases[i].number);
        struct number number = number_at((struct bytes){ text, (size_t)size }, start);
        if (number.end != end)
            print_error("%s\n", text);
        assert_int_equal(number.end, end);
    }
}

static void test_integer_part(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t integer_end, end;
    } parts[] = { { "1,250.75", 5, 8 }, { "2,5", 1, 3 }, { "1.250,50", 5, 8 }, { "1 250", 5, 5 }, { "12", 2, 2 } };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        struct number number = number_at(bytes_of(parts[i].text), 0);
        assert_int_equal(number.integer_end, parts[i].integer_end);
        assert_int_equal(number.end, parts[i].end);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_integer_part),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
