/* depeche.conf: where it is looked for, what it may say, and how a mistake in it is told. */
#include "query/cgi/cgi_settings.h"

#include <string.h>

#include "tests/unit/scratch.h"

static struct scratch scratch;
static char conf[FILES_PATH_BYTES], script[FILES_PATH_BYTES];

static int set_up(void **state)
{
    (void)state;
    scratch_open(&scratch);
    scratch_path(&scratch, "depeche.conf", conf);
    scratch_path(&scratch, "depeche.cgi", script);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_close(&scratch);
    return 0;
}

static void environment_with(struct cgi_environment *environment, const char *text)
{
    char *none[] = { NULL };
    cgi_environment_read(environment, none);
    environment->script = script;
    assert_int_equal(files_write_atomically(conf, text, strlen(text), NULL), STATUS_OK);
}

static void test_whole(void **state)
{
    (void)state;
    struct cgi_environment environment;
    struct cgi_settings settings;
    struct failure failure;
    environment_with(&environment,
                     "# the archive\n\n  index = /srv/a = b.index \r\nname_en=Releases\nname_fr = Communiqués\n"
                     "language = fr\naddress = https://www.example.org/search\n"
                     "link_prefix = /srv/a/ -> https://www.example.org/a/");
    assert_int_equal(cgi_settings_read(&settings, &environment, &failure), STATUS_OK);
    assert_string_equal(settings.index, "/srv/a = b.index");
    assert_string_equal(settings.name[LANGUAGE_ENGLISH], "Releases");
    assert_string_equal(settings.name[LANGUAGE_FRENCH], "Communiqués");
    assert_int_equal(settings.home, LANGUAGE_FRENCH);
    assert_string_equal(settings.address, "https://www.example.org/search");
    assert_string_equal(settings.link_from, "/srv/a/");
    assert_string_equal(settings.link_to, "https://www.example.org/a/");
    cgi_settings_clear(&settings);
}

static void test_one_line(void **state)
{
    (void)state;
    struct cgi_environment environment;
    struct cgi_settings settings;
    struct failure failure;
    char expected[FILES_PATH_BYTES];
    environment_with(&environment, "index = releases.index");
    assert_int_equal(cgi_settings_read(&settings, &environment, &failure), STATUS_OK);
    assert_string_equal(settings.index, scratch_path(&scratch, "releases.index", expected));
    assert_string_equal(settings.name[LANGUAGE_FRENCH], "Dépêche");
    assert_string_equal(settings.link_to, "");
    cgi_settings_clear(&settings);
}

/* DEPECHE_INDEX goes before the file, DEPECHE_CONF before the file beside the program. */
static void test_environment(void **state)
{
    (void)state;
    struct cgi_environment environment;
    struct cgi_settings settings;
    struct failure failure;
    environment_with(&environment, "index = a\nname_en = A\n");
    environment.index = "/b";
    assert_int_equal(cgi_settings_read(&settings, &environment, &failure), STATUS_OK);
    assert_string_equal(settings.index, "/b");
    assert_string_equal(settings.name[LANGUAGE_ENGLISH], "A");
    cgi_settings_clear(&settings);

    environment.configuration = "/nowhere/depeche.conf";
    assert_int_equal(cgi_settings_read(&settings, &environment, &failure), STATUS_NOT_FOUND);
    assert_non_null(strstr(failure.message, "/nowhere/depeche.conf"));
    assert_null(settings.index);
    assert_string_equal(settings.name[LANGUAGE_ENGLISH], "Depeche");
    cgi_settings_clear(&settings);

    char *none[] = { NULL };
    cgi_environment_read(&environment, none);
    if (!files_exist("/etc/depeche.conf")) {
        assert_int_equal(cgi_settings_read(&settings, &environment, &failure), STATUS_NOT_FOUND);
        assert_non_null(strstr(failure.hint, "DEPECHE_INDEX"));
        cgi_settings_clear(&settings);
    }
}

static void test_prefix(void **state)
{
    (void)state;
    struct cgi_environment environment;
    struct cgi_settings settings;
    struct failure failure;
    environment_with(&environment, "index = a\nlink_prefix = /corpus/\n");
    assert_int_equal(cgi_settings_read(&settings, &environment, &failure), STATUS_OK);
    assert_string_equal(settings.link_from, "");
    assert_string_equal(settings.link_to, "/corpus/");
    cgi_settings_clear(&settings);
}

static void test_mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *told;
    } cases[] = {
        { "index = a\nindx = b\n", "line 2: there is no such key: indx" },
        { "index\n", "line 1: not of the form key = value: index" },
        { "index = \n", "line 1: a key without a value" },
        { "\n\nlanguage = de\n", "line 3: neither fr nor en: de" },
        { "link_prefix = javascript:alert(1)\n", "line 1: neither an http address" },
        { "link_prefix = a -> //evil.example/\n", "line 1: neither an http address" },
        { "name_en = \xE9\n", "is not UTF-8 text" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cgi_environment environment;
        struct cgi_settings settings;
        struct failure failure;
        environment_with(&environment, cases[i].text);
        environment.index = "/index";
        assert_int_equal(cgi_settings_read(&settings, &environment, &failure), STATUS_INVALID);
        assert_non_null(strstr(failure.message, cases[i].told));
        assert_null(settings.index);
        cgi_settings_clear(&settings);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),  cmocka_unit_test(test_one_line), cmocka_unit_test(test_environment),
        cmocka_unit_test(test_prefix), cmocka_unit_test(test_mistakes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
