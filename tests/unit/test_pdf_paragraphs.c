/* Tests of indexer/readers/pdf_paragraphs.c: which lines make a paragraph. */
#include "indexer/readers/pdf_paragraphs.h"
#include "pdf_sample.h"

enum { PAGES_MOST = 4 };

/* The pages follow one another in `lines`, each ended by a line without text; the last by two. */
static void expect_text(const struct drawn *lines, const char *wanted, const enum block_role *roles)
{
    struct pdf_text text;
    struct page page;
    size_t offsets[PAGES_MOST];
    page_init(&page);
    pdf_text_init(&text, 1 << 20);
    for (; lines->text; lines++) {
        draw_page(&text, lines);
        while (lines->text)
            lines++;
    }
    assert_true(text.page_count <= PAGES_MOST);
    assert_int_equal(pdf_paragraphs_write(&text, &page, offsets, NULL), STATUS_OK);
    assert_string_equal(page.text.bytes, wanted);
    for (size_t i = 0; roles && i < page.block_count; i++)
        assert_int_equal(page.blocks[i].role, roles[i]);
    for (size_t i = 1; i < text.page_count; i++)
        assert_true(offsets[i] >= offsets[i - 1] && offsets[i] <= page.text.size);
    page_clear(&page);
    pdf_text_clear(&text);
}

#define LONG_1 "The Minister spoke at length of what"
#define LONG_2 "was done in the countries of today as"

static void test_lines_are_joined(void **state)
{
    (void)state;
    expect_text((struct drawn[]){ LINE(50, 100, 10, LONG_1), LINE(50, 112, 10, LONG_2),
                                  LINE(50, 124, 10, "partners."), LINE(50, 136, 10, "Another of the same"),
                                  END_OF_PAGE, END_OF_PAGE },
                LONG_1 " " LONG_2 " partners.\nAnother of the same\n", NULL);
    /* By a gap, though the last line is full. */
    expect_text((struct drawn[]){ LINE(50, 100, 10, LONG_1), LINE(50, 112, 10, LONG_2), LINE(50, 124, 10, LONG_2),
                                  LINE(50, 148, 10, LONG_1), LINE(50, 160, 10, LONG_2), END_OF_PAGE, END_OF_PAGE },
                LONG_1 " " LONG_2 " " LONG_2 "\n" LONG_1 " " LONG_2 "\n", NULL);
    /* By an indent. */
    expect_text((struct drawn[]){ LINE(60, 100, 10, LONG_1), LINE(50, 112, 10, LONG_2),
                                  LINE(60, 124, 10, "His words were of what comes next so"),
                                  LINE(50, 136, 10, LONG_2), END_OF_PAGE, END_OF_PAGE },
                LONG_1 " " LONG_2 "\nHis words were of what comes next so " LONG_2 "\n", NULL);
}

static void test_headings_lists_rows(void **state)
{
    static const enum block_role roles[] = { BLOCK_HEADING,   BLOCK_HEADING,   BLOCK_PARAGRAPH, BLOCK_LIST_ITEM,
                                             BLOCK_LIST_ITEM, BLOCK_TABLE_ROW, BLOCK_TABLE_ROW };
    (void)state;
    expect_text((struct drawn[]){ LINE(80, 60, 20, "A centred"), LINE(70, 84, 20, "heading it"),
                                  BOLD(50, 112, 10, "Bold, and of one line"), LINE(50, 124, 10, LONG_1),
                                  LINE(50, 136, 10, "• a first point that is so long that it"),
                                  LINE(60, 148, 10, "does not fit"), LINE(50, 160, 10, "• a second"),
                                  LINE(50, 180, 10, "Country"), LINE(250, 180, 10, "Dollars"),
                                  LINE(50, 192, 10, "Haiti"), LINE(250, 192, 10, "12"), END_OF_PAGE, END_OF_PAGE },
                "A centred heading it\nBold, and of one line\n" LONG_1
                "\n• a first point that is so long that it does not fit\n• a second\nCountry\tDollars\nHaiti\t12\n",
                roles);
}

static void test_over_columns_and_pages(void **state)
{
    (void)state;
    expect_text((struct drawn[]){ LINE(50, 100, 10, LONG_1), LINE(50, 112, 10, LONG_2),
                                  LINE(300, 100, 10, "partners of ours"), LINE(300, 112, 10, "and of yours"),
                                  END_OF_PAGE, LINE(50, 100, 10, "and theirs, in the end."),
                                  LINE(50, 136, 10, "The end."), END_OF_PAGE, END_OF_PAGE },
                LONG_1 " " LONG_2 " partners of ours and of yours and theirs, in the end.\nThe end.\n", NULL);
    expect_text((struct drawn[]){ LINE(50, 100, 10, LONG_1 "."), END_OF_PAGE, LINE(50, 100, 10, "and so on"),
                                  END_OF_PAGE, END_OF_PAGE },
                LONG_1 ".\nand so on\n", NULL);
}

static void test_leaders(void **state)
{
    (void)state;
    expect_text((struct drawn[]){ LINE(50, 100, 10, "Chapter one .................... 4"),
                                  LINE(50, 112, 10, "chapter two ................... 14"), END_OF_PAGE, END_OF_PAGE },
                "Chapter one .................... 4\nchapter two ................... 14\n", NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_are_joined),
        cmocka_unit_test(test_headings_lists_rows),
        cmocka_unit_test(test_over_columns_and_pages),
        cmocka_unit_test(test_leaders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
