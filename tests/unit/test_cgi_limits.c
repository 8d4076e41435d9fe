/* The alarm: it answers for a request that is too slow, once, and not at all when disarmed. */
#include "query/cgi/cgi_limits.h"

#include <stdbool.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/unit/scratch.h"

static const char late[] = "Status: 503\r\n\r\ntoo slow";

/* A request in a process of its own, whose alarm rings after `deadline_ms`; `busy`: it never ends by itself. */
static void child(int descriptor, unsigned deadline_ms, bool busy)
{
    struct cgi_alarm alarm = { .response = { late, sizeof late - 1 },
                               .note = { ", logged", 8 },
                               .descriptor = descriptor,
                               .note_descriptor = descriptor };
    struct failure failure;
    if (cgi_alarm_arm(&alarm, deadline_ms, &failure))
        _exit(3);
    for (volatile unsigned long i = 0; busy || i < 1000; i++)
        ;
    cgi_alarm_disarm(&alarm);
    usleep(3000 * deadline_ms);
    if (write(descriptor, "in time", 7) != 7)
        _exit(4);
    _exit(0);
}

static void check(unsigned deadline_ms, bool busy, const char *expected)
{
    int ends[2], status;
    char got[200];
    size_t size = 0;
    assert_int_equal(pipe(ends), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0)
        child(ends[1], deadline_ms, busy);
    close(ends[1]);
    for (ssize_t count; (count = read(ends[0], got + size, sizeof got - 1 - size)) > 0;)
        size += (size_t)count;
    got[size] = '\0';
    close(ends[0]);
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_string_equal(got, expected);
}

static void test_alarm(void **state)
{
    (void)state;
    check(50, true, "Status: 503\r\n\r\ntoo slow, logged");
    check(100, false, "in time");
}

static void test_limits(void **state)
{
    (void)state;
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        struct rlimit processor, core;
        cgi_limits_process(true);
        bool limited = getrlimit(RLIMIT_CPU, &processor) == 0 && processor.rlim_cur == CGI_PROCESSOR_S &&
                       getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_cur == 0;
        _exit(limited ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alarm),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
