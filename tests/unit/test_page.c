/* The search page over a small index: what each kind of request is answered, and that nothing hostile gets through.
 */
#include "query/page/page.h"

#include <string.h>

#include "query/cgi/cgi_parameters.h"

#include "tests/unit/small_index.h"

static const struct small_document documents[] = {
    { "https://example.org/fr/1?a=1&b=2", "L'école d'Haïti", "Le Québec aide à rebâtir des écoles en Haïti.", "fr",
      "release", "2004-03-18", "", "HT", "solidarity" },
    { "https://example.org/en/1", "Schools in Haiti", "Québec helps to rebuild schools in Haiti.", "en", "release",
      "2004-03-18", "", "HT", "solidarity" },
    { "archive/fr/2 é.html", "Séisme", "Le séisme a touché Haïti et la République dominicaine.", "fr", "release",
      "2010-01-20", "", "HT DO", "solidarity security" },
    { "/srv/archive/3.html", "Rapport 2007-2008", "Les déclarations de la ministre.", "fr", "report", "2009-04",
      "2007-04-01..2008-03-31", "IN", "" },
    { "javascript:alert(1)", "<script>alert('title')</script>", "hostile <b>text</b> & \"quotes\"", "en", "page", "",
      "", "", "" },
    { "../../etc/passwd", "", "no title at all, and hostile", "", "page", "2006", "", "ML", "influence" },
};
enum { DOCUMENTS = sizeof documents / sizeof *documents };

static struct scratch scratch;
static struct cgi_settings settings;
static struct page_service service = { .settings = &settings };

static int set_up(void **state)
{
    (void)state;
    scratch_open(&scratch);
    cgi_settings_init(&settings);
    small_index_publish(scratch.path, 1, documents, DOCUMENTS);
    settings.index = scratch.path;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    page_service_close(&service);
    scratch_close(&scratch);
    return 0;
}

static struct cgi_environment environment_for(const char *method, const char *query_string)
{
    char *none[] = { NULL };
    struct cgi_environment environment;
    cgi_environment_read(&environment, none);
    environment.method = method;
    environment.query_string = query_string;
    return environment;
}

static void respond(const struct cgi_environment *environment, struct buffer *out)
{
    struct page_account account = { .asked = NULL };
    page_respond(&service, environment, out, &account);
    assert_int_equal(out->failed, STATUS_OK);
    assert_int_equal(account.trouble.status, STATUS_OK);
}

static void get(const char *query_string, struct buffer *out)
{
    struct cgi_environment environment = environment_for("GET", query_string);
    respond(&environment, out);
}

/* Each of `parts`, divided by newlines, stands in the answer; after a ! it does not. */
static void check(const char *query_string, const char *parts)
{
    struct buffer out = BUFFER_EMPTY;
    char part[400];
    get(query_string, &out);
    while (*parts) {
        size_t size = strcspn(parts, "\n");
        bool absent = *parts == '!';
        assert_true(size < sizeof part);
        memcpy(part, parts, size);
        part[size] = '\0';
        if (!strstr(out.bytes, part + absent) != absent)
            fail_msg("?%s: %s \"%s\" in:\n%s", query_string, absent ? "there is" : "no", part + absent, out.bytes);
        parts += size + (parts[size] == '\n');
    }
    buffer_clear(&out);
}

static void test_start(void **state)
{
    (void)state;
    check("", "Status: 200 OK\n"
              "<html lang=\"en\">\n"
              "<title>Depeche</title>\n"
              "<h1>Depeche</h1>\n"
              "The archive holds 6 documents.\n"
              "<form role=\"search\"\n"
              "<label for=\"q\">Words to find</label>\n"
              "<option value=\"HT\">Haiti\n"
              "<option value=\"solidarity\">Solidarity\n"
              "?asset=depeche.css&amp;v=\n"
              "hreflang=\"fr\" href=\"?ui=fr\">Français</a>\n"
              "href=\"?country=HT\"\n"
              "href=\"?from=2004&amp;to=2004\">2004</a>\n"
              "href=\"?sort=newest\">See all documents, newest first\n"
              "!X-Robots-Tag\n"
              "!<script>\n"
              "! style=");
    check("ui=fr", "<html lang=\"fr\">\n<title>Dépêche</title>\nL’archive compte 6 documents.\n"
                   "<option value=\"HT\">Haïti\nhref=\"?ui=en\">English</a>\n"
                   "<input type=\"hidden\" name=\"ui\" value=\"fr\">");
}

