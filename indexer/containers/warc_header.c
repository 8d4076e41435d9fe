/* The heads of a web archive's records. */
#include "indexer/containers/warc_header.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "indexer/common/field_lines.h"
#include "record/dates.h"

static bool is_text(struct bytes bytes, const char *text)
{
    return bytes.size == strlen(text) && strncasecmp(bytes.data, text, bytes.size) == 0;
}

static bool read_number(struct bytes digits, uint64_t *number)
{
    enum { MOST_DIGITS = 15 };
    *number = 0;
    if (digits.size == 0 || digits.size > MOST_DIGITS)
        return false;
    for (size_t i = 0; i < digits.size; i++) {
        if (!isdigit((unsigned char)digits.data[i]))
            return false;
        *number = *number * 10 + (uint64_t)(digits.data[i] - '0');
    }
    return true;
}

/* == WARC ===================================================================================================== */

/* Some writers put addresses in angle brackets, as the first standard had it. */
static struct bytes without_brackets(struct bytes uri)
{
    if (uri.size > 2 && uri.data[0] == '<' && uri.data[uri.size - 1] == '>')
        return (struct bytes){ uri.data + 1, uri.size - 2 };
    return uri;
}

static enum warc_type type_of(struct bytes name)
{
    return is_text(name, "response")   ? WARC_RESPONSE
           : is_text(name, "resource") ? WARC_RESOURCE
           : is_text(name, "revisit")  ? WARC_REVISIT
                                       : WARC_OTHER;
}

static bool begins_warc(struct bytes text)
{
    return text.size >= 8 && memcmp(text.data, "WARC/", 5) == 0 && isdigit((unsigned char)text.data[5]) &&
           text.data[6] == '.' && isdigit((unsigned char)text.data[7]);
}

static size_t read_warc(struct bytes text, struct warc_header *header)
{
    const char *line_end = memchr(text.data, '\n', text.size);
    if (!line_end)
        return 0;
    size_t at = (size_t)(line_end - text.data) + 1;
    struct field_line field;
    bool has_length = false;
    while (field_line_next(text, &at, &field)) {
        if (!field.name.size && !field.value.size)
            return has_length ? at : 0;
        if (is_text(field.name, "WARC-Type"))
            header->type = type_of(field.value);
        else if (is_text(field.name, "WARC-Target-URI"))
            header->uri = without_brackets(field.value);
        else if (is_text(field.name, "WARC-Date"))
            header->date = field.value;
        else if (is_text(field.name, "WARC-Record-ID"))
            header->id = field.value;
        else if (is_text(field.name, "WARC-Refers-To"))
            header->refers_to = field.value;
        else if (is_text(field.name, "WARC-Payload-Digest"))
            header->digest = field.value;
        else if (is_text(field.name, "WARC-Truncated"))
            header->truncated = field.value;
        else if (is_text(field.name, "Content-Type"))
            header->mime = field.value;
        else if (is_text(field.name, "Content-Length"))
            has_length = read_number(field.value, &header->length);
    }
    return 0;
}

/* == ARC ====================================================================================================== */

enum { ARC_1_FIELDS = 5, ARC_2_FIELDS = 10, ARC_DATE_DIGITS = 14 };

/* The fields of a line, from its end: an address may hold a blank where it should not. */
static size_t split_back(struct bytes line, struct bytes fields[ARC_2_FIELDS])
{
    size_t count = 0, end = line.size;
    while (end > 0 && count < ARC_2_FIELDS) {
        size_t start = end;
        while (start > 0 && line.data[start - 1] != ' ')
            start--;
        fields[count++] = (struct bytes){ line.data + start, end - start };
        end = start > 0 ? start - 1 : 0;
    }
    return count;
}

static bool is_arc_date(struct bytes text)
{
    uint64_t number;
    return text.size >= 4 && text.size <= ARC_DATE_DIGITS && read_number(text, &number);
}

static bool is_scheme(struct bytes text)
{
    size_t at = 0;
    while (at < text.size && (isalnum((unsigned char)text.data[at]) || text.data[at] == '-'))
        at++;
    return at > 1 && at + 1 < text.size && text.data[at] == ':';
}

/* URL IP-address date type length, in version 2 with five more before the length. */
static bool read_arc_line(struct bytes line, struct warc_header *header)
{
    struct bytes fields[ARC_2_FIELDS];
    size_t count = split_back(line, fields);
    if (count < ARC_1_FIELDS || !read_number(fields[0], &header->length) || !is_scheme(line))
        return false;
    size_t date = count == ARC_2_FIELDS && is_arc_date(fields[7]) ? 7 : 2;
    if (!is_arc_date(fields[date]))
        return false;
    const char *end = fields[date + 1].data - 1;
    header->uri = (struct bytes){ line.data, (size_t)(end - line.data) };
    header->date = fields[date];
    header->mime = fields[date - 1];
    header->is_arc = true;
    bool is_web = header->uri.size > 4 && strncasecmp(header->uri.data, "http", 4) == 0;
    header->type = is_web ? WARC_RESPONSE : WARC_OTHER;
    return true;
}

static struct bytes first_line(struct bytes text, bool *whole)
{
    if (text.size > WARC_HEADER_MOST_BYTES)
        text.size = WARC_HEADER_MOST_BYTES;
    const char *end = memchr(text.data, '\n', text.size);
    *whole = end != NULL;
    size_t size = end ? (size_t)(end - text.data) : text.size;
    if (size > 0 && text.data[size - 1] == '\r')
        size--;
    return (struct bytes){ text.data, size };
}

static size_t read_arc(struct bytes text, struct warc_header *header)
{
    bool whole;
    struct bytes line = first_line(text, &whole);
    if (!whole || !read_arc_line(line, header))
        return 0;
    return (size_t)((const char *)memchr(text.data, '\n', text.size) - text.data) + 1;
}

/* ============================================================================================================= */

size_t warc_header_read(struct bytes text, struct warc_header *header)
{
    *header = (struct warc_header){ .type = WARC_OTHER };
    return begins_warc(text) ? read_warc(text, header) : read_arc(text, header);
}

bool warc_header_begins(struct bytes text)
{
    struct warc_header header = { .type = WARC_OTHER };
    return begins_warc(text) || read_arc(text, &header) > 0;
}

int64_t warc_date(struct bytes text, bool *whole)
{
    static const size_t digits[] = { 4, 2, 2, 2, 2, 2 };
    int parts[] = { 0, 1, 1, 0, 0, 0 };
    size_t at = 0, part = 0;
    for (; part < 6; part++) {
        int value = 0;
        size_t used = 0;
        while (part && at < text.size && strchr("-T: ", text.data[at]) && text.data[at])
            at++;
        while (used < digits[part] && at + used < text.size && isdigit((unsigned char)text.data[at + used]))
            value = value * 10 + text.data[at + used++] - '0';
        if (used < digits[part])
            break;
        parts[part] = value;
        at += used;
    }
    struct date day = { (short)parts[0], (unsigned char)parts[1], (unsigned char)parts[2] };
    *whole = part == 6;
    if (part == 0 || !date_valid(day) || day.year < 1990 || parts[3] > 23 || parts[4] > 59 || parts[5] > 60)
        return 0;
    struct tm moment = { .tm_year = parts[0] - 1900,
                         .tm_mon = parts[1] - 1,
                         .tm_mday = parts[2],
                         .tm_hour = parts[3],
                         .tm_min = parts[4],
                         .tm_sec = parts[5] };
    return timegm(&moment);
}
