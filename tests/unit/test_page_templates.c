/* Pages in the owner's templates, over a small index. */
#include "query/page/page_templates.h"

#include "query/page/page.h"
#include "tests/unit/small_index.h"

static const struct small_document documents[] = {
    { "https://example.org/fr/1?a=1&b=2", "L'école d'Haïti", "Le Québec aide à rebâtir des écoles en Haïti.", "fr",
      "release", "2004-03-18", "", "HT", "solidarity" },
    { "javascript:alert(1)", "<script>alert('title')</script>", "hostile <b>haiti</b> & \"quotes\"", "en", "page", "",
      "", "", "" },
};

static struct scratch scratch;
static struct cgi_settings settings;
static struct page_service service = { .settings = &settings };

static int set_up(void **state)
{
    (void)state;
    scratch_open(&scratch);
    small_index_publish(scratch.path, 1, documents, sizeof documents / sizeof *documents);
    cgi_settings_init(&settings);
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

static void get(const char *query_string, struct buffer *out)
{
    char *none[] = { NULL };
    struct cgi_environment environment;
    struct page_account account = { .asked = NULL };
    cgi_environment_read(&environment, none);
    environment.method = "GET";
    environment.query_string = query_string;
    buffer_truncate(out, 0);
    page_respond(&service, &environment, out, &account);
    assert_int_equal(account.trouble.status, STATUS_OK);
}

static const char *write_file(const char *name, const char *text, char path[FILES_PATH_BYTES])
{
    struct failure failure;
    scratch_path(&scratch, name, path);
    assert_int_equal(files_write_atomically(path, text, strlen(text), &failure), STATUS_OK);
    return path;
}

static void check(const struct buffer *out, const char *const *has)
{
    for (; *has; has++)
        if (!strstr(out->bytes, *has))
            fail_msg("no \"%s\" in:\n%s", *has, out->bytes);
}

static void test_page(void **state)
{
    (void)state;
    char path[FILES_PATH_BYTES];
    struct buffer out = BUFFER_EMPTY;
    struct failure failure = FAILURE_NONE;
    settings.template = write_file(
        "page.html",
        "<!DOCTYPE html>\n<html lang=\"{{language}}\"><head><title>{{title}}</title>{{head}}</head>\n"
        "<body class=\"{{#is_results}}results{{/is_results}}\">{{header}}"
        "<p>{{#french}}Bonjour{{/french}}{{#english}}Hello{{/english}} {{query}} {{total}}</p>\n"
        "<p><a href=\"{{home}}\">{{site}}</a> <a hreflang=\"{{other_language}}\" href=\"{{other_language_link}}\">"
        "{{other_language_name}}</a></p>\n"
        "{{#hits}}<p lang=\"{{hit_language}}\">{{rank}}. <a href=\"{{hit_link}}\">{{hit_title}}</a> {{hit_date}} "
        "{{hit_kind}} {{hit_snippet}}</p>\n{{/hits}}{{^hits}}<p>nothing</p>{{/hits}}"
        "<main>{{content}}</main></body></html>\n",
        path);
    assert_int_equal(page_templates_open(&service.templates, &settings, &failure), STATUS_OK);
    get("q=haiti&ui=en&match=any", &out);
    const char *english[] = {
        "<title>2 results for “haiti” – Depeche</title>",
        "<link rel=\"stylesheet\"",
        "<body class=\"results\"><a class=\"skip\"",
        "<p>Hello haiti 2</p>\n<p><a href=\"?ui=en\">Depeche</a> <a hreflang=\"fr\" "
        "href=\"?q=haiti&amp;match=any&amp;ui=fr\">"
        "Français</a></p>",
        ". <a href=\"https://example.org/fr/1?a=1&amp;b=2\">L&#39;école d&#39;Haïti</a> March 18, 2004 ",
        "<mark>Haïti</mark>",
        ". <a "
        "href=\"?doc=javascript%3Aalert%281%29&amp;ui=en\">&lt;script&gt;alert(&#39;title&#39;)&lt;/script&gt;</a>",
        "<main><form role=\"search\"",
        "</main></body></html>\n",
        NULL,
    };
    check(&out, english);
    assert_null(strstr(out.bytes, "<script>"));
    assert_null(strstr(out.bytes, "nothing"));
    get("q=%22%3E%3Czzz%3E&ui=fr", &out);
    const char *none[] = { "Bonjour &quot;&gt;&lt;zzz&gt; 0</p>", "<p>nothing</p>", NULL };
    check(&out, none);
    assert_null(strstr(out.bytes, "<script>"));
    get("from=banana", &out);
    const char *problem[] = { "Status: 400", "<body class=\"\">", "is not a date", NULL };
    check(&out, problem);
    page_templates_close(&service.templates);
    settings.template = "";
    buffer_clear(&out);
}

static void test_parts(void **state)
{
    (void)state;
    char header[FILES_PATH_BYTES], footer[FILES_PATH_BYTES];
    struct buffer out = BUFFER_EMPTY;
    struct failure failure = FAILURE_NONE;
    char tags[2][80] = { "", "" };
    for (size_t i = 0; i < 2; i++) {
        settings.header = write_file("header.html", i ? "<header>{{site}}!</header>" : "<header>{{site}}</header>",
                                     header);
        settings.footer = write_file("footer.html", "<footer>{{#french}}fin{{/french}}</footer>", footer);
        assert_int_equal(page_templates_open(&service.templates, &settings, &failure), STATUS_OK);
        get("q=haiti&ui=fr", &out);
        const char *has[] = { i ? "<body>\n<header>Dépêche!</header><main" : "<body>\n<header>Dépêche</header><main",
                              "</main>\n<footer>fin</footer></body>\n</html>\n", NULL };
        check(&out, has);
        const char *tag = strstr(out.bytes, "ETag: ");
        assert_non_null(tag);
        memcpy(tags[i], tag, strcspn(tag, "\r"));
        page_templates_close(&service.templates);
    }
    assert_string_not_equal(tags[0], tags[1]); /* a page that was kept is another's */
    settings.header = settings.footer = "";
    buffer_clear(&out);
}

/* Visitors get our page; the owner learns of the mistake. */
static void test_mistakes(void **state)
{
    (void)state;
    char path[FILES_PATH_BYTES];
    struct buffer out = BUFFER_EMPTY;
    struct failure failure = FAILURE_NONE;
    settings.header = write_file("wrong.html", "<p>\n{{titel}}", path);
    assert_int_equal(page_templates_open(&service.templates, &settings, &failure), STATUS_INVALID);
    assert_non_null(strstr(failure.message, "wrong.html:2: there is no such name: titel"));
    assert_string_equal(failure.hint, "did you mean {{title}}?");
    get("q=haiti", &out);
    const char *has[] = { "Status: 200", "<header>", NULL };
    check(&out, has);
    settings.header = "/nowhere/header.html";
    assert_int_equal(page_templates_open(&service.templates, &settings, &failure), STATUS_NOT_FOUND);
    settings.header = "";
    buffer_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_page),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_mistakes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
