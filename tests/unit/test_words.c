/* From text to words: the table that says what becomes what, where words stand, and whatever bytes may come. */
#include "language/words.h"

#include "language/utf8.h"

#include "tests/unit/hard_texts.h"

#include <string.h>

/* The forms of a text with a space between them, a hyphen before those that are joined. */
static void spell(struct bytes text, struct buffer *out)
{
    struct words words;
    struct word word;
    words_begin(&words, text);
    while (words_next(&words, &word)) {
        if (out->size)
            buffer_append_byte(out, word.joined ? '-' : ' ');
        buffer_append(out, word.form.data, word.form.size);
    }
}

static const struct {
    const char *text, *words;
} cases[] = {
    /* Case, accents, normal forms. */
    { "", "" },
    { " \n\t.,;«»—€ ", "" },
    { "École ÉCOLE école", "école école école" },
    { "E\xCC\x81"
      "cole e\xCC\x81"
      "cole",
      "école école" },
    { "garc\xCC\xA7on franc\xCC\xA7"
      "ais",
      "garçon français" },
    { "ŒUVRE œuvre Œuvre", "œuvre œuvre œuvre" },
    { "Y\xCC\x88 Ÿ ÿ", "ÿ ÿ ÿ" },
    { "İstanbul ISTANBUL", "istanbul istanbul" },
    { "Łódź São Straße STRAẞE", "łódź são straße straße" },
    { "ﬁn ﬂeur ŉ", "fin fleur ʼn" },
    { "Ελλάδα Россия", "ελλάδα россия" },

    /* Elisions. */
    { "l'École L’ÉCOLE lʼécole l‘école l′école l`école l´école", "école école école école école école école" },
    { "d'Haïti j'ai m'a t'a s'il n'a c'est ç'a Ç’a", "haïti ai a a il a est a a" },
    { "c\xCC\xA7'avait", "avait" },
    { "qu'il jusqu'à lorsqu'on puisqu’elle quoiqu'en Qu’est-ce", "il à on elle en est-ce" },
    { "n'est-ce pas", "est-ce pas" },
    { "jusqu'aujourd'hui d’aujourd’hui", "aujourd'hui aujourd'hui" },
    { "l'O.N.U. l’11 septembre d'1 million", "onu 11 septembre 1 million" },
    { "d’« Afrique » l’“école” l' école l’ école l\xE2\x80\x8B’\xE2\x81\xA0école",
      "afrique école école école école" },
    { "Saint-Jean-d'Angély l'Île-d'Orléans va-t'en", "saint-jean-angély île-orléans va-en" },

    /* Apostrophes that stay, and those that are quotation marks. */
    { "aujourd'hui Aujourd’hui quelqu’un presqu'île prud'homme prud'hommes entr'aide grand'mère",
      "aujourd'hui aujourd'hui quelqu'un presqu'île prud'homme prud'hommes entr'aide grand'mère" },
    { "O'Brien O’Brien D'Arcy Sana'a", "o'brien o'brien arcy sana'a" },
    { "don't we’re I'm can’t o'clock", "don't we're i'm can't o'clock" },
    { "Canada's CANADA’S Québec’s parents' it's let's", "canada canada québec parents it let" },
    { "the boss's office, mother's-in-law", "the boss office mother-in-law" },
    { "rock ’n’ roll", "rock n roll" },
    { "'quoted' ‘plan C’ is 'plan D'", "quoted plan c is plan d" },
    { "1990's 747’s", "1990 747" },

    /* Hyphens. */
    { "rendez-vous rendez‐vous rendez‑vous rendez - vous rendez–vous",
      "rendez-vous rendez-vous rendez-vous rendez vous rendez vous" },
    { "-mot mot- -mot", "mot mot mot" },
    { "covid-19 2007-2008 2009-04-14", "covid-19 2007-2008 2009-04-14" },
    { "rendez-\xE2\x80\x8Bvous", "rendez-vous" },

    /* What is not to be seen. */
    { "gou\xC2\xADver\xC2\xADne\xE2\x80\x8Bment\xEF\xBB\xBF", "gouvernement" },
    { "gouver\xC2\xAD\nnement gouver\xC2\xAD\r\nnement", "gouvernement gouvernement" },
    { "mot\xC2\xAD\n\nautre mot\xC2\xAD 2", "mot autre mot 2" },
    { "❤\xEF\xB8\x8F", "" },

    /* Acronyms. */
    { "U.S. U.S U.S.A. O.N.U. É.U.", "us us usa onu éu" },
    { "É.-U. J.-C. N.-B. Î.-P.-É. T.-N.-L. E\xCC\x81.-U.", "éu jc nb îpé tnl éu" },
    { "10 a.m. p.m., i.e. e.g.", "10 am pm ie eg" },
    { "U.S.-based U.S.'s economy", "us-based us economy" },
    { "end of sentence. A new. B new", "end of sentence a new b new" },
    { "Plan B. A new one; J.R.R.Tolkien A.Smith Ph.D. c.-à-d.", "plan b a new one jrr tolkien a smith ph d c à-d" },

    /* Numbers. */
    { "1 250 000 habitants", "1250000 habitants" },
    { "1\xC2\xA0"
      "250\xC2\xA0"
      "000 1,250,000 2,5 2.5",
      "1250000 1250000 2.5 2.5" },
    { "1\xE2\x80\xAF"
      "250,50 $ 1.250.000",
      "1250.50 1250000" },
    { "en 2009 100 personnes, 418 555-1234", "en 2009 100 personnes 418 555-1234" },
    { "14.4.2009 1,2,3 0,125 24/7 12:30", "14 4 2009 1 2 3 0.125 24 7 12 30" },
    { "3e 1er 2nd XXIe 1ᵉʳ Mᵐᵉ 10h30 CO2 CO₂ G8", "3e 1er 2nd xxie 1er mme 10h30 co2 co2 g8" },
    { "$1.2 1.2M 12M$ 5 %", "1.2 1.2 m 12m 5" },
    { "m² km³ note² fin.³", "m2 km3 note fin" },

    /* Addresses, other scripts, what divides. */
    { "jean.roy@example.gc.ca https://www.example.org/a_b?q=1",
      "jean roy example gc ca https www example org a b q 1" },
    { "col·laboració étudiant·e·s AT&T snake_case", "col laboració étudiant e s at t snake case" },
    { "中国人 ひらがな 한국어", "中 国 人 ひ ら が な 한국어" },
    { "हिन्दी العَرَبيّة", "हिन्दी العَرَبيّة" },
    { "ab\xFF"
      "cd \xC3",
      "ab cd" },
    { "a\xC2\xA0"
      "b",
      "a b" },
};

