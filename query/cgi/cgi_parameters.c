/* From a query string to the values of the parameters we know. */
#include "query/cgi/cgi_parameters.h"

#include <stdbool.h>
#include <string.h>

#include "language/utf8.h"
#include "query/cgi/cgi_omega.h"

static const struct {
    const char *name;
    enum cgi_parameter parameter;
} names[] = {
    { "q", PARAMETER_QUERY },     { "goal", PARAMETER_GOAL },     { "country", PARAMETER_COUNTRY },
    { "from", PARAMETER_FROM },   { "to", PARAMETER_TO },         { "language", PARAMETER_LANGUAGE },
    { "kind", PARAMETER_KIND },   { "sort", PARAMETER_SORT },     { "page", PARAMETER_PAGE },
    { "ui", PARAMETER_UI },       { "format", PARAMETER_FORMAT }, { "asset", PARAMETER_ASSET },
    { "match", PARAMETER_MATCH }, { "hits", PARAMETER_HITS },     { "doc", PARAMETER_DOCUMENT },
    { "part", PARAMETER_PART },   { "view", PARAMETER_VIEW },
};
enum { NAME_COUNT = sizeof names / sizeof *names };

const char *cgi_parameter_name(enum cgi_parameter parameter)
{
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (names[i].parameter == parameter)
            return names[i].name;
    return "";
}

/* == Decoding ================================================================================================= */

static int hexadecimal(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    return -1;
}

/* A % that two digits do not follow stands for itself, as browsers have it. */
static void append_decoded(struct buffer *out, struct bytes text)
{
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i] == '+' ? ' ' : text.data[i];
        int high = byte == '%' && i + 2 < text.size ? hexadecimal(text.data[i + 1]) : -1;
        int low = high >= 0 ? hexadecimal(text.data[i + 2]) : -1;
        if (low >= 0) {
            byte = (char)(high * 16 + low);
            i += 2;
        }
        buffer_append_byte(out, byte);
    }
}

/* Old pages send their forms in their own encoding. */
static void append_windows_1252(struct buffer *out, struct bytes text)
{
    static const uint16_t from_80[32] = {
        0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178,
    };
    for (size_t i = 0; i < text.size; i++) {
        char character[UTF8_LONGEST];
        unsigned char byte = (unsigned char)text.data[i];
        bool mapped = byte >= 0x80 && byte < 0xA0;
        buffer_append(out, character, utf8_encode(mapped ? from_80[byte - 0x80] : byte, character));
    }
}

/* Tabs come with text that was pasted; no other control character is typed. */
static bool has_controls(struct bytes text)
{
    for (size_t at = 0, used = 0; at < text.size; at += used) {
        uint32_t character = utf8_decode((struct bytes){ text.data + at, text.size - at }, &used);
        if ((character < ' ' && character != '\t') || (character >= 0x7F && character < 0xA0))
            return true;
    }
    return false;
}

/* NULL in `value` for a value that is empty. */
static enum status decode(struct bytes encoded, struct arena *arena, const char **value, struct failure *failure)
{
    struct buffer raw = BUFFER_EMPTY, text = BUFFER_EMPTY, normal = BUFFER_EMPTY;
    enum status status;
    *value = NULL;
    append_decoded(&raw, encoded);
    if (utf8_valid(buffer_view(&raw)))
        buffer_append(&text, raw.bytes, raw.size);
    else
        append_windows_1252(&text, buffer_view(&raw));
    if (has_controls(buffer_view(&text))) {
        status = fail(failure, STATUS_INVALID, "a parameter has a control character");
        goto done;
    }
    utf8_append_nfc(&normal, bytes_trimmed(buffer_view(&text)));
    if ((status = buffer_status(&raw, "a parameter", failure)) ||
        (status = buffer_status(&text, "a parameter", failure)) ||
        (status = buffer_status(&normal, "a parameter", failure)))
        goto done;
    if (normal.size > 0 && !(*value = arena_copy(arena, buffer_view(&normal))))
        status = fail_no_memory(failure);

done:
    buffer_clear(&raw);
    buffer_clear(&text);
    buffer_clear(&normal);
    return status;
}

/* == The whole ================================================================================================ */

enum { OMEGA_NAME_BYTES = 64 };

/* `encoded` is the name; it may have the value of an Omega button in it, in place of `value`: such a name is copied
 * to `arena`. */
static enum cgi_parameter find_parameter(struct bytes encoded, struct bytes *value, struct arena *arena)
{
    for (size_t i = 0; i < NAME_COUNT; i++)
        if (bytes_equal(encoded, bytes_of(names[i].name)))
            return names[i].parameter;
    if (encoded.size > OMEGA_NAME_BYTES)
        return PARAMETER_COUNT;
    struct buffer decoded = BUFFER_EMPTY;
    append_decoded(&decoded, encoded);
    const char *name = decoded.failed ? NULL : arena_copy(arena, buffer_view(&decoded));
    buffer_clear(&decoded);
    return name ? cgi_omega_find(bytes_of(name), value) : PARAMETER_COUNT;
}

/* Take what stands before the next `divider`, or all, off the front. */
static struct bytes take_until(struct bytes *rest, char divider)
{
    const char *found = rest->size ? memchr(rest->data, divider, rest->size) : NULL;
    struct bytes taken = { rest->data, found ? (size_t)(found - rest->data) : rest->size };
    size_t passed = taken.size + (found ? 1 : 0);
    rest->data += passed;
    rest->size -= passed;
    return taken;
}

enum status cgi_parameters_read(struct bytes query_string, struct arena *arena, cgi_parameter_seen seen,
                                void *context, struct failure *failure)
{
    enum status first = STATUS_OK;
    if (query_string.size > CGI_QUERY_STRING_BYTES)
        return fail(failure, STATUS_LIMIT, "the query string has more than %d bytes", CGI_QUERY_STRING_BYTES);
    while (query_string.size > 0) {
        const char *value;
        struct failure one;
        struct bytes pair = take_until(&query_string, '&');
        struct bytes name = take_until(&pair, '=');
        enum cgi_parameter parameter = find_parameter(name, &pair, arena);
        if (parameter == PARAMETER_COUNT)
            continue;
        enum status status = decode(pair, arena, &value, &one);
        if (value)
            seen(parameter, value, context);
        if (status && !first) {
            first = status;
            *failure = one;
        }
    }
    return first;
}
