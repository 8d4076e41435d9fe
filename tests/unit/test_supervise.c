/* Workers that end, die or hang: each is replaced, and all end with their parent. */
#include "query/serve/supervise.h"

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "tests/unit/scratch.h"

/* Seen by all processes of a test. */
struct board {
    atomic_int begun, ended;
    int kind; /* how workers live */
};
enum { ENDING, DYING, HANGING, WAITING };

static struct board *board;

static void leave(int number)
{
    (void)number;
    board->ended++;
    _exit(0);
}

static int work(void *context)
{
    struct board *shared = context;
    int turn = shared->begun++;
    if (shared->kind == ENDING && turn < 10)
        return 0;
    if (shared->kind == DYING && turn < 3)
        abort();
    signal(SIGTERM, shared->kind == HANGING ? SIG_IGN : leave);
    for (;;)
        pause();
}

static pid_t begin(int kind, unsigned workers)
{
    board->begun = board->ended = 0;
    board->kind = kind;
    pid_t parent = fork();
    assert_true(parent >= 0);
    if (parent == 0) {
        struct failure failure;
        if (!freopen("/dev/null", "w", stderr))
            _exit(2);
        _exit(supervise(workers, work, board, 200, &failure) ? 1 : 0);
    }
    return parent;
}

static void await(atomic_int *count, int wanted)
{
    for (int i = 0; i < 500 && *count < wanted; i++)
        usleep(10000);
    assert_int_equal(*count, wanted);
}

static void end(pid_t parent, int number)
{
    int status;
    usleep(50000); /* the last worker may still be about to listen */
    kill(parent, number);
    assert_int_equal(waitpid(parent, &status, 0), parent);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void test_ending(void **state)
{
    (void)state;
    pid_t parent = begin(ENDING, 2);
    await(&board->begun, 12);
    end(parent, SIGTERM);
    assert_int_equal(board->ended, 2);
}

/* Those that die young are started again more slowly each time. */
static void test_dying(void **state)
{
    (void)state;
    uint64_t began = clock_monotonic_ns();
    pid_t parent = begin(DYING, 1);
    await(&board->begun, 4);
    assert_true(clock_monotonic_ns() - began > UINT64_C(600000000)); /* 100 + 200 + 400 ms, about */
    end(parent, SIGINT);
    assert_int_equal(board->ended, 1);
}

static void test_hanging(void **state)
{
    (void)state;
    pid_t parent = begin(HANGING, 2);
    await(&board->begun, 2);
    end(parent, SIGUSR1);
    assert_int_equal(board->ended, 0);
}

static void test_replacing(void **state)
{
    (void)state;
    pid_t parent = begin(WAITING, 3);
    await(&board->begun, 3);
    usleep(50000);
    kill(parent, SIGHUP);
    await(&board->begun, 6);
    assert_int_equal(board->ended, 3);
    end(parent, SIGTERM);
    assert_int_equal(board->ended, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ending),
        cmocka_unit_test(test_dying),
        cmocka_unit_test(test_hanging),
        cmocka_unit_test(test_replacing),
    };
    board = mmap(NULL, sizeof *board, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    return board == MAP_FAILED ? 1 : cmocka_run_group_tests(tests, NULL, NULL);
}
