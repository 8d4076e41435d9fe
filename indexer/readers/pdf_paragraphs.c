/* Which lines belong to one paragraph: told by where they stand, how large they are, and how they begin and end. */
#include "indexer/readers/pdf_paragraphs.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/page/hyphens.h"
#include "indexer/page/page_writer.h"
#include "language/utf8.h"

enum {
    HEADING_BYTES = 250, /* longer paragraphs are no headings, however large */
    PITCHES = 64,        /* distances from line to line, in sixteenths of the letters' size */
};

static const float SAME_SIZE = 1.08F;    /* letters differ by less */
static const float WIDE_PITCH = 1.3F;    /* times the usual distance: a gap between paragraphs */
static const float INDENT = 0.5F;        /* of the letters' size */
static const float HEADING_SIZE = 1.15F; /* times the letters of the text */

/* Consecutive lines, one below the other in one column. */
struct paragraph_maker {
    const struct pdf_text *text;
    struct hyphens *hyphens;
    struct page_writer writer;
    float body;    /* size of the text's letters */
    float pitch;   /* from one line to the next, times the size of the letters */
    float *rights; /* for each line, where its column ends */
    size_t *page_offsets;
};

static bool is_below(const struct pdf_line *above, const struct pdf_line *line)
{
    return line->page == above->page && line->box.bottom > above->box.bottom + 1 &&
           line->box.left < above->box.right && line->box.right > above->box.left;
}

/* == What is usual ============================================================================================ */

/* The most frequent distance from a line to the next. */
static float usual_pitch(const struct pdf_text *text)
{
    size_t counts[PITCHES] = { 0 }, best = 18;
    for (size_t i = 1; i < text->line_count; i++) {
        const struct pdf_line *above = &text->lines[i - 1], *line = &text->lines[i];
        if (!is_below(above, line) || !(line->font_size > 0) || above->row || line->row)
            continue;
        float pitch = (line->box.bottom - above->box.bottom) / line->font_size * 16;
        if (pitch >= 0 && pitch < PITCHES)
            counts[(size_t)pitch]++;
    }
    for (size_t i = 0; i < PITCHES; i++)
        if (counts[i] > counts[best])
            best = i;
    return ((float)best + 1) / 16;
}

/* The right edge of the column that a line stands in: the farthest that lines above and below it reach. */
static void find_rights(const struct pdf_text *text, float *rights)
{
    for (size_t first = 0; first < text->line_count;) {
        size_t end = first + 1;
        float right = text->lines[first].box.right;
        while (end < text->line_count && is_below(&text->lines[end - 1], &text->lines[end]) &&
               text->lines[end].row == text->lines[first].row) {
            right = fmaxf(right, text->lines[end].box.right);
            end++;
        }
        for (; first < end; first++)
            rights[first] = right;
    }
}

/* == How lines begin and end ================================================================================== */

/* A bullet, a dash, "a)", "12.", "(iv)" and a blank; `certain` for a sign that begins nothing else. */
static bool begins_item(struct bytes words, bool *certain)
{
    /* U+F0A7 and the like are bullets of symbol fonts. */
    static const char *const signs[] = {
        "•", "▪", "■", "◦", "‣", "\xEF\x82\xB7", "\xEF\x82\xA7", "➢", "✓", "\xEF\x83\x98", "\xEF\x83\xBC", "●",
        "-", "–", "—", "*", "·"
    };
    *certain = true;
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t size = strlen(signs[i]);
        if (words.size > size + 1 && memcmp(words.data, signs[i], size) == 0 &&
            (i < 12 || isspace((unsigned char)words.data[size])))
            return true;
    }
    *certain = false;
    size_t at = words.size && *words.data == '(';
    size_t start = at;
    while (at < words.size && at < start + 4 && isalnum((unsigned char)words.data[at]))
        at++;
    bool digits = at > start && isdigit((unsigned char)words.data[start]);
    return at > start && (digits || at == start + 1) && at + 1 < words.size && strchr(").°", words.data[at]) &&
           isspace((unsigned char)words.data[at + 1]);
}

