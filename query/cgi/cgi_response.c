/* The headers of every response: what a browser may do with our page is said here and nowhere else. */
#include "query/cgi/cgi_response.h"

#include <string.h>

#include "query/cgi/cgi_conditions.h"

static const char *reason_of(unsigned status)
{
    static const struct {
        unsigned status;
        const char *reason;
    } reasons[] = {
        { 200, "OK" },
        { 304, "Not Modified" },
        { 400, "Bad Request" },
        { 404, "Not Found" },
        { 405, "Method Not Allowed" },
        { 414, "URI Too Long" },
        { 429, "Too Many Requests" },
        { 503, "Service Unavailable" },
    };
    for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++)
        if (reasons[i].status == status)
            return reasons[i].reason;
    return "Internal Server Error";
}

/* The page of an address is the same for everybody who prefers its language, so any cache may keep it. */
static void write_caching(const struct cgi_response *response, struct buffer *out)
{
    char modified[CGI_MOMENT_BYTES];
    if (response->forever)
        buffer_append_text(out, "Cache-Control: public, max-age=31536000, immutable\r\n");
    else if (response->fresh_s)
        buffer_append_format(out, "Cache-Control: public, max-age=%u\r\n", response->fresh_s);
    else
        buffer_append_text(out, "Cache-Control: no-store\r\n");
    if (*response->tag)
        buffer_append_format(out, "ETag: %s\r\n", response->tag);
    cgi_moment_format(response->modified_s, modified);
    if (*modified)
        buffer_append_format(out, "Last-Modified: %s\r\n", modified);
    if (response->negotiated)
        buffer_append_text(out, "Vary: Accept-Language\r\n");
}

static void write_protection(struct buffer *out)
{
    buffer_append_text(out, "Content-Security-Policy: default-src 'none'; script-src 'self'; connect-src 'self'; "
                            "style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'\r\n"
                            "X-Content-Type-Options: nosniff\r\n"
                            "Referrer-Policy: no-referrer\r\n");
}

void cgi_response_write(const struct cgi_response *response, bool head, struct buffer *out)
{
    buffer_append_format(out, "Status: %u %s\r\n", response->status, reason_of(response->status));
    if (response->status != 304)
        buffer_append_format(out, "Content-Type: %s\r\nContent-Length: %zu\r\n", response->type, response->body.size);
    if (response->language != LANGUAGE_UNKNOWN)
        buffer_append_format(out, "Content-Language: %s\r\n", language_code(response->language));
    if (response->file_name)
        buffer_append_format(out, "Content-Disposition: attachment; filename=\"%s\"\r\n", response->file_name);
    write_caching(response, out);
    write_protection(out);
    if (response->noindex)
        buffer_append_text(out, "X-Robots-Tag: noindex\r\n");
    if (response->canonical && strlen(response->canonical) <= CGI_CANONICAL_BYTES)
        buffer_append_format(out, "Link: <%s>; rel=\"canonical\"\r\n", response->canonical);
    if (response->allow)
        buffer_append_format(out, "Allow: %s\r\n", response->allow);
    if (response->retry_s)
        buffer_append_format(out, "Retry-After: %u\r\n", response->retry_s);
    buffer_append_text(out, "\r\n");
    if (!head && response->status != 304)
        buffer_append(out, response->body.bytes, response->body.size);
}
