/* Responses as the web server gets them. */
#include "query/cgi/cgi_response.h"

#include <string.h>

#include "tests/unit/scratch.h"

static void check(const struct cgi_response *response, bool head, const char *const *has, const char *const *lacks)
{
    struct buffer out = BUFFER_EMPTY;
    cgi_response_write(response, head, &out);
    for (; *has; has++)
        if (!strstr(out.bytes, *has))
            fail_msg("no \"%s\" in:\n%s", *has, out.bytes);
    for (; *lacks; lacks++)
        if (strstr(out.bytes, *lacks))
            fail_msg("\"%s\" in:\n%s", *lacks, out.bytes);
    buffer_clear(&out);
}

static void test_page(void **state)
{
    (void)state;
    struct cgi_response response = { .status = 200, .type = "text/html; charset=utf-8", .body = BUFFER_EMPTY };
    response.language = LANGUAGE_FRENCH;
    response.fresh_s = 300;
    response.noindex = true;
    response.negotiated = true;
    response.modified_s = 784111777;
    response.canonical = "https://www.example.org/search?q=a&ui=fr";
    snprintf(response.tag, sizeof response.tag, "W/\"1\"");
    buffer_append_text(&response.body, "<p>été");
    const char *has[] = {
        "Status: 200 OK\r\n",
        "\r\nContent-Type: text/html; charset=utf-8\r\n",
        "\r\nContent-Length: 8\r\n",
        "\r\nContent-Language: fr\r\n",
        "\r\nVary: Accept-Language\r\n",
        "\r\nCache-Control: public, max-age=300\r\n",
        "\r\nETag: W/\"1\"\r\n",
        "\r\nContent-Security-Policy: default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; "
        "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n",
        "\r\nX-Content-Type-Options: nosniff\r\n",
        "\r\nReferrer-Policy: no-referrer\r\n",
        "\r\nX-Robots-Tag: noindex\r\n",
        "\r\nLast-Modified: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
        "\r\nLink: <https://www.example.org/search?q=a&ui=fr>; rel=\"canonical\"\r\n",
        "\r\n\r\n<p>été",
        NULL,
    };
    const char *lacks[] = { "Set-Cookie", "Allow:", "Retry-After:", "Content-Disposition", NULL };
    check(&response, false, has, lacks);

    const char *head_has[] = { "\r\nContent-Length: 8\r\n", "\r\n\r\n", NULL };
    const char *head_lacks[] = { "<p>", NULL };
    check(&response, true, head_has, head_lacks);

    response.status = 304;
    const char *same_has[] = { "Status: 304 Not Modified\r\n", "\r\nETag: ", NULL };
    const char *same_lacks[] = { "<p>", "Content-Length", "Content-Type:", NULL };
    check(&response, false, same_has, same_lacks);
    buffer_clear(&response.body);
}

static void test_others(void **state)
{
    (void)state;
    struct cgi_response response = { .status = 405, .type = "text/html", .allow = "GET, HEAD", .body = BUFFER_EMPTY };
    const char *refused[] = { "Status: 405 Method Not Allowed\r\n", "\r\nAllow: GET, HEAD\r\n",
                              "\r\nCache-Control: no-store\r\n", NULL };
    const char *lacks[] = { "Content-Language", "Vary", "ETag", "X-Robots-Tag", "Last-Modified", "Link:", NULL };
    check(&response, false, refused, lacks);

    struct cgi_response busy = { .status = 503, .type = "text/html", .retry_s = 10, .body = BUFFER_EMPTY };
    const char *later[] = { "Status: 503 Service Unavailable\r\n", "\r\nRetry-After: 10\r\n", NULL };
    check(&busy, false, later, lacks);

    struct cgi_response style = { .status = 200, .type = "text/css", .forever = true, .body = BUFFER_EMPTY };
    const char *forever[] = { "\r\nCache-Control: public, max-age=31536000, immutable\r\n", NULL };
    check(&style, false, forever, lacks);

    struct cgi_response list = { .status = 200, .type = "text/csv", .file_name = "results.csv", .body = BUFFER_EMPTY };
    const char *saved[] = { "\r\nContent-Disposition: attachment; filename=\"results.csv\"\r\n", NULL };
    check(&list, false, saved, lacks);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page),
        cmocka_unit_test(test_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