static void test_results(void **state)
{
    (void)state;
    check("q=ecole+haiti", "<title>1 result for “ecole haiti” – Depeche</title>\n"
                           "<h1>1 result for “ecole haiti”</h1>\n"
                           "role=\"status\" class=\"status\">Of the 6 documents of the archive, 1 matches.\n"
                           "X-Robots-Tag: noindex\n"
                           "<h2 lang=\"fr\"><a href=\"https://example.org/fr/1?a=1&amp;b=2\" hreflang=\"fr\">\n"
                           "<time datetime=\"2004-03-18\">March 18, 2004</time>\n"
                           "<mark>\n"
                           "<p class=\"snippet\" lang=\"fr\">\n"
                           "<dd>Solidarity</dd>\n"
                           "<link rel=\"canonical\" href=\"?q=ecole+haiti&amp;ui=en\">\n"
                           "value=\"ecole haiti\">\n"
                           "href=\"?q=ecole+haiti&amp;ui=fr\">Français</a>\n"
                           "href=\"?q=ecole+haiti&amp;country=HT\"\n"
                           "!relaxed");
    check("q=haiti&ui=fr", "<h1>3 résultats pour «\u00A0haiti\u00A0»</h1>\n<h2 lang=\"en\">\n<h2><a\n"
                           "<time datetime=\"2010-01-20\">20 janvier 2010</time>\n!<h2 lang=\"fr\">");
    check("q=declarations", "covers April 1, 2007 to March 31, 2008\n<time datetime=\"2009-04\">April 2009</time>");
    check("q=zeppelin+seisme", "No document has all the words: these have 1 of 2.\nin no document");
    check("page=2&q=haiti", "<h1>3 results for “haiti”</h1>\nThe results end on page 1.\n"
                            "href=\"?q=haiti\">Go to the first page");
}

static void test_filters(void **state)
{
    (void)state;
    /* Names become ids; what is chosen can be taken away, the rest can be added, with the counts of that choice. */
    check("country=Ha%C3%AFti&goal=solidarity&from=2009",
          "<h1>1 result</h1>\n"
          "<option value=\"HT\" selected>Haiti\n"
          "<a rel=\"nofollow\" href=\"?country=HT&amp;from=2009\"><span class=\"unseen\">Remove filter </span>"
          "Goal: Solidarity\n"
          "<a rel=\"nofollow\" href=\"?goal=solidarity&amp;country=HT\"><span class=\"unseen\">Remove filter </span>"
          "Date: since 2009\n"
          "<a rel=\"nofollow\" class=\"selected\" href=\"?goal=solidarity&amp;from=2009\">\n"
          "href=\"?goal=solidarity&amp;country=HT&amp;country=DO&amp;from=2009\"\n"
          "Remove all filters");
    check("country=haiti&language=en&kind=release&sort=oldest",
          "<input type=\"hidden\" name=\"language\" value=\"en\">\n<input type=\"hidden\" name=\"kind\"\n"
          "<input type=\"hidden\" name=\"sort\" value=\"oldest\">\n"
          "href=\"?country=HT&amp;language=en&amp;language=fr&amp;kind=release&amp;sort=oldest\"><span>French</span> "
          "<span class=\"count\">2");
    /* A name of two countries is both. */
    check("country=Dominican", "Country: Dominican Republic\nCountry: Dominica<\n<h1>1 result</h1>");
    check("q=xyzzy&country=HT&ui=fr", "<h1>Aucun résultat pour\nCherchez sans un filtre\n"
                                      "href=\"?q=xyzzy&amp;ui=fr\"><span class=\"unseen\">Retirer le filtre </span>"
                                      "Pays\u00A0: Haïti\ndans aucun document");
    check("kind=page", "undated\nUntitled\nnone stated");
}

