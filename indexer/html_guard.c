/* One pass over the tags of a page, as fast as memchr. */
#include "indexer/html_guard.h"

#include <ctype.h>
#include <stdbool.h>
#include <string.h>

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

/* Past a value in quotes; just past the quote when it is never closed. */
static size_t skip_quoted(struct bytes html, size_t at)
{
    const char *end = memchr(html.data + at + 1, html.data[at], html.size - at - 1);
    return end ? (size_t)(end - html.data) + 1 : at + 1;
}

/* Where the tag that begins at `at` ends, and where its first surplus attribute begins (0 for none). */
static size_t scan_tag(struct bytes html, size_t at, size_t *surplus)
{
    size_t attributes = 0;
    bool between = false, value = false;
    *surplus = 0;
    for (at++; at < html.size && html.data[at] != '>';) {
        char byte = html.data[at];
        if ((byte == '"' || byte == '\'') && value) {
            at = skip_quoted(html, at);
            value = false;
            between = true;
            continue;
        }
        if (byte == '=') {
            value = true;
        } else if (is_space(byte) || byte == '/') {
            between = true;
        } else {
            if (between && !value && ++attributes == HTML_ATTRIBUTES_MOST + 1)
                *surplus = at;
            between = value = false;
        }
        at++;
    }
    return at;
}

size_t html_guard_attributes(struct bytes html, struct buffer *copy)
{
    size_t tags = 0;
    for (size_t at = 0; at < html.size;) {
        const char *open = memchr(html.data + at, '<', html.size - at);
        if (!open)
            break;
        at = (size_t)(open - html.data) + 1;
        if (at >= html.size || !isalpha((unsigned char)html.data[at]))
            continue;
        size_t surplus;
        size_t end = scan_tag(html, at, &surplus);
        if (surplus) {
            if (!tags++)
                buffer_append(copy, html.data, html.size);
            if (!copy->failed)
                memset(copy->bytes + surplus, ' ', end - surplus);
        }
        at = end;
    }
    return tags;
}
