/* Heads of WARC and ARC records, and their dates. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "indexer/containers/warc_header.h"

#include <cmocka.h>

static void assert_text(struct bytes got, const char *wanted)
{
    if (got.size != strlen(wanted) || memcmp(got.data ? got.data : "", wanted, got.size) != 0)
        fail_msg("\"%.*s\", not \"%s\"", (int)got.size, got.data, wanted);
}

static void test_warc(void **state)
{
    (void)state;
    static const char head[] = "WARC/1.0\r\n"
                               "WARC-Type: Response\r\n"
                               "warc-target-uri: <http://example.org/a b>\r\n"
                               "WARC-Date:2019-08-15T14:06:11Z\r\n"
                               "WARC-Record-ID: <urn:uuid:1>\r\n"
                               "WARC-Payload-Digest: sha1:ABC\r\n"
                               "WARC-Refers-To:\t<urn:uuid:0>\r\n"
                               "WARC-Truncated: length\r\n"
                               " that goes on\r\n"
                               "no colon\r\n"
                               "Content-Type: application/http; msgtype=response\r\n"
                               "Content-Length: 17\r\n\r\n";
    static const char block[] = "HTTP/1.1 200 OK\r\n";
    char text[sizeof head + sizeof block];
    struct warc_header header;
    snprintf(text, sizeof text, "%s%s", head, block);
    assert_int_equal(warc_header_read(bytes_of(text), &header), strlen(head));
    assert_int_equal(header.type, WARC_RESPONSE);
    assert_false(header.is_arc);
    assert_int_equal(header.length, 17);
    assert_text(header.uri, "http://example.org/a b");
    assert_text(header.date, "2019-08-15T14:06:11Z");
    assert_text(header.id, "<urn:uuid:1>");
    assert_text(header.digest, "sha1:ABC");
    assert_text(header.refers_to, "<urn:uuid:0>");
    assert_text(header.truncated, "length");
    assert_text(header.mime, "application/http; msgtype=response");
    for (size_t size = 0; size < strlen(head); size++)
        assert_int_equal(warc_header_read((struct bytes){ head, size }, &header), 0);
}

static void test_heads(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool is_head;
        enum warc_type type;
        uint64_t length;
        const char *uri, *date;
    } cases[] = {
        { "WARC/0.18\nWARC-Type: resource\nContent-Length: 0\n\n", true, WARC_RESOURCE, 0, "", "" },
        { "WARC/1.1\r\nWARC-Type: revisit\r\nContent-Length: 5\r\n\r\n", true, WARC_REVISIT, 5, "", "" },
        { "WARC/1.0\r\nWARC-Type: request\r\nContent-Length: 5\r\n\r\n", true, WARC_OTHER, 5, "", "" },
        { "WARC/1.0\r\nWARC-Type: response\r\n\r\n", false, WARC_OTHER, 0, "", "" }, /* no length */
        { "WARC/1.0\r\nContent-Length: -1\r\n\r\n", false, WARC_OTHER, 0, "", "" },
        { "WARC/1.0\r\nContent-Length: 12x\r\n\r\n", false, WARC_OTHER, 0, "", "" },
        { "WARC/1.0\r\nContent-Length: 9999999999999999\r\n\r\n", false, WARC_OTHER, 0, "", "" },
        { "WARC/x.0\r\nContent-Length: 1\r\n\r\n", false, WARC_OTHER, 0, "", "" },
        { "http://a.org/ 1.2.3.4 20080430204825 text/html 123\nHTTP", true, WARC_RESPONSE, 123, "http://a.org/",
          "20080430204825" },
        { "http://a.org/a b c 1.2.3.4 20080430204825 text/html 9\n", true, WARC_RESPONSE, 9, "http://a.org/a b c",
          "20080430204825" },
        { "http://a.org/ 1.2.3.4 20080430204825 text/html 200 - - 0 a.arc 9\r\n", true, WARC_RESPONSE, 9,
          "http://a.org/", "20080430204825" },
        { "dns:a.org 1.2.3.4 20080430204825 text/dns 9\n", true, WARC_OTHER, 9, "dns:a.org", "20080430204825" },
        { "http://a.org/ 1.2.3.4 2008043020 text/html 123\n", true, WARC_RESPONSE, 123, "http://a.org/",
          "2008043020" },
        { "http://a.org/ 1.2.3.4 today text/html 123\n", false, WARC_OTHER, 0, "", "" },
        { "http://a.org/ 1.2.3.4 20080430204825 text/html many\n", false, WARC_OTHER, 0, "", "" },
        { "a line of five words 12\n", false, WARC_OTHER, 0, "", "" },
        { "http://a.org/ 1.2.3.4 20080430204825 text/html 123", false, WARC_OTHER, 0, "", "" }, /* not whole */
        { "", false, WARC_OTHER, 0, "", "" },
        { "\n", false, WARC_OTHER, 0, "", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct warc_header header;
        size_t size = warc_header_read(bytes_of(cases[i].text), &header);
        /* A WARC head here is all of its text, an ARC head one line. */
        const char *end = strstr(cases[i].text, header.is_arc ? "\n" : "no end");
        size_t wanted = !cases[i].is_head ? 0 : end ? (size_t)(end - cases[i].text) + 1 : strlen(cases[i].text);
        if (size != wanted)
            fail_msg("%s: %zu", cases[i].text, size);
        if (!size)
            continue;
        assert_true(warc_header_begins(bytes_of(cases[i].text)));
        assert_int_equal(header.type, cases[i].type);
        assert_int_equal(header.length, cases[i].length);
        assert_text(header.uri, cases[i].uri);
        assert_text(header.date, cases[i].date);
    }
}

static void test_dates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t seconds;
        bool whole;
    } cases[] = {
        { "2019-08-15T14:06:11Z", 1565877971, true },
        { "2019-08-15T14:06:11.123456Z", 1565877971, true },
        { "20190815140611", 1565877971, true },
        { "2019-08-15T14:06", 1565877960, false },
        { "2019-08-15T01:02", 1565830920, false },
        { "2019-08-15", 1565827200, false },
        { "2019-08", 1564617600, false },
        { "2019", 1546300800, false },
        { "201908151406", 1565877960, false },
        { "1989-12-31T23:59:59Z", 0, true }, /* there was no web to capture */
        { "2019-13-15T14:06:11Z", 0, true },
        { "2019-02-30T14:06:11Z", 0, true },
        { "2019-08-15T25:06:11Z", 0, true },
        { "yesterday", 0, false },
        { "", 0, false },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool whole;
        int64_t seconds = warc_date(bytes_of(cases[i].text), &whole);
        if (seconds != cases[i].seconds || whole != cases[i].whole)
            fail_msg("%s: %lld, %d", cases[i].text, (long long)seconds, whole);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_warc),
        cmocka_unit_test(test_heads),
        cmocka_unit_test(test_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