static void test_links(void **state)
{
    (void)state;
    check(
        "q=hostile",
        "!href=\"javascript\n!href=\"../\n!<b>\n<h2><a href=\"?doc=javascript%3Aalert%281%29&amp;q=hostile#match\">\n"
        "&lt;script&gt;alert(&#39;title&#39;)&lt;/script&gt;");
    check("q=seisme", "<h2 lang=\"fr\"><a href=\"?doc=archive%2Ffr%2F2+%C3%A9.html&amp;q=seisme#match\">");

    settings.link_to = "/releases/";
    check("q=seisme", "<a href=\"/releases/archive/fr/2%20%C3%A9.html\"");
    check("q=declarations",
          "!href=\"/releases/\n<a href=\"?doc=%2Fsrv%2Farchive%2F3.html&amp;q=declarations#match\">");
    check("q=hostile", "!href=\"/releases/");

    settings.link_from = "/srv/archive/";
    settings.link_to = "https://example.org/r/";
    check("q=declarations", "<a href=\"https://example.org/r/3.html\"");
    check("q=seisme", "!href=\"https://example.org/r/");
    settings.link_from = settings.link_to = "";
}

static void test_errors(void **state)
{
    (void)state;
    check("from=banana&ui=fr",
          "Status: 400 Bad Request\n<title>Erreur\u00A0: La recherche n’a pas pu être faite\n"
          "<a href=\"#from\">«\nn’est pas une date.\n"
          "id=\"from\" name=\"from\" aria-describedby=\"error hint\" aria-invalid=\"true\" "
          "value=\"banana\"\n<p class=\"error\" id=\"error\">\n<details class=\"criteria\" open>");
    check("from=2010&to=2001", "Status: 400\n<a href=\"#to\">The dates end");
    check("country=atlantis", "Status: 400\n<a href=\"#country\">No country is called");
    check("goal=fame", "Status: 400\n<a href=\"#goal\">No goal is called\nThe goals are");
    check("language=de", "Status: 400\n“de” is not a language\n!<a href=\"#");
    check("q=nofield:x", "Status: 400\n<a href=\"#q\">There is no field\naria-describedby=\"error\"");
    check("q=%00", "Status: 400\ncharacters that do not belong there");
    check("country=atlantis&format=json",
          "Status: 400\nContent-Type: application/json\n\"parameter\":\"country\"\n\"error\":\"no country");
    check("from=banana&format=csv", "Status: 400\nContent-Type: text/plain\nis not a date");
    check("asset=other.css", "Status: 404 Not Found\nThere is no such page");
}

static void test_formats(void **state)
{
    (void)state;
    check("q=haiti&format=json", "Content-Type: application/json; charset=utf-8\n\"total\":3\n\"facets\"");
    check("q=haiti&format=csv", "Content-Type: text/csv; charset=utf-8\nhttps://example.org/en/1");
    check("q=haiti&format=atom",
          "Content-Type: application/atom+xml; charset=utf-8\n<opensearch:totalResults>3</opensearch:totalResults>\n"
          "<opensearch:startIndex>1<\nsearchTerms=\"haiti\"\n<entry xml:lang=\"fr\">\n<updated>2010-01-20T00:00:00Z\n"
          "<id>urn:depeche:document:https%3A%2F%2Fexample.org%2Fen%2F1</id>\n"
          "<link rel=\"alternate\" hreflang=\"fr\" href=\"https://example.org/fr/1?a=1&amp;b=2\"/>");
    check("q=hostile&format=atom", "!<script\n!javascript:\n<title>&lt;script&gt;");
    check("asset=depeche.js&v=1", "Content-Type: text/javascript\nimmutable\n'use strict'");
    check("q=ecol&format=suggestions",
          "Content-Type: application/x-suggestions+json\n[\"ecol\",[\"école\n\nX-Robots-Tag: noindex\nETag:");
    check("format=opensearch", "Status: 404\nContent-Type: text/plain\n");
    settings.address = "https://example.org/search";
    check("format=opensearch&ui=fr", "Content-Type: application/opensearchdescription+xml\n<Language>fr<");
    check("", "<link rel=\"search\" type=\"application/opensearchdescription+xml\" title=\"Depeche\" "
              "href=\"https://example.org/search?format=opensearch&amp;ui=en\">\n"
              "Link: <https://example.org/search?ui=en>; rel=\"canonical\"");
    check("q=haiti", "!Link: ");
    settings.address = "";
    check("asset=depeche.css&v=1", "Content-Type: text/css\nimmutable\n:root {\n!Content-Language");
}

