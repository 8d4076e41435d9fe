/* record/authority*.c: SKOS as ours and as others write it, broken files with their lines, hostile XML, our own
 * files. */
#include "record/authority.h"

#include <string.h>

#include "tests/unit/scratch.h"

#define HEAD                                                                                                         \
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"                                                                   \
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\""                                             \
    " xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">\n"
#define TAIL "</rdf:RDF>\n"
#define NAME "<skos:prefLabel xml:lang=\"en\">A</skos:prefLabel>"

static enum status parse(struct authority *authority, const char *rdf, struct failure *failure)
{
    return authority_parse(authority, "test.rdf", bytes_of(rdf), failure);
}

/* "ID: role language text | ..." of every concept, a line each. */
static void describe(const struct authority *authority, char *text, size_t text_bytes)
{
    static const char roles[] = "POCL";
    static const char *const languages[] = { "*", "fr", "en" };
    size_t size = 0;
    text[0] = '\0';
    for (size_t i = 0; i < authority->concept_count; i++) {
        const struct concept *concept = &authority->concepts[i];
        size += (size_t)snprintf(text + size, text_bytes - size, "%s:", concept->id);
        for (size_t j = 0; j < concept->label_count; j++)
            size += (size_t)snprintf(text + size, text_bytes - size, "%s%c %s %s", j ? " | " : " ",
                                     roles[concept->labels[j].role], languages[concept->labels[j].language],
                                     concept->labels[j].text);
        size += (size_t)snprintf(text + size, text_bytes - size, "\n");
        assert_true(size < text_bytes);
    }
}

/* == What is read ============================================================================================= */

/* clang-format off */
static const struct {
    const char *rdf, *described;
} readable[] = {
    /* Roles and languages; a place before its country and one within a place. */
    { HEAD "<skos:Concept rdf:about='u:HT:p'><skos:broader rdf:resource='u:HT'/>"
           "<skos:prefLabel xml:lang='fr'>Port-au-Prince</skos:prefLabel></skos:Concept>"
           "<skos:Concept rdf:about='u:HT'><skos:inScheme rdf:resource='u'/><skos:notation>HT</skos:notation>"
           "<skos:prefLabel xml:lang='en'>Haiti</skos:prefLabel><skos:prefLabel xml:lang='fr'>Haïti</skos:prefLabel>"
           "<skos:altLabel xml:lang='fr'>République d’Haïti</skos:altLabel>"
           "<skos:hiddenLabel xml:lang='fr'>haïtien</skos:hiddenLabel></skos:Concept>"
           "<skos:Concept rdf:about='u:HT:p:b'><skos:broader rdf:resource='u:HT:p'/>"
           "<skos:prefLabel>Bel Air</skos:prefLabel></skos:Concept>" TAIL,
      "HT: P en Haiti | P fr Haïti | O fr République d’Haïti | C fr haïtien | L fr Port-au-Prince | L * Bel Air\n" },
    /* Languages by their first part, from around, of any, and of others, which are passed over. */
    { HEAD "<skos:Concept rdf:about='x/a#1' xml:lang='fr-CA'><skos:prefLabel>un</skos:prefLabel>"
           "<skos:altLabel xml:lang='en-GB'>one</skos:altLabel><skos:altLabel xml:lang=''>I</skos:altLabel>"
           "<skos:altLabel xml:lang='mul'>1</skos:altLabel><skos:altLabel xml:lang='und'>i</skos:altLabel>"
           "<skos:altLabel xml:lang='es'>uno</skos:altLabel><skos:altLabel xml:lang='x-very-long-private-use'>-"
           "</skos:altLabel><skos:altLabel xml:lang='zh-Hant'></skos:altLabel></skos:Concept>" TAIL,
      "1: P fr un | O en one | O * I | O * 1 | O * i\n" },
    /* Other tools: rdf:Description with a type, other prefixes, definitions with anything in them, two
     * notations. */
    { HEAD "<rdf:Description rdf:about='http://x.org/1'><s:prefLabel xmlns:s='http://www.w3.org/2004/02/skos/core#'"
           " xml:lang='en'>No poverty</s:prefLabel><skos:notation>1</skos:notation><skos:notation>01</skos:notation>"
           "<skos:definition><b><i>deep</i></b>text</skos:definition>"
           "<rdf:type rdf:resource='http://www.w3.org/2004/02/skos/core#Concept'/></rdf:Description>"
           "<rdf:Description rdf:about='u'><skos:prefLabel>a scheme</skos:prefLabel></rdf:Description>"
           "<skos:ConceptScheme rdf:about='v'><skos:prefLabel/></skos:ConceptScheme>" TAIL,
      "1: P en No poverty\n" },
    /* Layout is not text; normal form C; characters written as references; CDATA. */
    { HEAD "<skos:Concept><skos:notation>\n  x\t</skos:notation>"
           "<skos:prefLabel>\r\n  cafe\xCC\x81   &amp; th&#xE9;\n<!-- -->!<?p?>\n</skos:prefLabel>"
           "<skos:altLabel><![CDATA[ a<b ]]></skos:altLabel></skos:Concept>" TAIL,
      "x: P * café & thé ! | O * a<b\n" },
    /* Another encoding, told by the file. */
    { "<?xml version='1.0' encoding='ISO-8859-1'?><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' "
      "xmlns='http://www.w3.org/2004/02/skos/core#'><Concept><notation>x</notation><prefLabel>Qu\xE9"
      "bec</prefLabel></Concept>" TAIL,
      "x: P * Québec\n" },
};
/* clang-format on */

