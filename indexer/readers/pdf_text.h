/* The lines of a PDF, page after page, with where they stand: what paragraphs are made of. */
#ifndef DEPECHE_INDEXER_PDF_TEXT_H
#define DEPECHE_INDEXER_PDF_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

/* A box in points, from the top left of the page; `bottom` is below the letters. */
struct pdf_box {
    float left, top, right, bottom;
};

/* One character of a page, in the order of reading. */
struct pdf_glyph {
    uint32_t character;
    struct pdf_box box;
    float font_size;
    bool bold;
};

struct pdf_line {
    size_t offset, size; /* bytes in pdf_text.text */
    struct pdf_box box;
    float font_size;
    uint32_t page; /* from 0 */
    bool bold;     /* every word of it */
    bool row;      /* cells of a table, divided by tabs */
    bool running;  /* header, footer or number of the page */
};

struct pdf_page {
    size_t first_line, line_count;
    float height;
};

struct pdf_text {
    struct buffer text; /* UTF-8; lines are ranges of it */
    struct pdf_line *lines;
    size_t line_count, line_capacity;
    struct pdf_page *pages;
    size_t page_count, page_capacity;
};

/* `most_bytes` bounds the text of all pages. */
void pdf_text_init(struct pdf_text *text, size_t most_bytes);
void pdf_text_clear(struct pdf_text *text);

struct bytes pdf_line_bytes(const struct pdf_text *text, const struct pdf_line *line);

/* Make the lines of the next page. Characters far from the one before begin a new cell or a new line. */
enum status pdf_text_add_page(struct pdf_text *text, const struct pdf_glyph *glyphs, size_t glyph_count, float height,
                              struct failure *failure);

/* Once all pages are there: mark what stands at the head or foot of page after page. The first of such a line is
 * kept, unless it is the number of the page, and so is all text of a page that has nothing else. */
enum status pdf_running_mark(struct pdf_text *text, struct failure *failure);

/* The size most letters have; 0 without text. */
float pdf_body_size(const struct pdf_text *text);

/* What looks like the title on the first page with text: the largest lines, else bold ones, else the first; not the
 * letterhead. Empty when there is nothing. */
enum status pdf_title_find(const struct pdf_text *text, struct buffer *title, struct failure *failure);

#endif
