/* Fuzzes what makes paragraphs of the characters of a PDF: each is a letter, where it moves to, and its size. */
#include <string.h>

#include "indexer/readers/pdf_paragraphs.h"
#include "tests/fuzz/fuzz_reader.h"

enum { GLYPH_BYTES = 4, GLYPHS_MOST = 4096, PAGES_MOST = 16 };

/* 0xFF as a letter ends the page. */
static size_t take_glyphs(struct bytes *input, struct pdf_glyph glyphs[GLYPHS_MOST])
{
    static const float far[] = { 0, 1e9F, -1e9F, 1e38F };
    float left = 50, top = 50;
    size_t count = 0;
    struct bytes bytes;
    while (count < GLYPHS_MOST && bytes_read(input, GLYPH_BYTES, &bytes)) {
        const unsigned char *byte = (const unsigned char *)bytes.data;
        if (byte[0] == 0xFF)
            break;
        float size = (float)(byte[3] & 0x3F);
        left += (float)(signed char)byte[1] + far[byte[3] >> 6];
        top += (float)(signed char)byte[2];
        glyphs[count++] = (struct pdf_glyph){
            .character = byte[0] < 0x80 ? byte[0] : 0x80u + byte[0] * 16u,
            .box = { left, top, left + size / 2, top + size },
            .font_size = size,
            .bold = byte[2] & 1,
        };
        left += size / 2;
    }
    return count;
}

static enum status make(struct pdf_text *text, struct bytes input, struct page *page, struct buffer *title,
                        struct failure *failure)
{
    static struct pdf_glyph glyphs[GLYPHS_MOST];
    size_t offsets[PAGES_MOST];
    enum status status = STATUS_OK;
    for (int i = 0; i < PAGES_MOST && input.size && !status; i++) {
        size_t count = take_glyphs(&input, glyphs);
        status = pdf_text_add_page(text, glyphs, count, 800, failure);
    }
    if (status || (status = pdf_title_find(text, title, failure)) || (status = pdf_running_mark(text, failure)) ||
        (status = pdf_paragraphs_write(text, page, offsets, failure)))
        return status;
    for (size_t i = 1; i < text->page_count; i++)
        if (offsets[i] < offsets[i - 1])
            abort();
    return utf8_valid(buffer_view(&page->text)) ? STATUS_OK : (abort(), STATUS_OK);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct pdf_text text;
    struct page page;
    struct buffer title = BUFFER_EMPTY;
    struct failure failure;
    pdf_text_init(&text, 1 << 16);
    page_init(&page);
    make(&text, (struct bytes){ (const char *)data, size }, &page, &title, &failure);
    buffer_clear(&title);
    page_clear(&page);
    pdf_text_clear(&text);
    return 0;
}