static void test_read(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof readable / sizeof *readable; i++) {
        struct authority authority = AUTHORITY_EMPTY;
        struct failure failure = FAILURE_NONE;
        char described[1000];
        if (parse(&authority, readable[i].rdf, &failure))
            fail_msg("case %zu: %s", i, failure.message);
        describe(&authority, described, sizeof described);
        assert_string_equal(described, readable[i].described);
        authority_clear(&authority);
    }
}

static void test_names(void **state)
{
    (void)state;
    static const char rdf[] = HEAD
        "<skos:Concept><skos:notation>HT</skos:notation><skos:prefLabel xml:lang='fr'>Haïti</skos:prefLabel>"
        "<skos:prefLabel xml:lang='en'>Haiti</skos:prefLabel></skos:Concept>"
        "<skos:Concept><skos:notation>CI</skos:notation><skos:altLabel xml:lang='en'>Ivory Coast</skos:altLabel>"
        "<skos:prefLabel xml:lang='fr'>Côte d’Ivoire</skos:prefLabel></skos:Concept>"
        "<skos:Concept><skos:notation>EU</skos:notation><skos:prefLabel xml:lang='en'>Union</skos:prefLabel>"
        "<skos:prefLabel>UE</skos:prefLabel></skos:Concept>" TAIL;
    struct authority authority = AUTHORITY_EMPTY;
    assert_int_equal(parse(&authority, rdf, NULL), STATUS_OK);
    assert_string_equal(concept_name(authority_find(&authority, "ht"), LANGUAGE_FRENCH), "Haïti");
    assert_string_equal(concept_name(authority_find(&authority, "HT"), LANGUAGE_ENGLISH), "Haiti");
    assert_string_equal(concept_name(authority_find(&authority, "CI"), LANGUAGE_ENGLISH), "Côte d’Ivoire");
    assert_string_equal(concept_name(authority_find(&authority, "eu"), LANGUAGE_FRENCH), "UE");
    assert_string_equal(concept_name(authority_find(&authority, "eu"), LANGUAGE_ENGLISH), "Union");
    assert_null(authority_find(&authority, "US"));
    assert_null(authority_find(&authority, ""));
    authority_clear(&authority);
    assert_null(authority_find(&authority, "HT"));
}

/* == What is refused ========================================================================================== */

static void check_refused(const char *rdf, enum status status, const char *message)
{
    struct authority authority = AUTHORITY_EMPTY;
    struct failure failure = FAILURE_NONE;
    assert_int_equal(parse(&authority, rdf, &failure), status);
    if (!strstr(failure.message, message))
        fail_msg("\"%s\" is not in \"%s\"", message, failure.message);
    assert_true(failure.hint[0] != '\0');
    assert_int_equal(authority.concept_count, 0);
    assert_null(authority.concepts);
    assert_int_equal(parse(&authority, rdf, NULL), status);
}