static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = BUFFER_EMPTY;
        spell(bytes_of(cases[i].text), &out);
        assert_string_equal(out.bytes, cases[i].words);
        buffer_clear(&out);
    }
}

/* A form that is looked up is cut into words again: it must give itself. */
static void test_forms_are_words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct words words;
        struct word word;
        words_begin(&words, bytes_of(cases[i].text));
        while (words_next(&words, &word)) {
            struct buffer again = BUFFER_EMPTY;
            spell(word.form, &again);
            if (word.form.size != strlen("ʼn") || memcmp(word.form.data, "ʼn", word.form.size) != 0) {
                assert_int_equal(again.size, word.form.size);
                assert_memory_equal(again.bytes, word.form.data, again.size);
            }
            buffer_clear(&again);
        }
    }
}

static void test_places_and_case(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t offset, length;
        bool capital, upper;
    } places[] = {
        { "l'École", 2, 6, true, false },
        { "« ÉCOLE »", 3, 6, true, true },
        { "Canada's", 0, 6, true, false },
        { "x1 250", 0, 2, false, false },
        { " 1 250 000.", 1, 9, false, false },
        { "(U.S.)", 1, 4, true, true },
        { "mot\xC2\xAD.", 0, 3, false, false },
        { "mo\xC2\xADt.", 0, 5, false, false },
        { "A", 0, 1, true, false },
        { "CO2", 0, 3, true, true },
        { "2E", 0, 2, false, false },
        { "e\xCC\x81t", 0, 4, false, false },
        { "É\xCC\xA3T", 0, 5, true, true },
        { "iPhone", 0, 6, false, false },
        { "中", 0, 3, false, false },
    };
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        struct words words;
        struct word word;
        words_begin(&words, bytes_of(places[i].text));
        assert_true(words_next(&words, &word));
        assert_int_equal(word.offset, places[i].offset);
        assert_int_equal(word.length, places[i].length);
        assert_int_equal(word.capital, places[i].capital);
        assert_int_equal(word.upper, places[i].upper);
        assert_false(word.joined);
    }
}

