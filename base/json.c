/* Writing JSON into a buffer, as a stream. */
#include "base/json.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* == Text ===================================================================================================== */

/* Bytes that end a run of plain ones: what JSON wants escaped, DEL, '<' (so that the output may stand inside a
 * script element of a page), and all that is not ASCII and so must be looked at. */
static bool is_special(unsigned char byte)
{
    return byte < 0x20 || byte >= 0x7F || byte == '"' || byte == '\\' || byte == '<';
}

/* One UTF-8 character off `text`: its code point into `*point`, its bytes returned. For bytes that are none, 0xFFFD
 * and the bytes it stands for: those of the longest beginning of a character, or one (Unicode 15, section 3.9). */
static size_t read_character(const unsigned char *text, size_t left, uint32_t *point)
{
    unsigned char lead = text[0];
    size_t wanted = lead < 0x80 ? 1 : lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    /* The second byte is bounded further: no overlong forms, no surrogates, nothing past U+10FFFF. */
    unsigned char lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;

    *point = wanted < 2 ? lead : lead & (0x7Fu >> wanted);
    for (size_t i = 1; i < wanted; i++) {
        if (i == left || text[i] < lowest || text[i] > highest) {
            *point = 0xFFFD;
            return i;
        }
        *point = *point << 6 | (text[i] & 0x3F);
        lowest = 0x80;
        highest = 0xBF;
    }
    if (wanted == 0)
        *point = 0xFFFD;
    return wanted ? wanted : 1;
}

/* Control characters, which terminals obey, are never written raw; neither are the two line ends that JavaScript
 * knows and JSON does not. */
static bool must_escape(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == '"' || point == '\\' || point == '<' ||
           point == 0x2028 || point == 0x2029;
}

static void append_escaped(struct buffer *out, uint32_t point)
{
    static const char letters[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
    const char *known = point && point < 0x80 ? strchr(letters, (int)point) : NULL;
    if (known)
        buffer_append_format(out, "\\%c", names[known - letters]);
    else
        buffer_append_format(out, "\\u%04" PRIx32, point);
}

static void append_text(struct buffer *out, const char *text, size_t text_bytes)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t run = 0; /* where what is not yet written starts */
    size_t i = 0;
    buffer_append_byte(out, '"');
    while (i < text_bytes) {
        if (!is_special(bytes[i])) {
            i++;
            continue;
        }
        uint32_t point;
        size_t size = read_character(bytes + i, text_bytes - i, &point);
        /* U+FFFD that was written as such is three bytes; one that stands for damage replaces fewer, or three. */
        bool damaged = point == 0xFFFD && !(size == 3 && memcmp(bytes + i, "\xEF\xBF\xBD", 3) == 0);
        if (damaged || must_escape(point)) {
            buffer_append(out, text + run, i - run);
            if (damaged)
                buffer_append_text(out, "\xEF\xBF\xBD");
            else
                append_escaped(out, point);
            run = i + size;
        }
        i += size;
    }
    if (text_bytes > run)
        buffer_append(out, text + run, text_bytes - run);
    buffer_append_byte(out, '"');
}

/* == Structure ================================================================================================ */

static void begin_item(struct json *json)
{
    if (json->comma)
        buffer_append_byte(json->out, ',');
    json->comma = true;
}

static void open_level(struct json *json, char bracket)
{
    begin_item(json);
    buffer_append_byte(json->out, bracket);
    json->comma = false;
}

/* What was closed is itself an item of the level around it. */
static void close_level(struct json *json, char bracket)
{
    buffer_append_byte(json->out, bracket);
    json->comma = true;
}

void json_object_open(struct json *json)
{
    open_level(json, '{');
}

void json_object_close(struct json *json)
{
    close_level(json, '}');
}

void json_array_open(struct json *json)
{
    open_level(json, '[');
}

void json_array_close(struct json *json)
{
    close_level(json, ']');
}

void json_key(struct json *json, const char *key)
{
    json_text(json, key);
    buffer_append_byte(json->out, ':');
    json->comma = false;
}

/* == Values =================================================================================================== */

void json_text(struct json *json, const char *text)
{
    if (text)
        json_text_bytes(json, text, strlen(text));
    else
        json_null(json);
}

void json_text_bytes(struct json *json, const char *text, size_t text_bytes)
{
    begin_item(json);
    append_text(json->out, text, text_bytes);
}

void json_integer(struct json *json, int64_t number)
{
    begin_item(json);
    buffer_append_format(json->out, "%" PRId64, number);
}

enum { MOST_DECIMALS = 17, LONGEST_NUMBER = 400 /* 309 digits, a point and the decimals fit */ };

void json_number(struct json *json, double number, int decimals)
{
    if (!isfinite(number)) {
        json_null(json);
        return;
    }
    char digits[LONGEST_NUMBER];
    int shown = decimals < 0 ? 0 : decimals > MOST_DECIMALS ? MOST_DECIMALS : decimals;
    snprintf(digits, sizeof digits, "%.*f", shown, number);
    /* The locale may write its own decimal mark, of one byte or more: it is all between the two runs of digits. */
    size_t whole = strspn(digits, "-0123456789");
    size_t mark = strcspn(digits + whole, "0123456789");
    begin_item(json);
    buffer_append(json->out, digits, whole);
    if (mark)
        buffer_append_byte(json->out, '.');
    buffer_append_text(json->out, digits + whole + mark);
}

void json_boolean(struct json *json, bool value)
{
    begin_item(json);
    buffer_append_text(json->out, value ? "true" : "false");
}

void json_null(struct json *json)
{
    begin_item(json);
    buffer_append_text(json->out, "null");
}
