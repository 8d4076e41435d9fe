/* Reads what mail programs do to text so that it passes through channels of 7 bits (RFC 2045, 2047). */
#include "indexer/readers/mail_text.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "indexer/decode/decode.h"

/* == Bytes ==================================================================================================== */

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    digit = (char)tolower((unsigned char)digit);
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

/* How long the line end is at `at`, blanks before it included; 0 when the line goes on. */
static size_t line_end_at(struct bytes text, size_t at)
{
    size_t end = at;
    while (end < text.size && (text.data[end] == ' ' || text.data[end] == '\t'))
        end++;
    if (end < text.size && text.data[end] == '\r')
        end++;
    return end < text.size && text.data[end] == '\n' ? end + 1 - at : 0;
}

void mail_decode_quoted(struct bytes text, bool header, struct buffer *bytes)
{
    for (size_t i = 0; i < text.size; i++) {
        char byte = text.data[i];
        if (byte == '_' && header) {
            buffer_append_byte(bytes, ' ');
        } else if (byte != '=') {
            buffer_append_byte(bytes, byte);
        } else if (i + 2 < text.size && hex_value(text.data[i + 1]) >= 0 && hex_value(text.data[i + 2]) >= 0) {
            buffer_append_byte(bytes, (char)(hex_value(text.data[i + 1]) * 16 + hex_value(text.data[i + 2])));
            i += 2;
        } else {
            size_t end = line_end_at(text, i + 1);
            if (end == 0 && i + 1 < text.size)
                buffer_append_byte(bytes, byte);
            i += end;
        }
    }
}

static int base64_value(char digit)
{
    if (digit >= 'A' && digit <= 'Z')
        return digit - 'A';
    if (digit >= 'a' && digit <= 'z')
        return digit - 'a' + 26;
    if (digit >= '0' && digit <= '9')
        return digit - '0' + 52;
    return digit == '+' ? 62 : digit == '/' ? 63 : -1;
}

void mail_decode_base64(struct bytes text, struct buffer *bytes)
{
    unsigned bits = 0, count = 0;
    for (size_t i = 0; i < text.size && text.data[i] != '='; i++) {
        int value = base64_value(text.data[i]);
        if (value < 0)
            continue;
        bits = bits << 6 | (unsigned)value;
        count += 6;
        if (count >= 8) {
            count -= 8;
            buffer_append_byte(bytes, (char)(bits >> count & 0xFF));
        }
    }
}

/* == Words in headers ========================================================================================= */

/* "=?charset?Q?text?=": charset (without RFC 2231's language), the kind and the text; its whole size is returned. */
static size_t encoded_word(struct bytes text, char charset[MAIL_PARAMETER_BYTES], char *kind, struct bytes *word)
{
    if (text.size < 8 || memcmp(text.data, "=?", 2) != 0)
        return 0;
    const char *end = text.data + text.size, *name = text.data + 2;
    const char *mark = memchr(name, '?', (size_t)(end - name));
    if (!mark || end - mark < 5 || mark[2] != '?' || mark - name >= MAIL_PARAMETER_BYTES)
        return 0;
    const char *start = mark + 3, *close = memmem(start, (size_t)(end - start), "?=", 2);
    *kind = (char)tolower((unsigned char)mark[1]);
    if (!close || (*kind != 'q' && *kind != 'b'))
        return 0;
    const char *star = memchr(name, '*', (size_t)(mark - name));
    size_t size = (size_t)((star ? star : mark) - name);
    memcpy(charset, name, size);
    charset[size] = '\0';
    *word = (struct bytes){ start, (size_t)(close - start) };
    return (size_t)(close + 2 - text.data);
}

