/* Tests of indexer/readers/pdf_running.c: headers, footers, numbers of pages. */
#include "pdf_sample.h"

static bool is_running(const struct pdf_text *text, size_t page, size_t line)
{
    return text->lines[text->pages[page].first_line + line].running;
}

static void test_headers_and_numbers(void **state)
{
    struct pdf_text text;
    char number[32];
    (void)state;
    pdf_text_init(&text, 1 << 20);
    for (int i = 0; i < 6; i++) {
        snprintf(number, sizeof number, "Page %d of 6", i + 1);
        draw_page(&text, (struct drawn[]){ LINE(50, 20, 10, i < 3 ? "Chapter one" : "Chapter two"),
                                           LINE(50, 300, 10, "The same text in the middle"),
                                           LINE(50, 60, 10, i == 2 ? "12" : "not alike"), LINE(50, 770, 10, number),
                                           END_OF_PAGE });
    }
    assert_int_equal(pdf_running_mark(&text, NULL), STATUS_OK);
    for (size_t i = 0; i < 6; i++) {
        assert_true(is_running(&text, i, 0) == (i != 0 && i != 3)); /* the first of each is kept */
        assert_false(is_running(&text, i, 1));
        assert_true(is_running(&text, i, 3));
    }
    assert_false(is_running(&text, 2, 2));
    pdf_text_clear(&text);
}

static void test_a_page_of_nothing_else_keeps_it(void **state)
{
    struct pdf_text text;
    (void)state;
    pdf_text_init(&text, 1 << 20);
    for (int i = 0; i < 4; i++)
        draw_page(&text, i == 2 ? (struct drawn[]){ LINE(50, 20, 10, "The Ministry"), END_OF_PAGE }
                                : (struct drawn[]){ LINE(50, 20, 10, "The Ministry"), LINE(50, 300, 10, "Text"),
                                                    END_OF_PAGE });
    assert_int_equal(pdf_running_mark(&text, NULL), STATUS_OK);
    assert_true(is_running(&text, 1, 0));
    assert_false(is_running(&text, 2, 0));
    pdf_text_clear(&text);
}

static void test_two_pages(void **state)
{
    struct pdf_text text;
    (void)state;
    pdf_text_init(&text, 1 << 20);
    draw_page(&text, (struct drawn[]){ LINE(50, 20, 10, "The Ministry"), LINE(50, 300, 10, "Text"),
                                       LINE(50, 780, 10, "iii"), END_OF_PAGE });
    draw_page(&text, (struct drawn[]){ LINE(50, 20, 10, "The Ministry"), LINE(50, 300, 10, "Text"),
                                       LINE(50, 780, 10, "iv"), END_OF_PAGE });
    assert_int_equal(pdf_running_mark(&text, NULL), STATUS_OK);
    assert_false(is_running(&text, 1, 0)); /* twice may be chance */
    assert_true(is_running(&text, 0, 2));
    assert_true(is_running(&text, 1, 2));
    pdf_text_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_headers_and_numbers),
        cmocka_unit_test(test_a_page_of_nothing_else_keeps_it),
        cmocka_unit_test(test_two_pages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
