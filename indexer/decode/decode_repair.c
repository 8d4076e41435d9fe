/* Characters whose bytes in an old encoding form a UTF-8 character are that character. */
#include "indexer/decode/decode_repair.h"

#include <stdbool.h>
#include <string.h>

#include "indexer/decode/decode_encodings.h"
#include "language/utf8.h"

enum { TIMES_MISREAD = 3 };

/* How the text was misread, and what the bytes C3 and E2, which begin most letters of French and quotes, look like
 * then; NULL: quotes may be all there is, and C1 controls have no mark. A word in which characters of `leftover` to
 * `leftover_end` remain that nobody misread is of a text that is written with them. What was misread twice was
 * misread as windows-1252 first, or all the time. */
static const struct misreading {
    enum encoding_id encoding;
    const char *marks[2];
    uint32_t leftover, leftover_end;
    bool alphabet; /* those are letters */
} misreadings[] = {
    { ENCODING_WINDOWS_1251, { "Г", "вЂ" }, 0x400, 0x4FF, true },
    { ENCODING_WINDOWS_1252, { NULL, NULL }, 0, 0, false },
    { ENCODING_MACINTOSH, { "√", "‚Ä" }, 0, 0, false },
    { ENCODING_CP850, { "├", "ÔÇ" }, 0x2500, 0x257F, false },
};
enum { MISREADINGS = sizeof misreadings / sizeof *misreadings };

enum { QUICK_CHARACTERS = 0x2600 };

/* The bytes of the characters that an encoding has outside ASCII. */
struct bytes_back {
    const struct misreading *misreading;
    uint32_t characters[128];              /* of the bytes from 0x80 up */
    unsigned char bytes[QUICK_CHARACTERS]; /* of characters; 0 for none. Nearly all that one can meet are below. */
};

/* The byte of a character; 0 when it has none or is ASCII. The C1 controls are bytes that nobody assigned. */
static unsigned char byte_of(const struct bytes_back *back, uint32_t character)
{
    if (character >= 0x80 && character < 0xA0)
        return (unsigned char)character;
    if (character < QUICK_CHARACTERS)
        return back->bytes[character];
    for (unsigned i = 0; i < 128; i++)
        if (back->characters[i] == character)
            return (unsigned char)(0x80 + i);
    return 0;
}

static bool is_between(uint32_t character, uint32_t first, uint32_t last)
{
    return character >= first && character <= last;
}

/* What documents hold besides ASCII. Leaves out most letters beyond Latin-1, which capitals before a quote would
 * spell by chance: É” are the bytes of an African letter. Where it is not `known` that the text was misread, some of
 * Latin-1 as well: Ã’ may be a letter and its apostrophe. */
static bool is_plausible(uint32_t character, bool known)
{
    if (character == u'Ò' || character == u'å')
        return known;
    if (is_between(character, 0xA0, 0xFF) || is_between(character, 0x2010, 0x203A))
        return true;
    if (is_between(character, 0x300, 0x36F) || is_between(character, 0x2190, 0x27BF)) /* accents; signs */
        return true;
    if (is_between(character, u'α', u'ω') || is_between(character, 0xFF01, 0xFF5E) || /* formulas; wide commas */
        is_between(character, 0x1F300, 0x1FAFF))
        return true;
    switch (character) {
    case 0x152:
    case 0x153:
    case 0x160:
    case 0x161:
    case 0x178:
    case 0x2009:
    case 0x200B:
    case 0x20AC:
    case 0x2122:
    case 0xFB01:
    case 0xFB02:
    case 0xFEFF:
    case 0xFFFD:
        return true;
    default:
        return false;
    }
}

/* Is the character at the front of `text` followed by ASCII, as nearly all letters are? Then it is no part of another
 * one: the bytes of a character lie all beyond ASCII, and what they are misread as does too. */
static bool stands_alone(struct bytes text)
{
    size_t at = 1;
    while (at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80)
        at++;
    return at == text.size || (unsigned char)text.data[at] < 0x80;
}

