/* Stems: which words meet, which do not. */
#include "language/stem.h"

#include "language/fold.h"
#include "language/stem_exceptions.h"
#include "language/words.h"

#include "tests/unit/scratch.h"

#include <string.h>

static struct stemmer *stemmer;

static int make_stemmer(void **state)
{
    (void)state;
    return stemmer_new(&stemmer, NULL);
}

static int free_stemmer(void **state)
{
    (void)state;
    stemmer_free(stemmer);
    stemmer_free(NULL);
    return 0;
}

static void stem(enum language language, const char *form, char out[FOLDED_BYTES + 1])
{
    char folded[FOLDED_BYTES];
    size_t size = fold_form(bytes_of(form), folded);
    struct bytes stem = stem_folded(stemmer, language, (struct bytes){ folded, size });
    memcpy(out, stem.data, stem.size);
    out[stem.size] = '\0';
}

static void expect(enum language language, const char *one, const char *other, bool meet)
{
    char left[FOLDED_BYTES + 1], right[FOLDED_BYTES + 1];
    stem(language, one, left);
    stem(language, other, right);
    if ((strcmp(left, right) == 0) != meet)
        print_error("%s -> %s, %s -> %s\n", one, left, other, right);
    assert_int_equal(strcmp(left, right) == 0, meet);
}

static void test_french(void **state)
{
    (void)state;
    static const char *const meet[][2] = {
        { "français", "française" },
        { "français", "francaises" },
        { "déclaré", "déclarée" },
        { "loi", "lois" },
        { "emplois", "emploi" },
        { "revenu", "revenus" },
        { "numéros", "numero" },
        { "prévus", "prévue" },
        { "refus", "refuser" },
        { "incluse", "inclus" },
        { "déclarées", "declare" },
        { "déléguée", "délégués" },
        { "premier", "première" },
        { "financières", "financier" },
        { "commission", "commissions" },
        { "directeur", "directrices" },
        { "agricultrice", "agriculteurs" },
        { "travail", "travaux" },
        { "jeu", "jeux" },
        { "enjeux", "enjeu" },
        { "nouveau", "nouvelles" },
        { "public", "publiques" },
        { "œil", "yeux" },
        { "clé", "clefs" },
        { "général", "généraux" },
        { "national", "nationales" },
        { "canadien", "canadiennes" },
        { "médecins", "medecin" },
        { "chercheuse", "chercheurs" },
        { "Grèce", "grecque" },
        { "université", "universitaires" },
        { "œuvre", "oeuvres" },
        { "organisations", "organiser" },
        { "année", "années" },
        { "créée", "créé" },
    };
    static const char *const differ[][2] = {
        { "France", "franc" },       { "Mali", "mal" },         { "pays", "payer" },
        { "mars", "mari" },          { "commune", "commun" },   { "communication", "commune" },
        { "communiqué", "commun" },  { "loyer", "loi" },        { "université", "univers" },
        { "donnée", "donner" },      { "année", "Anne" },       { "environnement", "environ" },
        { "ministre", "ministère" }, { "port", "porter" },      { "partie", "parti" },
        { "Corée", "corps" },        { "mère", "mer" },         { "Martinique", "Martin" },
        { "base", "bas" },           { "direction", "direct" },
    };
    for (size_t i = 0; i < sizeof meet / sizeof *meet; i++)
        expect(LANGUAGE_FRENCH, meet[i][0], meet[i][1], true);
    for (size_t i = 0; i < sizeof differ / sizeof *differ; i++)
        expect(LANGUAGE_FRENCH, differ[i][0], differ[i][1], false);
}

static void test_english(void **state)
{
    (void)state;
    static const char *const meet[][2] = {
        { "organisation", "organizations" },
        { "recognise", "recognized" },
        { "centre", "centers" },
        { "labour", "labor" },
        { "defence", "defense" },
        { "programme", "programs" },
        { "traveller", "travelers" },
        { "analyse", "analyzing" },
        { "ministers", "minister" },
        { "countries", "country" },
        { "policies", "policy" },
        { "centralisation", "centralization" },
    };
    static const char *const differ[][2] = {
        { "university", "universe" },
        { "organization", "organ" },
        { "international", "intern" },
        { "important", "imports" },
        { "policy", "police" },
        { "publication", "public" },
        { "news", "new" },
        { "community", "commune" },
        { "wellness", "well" },
    };
    for (size_t i = 0; i < sizeof meet / sizeof *meet; i++)
        expect(LANGUAGE_ENGLISH, meet[i][0], meet[i][1], true);
    for (size_t i = 0; i < sizeof differ / sizeof *differ; i++)
        expect(LANGUAGE_ENGLISH, differ[i][0], differ[i][1], false);
}

/* Figures, words of no language, words too long. */
static void test_left_alone(void **state)
{
    (void)state;
    char text[300];
    memset(text, 'e', sizeof text);
    const struct bytes words[] = { { "2009", 4 }, { "2.5", 3 }, { "", 0 }, { text, sizeof text } };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct bytes stem = stem_folded(stemmer, LANGUAGE_FRENCH, words[i]);
        assert_int_equal(stem.size, words[i].size);
        assert_memory_equal(stem.data, words[i].data, stem.size);
    }
    assert_string_equal(stem_folded(stemmer, LANGUAGE_UNKNOWN, (struct bytes){ "nationales", 10 }).data,
                        "nationales");
    assert_false(stem_exists((struct bytes){ "1250.5", 6 }));
    assert_true(stem_exists((struct bytes){ "g8", 2 }));
    assert_true(stem_exists((struct bytes){ "中", 3 }));
}

/* Each word of the table is one folded word, and stands there once. */
static void test_exceptions_are_folded(void **state)
{
    (void)state;
    for (int language = 0; language < LANGUAGE_COUNT; language++) {
        for (const struct stem_family *family = stem_exceptions((enum language)language); family->stem; family++) {
            struct words words;
            struct word word;
            words_begin(&words, bytes_of(family->words));
            while (words_next(&words, &word)) {
                char folded[FOLDED_BYTES];
                assert_int_equal(fold_form(word.form, folded), word.length);
                assert_memory_equal(folded, family->words + word.offset, word.length);
                struct bytes stem = stem_folded(stemmer, (enum language)language, word.form);
                assert_int_equal(stem.size, strlen(family->stem));
                assert_memory_equal(stem.data, family->stem, stem.size);
            }
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_french),
        cmocka_unit_test(test_english),
        cmocka_unit_test(test_left_alone),
        cmocka_unit_test(test_exceptions_are_folded),
    };
    return cmocka_run_group_tests(tests, make_stemmer, free_stemmer);
}
