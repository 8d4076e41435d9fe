/* Marks of words: bits that nobody shares, by form and by stem. */
#include "language/marks.h"

#include "language/analysis.h"
#include "tests/unit/scratch.h"

static void test_taking(void **state)
{
    (void)state;
    struct marks marks = { .ids = NULL };
    assert_int_equal(marks_take(&marks, 3), 1);
    assert_int_equal(marks_take(&marks, 10), 1 << 3);
    assert_int_equal(marks_take(&marks, 2), 0);
    assert_int_equal(marks_take(&marks, 1), 1 << 13);
    assert_int_equal(marks_take(&marks, 1), 0); /* the others tell of open stems */
    assert_int_equal(MARK_STEM_OPEN(LANGUAGE_FRENCH) | MARK_STEM_OPEN(LANGUAGE_ENGLISH), 3 << 14);
    assert_int_equal(MARK_STEM_OPEN(LANGUAGE_UNKNOWN), 0);
    marks_clear(&marks);
}

static void test_adding(void **state)
{
    (void)state;
    struct marks marks = { .ids = NULL };
    assert_int_equal(marks_of_form(&marks, 0), 0);
    assert_true(marks_add_form(&marks, 1000, 1));
    assert_true(marks_add_form(&marks, 1000, 4));
    assert_true(marks_add_stem(&marks, LANGUAGE_ENGLISH, 3, 2));
    assert_int_equal(marks_of_form(&marks, 1000), 5);
    assert_int_equal(marks_of_form(&marks, 999), 0);
    assert_int_equal(marks_of_form(&marks, UINT32_MAX), 0);
    assert_int_equal(marks_of_stem(&marks, LANGUAGE_ENGLISH, 3), 2);
    assert_int_equal(marks_of_stem(&marks, LANGUAGE_FRENCH, 3), 0);
    assert_int_equal(marks_of_stem(&marks, LANGUAGE_ENGLISH, UINT32_MAX), 0);
    marks_clear(&marks);
}

/* What the tokens of a text bear: of the form as it is written, of the folded form, of a stem once it is asked for. */
static void test_tokens(void **state)
{
    enum { FORM = 1, FOLDED = 2, FRENCH = 4 };
    (void)state;
    struct analyzer *analyzer;
    struct analysis analysis = ANALYSIS_EMPTY;
    assert_int_equal(analyzer_new(&analyzer, NULL), STATUS_OK);
    struct marks *marks = analyzer_marks(analyzer);
    struct interner *interner = analyzer_interner(analyzer);
    assert_int_equal(marks_take(marks, 3), FORM);
    assert_int_equal(analysis_make(analyzer, bytes_of("thé the écoles"), &analysis, NULL), STATUS_OK);
    assert_true(marks_add_form(marks, interner_add(interner, bytes_of("the")), FORM));
    assert_true(marks_add_stem(marks, LANGUAGE_UNKNOWN, interner_add(interner, bytes_of("the")), FOLDED));
    uint32_t school = analyzer_stem(analyzer, &analysis.tokens[2], LANGUAGE_FRENCH);
    assert_true(marks_add_stem(marks, LANGUAGE_FRENCH, school, FRENCH));
    analyzer_keep(analyzer);

    const uint16_t open_french = MARK_STEM_OPEN(LANGUAGE_FRENCH), open_english = MARK_STEM_OPEN(LANGUAGE_ENGLISH);
    assert_int_equal(analysis_make(analyzer, bytes_of("Thé the écoles école"), &analysis, NULL), STATUS_OK);
    assert_int_equal(analysis.tokens[0].marks, FOLDED | open_french | open_english);
    assert_int_equal(analysis.tokens[1].marks, FORM | FOLDED | open_french | open_english);
    assert_int_equal(analysis.tokens[2].marks, FRENCH | open_english);
    assert_int_equal(analysis.tokens[3].marks, open_french | open_english);
    assert_int_equal(analyzer_stem(analyzer, &analysis.tokens[3], LANGUAGE_FRENCH), school);
    assert_int_equal(analysis_make(analyzer, bytes_of("ÉCOLE"), &analysis, NULL), STATUS_OK);
    assert_int_equal(analysis.tokens[0].marks, FRENCH | open_english);
    analysis_clear(&analysis);
    analyzer_free(analyzer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_taking),
        cmocka_unit_test(test_adding),
        cmocka_unit_test(test_tokens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
