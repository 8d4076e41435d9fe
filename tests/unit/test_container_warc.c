/* Web archives: which records are pages, revisits, places, damage and the way on behind it. */
#include <zlib.h>

#include "tests/unit/container_case.h"

/* == Making archives ========================================================================================== */

static void append_packed(struct buffer *file, const struct buffer *content)
{
    char *room = buffer_reserve(file, content->size + 1000);
    z_stream stream = { .next_in = (Bytef *)content->bytes,
                        .avail_in = (uInt)content->size,
                        .next_out = (Bytef *)room,
                        .avail_out = (uInt)(content->size + 1000) };
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    buffer_commit(file, stream.total_out);
    deflateEnd(&stream);
}

struct made_record {
    const char *type, *uri, *extra; /* extra: lines of the head */
    const char *block;
    int wrong; /* added to the length that is stated */
};

#define PAGE(text) "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" text

static void append_record(struct buffer *file, const struct made_record *record)
{
    buffer_append_format(file,
                         "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2019-08-15T14:06:11Z\r\n"
                         "%sContent-Length: %d\r\n\r\n%s\r\n\r\n",
                         record->type, record->uri, record->extra ? record->extra : "",
                         (int)strlen(record->block) + record->wrong, record->block);
}

/* One gzip member a record, or not packed. */
static void make_file(const struct made_record *records, size_t count, bool packed, struct buffer *file)
{
    struct buffer record = BUFFER_EMPTY;
    buffer_truncate(file, 0);
    for (size_t i = 0; i < count; i++) {
        buffer_truncate(&record, 0);
        append_record(packed ? &record : file, &records[i]);
        if (packed)
            append_packed(file, &record);
    }
    buffer_clear(&record);
}

/* Offsets become letters, which are the same for every packing: the n-th place that is told is the n-th letter. */
static void name_places(struct buffer *lines)
{
    struct buffer named = BUFFER_EMPTY;
    char letter = 'a';
    for (const char *at = lines->bytes; *at;) {
        if (strncmp(at, "offset ", 7) == 0) {
            at += 7 + strspn(at + 7, "0123456789+");
            buffer_append_byte(&named, letter++);
        } else {
            buffer_append_byte(&named, *at++);
        }
    }
    buffer_clear(lines);
    *lines = named;
}

static void assert_lines(struct bytes file, const char *told)
{
    struct buffer lines = BUFFER_EMPTY;
    container_case_lines(&container_warc, file, &lines);
    name_places(&lines);
    assert_string_equal(lines.bytes, told);
    buffer_clear(&lines);
}

#define COUNT(records) (sizeof(records) / sizeof *(records))
#define CAPTURED " @1565877971"

/* == Pages ==================================================================================================== */

