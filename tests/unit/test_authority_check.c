/* What is told of an authority file: every mistake and warning, with its line. */
#include "record/authority_check.h"

#include "tests/unit/scratch.h"

#define HEAD                                                                                                           \
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" "                                              \
    "xmlns:skos=\"http://www.w3.org/2004/02/skos/core#\">\n"
#define CONCEPT(id, labels) "<skos:Concept rdf:about=\"urn:" id "\"><skos:notation>" id "</skos:notation>\n" labels "</skos:Concept>\n"
#define NAMES "<skos:prefLabel xml:lang=\"en\">A</skos:prefLabel><skos:prefLabel xml:lang=\"fr\">B</skos:prefLabel>\n"
#define CUE(text) "<skos:hiddenLabel xml:lang=\"en\">" text "</skos:hiddenLabel>\n"
#define NAMES_OF(en, fr) "<skos:prefLabel xml:lang=\"en\">" en "</skos:prefLabel><skos:prefLabel xml:lang=\"fr\">" fr "</skos:prefLabel>\n"
#define TAIL "</rdf:RDF>\n"

static void write_findings(const char *rdf, struct buffer *out)
{
    struct authority_findings findings = AUTHORITY_FINDINGS_EMPTY;
    struct failure failure;
    assert_int_equal(authority_check("f", bytes_of(rdf), &findings, &failure), STATUS_OK);
    for (size_t i = 0; i < findings.count; i++) {
        buffer_append_format(out, "%ld %c %s\n", findings.items[i].line, findings.items[i].mistake ? 'M' : 'W',
                             findings.items[i].what);
        assert_string_not_equal(findings.items[i].remedy, "");
    }
    assert_int_equal(findings.mistakes + findings.warnings, findings.count);
    authority_findings_clear(&findings);
}

static void test_findings(void **state)
{
    /* clang-format off */
    static const struct { const char *rdf, *expected; } cases[] = {
        { HEAD CONCEPT("x", NAMES CUE("border security")) TAIL, "" },
        /* Several mistakes, all told. */
        { HEAD CONCEPT("x", CUE("")) CONCEPT("x", NAMES) "<skos:Concept>\n" NAMES "</skos:Concept>\n" TAIL,
          "2 M a concept without a name: x\n3 M a label without text\n"
          "5 M an address that another concept has already: urn:x\n5 M an id that another concept has already: x\n"
          "8 M a concept without an id\n" },
        { HEAD CONCEPT("x", NAMES "<skos:broader rdf:resource=\"urn:y\"/>\n<skos:broader/>\n") TAIL,
          "2 M skos:broader to what is no concept of the file: urn:y\n5 M skos:broader without rdf:resource\n" },
        { HEAD CONCEPT("x y", NAMES) TAIL, "2 M a skos:notation that is no id: x y\n" },
        { HEAD TAIL, "1 M no skos:Concept in the file\n" },
        { "", "1 M no skos:Concept in the file\n" },
        /* Warnings. */
        { HEAD CONCEPT("x", NAMES CUE("security") CUE("Minister") CUE("the")) TAIL,
          "4 W \"security\" alone is an everyday word\n5 W \"Minister\" alone is an everyday word\n"
          "6 W \"the\" is a word of nearly every sentence\n" },
        { HEAD CONCEPT("x", NAMES CUE("aid worker") CUE("Aid  Worker")) TAIL,
          "5 W \"Aid Worker\" stands in x already, in line 4\n" },
        { HEAD CONCEPT("x", NAMES_OF("A", "B") CUE("aid worker")) CONCEPT("y", NAMES_OF("C", "D") CUE("AID worker")) TAIL,
          "8 W \"AID worker\" of y is a label of x too, in line 4\n" },
        { HEAD CONCEPT("x", "<skos:prefLabel xml:lang=\"en\">A</skos:prefLabel>\n") TAIL, "2 W x has no French name\n" },
        { HEAD CONCEPT("x", "<skos:prefLabel>A</skos:prefLabel>\n") TAIL, "3 W \"A\" is of no language\n" },
        { HEAD CONCEPT("x", NAMES CUE("&#8230;")) TAIL, "4 W \"…\" has no word to look for\n" },
    };
    /* clang-format on */
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = BUFFER_EMPTY;
        write_findings(cases[i].rdf, &out);
        assert_string_equal(out.bytes, cases[i].expected);
        buffer_clear(&out);
    }
}

/* Broken XML is told where it breaks, and what stands after it is looked at too. */
static void test_broken_markup(void **state)
{
    static const char rdf[] = HEAD CONCEPT("x", NAMES "<skos:altLabel>a & b</skos:altLabel>\n")
        CONCEPT("y", NAMES CUE("")) TAIL;
    struct buffer out = BUFFER_EMPTY;
    (void)state;
    write_findings(rdf, &out);
    assert_non_null(strstr(out.bytes, "4 M not well-formed XML"));
    assert_non_null(strstr(out.bytes, "8 M a label without text"));
    buffer_clear(&out);
}

static void test_every_cut(void **state)
{
    static const char rdf[] = HEAD CONCEPT("x", NAMES CUE("aid")) CONCEPT("x", CUE("") "<b><skos:Concept/></b>") TAIL;
    (void)state;
    for (size_t size = 0; size < sizeof rdf; size++) {
        char *copy = strndup(rdf, size);
        struct buffer out = BUFFER_EMPTY;
        assert_non_null(copy);
        write_findings(copy, &out);
        if (size + 2 < sizeof rdf)
            assert_non_null(strstr(out.bytes, " M "));
        buffer_clear(&out);
        free(copy);
    }
}

/* The lists that come with Depeche have no mistake. */
static void test_our_lists(void **state)
{
    static const char *const lists[] = { "countries.rdf", "goals.rdf", "sdg.rdf" };
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        struct authority_findings findings = AUTHORITY_FINDINGS_EMPTY;
        struct buffer rdf = BUFFER_EMPTY;
        struct failure failure;
        char path[FILES_PATH_BYTES];
        snprintf(path, sizeof path, "%s/authority/%s", CORPUS_DIR, lists[i]);
        assert_int_equal(files_read(path, 1 << 24, &rdf, &failure), STATUS_OK);
        assert_int_equal(authority_check(path, buffer_view(&rdf), &findings, &failure), STATUS_OK);
        assert_int_equal(findings.mistakes, 0);
        assert_true(findings.concepts > 0);
        authority_findings_clear(&findings);
        buffer_clear(&rdf);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_findings),
        cmocka_unit_test(test_broken_markup),
        cmocka_unit_test(test_every_cut),
        cmocka_unit_test(test_our_lists),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
