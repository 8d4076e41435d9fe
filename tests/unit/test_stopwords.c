/* Stopwords of both languages. */
#include "language/stopwords.h"

#include "tests/unit/scratch.h"

#include <string.h>

static void test_cases(void **state)
{
    (void)state;
    static const struct {
        const char *form;
        bool french, english;
    } cases[] = {
        { "a", true, true },        { "afin", true, false },      { "à", true, false },
        { "y", true, false },       { "être", true, false },      { "etre", true, false },
        { "apres", true, false },   { "après", true, false },     { "etait", true, false },
        { "où", true, false },      { "ou", true, false },        { "déjà", true, false },
        { "qui", true, false },     { "quelqu'un", true, false }, { "le", true, false },
        { "est", true, false },     { "the", false, true },       { "thé", false, false },
        { "an", false, true },      { "yourself", false, true },  { "don't", false, true },
        { "we're", false, true },   { "and", false, true },       { "on", true, true },
        { "me", true, true },       { "as", true, true },         { "us", false, false },
        { "may", false, false },    { "été", false, false },      { "or", false, true },
        { "sommes", false, false }, { "école", false, false },    { "mine", false, false },
        { "dès", true, false },     { "du", true, false },        { "dû", false, false },
        { "", false, false },       { "the\0x", false, true },    { "thee", false, false },
        { "th", false, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bytes form = { cases[i].form, strlen(cases[i].form) };
        assert_int_equal(stopword_is(LANGUAGE_FRENCH, form), cases[i].french);
        assert_int_equal(stopword_is(LANGUAGE_ENGLISH, form), cases[i].english);
        assert_int_equal(stopword_is(LANGUAGE_UNKNOWN, form), cases[i].french || cases[i].english);
    }
    assert_false(stopword_is(LANGUAGE_ENGLISH, (struct bytes){ "the\0x", 5 }));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
