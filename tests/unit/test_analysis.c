/* A text as tokens: ids, stems, beginnings of sentences; what is kept and what forgotten. */
#include "language/analysis.h"

#include "tests/unit/scratch.h"

#include <string.h>

static void expect_text(struct analyzer *analyzer, uint32_t id, const char *expected)
{
    struct bytes text = interner_text(analyzer_interner(analyzer), id);
    assert_int_equal(text.size, strlen(expected));
    assert_memory_equal(text.data, expected, text.size);
}

static void test_tokens(void **state)
{
    (void)state;
    struct analyzer *analyzer;
    struct analysis analysis = ANALYSIS_EMPTY;
    assert_int_equal(analyzer_new(&analyzer, NULL), STATUS_OK);
    assert_int_equal(analysis_make(analyzer, bytes_of("L’École nationale. ECOLES-nationales"), &analysis, NULL),
                     STATUS_OK);
    assert_int_equal(analysis.token_count, 4);

    const struct token *tokens = analysis.tokens;
    expect_text(analyzer, tokens[0].form, "école");
    expect_text(analyzer, tokens[0].folded, "ecole");
    expect_text(analyzer, analyzer_stem(analyzer, &tokens[0], LANGUAGE_FRENCH), "ecol");
    expect_text(analyzer, tokens[2].form, "ecoles");
    assert_int_equal(analyzer_stem(analyzer, &tokens[0], LANGUAGE_FRENCH),
                     analyzer_stem(analyzer, &tokens[2], LANGUAGE_FRENCH));
    assert_int_equal(analyzer_stem(analyzer, &tokens[0], LANGUAGE_UNKNOWN), tokens[0].folded);
    expect_text(analyzer, analyzer_stem(analyzer, &tokens[1], LANGUAGE_ENGLISH), "national");
    assert_int_equal(tokens[0].offset, 4);
    assert_int_equal(tokens[0].length, 6);
    assert_true(tokens[0].capital && !tokens[0].upper && tokens[0].first && !tokens[0].joined);
    assert_true(tokens[2].capital && tokens[2].upper && tokens[2].first);
    assert_true(tokens[3].joined && !tokens[3].first);

    assert_int_equal(analysis_make(analyzer, bytes_of(""), &analysis, NULL), STATUS_OK);
    assert_int_equal(analysis.token_count, 0);
    analysis_clear(&analysis);
    analysis_clear(&analysis);
    analyzer_free(analyzer);
    analyzer_free(NULL);
}

static void test_first(void **state)
{
    (void)state;
    /* The words that begin sentences are in capitals. */
    static const char text[] =
        "LE m. dupont est là. OÙ ? ICI: UN deux 2.5 trois\nLIGNE — the u.s. department left the "
        "u.s. The";
    struct analyzer *analyzer;
    struct analysis analysis = ANALYSIS_EMPTY;
    assert_int_equal(analyzer_new(&analyzer, NULL), STATUS_OK);
    assert_int_equal(analysis_make(analyzer, bytes_of(text), &analysis, NULL), STATUS_OK);
    for (size_t i = 0; i < analysis.token_count; i++)
        assert_int_equal(analysis.tokens[i].first, analysis.tokens[i].capital);
    analysis_clear(&analysis);
    analyzer_free(analyzer);
}

/* Once the ids are kept, only stems that are there are told: of the others no phrase can be. */
static void test_stems_kept(void **state)
{
    (void)state;
    struct analyzer *analyzer;
    struct analysis analysis = ANALYSIS_EMPTY;
    assert_int_equal(analyzer_new(&analyzer, NULL), STATUS_OK);
    assert_int_equal(analysis_make(analyzer, bytes_of("écoles"), &analysis, NULL), STATUS_OK);
    uint32_t stem = analyzer_stem(analyzer, &analysis.tokens[0], LANGUAGE_FRENCH);
    analyzer_keep(analyzer);
    assert_int_equal(analysis_make(analyzer, bytes_of("École rivières"), &analysis, NULL), STATUS_OK);
    size_t count = interner_count(analyzer_interner(analyzer));
    assert_int_equal(analyzer_stem(analyzer, &analysis.tokens[0], LANGUAGE_FRENCH), stem);
    assert_int_equal(analyzer_stem(analyzer, &analysis.tokens[1], LANGUAGE_FRENCH), INTERNER_NONE);
    assert_int_equal(interner_count(analyzer_interner(analyzer)), count);
    analysis_clear(&analysis);
    analyzer_free(analyzer);
}

/* The language of the first bytes: a word that is cut does not count. */
static void test_language(void **state)
{
    static const struct {
        const char *text;
        size_t most_bytes;
        enum language language;
    } cases[] = {
        { "Le ministre est dans la ville. The minister is with them and they have been there.", 31, LANGUAGE_FRENCH },
        { "Le ministre est dans la ville. The minister is with them and they have been there.", 1,
          LANGUAGE_UNKNOWN },
        { "The minister was there.", SIZE_MAX, LANGUAGE_ENGLISH },
        { "The minister was there.", 2, LANGUAGE_UNKNOWN },
        { "", SIZE_MAX, LANGUAGE_UNKNOWN },
    };
    (void)state;
    struct analyzer *analyzer;
    struct analysis analysis = ANALYSIS_EMPTY;
    assert_int_equal(analyzer_new(&analyzer, NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(analysis_make(analyzer, bytes_of(cases[i].text), &analysis, NULL), STATUS_OK);
        assert_int_equal(analysis_language(&analysis, cases[i].most_bytes).language, cases[i].language);
    }
    analysis_clear(&analysis);
    analyzer_free(analyzer);
}

/* More forms than are kept: those of before stay as they were, also when what they fold to was forgotten. */
static void test_rest(void **state)
{
    (void)state;
    struct analyzer *analyzer;
    struct analysis analysis = ANALYSIS_EMPTY;
    assert_int_equal(analyzer_new(&analyzer, NULL), STATUS_OK);
    struct interner *interner = analyzer_interner(analyzer);
    assert_int_equal(analysis_make(analyzer, bytes_of("École"), &analysis, NULL), STATUS_OK);
    uint32_t school = analysis.tokens[0].folded;
    uint32_t later = interner_add(interner, bytes_of("été")); /* a form that nobody has folded yet */
    analyzer_keep(analyzer);
    size_t kept = interner_count(interner);

    struct buffer numbers = BUFFER_EMPTY; /* figures: nothing to stem */
    for (int i = 0; i < 1000100; i++)
        buffer_append_format(&numbers, "%d\n", 1000000 + i);
    buffer_append_text(&numbers, "été");
    analyzer_rest(analyzer);
    assert_int_equal(interner_count(interner), kept);
    assert_int_equal(analysis_make(analyzer, buffer_view(&numbers), &analysis, NULL),
                     STATUS_OK);
    assert_int_equal(analysis.token_count, 1000101);
    buffer_clear(&numbers);
    assert_true(interner_count(interner) > 1000000);
    analyzer_rest(analyzer);
    assert_int_equal(interner_count(interner), kept);

    assert_int_equal(analysis_make(analyzer, bytes_of("école été"), &analysis, NULL), STATUS_OK);
    assert_int_equal(analysis.tokens[0].folded, school);
    assert_int_equal(analysis.tokens[1].form, later);
    expect_text(analyzer, analysis.tokens[1].folded, "ete");
    analysis_clear(&analysis);
    analyzer_free(analyzer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tokens),   cmocka_unit_test(test_first), cmocka_unit_test(test_stems_kept),
        cmocka_unit_test(test_language), cmocka_unit_test(test_rest),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