static void test_document(void **state)
{
    (void)state;
    check("doc=https://example.org/en/1&q=rebuild&country=HT&page=2",
          "Status: 200 OK\n<title>Schools in Haiti – Depeche</title>\n<h1>Schools in Haiti</h1>\n"
          "Québec helps to <mark id=\"match\">rebuild</mark> schools in Haiti.\n1 match in the text\n"
          "href=\"?q=rebuild&amp;country=HT&amp;page=2\">Back to the results\n"
          "<link rel=\"canonical\" href=\"?doc=https%3A%2F%2Fexample.org%2Fen%2F1&amp;ui=en\">\n"
          "href=\"?doc=https%3A%2F%2Fexample.org%2Fen%2F1&amp;q=rebuild&amp;country=HT&amp;page=2&amp;ui=fr\">"
          "Français\n"
          "<a href=\"https://example.org/en/1\" hreflang=\"en\">Read the original</a>\n"
          "href=\"?country=HT\">Haiti</a>\nhref=\"?goal=solidarity\">Solidarity</a>\n"
          "“Schools in Haiti.” Press release, March 18, 2004. https://example.org/en/1 (accessed \n"
          "format=ris&amp;ui=en\">RIS</a>\n!<form");
    check("doc=https://example.org/fr/1?a=1%26b=2&ui=fr",
          "<h1>L&#39;école d&#39;Haïti</h1>\n<li>Communiqué</li>\n18 mars 2004\n!lang=\"fr\"><p\n"
          "!Retour aux résultats");
    check("doc=https://example.org/en/1&q=%22&part=7", "Status: 200 OK\n!<mark\n!Part 7");
    check("doc=https://example.org/en/1&q=nofield:x", "Status: 200 OK\n!<mark");
    check("doc=javascript:alert(1)", "Status: 200 OK\n!href=\"javascript\n!<b>text\n&lt;b&gt;text&lt;/b&gt;\n"
                                     "!Read the original");
    check("doc=nowhere", "Status: 404 Not Found\nThe archive has no such document, or has it no more.\n"
                         "<form role=\"search\"\n!ETag");
    check("doc=current", "Status: 404 Not Found");
    check("doc=https://example.org/en/1&format=ris",
          "Content-Type: application/x-research-info-systems\nTI  - Schools");
    check("doc=https://example.org/en/1&format=json", "\"total\":1");
    check("doc=nowhere&format=json", "Status: 404 Not Found\n\"error\":");

    settings.link_from = "/srv/archive/";
    settings.link_to = "/releases/";
    settings.address = "https://www.example.org/search?";
    check("q=declarations", "href=\"/releases/3.html\"\nhref=\"?doc=3.html&amp;q=declarations#match\"\n!/srv/");
    check("doc=3.html&ui=fr", "Status: 200 OK\n<h1>Rapport 2007-2008</h1>\n"
                              "https://www.example.org/releases/3.html (consulté le \n!/srv/");
    check("doc=3.html&format=bibtex", "https://www.example.org/releases/3.html\n!/srv/");
    settings.link_from = settings.link_to = settings.address = "";
}

