/* Texts by chance of what the scanner of words looks at most closely, next to each other as no writer puts it. */
#ifndef DEPECHE_TESTS_UNIT_HARD_TEXTS_H
#define DEPECHE_TESTS_UNIT_HARD_TEXTS_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "tests/unit/scratch.h"

/* clang-format off */
static const char *const hard_pieces[] = {
    "l", "qu", "'", "’", "`", "s", ".", "-", "\xE2\x80\x91", "1", "250", "000", ",", " ", "\xC2\xA0", "É", "é",
    "e", "\xCC\x81", "\xC2\xAD", "\n", "\xE2\x80\x8B", "ﬁ", "中", "²", "₂", "İ", "ẞ", "\xFF", "\xC3", "«", "\"",
    "ŉ", "\xEF\xB7\xBA", "한", "\xE1\x84\x92\xE1\x85\xA1", "A", "z", "_", "\xF0\x9F\x98\x80", "\xE0\xA4\xBF",
    "@", "le ", "mot", "Mot ", "MOT", ". ", ", ", " l’", "école", " U.S. ", "’s ", "—", "”", "“", "2009 ", ": ",
    "!", "…", "œ", "\xEF\xBC\x87", "ª", "\xE2\x80\x90",
};
/* clang-format on */

static inline uint32_t next_random(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

enum { HARD_TEXT_BYTES = 200 };

/* Fewer than HARD_TEXT_BYTES, of which one in `noise` pieces is any byte (0: none). The caller frees the data, which are
 * no longer than the text, so that the sanitizer sees a read past the end. */
static inline struct bytes hard_text(uint32_t *random, uint32_t noise)
{
    char text[HARD_TEXT_BYTES];
    size_t size = 0, most = next_random(random) % sizeof text;
    while (size < most) {
        const char *piece = hard_pieces[next_random(random) % (sizeof hard_pieces / sizeof *hard_pieces)];
        size_t piece_size = strlen(piece);
        if (piece_size > most - size || (noise && next_random(random) % noise == 0)) {
            text[size++] = (char)next_random(random);
        } else {
            memcpy(text + size, piece, piece_size);
            size += piece_size;
        }
    }
    char *exact = malloc(size ? size : 1);
    assert_non_null(exact);
    memcpy(exact, text, size);
    return (struct bytes){ exact, size };
}

#endif
