/* Texts that were misread and saved so, and texts that only look odd. */
#include "indexer/decode/decode_repair.h"

#include "tests/unit/scratch.h"

#include <string.h>

static const struct {
    const char *text, *repaired; /* NULL: nothing to repair */
} cases[] = {
    { "La rÃ©gion dâ€™Ottawa", "La région d’Ottawa" },
    { "Ã€ lâ€™Ã‰tat, Ã\u00A0 cÅ“ur", "À l’État, à cœur" },
    { "â‚¬ â€¦ â€œÂ«Â\u00A0", "€ … “«\u00A0" },
    { "dÃƒÂ©jÃƒ\u00A0", "déjà" },                        /* twice */
    { "rÃ©union dÃ¨s Ã  midi", "réunion dès à  midi" },  /* no-break space, and then a space */
    { "rÃ©union jusqu'Ã nous", "réunion jusqu'à nous" }, /* the no-break space was made plain */
    { "l\xC2\x92\u00E9t\u00E9 \xC2\x85", "l’été …" },    /* C1 controls */
    { "r√©gion √† Qu√©bec", "région à Québec" },         /* MacRoman */
    { "r├®gion et l'├®t├®", "région et l'été" },         /* CP850 */
    { "lÔÇÖ├®t├® ; l‚Äô√©t√©", "l’été ; l’été" },
    { "la rГ©gion, lвЂ™Г©tГ©", "la région, l’été" }, /* windows-1251 */
    { "aid of Г‚ВЈ5.8bn", "aid of £5.8bn" },         /* and windows-1252 before */
    { "eÌ\xC2\x81teÌ\xC2\x81 IL2RÎ³c Ningboï¼ŒChina", "e\u0301te\u0301 IL2Rγc Ningbo，China" },
    { "fÃªte Ø¹ÙŠØ¯", "fête عيد" },
    { "Hi í\u00A0½í¸\xC2\x8D", "Hi 😍" }, /* in two halves */
    { "o√π, pi√π ; √Ä Paris", "où, più ; À Paris" },
    { "HÃ¥kan Ã©tÃ©", "Håkan été" }, /* where it is sure, letters of others too */

    { "", NULL },
    { "There are a lot of Ã’s", NULL },
    { "(-1/2)! = √π", NULL },
    { "├┤a┼┐a ├─┤", NULL },
    { "Гірник, Гё, «Г» – Вёска", NULL },
    { "É” RÏ Ø×", NULL },
    { "Québec, l’été, à Noël", NULL },
    { "“CAFÉ” «À» É… Â", NULL },
    { "NÃO à São Paulo", NULL },
    { "La racine √2 et √x", NULL },
    { "Ã", NULL },
    { "â€", NULL },
};

static void test_cases(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer repaired = BUFFER_EMPTY;
        const char *text = cases[i].text;
        size_t count = repair_mojibake(bytes_of(text), &repaired);
        assert_string_equal(repaired.bytes, cases[i].repaired ? cases[i].repaired : "");
        assert_int_equal(count > 0, cases[i].repaired != NULL);
        buffer_clear(&repaired);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
