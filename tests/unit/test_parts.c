/* The databases of a generation: names, stubs, and stubs that are not ours. */
#include "indexer/builder/parts.h"

#include <string.h>

#include "tests/unit/scratch.h"

static enum status read_stub(struct parts *parts, const char *text)
{
    char path[FILES_PATH_BYTES];
    struct scratch scratch;
    scratch_open(&scratch);
    assert_int_equal(files_write_atomically(scratch_path(&scratch, "stub", path), text, strlen(text), NULL),
                     STATUS_OK);
    enum status status = parts_read(parts, scratch.path, NULL);
    scratch_close(&scratch);
    return status;
}

static void what_is_written_comes_back(void **state)
{
    static const char stub[] = "auto database-0\nauto database-0-000041\nauto database-1\n";
    struct buffer text = BUFFER_EMPTY;
    struct parts parts = PARTS_EMPTY, again;
    (void)state;
    assert_int_equal(parts_add(&parts, 0, 0, NULL), STATUS_OK);
    assert_int_equal(parts_add(&parts, 0, 41, NULL), STATUS_OK);
    assert_int_equal(parts_add(&parts, 1, 0, NULL), STATUS_OK);
    assert_int_equal(parts_stub_text(&parts, "", &text, NULL), STATUS_OK);
    assert_string_equal(text.bytes, stub);
    assert_int_equal(read_stub(&again, stub), STATUS_OK);
    assert_int_equal(again.count, 3);
    assert_int_equal(again.shard_count, 2);
    assert_true(again.items[0].is_base && !again.items[1].is_base && again.items[2].is_base);
    assert_int_equal(again.items[2].shard, 1);
    buffer_truncate(&text, 0);
    assert_int_equal(parts_stub_text(&again, "generations/000041", &text, NULL), STATUS_OK);
    assert_non_null(strstr(text.bytes, "auto generations/000041/database-0-000041\n"));
    buffer_clear(&text);
    parts_clear(&parts);
    parts_clear(&again);
}

static void stubs_of_others_are_refused(void **state)
{
    static const char *const stubs[] = {
        "",
        "database-0\n",
        "auto /etc\n",
        "auto database-0/../../x\n",
        "auto database-00\n",
        "auto database-1\n",
        "auto database-0\nauto database-2\n",
        "auto database-64\n",
        "auto database-0-41\n",
        "auto database-0-000000\n",
        "auto database--1\n",
        "auto database-99999999999999999999\n",
        "auto database-0\n\nauto database-1\n",
        "remote 127.0.0.1:1\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof stubs / sizeof *stubs; i++) {
        struct parts parts;
        assert_int_equal(read_stub(&parts, stubs[i]), STATUS_CORRUPT);
        assert_int_equal(parts.count, 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_written_comes_back),
        cmocka_unit_test(stubs_of_others_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
