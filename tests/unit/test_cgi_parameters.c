/* Query strings: decoding, old encodings, what is refused and what is passed over. */
#include "query/cgi/cgi_parameters.h"

#include <stdlib.h>
#include <string.h>

#include "tests/unit/scratch.h"

static void note(enum cgi_parameter parameter, const char *value, void *context)
{
    buffer_append_format(context, "[%s=%s]", cgi_parameter_name(parameter), value);
}

/* Read a copy of the exact size, so that the sanitizer sees a read past it. */
static enum status read_size(const char *text, size_t size, struct buffer *out)
{
    struct arena arena = ARENA_EMPTY;
    struct failure failure;
    char *copy = malloc(size ? size : 1);
    assert_non_null(copy);
    memcpy(copy, text, size);
    enum status status = cgi_parameters_read((struct bytes){ copy, size }, &arena, note, out, &failure);
    free(copy);
    arena_clear(&arena);
    return status;
}

static void test_values(void **state)
{
    (void)state;
    static const struct {
        const char *text, *expected;
        enum status status;
    } cases[] = {
        { "", "", STATUS_OK },
        { "q=haiti", "[q=haiti]", STATUS_OK },
        { "P=haiti&q=education", "[q=haiti][q=education]", STATUS_OK },
        { "q=a+b%20c&goal=solidarity&country=HT&country=FR", "[q=a b c][goal=solidarity][country=HT][country=FR]",
          STATUS_OK },
        { "from=2009&to=2010&language=fr&kind=report&sort=newest&page=2&ui=fr&format=json&asset=x",
          "[from=2009][to=2010][language=fr][kind=report][sort=newest][page=2][ui=fr][format=json][asset=x]",
          STATUS_OK },
        /* Passed over: names we do not know, names alone, empty values. */
        { "DB=x&FMT=../../etc/passwd&q&q=&=x&&&qq=1&Q=2&q=%20%09+", "", STATUS_OK },
        { "q=%C3%A9cole", "[q=école]", STATUS_OK },
        { "q=e%CC%81cole", "[q=école]", STATUS_OK }, /* put together */
        { "q=%E9cole", "[q=école]", STATUS_OK },     /* windows-1252 */
        { "q=\xE9t\xE9", "[q=été]", STATUS_OK },
        { "q=%93x%94%80", "[q=“x”€]", STATUS_OK },
        { "q=%C3%A9%E9", "[q=Ã©é]", STATUS_OK }, /* neither the one nor the other: all windows-1252 */
        { "q=100%&goal=%4&kind=%zz", "[q=100%][goal=%4][kind=%zz]", STATUS_OK },
        { "q=a%3Db%26c", "[q=a=b&c]", STATUS_OK },
        { "q=a=b", "[q=a=b]", STATUS_OK },
        { "q=%2541", "[q=%41]", STATUS_OK }, /* decoded once */
        { "q=a%09b", "[q=a\tb]", STATUS_OK },
        /* Refused, the rest is seen. */
        { "q=a%00b&goal=x", "[goal=x]", STATUS_INVALID },
        { "q=%0D%0ASet-Cookie:x", "", STATUS_INVALID },
        { "q=%1B[31m", "", STATUS_INVALID },
        { "q=%7F", "", STATUS_INVALID },
        { "q=%C2%85", "", STATUS_INVALID },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = BUFFER_EMPTY;
        assert_int_equal(read_size(cases[i].text, strlen(cases[i].text), &out), cases[i].status);
        assert_string_equal(out.bytes, cases[i].expected);
        buffer_clear(&out);
    }
}

static void test_length(void **state)
{
    (void)state;
    struct buffer out = BUFFER_EMPTY;
    char *text = malloc(CGI_QUERY_STRING_BYTES + 1);
    assert_non_null(text);
    memset(text, 'a', CGI_QUERY_STRING_BYTES + 1);
    memcpy(text, "q=", 2);
    assert_int_equal(read_size(text, CGI_QUERY_STRING_BYTES, &out), STATUS_OK);
    assert_int_equal(out.size, CGI_QUERY_STRING_BYTES + 2); /* and the brackets */
    buffer_truncate(&out, 0);
    assert_int_equal(read_size(text, CGI_QUERY_STRING_BYTES + 1, &out), STATUS_LIMIT);
    assert_int_equal(out.size, 0);
    free(text);
    buffer_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_length),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