static enum status append_decoded(struct bytes raw, const char *charset, struct buffer *text, struct failure *failure)
{
    struct decoded decoded = { .text = BUFFER_EMPTY };
    enum status status = raw.size ? decode(raw, charset, &decoded, failure) : STATUS_OK;
    if (status == STATUS_INVALID)
        status = STATUS_OK; /* bytes that are no text: nothing to show */
    buffer_append(text, decoded.text.bytes, decoded.text.size);
    buffer_clear(&decoded.text);
    return status;
}

/* A character may be cut between two words of one charset, so that their bytes are put together first. */
struct header_reading {
    struct buffer raw; /* of the words or of the plain text at hand */
    char charset[MAIL_PARAMETER_BYTES];
    bool coded;
    struct buffer *text;
    struct failure *failure;
    enum status status;
};

static void flush(struct header_reading *reading)
{
    if (!reading->status)
        reading->status = append_decoded(buffer_view(&reading->raw),
                                         reading->coded ? reading->charset : NULL, reading->text, reading->failure);
    buffer_truncate(&reading->raw, 0);
}

static void take_word(struct header_reading *reading, const char *charset, char kind, struct bytes word)
{
    if (!reading->coded || strcasecmp(charset, reading->charset) != 0)
        flush(reading);
    memcpy(reading->charset, charset, strlen(charset) + 1);
    reading->coded = true;
    if (kind == 'q')
        mail_decode_quoted(word, true, &reading->raw);
    else
        mail_decode_base64(word, &reading->raw);
}

static size_t spaces_at(struct bytes text, size_t at)
{
    size_t count = 0;
    while (at + count < text.size && isspace((unsigned char)text.data[at + count]))
        count++;
    return count;
}

/* White space between two encoded words is not part of the text; any other run of it is one blank. */
static void take_header(struct header_reading *reading, struct bytes value)
{
    char charset[MAIL_PARAMETER_BYTES], kind;
    struct bytes word;
    for (size_t at = 0; at < value.size;) {
        struct bytes rest = { value.data + at, value.size - at };
        size_t size = encoded_word(rest, charset, &kind, &word), spaces = spaces_at(value, at);
        if (size) {
            take_word(reading, charset, kind, word);
            at += size;
            continue;
        }
        struct bytes after = { rest.data + spaces, rest.size - spaces };
        if (spaces && reading->coded && encoded_word(after, charset, &kind, &word)) {
            at += spaces;
            continue;
        }
        if (reading->coded)
            flush(reading);
        reading->coded = false;
        buffer_append_byte(&reading->raw, spaces ? ' ' : rest.data[0]);
        at += spaces ? spaces : 1;
    }
    flush(reading);
}

enum status mail_decode_header(struct bytes value, struct buffer *text, struct failure *failure)
{
    struct header_reading reading = { .raw = BUFFER_EMPTY, .text = text, .failure = failure };
    take_header(&reading, value);
    enum status status = reading.status ? reading.status : buffer_status(text, "a header", failure);
    if (!status)
        status = buffer_status(&reading.raw, "a header", failure);
    buffer_clear(&reading.raw);
    return status;
}

/* == Headers ================================================================================================== */

/* Past the end of a header: lines that begin with a blank go on the one before. */
static size_t header_bytes(struct bytes headers)
{
    size_t at = 0;
    do {
        const char *end = memchr(headers.data + at, '\n', headers.size - at);
        if (!end)
            return headers.size;
        at = (size_t)(end - headers.data) + 1;
    } while (at < headers.size && (headers.data[at] == ' ' || headers.data[at] == '\t'));
    return at;
}

struct bytes mail_header(struct bytes headers, const char *name)
{
    size_t name_size = strlen(name);
    while (headers.size) {
        size_t size = header_bytes(headers);
        if (size > name_size && headers.data[name_size] == ':' && strncasecmp(headers.data, name, name_size) == 0) {
            struct bytes value = { headers.data + name_size + 1, size - name_size - 1 };
            while (value.size && isspace((unsigned char)*value.data))
                value = (struct bytes){ value.data + 1, value.size - 1 };
            while (value.size && isspace((unsigned char)value.data[value.size - 1]))
                value.size--;
            return value;
        }
        headers = (struct bytes){ headers.data + size, headers.size - size };
    }
    return (struct bytes){ "", 0 };
}

