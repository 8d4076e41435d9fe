/* An answer of a web server as it was captured. */
#include "indexer/containers/warc_http.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "indexer/common/field_lines.h"
#include "indexer/common/reason.h"
#include "indexer/common/unpack.h"

/* == The head ================================================================================================= */

static bool is_text(struct bytes bytes, const char *text)
{
    return bytes.size == strlen(text) && strncasecmp(bytes.data, text, bytes.size) == 0;
}

static void keep(struct bytes value, bool lower, char into[HTTP_TEXT_BYTES])
{
    size_t size = value.size < HTTP_TEXT_BYTES ? value.size : HTTP_TEXT_BYTES - 1;
    for (size_t i = 0; i < size; i++)
        into[i] = lower ? (char)tolower((unsigned char)value.data[i]) : value.data[i];
    into[size] = '\0';
}

static struct bytes first_part(struct bytes value, const char *ends)
{
    size_t size = 0;
    while (size < value.size && !strchr(ends, value.data[size]))
        size++;
    return (struct bytes){ value.data, size };
}

void http_read_type(struct bytes value, char mime[HTTP_TEXT_BYTES], char charset[HTTP_TEXT_BYTES])
{
    static const char name[] = "charset=";
    keep(first_part(value, "; ,"), true, mime);
    charset[0] = '\0';
    for (size_t at = 0; at + sizeof name - 1 < value.size; at++) {
        if (strncasecmp(value.data + at, name, sizeof name - 1) != 0)
            continue;
        at += sizeof name - 1;
        while (at < value.size && strchr("\"' ", value.data[at]))
            at++;
        keep(first_part((struct bytes){ value.data + at, value.size - at }, "\"'; ,"), true, charset);
        return;
    }
}

static enum http_coding coding_of(struct bytes value)
{
    if (value.size == 0 || is_text(value, "identity") || is_text(value, "none"))
        return HTTP_PLAIN;
    if (is_text(value, "gzip") || is_text(value, "x-gzip"))
        return HTTP_GZIP;
    if (is_text(value, "deflate"))
        return HTTP_DEFLATE;
    return is_text(value, "br") ? HTTP_BROTLI : HTTP_UNKNOWN;
}

static unsigned status_of(struct bytes answer)
{
    const char *blank = memchr(answer.data, ' ', answer.size < 16 ? answer.size : 16);
    if (!blank || answer.size - (size_t)(blank - answer.data) < 4)
        return 0;
    for (int i = 1; i <= 3; i++)
        if (!isdigit((unsigned char)blank[i]))
            return 0;
    return (unsigned)((blank[1] - '0') * 100 + (blank[2] - '0') * 10 + blank[3] - '0');
}

size_t http_read_head(struct bytes answer, struct http_head *head)
{
    struct field_line field;
    size_t at = 0;
    *head = (struct http_head){ .status = 0 };
    if (answer.size < 5 || memcmp(answer.data, "HTTP/", 5) != 0 || !field_line_next(answer, &at, &field))
        return 0;
    head->status = status_of(answer);
    while (field_line_next(answer, &at, &field) && (field.name.size || field.value.size)) {
        if (is_text(field.name, "Content-Type"))
            http_read_type(field.value, head->mime, head->charset);
        else if (is_text(field.name, "Last-Modified"))
            keep(field.value, false, head->modified);
        else if (is_text(field.name, "Content-Encoding"))
            head->coding = coding_of(field.value);
        else if (is_text(field.name, "Transfer-Encoding"))
            head->chunked = is_text(field.value, "chunked");
    }
    return at;
}

/* == Chunks =================================================================================================== */

/* The size in hexadecimal at `*at`, which moves behind its line. */
static bool read_chunk_size(struct bytes body, size_t *at, size_t *size)
{
    size_t digits = 0;
    *size = 0;
    for (; *at < body.size && isxdigit((unsigned char)body.data[*at]); (*at)++, digits++) {
        int digit = tolower((unsigned char)body.data[*at]);
        if (*size > SIZE_MAX >> 8)
            return false;
        *size = *size << 4 | (size_t)(digit <= '9' ? digit - '0' : digit - 'a' + 10);
    }
    const char *end = *at < body.size ? memchr(body.data + *at, '\n', body.size - *at) : NULL;
    if (!digits || !end || end - (body.data + *at) > 200)
        return false;
    *at = (size_t)(end - body.data) + 1;
    return true;
}

/* False where the body is not in chunks at all. */
static bool join_chunks(struct bytes body, struct buffer *whole, const char **warning)
{
    size_t at = 0, size;
    buffer_truncate(whole, 0);
    if (!read_chunk_size(body, &at, &size))
        return false;
    while (size > 0) {
        size_t left = body.size - at;
        buffer_append(whole, body.data + at, size < left ? size : left);
        at += size < left ? size : left;
        while (at < body.size && (body.data[at] == '\r' || body.data[at] == '\n'))
            at++;
        if (size > left || !read_chunk_size(body, &at, &size)) {
            *warning = "the last chunks of the server's answer are missing";
            break;
        }
    }
    return true;
}

/* == Packing ================================================================================================== */

static bool is_packed(enum http_coding coding, struct bytes content)
{
    if (coding == HTTP_GZIP)
        return content.size > 2 && memcmp(content.data, "\x1F\x8B", 2) == 0;
    /* Neither brotli nor bare deflate can be told by its first bytes, but a page that is not packed can. */
    for (size_t i = 0; i < content.size && i < 64; i++)
        if (!isspace((unsigned char)content.data[i]))
            return content.data[i] != '<';
    return content.size > 0;
}

enum status http_read_body(const struct http_head *head, struct bytes body, struct http_room *room,
                           struct bytes *content, const char **warning, struct failure *failure)
{
    static const enum packing packings[] = {
        [HTTP_GZIP] = PACKING_GZIP,
        [HTTP_DEFLATE] = PACKING_DEFLATE,
        [HTTP_BROTLI] = PACKING_BROTLI,
    };
    enum status status;
    bool cut;
    *warning = NULL;
    *content = body;
    if (head->chunked && join_chunks(body, &room->whole, warning)) {
        if ((status = buffer_status(&room->whole, "an answer", failure)))
            return status;
        *content = buffer_view(&room->whole);
    }
    if (head->coding == HTTP_PLAIN || !is_packed(head->coding, *content))
        return STATUS_OK;
    if (head->coding == HTTP_UNKNOWN)
        return fail_reason(failure, REASON_UNSUPPORTED, "is packed in a way that is not read");
    buffer_truncate(&room->unpacked, 0);
    if ((status = unpack(packings[head->coding], *content, &room->unpacked, &cut, failure)))
        return status;
    *content = buffer_view(&room->unpacked);
    if (cut)
        *warning = "the end of the packed answer is missing";
    return STATUS_OK;
}
