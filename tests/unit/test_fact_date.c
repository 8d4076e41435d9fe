/* The day of publication, rung by rung. */
#include "tests/unit/test_facts.h"

#define PAGE(head, body) "<html><head>" head "</head><body>" body "</body></html>"
#define TEXT                                                                                                         \
    "<p>The minister announced today that the bridge over the river will be repaired before the winter begins, and " \
    "that the work will be given to a firm of the region.</p><p>The bridge was built a long time ago and has "       \
    "carried "                                                                                                       \
    "everybody who lives on the other bank, their carts, their cars and lately their lorries.</p>"
#define META(name, content) "<meta name=\"" name "\" content=\"" content "\">"
#define PROPERTY(name, content) "<meta property=\"" name "\" content=\"" content "\">"

static const struct {
    const char *source, *text, *iso, *from;
} cases[] = {
    /* nothing */
    { "a.html", PAGE("", "<h1>Bridge</h1>" TEXT), "", "" },
    { "a.html", PAGE("", "<h1>Bridge</h1>" TEXT "<p>It was opened on June 3, 1931, in the rain, by the mayor.</p>"),
      "", "" },
    /* JSON-LD and metas */
    { "a.html",
      PAGE("<script type=\"application/ld+json\">{\"@type\":\"Article\",\"dateModified\":\"2011-02-01\","
           "\"datePublished\":\"2009-04-14T10:00:00-05:00\"}</script>",
           TEXT),
      "2009-04-14", "json-ld" },
    { "a.html",
      PAGE(PROPERTY("article:modified_time", "2011-02-01") PROPERTY("article:published_time", "2009-04-14T10:00:00Z"),
           TEXT),
      "2009-04-14", "meta" },
    { "a.html", PAGE(META("DCTERMS.issued", "2009-04-14") META("date", "2012-01-01"), TEXT), "2009-04-14", "meta" },
    { "a.html", PAGE(META("dcterms.modified", "2011-12-20") META("dcterms.date", "2004-07-08"), TEXT), "2004-07-08",
      "meta" },
    { "a.html", PAGE(META("dcterms.modified", "2011-12-20"), TEXT), "2011-12-20", "modified" },
    { "a.html", PAGE(META("date", "no idea"), TEXT), "", "" },
    { "a.eml", PAGE(META("mail-date", "Tue, 14 Apr 2009 08:00:00 -0400"), TEXT), "2009-04-14", "mail" },
    { "a.pdf", PAGE(META("pdf-creationdate", "2009-04-14") META("pdf-moddate", "2012-01-02"), TEXT), "2009-04-14",
      "document" },
    { "a.pdf", PAGE(META("pdf-creationdate", "2019-04-14"), "<h1>Pont</h1><p>Publié le 1er mars 2004</p>" TEXT),
      "2004-03-01", "dateline" },
    { "a.docx", PAGE(META("office-modified", "2012-01-02"), TEXT), "2012-01-02", "modified" },
    { "a.html", PAGE(META("dcterms.date", "2010-11"), "<h1>Report</h1><div class=\"date\">November 2010</div>" TEXT),
      "2010-11", "meta" },
    { "a.html",
      PAGE(META("dcterms.date", "2010-11-23"), "<h1>Report</h1><div class=\"date\">November 2010</div>" TEXT),
      "2010-11-23", "meta" },
    /* what readers see */
    { "a.html", PAGE("", "<h1>Bridge</h1><p>14 Apr 2009</p>" TEXT), "2009-04-14", "dateline" },
    { "a.html", PAGE("", "<p>14 Apr 2009</p><h1>Bridge</h1>" TEXT), "2009-04-14", "dateline" },
    { "a.html", PAGE("", "<h1>Pont</h1><p>Publié le 1er mars 2004</p>" TEXT), "2004-03-01", "dateline" },
    { "a.html",
      PAGE("", "<h1>Pont</h1><p>Québec, le 1er mars 2004 – La ministre a dit que le pont sera réparé avant l'hiver, "
               "que les travaux commencent le 3 mai 2004 et qu'ils durent.</p>" TEXT),
      "2004-03-01", "dateline" },
    { "a.html", PAGE("", "<p>For immediate release – March 3, 2005</p><h1>Bridge</h1>" TEXT), "2005-03-03",
      "dateline" },
    { "a.html",
      PAGE("", "<h1>Bridge</h1><p class=\"date\"><time datetime=\"2009-04-21\">21 Apr 2009</time></p>" TEXT),
      "2009-04-21", "dateline" },
    { "a.html",
      PAGE("", "<h1>Bridge</h1><p>Published January 2, 2018</p>" TEXT
               "<footer><p>Last updated: March 5, 2019</p></footer>"),
      "2018-01-02", "dateline" },
    { "a.html", PAGE("", "<h1>Bridge</h1>" TEXT "<footer><p>Last updated: March 5, 2019</p></footer>"), "2019-03-05",
      "updated" },
    { "a.html", PAGE("", "<h1>Pont</h1>" TEXT "<p>Dernière mise à jour : 5 mars 2019</p>"), "2019-03-05", "updated" },
    { "a.txt",
      "COMMUNIQUÉ\n\nHeures d’ouverture pendant les fêtes\n\nLe jeudi 15 décembre 2011\n\nLes bureaux seront fermés "
      "du "
      "vendredi 23 décembre 2011\nà midi au mardi 3 janvier 2012 à 8 h 30.\n",
      "2011-12-15", "dateline" },
    { "a.txt",
      "PRESS RELEASE\n\nAn exercise at the border\n\n2011-02-03\n\nMore than 700 rescuers will take part from "
      "February 17 to\n"
      "19 in an exercise that imagines a storm.\n",
      "2011-02-03", "dateline" },
    { "a.html", PAGE(META("date", "2012-06-01"), "<h1>Bridge</h1><p>Posted on 14 April 2009</p>" TEXT), "2009-04-14",
      "dateline" },
    /* a day that is not the release's */
    { "a.html", PAGE("", "<h1>Bridge</h1>" TEXT "<p>Applications are received until June 3, 2009.</p>"), "", "" },
    { "a.html", PAGE("", "<h1>Bridge</h1>" TEXT "<p>© Ministry, 1 January 2009</p>"), "", "" },
    { "a.html", PAGE("", "<h1>Textes</h1><p>- modifiant la loi n°72-23 du 19 avril 1972</p>" TEXT), "", "" },
    /* a day in two figures a part, alone on its line */
    { "a.html", PAGE("", "<div>14.04.09</div><h1>Bridge</h1>" TEXT), "2009-04-14", "dateline" },
    { "a.html", PAGE("", "<div>Room 14.04.09</div><h1>Bridge</h1>" TEXT), "", "" },
    { "a.html", PAGE("", "<div>31.02.09</div><h1>Bridge</h1>" TEXT), "", "" },
    /* what is said after the day, or by a journal's signature */
    { "a.html", PAGE("", "<h1>Pont</h1>" TEXT "<p>Le 14 avril 2009, publié par le ministère</p>"), "2009-04-14",
      "dateline" },
    { "a.html",
      PAGE("", "<h1>Bridge</h1>" TEXT "<p>This entry was posted on Tuesday, April 14, 2009 at 10:03 am and is filed "
               "under Bridges. You can follow any responses to this entry through the feed, and you can leave a "
               "response from your own site.</p>"),
      "2009-04-14", "dateline" },
    /* small data for machines; the description */
    { "a.html", PAGE("<script type=\"application/json\">{\"publishedDate\":\"2016-11-04T20:37:27Z\"}</script>", TEXT),
      "2016-11-04", "json-ld" },
    { "a.html", PAGE(META("description", "A bridge is opened (news of 14 April 2009)"), TEXT), "2009-04-14",
      "description" },
    { "a.html", PAGE(META("description", "The bridge was opened on 14 April 2009 by the mayor"), TEXT), "", "" },
    /* properties of files, when nothing else speaks */
    { "a.docx", PAGE(META("office-created", "2009-04-14T08:00:00Z") META("office-modified", "2010-01-01"), TEXT),
      "2009-04-14", "document" },
    { "a.pdf", PAGE(META("pdf-moddate", "2010-01-01"), TEXT), "2010-01-01", "modified" },
    { "a.html", PAGE(META("last-modified", "Tue, 14 Apr 2009 08:00:00 GMT"), TEXT), "2009-04-14", "modified" },
    /* the address and the name */
    { "http://site.example/news/2009/04/14/bridge", PAGE("<link rel=\"canonical\" href=\"/x\">", TEXT), "", "" },
    { "archive/2009-04-14-bridge.html", PAGE("", TEXT), "2009-04-14", "file name" },
    { "archive/20090414.html", PAGE("", TEXT), "2009-04-14", "file name" },
    { "2009-04-14/bridge.html", PAGE("", TEXT), "", "" },
    /* universal time: the day that readers see */
    { "a.html",
      PAGE(PROPERTY("article:published_time", "2023-11-09T01:09:55Z"),
           "<h1>Bridge</h1><p>x</p><p>November 8, 2023 at 6:09 p.m. by staff</p>" TEXT),
      "2023-11-08", "dateline" },
    { "a.html", PAGE(PROPERTY("article:published_time", "2023-11-09T01:09:55Z"), TEXT), "2023-11-09", "meta" },
    { "a.html",
      PAGE(PROPERTY("article:published_time", "2020-08-25T00:23:33Z"), "<h1>Pont</h1><p>lundi 24 août</p>" TEXT),
      "2020-08-24", "meta" },
    { "a.html",
      PAGE(PROPERTY("article:published_time", "2020-08-05T00:23:33Z"), "<h1>Pont</h1><p>lundi 24 août</p>" TEXT),
      "2020-08-05", "meta" },
    /* day and month */
    { "a.html",
      PAGE(PROPERTY("article:published_time", "2020-06-01T10:00:00-05:00"),
           "<h1>Bridge</h1><p>Posted by us, 06/01/2020</p>" TEXT),
      "2020-06-01", "dateline" },
    { "a.html", PAGE("", "<h1>Bridge</h1><p>Posted by us, 06/01/2020</p>" TEXT), "2020-01-06", "dateline" },
    /* no younger than its capture */
    { "a.html", PAGE(META("archive_capture_date", "2010-01-01"), "<h1>Bridge</h1><p>14 Apr 2012</p>" TEXT), "", "" },
};

