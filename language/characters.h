/* What a character is to the scanner of words. */
#ifndef DEPECHE_LANGUAGE_CHARACTERS_H
#define DEPECHE_LANGUAGE_CHARACTERS_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum character_kind {
    CHARACTER_DIVIDER,     /* no part of any word */
    CHARACTER_LETTER,      /* or a digit of another script, or a figure below the line */
    CHARACTER_DIGIT,       /* 0 to 9 */
    CHARACTER_MARK,        /* combines with the letter before it */
    CHARACTER_INVISIBLE,   /* soft hyphen, zero width space and the like: as if it were not there */
    CHARACTER_APOSTROPHE,  /* of any shape */
    CHARACTER_SUPERSCRIPT, /* a raised figure: of a unit (m²), else the number of a note */
    CHARACTER_WORD,        /* of a script without spaces: a word of its own */
};

struct character {
    uint32_t code;
    uint32_t bytes; /* 0 past the end of the text */
    enum character_kind kind;
};

static inline enum character_kind character_ascii_kind(char byte)
{
    if (byte_is_letter(byte))
        return CHARACTER_LETTER;
    if (byte_is_digit(byte))
        return CHARACTER_DIGIT;
    return byte == '\'' || byte == '`' ? CHARACTER_APOSTROPHE : CHARACTER_DIVIDER;
}

struct character character_at_long(struct bytes text, size_t at); /* for what is not ASCII */

/* The character of `text` at byte `at`. */
static inline struct character character_at(struct bytes text, size_t at)
{
    if (at >= text.size)
        return (struct character){ 0, 0, CHARACTER_DIVIDER };
    if (text.data[at] & 0x80)
        return character_at_long(text, at);
    return (struct character){ (unsigned char)text.data[at], 1, character_ascii_kind(text.data[at]) };
}

/* Past what is invisible, from `at` on. */
size_t characters_skip_invisible(struct bytes text, size_t at);

/* The bytes of the hyphen at `at`, of the apostrophe, of the space (not a line end), of the opening quotation mark;
 * 0 when there is none. */
size_t character_hyphen(struct bytes text, size_t at);
size_t character_apostrophe(struct bytes text, size_t at);
size_t character_space(struct bytes text, size_t at);
size_t character_opening_quote(struct bytes text, size_t at);

#endif