static char last_of(struct bytes words)
{
    return words.size ? words.data[words.size - 1] : '\0';
}

static bool ends_sentence(struct bytes words)
{
    return last_of(words) && strchr(".!?:;", last_of(words));
}

/* "Chapter two ........ 14" */
static bool ends_with_leader(struct bytes words)
{
    size_t end = words.size;
    while (end && (isdigit((unsigned char)words.data[end - 1]) || words.data[end - 1] == ' '))
        end--;
    return end >= 3 && end < words.size + 1 && memcmp(words.data + end - 3, "...", 3) == 0;
}

static bool begins_small(struct bytes words)
{
    size_t used;
    if (!words.size)
        return false;
    if (islower((unsigned char)*words.data))
        return true;
    uint32_t letter = utf8_decode(words, &used);
    return letter >= 0xDF && letter <= 0xFF;
}

/* How wide the first word of a line is. */
static float first_word_width(const struct pdf_line *line, struct bytes words)
{
    size_t size = 0;
    while (size < words.size && !isspace((unsigned char)words.data[size]))
        size++;
    return words.size ? (line->box.right - line->box.left) * (float)(size + 1) / (float)words.size : 0;
}

/* == Joining ================================================================================================== */

static bool same_letters(const struct pdf_line *one, const struct pdf_line *other)
{
    float large = fmaxf(one->font_size, other->font_size), small = fminf(one->font_size, other->font_size);
    return large <= small * SAME_SIZE && one->bold == other->bold;
}

static bool are_centred(const struct pdf_line *above, const struct pdf_line *line)
{
    float shift = (above->box.left + above->box.right - line->box.left - line->box.right) / 2;
    return fabsf(shift) < line->font_size / 4 && fabsf(above->box.left - line->box.left) > line->font_size / 4;
}

/* A sentence that runs on in the next column or on the next page. */
static bool runs_on(struct bytes before, struct bytes words)
{
    return !ends_sentence(before) && begins_small(words) && !ends_with_leader(before);
}

/* `first` is the line that the paragraph begins with. */
static bool goes_on(const struct paragraph_maker *maker, size_t first, size_t above_index, size_t index)
{
    const struct pdf_line *above = &maker->text->lines[above_index], *line = &maker->text->lines[index];
    struct bytes before = pdf_line_bytes(maker->text, above), words = pdf_line_bytes(maker->text, line);
    bool certain, item = begins_item(words, &certain), in_item, ignored;
    if (above->row || line->row || !same_letters(above, line) || (item && (certain || ends_sentence(before))))
        return false;
    if (!is_below(above, line))
        return runs_on(before, words);
    if (line->box.bottom - above->box.bottom > maker->pitch * line->font_size * WIDE_PITCH ||
        ends_with_leader(before))
        return false;
    if (are_centred(above, line) || hyphens_at_end(maker->hyphens, before, words) >= 0)
        return true;
    in_item = begins_item(pdf_line_bytes(maker->text, &maker->text->lines[first]), &ignored);
    if (line->box.left > above->box.left + INDENT * line->font_size && !(in_item && above_index == first))
        return runs_on(before, words);
    return maker->rights[above_index] - above->box.right < first_word_width(line, words);
}

static struct page_place place_of(const struct paragraph_maker *maker, size_t first, size_t bytes)
{
    const struct pdf_line *line = &maker->text->lines[first];
    struct page_place place = { .role = BLOCK_PARAGRAPH };
    bool ignored;
    if (line->row)
        place.role = BLOCK_TABLE_ROW;
    else if (begins_item(pdf_line_bytes(maker->text, line), &ignored))
        place.role = BLOCK_LIST_ITEM;
    bool large = line->font_size > maker->body * HEADING_SIZE;
    if (place.role != BLOCK_TABLE_ROW && bytes < HEADING_BYTES && (large || line->bold) &&
        !(place.role == BLOCK_LIST_ITEM && !large)) {
        place.role = BLOCK_HEADING;
        place.level = large ? 1 : 2;
    }
    return place;
}