/* How many bytes follow the first one of a character in UTF-8; 0 for no first byte. */
static size_t bytes_of_first(unsigned char byte)
{
    return byte < 0xC2 || byte > 0xF4 ? 0 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/* The bytes of a character, as they were before they were misread; 0 when they are none. `*used`: bytes of `text`. */
static size_t bytes_before(const struct bytes_back *back, struct bytes text, char original[UTF8_LONGEST],
                           size_t *used)
{
    size_t size = 0, wanted = 1, at = 0;
    if (stands_alone(text))
        return 0;
    while (size < wanted && at < text.size) {
        size_t step;
        unsigned char byte = byte_of(back, utf8_decode((struct bytes){ text.data + at, text.size - at }, &step));
        if (size == 0 ? !(wanted = bytes_of_first(byte)) : (byte & 0xC0) != 0x80)
            return 0;
        original[size++] = (char)byte;
        at += step;
    }
    *used = at;
    return size == wanted ? size : 0;
}

/* Half of a character outside the first plane, as some programs write it in three bytes; 0 for no half. */
static uint32_t surrogate_of(const char original[UTF8_LONGEST], size_t size)
{
    if (size != 3 || (unsigned char)original[0] != 0xED)
        return 0;
    uint32_t half = 0xD000u | ((unsigned char)original[1] & 0x3Fu) << 6 | ((unsigned char)original[2] & 0x3Fu);
    return is_between(half, 0xD800, 0xDFFF) ? half : 0;
}

/* The character that two halves make; 0 when the second is missing. */
static uint32_t join_halves(const struct bytes_back *back, struct bytes text, uint32_t high, size_t *used)
{
    char original[UTF8_LONGEST];
    size_t more, size = bytes_before(back, (struct bytes){ text.data + *used, text.size - *used }, original, &more);
    uint32_t low = surrogate_of(original, size);
    if (!is_between(high, 0xD800, 0xDBFF) || !is_between(low, 0xDC00, 0xDFFF))
        return 0;
    *used += more;
    return 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);
}

/* The character that was misread at the front of `text`, and how many bytes it takes there; 0 for none. */
static uint32_t decode_misread(const struct bytes_back *back, struct bytes text, size_t *used)
{
    char original[UTF8_LONGEST];
    size_t size = bytes_before(back, text, original, used), whole;
    if (!size)
        return 0;
    uint32_t half = surrogate_of(original, size);
    if (half)
        return join_halves(back, text, half, used);
    uint32_t character = utf8_decode((struct bytes){ original, size }, &whole);
    return whole == size ? character : 0;
}

/* == Is it believable? ======================================================================================== */

/* Greek, Cyrillic, Hebrew, Arabic: two letters of one of them in a row were hardly spelt by chance. 0 for others. */
static unsigned script_of(uint32_t character)
{
    return is_between(character, 0x370, 0x3FF)   ? 1
           : is_between(character, 0x400, 0x4FF) ? 2
           : is_between(character, 0x590, 0x5FF) ? 3
           : is_between(character, 0x600, 0x6FF) ? 4
                                                 : 0;
}

/* `rest` is what follows the character, `before` what was set right just before it. */
static bool is_of_a_word(const struct bytes_back *back, uint32_t character, uint32_t before, struct bytes rest)
{
    unsigned script = script_of(character);
    size_t used;
    return script && (script_of(before) == script || script_of(decode_misread(back, rest, &used)) == script);
}

static bool is_letter(char byte)
{
    return ((unsigned char)byte | 0x20u) >= 'a' && ((unsigned char)byte | 0x20u) <= 'z';
}

/* Does the word around byte `at` hold nothing that its misreading leaves unexplained? Two letters of an alphabet
 * stand side by side in its own words, too; three of the kind that are quotes do not. */
static bool word_is_explained(const struct bytes_back *back, struct bytes text, size_t at, uint32_t character)
{
    enum { SEEN_BYTES = 64 };
    const struct misreading *misreading = back->misreading;
    bool has_letter = character >= 0x800 || !misreading->alphabet;
    size_t start = at, end, used;
    if (!misreading->leftover)
        return true;
    while (start > 0 && at - start < SEEN_BYTES && (unsigned char)text.data[start - 1] > ' ')
        start--;
    while (start < at && ((unsigned char)text.data[start] & 0xC0) == 0x80)
        start++;
    end = at + SEEN_BYTES < text.size ? at + SEEN_BYTES : text.size;
    while (start < end && (unsigned char)text.data[start] > ' ') {
        struct bytes rest = { text.data + start, text.size - start };
        if (!is_plausible(decode_misread(back, rest, &used), true) &&
            is_between(utf8_decode(rest, &used), misreading->leftover, misreading->leftover_end))
            return false;
        has_letter |= is_letter(text.data[start]);
        start += used;
    }
    return has_letter;
}

/* √π is mathematics where no letter stands before it. */
static bool is_formula(const struct bytes_back *back, struct bytes text, size_t at, uint32_t character)
{
    return back->misreading->encoding == ENCODING_MACINTOSH && character == u'ù' &&
           !(at && is_letter(text.data[at - 1]));
}

/* == Repairing ================================================================================================ */

/* "Ã " in a text that was misread is "à": its second byte is a no-break space, and somebody made it a plain one. */
static bool is_misread_a(const struct bytes_back *back, struct bytes text)
{
    return back->misreading->encoding == ENCODING_WINDOWS_1252 && text.size > 2 &&
           memcmp(text.data, "Ã ", strlen("Ã ")) == 0;
}

