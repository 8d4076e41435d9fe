/* The file of hidden documents: what is written comes back, and nothing else is taken for one. */
#include "record/hidden.h"

#include <string.h>

#include "tests/unit/scratch.h"

static void what_is_written_comes_back(void **state)
{
    static const uint32_t docids[] = { 1, 2, 77, 4000000000, UINT32_MAX };
    char path[FILES_PATH_BYTES];
    struct hidden hidden = HIDDEN_EMPTY, again;
    struct scratch scratch;
    (void)state;
    scratch_open(&scratch);
    scratch_path(&scratch, "hidden", path);
    assert_int_equal(hidden_read(&again, path, NULL), STATUS_OK);
    assert_int_equal(again.count, 0);
    for (size_t i = 0; i < sizeof docids / sizeof *docids; i++)
        assert_int_equal(hidden_add(&hidden, docids[i], NULL), STATUS_OK);
    assert_int_equal(hidden_write(&hidden, path, NULL), STATUS_OK);
    assert_int_equal(hidden_read(&again, path, NULL), STATUS_OK);
    assert_int_equal(again.count, hidden.count);
    assert_memory_equal(again.docids, docids, sizeof docids);
    hidden_clear(&hidden);
    hidden_clear(&again);
    scratch_close(&scratch);
}

static void damage_is_refused(void **state)
{
    static const char *const texts[] = {
        "",
        "1\n2\n",
        "# depeche hidden documents",
        "# depeche hidden documents\n1\n1\n",
        "# depeche hidden documents\n2\n1\n",
        "# depeche hidden documents\n0\n",
        "# depeche hidden documents\n01\n",
        "# depeche hidden documents\n1",
        "# depeche hidden documents\n\n",
        "# depeche hidden documents\n-1\n",
        "# depeche hidden documents\n4294967296\n",
        "# depeche hidden documents\n99999999999999999999\n",
        "# depeche hidden documents\n1 \n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        char path[FILES_PATH_BYTES];
        struct failure failure = FAILURE_NONE;
        struct hidden hidden;
        struct scratch scratch;
        scratch_open(&scratch);
        scratch_path(&scratch, "hidden", path);
        assert_int_equal(files_write_atomically(path, texts[i], strlen(texts[i]), NULL), STATUS_OK);
        assert_int_equal(hidden_read(&hidden, path, &failure), STATUS_CORRUPT);
        assert_int_equal(hidden.count, 0);
        scratch_close(&scratch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_comes_back),
        cmocka_unit_test(damage_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