static const struct made_record pages[] = {
    { "warcinfo", "", NULL, "software: none\r\n", 0 },
    { "request", "http://a.org/", NULL, "GET / HTTP/1.1\r\n\r\n", 0 },
    { "response", "http://a.org/", NULL, PAGE("<p>one"), 0 },
    { "response", "http://a.org/gone", NULL, "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n<p>gone", 0 },
    { "response", "http://a.org/i.png", NULL, "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG", 0 },
    { "response", "http://a.org/s.css", NULL, "HTTP/1.1 200 OK\r\nContent-Type: text/css\r\n\r\np {}", 0 },
    { "response", "http://a.org/robots.txt", NULL, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nno", 0 },
    { "response", "dns:a.org", NULL, "1.2.3.4", 0 },
    { "response", "http://a.org/none", NULL, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", 0 },
    { "response", "http://a.org/sniffed", NULL, "HTTP/1.1 200 OK\r\n\r\n \n<p>sniffed", 0 },
    { "response", "http://a.org/binary", NULL, "HTTP/1.1 200 OK\r\n\r\nabc", 0 },
    { "resource", "http://a.org/r", "Content-Type: text/plain; charset=latin1\r\n", "a resource", 0 },
    { "resource", "urn:x", "Content-Type: text/plain\r\n", "of the crawler", 0 },
    { "response", "http://a.org/cut", "WARC-Truncated: length\r\n", PAGE("<p>cut"), 0 },
    { "response", "http://a.org/m", NULL,
      "HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nLast-Modified: Fri, 04 Apr 2003 10:00:00 GMT\r\n\r\n%PDF",
      0 },
};

static void test_pages(void **state)
{
    (void)state;
    static const char told[] = "a <http://a.org/> text/html utf-8" CAPTURED " [<p>one]\n"
                               "b <http://a.org/sniffed>" CAPTURED " [ \n<p>sniffed]\n"
                               "c <http://a.org/r> text/plain latin1" CAPTURED " [a resource]\n"
                               "d <http://a.org/cut> text/html utf-8" CAPTURED
                               " [<p>cut] (the crawler cut it short (length))\n"
                               "e <http://a.org/m> application/pdf" CAPTURED
                               " modified Fri, 04 Apr 2003 10:00:00 GMT [%PDF]\n";
    struct buffer file = BUFFER_EMPTY, whole = BUFFER_EMPTY;
    make_file(pages, COUNT(pages), false, &file);
    assert_true(container_warc.recognises(buffer_view(&file)));
    assert_lines(buffer_view(&file), told);
    append_packed(&whole, &file); /* one member for all */
    assert_true(container_warc.recognises(buffer_view(&whole)));
    assert_lines(buffer_view(&whole), told);
    make_file(pages, COUNT(pages), true, &file);
    assert_true(container_warc.recognises(buffer_view(&file)));
    assert_lines(buffer_view(&file), told);
    for (int i = 0; i < 2000; i++)
        buffer_append_byte(&file, '\0'); /* as tapes are filled up */
    assert_lines(buffer_view(&file), told);
    buffer_clear(&file);
    buffer_clear(&whole);
}

static void test_places(void **state)
{
    (void)state;
    static const struct made_record two[] = { { "response", "http://a.org/1", NULL, PAGE("1"), 0 },
                                              { "response", "http://a.org/2", NULL, PAGE("2"), 0 } };
    struct buffer file = BUFFER_EMPTY, whole = BUFFER_EMPTY, lines = BUFFER_EMPTY, wanted = BUFFER_EMPTY;
    make_file(two, 1, false, &file);
    size_t first = file.size;
    make_file(two, 2, false, &file);
    append_packed(&whole, &file);
    const char line[] = " <http://a.org/%d> text/html utf-8" CAPTURED " [%d]\n";
    buffer_append_text(&wanted, "offset 0");
    buffer_append_format(&wanted, line, 1, 1);
    buffer_append_format(&wanted, "offset 0+%zu", first);
    buffer_append_format(&wanted, line, 2, 2);
    container_case_lines(&container_warc, buffer_view(&whole), &lines);
    assert_string_equal(lines.bytes, wanted.bytes);

    make_file(two, 1, true, &file);
    buffer_truncate(&wanted, 0);
    buffer_append_text(&wanted, "offset 0");
    buffer_append_format(&wanted, line, 1, 1);
    buffer_append_format(&wanted, "offset %zu", file.size);
    buffer_append_format(&wanted, line, 2, 2);
    make_file(two, 2, true, &file);
    container_case_lines(&container_warc, buffer_view(&file), &lines);
    assert_string_equal(lines.bytes, wanted.bytes);
    buffer_clear(&file);
    buffer_clear(&whole);
    buffer_clear(&lines);
    buffer_clear(&wanted);
}

static void test_arc(void **state)
{
    (void)state;
    static const char arc[] = "filedesc://a.arc 0.0.0.0 20080430204825 text/plain 75\n"
                              "1 1 InternetArchive\nURL IP-address Archive-date Content-type Archive-length\n\n"
                              "dns:a.org 1.2.3.4 20080430204825 text/dns 8\n1.2.3.4\n\n"
                              "http://a.org/ 1.2.3.4 20080430204825 text/html 51\n"
                              "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>new\n\n"
                              "http://a.org/old 1.2.3.4 20080430204825 text/html 6\n<p>old\n"
                              "http://a.org/i 1.2.3.4 20080430204825 image/gif 3\nGIF\n";
    assert_true(container_warc.recognises(bytes_of(arc)));
    assert_lines(bytes_of(arc), "a <http://a.org/> text/html @1209588505 [<p>new\n]\n"
                                                     "b <http://a.org/old> text/html @1209588505 [<p>old]\n");
}

/* == Revisits ================================================================================================= */

static void test_revisits(void **state)
{
    (void)state;
    static const struct made_record records[] = {
        { "response", "http://a.org/", "WARC-Record-ID: <urn:1>\r\nWARC-Payload-Digest: sha1:A\r\n", PAGE("<p>one"),
          0 },
        { "response", "http://a.org/i", "WARC-Record-ID: <urn:2>\r\nWARC-Payload-Digest: sha1:B\r\n",
          "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\nPNG", 0 },
        { "revisit", "http://a.org/by-id", "WARC-Refers-To: <urn:1>\r\n", "", 0 },
        { "revisit", "http://a.org/by-digest", "WARC-Payload-Digest: sha1:A\r\n",
          "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", 0 },
        { "revisit", "http://a.org/i", "WARC-Payload-Digest: sha1:B\r\n", "", 0 },
        { "revisit", "http://a.org/", NULL, "HTTP/1.1 304 Not Modified\r\n\r\n", 0 },
        { "revisit", "http://a.org/elsewhere", "WARC-Payload-Digest: sha1:C\r\n", "", 0 },
        { "revisit", "http://a.org/image-elsewhere", "WARC-Payload-Digest: sha1:C\r\n",
          "HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n", 0 },
        { "response", "http://a.org/last", NULL, PAGE("<p>last"), 0 },
    };
    static const char told[] = "a <http://a.org/> text/html utf-8" CAPTURED " [<p>one]\n"
                               "b <http://a.org/by-id> text/html utf-8" CAPTURED " [<p>one]\n"
                               "c <http://a.org/by-digest> text/html utf-8" CAPTURED " [<p>one]\n"
                               "d <http://a.org/> text/html utf-8" CAPTURED " [<p>one]\n"
                               "e <http://a.org/elsewhere>" CAPTURED
                               " revisit: is as an earlier capture was, which is not in this file\n"
                               "f <http://a.org/last> text/html utf-8" CAPTURED " [<p>last]\n";
    struct buffer file = BUFFER_EMPTY, whole = BUFFER_EMPTY;
    make_file(records, COUNT(records), false, &file);
    assert_lines(buffer_view(&file), told);
    append_packed(&whole, &file);
    assert_lines(buffer_view(&whole), told);
    make_file(records, COUNT(records), true, &file);
    assert_lines(buffer_view(&file), told);
    buffer_clear(&file);
    buffer_clear(&whole);
}

/* == Damage =================================================================================================== */

static void test_wrong_lengths(void **state)
{
    (void)state;
    static const struct {
        struct made_record middle;
        const char *told; /* of the one in the middle */
    } cases[] = {
        { { "response", "http://a.org/m", NULL, PAGE("<p>two"), 30 },
          "damaged: its length is not the 95 bytes it states" },
        { { "response", "http://a.org/m", NULL, PAGE("<p>two"), 300 },
          "damaged: its length is not the 365 bytes it states" },
        { { "response", "http://a.org/m", NULL, PAGE("<p>two"), 9000 },
          "damaged: its length is not the 9065 bytes it states" },
        { { "response", "http://a.org/m", NULL, PAGE("<p>two"), -3 },
          "damaged: its length is not the 62 bytes it states" },
        { { "request", "http://a.org/m", NULL, PAGE("<p>two"), 30 },
          "damaged: its length is not the 95 bytes it states" },
    };
    for (size_t i = 0; i < COUNT(cases); i++) {
        const struct made_record records[] = { { "response", "http://a.org/1", NULL, PAGE("1"), 0 },
                                               cases[i].middle,
                                               { "response", "http://a.org/3", NULL, PAGE("3"), 0 },
                                               { "response", "http://a.org/4", NULL, PAGE("4"), 0 } };
        struct buffer file = BUFFER_EMPTY, told = BUFFER_EMPTY;
        buffer_append_format(&told,
                             "a <http://a.org/1> text/html utf-8" CAPTURED " [1]\nb %s\n"
                             "c <http://a.org/3> text/html utf-8" CAPTURED " [3]\n"
                             "d <http://a.org/4> text/html utf-8" CAPTURED " [4]\n",
                             cases[i].told);
        make_file(records, COUNT(records), false, &file);
        assert_lines(buffer_view(&file), told.bytes);
        make_file(records, COUNT(records), true, &file);
        assert_lines(buffer_view(&file), told.bytes);
        buffer_clear(&file);
        buffer_clear(&told);
    }
}

static void test_cut_file(void **state)
{
    (void)state;
    static const struct made_record two[] = { { "response", "http://a.org/1", NULL, PAGE("1"), 0 },
                                              { "response", "http://a.org/2", NULL, PAGE("<p>two"), 0 } };
    struct buffer file = BUFFER_EMPTY;
    make_file(two, 2, false, &file);
    buffer_truncate(&file, file.size - 6);
    assert_lines(buffer_view(&file), "a <http://a.org/1> text/html utf-8" CAPTURED " [1]\n"
                                  "b damaged: is cut short: 63 of 65 bytes\n");
    make_file(two, 2, true, &file);
    buffer_truncate(&file, file.size - 30);
    assert_lines(buffer_view(&file), "a <http://a.org/1> text/html utf-8" CAPTURED " [1]\n"
                                  "b damaged: the gzip data is cut short\n");
    buffer_clear(&file);
}

/* A gzip member in the middle is broken: the next ones are read. */
static void test_broken_member(void **state)
{
    (void)state;
    static const struct made_record three[] = { { "response", "http://a.org/1", NULL, PAGE("1"), 0 },
                                                { "response", "http://a.org/2", NULL, PAGE("<p>two"), 0 },
                                                { "response", "http://a.org/3", NULL, PAGE("3"), 0 } };
    struct buffer file = BUFFER_EMPTY, lines = BUFFER_EMPTY;
    make_file(three, 1, true, &file);
    size_t second = file.size;
    make_file(three, 3, true, &file);
    memset(file.bytes + second + 40, 0x55, 60);
    container_case_lines(&container_warc, buffer_view(&file), &lines);
    assert_non_null(strstr(lines.bytes, "offset 0 <http://a.org/1>"));
    assert_non_null(strstr(lines.bytes, "<http://a.org/3> text/html utf-8" CAPTURED " [3]\n"));
    assert_non_null(strstr(lines.bytes, "damaged: the gzip data is broken\n"));

    make_file(three, 3, true, &file);
    memset(file.bytes + second, 'x', 20); /* not even its beginning is one */
    container_case_lines(&container_warc, buffer_view(&file), &lines);
    assert_non_null(strstr(lines.bytes, "<http://a.org/3> text/html utf-8" CAPTURED " [3]\n"));
    assert_non_null(strstr(lines.bytes, "damaged: the gzip data is broken\n"));
    buffer_clear(&file);
    buffer_clear(&lines);
}

static void test_garbage_between(void **state)
{
    (void)state;
    static const struct made_record one[] = { { "response", "http://a.org/1", NULL, PAGE("1"), 0 } };
    struct buffer file = BUFFER_EMPTY, more = BUFFER_EMPTY;
    make_file(one, 1, false, &file);
    make_file(one, 1, false, &more);
    buffer_append_text(&file, "what does not belong here\nand here\n");
    buffer_append(&file, more.bytes, more.size);
    assert_lines(buffer_view(&file), "a <http://a.org/1> text/html utf-8" CAPTURED " [1]\n"
                                  "b damaged: no record begins here\n"
                                  "c <http://a.org/1> text/html utf-8" CAPTURED " [1]\n");
    buffer_clear(&file);
    buffer_clear(&more);
}

static void test_any_damage(void **state)
{
    (void)state;
    struct buffer file = BUFFER_EMPTY;
    make_file(pages, COUNT(pages), false, &file);
    container_case_damage(&container_warc, buffer_view(&file), 300);
    make_file(pages, COUNT(pages), true, &file);
    container_case_damage(&container_warc, buffer_view(&file), 300);
    buffer_clear(&file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pages),         cmocka_unit_test(test_places),
        cmocka_unit_test(test_arc),           cmocka_unit_test(test_revisits),
        cmocka_unit_test(test_wrong_lengths), cmocka_unit_test(test_cut_file),
        cmocka_unit_test(test_broken_member), cmocka_unit_test(test_garbage_between),
        cmocka_unit_test(test_any_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
