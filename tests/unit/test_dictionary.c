/* The bilingual dictionary: made from two texts, found in both directions. */
#include "language/dictionary.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/scratch.h"

static const char french[] = "A dictionary that tells / of itself\n"
                             "eau /o/ <n, fem>\nwater\n"
                             "bosse /bos/ <n, fem>\n1. bump, hump\n2. house of ill fame, bump\n"
                             "pomme de terre /pom/\npotato\n"
                             "aller /ale/\nto go; to walk\n"
                             "12 /duz/\ntwelve";
static const char english[] = "fishery /fi/\npêcherie, pêche\n/ /\n";

static const char terms[] = "# english\tfrancais\n"
                            "act\tloi\ntabled\tdéposé\r\nno tab\n\tnothing\nsomething\t\n"
                            "bill\tprojet de loi\nwages\tsalaire";
static const char labels[] = "<skos:Concept rdf:about=\"x\">\n"
                             "  <skos:prefLabel xml:lang=\"en\">Germany</skos:prefLabel>\n"
                             "  <skos:prefLabel xml:lang=\"fr\">Allemagne</skos:prefLabel>\n"
                             "  <skos:hiddenLabel xml:lang=\"en\">German</skos:hiddenLabel>\n"
                             "  <skos:hiddenLabel xml:lang=\"fr\">allemand</skos:hiddenLabel>\n"
                             "  <skos:altLabel xml:lang=\"fr\">RFA</skos:altLabel>\n"
                             "</skos:Concept>\n"
                             "  <skos:prefLabel xml:lang=\"en\">Côte d'Ivoire</skos:prefLabel>\n"
                             "  <skos:prefLabel xml:lang=\"fr\">Ivoire\n"
                             "  <skos:prefLabel xml:lang=\"\n  Label xml:lang=\"fr\">x</\n"
                             "</skos:Concept>";

static enum status write_word(struct bytes folded, void *context, struct failure *failure)
{
    char *found = context;
    (void)failure;
    size_t used = strlen(found);
    snprintf(found + used, 200 - used, "%s%.*s", used ? " " : "", (int)folded.size, folded.data);
    return STATUS_OK;
}

static void test_finding(void **state)
{
    (void)state;
    static const struct {
        enum language language;
        const char *folded, *expected;
    } cases[] = {
        { LANGUAGE_FRENCH, "eau", "water" },
        { LANGUAGE_FRENCH, "eaux", "water" }, /* by its stem */
        { LANGUAGE_ENGLISH, "water", "eau" },
        { LANGUAGE_ENGLISH, "waters", "eau" },
        { LANGUAGE_FRENCH, "bosses", "bump hump" }, /* each once */
        { LANGUAGE_ENGLISH, "hump", "bosse" },
        { LANGUAGE_ENGLISH, "fame", "" }, /* one word of several */
        { LANGUAGE_ENGLISH, "potatoes", "" },
        { LANGUAGE_FRENCH, "aller", "go walk" }, /* "to" is a stopword */
        { LANGUAGE_FRENCH, "12", "" },
        { LANGUAGE_ENGLISH, "fisheries", "pecherie peche" },
        { LANGUAGE_FRENCH, "peche", "fishery" },
        { LANGUAGE_ENGLISH, "eau", "" }, /* of the other language */
        { LANGUAGE_FRENCH, "itself", "" },
        { LANGUAGE_FRENCH, "", "" },
        { LANGUAGE_ENGLISH, "acts", "loi" },
        { LANGUAGE_FRENCH, "loi", "act" }, /* "projet de loi" is several words */
        { LANGUAGE_FRENCH, "depose", "tabled" },
        { LANGUAGE_ENGLISH, "something", "" },
        { LANGUAGE_ENGLISH, "english", "" },
        { LANGUAGE_FRENCH, "salaires", "wages" },
        { LANGUAGE_ENGLISH, "germany", "allemagne" }, /* and no demonym */
        { LANGUAGE_FRENCH, "allemande", "german" },
        { LANGUAGE_FRENCH, "rfa", "" },
        { LANGUAGE_FRENCH, "ivoire", "" },
    };
    struct scratch scratch;
    struct table_writer *writer;
    struct stemmer *stemmer;
    struct table table;
    struct failure failure = FAILURE_NONE;
    char path[FILES_PATH_BYTES];
    scratch_open(&scratch);
    scratch_path(&scratch, "dictionary", path);
    assert_int_equal(stemmer_new(&stemmer, &failure), STATUS_OK);
    assert_int_equal(table_writer_new(&writer, &failure), STATUS_OK);
    assert_int_equal(dictionary_add(writer, stemmer, LANGUAGE_FRENCH, bytes_of(french), &failure), STATUS_OK);
    assert_int_equal(dictionary_add(writer, stemmer, LANGUAGE_ENGLISH, bytes_of(english), &failure), STATUS_OK);
    assert_int_equal(dictionary_add_terms(writer, stemmer, bytes_of(terms), &failure), STATUS_OK);
    assert_int_equal(dictionary_add_labels(writer, stemmer, bytes_of(labels), &failure), STATUS_OK);
    assert_int_equal(table_writer_save(writer, path, &failure), STATUS_OK);
    table_writer_free(writer);
    assert_int_equal(table_open(&table, path, &failure), STATUS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char found[200] = "";
        assert_int_equal(dictionary_find(&table, stemmer, cases[i].language, bytes_of(cases[i].folded), write_word,
                                         found, &failure),
                         STATUS_OK);
        assert_string_equal(found, cases[i].expected);
    }
    table_close(&table);
    stemmer_free(stemmer);
    scratch_close(&scratch);
}

/* A searcher without a dictionary asks an empty table. */
static void test_none(void **state)
{
    (void)state;
    struct table empty = { .entry_count = 0 };
    struct stemmer *stemmer;
    struct failure failure;
    char found[200] = "";
    assert_int_equal(stemmer_new(&stemmer, &failure), STATUS_OK);
    assert_int_equal(dictionary_find(&empty, stemmer, LANGUAGE_FRENCH, bytes_of("eau"), write_word, found, &failure),
                     STATUS_OK);
    assert_string_equal(found, "");
    stemmer_free(stemmer);
}

static void test_place(void **state)
{
    (void)state;
    assert_int_equal(setenv("DEPECHE_DICTIONARY", "/nowhere/dictionary", 1), 0);
    assert_string_equal(dictionary_path(), "/nowhere/dictionary");
    assert_int_equal(unsetenv("DEPECHE_DICTIONARY"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
