/* The lock of an index: one holder, who is told; whoever died leaves a trace and no lock. */
#include "indexer/builder/index_lock.h"

#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/scratch.h"

static void one_holds_it(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct lock_holder interrupted, holder;
    struct scratch scratch;
    char own[32];
    int lock, other = -1;
    bool is_held;
    (void)state;
    scratch_open(&scratch);
    assert_int_equal(index_lock_look(scratch.path, &is_held, &holder, &failure), STATUS_OK);
    assert_false(is_held);
    assert_int_equal(index_lock_take(scratch.path, "update", &lock, &interrupted, &failure), STATUS_OK);
    assert_int_equal(interrupted.process, 0);
    assert_int_equal(index_lock_look(scratch.path, &is_held, &holder, &failure), STATUS_OK);
    assert_true(is_held);
    assert_int_equal(holder.process, getpid());
    assert_string_equal(holder.what, "update");
    assert_true(holder.since_s > 1000000000);

    assert_int_equal(index_lock_take(scratch.path, "rebuild", &other, &interrupted, &failure), STATUS_LOCKED);
    snprintf(own, sizeof own, "process %ld on ", (long)getpid());
    assert_non_null(strstr(failure.message, own));
    assert_non_null(strstr(failure.message, "(update)"));
    assert_true(failure.hint[0]);

    index_lock_release(lock);
    index_lock_release(-1);
    assert_int_equal(index_lock_look(scratch.path, &is_held, &holder, &failure), STATUS_OK);
    assert_false(is_held);
    assert_int_equal(holder.process, 0);
    assert_int_equal(index_lock_take(scratch.path, "rebuild", &lock, &interrupted, &failure), STATUS_OK);
    index_lock_release(lock);
    scratch_close(&scratch);
}

static void the_dead_leave_a_trace(void **state)
{
    struct failure failure = FAILURE_NONE;
    struct lock_holder interrupted, holder;
    struct scratch scratch;
    char text[LOCK_HOLDER_BYTES];
    int lock;
    bool is_held;
    (void)state;
    scratch_open(&scratch);
    pid_t child = fork();
    if (child == 0) {
        int ended = index_lock_take(scratch.path, "update", &lock, &interrupted, NULL);
        _exit(ended);
    }
    int ended = 1;
    assert_int_equal(waitpid(child, &ended, 0), child);
    assert_int_equal(ended, 0);
    assert_int_equal(index_lock_look(scratch.path, &is_held, &holder, &failure), STATUS_OK);
    assert_false(is_held);
    assert_int_equal(holder.process, child);
    assert_int_equal(index_lock_take(scratch.path, "update", &lock, &interrupted, &failure), STATUS_OK);
    assert_int_equal(interrupted.process, child);
    lock_holder_tell(&interrupted, text);
    assert_non_null(strstr(text, "since 20"));
    index_lock_release(lock);
    scratch_close(&scratch);
}

static void nonsense_in_the_file_is_no_holder(void **state)
{
    static const char *const texts[] = { "x", "12", "12 host", "12 host 34", "\xff\xfe\n", "" };
    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct lock_holder interrupted;
        struct scratch scratch;
        char path[FILES_PATH_BYTES], text[LOCK_HOLDER_BYTES];
        int lock;
        scratch_open(&scratch);
        files_write_atomically(scratch_path(&scratch, "lock", path), texts[i], strlen(texts[i]), NULL);
        assert_int_equal(index_lock_take(scratch.path, "update", &lock, &interrupted, NULL), STATUS_OK);
        assert_int_equal(interrupted.process, 0);
        lock_holder_tell(&interrupted, text);
        assert_string_equal(text, "a process that does not say which");
        index_lock_release(lock);
        scratch_close(&scratch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_holds_it),
        cmocka_unit_test(the_dead_leave_a_trace),
        cmocka_unit_test(nonsense_in_the_file_is_no_holder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