/* clang-format off */
static const struct {
    const char *rdf, *message;
} refused[] = {
    { "", "test.rdf:1: no skos:Concept" },
    { "plain text", "test.rdf:1: not well-formed XML: " },
    { "<html/>", "test.rdf:1: the file begins with another element than rdf:RDF: html" },
    { HEAD TAIL, "no skos:Concept" },
    { HEAD "<skos:Concept rdf:about='x'>", "not well-formed XML: " },
    { HEAD "\n<skos:Concept></skos:Koncept>", "test.rdf:4: not well-formed XML: " },
    { HEAD "<skos:Concept><skos:prefLabel>\xC3(</skos:prefLabel>", "test.rdf:3: not well-formed XML: " },
    { HEAD "<skos:Concept><skos:prefLabel>&eacute;</skos:prefLabel>", "Entity 'eacute' not defined" },
    { HEAD "<other:Concept/>" TAIL, "Namespace prefix other" },
    { HEAD "\n\n<skos:Concept>\n" NAME "</skos:Concept>" TAIL, "test.rdf:5: a concept without an id" },
    { HEAD "<skos:Concept rdf:about='x/'>" NAME "</skos:Concept>" TAIL, "a concept without an id" },
    { HEAD "<skos:Concept><skos:notation>a b</skos:notation></skos:Concept>" TAIL,
      "a skos:notation that is no id: a b" },
    { HEAD "<skos:Concept><skos:notation/></skos:Concept>" TAIL, "a skos:notation that is no id" },
    { HEAD "<skos:Concept rdf:about='x'><skos:altLabel>A</skos:altLabel></skos:Concept>" TAIL,
      "a concept without a name: x" },
    { HEAD "<skos:Concept rdf:about='x'><skos:prefLabel xml:lang='es'>A</skos:prefLabel></skos:Concept>" TAIL,
      "a concept without a name: x" },
    { HEAD "<skos:Concept rdf:about='x y'><skos:broader rdf:resource='u'/></skos:Concept>" TAIL,
      "a concept without a name: a place" },
    { HEAD "<skos:Concept rdf:about='x'><skos:prefLabel> \n</skos:prefLabel></skos:Concept>" TAIL,
      "test.rdf:4: a label without text" },
    { HEAD "<skos:Concept rdf:about='x'><skos:prefLabel>a<b/></skos:prefLabel></skos:Concept>" TAIL,
      "markup inside a label: b" },
    { HEAD "<skos:Concept rdf:about='x'>" NAME "<skos:narrower><skos:Concept rdf:about='y'/></skos:narrower>"
           "</skos:Concept>" TAIL,
      "a concept inside a concept" },
    { HEAD "<skos:Concept rdf:about='a:x'>" NAME "</skos:Concept>\n<skos:Concept rdf:about='b:X'>" NAME
           "</skos:Concept>" TAIL,
      "test.rdf:4: an id that another concept has already: X" },
    { HEAD "<skos:Concept rdf:about='a'>" NAME "</skos:Concept><skos:Concept rdf:about='a'>" NAME
           "</skos:Concept>" TAIL,
      "an address that another concept has already: a" },
    { HEAD "<skos:Concept rdf:about='a'><skos:broader rdf:resource='u:b'/>" NAME "</skos:Concept>" TAIL,
      "test.rdf:3: skos:broader to what is no concept of the file: u:b" },
    { HEAD "<skos:Concept rdf:about='a'><skos:broader rdf:resource='a'/>" NAME "</skos:Concept>" TAIL,
      "in a circle or over 16 levels: A" },
    { HEAD "<skos:Concept rdf:about='a'><skos:broader rdf:resource='b'/>" NAME "</skos:Concept>"
           "<skos:Concept rdf:about='b'><skos:broader rdf:resource='a'/>" NAME "</skos:Concept>" TAIL,
      "in a circle or over 16 levels: A" },
    { HEAD "<skos:Concept rdf:about='a'><skos:broader rdf:resource='b'/><skos:broader rdf:resource='c'/>"
           "</skos:Concept>" TAIL,
      "a second skos:broader" },
    { HEAD "<skos:Concept rdf:about='a'><skos:broader/></skos:Concept>" TAIL, "skos:broader without rdf:resource" },
};
/* clang-format on */