static void test_help(void **state)
{
    (void)state;
    check("view=help", "Status: 200 OK\n<title>How to search – Depeche</title>\n<h1>How to search</h1>\n"
                       "href=\"?q=haiti+-earthquake\"\nhref=\"?view=help&amp;ui=fr\">Français\nETag: ");
    check("view=help&ui=fr", "<h1>Comment chercher</h1>\nhref=\"?q=ha%C3%AFti+OU+mali&amp;ui=fr\"");
    check("view=other", "<h1>Depeche</h1>");
}

static void test_methods(void **state)
{
    (void)state;
    struct buffer out = BUFFER_EMPTY;
    struct cgi_environment environment = environment_for("HEAD", "q=haiti");
    respond(&environment, &out);
    assert_non_null(strstr(out.bytes, "Status: 200 OK"));
    assert_null(strstr(out.bytes, "<html"));
    buffer_truncate(&out, 0);

    const char *refused[] = { "POST", "PUT", "OPTIONS", "get", "" };
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        environment = environment_for(refused[i], "q=haiti");
        respond(&environment, &out);
        assert_non_null(strstr(out.bytes, "Status: 405 Method Not Allowed\r\n"));
        assert_non_null(strstr(out.bytes, "Allow: GET, HEAD\r\n"));
        assert_non_null(strstr(out.bytes, "This page can be read"));
        buffer_truncate(&out, 0);
    }
    buffer_clear(&out);
}

/* The same as long as the generation is; then anew, by a service that had the old one open. */
static void test_tag(void **state)
{
    (void)state;
    struct buffer out = BUFFER_EMPTY;
    char tag[80] = "";
    struct cgi_environment environment = environment_for("GET", "q=haiti");
    respond(&environment, &out);
    const char *begin = strstr(out.bytes, "ETag: ");
    assert_non_null(begin);
    memcpy(tag, begin + 6, strcspn(begin + 6, "\r"));

    environment.if_none_match = tag;
    buffer_truncate(&out, 0);
    respond(&environment, &out);
    assert_non_null(strstr(out.bytes, "Status: 304 Not Modified\r\n"));

    environment.query_string = "page=1&x=y&q=ha%69ti"; /* the same, written otherwise */
    buffer_truncate(&out, 0);
    respond(&environment, &out);
    assert_non_null(strstr(out.bytes, "Status: 304 Not Modified\r\n"));

    environment.query_string = "q=haiti&sort=newest";
    buffer_truncate(&out, 0);
    respond(&environment, &out);
    assert_non_null(strstr(out.bytes, "Status: 200 OK\r\n"));

    small_index_publish(scratch.path, 2, documents, 1);
    environment.query_string = "q=haiti";
    buffer_truncate(&out, 0);
    respond(&environment, &out);
    assert_non_null(strstr(out.bytes, "<h1>1 result for “haiti”</h1>"));
    small_index_publish(scratch.path, 3, documents, DOCUMENTS);
    buffer_clear(&out);
}

static void test_no_index(void **state)
{
    (void)state;
    struct page_account account = { .asked = NULL };
    struct buffer out = BUFFER_EMPTY;
    struct cgi_settings nowhere = settings;
    struct page_service closed = { .settings = &nowhere };
    struct cgi_environment environment = environment_for("GET", "q=haiti&ui=fr");
    nowhere.index = "/nowhere/depeche.index";
    page_respond(&closed, &environment, &out, &account);
    assert_int_equal(account.trouble.status, STATUS_NOT_FOUND);
    assert_non_null(strstr(account.trouble.message, "/nowhere"));
    assert_non_null(strstr(out.bytes, "Status: 503 Service Unavailable\r\n"));
    assert_non_null(strstr(out.bytes, "Retry-After: 10\r\n"));
    assert_non_null(strstr(out.bytes, "La recherche n’est pas disponible"));
    assert_null(strstr(out.bytes, "nowhere"));
    buffer_truncate(&out, 0);

    nowhere.index = NULL;
    environment.query_string = "format=json";
    page_respond(&closed, &environment, &out, &account);
    assert_int_equal(account.trouble.status, STATUS_OK); /* told when the settings were read */
    assert_non_null(strstr(out.bytes, "Status: 503"));
    buffer_truncate(&out, 0);
    environment.query_string = "asset=depeche.css";
    page_respond(&closed, &environment, &out, &account);
    assert_non_null(strstr(out.bytes, "Status: 200"));
    buffer_truncate(&out, 0);

    page_respond_late(&settings, &environment, &out, &account);
    assert_non_null(strstr(out.bytes, "Status: 503"));
    assert_non_null(strstr(out.bytes, "This search takes too long"));
    buffer_clear(&out);
    page_service_close(&closed);
}