static void finds_dates(void **state)
{
    int failed = 0;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct document document;
        char iso[DATE_ISO_BYTES];
        read_document(&document, cases[i].source, cases[i].text);
        assert_int_equal(fact_date(&document.page, &document.record, &document.failure), STATUS_OK);
        date_format_iso(document.record.date.value, iso);
        const char *from = document.record.date.from ? document.record.date.from : "";
        if (strcmp(iso, cases[i].iso) != 0 || strcmp(from, cases[i].from) != 0) {
            print_error("case %zu: %s by %s, not %s by %s\n", i, iso, from, cases[i].iso, cases[i].from);
            failed++;
        }
        assert_int_equal(document.record.date.value.year != 0, document.record.date.evidence != NULL);
        clear_document(&document);
    }
    assert_int_equal(failed, 0);
}

/* The address a page states for itself. */
static void reads_the_address(void **state)
{
    struct document document;
    char iso[DATE_ISO_BYTES];
    (void)state;
    read_document(&document, "a.html", PAGE("", TEXT));
    assert_int_equal(
        record_set(&document.record.uri, (struct bytes){ "http://site.example/2009/04/14/bridge", 37 }, NULL),
        STATUS_OK);
    assert_int_equal(fact_date(&document.page, &document.record, &document.failure), STATUS_OK);
    date_format_iso(document.record.date.value, iso);
    assert_string_equal(iso, "2009-04-14");
    assert_string_equal(document.record.date.from, "url");
    clear_document(&document);
}

