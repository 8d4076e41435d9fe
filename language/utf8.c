/* UTF-8: checking, walking, normal form C. */
#include "language/utf8.h"

#include <string.h>
#include <utf8proc.h>

#include "base/eight.h"

enum {
    REPLACEMENT = 0xFFFD,
    FIRST_MARK = 0x300,      /* every character before the combining marks is in normal form C by itself */
    SEGMENT_CHARACTERS = 64, /* a letter with its marks; Unicode's stream-safe format allows 30 marks */
    SEGMENT_DECOMPOSED = SEGMENT_CHARACTERS * 4 /* no character decomposes into more than 4 */
};

/* == Walking ================================================================================================== */

/* How many bytes the character at `byte` takes if it is well formed: 1 to 4, or 0 for a byte that begins none. */
static size_t sequence_bytes(unsigned char byte)
{
    if (byte < 0x80)
        return 1;
    if (byte < 0xC2 || byte > 0xF4)
        return 0;
    return byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

uint32_t utf8_decode_long(struct bytes text, size_t *used)
{
    static const unsigned char lead_mask[UTF8_LONGEST + 1] = { 0, 0x7F, 0x1F, 0x0F, 0x07 };
    static const uint32_t smallest[UTF8_LONGEST + 1] = { 0, 0, 0x80, 0x800, 0x10000 };
    const unsigned char *bytes = (const unsigned char *)text.data;
    if (bytes[0] >= 0xC2 && bytes[0] < 0xE0 && text.size >= 2 && (bytes[1] & 0xC0) == 0x80) {
        *used = 2; /* nearly all that is not ASCII */
        return (uint32_t)(bytes[0] & 0x1F) << 6 | (bytes[1] & 0x3F);
    }
    size_t size = sequence_bytes(bytes[0]);
    *used = 1;
    if (size == 0 || size > text.size)
        return REPLACEMENT;
    uint32_t character = bytes[0] & lead_mask[size];
    for (size_t i = 1; i < size; i++) {
        if ((bytes[i] & 0xC0) != 0x80)
            return REPLACEMENT;
        character = character << 6 | (bytes[i] & 0x3F);
    }
    if (character < smallest[size] || character > 0x10FFFF || (character >= 0xD800 && character < 0xE000))
        return REPLACEMENT;
    *used = size;
    return character;
}

size_t utf8_encode(uint32_t character, char bytes[UTF8_LONGEST])
{
    if (character < 0x80) {
        bytes[0] = (char)character;
        return 1;
    }
    if (character < 0x800) {
        bytes[0] = (char)(0xC0 | character >> 6);
        bytes[1] = (char)(0x80 | (character & 0x3F));
        return 2;
    }
    if (character < 0x10000) {
        bytes[0] = (char)(0xE0 | character >> 12);
        bytes[1] = (char)(0x80 | (character >> 6 & 0x3F));
        bytes[2] = (char)(0x80 | (character & 0x3F));
        return 3;
    }
    bytes[0] = (char)(0xF0 | character >> 18);
    bytes[1] = (char)(0x80 | (character >> 12 & 0x3F));
    bytes[2] = (char)(0x80 | (character >> 6 & 0x3F));
    bytes[3] = (char)(0x80 | (character & 0x3F));
    return 4;
}

size_t utf8_ascii_bytes(struct bytes text, size_t at)
{
    size_t end = at;
    for (; text.size - end >= EIGHT; end += EIGHT) {
        uint64_t beyond = eight_beyond_ascii(eight_at(text.data + end));
        if (beyond)
            return end + eight_first(beyond) - at;
    }
    while (end < text.size && !(text.data[end] & 0x80))
        end++;
    return end - at;
}

bool utf8_valid(struct bytes text)
{
    for (size_t at = 0; at < text.size;) {
        if (text.size - at >= EIGHT) {
            uint64_t beyond = eight_beyond_ascii(eight_at(text.data + at));
            at += beyond ? eight_first(beyond) : EIGHT;
            if (!beyond)
                continue;
        }
        struct bytes rest = { text.data + at, text.size - at };
        size_t used = *rest.data & 0x80 ? utf8_settled(rest) : 1;
        /* A replacement character that the text itself holds takes three bytes. */
        if (!used && utf8_decode(rest, &used) == REPLACEMENT && used == 1)
            return false;
        at += used;
    }
    return true;
}

size_t utf8_whole(struct bytes text, size_t size)
{
    if (size >= text.size)
        return text.size;
    size_t start = size;
    while (start > 0 && size - start < UTF8_LONGEST - 1 && (text.data[start] & 0xC0) == 0x80)
        start--;
    size_t used;
    utf8_decode((struct bytes){ text.data + start, text.size - start }, &used);
    return start + used > size ? start : size;
}

bool utf8_is_space(uint32_t character)
{
    switch (character) {
    case ' ':
    case 0x85:   /* next line */
    case 0xA0:   /* no-break space */
    case 0x1680: /* ogham space */
    case 0x2028: /* line separator */
    case 0x2029: /* paragraph separator */
    case 0x202F: /* narrow no-break space */
    case 0x205F: /* mathematical space */
    case 0x3000: /* ideographic space */
    case 0xFEFF: /* byte order mark */
        return true;
    default:
        return (character >= '\t' && character <= '\r') || (character >= 0x2000 && character <= 0x200B);
    }
}

struct bytes utf8_trimmed(struct bytes text)
{
    size_t used;
    while (text.size && utf8_is_space(utf8_decode(text, &used))) {
        text.data += used;
        text.size -= used;
    }
    while (text.size) {
        size_t last = text.size - 1;
        while (last > 0 && ((unsigned char)text.data[last] & 0xC0) == 0x80)
            last--;
        if (!utf8_is_space(utf8_decode((struct bytes){ text.data + last, text.size - last }, &used)))
            break;
        text.size = last;
    }
    return text;
}

/* == Normal form C ============================================================================================ */

static unsigned combining_class(uint32_t character)
{
    return (unsigned)utf8proc_get_property((utf8proc_int32_t)character)->combining_class;
}

size_t utf8_compose(int32_t *characters, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        int32_t moved = characters[i];
        unsigned class = combining_class((uint32_t)moved);
        size_t to = i;
        while (class && to > 0 && combining_class((uint32_t)characters[to - 1]) > class) {
            characters[to] = characters[to - 1];
            to--;
        }
        characters[to] = moved;
    }
    utf8proc_ssize_t left = utf8proc_normalize_utf32(characters, (utf8proc_ssize_t)count, UTF8PROC_COMPOSE);
    return left < 0 ? 0 : (size_t)left;
}

