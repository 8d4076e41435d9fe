/* From the characters of a page to its lines. */
#include "indexer/readers/pdf_text.h"

#include <math.h>
#include <stdlib.h>

#include "base/array.h"
#include "language/utf8.h"

/* Distances are in heights of a letter. */
static const float WORD_GAP = 0.3F;   /* wider than between letters: a space that was not drawn */
static const float CELL_GAP = 1.5F;   /* without a space character: the next column of a table */
static const float SPACED_GAP = 6.0F; /* the same over a space, which justified lines stretch */
static const float LINE_SHIFT = 0.6F; /* up or down: another line */

void pdf_text_init(struct pdf_text *text, size_t most_bytes)
{
    *text = (struct pdf_text){ .text = BUFFER_LIMITED(most_bytes) };
}

void pdf_text_clear(struct pdf_text *text)
{
    buffer_clear(&text->text);
    free(text->lines);
    free(text->pages);
    pdf_text_init(text, 0);
}

struct bytes pdf_line_bytes(const struct pdf_text *text, const struct pdf_line *line)
{
    return (struct bytes){ text->text.bytes + line->offset, line->size };
}

/* == Characters =============================================================================================== */

/* Ligatures of Latin letters, which fonts have as characters of their own. */
static void append_character(struct buffer *text, uint32_t character)
{
    static const char *const ligatures[] = { "ff", "fi", "fl", "ffi", "ffl", "st", "st" };
    char bytes[UTF8_LONGEST];
    if (character >= 0xFB00 && character <= 0xFB06)
        buffer_append_text(text, ligatures[character - 0xFB00]);
    else
        buffer_append(text, bytes, utf8_encode(character, bytes));
}

static bool is_blank(uint32_t character)
{
    return character <= ' ' || character == 0x7F || utf8_is_space(character);
}

/* Text that runs up or down the page moves by its own height with each letter, and not to the side. */
enum step { STEP_LETTER, STEP_WORD, STEP_CELL, STEP_LINE };

static enum step step_between(const struct pdf_glyph *before, const struct pdf_glyph *after, bool space)
{
    float height = after->box.bottom - after->box.top;
    float gap = after->box.left - before->box.right;
    bool aside = gap > WORD_GAP * height || after->box.left < before->box.left - LINE_SHIFT * height;
    if (!(height > 0) || !aside)
        return space ? STEP_WORD : STEP_LETTER;
    float shift = (after->box.top + after->box.bottom - before->box.top - before->box.bottom) / 2;
    if (fabsf(shift) > LINE_SHIFT * height || gap < 0)
        return STEP_LINE;
    if (gap > (space ? SPACED_GAP : CELL_GAP) * height)
        return STEP_CELL;
    return STEP_WORD;
}

/* == Lines ==================================================================================================== */

/* A line that is being made. */
struct line_maker {
    struct pdf_text *text;
    struct pdf_line line;
    bool begun, out_of_memory;
    size_t bold_letters, letters;
};

static void end_line(struct line_maker *maker)
{
    struct pdf_text *text = maker->text;
    if (!maker->begun)
        return;
    maker->begun = false;
    maker->line.size = text->text.size - maker->line.offset;
    maker->line.bold = maker->bold_letters == maker->letters;
    if (!array_reserve((void **)&text->lines, &text->line_capacity, text->line_count + 1, sizeof *text->lines)) {
        maker->out_of_memory = true;
        return;
    }
    text->lines[text->line_count++] = maker->line;
}

static void begin_line(struct line_maker *maker, const struct pdf_glyph *glyph)
{
    maker->begun = true;
    maker->bold_letters = maker->letters = 0;
    maker->line = (struct pdf_line){ .offset = maker->text->text.size,
                                     .box = glyph->box,
                                     .font_size = glyph->font_size,
                                     .page = (uint32_t)maker->text->page_count };
}

static void grow_line(struct line_maker *maker, const struct pdf_glyph *glyph)
{
    struct pdf_box *box = &maker->line.box;
    box->left = fminf(box->left, glyph->box.left);
    box->top = fminf(box->top, glyph->box.top);
    box->right = fmaxf(box->right, glyph->box.right);
    box->bottom = fmaxf(box->bottom, glyph->box.bottom);
    maker->line.font_size = fmaxf(maker->line.font_size, glyph->font_size);
    maker->letters++;
    maker->bold_letters += glyph->bold;
    append_character(&maker->text->text, glyph->character);
}

