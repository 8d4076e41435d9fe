/* What one look at a document says of it, and that it never passes over what would be repaired or composed. */
#include "indexer/decode/decode_survey.h"

#include "indexer/decode/decode_repair.h"
#include "language/utf8.h"

#include "tests/unit/scratch.h"

#include <string.h>

static const struct {
    const char *text;
    size_t good, bad;
    bool has_controls, is_settled, may_be_misread;
} cases[] = {
    { "", 0, 0, false, true, false },
    { "Plain text\twith\r\nlines, of some length.", 0, 0, false, true, false },
    { "Médecins sans frontières : « l’été », 5 €", 8, 0, false, true, false },
    { "An escape \x1B in a text", 0, 0, true, false, false },
    { "Qu\xE9"
      "bec, Montr\xE9"
      "al",
      0, 2, false, false, true },
    { "E\xCC\x81"
      "cole",
      1, 0, false, false, true },
    { "\xC2\x92", 1, 0, false, true, true },
    { "Ã©tÃ©", 4, 0, false, true, true },
    { "créée naïve Œuvre", 4, 0, false, true, false },
    { "‚ÄôÔÇ", 5, 0, false, true, true },
    { "日本", 2, 0, false, false, true },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct survey survey = survey_utf8(bytes_of(cases[i].text));
        assert_int_equal(survey.good, cases[i].good);
        assert_int_equal(survey.bad, cases[i].bad);
        assert_int_equal(survey.has_controls, cases[i].has_controls);
        assert_int_equal(survey.is_settled, cases[i].is_settled);
        assert_int_equal(survey.may_be_misread, cases[i].may_be_misread);
    }
}

/* Texts put together by chance of pieces that touch every rule: letters, misread ones, quotes, marks, controls. What
 * is called settled is its own normal form, and what is not called misread is not repaired. */
static void test_by_chance(void **state)
{
    static const char *const pieces[] = {
        "a",   "texte ", "é",  "à",      "É",       "Ê",   "ô",      "Ô",      "Ç",        "œ",  "’",
        "‚",   "Ä",      "“",  "»",      "\u00A0",  "Ã",   "©",      "¨",      "\u0301",   "€",  "™",
        "Ã©",  "â€™",    "√©", "‚Äô",    "├®",      "ÔÇÖ", "Г©",     "вЂ™",    "\xC2\x92", "\r", "\n",
        "\x1", "\xE9",   "中", "\u212B", "\u200A ", "Ÿ",   "\u2021", "\u02DC", "ƒ",        "Ž",  "...",
    };
    enum { PIECES = sizeof pieces / sizeof *pieces, TEXTS = 20000, LONGEST = 12 };
    uint32_t chance = 1;
    (void)state;
    for (int i = 0; i < TEXTS; i++) {
        struct buffer text = BUFFER_EMPTY, other = BUFFER_EMPTY;
        for (uint32_t count = (chance >> 8) % LONGEST; count > 0; count--) {
            chance = chance * 1664525 + 1013904223;
            buffer_append_text(&text, pieces[(chance >> 8) % PIECES]);
        }
        chance = chance * 1664525 + 1013904223;
        struct survey survey = survey_utf8(buffer_view(&text));
        assert_int_equal(survey.bad == 0, utf8_valid(buffer_view(&text)));
        if (!survey.may_be_misread)
            assert_int_equal(repair_mojibake(buffer_view(&text), &other), 0);
        buffer_truncate(&other, 0);
        utf8_append_nfc(&other, buffer_view(&text));
        if (survey.is_settled && !memchr(text.bytes, '\r', text.size))
            assert_true(bytes_equal(buffer_view(&text), buffer_view(&other)));
        buffer_clear(&text);
        buffer_clear(&other);
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
