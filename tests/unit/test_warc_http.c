/* Answers of web servers: types, chunks, packed bodies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "indexer/common/reason.h"
#include "indexer/containers/warc_http.h"

#include <cmocka.h>

static void test_types(void **state)
{
    (void)state;
    static const struct {
        const char *value, *mime, *charset;
    } cases[] = {
        { "text/html", "text/html", "" },
        { "Text/HTML; Charset=\"ISO-8859-1\"", "text/html", "iso-8859-1" },
        { "text/html;charset=utf-8; boundary=x", "text/html", "utf-8" },
        { "text/html, text/html; charset='utf-8'", "text/html", "utf-8" },
        { "text/html; charset=", "text/html", "" },
        { "", "", "" },
        { ";", "", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char mime[HTTP_TEXT_BYTES], charset[HTTP_TEXT_BYTES];
        http_read_type(bytes_of(cases[i].value), mime, charset);
        assert_string_equal(mime, cases[i].mime);
        assert_string_equal(charset, cases[i].charset);
    }
    char longer[1000], mime[HTTP_TEXT_BYTES], charset[HTTP_TEXT_BYTES];
    memset(longer, 'x', sizeof longer);
    http_read_type((struct bytes){ longer, sizeof longer }, mime, charset);
    assert_int_equal(strlen(mime), HTTP_TEXT_BYTES - 1);
}

static void test_heads(void **state)
{
    (void)state;
    static const char answer[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nLast-Modified: Fri, 04 Apr 2003 "
                                 "10:00:00 GMT\r\nTransfer-Encoding: Chunked\r\ncontent-encoding: br\r\n\r\nbody";
    struct http_head head;
    assert_int_equal(http_read_head(bytes_of(answer), &head), strlen(answer) - 4);
    assert_int_equal(head.status, 200);
    assert_string_equal(head.mime, "text/html");
    assert_string_equal(head.modified, "Fri, 04 Apr 2003 10:00:00 GMT");
    assert_true(head.chunked);
    assert_int_equal(head.coding, HTTP_BROTLI);

    assert_int_equal(http_read_head(bytes_of("HTTP/1.0 304\nA: b\n"), &head), 18);
    assert_int_equal(head.status, 304);
    assert_int_equal(http_read_head(bytes_of("HTTP/1.0 304 \n\n"), &head), 15);
    assert_int_equal(head.status, 304);
    assert_int_equal(http_read_head(bytes_of("HTTP/1.1 2x0 OK\n\n"), &head), 17);
    assert_int_equal(head.status, 0);
    assert_int_equal(http_read_head(bytes_of("<html>"), &head), 0);
    assert_int_equal(http_read_head(bytes_of(""), &head), 0);
}

/* The body as it is read: its content, and in brackets the warning. */
static void assert_body(struct http_head head, struct bytes body, const char *told)
{
    struct http_room room = { BUFFER_EMPTY, BUFFER_LIMITED(1 << 20) };
    struct buffer got = BUFFER_EMPTY;
    struct failure failure = FAILURE_NONE;
    struct bytes content;
    const char *warning;
    if (http_read_body(&head, body, &room, &content, &warning, &failure))
        buffer_append_format(&got, "%s: %s", reason_name(reason_of(&failure)), failure.message);
    else
        buffer_append_format(&got, "%.*s%s%s%s", (int)content.size, content.data, warning ? " (" : "",
                             warning ? warning : "", warning ? ")" : "");
    assert_string_equal(got.bytes, told);
    buffer_clear(&got);
    buffer_clear(&room.whole);
    buffer_clear(&room.unpacked);
}

