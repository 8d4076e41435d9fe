/* record/names.c: what a person types leads to the right ids; our own lists; tables that are damaged. */
#include "record/authority.h"

#include <string.h>

#include "tests/unit/scratch.h"

/* clang-format off */
#define HEAD                                                                                                         \
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\""                                             \
    " xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">\n"
#define TAIL "</rdf:RDF>\n"
#define CONCEPT(id, labels) "<skos:Concept rdf:about='u:" id "'>" labels "</skos:Concept>\n"
#define PLACE(country, name)                                                                                         \
    "<skos:Concept rdf:about='u:" country ":" name "'><skos:broader rdf:resource='u:" country "'/>" NAME("en", name) \
    "</skos:Concept>\n"
#define NAME(language, text) "<skos:prefLabel xml:lang='" language "'>" text "</skos:prefLabel>"
#define OTHER(language, text) "<skos:altLabel xml:lang='" language "'>" text "</skos:altLabel>"
#define CUE(language, text) "<skos:hiddenLabel xml:lang='" language "'>" text "</skos:hiddenLabel>"

static const char countries_rdf[] = HEAD
    CONCEPT("US", NAME("en", "United States") NAME("fr", "États-Unis") OTHER("fr", "É.-U.") OTHER("en", "America"))
    CONCEPT("GE", NAME("en", "Georgia") NAME("fr", "Géorgie") CUE("en", "Georgian"))
    CONCEPT("CI", NAME("fr", "Côte d’Ivoire") OTHER("en", "Ivory Coast") CUE("fr", "ivoirien"))
    CONCEPT("CG", NAME("en", "Congo") NAME("fr", "Congo"))
    CONCEPT("CD", NAME("en", "Congo-Kinshasa") OTHER("en", "Congo") OTHER("fr", "La Rép. dém. du Congo"))
    CONCEPT("DO", NAME("en", "Dominican Republic") CUE("en", "Dominican"))
    CONCEPT("DM", NAME("en", "Dominica") CUE("en", "Dominican"))
    CONCEPT("GM", NAME("en", "The Gambia") NAME("fr", "Gambie"))
    CONCEPT("NO", NAME("en", "Norway"))
    CONCEPT("RU", NAME("en", "Russia")) CONCEPT("GB", NAME("fr", "Royaume-Uni") OTHER("fr", "R.-U."))
    PLACE("US", "Georgia") PLACE("US", "Norway") PLACE("GE", "Tbilisi") PLACE("US", "The Bronx") PLACE("US", "Ge")
    TAIL;

static const char goals_rdf[] = HEAD
    CONCEPT("solidarity", NAME("en", "Solidarity") NAME("fr", "Solidarité") CUE("fr", "aide internationale"))
    CONCEPT("SDG1", NAME("en", "No poverty")) CONCEPT("2", NAME("en", "Zero hunger")) TAIL;
/* clang-format on */

static void save(const char *countries_text, const char *goals_text, const char *path)
{
    struct authority countries = AUTHORITY_EMPTY, goals = AUTHORITY_EMPTY;
    struct failure failure = FAILURE_NONE;
    if (authority_parse(&countries, "countries", bytes_of(countries_text),
                        &failure) ||
        authority_parse(&goals, "goals", bytes_of(goals_text), &failure) ||
        names_save(&countries, &goals, path, &failure))
        fail_msg("%s", failure.message);
    authority_clear(&countries);
    authority_clear(&goals);
}

static void find(const struct names *names, enum authority_list list, const char *typed, char *joined,
                 size_t joined_bytes)
{
    struct bytes ids[8];
    size_t size = 0, count = names_find(names, list, bytes_of(typed), ids, 8);
    joined[0] = '\0';
    for (size_t i = 0; i < count && i < 8; i++)
        size += (size_t)snprintf(joined + size, joined_bytes - size, "%s%.*s", i ? " " : "", (int)ids[i].size,
                                 ids[i].data);
}

struct find_case {
    enum authority_list list;
    const char *typed, *ids;
};

static void check_find(const struct names *names, const struct find_case *cases, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        char joined[200];
        find(names, cases[i].list, cases[i].typed, joined, sizeof joined);
        if (strcmp(joined, cases[i].ids) != 0)
            fail_msg("\"%s\" finds \"%s\", not \"%s\"", cases[i].typed, joined, cases[i].ids);
    }
}

/* Opens what `save` made of the two lists above. */
struct fixture {
    struct scratch scratch;
    struct names names;
};

