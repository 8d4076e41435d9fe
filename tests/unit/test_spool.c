/* What is put aside comes back, from memory and from a file. */
#include "indexer/common/spool.h"

#include "tests/unit/scratch.h"

static void put_and_take(size_t count, size_t bytes)
{
    struct spool spool = SPOOL_EMPTY;
    struct failure failure;
    struct bytes taken;
    char *piece = malloc(bytes + 1);
    bool more;
    assert_non_null(piece);
    for (size_t i = 0; i < count; i++) {
        memset(piece, (int)('a' + i % 26), bytes);
        assert_int_equal(spool_add(&spool, (struct bytes){ piece, i % 3 ? bytes : 0 }, &failure), STATUS_OK);
    }
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(spool_next(&spool, &taken, &more, &failure), STATUS_OK);
        assert_true(more);
        assert_int_equal(taken.size, i % 3 ? bytes : 0);
        if (taken.size) {
            assert_int_equal(taken.data[0], 'a' + i % 26);
            assert_int_equal(taken.data[bytes - 1], 'a' + i % 26);
        }
    }
    assert_int_equal(spool_next(&spool, &taken, &more, &failure), STATUS_OK);
    assert_false(more);
    assert_int_equal(spool.file >= 0, count * bytes >= 30000000);
    spool_clear(&spool);
    free(piece);
}

static void test_pieces(void **state)
{
    (void)state;
    put_and_take(0, 10);
    put_and_take(1000, 1);
    put_and_take(100, 300);
    put_and_take(60, 1000000);
    put_and_take(4, 20000000);
}

static void test_no_folder(void **state)
{
    struct spool spool = SPOOL_EMPTY;
    struct failure failure;
    char *piece = calloc(1, 17 << 20);
    (void)state;
    assert_non_null(piece);
    assert_int_equal(setenv("TMPDIR", "/no/such/folder", 1), 0);
    assert_int_equal(spool_add(&spool, (struct bytes){ piece, 17 << 20 }, &failure), STATUS_NOT_FOUND);
    assert_non_null(strstr(failure.hint, "TMPDIR"));
    unsetenv("TMPDIR");
    spool_clear(&spool);
    free(piece);
}

int main(void)
{
    static const struct CMUnitTest tests[] = { cmocka_unit_test(test_pieces), cmocka_unit_test(test_no_folder) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