/* A C1 control that windows-1252 gives a character; 0 for anything else. */
static uint32_t windows_character(struct bytes text)
{
    if (text.size < 2 || (unsigned char)text.data[0] != 0xC2 || ((unsigned char)text.data[1] & 0xE0) != 0x80)
        return 0;
    unsigned char byte = (unsigned char)text.data[1];
    uint32_t character = encoding_character(&decode_encodings[ENCODING_WINDOWS_1252], byte);
    return character == byte ? 0 : character;
}

/* A text that is being repaired. */
struct repairing {
    const struct bytes_back *back;
    struct bytes text;
    bool known;      /* it is sure that it was misread so */
    uint32_t before; /* the character that was set right just before, 0 where another stands there */
};

/* The right character for what is at byte `at`, 0 to leave it. */
static uint32_t right_character(const struct repairing *repairing, size_t at, size_t *used)
{
    const struct bytes_back *back = repairing->back;
    struct bytes rest = { repairing->text.data + at, repairing->text.size - at };
    uint32_t character = decode_misread(back, rest, used);
    if (character && word_is_explained(back, repairing->text, at, character) &&
        !is_formula(back, repairing->text, at, character) &&
        (is_plausible(character, repairing->known) ||
         is_of_a_word(back, character, repairing->before, (struct bytes){ rest.data + *used, rest.size - *used })))
        return character;
    *used = 2;
    if (repairing->known && is_misread_a(back, rest))
        return u'à';
    return windows_character(rest);
}

/* `known`: it is sure that the text was misread so. */
static size_t repair_once(const struct bytes_back *back, struct bytes utf8, bool known, struct buffer *repaired)
{
    struct repairing repairing = { .back = back, .text = utf8, .known = known };
    size_t count = 0, kept = 0;
    for (size_t at = 0; (at += utf8_ascii_bytes(utf8, at)) < utf8.size;) {
        /* What a lead byte is misread as takes two bytes or three in UTF-8: never a rest of a character. */
        if ((unsigned char)utf8.data[at] < 0xC2) {
            at++;
            repairing.before = 0;
            continue;
        }
        size_t used;
        uint32_t character = right_character(&repairing, at, &used);
        repairing.before = character;
        if (!character) {
            at++;
            continue;
        }
        char bytes[UTF8_LONGEST];
        buffer_append(repaired, utf8.data + kept, at - kept);
        buffer_append(repaired, bytes, utf8_encode(character, bytes));
        at += used;
        kept = at;
        count++;
    }
    if (count)
        buffer_append(repaired, utf8.data + kept, utf8.size - kept);
    return count;
}

/* Repair `text`, which `repaired` holds unless it is the document itself, as often as it was misread. */
static size_t repair(const struct bytes_back *back, struct bytes text, struct buffer *repaired)
{
    size_t total = 0;
    for (int i = 0; i < TIMES_MISREAD; i++) {
        struct buffer again = BUFFER_EMPTY;
        size_t count = repair_once(back, text, total > 0, &again);
        if (!count) {
            buffer_clear(&again);
            break;
        }
        total += count;
        buffer_clear(repaired);
        *repaired = again;
        text = buffer_view(repaired);
    }
    return total;
}

static void set_byte(struct bytes_back *back, uint32_t character, unsigned char byte)
{
    back->characters[byte - 0x80] = character;
    if (character >= 0x80 && character < QUICK_CHARACTERS && !back->bytes[character])
        back->bytes[character] = byte;
}

/* Which misreadings have left a mark in the text, as bits: one pass for all. */
static unsigned find_marks(struct bytes utf8)
{
    unsigned found = 0;
    for (size_t at = utf8_ascii_bytes(utf8, 0); at < utf8.size; at += 1 + utf8_ascii_bytes(utf8, at + 1)) {
        if ((unsigned char)utf8.data[at] < 0xC2)
            continue;
        for (size_t i = 0; i < 2 * MISREADINGS; i++) {
            const char *mark = misreadings[i / 2].marks[i % 2];
            if (mark && *mark == utf8.data[at] && bytes_begin((struct bytes){ utf8.data + at, utf8.size - at }, mark))
                found |= 1u << i / 2;
        }
    }
    return found;
}

size_t repair_mojibake(struct bytes utf8, struct buffer *repaired)
{
    size_t total = 0;
    unsigned marks = find_marks(utf8);
    for (size_t i = 0; i < MISREADINGS; i++) {
        if (misreadings[i].marks[0] && !(marks & 1u << i))
            continue;
        struct bytes_back back = { .misreading = &misreadings[i] };
        const struct encoding *encoding = &decode_encodings[misreadings[i].encoding];
        for (unsigned byte = 0x80; byte <= 0xFF; byte++)
            set_byte(&back, encoding_character(encoding, (unsigned char)byte), (unsigned char)byte);
        size_t count = repair(&back, utf8, repaired);
        if (!count)
            continue;
        total += count;
        utf8 = buffer_view(repaired);
        marks = find_marks(utf8);
    }
    return total;
}