static void make_lines(struct line_maker *maker, const struct pdf_glyph *glyphs, size_t glyph_count)
{
    const struct pdf_glyph *before = NULL;
    bool space = false;
    for (size_t i = 0; i < glyph_count; i++) {
        const struct pdf_glyph *glyph = &glyphs[i];
        if (glyph->character == '\n')
            end_line(maker);
        if (is_blank(glyph->character)) {
            space = true;
            continue;
        }
        enum step step = before && maker->begun ? step_between(before, glyph, space) : STEP_LETTER;
        if (step == STEP_LINE)
            end_line(maker);
        if (!maker->begun)
            begin_line(maker, glyph);
        else if (step != STEP_LETTER)
            buffer_append_byte(&maker->text->text, step == STEP_CELL ? '\t' : ' ');
        maker->line.row |= step == STEP_CELL && maker->begun;
        grow_line(maker, glyph);
        before = glyph;
        space = false;
    }
    end_line(maker);
}

/* == Rows ===================================================================================================== */

/* Two lines side by side, in the order of reading. */
static bool stand_side_by_side(const struct pdf_line *left, const struct pdf_line *right)
{
    float height = fminf(left->box.bottom - left->box.top, right->box.bottom - right->box.top);
    return fabsf(left->box.bottom - right->box.bottom) < height * WORD_GAP && right->box.left > left->box.right;
}

/* "3.2.", "Article 4 :", a bullet: what follows at a distance belongs to the same sentence. */
static bool introduces(struct bytes words)
{
    enum { NUMBER_BYTES = 12, LABEL_BYTES = 24 };
    char last = words.size ? words.data[words.size - 1] : '\0';
    return words.size <= 3 || (words.size <= NUMBER_BYTES && (last == '.' || last == ')')) ||
           (words.size <= LABEL_BYTES && last == ':');
}

/* Cells of a row come as lines of their own: put them together again. Their texts lie one after the other, so the
 * text is written anew. */
static enum status join_rows(struct pdf_text *text, size_t first, struct failure *failure)
{
    size_t kept = first, start = first < text->line_count ? text->lines[first].offset : text->text.size;
    struct buffer joined = BUFFER_EMPTY;
    for (size_t i = first; i < text->line_count; i++) {
        struct pdf_line line = text->lines[i];
        struct pdf_line *last = kept > first ? &text->lines[kept - 1] : NULL;
        bool beside = i > first && stand_side_by_side(&text->lines[i - 1], &line);
        struct bytes words = pdf_line_bytes(text, &line);
        if (beside && last) {
            bool cell = last->row || !introduces((struct bytes){ joined.bytes + (last->offset - start), last->size });
            buffer_append_byte(&joined, cell ? '\t' : ' ');
            last->box.right = fmaxf(last->box.right, line.box.right);
            last->box.bottom = fmaxf(last->box.bottom, line.box.bottom);
            last->bold = last->bold && line.bold;
            last->row |= cell || line.row;
            last->size += 1 + line.size;
        } else {
            line.offset = start + joined.size;
        }
        buffer_append(&joined, words.data, words.size);
        /* The line before is compared as it was, so what is kept goes to its place after the comparison. */
        if (!(beside && last))
            text->lines[kept++] = line;
    }
    text->line_count = kept;
    buffer_truncate(&text->text, start);
    buffer_append(&text->text, joined.bytes, joined.size);
    enum status status = buffer_status(&joined, "the text of a page", failure);
    buffer_clear(&joined);
    return status;
}

enum status pdf_text_add_page(struct pdf_text *text, const struct pdf_glyph *glyphs, size_t glyph_count, float height,
                              struct failure *failure)
{
    struct line_maker maker = { .text = text };
    size_t first = text->line_count;
    enum status status;

    make_lines(&maker, glyphs, glyph_count);
    if (maker.out_of_memory ||
        !array_reserve((void **)&text->pages, &text->page_capacity, text->page_count + 1, sizeof *text->pages))
        return fail_no_memory(failure);
    if ((status = buffer_status(&text->text, "the text of a PDF", failure)) ||
        (status = join_rows(text, first, failure)))
        return status;
    text->pages[text->page_count++] =
        (struct pdf_page){ .first_line = first, .line_count = text->line_count - first, .height = height };
    return buffer_status(&text->text, "the text of a PDF", failure);
}
