/* White space is folded the same way however a text is cut into pieces, and as it would be byte by byte. */
#include "indexer/page/page_writer.h"

#include "language/utf8.h"

#include "tests/unit/page_print.h"
#include "tests/unit/scratch.h"

#include <string.h>

static const struct {
    const char *text, *blocks;
} cases[] = {
    { "", "" },
    { " \t\n ", "" },
    { "  one two   three\t\tfour  ", "P one two three four\n" },
    { "a\u00A0b\u2009\u2009c\u3000d\uFEFFe \u00A0 f", "P a b c d e f\n" },
    { "l’été, « l'œuvre »", "P l’été, « l'œuvre »\n" },
    { "l\xC2\x92été \xC2\x85", "P l’été …\n" },
    { "e\xCC\x81"
      "cole 12345678 12345678e\xCC\x81",
      "P école 12345678 12345678é\n" },
    { "12345678 2345678  345678", "P 12345678 2345678 345678\n" },
    { "a\x1"
      "b",
      "P a b\n" },
};

static void write_in_pieces(const char *text, size_t piece_bytes, struct buffer *blocks)
{
    struct bytes rest = bytes_of(text);
    struct failure failure = FAILURE_NONE;
    struct page_writer writer;
    struct page page;
    page_init(&page);
    page_writer_init(&writer, &page);
    while (rest.size) {
        size_t size = utf8_whole(rest, piece_bytes), used;
        if (!size)
            utf8_decode(rest, &used);
        size = size ? size : used;
        page_writer_text(&writer, (struct bytes){ rest.data, size });
        rest = (struct bytes){ rest.data + size, rest.size - size };
    }
    assert_int_equal(page_writer_finish(&writer, &failure), STATUS_OK);
    page_print(&page, blocks);
    page_clear(&page);
}

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (size_t piece_bytes = 1; piece_bytes < 40; piece_bytes++) {
            struct buffer blocks = BUFFER_EMPTY;
            write_in_pieces(cases[i].text, piece_bytes, &blocks);
            assert_string_equal(blocks.bytes, cases[i].blocks);
            buffer_clear(&blocks);
        }
}

/* Texts by chance of words, blanks and what looks like neither; what is expected is folded a character at a time. */
static void test_by_chance(void **state)
{
    static const char *const pieces[] = {
        "a", "mots", "é", "œ", "’", " ", " ", "  ", "\n", "\t", "\u00A0", "\u2009"
    };
    enum { PIECES = sizeof pieces / sizeof *pieces, TEXTS = 5000, LONGEST = 40 };
    uint32_t chance = 1;
    (void)state;
    for (int i = 0; i < TEXTS; i++) {
        struct buffer text = BUFFER_EMPTY, expected = BUFFER_EMPTY, blocks = BUFFER_EMPTY;
        bool space = false;
        for (uint32_t count = (chance >> 8) % LONGEST; count > 0; count--) {
            chance = chance * 1664525 + 1013904223;
            const char *piece = pieces[(chance >> 8) % PIECES];
            buffer_append_text(&text, piece);
            size_t used;
            bool is_space = utf8_is_space(utf8_decode(bytes_of(piece), &used));
            if (!is_space) {
                buffer_append_text(&expected, expected.size ? (space ? " " : "") : "P ");
                buffer_append_text(&expected, piece);
            }
            space = is_space;
        }
        chance = chance * 1664525 + 1013904223;
        if (expected.size)
            buffer_append_byte(&expected, '\n');
        write_in_pieces(text.bytes, 1 + (size_t)(chance >> 8) % 60, &blocks);
        assert_string_equal(blocks.bytes, expected.bytes);
        buffer_clear(&text);
        buffer_clear(&expected);
        buffer_clear(&blocks);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_by_chance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
