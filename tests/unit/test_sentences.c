/* Where sentences end, and the one around a word. */
#include "language/sentences.h"

#include "language/analysis.h"
#include "language/utf8.h"

#include "tests/unit/scratch.h"

#include <string.h>

/* Each text is cut into its sentences, a bar between them. */
static const struct {
    const char *text, *sentences;
} cases[] = {
    { "Un. Deux! Trois? Fin", "Un.|Deux!|Trois?|Fin" },
    { "Un titre\nUne ligne\n\nUne autre.", "Un titre|Une ligne|Une autre." },
    { "Le M. Dupont et Mme L. B. Roy sont là. Ils partent.", "Le M. Dupont et Mme L. B. Roy sont là.|Ils partent." },
    { "Mr. Smith met Dr. Jones of St. John's. They left.", "Mr. Smith met Dr. Jones of St. John's.|They left." },
    { "Voir l'art. 5 et la p. 12. Le no. 3 aussi.", "Voir l'art. 5 et la p. 12.|Le no. 3 aussi." },
    { "He said no. They left.", "He said no.|They left." },
    { "The U.S. Department left the U.S. The rest stayed.", "The U.S. Department left the U.S.|The rest stayed." },
    { "It grew 2.5 percent. Then 3.5.", "It grew 2.5 percent.|Then 3.5." },
    { "En 2009. Le budget de 2010.", "En 2009.|Le budget de 2010." },
    { "Et alors... il partit. Et alors... Il partit.", "Et alors... il partit.|Et alors...|Il partit." },
    { "Il dit « Oui ! » et part. Vraiment ?! Oui.", "Il dit « Oui ! » et part.|Vraiment ?!|Oui." },
    { "Il dit : « Oui. » Elle part.", "Il dit : « Oui. »|Elle part." },
    { "“Yes.” He left (at last.) Then", "“Yes.”|He left (at last.)|Then" },
    { "Fin… Suite… et fin", "Fin…|Suite… et fin" },
    { "www.example.org is a site. Yes", "www.example.org is a site.|Yes" },
    { "Chapitre un ............ 12 suite", "Chapitre un ............|12 suite" },
};

static void test_cut(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct bytes text = bytes_of(cases[i].text);
        struct buffer out = BUFFER_EMPTY;
        size_t at = 0;
        while (at < text.size) {
            struct bytes sentence = analysis_sentence(text, at, 500);
            if (out.size)
                buffer_append_byte(&out, '|');
            buffer_append(&out, sentence.data, sentence.size);
            at = (size_t)(sentence.data - text.data) + sentence.size;
            while (at < text.size && (text.data[at] == ' ' || text.data[at] == '\n'))
                at++;
        }
        assert_string_equal(out.bytes, cases[i].sentences);
        buffer_clear(&out);
    }
}

/* From every byte of a sentence the same sentence is found. */
static void test_from_any_byte(void **state)
{
    (void)state;
    const char *text = "Avant. M. Côté est né en 1950 à Saint-Jérôme. Après.";
    const char *sentence = "M. Côté est né en 1950 à Saint-Jérôme.";
    size_t start = (size_t)(strstr(text, sentence) - text);
    for (size_t i = start; i < start + strlen(sentence); i++) {
        struct bytes found = analysis_sentence(bytes_of(text), i, 500);
        assert_int_equal(found.size, strlen(sentence));
        assert_ptr_equal(found.data, text + start);
    }
    assert_int_equal(analysis_sentence(bytes_of(text), strlen(text), 500).size, 0);
    assert_int_equal(analysis_sentence(bytes_of(""), 0, 500).size, 0);
}

/* A cut keeps the byte asked for, the limit, and characters whole. */
static void test_limits(void **state)
{
    (void)state;
    static const char *const pieces[] = { "éé mot ", "éééééééééééé", "a", "école. Une ", "..", "! ", "\xC2\xA0»" };
    for (size_t piece = 0; piece < sizeof pieces / sizeof *pieces; piece++) {
        struct buffer buffer = BUFFER_EMPTY;
        while (buffer.size < 600)
            buffer_append_text(&buffer, pieces[piece]);
        struct bytes text = { buffer.bytes, buffer.size };
        for (size_t most = 20; most < 100; most += 13) {
            for (size_t at = 0; at < text.size; at++) {
                struct bytes found = analysis_sentence(text, at, most);
                size_t start = (size_t)(found.data - text.data);
                assert_true(found.size <= most);
                assert_true(start + found.size <= text.size);
                assert_true(utf8_valid(found));
                assert_true(start <= at);
                if (text.data[at] == 'm')
                    assert_true(at < start + found.size);
            }
        }
        buffer_clear(&buffer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_from_any_byte),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