/* Can the character combine with the one before it? Marks can, and the second and third letters of a Korean
 * syllable. */
static bool combines(uint32_t character)
{
    if (character < FIRST_MARK)
        return false;
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)character);
    return category == UTF8PROC_CATEGORY_MN || category == UTF8PROC_CATEGORY_MC || category == UTF8PROC_CATEGORY_ME ||
           (character >= 0x1160 && character <= 0x11FF);
}

/* The bytes of the character at `at` and of those that combine with it, as far as a segment reaches. */
static size_t segment_bytes(struct bytes text, size_t at)
{
    size_t end = at;
    for (size_t count = 0; end < text.size && count < SEGMENT_CHARACTERS; count++) {
        size_t used;
        uint32_t character = utf8_decode((struct bytes){ text.data + end, text.size - end }, &used);
        if (count > 0 && !combines(character))
            break;
        end += used;
    }
    return end - at;
}

static void append_character(struct buffer *out, uint32_t character)
{
    char bytes[UTF8_LONGEST];
    buffer_append(out, bytes, utf8_encode(character, bytes));
}

static void append_segment(struct buffer *out, struct bytes segment)
{
    int32_t characters[SEGMENT_DECOMPOSED];
    size_t count = 0;
    for (size_t at = 0; at < segment.size;) {
        size_t used;
        uint32_t character = utf8_decode((struct bytes){ segment.data + at, segment.size - at }, &used);
        int boundary = 0;
        at += used;
        utf8proc_ssize_t more = utf8proc_decompose_char((utf8proc_int32_t)character, characters + count,
                                                        (utf8proc_ssize_t)(SEGMENT_DECOMPOSED - count),
                                                        UTF8PROC_DECOMPOSE, &boundary);
        count += more > 0 ? (size_t)more : 0;
    }
    count = utf8_compose(characters, count);
    for (size_t i = 0; i < count; i++)
        append_character(out, (uint32_t)characters[i]);
}

/* Text that is in normal form C, with its control characters as spaces. */
static void append_settled(struct buffer *out, const char *bytes, size_t size)
{
    char *to = buffer_reserve(out, size);
    if (!to || !size)
        return;
    memcpy(to, bytes, size);
    for (size_t i = 0; i < size; i++) {
        if (size - i >= EIGHT) {
            uint64_t controls = eight_controls(eight_at(to + i));
            i += controls ? eight_first(controls) : EIGHT - 1;
        }
        if ((unsigned char)to[i] < ' ' && to[i] != '\t' && to[i] != '\n')
            to[i] = ' ';
    }
    buffer_commit(out, size);
}

/* How many bytes from `at` on are settled, whatever follows them. */
static size_t settled_bytes(struct bytes text, size_t at)
{
    size_t end = at, last = at, used;
    while ((end += utf8_ascii_bytes(text, end)) < text.size &&
           (used = utf8_settled((struct bytes){ text.data + end, text.size - end }))) {
        last = end;
        end += used;
    }
    if (end == text.size)
        return end - at;
    /* The last character may be the letter of a mark that follows. */
    if (end > at && !(text.data[end - 1] & 0x80))
        last = end - 1;
    return last - at;
}

void utf8_append_nfc(struct buffer *out, struct bytes text)
{
    for (size_t at = 0; at < text.size;) {
        size_t settled = settled_bytes(text, at);
        append_settled(out, text.data + at, settled);
        at += settled;
        if (at == text.size)
            break;
        size_t size = segment_bytes(text, at), used;
        struct bytes segment = { text.data + at, size };
        uint32_t character = utf8_decode(segment, &used);
        if (used < size || character >= FIRST_MARK)
            append_segment(out, segment);
        else
            append_settled(out, segment.data, size);
        at += size;
    }
}

unsigned utf8_columns(uint32_t character)
{
    if (character >= ' ' && character < 0x7F)
        return 1;
    int columns = utf8proc_charwidth((utf8proc_int32_t)character);
    return columns > 0 ? (unsigned)columns : 0;
}