static void test_chunks(void **state)
{
    (void)state;
    static const struct {
        const char *body, *told;
    } cases[] = {
        { "5\r\nhello\r\n6; x=y\r\n world\r\n0\r\n\r\n", "hello world" },
        { "5\nhello\n0\n\n", "hello" },
        { "5\r\nhello\r\n", "hello (the last chunks of the server's answer are missing)" },
        { "50\r\nhello", "hello (the last chunks of the server's answer are missing)" },
        { "5\r\nhello\r\nzz\r\n", "hello (the last chunks of the server's answer are missing)" },
        { "<p>hello</p>", "<p>hello</p>" }, /* the writer took the chunks off */
        { "ffffffffffffffffffff\r\nhello", "ffffffffffffffffffff\r\nhello" },
        { "", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_body((struct http_head){ .chunked = true }, bytes_of(cases[i].body), cases[i].told);
}

static size_t pack(const char *text, size_t size, int window_bits, unsigned char *into, size_t room)
{
    z_stream stream = {
        .next_in = (Bytef *)(uintptr_t)text, .avail_in = (uInt)size, .next_out = into, .avail_out = (uInt)room
    };
    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, window_bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    deflateEnd(&stream);
    return stream.total_out;
}

static void test_packed(void **state)
{
    (void)state;
    static const char text[] = "hello hello hello hello hello";
    static const char brotli[] = { 0x0b, 0x02, (char)0x80, 'h', 'e', 'l', 'l', 'o', 0x03 };
    unsigned char packed[200];
    const char *bytes = (const char *)packed;
    size_t size = pack(text, strlen(text), 31, packed, sizeof packed);
    const struct http_head gzip = { .coding = HTTP_GZIP }, deflated = { .coding = HTTP_DEFLATE };
    assert_body(gzip, (struct bytes){ bytes, size }, text);
    assert_body(gzip, (struct bytes){ bytes, size - 8 },
                "hello hello hello hello hello (the end of the packed answer is missing)");
    assert_body(gzip, (struct bytes){ bytes, 4 }, "damaged: cannot be unpacked: cut short");
    assert_body(gzip, bytes_of("<p>unpacked"), "<p>unpacked");
    size = pack(text, strlen(text), 15, packed, sizeof packed);
    assert_body(deflated, (struct bytes){ bytes, size }, text);
    size = pack(text, strlen(text), -15, packed, sizeof packed);
    assert_body(deflated, (struct bytes){ bytes, size }, text);
    assert_body((struct http_head){ .coding = HTTP_BROTLI }, (struct bytes){ brotli, sizeof brotli }, "hello");
    assert_body((struct http_head){ .coding = HTTP_BROTLI }, bytes_of("\xFF\xFF\xFF\xFF"),
                "damaged: cannot be unpacked: no brotli");
    assert_body((struct http_head){ .coding = HTTP_UNKNOWN }, bytes_of("xyz"),
                "unsupported: is packed in a way that is not read");
    assert_body((struct http_head){ .coding = HTTP_UNKNOWN }, bytes_of(" <p>xyz"), " <p>xyz");
}

static void test_bomb(void **state)
{
    (void)state;
    enum { BOMB_BYTES = 64 << 20 };
    char *zeros = calloc(1, BOMB_BYTES);
    unsigned char *packed = malloc(1 << 20);
    struct http_head head = { .coding = HTTP_GZIP };
    struct http_room room = { BUFFER_EMPTY, BUFFER_LIMITED(256 << 20) };
    struct failure failure;
    struct bytes content;
    const char *warning;
    assert_true(zeros && packed);
    size_t size = pack(zeros, BOMB_BYTES, 31, packed, 1 << 20);
    assert_int_equal(
        http_read_body(&head, (struct bytes){ (const char *)packed, size }, &room, &content, &warning, &failure),
        STATUS_LIMIT);
    assert_int_equal(reason_of(&failure), REASON_TOO_LARGE);
    assert_true(room.unpacked.size < 20 << 20);
    buffer_clear(&room.unpacked);
    free(zeros);
    free(packed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_types),  cmocka_unit_test(test_heads), cmocka_unit_test(test_chunks),
        cmocka_unit_test(test_packed), cmocka_unit_test(test_bomb),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