static int set_up(void **state)
{
    struct fixture *fixture = calloc(1, sizeof *fixture);
    struct failure failure = FAILURE_NONE;
    char path[FILES_PATH_BYTES];
    assert_non_null(fixture);
    scratch_open(&fixture->scratch);
    save(countries_rdf, goals_rdf, scratch_path(&fixture->scratch, "names", path));
    if (names_open(&fixture->names, path, &failure))
        fail_msg("%s", failure.message);
    *state = fixture;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *fixture = *state;
    names_close(&fixture->names);
    scratch_close(&fixture->scratch);
    free(fixture);
    return 0;
}

/* == Asking =================================================================================================== */

static void test_find(void **state)
{
    static const struct find_case cases[] = {
        { AUTHORITY_COUNTRIES, "États-Unis", "US" },
        { AUTHORITY_COUNTRIES, "etats unis", "US" },
        { AUTHORITY_COUNTRIES, "les États-Unis", "US" },
        { AUTHORITY_COUNTRIES, "É.-U.", "US" },
        { AUTHORITY_COUNTRIES, "US", "US" },
        { AUTHORITY_COUNTRIES, "U.S.", "US" },
        { AUTHORITY_COUNTRIES, "us", "US" },
        { AUTHORITY_COUNTRIES, "l'América", "US" },
        { AUTHORITY_COUNTRIES, "Côte-d’Ivoire", "CI" },
        { AUTHORITY_COUNTRIES, "cote d'ivoire", "CI" },
        { AUTHORITY_COUNTRIES, "  IVOIRIEN ", "CI" },
        { AUTHORITY_COUNTRIES, "ci", "CI" },
        { AUTHORITY_COUNTRIES, "Georgia", "GE" }, /* a name before a place */
        { AUTHORITY_COUNTRIES, "norway", "NO" },
        { AUTHORITY_COUNTRIES, "ge", "GE" }, /* an id before a place */
        { AUTHORITY_COUNTRIES, "tbilisi", "GE" },
        { AUTHORITY_COUNTRIES, " Ru ", "RU" },
        { AUTHORITY_COUNTRIES, "R.-U.", "GB" }, /* a name before an id that has other dots */
        { AUTHORITY_COUNTRIES, "N.O.", "NO" },
        { AUTHORITY_COUNTRIES, "congo", "CG CD" }, /* both are called so; the usual name first */
        { AUTHORITY_COUNTRIES, "la Rép. dém. du Congo", "CD" },
        { AUTHORITY_COUNTRIES, "rep dem du congo", "CD" },
        { AUTHORITY_COUNTRIES, "dominican", "DO DM" },
        { AUTHORITY_COUNTRIES, "Gambia", "GM" },
        { AUTHORITY_COUNTRIES, "the gambia", "GM" },
        { AUTHORITY_COUNTRIES, "la Gambie", "GM" },
        { AUTHORITY_COUNTRIES, "Bronx", "US" },
        { AUTHORITY_COUNTRIES, "the", "" },
        { AUTHORITY_COUNTRIES, "", "" },
        { AUTHORITY_COUNTRIES, "--", "" },
        { AUTHORITY_COUNTRIES, "united", "" },
        { AUTHORITY_COUNTRIES, "united states of", "" },
        { AUTHORITY_COUNTRIES, "solidarity", "" }, /* the lists are apart */
        { AUTHORITY_GOALS, "solidarité", "solidarity" },
        { AUTHORITY_GOALS, "Solidarity", "solidarity" },
        { AUTHORITY_GOALS, "aide internationale", "solidarity" },
        { AUTHORITY_GOALS, "sdg1", "SDG1" },
        { AUTHORITY_GOALS, "2", "2" },
        { AUTHORITY_GOALS, "US", "" },
    };
    struct fixture *fixture = *state;
    check_find(&fixture->names, cases, sizeof cases / sizeof *cases);
}

static void test_find_more_than_asked_for(void **state)
{
    struct fixture *fixture = *state;
    struct bytes ids[1] = { { "untouched", 9 } };
    const struct bytes typed = { "dominican", 9 };
    assert_int_equal(names_find(&fixture->names, AUTHORITY_COUNTRIES, typed, ids, 1), 2);
    assert_memory_equal(ids[0].data, "DO", 2);
    assert_int_equal(names_find(&fixture->names, AUTHORITY_COUNTRIES, typed, NULL, 0), 2);
    assert_int_equal(names_all(&fixture->names, AUTHORITY_COUNTRIES, NULL, 0), 11);
}

static void test_find_long(void **state)
{
    struct fixture *fixture = *state;
    struct bytes ids[1];
    char typed[10000];
    memset(typed, 'a', sizeof typed);
    assert_int_equal(names_find(&fixture->names, AUTHORITY_GOALS, (struct bytes){ typed, sizeof typed }, ids, 1), 0);
    for (size_t i = 0; i < sizeof typed; i += 2)
        typed[i] = ' ';
    assert_int_equal(names_find(&fixture->names, AUTHORITY_GOALS, (struct bytes){ typed, sizeof typed }, ids, 1), 0);
}

