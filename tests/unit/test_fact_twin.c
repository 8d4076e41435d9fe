/* The twin that a page names, and the number of its release. */
#include "indexer/facts/fact_rooms.h"
#include "indexer/facts/release_number.h"
#include "indexer/html/html.h"

#include "tests/unit/scratch.h"

static void read_page(const char *html, struct page *page)
{
    struct failure failure;
    page_init(page);
    assert_int_equal(html_read(bytes_of(html), page, &failure), STATUS_OK);
}

static void test_twin(void **state)
{
    static const char here[] = "http://a.ca/en/news/plan.html";
    static const struct {
        const char *uri, *html, *twin;
    } cases[] = {
        { here, "<link rel=alternate hreflang=fr-ca href=/fr/nouvelles/projet.html>", "http://a.ca/fr/nouvelles/projet.html" },
        { here, "<link rel=alternate hreflang=en href=/en/news/other.html>", NULL },
        { here, "<link rel=alternate hreflang=x-default href=/>", NULL },
        { here, "<a href='/fr/x/projet.html'>Fran&ccedil;ais</a>", "http://a.ca/fr/x/projet.html" },
        { here, "<a href='/fr/x/projet.html'>[ VERSION FRANÇAISE ]</a>", "http://a.ca/fr/x/projet.html" },
        { here, "<a href='/fr/x/projet.html' hreflang=fr>FR</a>", "http://a.ca/fr/x/projet.html" },
        { here, "<a href='/fr/x/projet.html'>Read more in French</a>", NULL },
        { here, "<a href='report.pdf' hreflang=fr>Status report</a>", NULL },
        { here, "<a href='/fr/'>Français</a>", NULL }, /* the home page is no version of a release */
        { here, "<a href='/fr/accueil.html'>Français</a>", NULL },
        { here, "<a href='../../fr/news/plan.html'>Autre langue</a>", "http://a.ca/fr/news/plan.html" },
        { here, "<a href='/fr/'>Français</a><a href='/fr/news/plan.html'>Français</a>", "http://a.ca/fr/news/plan.html" },
        { here, "<a href='/en/news/plan.html'>Français</a>", NULL }, /* to itself */
        { here, "<a href='#fr'>Français</a><a href='javascript:fr()'>Français</a>", NULL },
        /* A list: one link for each of several releases. */
        { here, "<a href=/fr/1.html>Français</a><a href=/fr/2.html>Français</a>", NULL },
        { here, "<a href=/fr/1.html>Français</a><p><a href=/fr/1.html>Français</a>", "http://a.ca/fr/1.html" },
        { "http://a.ca/en/", "<a href='/fr/'>Français</a>", "http://a.ca/fr/" },
        { "news/plan_e.html", "<a href='plan_f.html'>F</a>", "news/plan_f.html" },
        { "news/plan.html", "<a href='projet.html'>Français</a>", "news/projet.html" },
        { here, "", NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct page page;
        struct record record;
        struct failure failure;
        record_init(&record);
        read_page(cases[i].html, &page);
        record.language = LANGUAGE_ENGLISH;
        assert_int_equal(record_set(&record.uri, bytes_of(cases[i].uri), &failure), STATUS_OK);
        assert_int_equal(fact_twin(&page, &record, &failure), STATUS_OK);
        if (strcmp(record.twin ? record.twin : "", cases[i].twin ? cases[i].twin : "") != 0)
            fail_msg("%s: %s", cases[i].html, record.twin ? record.twin : "none");
        record_clear(&record);
        page_clear(&page);
    }
}

static void test_number(void **state)
{
    static const struct {
        const char *html, *number;
    } cases[] = {
        { "<meta name=news_release_number content=18-001>", "18-001" },
        { "<meta name=dcterms.identifier content=http://a.ca/1>", NULL },
        { "<p>News release #: 18-001", "18-001" },
        { "<div>News release #:</div><div>18-001</div>", "18-001" },
        { "<div>Numéro du communiqué :</div><div>18-001</div>", "18-001" },
        { "<p>Numéro du communiqué : 18-001", "18-001" },
        { "<p>Communiqué n° 2009-123F", "2009-123" },
        { "<p>COMMUNIQUÉ DE PRESSE NO 42", "42" },
        { "<p>Press Release No. 2009/12-e", "2009/12" },
        { "<p>Media advisory number 7", "7" },
        { "<p>No. 2009-123", "2009-123" },
        { "<p>N<sup>o</sup> 2009-123", "2009-123" },
        { "<p>No 12", NULL }, /* of what? */
        { "<p>Press contact no: 867-555-0142", NULL },
        { "<p>No new release before 2010", NULL },
        { "<p>The news of 14 April", NULL },
        { "", NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        char number[RELEASE_NUMBER_BYTES] = "";
        struct page page;
        read_page(cases[i].html, &page);
        bool found = release_number_find(&page, number);
        if (found != (cases[i].number != NULL) || (found && strcmp(number, cases[i].number) != 0))
            fail_msg("%s: %s", cases[i].html, found ? number : "none");
        page_clear(&page);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_twin), cmocka_unit_test(test_number) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
