/* Work done beside: both halves are done, whatever becomes of either, with a thread or without. */
#include "base/side.h"

#include <errno.h>
#include <signal.h>
#include <string.h>

#include "tests/unit/scratch.h"

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*go)(void *), void *context);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*go)(void *), void *context);

static bool threads_are_refused;

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*go)(void *), void *context)
{
    return threads_are_refused ? EAGAIN : __real_pthread_create(thread, attributes, go, context);
}

struct work {
    enum status gives;
    const char *message;
    bool is_done, takes_signals;
    pthread_t thread;
};

static enum status do_work(void *context, struct failure *failure)
{
    struct work *work = context;
    sigset_t blocked;
    pthread_sigmask(SIG_SETMASK, NULL, &blocked);
    work->takes_signals = !sigismember(&blocked, SIGINT);
    work->thread = pthread_self();
    work->is_done = true;
    return work->gives ? (fail)(failure, work->gives, "%s", work->message) : STATUS_OK;
}

static void both_are_done(void **state)
{
    static const struct {
        enum status here, beside, expected;
        const char *message;
    } cases[] = {
        { STATUS_OK, STATUS_OK, STATUS_OK, "" },
        { STATUS_IO, STATUS_OK, STATUS_IO, "here" },
        { STATUS_OK, STATUS_CORRUPT, STATUS_CORRUPT, "beside" },
        { STATUS_IO, STATUS_CORRUPT, STATUS_IO, "here" },
    };
    (void)state;
    for (size_t i = 0; i < 2 * sizeof cases / sizeof *cases; i++) {
        size_t at = i / 2;
        struct failure failure = FAILURE_NONE;
        struct work here = { .gives = cases[at].here, .message = "here" };
        struct work beside = { .gives = cases[at].beside, .message = "beside" };
        threads_are_refused = i % 2;
        assert_int_equal(side_by_side(do_work, &here, do_work, &beside, &failure), cases[at].expected);
        assert_string_equal(failure.message, cases[at].message);
        assert_true(here.is_done && beside.is_done && here.takes_signals);
        assert_int_equal(pthread_equal(here.thread, beside.thread) != 0, threads_are_refused);
        assert_int_equal(beside.takes_signals, threads_are_refused);
    }
}

static void failures_need_not_be_told(void **state)
{
    struct work work = { .gives = STATUS_LIMIT, .message = "too much" };
    struct side side;
    (void)state;
    threads_are_refused = false;
    side_begin(&side, do_work, &work);
    assert_int_equal(side_end(&side, NULL), STATUS_LIMIT);
    assert_int_equal(side_end(&side, NULL), STATUS_LIMIT); /* again is no harm */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_are_done),
        cmocka_unit_test(failures_need_not_be_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
