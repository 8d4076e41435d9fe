/* Web requests: what they ask for, in which language, and the links that ask for something else. */
#include "query/cgi/cgi_request.h"

#include <string.h>

#include "tests/unit/scratch.h"

static struct arena arena = ARENA_EMPTY;

static int clear(void **state)
{
    (void)state;
    arena_clear(&arena);
    return 0;
}

static enum status read_request(struct cgi_request *request, const char *query_string, const char *accepted)
{
    struct failure failure;
    struct cgi_environment environment;
    char *none[] = { NULL };
    cgi_environment_read(&environment, none);
    environment.query_string = query_string;
    environment.accept_language = accepted;
    return cgi_request_read(request, &environment, LANGUAGE_UNKNOWN, &arena, &failure);
}

static void test_language(void **state)
{
    (void)state;
    static const struct {
        const char *query_string, *accepted;
        enum language language;
        bool asked;
    } cases[] = {
        { "", "", LANGUAGE_ENGLISH, false },
        { "", "fr", LANGUAGE_FRENCH, false },
        { "", "fr-CA,fr;q=0.9,en;q=0.8", LANGUAGE_FRENCH, false },
        { "", "en;q=0.3, fr;q=0.7", LANGUAGE_FRENCH, false },
        { "", "de, es;q=0.9, FR-ca;q=0.1", LANGUAGE_FRENCH, false },
        { "", "fr;q=0, en;q=0.1", LANGUAGE_ENGLISH, false },
        { "", "fr;q=nan, fr;q=-1, fr;q=9", LANGUAGE_ENGLISH, false },
        { "", "fro, enm, *", LANGUAGE_ENGLISH, false },
        { "", ",,;;q=,=", LANGUAGE_ENGLISH, false },
        { "ui=en", "fr", LANGUAGE_ENGLISH, true },
        { "ui=fr", "en", LANGUAGE_FRENCH, true },
        { "ui=de", "fr", LANGUAGE_FRENCH, false },
        { "q=%00&ui=fr", "en", LANGUAGE_FRENCH, true }, /* so that the refusal is told in French */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cgi_request request;
        read_request(&request, cases[i].query_string, cases[i].accepted);
        assert_int_equal(request.search.ui, cases[i].language);
        assert_int_equal(request.ui_asked, cases[i].asked);
    }
}

/* A link with the same request says what was understood. */
static void test_understood(void **state)
{
    (void)state;
    static const struct {
        const char *query_string, *link;
    } cases[] = {
        { "", "?" },
        { "page=1&sort=relevance&format=html", "?" },
        { "ui=fr&q=+haiti+&P=%C3%A9cole&x=y", "?q=haiti+%C3%A9cole&amp;ui=fr" },
        { "kind=report&country=HT&country=HT&country=FR&goal=solidarity",
          "?goal=solidarity&amp;country=HT&amp;country=FR&amp;kind=report" },
        { "to=2010&from=avril+2009", "?from=avril+2009&amp;to=2010" },
        { "from=2001&from=2002", "?from=2002" },
        { "sort=ancien&page=3", "?sort=oldest&amp;page=3" },
        { "sort=size&page=x&format=pdf&ui=xx", "?" },
        { "page=0", "?" },
        { "page=-1", "?" },
        { "page=99999999999999999999", "?page=1000" },
        { "page=2x", "?" },
        { "format=json", "?format=json" },
        { "format=atom", "?sort=newest&amp;format=atom" }, /* a feed tells what is new */
        { "q=%22%3Cb%3E%26%27", "?q=%22%3Cb%3E%26%27" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cgi_request request;
        struct buffer link = BUFFER_EMPTY;
        assert_int_equal(read_request(&request, cases[i].query_string, ""), STATUS_OK);
        cgi_request_link(&request, &link);
        assert_string_equal(link.bytes, cases[i].link);
        buffer_clear(&link);
    }
}

static void test_limits(void **state)
{
    (void)state;
    struct cgi_request request;
    struct buffer filters = BUFFER_EMPTY;
    for (int i = 0; i <= REQUEST_FILTERS; i++)
        buffer_append_format(&filters, "&country=X%d", i);
    assert_int_equal(read_request(&request, filters.bytes, ""), STATUS_LIMIT);
    assert_int_equal(request.search.filter_count, REQUEST_FILTERS);
    buffer_clear(&filters);

    static const struct {
        const char *query_string;
        uint32_t limit, offset;
    } cases[] = {
        { "page=3", 10, 20 },
        { "page=3&format=json", 10, 20 },
        { "page=2&format=atom", 20, 20 },
        { "page=2&format=csv", 1000, 1000 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(read_request(&request, cases[i].query_string, ""), STATUS_OK);
        assert_int_equal(request.search.limit, cases[i].limit);
        assert_int_equal(request.search.offset, cases[i].offset);
    }
}

static void test_variants(void **state)
{
    (void)state;
    struct cgi_request request;
    read_request(&request, "q=a&country=HT&country=FR&goal=security&page=4", "");
    assert_true(cgi_request_has(&request, FIELD_COUNTRY, "FR"));
    assert_false(cgi_request_has(&request, FIELD_GOAL, "FR"));

    cgi_request_add(&request, FIELD_COUNTRY, "FR");
    assert_int_equal(request.search.filter_count, 3);
    assert_int_equal(request.page, 1);
    cgi_request_add(&request, FIELD_KIND, "report");
    cgi_request_remove(&request, FIELD_COUNTRY, "HT");
    assert_false(cgi_request_has(&request, FIELD_COUNTRY, "HT"));
    assert_int_equal(request.search.filter_count, 3);
    cgi_request_remove_field(&request, FIELD_COUNTRY);
    assert_int_equal(request.search.filter_count, 2);
    assert_true(cgi_request_has(&request, FIELD_KIND, "report"));

    char names[REQUEST_FILTERS][16];
    for (int i = 0; i < REQUEST_FILTERS; i++) {
        snprintf(names[i], sizeof names[i], "X%d", i);
        cgi_request_add(&request, FIELD_COUNTRY, names[i]);
    }
    assert_int_equal(request.search.filter_count, REQUEST_FILTERS);
}

static void test_blank(void **state)
{
    (void)state;
    struct cgi_request request;
    read_request(&request, "ui=fr&page=2&sort=newest&q=", "");
    assert_true(cgi_request_is_blank(&request));
    read_request(&request, "to=2009", "");
    assert_false(cgi_request_is_blank(&request));
    read_request(&request, "kind=page", "");
    assert_false(cgi_request_is_blank(&request));
}

static void test_environment(void **state)
{
    (void)state;
    char *strings[] = { "REQUEST_METHOD=HEAD",
                        "QUERY_STRING=q=a=b",
                        "HTTP_PROXY=http://evil.example/",
                        "REQUEST_METHODS=x",
                        "NOTHING",
                        "=x",
                        "DEPECHE_INDEX=",
                        "SCRIPT_FILENAME=/a",
                        NULL };
    struct cgi_environment environment;
    cgi_environment_read(&environment, strings);
    assert_string_equal(environment.method, "HEAD");
    assert_string_equal(environment.query_string, "q=a=b");
    assert_string_equal(environment.script, "/a");
    assert_string_equal(environment.index, "");
    assert_string_equal(environment.accept_language, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_language), cmocka_unit_test(test_understood), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_variants), cmocka_unit_test(test_blank),      cmocka_unit_test(test_environment),
    };
    return cmocka_run_group_tests(tests, NULL, clear);
}
