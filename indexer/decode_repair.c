/* Characters of windows-1252 whose bytes form a UTF-8 character are that character. */
#include "indexer/decode_repair.h"

#include "indexer/decode_encodings.h"
#include "language/utf8.h"

enum { TIMES_MISREAD = 3 };

/* The byte a character has in windows-1252; 0 when it has none or is ASCII. */
static unsigned char byte_of(uint32_t character)
{
    if (character >= 0x80 && character <= 0xFF)
        return (unsigned char)character; /* C1 controls too: the five unassigned bytes are read as they are */
    for (unsigned byte = 0x80; byte < 0xA0; byte++)
        if (encoding_character(&decode_encodings[ENCODING_WINDOWS_1252], (unsigned char)byte) == character)
            return (unsigned char)byte;
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
static uint32_t misread(struct bytes text, size_t *used)
{
    char original[UTF8_LONGEST];
    size_t size = 0, wanted = UTF8_LONGEST, at = 0;
    while (size < wanted && at < text.size) {
        size_t step;
        unsigned char byte = byte_of(utf8_decode((struct bytes){ text.data + at, text.size - at }, &step));
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

/* All lead bytes, 0xC2 to 0xF4, are letters that UTF-8 writes with C3. */
static bool may_begin(struct bytes text, size_t at)
{
    return (unsigned char)text.data[at] == 0xC3 && at + 1 < text.size;
}

static size_t repair_once(struct bytes utf8, struct buffer *repaired)
{
    size_t count = 0, kept = 0;
    for (size_t at = 0; at < utf8.size;) {
        size_t used;
        uint32_t character = may_begin(utf8, at) ? misread((struct bytes){ utf8.data + at, utf8.size - at }, &used)
                                                 : 0;
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

size_t repair_mojibake(struct bytes utf8, struct buffer *repaired)
{
    size_t total = repair_once(utf8, repaired);
    for (int i = 1; total && i < TIMES_MISREAD; i++) {
        struct buffer again = BUFFER_EMPTY;
        size_t count = repair_once((struct bytes){ repaired->bytes, repaired->size }, &again);
        total += count;
        if (!count) {
            buffer_clear(&again);
            break;
        }
        buffer_clear(repaired);
        *repaired = again;
    }
    return total;
}