bool mail_is_header_line(struct bytes line)
{
    size_t size = 0;
    if (line.size && (*line.data == ' ' || *line.data == '\t'))
        return true;
    while (size < line.size &&
           (isalnum((unsigned char)line.data[size]) || line.data[size] == '-' || line.data[size] == '_'))
        size++;
    return size > 0 && size < line.size && line.data[size] == ':';
}

/* Programs write who sent it in many ways, but the time of day always; a sentence that begins with "From" has none.
 */
size_t mail_envelope_line(struct bytes text)
{
    enum { LINE_MOST_BYTES = 1000 };
    static const char sign[] = "From ";
    if (text.size < sizeof sign - 1 || memcmp(text.data, sign, sizeof sign - 1) != 0)
        return 0;
    size_t most = text.size < LINE_MOST_BYTES ? text.size : LINE_MOST_BYTES;
    const char *end = memchr(text.data, '\n', most);
    size_t size = end ? (size_t)(end - text.data) + 1 : most;
    for (size_t i = sizeof sign - 1; i + 4 < size; i++)
        if (isdigit((unsigned char)text.data[i]) && text.data[i + 1] == ':' &&
            isdigit((unsigned char)text.data[i + 2]) && isdigit((unsigned char)text.data[i + 3]))
            return size;
    return 0;
}

void mail_split(struct bytes message, struct bytes *headers, struct bytes *body)
{
    size_t at = 0;
    while (at < message.size) {
        size_t blank = message.data[at] == '\r' ? 1 : 0;
        if (at + blank < message.size && message.data[at + blank] == '\n') {
            *headers = (struct bytes){ message.data, at };
            at += blank + 1;
            *body = (struct bytes){ message.data + at, message.size - at };
            return;
        }
        const char *end = memchr(message.data + at, '\n', message.size - at);
        at = end ? (size_t)(end - message.data) + 1 : message.size;
    }
    *headers = message;
    *body = (struct bytes){ "", 0 };
}

static size_t copy_value(struct bytes from, char value[MAIL_PARAMETER_BYTES])
{
    bool quoted = from.size && *from.data == '"';
    size_t size = 0;
    for (size_t i = quoted; i < from.size && size + 1 < MAIL_PARAMETER_BYTES; i++) {
        char byte = from.data[i];
        if (quoted ? byte == '"' : byte == ';' || isspace((unsigned char)byte))
            break;
        if (quoted && byte == '\\' && i + 1 < from.size)
            byte = from.data[++i];
        value[size++] = byte;
    }
    value[size] = '\0';
    return size;
}

/* Quoted strings are stepped over whole: they may hold semicolons and names of parameters. */
void mail_parameter(struct bytes header, const char *name, char value[MAIL_PARAMETER_BYTES])
{
    size_t name_size = strlen(name);
    bool quoted = false;
    value[0] = '\0';
    for (size_t at = 0; at < header.size; at++) {
        if (header.data[at] == '"')
            quoted = !quoted;
        if (quoted || header.data[at] != ';')
            continue;
        size_t start = at + 1 + spaces_at(header, at + 1);
        if (start + name_size >= header.size || strncasecmp(header.data + start, name, name_size) != 0)
            continue;
        size_t sign = start + name_size + spaces_at(header, start + name_size);
        if (sign >= header.size || header.data[sign] != '=')
            continue;
        sign += 1 + spaces_at(header, sign + 1);
        if (sign <= header.size && copy_value((struct bytes){ header.data + sign, header.size - sign }, value))
            return;
    }
}

bool mail_begins(struct bytes header, const char *with)
{
    size_t size = strlen(with);
    return header.size >= size && strncasecmp(header.data, with, size) == 0;
}
