/* The builder that writes tables itself: the same database as the one that goes through Xapian's API, and a guard
 * that speaks up when the two would not be the same. */
#include <stdio.h>
#include <string.h>

#include "indexer/builder/builder.h"
#include "indexer/builder/glass_guard.h"

#include "tests/unit/glass_compare.h"
#include "tests/unit/scratch.h"

enum { WORDS = 40, VALUES = 5, DOCUMENTS = 300, MEMORY_BYTES = 1 << 20 };

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* == A Xapian that finds fault ================================================================================ */

static bool check_fails;

enum status __real_xs_check(const char *path, struct failure *failure);
enum status __wrap_xs_check(const char *path, struct failure *failure);

enum status __wrap_xs_check(const char *path, struct failure *failure)
{
    return check_fails ? STATUS_CORRUPT : __real_xs_check(path, failure);
}

/* == Documents =============================================================================================== */

struct page {
    char unique[32], words[WORDS][32], data[64], values_text[VALUES][32];
    uint32_t positions[WORDS][4];
    struct xs_posting postings[WORDS];
    struct xs_value values[VALUES];
};

/* Unique terms before, between and behind the others, and one of them; values out of order, empty, and given twice.
 */
static struct xs_document fill(struct page *page, uint32_t number)
{
    static const uint32_t slots[VALUES] = { 12, 3, 300, 3, 10 };
    static const char *const begins[] = { "A", "w05", "w1x", "zz" };
    snprintf(page->unique, sizeof page->unique, "%s", begins[number % 4]);
    if (number % 4 != 1) /* w05 is one of the words */
        snprintf(page->unique, sizeof page->unique, "%s%u", begins[number % 4], number);
    snprintf(page->data, sizeof page->data, "page %u, page %u, page %u", number, number, number);
    for (uint32_t i = 0; i < WORDS; i++) {
        snprintf(page->words[i], sizeof page->words[i], "w%02u", i);
        for (uint32_t at = 0; at < 4; at++)
            page->positions[i][at] = i + 1 + at * (50 + number % 7);
        page->postings[i] = (struct xs_posting){ bytes_of(page->words[i]), page->positions[i], (i + number) % 5 };
        if (page->postings[i].position_count == 0 && number % 2)
            page->postings[i].positions = NULL;
    }
    for (uint32_t i = 0; i < VALUES; i++) {
        snprintf(page->values_text[i], sizeof page->values_text[i], "%u", number * (i + 1) % 50);
        page->values[i] = (struct xs_value){ slots[i], bytes_of(i == 2 && number % 3 ? "" : page->values_text[i]) };
    }
    return (struct xs_document){
        .unique_term = bytes_of(page->unique),
        .data = bytes_of(page->data),
        .postings = page->postings,
        .posting_count = number % 9 == 0 ? 0 : WORDS,
        .values = page->values,
        .value_count = VALUES,
    };
}

static void build(const struct builder_kind *kind, const char *directory, const char *name, uint32_t documents)
{
    struct failure failure = FAILURE_NONE;
    struct builder *builder = NULL;
    struct page page;
    enum status status = kind->open(&builder, directory, name, MEMORY_BYTES, &failure);
    for (uint32_t number = 1; number <= documents && !status; number++) {
        struct xs_document document = fill(&page, number);
        status = kind->add(builder, &document, &failure);
    }
    if (!status)
        status = kind->finish(builder, &failure);
    kind->close(builder);
    if (status)
        print_error("%s: %s\n", kind->name, failure.message);
    assert_int_equal(status, STATUS_OK);
}

/* == Tests =================================================================================================== */

static enum status count_file(const struct file_entry *entry, void *context, struct failure *failure)
{
    (void)entry, (void)failure;
    ++*(size_t *)context;
    return STATUS_OK;
}

static enum status no_refusal(const char *path, const char *reason, void *context)
{
    (void)path, (void)reason, (void)context;
    return STATUS_OK;
}

static size_t names_in(const char *directory)
{
    size_t count = 0;
    assert_int_equal(files_walk(directory, count_file, no_refusal, &count, NULL), STATUS_OK);
    return count;
}

