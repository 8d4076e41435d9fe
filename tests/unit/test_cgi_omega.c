/* Omega's parameters, read as ours. */
#include "query/cgi/cgi_omega.h"

#include <string.h>

#include "query/cgi/cgi_request.h"
#include "tests/unit/scratch.h"

static struct arena arena = ARENA_EMPTY;

static int clear(void **state)
{
    (void)state;
    arena_clear(&arena);
    return 0;
}

static void test_names(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value;
        enum cgi_parameter parameter;
    } cases[] = {
        { "B", "old", PARAMETER_OMEGA_FILTER },
        { "P", "old", PARAMETER_QUERY },
        { "START", "old", PARAMETER_OMEGA_START },
        { "START.10", "old", PARAMETER_OMEGA_START },
        { "END.0", "old", PARAMETER_OMEGA_END },
        { "SPAN.", "old", PARAMETER_COUNT },
        { "START.x", "START", PARAMETER_OMEGA_START }, /* a picture's name */
        { "START.1x", "old", PARAMETER_COUNT },
        { "BB", "old", PARAMETER_COUNT },
        { "DB", "old", PARAMETER_COUNT },
        { "FMT", "old", PARAMETER_COUNT },
        { "[", "old", PARAMETER_OMEGA_PAGE },
        { "[ 2 ]", "old", PARAMETER_OMEGA_PAGE },
        { "[ 2 ].x", "2 ]", PARAMETER_OMEGA_PAGE },
        { "[ 2 ].y", "old", PARAMETER_COUNT },
        { "2.x", "2", PARAMETER_OMEGA_PAGE },
        { ">.x", ">", PARAMETER_OMEGA_FORWARD },
        { "<", "old", PARAMETER_OMEGA_BACK },
        { ".x", "old", PARAMETER_COUNT },
        { "", "old", PARAMETER_COUNT },
        { " ", "old", PARAMETER_COUNT },
        { " .x", "", PARAMETER_COUNT },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bytes value = bytes_of("old");
        assert_int_equal(cgi_omega_find(bytes_of(cases[i].name), &value), cases[i].parameter);
        assert_true(bytes_equal(value, bytes_of(cases[i].value)));
    }
}

static void test_terms(void **state)
{
    (void)state;
    static const struct {
        const char *term;
        bool known;
        enum field_id field;
        const char *value;
    } cases[] = {
        { "Nht", true, FIELD_COUNTRY, "ht" },
        { "Lfr", true, FIELD_LANGUAGE, "fr" },
        { "XGOALsolidarity", true, FIELD_GOAL, "solidarity" },
        { "XGOAL:SDG1", true, FIELD_GOAL, "SDG1" },
        { "XKINDreport", true, FIELD_KIND, "report" },
        { "Y2009", true, FIELD_DATE, "2009" },
        { "M200904", true, FIELD_DATE, "2009-04" },
        { "D20090414", true, FIELD_DATE, "2009-04-14" },
        { "D20090231", false, FIELD_DATE, "" },
        { "Ttext/html", false, FIELD_DATE, "" },
        { "N", false, FIELD_DATE, "" },
        { "XGOAL:", false, FIELD_DATE, "" },
        { "", false, FIELD_DATE, "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cgi_omega_term read;
        assert_int_equal(cgi_omega_read_term(cases[i].term, &read), cases[i].known);
        if (!cases[i].known)
            continue;
        assert_int_equal(read.field, cases[i].field);
        assert_string_equal(read.field == FIELD_DATE ? read.date : read.value, cases[i].value);
    }
}

/* A link with the same request, in our words. */
static void test_forms(void **state)
{
    (void)state;
    static const struct {
        const char *omega, *link;
    } cases[] = {
        { "P=haiti&DB=default&FMT=query&xP=haiti&xDB=default&xFILTERS=--O", "?q=haiti" },
        { "P=haiti&B=Nht&B=Lfr&B=XGOALsolidarity&DEFAULTOP=or",
          "?q=haiti&amp;goal=solidarity&amp;country=ht&amp;language=fr&amp;match=any" },
        { "P=a&DEFAULTOP=AND", "?q=a" },
        { "P=a&B=Ttext%2Fhtml&B=Y2009", "?q=a&amp;from=2009&amp;to=2009" },
        { "P=a&HITSPERPAGE=20&TOPDOC=40", "?q=a&amp;hits=20&amp;page=3" },
        { "P=a&TOPDOC=45", "?q=a&amp;page=5" },
        { "P=a&TOPDOC=20&%3E=1", "?q=a&amp;page=4" },
        { "P=a&TOPDOC=20&%3C.x=5&%3C.y=7", "?q=a&amp;page=2" },
        { "P=a&TOPDOC=0&%3C=1", "?q=a" },
        { "P=a&%5B+3+%5D.x=17&%5B+3+%5D.y=2", "?q=a&amp;page=3" },
        { "P=a&7.x=1&7.y=1", "?q=a&amp;page=7" },
        { "P=a&%5B=2+next", "?q=a&amp;page=2" },
        { "P=a&TOPDOC=99999999999999", "?q=a&amp;page=1000" },
        { "P=a&START=20090414&END=200906", "?q=a&amp;from=2009-04-14&amp;to=2009-06" },
        { "P=a&START.10=2008&END.10=200912312359", "?q=a&amp;from=2008&amp;to=2009-12-31" },
        { "P=a&START=20091301&END=x", "?q=a" },
        { "P=a&END=20100131&SPAN=30", "?q=a&amp;from=2010-01-01&amp;to=2010-01-31" },
        { "P=a&START=20100101&SPAN=30", "?q=a&amp;from=2010-01-01&amp;to=2010-01-31" },
        { "P=a&SORT=10", "?q=a&amp;sort=newest" },
        { "P=a&SORT=10&SORTREVERSE=1", "?q=a&amp;sort=oldest" },
        { "P=a&SORT=%2B10+3", "?q=a&amp;sort=oldest" },
        { "P=a&SORT=0", "?q=a&amp;sort=newest" },
        { "P=a&SORT=3", "?q=a" },
        { "P=a&SORT=", "?q=a" },
        { "P=a&sort=oldest&SORT=10&from=2001&START=2009", "?q=a&amp;from=2001&amp;sort=oldest" },
        { "HITSPERPAGE=5000&P=a", "?q=a&amp;hits=1000" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cgi_request request;
        struct cgi_environment environment;
        struct failure failure;
        char *none[] = { NULL };
        struct buffer link = BUFFER_EMPTY;
        cgi_environment_read(&environment, none);
        environment.query_string = cases[i].omega;
        assert_int_equal(cgi_request_read(&request, &environment, LANGUAGE_ENGLISH, &arena, &failure), STATUS_OK);
        cgi_request_link(&request, &link);
        assert_string_equal(link.bytes, cases[i].link);
        assert_true(request.search.limit <= CGI_HITS_MOST);
        buffer_clear(&link);
    }
}

/* Before today, where neither end is told. */
static void test_span(void **state)
{
    (void)state;
    struct failure failure;
    struct search_request search = SEARCH_REQUEST_DEFAULT;
    struct cgi_omega omega = { .span_days = 7 };
    search.today = (struct date){ 2010, 1, 3 };
    assert_int_equal(cgi_omega_settle(&omega, &search, &arena, &failure), STATUS_OK);
    assert_string_equal(search.from, "2009-12-27");
    assert_string_equal(search.to, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_terms),
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_span),
    };
    return cmocka_run_group_tests(tests, NULL, clear);
}
