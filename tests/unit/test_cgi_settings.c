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

static void test_all_kinds(void **state)
{
    (void)state;
    struct cgi_environment environment;
    struct cgi_settings settings;
    struct failure failure;
    char expected[FILES_PATH_BYTES];
    environment_with(&environment, "; an INI file\n[limits]\nworkers = 4\ncache_mb=0\ndeadline_ms = 1500\n"
                                   "rate_file = r\nrate_per_minute = 30\nrate_burst = 10\n"
                                   "trusted_proxies = 10.0.0.0/8, ::1\nlog = /var/log/q\nindex = a\ncountry = ca\n");
    assert_int_equal(cgi_settings_read(&settings, &environment, &failure), STATUS_OK);
    assert_int_equal(settings.workers, 4);
    assert_int_equal(settings.cache_mb, 0);
    assert_int_equal(settings.deadline_ms, 1500);
    assert_int_equal(settings.rate_per_minute, 30);
    assert_int_equal(settings.rate_burst, 10);
    assert_string_equal(settings.rate_file, scratch_path(&scratch, "r", expected));
    assert_string_equal(settings.proxies, "10.0.0.0/8, ::1");
    assert_string_equal(settings.log, "/var/log/q");
    assert_string_equal(settings.country, "CA");
    assert_string_equal(settings.file, conf);
    cgi_settings_clear(&settings);
}

/* The manual tells each of them. */
static void test_manual(void **state)
{
    (void)state;
    static const char *const manuals[] = { SOURCE_DIR "/docs/man/depeche.cgi.8", SOURCE_DIR "/docs/man/fr/depeche.cgi.8" };
    for (size_t i = 0; i < sizeof manuals / sizeof *manuals; i++) {
        struct buffer manual = BUFFER_EMPTY;
        struct failure failure;
        assert_int_equal(files_read(manuals[i], 1 << 20, &manual, &failure), STATUS_OK);
        for (size_t k = 0; cgi_settings_key(k); k++)
            if (!strstr(manual.bytes, cgi_settings_key(k)))
                fail_msg("%s says nothing of %s", manuals[i], cgi_settings_key(k));
        buffer_clear(&manual);
    }
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
        const char *text, *told, *hint;
    } cases[] = {
        { "index = a\nindx = b\n", "depeche.conf:2: indx: there is no such key", "did you mean index?" },
        { "colour = b\n", "depeche.conf:1: colour: there is no such key", "depeche.cgi(8)" },
        { "index\n", "depeche.conf:1: index: there is no =", "key = value" },
        { "index = \n", "depeche.conf:1: index: there is no value", "key = value" },
        { "= a\n", "depeche.conf:1: : there is no such key", "" },
        { "\n[page]\nlanguage = de\n", "depeche.conf:3: language: neither fr nor en: de", "language = fr" },
        { "country = CAN\n", "depeche.conf:1: country: no code of a country: CAN", "country = CA" },
        { "address = www.example.org\n", "depeche.conf:1: address: no http address", "https://" },
        { "link_prefix = javascript:alert(1)\n", "depeche.conf:1: link_prefix: neither an http address", "/releases/" },
        { "link_prefix = a -> //evil.example/\n", "depeche.conf:1: link_prefix: neither an http address", "" },
        { "workers = two\n", "depeche.conf:1: workers: no number: two", "1 to 64" },
        { "workers = 0\n", "depeche.conf:1: workers: too small: 0", "1 to 64" },
        { "rate_burst = 99999999999999999999999\n", "depeche.conf:1: rate_burst: too large: 999", "60000" },
        { "name_en = \xE9\n", "it is not UTF-8 text", "UTF-8" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct cgi_environment environment;
        struct cgi_settings settings;
        struct failure failure;
        environment_with(&environment, cases[i].text);
        environment.index = "/index";
        assert_int_equal(cgi_settings_read(&settings, &environment, &failure), STATUS_INVALID);
        assert_non_null(strstr(failure.message, cases[i].told));
        assert_non_null(strstr(failure.hint, cases[i].hint));
        assert_null(settings.index);
        cgi_settings_clear(&settings);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole),  cmocka_unit_test(test_all_kinds), cmocka_unit_test(test_manual), cmocka_unit_test(test_one_line), cmocka_unit_test(test_environment),
        cmocka_unit_test(test_prefix), cmocka_unit_test(test_mistakes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
