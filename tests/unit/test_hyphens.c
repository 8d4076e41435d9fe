/* Tests of indexer/page/hyphens.c. */
#include "indexer/page/hyphens.h"
#include "reader_case.h"

static struct bytes view(const char *text)
{
    return bytes_of(text);
}

static void test_cut_words(void **state)
{
    static const char *const learnt[] = { "dans le procès-verbal de la", "la représentation fut longue",
                                          "de l'École-Mère en" };
    static const struct {
        const char *line, *next;
        int taken;
    } cases[] = {
        { "la repré-", "sentation", 1 },
        { "un procès-", "verbal", 0 },
        { "un PROCÈS-", "VERBAL", 0 },
        { "la coopé-", "ration", 1 },   /* not learnt */
        { "le vice-", "président", 0 }, /* a part that keeps its hyphen */
        { "l'École-", "Mère", 0 },
        { "Bourgogne-", "Franche-Comté", 0 }, /* a capital: two names */
        { "la REPRÉ-", "SENTATION", 1 },      /* learnt, whatever the case */
        { "la coopé\xC2\xAD", "Ration", 2 },  /* soft */
        { "la coopé\xE2\x80\x90", "ration", 3 },
        { "la coopé-", "élargie", 1 },
        { "la coopération", "fut", -1 },
        { "2007-", "2008", -1 },
        { "un mot -", "ainsi", -1 },
        { "-", "ainsi", -1 },
        { "", "", -1 },
        { "mot-", "", -1 },
        { "\xC3-", "a", -1 },
    };
    struct hyphens *hyphens = NULL;
    (void)state;
    assert_int_equal(hyphens_new(&hyphens, NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof learnt / sizeof *learnt; i++)
        assert_int_equal(hyphens_learn(hyphens, view(learnt[i]), NULL), STATUS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int taken = hyphens_at_end(hyphens, view(cases[i].line), view(cases[i].next));
        if (taken != cases[i].taken)
            fail_msg("%s|%s: %d", cases[i].line, cases[i].next, taken);
    }
    hyphens_free(hyphens);
    hyphens_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cut_words) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