static void test_label(void **state)
{
    static const struct {
        enum authority_list list;
        const char *id;
        enum language language;
        const char *label;
    } cases[] = {
        { AUTHORITY_COUNTRIES, "US", LANGUAGE_FRENCH, "États-Unis" },
        { AUTHORITY_COUNTRIES, "us", LANGUAGE_ENGLISH, "United States" },
        { AUTHORITY_COUNTRIES, "CI", LANGUAGE_ENGLISH, "Côte d’Ivoire" },
        { AUTHORITY_COUNTRIES, "NO", LANGUAGE_FRENCH, "Norway" },
        { AUTHORITY_COUNTRIES, "ZZ", LANGUAGE_FRENCH, "ZZ" },
        { AUTHORITY_COUNTRIES, "", LANGUAGE_FRENCH, "" },
        { AUTHORITY_GOALS, "SDG1", LANGUAGE_FRENCH, "No poverty" },
        { AUTHORITY_GOALS, "US", LANGUAGE_FRENCH, "US" },
    };
    struct fixture *fixture = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct bytes id = { cases[i].id, strlen(cases[i].id) };
        struct bytes label = names_label(&fixture->names, cases[i].list, id, cases[i].language);
        assert_int_equal(label.size, strlen(cases[i].label));
        assert_memory_equal(label.data, cases[i].label, label.size);
    }
}

static void test_all(void **state)
{
    static const char *const expected[] = { "US", "GE", "CI", "CG", "CD", "DO", "DM", "GM", "NO", "RU", "GB" };
    struct fixture *fixture = *state;
    struct bytes ids[20];
    assert_int_equal(names_all(&fixture->names, AUTHORITY_COUNTRIES, ids, 20), 11);
    for (size_t i = 0; i < 11; i++)
        assert_memory_equal(ids[i].data, expected[i], 2);
    assert_int_equal(names_all(&fixture->names, AUTHORITY_GOALS, ids, 20), 3);
    assert_memory_equal(ids[0].data, "solidarity", 10);
}

/* == Files ==================================================================================================== */

static void test_our_files(void **state)
{
    static const struct find_case cases[] = {
        { AUTHORITY_COUNTRIES, "l'Haïti", "HT" },
        { AUTHORITY_COUNTRIES, "HAITI", "HT" },
        { AUTHORITY_COUNTRIES, "haiti", "HT" },
        { AUTHORITY_COUNTRIES, "haïtiennes", "HT" },
        { AUTHORITY_COUNTRIES, "Port-au-Prince", "HT" },
        { AUTHORITY_COUNTRIES, "cote d'ivoire", "CI" },
        { AUTHORITY_COUNTRIES, "Côte-d’Ivoire", "CI" },
        { AUTHORITY_COUNTRIES, "Ivory Coast", "CI" },
        { AUTHORITY_COUNTRIES, "États-Unis", "US" },
        { AUTHORITY_COUNTRIES, "É.-U.", "US" },
        { AUTHORITY_COUNTRIES, "US", "US" },
        { AUTHORITY_COUNTRIES, "R.-U.", "GB" },
        { AUTHORITY_COUNTRIES, "br", "BR" },
        { AUTHORITY_COUNTRIES, "Sao Paulo", "BR" },
        { AUTHORITY_COUNTRIES, "Brésil", "BR" },
        { AUTHORITY_COUNTRIES, "Georgia", "GE" },
        { AUTHORITY_COUNTRIES, "Chine", "CN" },
        { AUTHORITY_COUNTRIES, "Belgique", "BE" },
        { AUTHORITY_GOALS, "solidarité", "solidarity" },
        { AUTHORITY_GOALS, "identity", "identity" },
    };
    struct fixture *fixture = *state;
    struct authority countries = AUTHORITY_EMPTY, goals = AUTHORITY_EMPTY;
    struct names names;
    char path[FILES_PATH_BYTES];
    scratch_path(&fixture->scratch, "ours", path);
    assert_int_equal(authority_load(&countries, CORPUS_DIR "/authority/countries.rdf", NULL), STATUS_OK);
    assert_int_equal(authority_load(&goals, CORPUS_DIR "/authority/goals.rdf", NULL), STATUS_OK);
    assert_int_equal(names_save(&countries, &goals, path, NULL), STATUS_OK);
    assert_int_equal(names_open(&names, path, NULL), STATUS_OK);
    check_find(&names, cases, sizeof cases / sizeof *cases);

    /* Every id and every usual name leads back to its concept. */
    for (size_t i = 0; i < countries.concept_count; i++) {
        const struct concept *country = &countries.concepts[i];
        char joined[200];
        find(&names, AUTHORITY_COUNTRIES, country->id, joined, sizeof joined);
        assert_string_equal(joined, country->id);
        find(&names, AUTHORITY_COUNTRIES, concept_name(country, LANGUAGE_FRENCH), joined, sizeof joined);
        assert_non_null(strstr(joined, country->id));
        find(&names, AUTHORITY_COUNTRIES, concept_name(country, LANGUAGE_ENGLISH), joined, sizeof joined);
        assert_non_null(strstr(joined, country->id));
    }
    names_close(&names);
    authority_clear(&countries);
    authority_clear(&goals);
}