/* A folder for each day is surer than what machines write; a day in the name of a page is not. */
static void reads_folders(void **state)
{
    static const struct {
        const char *uri, *iso, *from;
    } addresses[] = {
        { "http://site.example/2009/04/14/bridge", "2009-04-14", "url" },
        { "http://site.example/2009-04-14/bridge", "2009-04-14", "url" },
        { "http://site.example/2009/4/14/bridge.html", "2009-04-14", "url" },
        { "http://site.example/20090414/bridge", "2009-04-14", "url" },
        { "http://site.example/2009/04/14", "2012-01-01", "meta" },
        { "http://site.example/2009/04/14/", "2012-01-01", "meta" },
        { "http://site.example/2009-04-14-bridge", "2012-01-01", "meta" },
        { "http://site.example/2009/04/bridge", "2012-01-01", "meta" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct document document;
        struct bytes uri = { addresses[i].uri, strlen(addresses[i].uri) };
        char iso[DATE_ISO_BYTES];
        read_document(&document, "a.html", PAGE(META("dcterms.issued", "2012-01-01"), TEXT));
        assert_int_equal(record_set(&document.record.uri, uri, NULL), STATUS_OK);
        assert_int_equal(fact_date(&document.page, &document.record, &document.failure), STATUS_OK);
        date_format_iso(document.record.date.value, iso);
        if (strcmp(iso, addresses[i].iso) != 0 || strcmp(document.record.date.from, addresses[i].from) != 0)
            fail_msg("%s: %s by %s", addresses[i].uri, iso, document.record.date.from);
        clear_document(&document);
    }
}

static void reads_titles_of_issues(void **state)
{
    static const struct {
        const char *title, *iso;
    } titles[] = {
        { "Journal officiel N° 7732 du 8 mai 2024", "2024-05-08" },
        { "Bulletin no. 12, April 14, 2009", "2009-04-14" },
        { "The agreement of 14 April 2009", "" },
        { "Loi no 12 du 14 avril 2009. Guide", "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        struct document document;
        char iso[DATE_ISO_BYTES];
        read_document(&document, "a.html", PAGE("", TEXT));
        assert_int_equal(
            record_set(&document.record.title, (struct bytes){ titles[i].title, strlen(titles[i].title) }, NULL),
            STATUS_OK);
        assert_int_equal(fact_date(&document.page, &document.record, &document.failure), STATUS_OK);
        date_format_iso(document.record.date.value, iso);
        if (strcmp(iso, titles[i].iso) != 0)
            fail_msg("%s: %s", titles[i].title, iso);
        clear_document(&document);
    }
}

/* Where sure sources disagree by more than a day, the librarian is told. */
static void warns_of_conflicts(void **state)
{
    static const struct {
        const char *text, *warning;
    } pages[] = {
        { PAGE(META("dcterms.issued", "2009-04-14"), "<h1>Bridge</h1><p>For release: April 20, 2009</p>" TEXT),
          "date: dateline says 2009-04-20, but meta 2009-04-14 (dcterms.issued)" },
        { PAGE(META("dcterms.issued", "2009-04-20"), "<h1>Bridge</h1><p>For release: April 20, 2009</p>" TEXT),
          NULL },
        { PAGE(META("dcterms.issued", "2009-04-21"), "<h1>Bridge</h1><p>For release: April 20, 2009</p>" TEXT),
          NULL },
        { PAGE(META("dcterms.issued", "2009-04"), "<h1>Bridge</h1><p>For release: April 20, 2009</p>" TEXT), NULL },
        { PAGE(META("dcterms.modified", "2012-01-01"), "<h1>Bridge</h1><p>For release: April 20, 2009</p>" TEXT),
          NULL },
        { PAGE(META("dcterms.issued", "2020-06-01"), "<h1>Bridge</h1><p>For release: 06/01/2020</p>" TEXT), NULL },
    };
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
        struct document document;
        read_document(&document, "a.html", pages[i].text);
        assert_int_equal(fact_date(&document.page, &document.record, &document.failure), STATUS_OK);
        assert_int_equal(document.record.warning_count, pages[i].warning != NULL);
        if (pages[i].warning)
            assert_string_equal(document.record.warnings[0], pages[i].warning);
        clear_document(&document);
    }
}

static void keeps_what_is_known(void **state)
{
    struct document document;
    (void)state;
    read_document(&document, "a.html", PAGE(META("date", "2009-04-14"), TEXT));
    document.record.date.value = (struct date){ 2001, 1, 1 };
    assert_int_equal(fact_date(&document.page, &document.record, &document.failure), STATUS_OK);
    assert_int_equal(document.record.date.value.year, 2001);
    clear_document(&document);
}

static void bounds_evidence(void **state)
{
    struct document document;
    struct buffer html = BUFFER_EMPTY;
    (void)state;
    buffer_append_text(&html, "<html><head><meta name=\"date\" content=\"2009-04-14 ");
    for (int i = 0; i < 500; i++)
        buffer_append_text(&html, "café ");
    buffer_append_text(&html, "\"></head><body>" TEXT "</body></html>");
    read_document(&document, "a.html", html.bytes);
    assert_int_equal(fact_date(&document.page, &document.record, &document.failure), STATUS_OK);
    assert_int_equal(document.record.date.value.year, 2009);
    assert_true(strlen(document.record.date.evidence) <= EVIDENCE_BYTES + sizeof "date: ");
    clear_document(&document);
    buffer_clear(&html);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_dates),        cmocka_unit_test(reads_the_address),
        cmocka_unit_test(reads_folders),      cmocka_unit_test(reads_titles_of_issues),
        cmocka_unit_test(warns_of_conflicts), cmocka_unit_test(keeps_what_is_known),
        cmocka_unit_test(bounds_evidence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
