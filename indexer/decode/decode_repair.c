/* Characters whose bytes in an old encoding form a UTF-8 character are that character. */
#include "indexer/decode/decode_repair.h"

#include <stdbool.h>
#include <string.h>

#include "indexer/decode/decode_encodings.h"
#include "language/utf8.h"

enum { TIMES_MISREAD = 3 };

/* How the text was misread, and what the byte C3, which begins most letters of French, looks like then. */
static const struct misreading {
    enum encoding_id encoding;
    const char *mark;
} misreadings[] = {
    { ENCODING_WINDOWS_1252, "Ã" },
    { ENCODING_MACINTOSH, "√" },
    { ENCODING_CP850, "├" },
};

/* The bytes of the characters that an encoding has outside ASCII. */
struct bytes_back {
    const struct encoding *encoding;
    uint32_t characters[128]; /* of the bytes from 0x80 up */
};

/* The byte of a character; 0 when it has none or is ASCII. The C1 controls are bytes that nobody assigned. */
static unsigned char byte_of(const struct bytes_back *back, uint32_t character)
{
    if (character >= 0x80 && character < 0xA0)
        return (unsigned char)character;
    if (character < 0x80 || character > 0xFFFF)
        return 0;
    for (unsigned i = 0; i < 128; i++)
        if (back->characters[i] == character)
            return (unsigned char)(0x80 + i);
    return 0;
}

/* What documents hold besides ASCII. Leaves out most letters beyond Latin-1, which capitals before a quote would
 * spell by chance: É” are the bytes of an African letter. */
static bool is_plausible(uint32_t character)
{
    if (character >= 0xA0 && character <= 0xFF)
        return true;
    if (character >= 0x2010 && character <= 0x203A)
        return true;
    if ((character >= 0x300 && character <= 0x327) || (character >= 0x2190 && character <= 0x27BF))
        return true;
    if (character >= 0x1F300 && character <= 0x1FAFF)
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

/* The character that was misread at the front of `text`, and how many bytes it takes there; 0 for none. */
static uint32_t misread(const struct bytes_back *back, struct bytes text, size_t *used)
{
    char original[UTF8_LONGEST];
    size_t size = 0, wanted = UTF8_LONGEST, at = 0;
    while (size < wanted && at < text.size) {
        size_t step;
        unsigned char byte = byte_of(back, utf8_decode((struct bytes){ text.data + at, text.size - at }, &step));
        if (size == 0) {
            if (byte < 0xC2 || byte > 0xF4)
                return 0;
            wanted = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        } else if ((byte & 0xC0) != 0x80) {
            return 0;
        }
        original[size++] = (char)byte;
        at += step;
    }
    if (size < wanted)
        return 0;
    size_t whole;
    uint32_t character = utf8_decode((struct bytes){ original, size }, &whole);
    *used = at;
    return whole == size && is_plausible(character) ? character : 0;
}

/* "Ã " in a text that was misread is "à": its second byte is a no-break space, and somebody made it a plain one. */
static bool is_misread_a(const struct bytes_back *back, struct bytes text)
{
    return back->encoding == &decode_encodings[ENCODING_WINDOWS_1252] && text.size > 2 &&
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

/* The right character for what is at the front of `text`, 0 to leave it. */
static uint32_t right_character(const struct bytes_back *back, struct bytes text, bool known, size_t *used)
{
    uint32_t character = misread(back, text, used);
    if (character)
        return character;
    *used = 2;
    if (known && is_misread_a(back, text))
        return u'à';
    return windows_character(text);
}

/* `known`: it is sure that the text was misread so. */
static size_t repair_once(const struct bytes_back *back, struct bytes utf8, bool known, struct buffer *repaired)
{
    size_t count = 0, kept = 0;
    for (size_t at = 0; at < utf8.size;) {
        /* What a lead byte is misread as takes two bytes or three in UTF-8: never ASCII or a rest of a character. */
        if ((unsigned char)utf8.data[at] < 0xC2) {
            at++;
            continue;
        }
        size_t used;
        uint32_t character = right_character(back, (struct bytes){ utf8.data + at, utf8.size - at }, known, &used);
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

size_t repair_mojibake(struct bytes utf8, struct buffer *repaired)
{
    size_t total = 0;
    for (size_t i = 0; i < sizeof misreadings / sizeof *misreadings; i++) {
        const char *mark = misreadings[i].mark;
        /* Quotes alone may have been misread as windows-1252, and C1 controls have no mark. */
        if (i > 0 && !memmem(utf8.data, utf8.size, mark, strlen(mark)))
            continue;
        struct bytes_back back = { .encoding = &decode_encodings[misreadings[i].encoding] };
        for (unsigned byte = 0x80; byte <= 0xFF; byte++)
            back.characters[byte - 0x80] = encoding_character(back.encoding, (unsigned char)byte);
        total += repair(&back, utf8, repaired);
        if (total)
            utf8 = buffer_view(repaired);
    }
    return total;
}
