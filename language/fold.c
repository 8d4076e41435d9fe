/* Folding: lower case without diacritics, so that `ecole` meets `École`. */
#include "language/fold.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "language/utf8.h"

enum {
    LATIN_FIRST = 0xC0,
    LATIN_END = 0x180,
    LONGEST_DECOMPOSITION = 18 /* characters, of U+FDFA */
};

/* Latin-1 and Latin Extended-A, which nearly all our letters are from. "": no letter. */
static const char latin[LATIN_END - LATIN_FIRST][3] = {
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e",  "e", "e", "i", "i", "i",  "i",  /* U+00C0 */
    "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u",  "u", "u", "u", "y", "th", "ss", /* U+00D0 */
    "a", "a", "a",  "a",  "a", "a", "ae", "c", "e", "e",  "e", "e", "i", "i", "i",  "i",  /* U+00E0 */
    "d", "n", "o",  "o",  "o", "o", "o",  "",  "o", "u",  "u", "u", "u", "y", "th", "y",  /* U+00F0 */
    "a", "a", "a",  "a",  "a", "a", "c",  "c", "c", "c",  "c", "c", "c", "c", "d",  "d",  /* U+0100 */
    "d", "d", "e",  "e",  "e", "e", "e",  "e", "e", "e",  "e", "e", "g", "g", "g",  "g",  /* U+0110 */
    "g", "g", "g",  "g",  "h", "h", "h",  "h", "i", "i",  "i", "i", "i", "i", "i",  "i",  /* U+0120 */
    "i", "i", "ij", "ij", "j", "j", "k",  "k", "k", "l",  "l", "l", "l", "l", "l",  "l",  /* U+0130 */
    "l", "l", "l",  "n",  "n", "n", "n",  "n", "n", "'n", "n", "n", "o", "o", "o",  "o",  /* U+0140 */
    "o", "o", "oe", "oe", "r", "r", "r",  "r", "r", "r",  "s", "s", "s", "s", "s",  "s",  /* U+0150 */
    "s", "s", "t",  "t",  "t", "t", "t",  "t", "u", "u",  "u", "u", "u", "u", "u",  "u",  /* U+0160 */
    "u", "u", "u",  "u",  "w", "w", "y",  "y", "y", "z",  "z", "z", "z", "z", "z",  "s",  /* U+0170 */
};

/* What no decomposition tells: letters of African languages that stand in names, and the apostrophes. */
static const struct {
    uint32_t character;
    char folded;
} others[] = {
    { 0x0181, 'b' },  { 0x018A, 'd' },  { 0x0186, 'o' },  { 0x0190, 'e' },  { 0x0192, 'f' },
    { 0x0198, 'k' },  { 0x0199, 'k' },  { 0x01B3, 'y' },  { 0x01B4, 'y' },  { 0x0253, 'b' },
    { 0x0254, 'o' },  { 0x0257, 'd' },  { 0x025B, 'e' },  { 0x0272, 'n' },  { 0x02BB, '\'' },
    { 0x02BC, '\'' }, { 0x2018, '\'' }, { 0x2019, '\'' }, { 0x201B, '\'' }, { 0x2032, '\'' },
};

/* Accents, vowel points and the like: signs that a reader may leave out. Vowel signs of Indian scripts are none. */
static bool is_diacritic(uint32_t character)
{
    return (character >= 0x300 && character <= 0x36F) || (character >= 0x591 && character <= 0x5C7) ||
           (character >= 0x610 && character <= 0x61A) || (character >= 0x64B && character <= 0x65F) ||
           character == 0x670 || (character >= 0x1AB0 && character <= 0x1AFF) ||
           (character >= 0x1DC0 && character <= 0x1DFF) || (character >= 0x20D0 && character <= 0x20FF) ||
           (character >= 0xFE20 && character <= 0xFE2F);
}

/* Write what a character without decomposition becomes; `into` has room for it. */
static size_t fold_simple(uint32_t character, char into[UTF8_LONGEST])
{
    if (character < 0x80) {
        into[0] = (char)(character >= 'A' && character <= 'Z' ? character | 0x20 : character);
        return 1;
    }
    if (character >= LATIN_FIRST && character < LATIN_END && latin[character - LATIN_FIRST][0]) {
        const char *letters = latin[character - LATIN_FIRST];
        memcpy(into, letters, 2);
        return letters[1] ? 2 : 1;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        if (others[i].character == character) {
            into[0] = others[i].folded;
            return 1;
        }
    }
    return is_diacritic(character) ? 0 : utf8_encode(character, into);
}

/* Any other character: what its compatible decomposition becomes, without what cannot be seen. */
static size_t fold_decomposed(uint32_t character, char into[LONGEST_DECOMPOSITION * UTF8_LONGEST])
{
    utf8proc_int32_t pieces[LONGEST_DECOMPOSITION];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        (utf8proc_int32_t)character, pieces, LONGEST_DECOMPOSITION,
        UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &boundary);
    size_t size = 0;
    for (utf8proc_ssize_t i = 0; i < count && i < LONGEST_DECOMPOSITION; i++)
        size += fold_simple((uint32_t)pieces[i], into + size);
    return size;
}

size_t fold_form(struct bytes form, char folded[FOLDED_BYTES])
{
    size_t size = 0;
    for (size_t at = 0; at < form.size;) {
        if (!(form.data[at] & 0x80)) {
            if (size == FOLDED_BYTES)
                break;
            size += fold_simple((unsigned char)form.data[at++], folded + size);
            continue;
        }
        char letters[LONGEST_DECOMPOSITION * UTF8_LONGEST];
        size_t used, count;
        uint32_t character = utf8_decode((struct bytes){ form.data + at, form.size - at }, &used);
        if (character >= LATIN_FIRST && character < LATIN_END)
            count = fold_simple(character, letters);
        else
            count = fold_decomposed(character, letters);
        if (count > FOLDED_BYTES - size)
            break;
        memcpy(folded + size, letters, count);
        size += count;
        at += used;
    }
    return size;
}
