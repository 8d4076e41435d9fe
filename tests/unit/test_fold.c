/* Folding: lower case, no diacritics, letters opened. */
#include "language/fold.h"

#include "tests/unit/scratch.h"

#include <string.h>

static void test_cases(void **state)
{
    (void)state;
    static const struct {
        const char *form, *folded;
    } cases[] = {
        { "", "" },
        { "école", "ecole" },
        { "ÉCOLE", "ecole" },
        { "e\xCC\x81"
          "cole",
          "ecole" },
        { "œuvre", "oeuvre" },
        { "Œuvre ÆTHER æther", "oeuvre aether aether" },
        { "çà là où naïve haïti noël août île", "ca la ou naive haiti noel aout ile" },
        { "Straße ẞ", "strasse ss" },
        { "Øresund Łódź Đilas ðþ", "oresund lodz dilas dth" },
        { "İstanbul ısı", "istanbul isi" },
        { "São Paulo Ñandú", "sao paulo nandu" },
        { "Việt Nam ắ", "viet nam a" },
        { "ﬁn ﬂeur ﬀ", "fin fleur ff" },
        { "Mᵐᵉ CO₂ m² ＡＢＣ", "mme co2 m2 abc" },
        { "aujourd’hui aujourd'hui ʼ ‘", "aujourd'hui aujourd'hui ' '" },
        { "Ɛwe Ɔ ɓ ŋ", "ewe o b n" },
        { "ΑΘΉΝΑ Σς", "αθηνα σσ" },
        { "ЁЖ", "еж" },
        { "1250.5", "1250.5" },
        { "a\xC2\xAD"
          "b\xE2\x80\x8B",
          "ab" },
        { "× ÷", "× ÷" },
        { "中国", "中国" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char folded[FOLDED_BYTES], again[FOLDED_BYTES];
        size_t size = fold_form(bytes_of(cases[i].form), folded);
        assert_int_equal(size, strlen(cases[i].folded));
        assert_memory_equal(folded, cases[i].folded, size);
        assert_int_equal(fold_form((struct bytes){ folded, size }, again), size);
        assert_memory_equal(again, folded, size);
    }
}

static void test_no_room(void **state)
{
    (void)state;
    char text[2000], folded[FOLDED_BYTES];
    for (size_t i = 0; i + 2 <= sizeof text; i += 2)
        memcpy(text + i, "\xC5\x93", 2); /* œ becomes two letters */
    assert_int_equal(fold_form((struct bytes){ text, sizeof text }, folded), FOLDED_BYTES);
    memset(text, 'a', FOLDED_BYTES - 1);
    memcpy(text + FOLDED_BYTES - 1, "œ", 2);
    assert_int_equal(fold_form((struct bytes){ text, FOLDED_BYTES + 1 }, folded), FOLDED_BYTES - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_no_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