static void write_row(struct page_writer *writer, struct bytes words)
{
    size_t first = writer->page->block_count;
    while (words.size) {
        const char *tab = memchr(words.data, '\t', words.size);
        size_t size = tab ? (size_t)(tab - words.data) : words.size;
        page_writer_text(writer, (struct bytes){ words.data, size });
        page_writer_end_block(writer);
        size += tab != NULL;
        words = (struct bytes){ words.data + size, words.size - size };
    }
    page_writer_join(writer, first, BLOCK_TABLE_ROW);
}

/* Where pages begin that begin before this line: inside a paragraph it is the line's own beginning. */
static void begin_pages(struct paragraph_maker *maker, size_t *page_count, uint32_t page)
{
    while (*page_count <= page)
        maker->page_offsets[(*page_count)++] = maker->writer.page->text.size;
}

static size_t next_line(const struct pdf_text *text, size_t index)
{
    while (index < text->line_count && text->lines[index].running)
        index++;
    return index;
}

/* The lines from `first` to before `end`, as one block. */
static void write_block(struct paragraph_maker *maker, size_t first, size_t end, size_t *page_count)
{
    const struct pdf_text *text = maker->text;
    size_t bytes = text->lines[end - 1].offset + text->lines[end - 1].size - text->lines[first].offset;
    maker->writer.place = place_of(maker, first, bytes);
    for (size_t i = first; i < end;) {
        struct bytes words = pdf_line_bytes(text, &text->lines[i]);
        size_t next = next_line(text, i + 1);
        begin_pages(maker, page_count, text->lines[i].page);
        if (text->lines[i].row) {
            write_row(&maker->writer, words);
            return;
        }
        int cut = next < end ? hyphens_at_end(maker->hyphens, words, pdf_line_bytes(text, &text->lines[next])) : -1;
        page_writer_text(&maker->writer, (struct bytes){ words.data, words.size - (cut > 0 ? (size_t)cut : 0) });
        maker->writer.space_pending = cut < 0;
        i = next;
    }
    page_writer_end_block(&maker->writer);
}

static void write_all(struct paragraph_maker *maker)
{
    const struct pdf_text *text = maker->text;
    size_t page_count = 0;
    for (size_t first = next_line(text, 0); first < text->line_count;) {
        size_t last = first, end;
        while ((end = next_line(text, last + 1)) < text->line_count && goes_on(maker, first, last, end))
            last = end;
        write_block(maker, first, last + 1, &page_count);
        first = end;
    }
    while (page_count < text->page_count)
        maker->page_offsets[page_count++] = maker->writer.page->text.size;
}

enum status pdf_paragraphs_write(const struct pdf_text *text, struct page *page, size_t *page_offsets,
                                 struct failure *failure)
{
    struct paragraph_maker maker = { .text = text,
                                     .body = pdf_body_size(text),
                                     .pitch = usual_pitch(text),
                                     .rights = calloc(text->line_count + 1, sizeof *maker.rights),
                                     .page_offsets = page_offsets };
    enum status status;
    page_writer_init(&maker.writer, page);
    if (!maker.rights) {
        status = fail_no_memory(failure);
        goto done;
    }
    if ((status = hyphens_new(&maker.hyphens, failure)))
        goto done;
    for (size_t i = 0; i < text->line_count && !status; i++)
        status = hyphens_learn(maker.hyphens, pdf_line_bytes(text, &text->lines[i]), failure);
    if (status)
        goto done;
    find_rights(text, maker.rights);
    write_all(&maker);
    status = page_writer_finish(&maker.writer, failure);

done:
    hyphens_free(maker.hyphens);
    free(maker.rights);
    return status;
}
