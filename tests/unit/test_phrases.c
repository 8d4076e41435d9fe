/* Finding phrases: by folding and by stems, the longest first, by language. */
#include "language/phrases.h"

#include "tests/unit/scratch.h"

#include <string.h>

static const struct {
    enum language language;
    const char *text;
    uint32_t payload;
} names[] = {
    { LANGUAGE_FRENCH, "Guinée", 1 },
    { LANGUAGE_FRENCH, "Guinée équatoriale", 2 },
    { LANGUAGE_FRENCH, "Côte d’Ivoire", 3 },
    { LANGUAGE_ENGLISH, "United States", 4 },
    { LANGUAGE_ENGLISH, "United States of America", 5 },
    { LANGUAGE_ENGLISH, "Guinea", 6 },
    { LANGUAGE_UNKNOWN, "guinee", 7 },
    { LANGUAGE_FRENCH, "...", 8 },
    { LANGUAGE_ENGLISH, "", 9 },
    { LANGUAGE_ENGLISH, "U.S.", 10 },
    { LANGUAGE_FRENCH, "droits de la personne", 11 },
    { LANGUAGE_ENGLISH, "human right", 12 },
};

struct fixture {
    struct analyzer *analyzer;
    struct phrases *phrases;
    struct analysis analysis;
};

static void fixture_open(struct fixture *fixture, enum phrase_key key)
{
    fixture->analysis = (struct analysis)ANALYSIS_EMPTY;
    assert_int_equal(analyzer_new(&fixture->analyzer, NULL), STATUS_OK);
    assert_int_equal(phrases_new(&fixture->phrases, fixture->analyzer, key, NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_int_equal(
            phrases_add(fixture->phrases, names[i].language, bytes_of(names[i].text), names[i].payload, NULL),
            STATUS_OK);
}

static void fixture_close(struct fixture *fixture)
{
    analysis_clear(&fixture->analysis);
    phrases_free(fixture->phrases);
    phrases_free(NULL);
    analyzer_free(fixture->analyzer);
}

/* "first+count:payload,payload" */
static void tell(const struct phrase_match *match, struct buffer *out)
{
    buffer_append_format(out, "%s%zu+%zu", out->size ? " " : "", match->first_token, match->token_count);
    for (size_t i = 0; i < match->payload_count; i++)
        buffer_append_format(out, "%s%u", i ? "," : ":", match->payloads[i]);
}

/* The payloads found in a text, looked for at each token; and from one that is found to the next. */
static void expect(struct fixture *fixture, enum language language, const char *text, const char *expected)
{
    struct buffer out = BUFFER_EMPTY;
    struct phrase_match match;
    analyzer_keep(fixture->analyzer);
    assert_int_equal(analysis_make(fixture->analyzer, bytes_of(text), &fixture->analysis, NULL), STATUS_OK);
    for (size_t at = 0; at < fixture->analysis.token_count; at++)
        if (phrases_match(fixture->phrases, &fixture->analysis, language, at, &match))
            tell(&match, &out);
    assert_string_equal(out.bytes, expected);

    buffer_truncate(&out, 0);
    for (size_t at = 0; phrases_next(fixture->phrases, &fixture->analysis, language, at, &match);) {
        tell(&match, &out);
        at = match.first_token + 1;
    }
    assert_string_equal(out.bytes, expected);
    buffer_clear(&out);
}

static void test_folded(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, PHRASE_FOLDED);
    expect(&fixture, LANGUAGE_FRENCH, "en GUINEE et en Guinée Équatoriale", "1+1:1,7 4+2:2");
    expect(&fixture, LANGUAGE_ENGLISH, "Guinée équatoriale, Guinea", "0+2:2 2+1:6");
    expect(&fixture, LANGUAGE_UNKNOWN, "la cote d'ivoire; la côte de l'ivoire", "1+2:3");
    expect(&fixture, LANGUAGE_FRENCH, "United States of", "0+2:4");
    expect(&fixture, LANGUAGE_FRENCH, "United States of America united", "0+4:5");
    expect(&fixture, LANGUAGE_ENGLISH, "the U.S. and us", "1+1:10 3+1:10");
    expect(&fixture, LANGUAGE_ENGLISH, "human rights", "");
    expect(&fixture, LANGUAGE_ENGLISH, "", "");
    fixture_close(&fixture);
}

static void test_stemmed(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, PHRASE_STEMMED);
    expect(&fixture, LANGUAGE_FRENCH, "le droit de la personne", "1+4:11");
    expect(&fixture, LANGUAGE_ENGLISH, "human rights", "0+2:12");
    expect(&fixture, LANGUAGE_FRENCH, "human rights", "");
    expect(&fixture, LANGUAGE_UNKNOWN, "human rights, droits de la personne", "0+2:12 2+4:11");
    expect(&fixture, LANGUAGE_ENGLISH, "Guinée", "0+1:7"); /* of no language: folded */
    fixture_close(&fixture);
}

static void test_many(void **state)
{
    (void)state;
    struct fixture fixture;
    fixture_open(&fixture, PHRASE_FOLDED);
    char text[64];
    for (unsigned i = 0; i < 20000; i++) {
        snprintf(text, sizeof text, "nom%u de%u lieu", i % 100, i);
        assert_int_equal(phrases_add(fixture.phrases, LANGUAGE_FRENCH, bytes_of(text), i, NULL), STATUS_OK);
    }
    expect(&fixture, LANGUAGE_FRENCH, "x nom7 de12307 lieu nom7 de12308 lieu", "1+3:12307");
    fixture_close(&fixture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_folded),
        cmocka_unit_test(test_stemmed),
        cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
