/* Tests of indexer/readers/pdf_title.c: what looks like the title. */
#include "pdf_sample.h"

static void expect_title(const struct drawn *lines, const char *wanted)
{
    struct pdf_text text;
    struct buffer title = BUFFER_EMPTY;
    pdf_text_init(&text, 1 << 20);
    draw_page(&text, lines);
    assert_int_equal(pdf_title_find(&text, &title, NULL), STATUS_OK);
    assert_string_equal(title.bytes, wanted);
    buffer_clear(&title);
    pdf_text_clear(&text);
}

static void test_titles(void **state)
{
    static const char prose[] =
        "The Minister spoke at length of what has been done in the countries that are our partners.";
    (void)state;
    expect_title((struct drawn[]){ LINE(50, 40, 10, "The Ministry"), LINE(50, 100, 20, "Annual report on"),
                                   LINE(50, 122, 20, "water and schools"), LINE(50, 200, 10, prose), END_OF_PAGE },
                 "Annual report on water and schools");
    /* All letters alike: the bold ones, but not the letterhead. */
    expect_title((struct drawn[]){ BOLD(50, 40, 12, "REPUBLIQUE DU SENEGAL"),
                                   BOLD(50, 60, 12, "Communiqué du conseil"), BOLD(50, 74, 12, "des ministres"),
                                   LINE(50, 120, 12, prose), END_OF_PAGE },
                 "Communiqué du conseil des ministres");
    /* A cover with the year in other letters. */
    expect_title((struct drawn[]){ LINE(50, 40, 8, "A small line"), LINE(50, 300, 40, "ACTIVITY REPORT"),
                                   LINE(50, 350, 110, "2023"), LINE(50, 500, 10, prose), END_OF_PAGE },
                 "ACTIVITY REPORT 2023");
    /* A large word alone is a sign, not a title. */
    expect_title((struct drawn[]){ BOLD(50, 40, 10, "New code of civil obligations"), LINE(50, 60, 36, "Senegal"),
                                   LINE(50, 200, 10, prose), END_OF_PAGE },
                 "New code of civil obligations");
    expect_title((struct drawn[]){ LINE(50, 40, 10, "1"), LINE(50, 60, 10, "12"), END_OF_PAGE }, "");
    expect_title((struct drawn[]){ END_OF_PAGE }, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_titles) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
