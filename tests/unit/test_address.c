/* Addresses: resolving links, and what differs by the language only. */
#include "indexer/facts/address.h"

#include "tests/unit/scratch.h"

static void test_resolve(void **state)
{
    static const struct {
        const char *base, *reference, *expected; /* NULL: leads to no document */
    } cases[] = {
        { "http://a.ca/en/news/1.html", "2.html", "http://a.ca/en/news/2.html" },
        { "http://a.ca/en/news/1.html", "../../fr/1.html", "http://a.ca/fr/1.html" },
        { "http://a.ca/en/news/1.html", "../../../../fr/", "http://a.ca/fr/" },
        { "http://a.ca/en/news/1.html", "/fr/./1.html#top", "http://a.ca/fr/1.html" },
        { "http://a.ca/en/1.html", "//b.ca/x", "http://b.ca/x" },
        { "http://a.ca/en/1.html?x=/y", "2.html", "http://a.ca/en/2.html" },
        { "http://a.ca/en/1.html", "?lang=fr", "http://a.ca/en/1.html?lang=fr" },
        { "http://a.ca/en/1.html", "HTTPS://b.ca/z#a", "HTTPS://b.ca/z" },
        { "http://a.ca", "fr.html", "http://a.ca/fr.html" },
        { "http://a.ca/1.html", "javascript:go()", NULL },
        { "http://a.ca/1.html", "mailto:x@a.ca", NULL },
        { "http://a.ca/1.html", "#top", NULL },
        { "http://a.ca/1.html", "", NULL },
        { "news/2009/1.en.html", "1.fr.html", "news/2009/1.fr.html" },
        { "news/en/1.html", "../fr/1.html", "news/fr/1.html" },
        { "/srv/en/1.html", "../fr/1.html", "/srv/fr/1.html" },
        { "1.html", "2.html", "2.html" },
        { "news.zip#en/1.html", "../fr/1.html", "news.zip#fr/1.html" }, /* members of an archive */
        { "a/news.zip#1.en.html", "1.fr.html", "a/news.zip#1.fr.html" },
        { "a/news.zip#1.en.html", "../1.fr.html", NULL },
        { "1.html", "../2.html", NULL },
        { "en/1.html", "/fr/1.html", NULL }, /* of a site nobody knows */
        { "en/1.html", "http://a.ca/fr/", "http://a.ca/fr/" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer address = BUFFER_EMPTY;
        bool leads = address_resolve(cases[i].base, cases[i].reference, &address);
        assert_int_equal(leads, cases[i].expected != NULL);
        assert_string_equal(address.bytes, cases[i].expected ? cases[i].expected : "");
        buffer_clear(&address);
    }
}

static void test_differ_by_language(void **state)
{
    static const struct {
        const char *english, *french;
        bool same;
    } cases[] = {
        { "http://a.ca/en/plan.html", "http://a.ca/fr/plan.html", true },
        { "http://a.ca/EN/Plan.html", "https://www.a.ca/fr/plan.html#x", true },
        { "http://a.ca/plan_e.html", "http://a.ca/plan_f.html", true },
        { "http://a.ca/plan-eng.php", "http://a.ca/plan-fra.php", true },
        { "http://a.ca/plan.en.html", "http://a.ca/plan.fr.html", true },
        { "http://a.ca/en-ca/plan", "http://a.ca/fr-ca/plan", true },
        { "http://a.ca/c4321e.htm", "http://a.ca/c4321f.htm", true },
        { "http://a.ca/plan.asp?id=5&lang=en", "http://a.ca/plan.asp?id=5&lang=fr", true },
        { "http://a.ca/plan.asp?lang=en", "http://a.ca/plan.asp", true },
        { "http://a.ca/plan_en.html", "http://a.ca/plan.html", true }, /* French is the site's own */
        { "http://en.a.ca/plan", "http://fr.a.ca/plan", true },
        { "archive/english/18-001.html", "archive/french/18-001.html", true },
        { "archive/2009-e.txt", "archive/2009-f.txt", true },
        { "news.zip#en/1.html", "news.zip#fr/1.html", true },
        { "news.zip#en/1.html", "news.zip#fr/2.html", false },
        { "http://a.ca/en/plan.html", "http://a.ca/fr/bilan.html", false },
        { "http://a.ca/en/1.html", "http://b.ca/fr/1.html", false },
        { "http://a.ca/plane.html", "http://a.ca/planf.html", false },
        { "http://a.ca/annex-e/x.html", "http://a.ca/annex-g/x.html", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer english = BUFFER_EMPTY, french = BUFFER_EMPTY;
        address_without_language(cases[i].english, LANGUAGE_ENGLISH, &english);
        address_without_language(cases[i].french, LANGUAGE_FRENCH, &french);
        if ((strcmp(english.bytes, french.bytes) == 0) != cases[i].same)
            fail_msg("%s, %s: %s, %s", cases[i].english, cases[i].french, english.bytes, french.bytes);
        buffer_clear(&english);
        buffer_clear(&french);
    }
}

static void test_normal_and_home(void **state)
{
    static const struct {
        const char *address, *normal;
        bool home;
    } cases[] = {
        { "http://www.A.ca/X/", "a.ca/X", false },
        { "https://a.ca/X#y", "a.ca/X", false },
        { "https://a.ca", "a.ca", true },
        { "https://a.ca/fr/", "a.ca/fr", true },
        { "https://a.ca/fr", "a.ca/fr", true },
        { "https://a.ca/fr/index.html?x", "a.ca/fr/index.html?x", true },
        { "https://a.ca/accueil.htm", "a.ca/accueil.htm", true },
        { "news/Index.html", "news/Index.html", true },
        { "news/1.html", "news/1.html", false },
        { "https://a.ca/en/news/title/", "a.ca/en/news/title", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer normal = BUFFER_EMPTY;
        address_normal(cases[i].address, &normal);
        assert_string_equal(normal.bytes, cases[i].normal);
        assert_int_equal(address_is_home(cases[i].address), cases[i].home);
        buffer_clear(&normal);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_resolve),
        cmocka_unit_test(test_differ_by_language),
        cmocka_unit_test(test_normal_and_home),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
