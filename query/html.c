/* HTML's and URLs' ways of escaping: every byte from outside reaches a page through here. */
#include "query/html.h"

#include <string.h>
#include <strings.h>

#include "language/utf8.h"

/* == Text ===================================================================================================== */

static bool is_allowed(uint32_t character)
{
    if (character < ' ')
        return character == '\t' || character == '\n';
    bool control = character >= 0x7F && character < 0xA0;
    bool noncharacter = (character >= 0xFDD0 && character <= 0xFDEF) || (character & 0xFFFE) == 0xFFFE;
    bool turns = (character >= 0x202A && character <= 0x202E) || (character >= 0x2066 && character <= 0x2069);
    return !control && !noncharacter && !turns;
}

/* What stands for the byte in a page; NULL when it is the byte itself. */
static const char *reference(unsigned char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* The next character of `text` goes to `out`; how many bytes it takes is returned. */
static size_t append_character(struct buffer *out, struct bytes text)
{
    size_t used = 1;
    unsigned char byte = (unsigned char)text.data[0];
    const char *escaped = reference(byte);
    if (escaped) {
        buffer_append_text(out, escaped);
        return used;
    }
    uint32_t character = byte;
    if (byte >= 0x80)
        character = utf8_decode(text, &used);
    if ((byte >= 0x80 && used == 1) || !is_allowed(character))
        buffer_append_text(out, "\uFFFD");
    else
        buffer_append(out, text.data, used);
    return used;
}

void html_text(struct buffer *out, struct bytes text)
{
    for (size_t at = 0; at < text.size;)
        at += append_character(out, (struct bytes){ text.data + at, text.size - at });
}

void html_attribute(struct buffer *out, struct bytes value)
{
    html_text(out, value);
}

/* == Addresses ================================================================================================ */

static bool is_alphanumeric(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

static bool is_hexadecimal(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'F') || (byte >= 'a' && byte <= 'f');
}

static void append_percent(struct buffer *out, unsigned char byte)
{
    buffer_append_format(out, "%%%02X", byte);
}

/* Letters, digits, and the marks given, none of which means anything to HTML; the rest is percent-encoded. */
static void append_encoded(struct buffer *out, struct bytes text, const char *marks)
{
    for (size_t i = 0; i < text.size; i++) {
        unsigned char byte = (unsigned char)text.data[i];
        if (is_alphanumeric(byte) || (byte && strchr(marks, byte)))
            buffer_append_byte(out, (char)byte);
        else
            append_percent(out, byte);
    }
}

void html_url_argument(struct buffer *out, struct bytes value)
{
    for (size_t at = 0; at < value.size;) {
        const char *space = memchr(value.data + at, ' ', value.size - at);
        size_t end = space ? (size_t)(space - value.data) : value.size;
        append_encoded(out, (struct bytes){ value.data + at, end - at }, "-._~");
        if (space)
            buffer_append_byte(out, '+');
        at = end + 1;
    }
}

void html_path(struct buffer *out, struct bytes path)
{
    append_encoded(out, path, "-._~/!$*+,;=@");
}

/* Where the host begins: the size of "http://" or "https://"; 0 for another kind of address. */
static size_t scheme_size(struct bytes address)
{
    static const char *const schemes[] = { "http://", "https://" };
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        size_t size = strlen(schemes[i]);
        if (address.size > size && strncasecmp(address.data, schemes[i], size) == 0)
            return size;
    }
    return 0;
}

static size_t host_end(struct bytes address, size_t begin)
{
    size_t end = begin;
    while (end < address.size && (unsigned char)address.data[end] > ' ' && !strchr("/?#\\", address.data[end]))
        end++;
    return end;
}

bool html_is_link(struct bytes address)
{
    size_t begin = scheme_size(address);
    return begin > 0 && host_end(address, begin) > begin;
}

/* A byte of an address as it was written, unless it may not stand there. */
static void append_address_byte(struct buffer *out, struct bytes address, size_t at, bool in_host, bool in_fragment)
{
    unsigned char byte = (unsigned char)address.data[at];
    bool escape = byte == '%' && at + 2 < address.size && is_hexadecimal((unsigned char)address.data[at + 1]) &&
                  is_hexadecimal((unsigned char)address.data[at + 2]);
    if (byte == '&')
        buffer_append_text(out, "&amp;");
    else if (byte == '\'')
        buffer_append_text(out, "&#39;");
    else if (is_alphanumeric(byte) || escape || (byte && strchr("-._~:/?!$()*+,;=@", byte)) ||
             (byte == '#' && !in_fragment) || (in_host && (byte == '[' || byte == ']')))
        buffer_append_byte(out, (char)byte);
    else
        append_percent(out, byte);
}

void html_link(struct buffer *out, struct bytes address)
{
    if (!html_is_link(address)) {
        html_markup(out, "#");
        return;
    }
    size_t end_of_host = host_end(address, scheme_size(address));
    bool in_fragment = false;
    for (size_t at = 0; at < address.size; at++) {
        append_address_byte(out, address, at, at < end_of_host, in_fragment);
        in_fragment = in_fragment || address.data[at] == '#';
    }
}
