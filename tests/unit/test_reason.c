/* Reasons: names that stay, what stands for a status. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/files.h"
#include "indexer/common/reason.h"

static enum status plain_failure(struct failure *failure, enum status status)
{
    return fail(failure, status, "no");
}

#include <cmocka.h>

/* Scripts count on them. */
static void test_names(void **state)
{
    (void)state;
    static const char *const names[] = {
        "",          "unreadable", "empty",   "no-text", "binary", "unsupported",  "damaged", "encrypted",
        "too-large", "nesting",    "timeout", "crash",   "memory", "output-limit", "revisit",
    };
    assert_int_equal(REASON_COUNT, sizeof names / sizeof *names);
    for (size_t i = 0; i < REASON_COUNT; i++) {
        assert_string_equal(reason_name((enum reason)i), names[i]);
        assert_int_equal(*reason_remedy((enum reason)i) != '\0', i != REASON_NONE);
        assert_int_equal(reason_is_rejection((enum reason)i), i != REASON_NONE && i != REASON_REVISIT);
    }
}

static void test_failures(void **state)
{
    (void)state;
    static const struct {
        enum status status;
        enum reason reason;
    } cases[] = {
        { STATUS_OK, REASON_NONE },         { STATUS_NO_MEMORY, REASON_MEMORY },
        { STATUS_IO, REASON_UNREADABLE },   { STATUS_NOT_FOUND, REASON_UNREADABLE },
        { STATUS_LIMIT, REASON_TOO_LARGE }, { STATUS_INVALID, REASON_DAMAGED },
        { STATUS_CORRUPT, REASON_DAMAGED },
    };
    struct failure failure;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        plain_failure(&failure, cases[i].status);
        assert_int_equal(reason_of(&failure), cases[i].reason);
    }
    for (int i = 1; i < REASON_COUNT; i++) {
        enum status status = fail_reason(&failure, (enum reason)i, "%s %d", "no", 3);
        assert_int_equal(status, failure.status);
        assert_string_equal(failure.message, "no 3");
        assert_int_equal(reason_of(&failure), i);
        assert_int_not_equal(status, STATUS_OK);
        assert_int_equal(fail_reason(NULL, (enum reason)i, "no"), status);
    }
    plain_failure(&failure, STATUS_INVALID); /* the reason before is forgotten */
    assert_int_equal(reason_of(&failure), REASON_DAMAGED);
}

/* Is each code in the file, between these? */
static void check_listed(const char *path, const char *before, const char *after)
{
    struct buffer content = BUFFER_EMPTY, row = BUFFER_EMPTY;
    struct failure failure;
    assert_int_equal(files_read(path, 1 << 20, &content, &failure), STATUS_OK);
    for (int i = 1; i < REASON_COUNT; i++) {
        buffer_truncate(&row, 0);
        buffer_append_format(&row, "%s%s%s", before, reason_name((enum reason)i), after);
        if (!strstr(content.bytes, row.bytes))
            fail_msg("%s lacks a row \"%s\"", path, row.bytes);
    }
    buffer_clear(&content);
    buffer_clear(&row);
}

static void test_documented(void **state)
{
    (void)state;
    check_listed(SOURCE_DIR "/README.md", "\n| `", "` |");
    check_listed(SOURCE_DIR "/docs/man/depeche-index.1", ".It Cm ", "\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names),
        cmocka_unit_test(test_failures),
        cmocka_unit_test(test_documented),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
