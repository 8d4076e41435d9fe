/* Tests of indexer/readers/pdf_text.c: from characters to lines. */
#include "pdf_sample.h"

static void expect_lines(const struct drawn *lines, const char *const *wanted)
{
    struct pdf_text text;
    pdf_text_init(&text, 1 << 20);
    draw_page(&text, lines);
    for (size_t i = 0; i < text.line_count; i++) {
        struct bytes words = pdf_line_bytes(&text, &text.lines[i]);
        assert_non_null(wanted[i]);
        if (words.size != strlen(wanted[i]) || memcmp(words.data, wanted[i], words.size) != 0)
            fail_msg("line %zu: %.*s", i, (int)words.size, words.data);
        assert_true(text.lines[i].row == (strchr(wanted[i], '\t') != NULL));
    }
    assert_null(wanted[text.line_count]);
    pdf_text_clear(&text);
}

static void test_spaces_and_cells(void **state)
{
    (void)state;
    expect_lines((struct drawn[]){ LINE(50, 100, 10, "two words"), LINE(50, 120, 10, "  ﬁn  "), END_OF_PAGE },
                 (const char *const[]){ "two words", "fin", NULL });
    /* One line of poppler's whose parts stand apart. */
    expect_lines((struct drawn[]){ PART(50, 100, 10, "Faults"), PART(200, 100, 10, "07"), LINE(300, 100, 10, "21%"),
                                   END_OF_PAGE },
                 (const char *const[]){ "Faults\t07\t21%", NULL });
    expect_lines((struct drawn[]){ PART(50, 100, 10, "one"), LINE(70, 100, 10, "two"), END_OF_PAGE },
                 (const char *const[]){ "one two", NULL });
    expect_lines((struct drawn[]){ PART(50, 100, 10, "one"), LINE(200, 130, 10, "two"), END_OF_PAGE },
                 (const char *const[]){ "one", "two", NULL });
}

static void test_rows_of_lines(void **state)
{
    (void)state;
    expect_lines((struct drawn[]){ LINE(50, 100, 10, "Country"), LINE(200, 100, 10, "Projects"),
                                   LINE(300, 101, 10, "Dollars"), LINE(50, 120, 10, "Haiti"),
                                   LINE(200, 120, 10, "12"), END_OF_PAGE },
                 (const char *const[]){ "Country\tProjects\tDollars", "Haiti\t12", NULL });
    /* A number and what it numbers are no row. */
    expect_lines((struct drawn[]){ LINE(50, 100, 10, "3.2."), LINE(90, 100, 10, "A summary"), END_OF_PAGE },
                 (const char *const[]){ "3.2. A summary", NULL });
    expect_lines((struct drawn[]){ LINE(50, 100, 10, "CHAPTER II :"), LINE(150, 100, 10, "Proof"), END_OF_PAGE },
                 (const char *const[]){ "CHAPTER II : Proof", NULL });
}

/* Text that runs up the page is one line. */
static void test_turned_text(void **state)
{
    struct pdf_glyph glyphs[5];
    struct pdf_text text;
    (void)state;
    for (size_t i = 0; i < 5; i++)
        glyphs[i] = (struct pdf_glyph){
            (uint32_t) "tower" [i], { 50, 400 - 10 * (float)i, 60, 410 - 10 * (float)i }, 10, false
        };
    pdf_text_init(&text, 1 << 20);
    assert_int_equal(pdf_text_add_page(&text, glyphs, 5, PAGE_HEIGHT, NULL), STATUS_OK);
    assert_int_equal(text.line_count, 1);
    assert_string_equal(text.text.bytes, "tower");
    pdf_text_clear(&text);
}

static void test_odd_numbers(void **state)
{
    struct pdf_glyph glyphs[3] = { { 'a', { 0, 0, 0, 0 }, 0, false },
                                   { 'b', { 1e30F, -1e30F, 1e38F, 1e38F }, -5, true },
                                   { 0x10FFFF, { -1e38F, 1e38F, -1e38F, -1e38F }, 1e38F, false } };
    struct failure failure;
    struct pdf_text text;
    (void)state;
    glyphs[0].box.left = glyphs[0].font_size = 0.0F / (float)(glyphs[0].font_size != 0);
    pdf_text_init(&text, 1 << 20);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(pdf_text_add_page(&text, glyphs, 3, i ? 1e38F : 0, &failure), STATUS_OK);
    assert_int_equal(pdf_running_mark(&text, &failure), STATUS_OK);
    pdf_body_size(&text);
    pdf_text_clear(&text);
    pdf_text_init(&text, 1);
    assert_int_equal(pdf_text_add_page(&text, glyphs, 3, 800, &failure), STATUS_LIMIT);
    pdf_text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spaces_and_cells),
        cmocka_unit_test(test_rows_of_lines),
        cmocka_unit_test(test_turned_text),
        cmocka_unit_test(test_odd_numbers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