static void test_empty_lists(void **state)
{
    struct fixture *fixture = *state;
    const struct authority none = AUTHORITY_EMPTY;
    struct names names;
    char path[FILES_PATH_BYTES], joined[10];
    assert_int_equal(names_save(&none, &none, scratch_path(&fixture->scratch, "none", path), NULL), STATUS_OK);
    assert_int_equal(names_open(&names, path, NULL), STATUS_OK);
    find(&names, AUTHORITY_COUNTRIES, "Haïti", joined, sizeof joined);
    assert_string_equal(joined, "");
    assert_int_equal(names_all(&names, AUTHORITY_GOALS, NULL, 0), 0);
    names_close(&names);
}

static void test_open_what_is_no_names(void **state)
{
    struct fixture *fixture = *state;
    struct failure failure = FAILURE_NONE;
    struct table_writer *writer;
    struct names names;
    char path[FILES_PATH_BYTES];
    assert_int_equal(names_open(&names, scratch_path(&fixture->scratch, "missing", path), &failure),
                     STATUS_NOT_FOUND);
    scratch_path(&fixture->scratch, "text", path);
    assert_int_equal(files_write_atomically(path, "text", 4, NULL), STATUS_OK);
    assert_int_equal(names_open(&names, path, &failure), STATUS_CORRUPT);

    scratch_path(&fixture->scratch, "table", path);
    assert_int_equal(table_writer_new(&writer, NULL), STATUS_OK);
    assert_int_equal(table_writer_add(writer, (struct bytes){ "version", 7 }, (struct bytes){ "lexicon", 7 }, NULL),
                     STATUS_OK);
    assert_int_equal(table_writer_save(writer, path, NULL), STATUS_OK);
    table_writer_free(writer);
    assert_int_equal(names_open(&names, path, &failure), STATUS_CORRUPT);
    assert_non_null(strstr(failure.message, path));
}

/* Whatever byte is wrong: an answer or none, but no crash. */
static void test_damaged(void **state)
{
    static const char *const asked[] = { "haiti", "Georgia", "congo", "Dominican", "US", "norway" };
    struct fixture *fixture = *state;
    struct buffer content = BUFFER_EMPTY;
    char path[FILES_PATH_BYTES];
    assert_int_equal(files_read(scratch_path(&fixture->scratch, "names", path), 1 << 20, &content, NULL), STATUS_OK);
    scratch_path(&fixture->scratch, "damaged", path);
    for (size_t i = 0; i < content.size; i++) {
        char kept = content.bytes[i];
        content.bytes[i] = (char)(kept ^ (i % 3 == 0 ? 0xFF : i % 3 == 1 ? 0x80 : 0x01));
        FILE *file = fopen(path, "wb");
        assert_non_null(file);
        assert_int_equal(fwrite(content.bytes, 1, content.size, file), content.size);
        assert_int_equal(fclose(file), 0);
        content.bytes[i] = kept;

        struct names names;
        if (names_open(&names, path, NULL))
            continue;
        for (size_t j = 0; j < sizeof asked / sizeof *asked; j++) {
            struct bytes ids[3];
            const struct bytes typed = { asked[j], strlen(asked[j]) };
            size_t count = names_find(&names, AUTHORITY_COUNTRIES, typed, ids, 3);
            for (size_t k = 0; k < count && k < 3; k++)
                names_label(&names, AUTHORITY_COUNTRIES, ids[k], LANGUAGE_FRENCH);
        }
        names_all(&names, AUTHORITY_COUNTRIES, NULL, 0);
        names_close(&names);
    }
    buffer_clear(&content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find),        cmocka_unit_test(test_find_more_than_asked_for),
        cmocka_unit_test(test_find_long),   cmocka_unit_test(test_label),
        cmocka_unit_test(test_all),         cmocka_unit_test(test_our_files),
        cmocka_unit_test(test_empty_lists), cmocka_unit_test(test_open_what_is_no_names),
        cmocka_unit_test(test_damaged),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
