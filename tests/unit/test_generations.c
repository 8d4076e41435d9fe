/* Which generations an index has, which stay and which go. */
#include "indexer/builder/generations.h"

#include "tests/unit/scratch.h"

static void make(const struct scratch *scratch, const char *const *names)
{
    for (; *names; names++) {
        char path[FILES_PATH_BYTES];
        assert_int_equal(files_make_directory(scratch_path(scratch, *names, path), NULL), STATUS_OK);
    }
}

static void assert_left(const struct scratch *scratch, const char *wanted)
{
    struct generations generations;
    struct buffer told = BUFFER_EMPTY;
    assert_int_equal(generations_list(&generations, scratch->path, NULL), STATUS_OK);
    for (size_t i = 0; i < generations.count; i++)
        buffer_append_format(&told, "%lu%s ", generations.items[i].number, generations.items[i].building ? "b" : "");
    assert_string_equal(told.bytes, wanted);
    buffer_clear(&told);
    generations_clear(&generations);
}

static const char *const names[] = { "generations/000002",
                                     "generations/000010",
                                     "generations/000009",
                                     "generations/000011",
                                     "generations/000012.building",
                                     "generations/else",
                                     "generations/000007",
                                     ".new-1-2",
                                     NULL };

static void they_are_listed(void **state)
{
    struct generations generations;
    struct scratch scratch;
    (void)state;
    scratch_open(&scratch);
    assert_left(&scratch, "");
    make(&scratch, names);
    assert_left(&scratch, "2 7 9 10 11 12b ");
    assert_int_equal(generations_list(&generations, scratch.path, NULL), STATUS_OK);
    assert_int_equal(generations_before(&generations, 10), 9);
    assert_int_equal(generations_before(&generations, 13), 11);
    assert_int_equal(generations_before(&generations, 2), 0);
    generations_clear(&generations);
    scratch_close(&scratch);
}

static void leftovers_go(void **state)
{
    static const struct {
        struct published published;
        const char *left;
    } cases[] = {
        { { .generation = 10, .newest = 10 }, "2 7 9 10 " },
        { { .generation = 9, .newest = 11 }, "2 7 9 10 11 " },
        { { .generation = 0, .newest = 0 }, "" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct scratch scratch;
        char path[FILES_PATH_BYTES];
        scratch_open(&scratch);
        make(&scratch, names);
        assert_int_equal(generations_tidy(scratch.path, &cases[i].published, NULL), STATUS_OK);
        assert_left(&scratch, cases[i].left);
        assert_false(files_exist(scratch_path(&scratch, ".new-1-2", path)));
        assert_true(files_exist(scratch_path(&scratch, "generations/else", path)));
        scratch_close(&scratch);
    }
}

static void old_ones_go(void **state)
{
    static const struct {
        unsigned long published, previous;
        size_t kept;
        const char *left;
    } cases[] = {
        { 11, 10, 2, "10 11 12b " },        { 11, 7, 2, "7 11 12b " },
        { 11, 10, 1, "10 11 12b " },        { 11, 0, 1, "11 12b " },
        { 9, 0, 2, "9 11 12b " },           { 11, 10, 4, "7 9 10 11 12b " },
        { 11, 10, 99, "2 7 9 10 11 12b " },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct published published = { .generation = cases[i].published, .newest = 11 };
        struct scratch scratch;
        size_t removed = 0;
        scratch_open(&scratch);
        make(&scratch, names);
        assert_int_equal(
            generations_prune(scratch.path, &published, cases[i].previous, cases[i].kept, &removed, NULL), STATUS_OK);
        assert_left(&scratch, cases[i].left);
        scratch_close(&scratch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(they_are_listed),
        cmocka_unit_test(leftovers_go),
        cmocka_unit_test(old_ones_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