static void builds_what_the_api_builds(void **state)
{
    static const uint32_t documents[] = { 0, 1, 2, DOCUMENTS };
    (void)state;
    for (size_t i = 0; i < COUNT(documents); i++) {
        char api[FILES_PATH_BYTES], glass[FILES_PATH_BYTES], work[FILES_PATH_BYTES];
        struct scratch scratch;
        scratch_open(&scratch);
        build(&builder_api, scratch.path, "a", documents[i]);
        build(&builder_glass, scratch.path, "g", documents[i]);
        scratch_path(&scratch, "a", api);
        scratch_path(&scratch, "g", glass);
        assert_int_equal(xs_check(glass, NULL), STATUS_OK);
        assert_true(api_compare(api, glass, true, 40));
        assert_false(files_exist(scratch_path(&scratch, "glass", work)));
        scratch_close(&scratch);
    }
}

static void refuses_what_no_database_can_hold(void **state)
{
    static const uint32_t positions[] = { 1, 2 }, falling[] = { 2, 1 };
    static char long_term[250];
    const struct xs_posting unordered[] = { { { "b", 1 }, positions, 2 }, { { "a", 1 }, positions, 2 } };
    const struct xs_posting twice[] = { { { "a", 1 }, positions, 2 }, { { "a", 1 }, positions, 2 } };
    const struct xs_posting too_long[] = { { { long_term, sizeof long_term }, positions, 2 } };
    const struct xs_posting empty[] = { { { "", 0 }, positions, 2 } };
    const struct xs_posting back[] = { { { "a", 1 }, falling, 2 } };
    const struct {
        const struct xs_posting *postings;
        size_t count;
        enum status status;
    } cases[] = {
        { unordered, 2, STATUS_INVALID }, { twice, 2, STATUS_INVALID }, { too_long, 1, STATUS_LIMIT },
        { empty, 1, STATUS_LIMIT },       { back, 1, STATUS_INVALID },
    };
    struct failure failure = FAILURE_NONE;
    struct builder *builder = NULL;
    struct scratch scratch;
    (void)state;
    memset(long_term, 'x', sizeof long_term);
    scratch_open(&scratch);
    assert_int_equal(builder_glass.open(&builder, scratch.path, "g", MEMORY_BYTES, &failure), STATUS_OK);
    for (size_t i = 0; i < COUNT(cases); i++) {
        struct xs_document document = { .unique_term = { "Q", 1 },
                                        .postings = cases[i].postings,
                                        .posting_count = cases[i].count };
        assert_int_equal(builder_glass.add(builder, &document, &failure), cases[i].status);
    }
    builder_glass.close(builder);
    scratch_close(&scratch);
}

static void the_guard_finds_nothing_and_leaves_nothing(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct scratch scratch;
    (void)state;
    scratch_open(&scratch);
    enum status status = glass_guard(scratch.path, &failure);
    if (status)
        print_error("%s\n", failure.message);
    assert_int_equal(status, STATUS_OK);
    assert_int_equal(names_in(scratch.path), 0);
    scratch_close(&scratch);
}

/* Then the other builder takes the directory over. */
static void the_guard_keeps_from_building(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct builder *builder = NULL;
    struct scratch scratch;
    (void)state;
    scratch_open(&scratch);
    check_fails = true;
    enum status status = builder_glass.open(&builder, scratch.path, "g", MEMORY_BYTES, &failure);
    check_fails = false;
    assert_int_equal(status, STATUS_INVALID);
    assert_null(builder);
    assert_non_null(strstr(failure.message, xs_version()));
    assert_int_equal(names_in(scratch.path), 0);
    build(&builder_api, scratch.path, "g", 3);
    scratch_close(&scratch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(builds_what_the_api_builds),
        cmocka_unit_test(refuses_what_no_database_can_hold),
        cmocka_unit_test(the_guard_finds_nothing_and_leaves_nothing),
        cmocka_unit_test(the_guard_keeps_from_building),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
