/* What a file holds, as a number: another for whatever is other. */
#include "indexer/common/content_sum.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/scratch.h"

static uint64_t sum_of(const char *content, const char *sidecar, uint64_t stated)
{
    char path[FILES_PATH_BYTES], first;
    struct scratch scratch;
    scratch_open(&scratch);
    scratch_path(&scratch, "file", path);
    assert_int_equal(files_write_atomically(path, content, strlen(content), NULL), STATUS_OK);
    int file = open(path, O_RDONLY);
    assert_true(file >= 0);
    lseek(file, 1, SEEK_SET);
    uint64_t sum = content_sum(file, bytes_of(sidecar), stated);
    assert_true(sum == content_sum_of(bytes_of(content), bytes_of(sidecar), stated));
    if (*content && content[1])
        assert_true(read(file, &first, 1) == 1 && first == content[1]);
    close(file);
    scratch_close(&scratch);
    return sum;
}

static void all_of_it_counts(void **state)
{
    (void)state;
    uint64_t sum = sum_of("text", "", 0);
    assert_true(sum != 0);
    assert_true(sum == sum_of("text", "", 0));
    assert_true(sum != sum_of("texT", "", 0));
    assert_true(sum != sum_of("", "", 0));
    assert_true(sum != sum_of("text", "{}", 0));
    assert_true(sum != sum_of("text", "", 1));
    assert_true(sum_of("b", "a", 0) != sum_of("ab", "", 0));
}

static void what_cannot_be_read_has_none(void **state)
{
    (void)state;
    assert_true(content_sum(-1, bytes_of(""), 0) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_of_it_counts),
        cmocka_unit_test(what_cannot_be_read_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