static void test_refuse(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        check_refused(refused[i].rdf, STATUS_INVALID, refused[i].message);
}

/* No entity is ever declared: neither a secret file nor a small file that is large can come in. */
static void test_refuse_entities(void **state)
{
    (void)state;
    static const char *const cases[] = {
        "<?xml version='1.0'?>\n<!DOCTYPE rdf:RDF>\n<rdf:RDF/>",
        "<?xml version='1.0'?>\n<!DOCTYPE r [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><r>&x;</r>",
        "<?xml version='1.0'?>\n<!DOCTYPE r SYSTEM 'http://localhost/x.dtd'><r/>",
        "<?xml version='1.0'?>\n<!DOCTYPE r [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'><!ENTITY c '&b;&b;&b;&b;'>]>"
        "<r a='&c;'>&c;</r>",
        "<?xml version='1.0'?>\n<!DOCTYPE r [<!ENTITY % p SYSTEM 'file:///etc/passwd'> %p;]><r/>",
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        check_refused(cases[i], STATUS_INVALID, "test.rdf:2: a DOCTYPE");
}

/* == Limits =================================================================================================== */

static void test_limits(void **state)
{
    (void)state;
    struct buffer rdf = BUFFER_EMPTY;
    struct authority authority = AUTHORITY_EMPTY;

    buffer_append_text(&rdf, HEAD "<skos:Concept rdf:about='x'><skos:prefLabel>");
    for (size_t i = 0; i < AUTHORITY_LABEL_BYTES; i++)
        buffer_append_byte(&rdf, 'x');
    size_t full = rdf.size;
    buffer_append_text(&rdf, "</skos:prefLabel></skos:Concept>" TAIL);
    assert_int_equal(parse(&authority, rdf.bytes, NULL), STATUS_OK);
    assert_int_equal(strlen(authority.concepts[0].labels[0].text), AUTHORITY_LABEL_BYTES);
    authority_clear(&authority);
    buffer_truncate(&rdf, full);
    buffer_append_text(&rdf, "x</skos:prefLabel></skos:Concept>" TAIL);
    check_refused(rdf.bytes, STATUS_LIMIT, "a label longer than 1000 bytes");

    buffer_truncate(&rdf, 0);
    buffer_append_text(&rdf, HEAD "<skos:Concept rdf:about='");
    for (size_t i = 0; i < 501; i++)
        buffer_append_byte(&rdf, 'x');
    buffer_append_text(&rdf, "'>" NAME "</skos:Concept>" TAIL);
    check_refused(rdf.bytes, STATUS_INVALID, "an address longer than 500 bytes");

    buffer_truncate(&rdf, 0);
    buffer_append_text(&rdf, HEAD);
    for (size_t i = 0; i <= AUTHORITY_CONCEPTS; i++)
        buffer_append_format(&rdf, "<skos:Concept rdf:about='%zu'>" NAME "</skos:Concept>\n", i);
    buffer_append_text(&rdf, TAIL);
    check_refused(rdf.bytes, STATUS_LIMIT, "test.rdf:100003: more than 100000 concepts");

    const struct bytes too_large = { rdf.bytes, AUTHORITY_FILE_BYTES + 1 }; /* told by its size, not read */
    assert_int_equal(authority_parse(&authority, "big.rdf", too_large, NULL), STATUS_LIMIT);
    buffer_clear(&rdf);
}

/* A circle of broader concepts as long as can be, and elements nested as deep as can be: no stack, no square of time.
 */
static void test_deep(void **state)
{
    (void)state;
    struct buffer rdf = BUFFER_EMPTY;
    buffer_append_text(&rdf, HEAD);
    for (size_t i = 0; i < AUTHORITY_CONCEPTS; i++)
        buffer_append_format(
            &rdf, "<skos:Concept rdf:about='%zu'><skos:broader rdf:resource='%zu'/>" NAME "</skos:Concept>", i,
            (i + 1) % AUTHORITY_CONCEPTS);
    buffer_append_text(&rdf, TAIL);
    check_refused(rdf.bytes, STATUS_INVALID, "in a circle or over 16 levels");

    buffer_truncate(&rdf, 0);
    buffer_append_text(&rdf, HEAD "<skos:Concept><skos:note>");
    for (size_t i = 0; i < 100000; i++)
        buffer_append_text(&rdf, "<a>");
    check_refused(rdf.bytes, STATUS_INVALID, "not well-formed XML: ");
    buffer_clear(&rdf);
}

/* Every beginning of a good file, and the file with each byte replaced in turn: a failure or a list, nothing else. */
static void test_damaged(void **state)
{
    (void)state;
    static const char good[] = HEAD
        "<skos:Concept rdf:about='u:HT'><skos:notation>HT</skos:notation>" NAME
        "</skos:Concept><skos:Concept rdf:about='u:p'><skos:broader rdf:resource='u:HT'/>" NAME
        "</skos:Concept>" TAIL;
    static const char replacements[] = { '\0', '<', '&', '>', '"', '\'', '\xC3', '/', ' ' };
    for (size_t i = 0; i < sizeof good - 1; i++) {
        struct authority authority = AUTHORITY_EMPTY;
        char *copy = malloc(sizeof good);
        assert_non_null(copy);
        memcpy(copy, good, sizeof good);
        authority_parse(&authority, "cut", (struct bytes){ copy, i }, NULL);
        authority_clear(&authority);
        for (size_t j = 0; j < sizeof replacements; j++) {
            copy[i] = replacements[j];
            authority_parse(&authority, "damaged", (struct bytes){ copy, sizeof good - 1 }, NULL);
            authority_clear(&authority);
        }
        free(copy);
    }
}

/* == Files ==================================================================================================== */

static bool has_label(const struct concept *concept, enum label_role role, enum language language, const char *text)
{
    for (size_t i = 0; i < concept->label_count; i++)
        if (concept->labels[i].role == role && concept->labels[i].language == language &&
            strcmp(concept->labels[i].text, text) == 0)
            return true;
    return false;
}

static void load(struct authority *authority, const char *path)
{
    struct failure failure = FAILURE_NONE;
    if (authority_load(authority, path, &failure))
        fail_msg("%s", failure.message);
}

static void test_our_files(void **state)
{
    (void)state;
    static const char *const goals[] = { "influence", "prosperity", "security", "identity", "solidarity" };
    struct authority authority = AUTHORITY_EMPTY;
    load(&authority, CORPUS_DIR "/authority/goals.rdf");
    assert_int_equal(authority.concept_count, 5);
    for (size_t i = 0; i < 5; i++)
        assert_string_equal(authority.concepts[i].id, goals[i]);
    authority_clear(&authority);

    load(&authority, CORPUS_DIR "/authority/countries.rdf");
    assert_true(authority.concept_count > 200);
    const struct concept *haiti = authority_find(&authority, "HT");
    assert_non_null(haiti);
    assert_true(has_label(haiti, LABEL_PREFERRED, LANGUAGE_FRENCH, "Haïti"));
    assert_true(has_label(haiti, LABEL_CUE, LANGUAGE_ENGLISH, "Haitian"));
    assert_true(has_label(haiti, LABEL_PLACE, LANGUAGE_FRENCH, "Port-au-Prince"));
    for (size_t i = 0; i < authority.concept_count; i++)
        assert_int_equal(strlen(authority.concepts[i].id), 2);
    authority_clear(&authority);
}

static void test_load(void **state)
{
    (void)state;
    struct scratch scratch;
    struct authority authority = AUTHORITY_EMPTY;
    struct failure failure = FAILURE_NONE;
    char path[FILES_PATH_BYTES];
    scratch_open(&scratch);
    scratch_path(&scratch, "mine.rdf", path);
    assert_int_equal(authority_load(&authority, path, &failure), STATUS_NOT_FOUND);
    assert_int_equal(files_write_atomically(path, "<x>", 3, NULL), STATUS_OK);
    assert_int_equal(authority_load(&authority, path, &failure), STATUS_INVALID);
    assert_non_null(strstr(failure.message, path));
    scratch_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_read),    cmocka_unit_test(test_names),
        cmocka_unit_test(test_refuse),  cmocka_unit_test(test_refuse_entities),
        cmocka_unit_test(test_limits),  cmocka_unit_test(test_deep),
        cmocka_unit_test(test_damaged), cmocka_unit_test(test_our_files),
        cmocka_unit_test(test_load),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
