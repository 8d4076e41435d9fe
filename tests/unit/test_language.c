/* Telling French from English, and both from what is neither. */
#include "language/language.h"

#include "tests/unit/scratch.h"

#include <string.h>

static void test_codes(void **state)
{
    (void)state;
    static const struct {
        const char *code;
        enum language language;
    } cases[] = {
        { "fr", LANGUAGE_FRENCH },       { "FR-ca", LANGUAGE_FRENCH },    { "fr_CA.UTF-8", LANGUAGE_FRENCH },
        { "fra", LANGUAGE_FRENCH },      { "fre", LANGUAGE_FRENCH },      { "français", LANGUAGE_FRENCH },
        { "Français", LANGUAGE_FRENCH }, { "FRENCH", LANGUAGE_FRENCH },   { " fr ", LANGUAGE_FRENCH },
        { "en", LANGUAGE_ENGLISH },      { "en_US", LANGUAGE_ENGLISH },   { "eng", LANGUAGE_ENGLISH },
        { "English", LANGUAGE_ENGLISH }, { "anglais", LANGUAGE_ENGLISH }, { "fr, en", LANGUAGE_FRENCH },
        { "de", LANGUAGE_UNKNOWN },      { "fry", LANGUAGE_UNKNOWN },     { "f", LANGUAGE_UNKNOWN },
        { "", LANGUAGE_UNKNOWN },        { "-", LANGUAGE_UNKNOWN },       { NULL, LANGUAGE_UNKNOWN },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(language_from_code(cases[i].code), cases[i].language);
    assert_string_equal(language_code(LANGUAGE_FRENCH), "fr");
    assert_string_equal(language_code(LANGUAGE_ENGLISH), "en");
    assert_string_equal(language_code(LANGUAGE_UNKNOWN), "");
}

static void test_detection(void **state)
{
    (void)state;
    static const struct {
        const char *text, *code;
    } cases[] = {
        { "Le ministre a annoncé aujourd’hui une aide à l’école publique.", "fr" },
        { "LE MINISTRE A ANNONCE UNE AIDE POUR LES ECOLES", "fr" },
        { "Santé publique", "fr" },
        { "Rapport annuel", "fr" },
        { "Communiqué", "fr" },
        { "Aide à Haïti", "fr" },
        { "The Minister announced today that schools will be supported.", "en" },
        { "Public health", "en" },
        { "Annual report", "en" },
        { "News release", "en" },
        { "Minister travels to Haiti and São Paulo with a delegation from Québec", "en" },
        { "La délégation a rencontré le ministre des Affaires étrangères à New York avec le World Trade Center",
          "fr" },
        { "", "" },
        { "2009-04-14 12 450 $ 3,5 %", "" },
        { "Haiti", "" },
        { "Der Minister hat heute eine neue Schule für die Kinder in der Stadt eröffnet", "" },
        { "El ministro anunció hoy una ayuda para las escuelas de la región en un discurso", "" },
        { "O ministro anunciou hoje uma ajuda para as escolas da região", "" },
        { "Il ministro ha annunciato oggi un aiuto per le scuole della regione", "" },
        { "De minister heeft vandaag een nieuwe school in de stad geopend", "" },
        { "Министр объявил сегодня о помощи школам", "" },
        { "日本の大臣は学校を発表した", "" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct language_guess guess = language_detect(bytes_of(cases[i].text));
        if (strcmp(language_code(guess.language), cases[i].code) != 0)
            print_error("%s: %s %.2f\n", cases[i].text, language_code(guess.language), guess.confidence);
        assert_string_equal(language_code(guess.language), cases[i].code);
        assert_true(guess.confidence >= 0 && guess.confidence <= 1);
        assert_int_equal(guess.confidence > 0, cases[i].code[0] != '\0');
    }
}

/* Half a text in each language is neither; and only the beginning of a long one is read. */
static void test_mixed_and_long(void **state)
{
    (void)state;
    struct buffer text = BUFFER_EMPTY;
    for (int i = 0; i < 20; i++)
        buffer_append_text(&text, "Le ministre est dans la ville avec les écoles. "
                                  "The minister is in the city with the schools. ");
    assert_int_equal(language_detect(buffer_view(&text)).language, LANGUAGE_UNKNOWN);
    buffer_truncate(&text, 0);
    while (text.size < 64 * 1024)
        buffer_append_text(&text, "Le ministre est dans la ville avec les écoles. ");
    while (text.size < 1024 * 1024)
        buffer_append_text(&text, "The minister is in the city with the schools. ");
    assert_int_equal(language_detect(buffer_view(&text)).language, LANGUAGE_FRENCH);
    buffer_clear(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes),
        cmocka_unit_test(test_detection),
        cmocka_unit_test(test_mixed_and_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
