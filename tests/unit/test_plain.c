/* Where paragraphs of plain text end, and which line is the title. */
#include "indexer/readers/plain.h"

#include "tests/unit/scratch.h"

#include "tests/unit/page_print.h"

#include <string.h>

static const struct {
    const char *text, *blocks;
} cases[] = {
    { "", "" },
    { "\n \n\t\n", "" },
    { "one line", "P one line\n" },
    /* A line a paragraph. */
    { "Title of the release\n\nFirst paragraph, which is a line.\nSecond paragraph, which is one too.\n",
      "H1 Title of the release\nP First paragraph, which is a line.\nP Second paragraph, which is one too.\n" },
    /* Wrapped. */
    { "Quebec minister visits Flanders\n\n"
      "The minister of international relations left yesterday for a mission of\n"
      "three days in Flanders, where she will meet members of the government of\n"
      "that region and open an exhibition.\n\n"
      "A second paragraph follows, and is wrapped at the very same column as is\n"
      "the first one.\n",
      "H1 Quebec minister visits Flanders\n"
      "P The minister of international relations left yesterday for a mission of three days in Flanders, where she "
      "will meet members of the government of that region and open an exhibition.\n"
      "P A second paragraph follows, and is wrapped at the very same column as is the first one.\n" },
    /* An address is not wrapped text. */
    { "Ministère\n8, rue du Belvédère\nQuébec\n", "P Ministère\nP 8, rue du Belvédère\nP Québec\n" },
    /* Above the title. */
    { "COMMUNIQUÉ DE PRESSE\n\nMontréal, le 12 juin 2008\n\nQuarante auteurs à Turin\n\nLe texte commence ici.\n",
      "P COMMUNIQUÉ DE PRESSE\nP Montréal, le 12 juin 2008\nH1 Quarante auteurs à Turin\nP Le texte commence "
      "ici.\n" },
    { "Rapport annuel 2007-2008\n\nLe texte.\n", "H1 Rapport annuel 2007-2008\nP Le texte.\n" },
    { "Underlined\n==========\nText\n\nSection\n-------\nMore\n", "H2 Underlined\nP Text\nH2 Section\nP More\n" },
    { "Underlined title line\n=====\nText\n", "H1 Underlined title line\nP Text\n" },
    /* Lists. */
    { "Hours:\n- Monday\n• Tuesday\n-not an item\n", "P Hours:\nL Monday\nL Tuesday\nP -not an item\n" },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct page page;
        struct buffer blocks = BUFFER_EMPTY;
        page_init(&page);
        assert_int_equal(plain_read(bytes_of(cases[i].text), &page, NULL), STATUS_OK);
        page_print(&page, &blocks);
        assert_string_equal(blocks.bytes, cases[i].blocks);
        buffer_clear(&blocks);
        page_clear(&page);
    }
}

/* A menu entry that was copied with the text, above and below. */
static void test_echo(void **state)
{
    static const char text[] = "Our actions\n14 Apr 2009\n\nUpdate on the policy\n\nThe text is here.\nMore of it is "
                               "here.\nAnd here is more.\n\nReport\nOur actions";
    struct page page;
    (void)state;
    page_init(&page);
    assert_int_equal(plain_read((struct bytes){ text, sizeof text - 1 }, &page, NULL), STATUS_OK);
    for (size_t i = 0; i < page.block_count; i++)
        assert_int_equal(page.blocks[i].regions, i == 0 || i == page.block_count - 1 ? REGION_NAVIGATION : 0);
    page_clear(&page);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_echo) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
