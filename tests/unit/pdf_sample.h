/* Pages of a PDF, drawn in a test: every letter is half as wide as it is high. */
#ifndef DEPECHE_TESTS_PDF_SAMPLE_H
#define DEPECHE_TESTS_PDF_SAMPLE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "indexer/readers/pdf_text.h"
#include "language/utf8.h"

#include <cmocka.h>

struct drawn {
    float left, top, size;
    const char *text; /* NULL ends a page */
    bool bold;
    bool goes_on; /* with the next: they stand in one line of poppler's */
};

#define LINE(left, top, size, text)                                                                                  \
    {                                                                                                                \
        left, top, size, text, false, false                                                                          \
    }
#define BOLD(left, top, size, text)                                                                                  \
    {                                                                                                                \
        left, top, size, text, true, false                                                                           \
    }
#define PART(left, top, size, text)                                                                                  \
    {                                                                                                                \
        left, top, size, text, false, true                                                                           \
    }
#define END_OF_PAGE                                                                                                  \
    {                                                                                                                \
        0, 0, 0, NULL, false, false                                                                                  \
    }

enum { DRAWN_GLYPHS = 4000, PAGE_HEIGHT = 800 };

static inline void draw_page(struct pdf_text *text, const struct drawn *lines)
{
    static struct pdf_glyph glyphs[DRAWN_GLYPHS];
    size_t count = 0, used;
    for (; lines->text; lines++) {
        float left = lines->left;
        for (struct bytes rest = { lines->text, strlen(lines->text) }; rest.size;) {
            assert_true(count + 1 < DRAWN_GLYPHS);
            glyphs[count++] = (struct pdf_glyph){
                .character = utf8_decode(rest, &used),
                .box = { left, lines->top, left + lines->size / 2, lines->top + lines->size },
                .font_size = lines->size,
                .bold = lines->bold,
            };
            left += lines->size / 2;
            rest = (struct bytes){ rest.data + used, rest.size - used };
        }
        if (!lines->goes_on)
            glyphs[count++] = (struct pdf_glyph){ .character = '\n' };
    }
    assert_int_equal(pdf_text_add_page(text, glyphs, count, PAGE_HEIGHT, NULL), STATUS_OK);
}

#endif
