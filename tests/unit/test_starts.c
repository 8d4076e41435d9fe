/* Sorting by the first eight bytes, and by the rest where they are the same. */
#include "base/starts.h"

#include <stdlib.h>
#include <string.h>

#include "base/eight.h"

#include "tests/unit/scratch.h"

struct word {
    char bytes[24];
    size_t size, number;
};

static int compare_words(const void *left, const void *right)
{
    const struct word *a = left, *b = right;
    int order = memcmp(a->bytes, b->bytes, a->size < b->size ? a->size : b->size);
    return order ? order : (a->size > b->size) - (a->size < b->size);
}

static void the_first_eight_sort_as_bytes_do(void **state)
{
    static const char *const sorted[] = { "", "a", "a\x01", "ab", "abc", "abcd", "abcde", "abcdef", "abcdefg",
                                          "abcdefgh", "abcdf", "b", "\x7f", "\x80", "\xc3\xa9", "\xff\xff\xff\xff\xff" };
    (void)state;
    for (size_t i = 1; i < sizeof sorted / sizeof *sorted; i++)
        assert_true(eight_to_sort(sorted[i - 1], strlen(sorted[i - 1])) < eight_to_sort(sorted[i], strlen(sorted[i])));
    assert_true(eight_to_sort("abcdefgh", 8) == eight_to_sort("abcdefghi", 9));
    assert_true(eight_to_sort("abcdef", 6) == UINT64_C(0x6162636465660000));
}

/* Few letters, so that many begin alike and some are the same; those stay in their order. */
static void any_number_of_words_is_sorted(void **state)
{
    enum { MOST = 3000 };
    struct word *words = calloc(MOST, sizeof *words);
    struct start *starts = calloc(2 * MOST, sizeof *starts);
    uint64_t random = 1;
    (void)state;
    assert_true(words && starts);
    for (size_t count = 0; count <= MOST; count = count < 40 ? count + 1 : count * 2 + 7) {
        for (size_t i = 0; i < count; i++) {
            random = random * UINT64_C(6364136223846793005) + 1442695040888963407;
            words[i].size = (random >> 33) % sizeof words[i].bytes;
            words[i].number = i;
            for (size_t at = 0; at < words[i].size; at++)
                words[i].bytes[at] = (char)('a' + (random >> (13 + at)) % 2);
            starts[i] = (struct start){ eight_to_sort(words[i].bytes, words[i].size), &words[i] };
        }
        const struct start *sorted = starts_sort(starts, count, compare_words);
        for (size_t i = 1; i < count; i++) {
            const struct word *before = sorted[i - 1].item, *word = sorted[i].item;
            int order = compare_words(before, word);
            assert_true(order < 0 || (order == 0 && before->number < word->number));
        }
    }
    free(words);
    free(starts);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_eight_sort_as_bytes_do),
        cmocka_unit_test(any_number_of_words_is_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