static void send_hostile(enum cgi_parameter parameter, const char *value, const char *format)
{
    struct buffer query_string = BUFFER_EMPTY, out = BUFFER_EMPTY;
    buffer_append_format(&query_string, "%s=%s&q=haiti&format=%s", cgi_parameter_name(parameter), value, format);
    get(query_string.bytes, &out);
    const char *body = strstr(out.bytes, "\r\n\r\n");
    assert_non_null(body);
    const char *evil = strstr(out.bytes, "X-Evil");
    assert_true(!evil || evil > body);
    if (!strstr(out.bytes, "Content-Type: text/plain") && !strstr(out.bytes, "Content-Type: text/csv")) {
        assert_null(strstr(body, "<script>"));
        assert_null(strstr(body, "<!--"));
    }
    if (strstr(out.bytes, "Content-Type: text/html")) {
        assert_null(strstr(body, "' onfocus"));
        assert_null(strstr(body, "\xE2\x80\xAE"));
    }
    buffer_clear(&out);
    buffer_clear(&query_string);
}

/* Every parameter with every hostile value, in every format: an answer, whole, with its headers as they should be. */
static void test_hostile(void **state)
{
    (void)state;
    static const char *const values[] = {
        "%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "'%20onfocus=alert(1)%20'",
        "%3C!--",
        "]]%3E",
        "%00",
        "%0D%0AX-Evil:1",
        "%0d%0a%0d%0a%3Cscript%3E",
        "%FF%FE",
        "%C0%BC",
        "%ED%A0%80",
        "%E2%80%AE",
        "%F4%8F%BF%BF",
        "%",
        "%1",
        "%%%",
        "+",
        "%26%23x3c;",
        "javascript:alert(1)",
        "../../../../etc/passwd",
        "${7*7}",
        "{{7*7}}",
        "%s%n%s%n",
        "((((((((((((((((((((x",
        "\"\"\"\"",
        "*",
        "a*",
        "=",
        "NEAR/9999999999",
        "title:",
        "pays:pays:pays:",
        "-",
        "-----x",
        "NOT%20NOT%20x",
        "a%20OR",
        "9999999999999999999999",
        "-1",
        "0001-01-01",
        "9999..0001",
        "%C3%A9%CC%81%CC%81%CC%81",
        "\x01",
    };
    static const char *const formats[] = { "html", "json", "atom", "csv" };
    for (enum cgi_parameter parameter = 0; parameter < PARAMETER_COUNT; parameter++)
        for (size_t i = 0; i < sizeof values / sizeof *values; i++)
            for (size_t j = 0; j < sizeof formats / sizeof *formats; j++)
                send_hostile(parameter, values[i], formats[j]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_start),    cmocka_unit_test(test_results),  cmocka_unit_test(test_filters),
        cmocka_unit_test(test_links),    cmocka_unit_test(test_errors),   cmocka_unit_test(test_formats),
        cmocka_unit_test(test_document), cmocka_unit_test(test_help),     cmocka_unit_test(test_methods),
        cmocka_unit_test(test_tag),      cmocka_unit_test(test_no_index), cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