/* However a long word is written, it is cut at the same character. */
static void test_long_words(void **state)
{
    (void)state;
    struct buffer composed = BUFFER_EMPTY, decomposed = BUFFER_EMPTY;
    for (int i = 0; i < 100000; i++) {
        buffer_append_text(&composed, i % 3 ? "é" : "x");
        buffer_append_text(&decomposed, i % 3 ? "e\xCC\x81" : "x");
    }
    buffer_append_text(&composed, " fin");
    buffer_append_text(&decomposed, " fin");

    struct words left, right;
    struct word one, other;
    words_begin(&left, buffer_view(&composed));
    words_begin(&right, buffer_view(&decomposed));
    assert_true(words_next(&left, &one) && words_next(&right, &other));
    assert_in_range(one.form.size, WORD_FORM_BYTES - 1, WORD_FORM_BYTES);
    assert_int_equal(one.form.size, other.form.size);
    assert_memory_equal(one.form.data, other.form.data, one.form.size);
    assert_int_equal(one.length, composed.size - 4);
    assert_int_equal(other.length, decomposed.size - 4);
    assert_true(words_next(&left, &one) && words_next(&right, &other));
    assert_int_equal(one.form.size, 3);
    assert_false(words_next(&left, &one) || words_next(&right, &other));
    assert_false(words_next(&left, &one));
    buffer_clear(&composed);
    buffer_clear(&decomposed);
}

/* == Whatever bytes may come ================================================================================== */

static void check_words(struct bytes text)
{
    struct words words;
    struct word word;
    size_t end = 0, count = 0;
    words_begin(&words, text);
    while (words_next(&words, &word)) {
        assert_true(word.offset >= end);
        assert_true(word.length > 0 && word.length <= text.size - word.offset);
        assert_in_range(word.form.size, 1, WORD_FORM_BYTES);
        assert_true(utf8_valid(word.form));
        end = word.offset + word.length;
        assert_true(++count <= text.size);
    }
    assert_false(words_next(&words, &word));
}

static void test_random_bytes(void **state)
{
    (void)state;
    uint32_t random = 20090414;
    for (uint32_t round = 0; round < 20000; round++) {
        struct bytes text = hard_text(&random, round % 2);
        check_words(text);
        free((char *)(uintptr_t)text.data);
    }
}

/* No text takes more than time in proportion to its size. */
static void test_patterns_repeated(void **state)
{
    (void)state;
    static const char *const patterns[] = { "l'",         "a.",   "1 ",       "1,",   "1.250.",    "\xCC\x81",
                                            "\xC2\xAD\n", "-",    "\xC2\xAD", "'",    "'s",        "a'",
                                            "123 ",       "a.-",  "..",       "qu' ", "e\xCC\x81", "²",
                                            "l’«",        "\xFF", "中",       "000",  "",          "A\xC2\xAD" };
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        struct buffer text = BUFFER_EMPTY;
        for (int times = 0; times < 200000; times++)
            buffer_append_text(&text, patterns[i]);
        check_words(buffer_view(&text));
        buffer_clear(&text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),           cmocka_unit_test(test_forms_are_words),
        cmocka_unit_test(test_places_and_case), cmocka_unit_test(test_long_words),
        cmocka_unit_test(test_random_bytes),    cmocka_unit_test(test_patterns_repeated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
