/* Which words may have a stem: never a "no" for a word that has it. */
#include "language/stem_hints.h"

#include "language/stem.h"
#include "tests/unit/scratch.h"

/* Endings of many kinds: those that go, those that others stand for, those that change the letter before them. */
static const char *const words[] = {
    "use",          "using",         "used",       "die",         "dying",         "lying",      "tying",
    "skies",        "skis",          "sky",        "cries",       "cry",           "icing",      "aging",
    "flies",        "ties",          "by",         "say",         "happily",       "abilities",  "ability",
    "possibly",     "possibility",   "relational", "rationality", "organization",  "hopefulness", "radically",
    "electricity",  "generously",    "early",      "only",        "gently",        "news",       "controlled",
    "hoping",       "hopping",       "national",   "nationaux",   "eaux",          "maux",       "yeux",
    "finissaient",  "finirait",      "publication", "publiquement", "solution",    "solutions",  "biologie",
    "patience",     "patient",       "evidemment", "couramment",  "heureuse",      "heureux",    "activite",
    "habilite",     "actif",         "actives",    "premier",     "premiere",      "royaux",     "payer",
    "aimerait",     "ira",           "vu",         "a",           "la",            "ont",        "developpement",
    "developper",   "securite",      "security",   "secure",      "identities",    "identity",   "identite",
    "education",    "educator",      "commissions", "revenus",    "actrice",       "employee",   "2009",
};

static void holds(enum language language)
{
    struct stemmer *stemmer;
    assert_int_equal(stemmer_new(&stemmer, NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct stem_hints hints = { .bits = { 0 } };
        struct bytes word = bytes_of(words[i]);
        stem_hints_add(&hints, stem_folded(stemmer, language, word));
        if (stem_keeps_beginning(stemmer, language, word) && !stem_hints_may_have(&hints, word))
            fail_msg("%s seems to have another stem", words[i]);
    }
    stemmer_free(stemmer);
}

static void test_never_wrong(void **state)
{
    (void)state;
    holds(LANGUAGE_FRENCH);
    holds(LANGUAGE_ENGLISH);
}

static void test_tells_apart(void **state)
{
    static const struct {
        const char *word;
        bool may;
    } cases[] = {
        { "publication", true }, { "publiquement", true }, { "publier", true }, { "public", true }, { "publ", false },
        { "pont", false },       { "", false },            { "die", true },     { "dying", true },  { "do", false },
    };
    (void)state;
    struct stem_hints hints = { .bits = { 0 } };
    assert_false(stem_hints_may_have(&hints, bytes_of("publication")));
    stem_hints_add(&hints, bytes_of("publiqu"));
    stem_hints_add(&hints, bytes_of("die"));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(stem_hints_may_have(&hints, bytes_of(cases[i].word)), cases[i].may);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_never_wrong), cmocka_unit_test(test_tells_apart) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
