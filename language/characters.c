/* What a character is to the scanner of words. */
#include "language/characters.h"

#include <stdbool.h>
#include <utf8proc.h>

#include "language/utf8.h"

/* U+0080 to U+024F, and the letters after. */
static enum character_kind kind_of_latin(uint32_t code)
{
    switch (code) {
    case 0xAA: /* ª */
    case 0xB5: /* µ */
    case 0xBA: /* º */
        return CHARACTER_LETTER;
    case 0xB2:
    case 0xB3:
    case 0xB9:
        return CHARACTER_SUPERSCRIPT;
    case 0xAD: /* soft hyphen */
        return CHARACTER_INVISIBLE;
    case 0xB4: /* acute accent, typed for an apostrophe */
        return CHARACTER_APOSTROPHE;
    default:
        return code < 0xC0 || code == 0xD7 || code == 0xF7 ? CHARACTER_DIVIDER : CHARACTER_LETTER;
    }
}

/* U+2000 to U+208F: punctuation, figures above and below the line. */
static enum character_kind kind_of_punctuation(uint32_t code)
{
    if (code == 0x2018 || code == 0x2019 || code == 0x201B || code == 0x2032)
        return CHARACTER_APOSTROPHE;
    if ((code >= 0x200B && code <= 0x200F) || (code >= 0x202A && code <= 0x202E) ||
        (code >= 0x2060 && code <= 0x206F))
        return CHARACTER_INVISIBLE;
    if (code == 0x2070 || (code >= 0x2074 && code <= 0x2079))
        return CHARACTER_SUPERSCRIPT;
    if (code == 0x2071 || code == 0x207F || (code >= 0x2080 && code <= 0x2089))
        return CHARACTER_LETTER;
    return CHARACTER_DIVIDER;
}

static bool is_within(uint32_t code, const uint32_t (*ranges)[2], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (code < ranges[i][0])
            return false;
        if (code <= ranges[i][1])
            return true;
    }
    return false;
}

static enum character_kind kind_by_category(uint32_t code)
{
    switch (utf8proc_category((utf8proc_int32_t)code)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_ND:
    case UTF8PROC_CATEGORY_NL:
        return CHARACTER_LETTER;
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
        return CHARACTER_MARK;
    default:
        return CHARACTER_DIVIDER;
    }
}

static enum character_kind kind_of_other(uint32_t code)
{
    /* Thai, Lao, Tibetan, Burmese, Khmer; kana; Chinese characters. */
    static const uint32_t unspaced[][2] = {
        { 0x0E00, 0x0FFF }, { 0x1000, 0x109F }, { 0x1780, 0x17FF },   { 0x3005, 0x3007 }, { 0x3021, 0x3029 },
        { 0x3041, 0x30FF }, { 0x3105, 0x312F }, { 0x31F0, 0x31FF },   { 0x3400, 0x4DBF }, { 0x4E00, 0x9FFF },
        { 0xF900, 0xFAFF }, { 0xFF66, 0xFF9D }, { 0x20000, 0x3FFFF },
    };
    static const uint32_t invisible[][2] = {
        { 0x20D0, 0x20FF },
        { 0xFE00, 0xFE0F },
        { 0xFEFF, 0xFEFF },
        { 0xE0000, 0xE0FFF },
    };
    if (is_within(code, invisible, sizeof invisible / sizeof *invisible))
        return CHARACTER_INVISIBLE;
    enum character_kind kind = kind_by_category(code);
    if (kind == CHARACTER_LETTER && is_within(code, unspaced, sizeof unspaced / sizeof *unspaced))
        return CHARACTER_WORD;
    return kind;
}

static enum character_kind kind_of(uint32_t code)
{
    if (code < 0x250)
        return kind_of_latin(code);
    if (code >= 0x2000 && code < 0x2090)
        return kind_of_punctuation(code);
    if (code == 0x2BB || code == 0x2BC || code == 0xFF07)
        return CHARACTER_APOSTROPHE;
    return kind_of_other(code);
}

struct character character_at_long(struct bytes text, size_t at)
{
    size_t used;
    uint32_t code = utf8_decode_long((struct bytes){ text.data + at, text.size - at }, &used);
    return (struct character){ code, (uint32_t)used, kind_of(code) };
}

size_t characters_skip_invisible(struct bytes text, size_t at)
{
    /* Nothing invisible is ASCII. */
    while (at < text.size && (text.data[at] & 0x80)) {
        struct character character = character_at(text, at);
        if (character.kind != CHARACTER_INVISIBLE)
            break;
        at += character.bytes;
    }
    return at;
}

size_t character_hyphen(struct bytes text, size_t at)
{
    struct character character = character_at(text, at);
    return character.code == '-' || character.code == 0x2010 || character.code == 0x2011 ? character.bytes : 0;
}

size_t character_apostrophe(struct bytes text, size_t at)
{
    struct character character = character_at(text, at);
    return character.kind == CHARACTER_APOSTROPHE ? character.bytes : 0;
}

size_t character_space(struct bytes text, size_t at)
{
    struct character character = character_at(text, at);
    bool line_end = character.code >= '\n' && character.code <= '\r';
    return utf8_is_space(character.code) && !line_end ? character.bytes : 0;
}

size_t character_opening_quote(struct bytes text, size_t at)
{
    struct character character = character_at(text, at);
    switch (character.code) {
    case '"':
    case 0xAB:   /* « */
    case 0x2018: /* ‘ */
    case 0x201C: /* “ */
    case 0x201E: /* „ */
    case 0x2039: /* ‹ */
        return character.bytes;
    default:
        return 0;
    }
}
