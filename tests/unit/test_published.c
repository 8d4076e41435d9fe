/* record/published.c: where an index is, which generation is current, where authority files are. */
#include "record/published.h"

#include <string.h>

#include "tests/unit/scratch.h"

static void test_index(void **state)
{
    (void)state;
    unsetenv("DEPECHE_INDEX");
    assert_string_equal(published_index(NULL), "depeche.index");
    setenv("DEPECHE_INDEX", "", 1);
    assert_string_equal(published_index(""), "depeche.index");
    setenv("DEPECHE_INDEX", "/srv/archive", 1);
    assert_string_equal(published_index(NULL), "/srv/archive");
    assert_string_equal(published_index("here"), "here");
    unsetenv("DEPECHE_INDEX");
}

static void test_names_of_a_generation(void **state)
{
    (void)state;
    struct buffer line = BUFFER_EMPTY;
    char path[FILES_PATH_BYTES];
    published_first_line(42, &line);
    assert_string_equal(line.bytes, "# depeche generation 000042\n");
    assert_int_equal(published_directory("a.index", 42, path, NULL), STATUS_OK);
    assert_string_equal(path, "a.index/generations/000042");
    assert_int_equal(published_directory("a.index/", 1234567, path, NULL), STATUS_OK);
    assert_string_equal(path, "a.index/generations/1234567");
    buffer_clear(&line);
}

static void test_find(void **state)
{
    (void)state;
    static const struct {
        const char *current;
        enum status status;
        unsigned long generation;
        const char *directory; /* after the index */
    } cases[] = {
        { "# depeche generation 000042\nauto generations/000042/database-0\n", STATUS_OK, 42, "/generations/000042" },
        { "# depeche generation 000001\n", STATUS_OK, 1, "/generations/000001" },
        { "# depeche generation 7 \r\nremote localhost:1\n", STATUS_OK, 7, "/generations/000007" },
        { "# depeche generation 123456789\n", STATUS_OK, 123456789, "/generations/123456789" },
        { "# depeche generation 1234567890\n", STATUS_CORRUPT, 0, NULL },
        { "# depeche generation 99999999999999999999999\n", STATUS_CORRUPT, 0, NULL },
        { "# depeche generation \n", STATUS_CORRUPT, 0, NULL },
        { "# depeche generation -1\n", STATUS_CORRUPT, 0, NULL },
        { "# depeche generation 42", STATUS_CORRUPT, 0, NULL }, /* written halfway */
        { "# depeche generation 42/../..\n", STATUS_CORRUPT, 0, NULL },
        { "# depeche", STATUS_CORRUPT, 0, NULL },
        { "auto database\n# depeche generation 000042\n", STATUS_CORRUPT, 0, NULL },
        { "", STATUS_CORRUPT, 0, NULL },
    };
    struct scratch scratch;
    char path[FILES_PATH_BYTES];
    scratch_open(&scratch);
    scratch_path(&scratch, PUBLISHED_CURRENT, path);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct failure failure = FAILURE_NONE;
        struct published published;
        assert_int_equal(files_write_atomically(path, cases[i].current, strlen(cases[i].current), NULL), STATUS_OK);
        assert_int_equal(published_find(scratch.path, &published, &failure), cases[i].status);
        if (cases[i].status) {
            assert_non_null(strstr(failure.message, path));
            assert_non_null(strstr(failure.hint, "depeche-index rollback"));
            continue;
        }
        assert_int_equal(published.generation, cases[i].generation);
        assert_int_equal(strncmp(published.directory, scratch.path, strlen(scratch.path)), 0);
        assert_string_equal(published.directory + strlen(scratch.path), cases[i].directory);
    }
    scratch_close(&scratch);
}

static void test_nothing_to_find(void **state)
{
    (void)state;
    struct scratch scratch;
    struct failure failure = FAILURE_NONE;
    struct published published;
    char path[FILES_PATH_BYTES];
    scratch_open(&scratch);
    assert_int_equal(published_find(scratch.path, &published, &failure), STATUS_NOT_FOUND);
    assert_non_null(strstr(failure.message, "there is no index in "));
    assert_non_null(strstr(failure.hint, "--index"));

    assert_int_equal(files_make_directory(scratch_path(&scratch, PUBLISHED_CURRENT, path), NULL), STATUS_OK);
    assert_int_equal(published_find(scratch.path, &published, &failure), STATUS_CORRUPT);
    assert_int_equal(published_find(scratch_path(&scratch, "no/such", path), &published, NULL), STATUS_NOT_FOUND);
    scratch_close(&scratch);
}

static void test_authority(void **state)
{
    (void)state;
    struct scratch scratch;
    struct failure failure = FAILURE_NONE;
    char path[FILES_PATH_BYTES], expected[FILES_PATH_BYTES];
    scratch_open(&scratch);

    unsetenv("DEPECHE_AUTHORITY");
    assert_int_equal(published_authority("goals.rdf", path, &failure), STATUS_OK);
    assert_true(files_exist(path));
    assert_int_equal(published_authority("no-such.rdf", path, &failure), STATUS_NOT_FOUND);
    assert_non_null(strstr(failure.hint, "DEPECHE_AUTHORITY"));

    /* A folder that is named is never left for another. */
    setenv("DEPECHE_AUTHORITY", scratch.path, 1);
    assert_int_equal(published_authority("goals.rdf", path, &failure), STATUS_NOT_FOUND);
    assert_non_null(strstr(failure.message, scratch.path));
    scratch_path(&scratch, "goals.rdf", expected);
    assert_int_equal(files_write_atomically(expected, "", 0, NULL), STATUS_OK);
    assert_int_equal(published_authority("goals.rdf", path, &failure), STATUS_OK);
    assert_string_equal(path, expected);

    unsetenv("DEPECHE_AUTHORITY");
    scratch_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_index),     cmocka_unit_test(test_names_of_a_generation),
        cmocka_unit_test(test_find),      cmocka_unit_test(test_nothing_to_find),
        cmocka_unit_test(test_authority),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
