/* Limits of a request. Xapian's own time limit does not end a search, so a signal does. */
#include "query/cgi/cgi_limits.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

void cgi_limits_process(bool one_request)
{
    struct failure unsaid;
    cage_limit(RLIMIT_CORE, "core dumps", 0, 0, &unsaid);
    if (one_request)
        cage_limit(RLIMIT_CPU, "processor time", CGI_PROCESSOR_S, CGI_PROCESSOR_S + 1, &unsaid);
    cage_limit(RLIMIT_DATA, "memory", CGI_MEMORY_BYTES, CGI_MEMORY_BYTES, &unsaid);
}

/* The search may hold any lock: only write and _exit are safe here. The timer carries the alarm, so that there is no
 * global variable. */
static void write_all(int descriptor, struct bytes text)
{
    while (text.size > 0) {
        ssize_t count = write(descriptor, text.data, text.size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return;
        text = (struct bytes){ text.data + count, text.size - (size_t)count };
    }
}

static void answer_late(int number, siginfo_t *information, void *context)
{
    (void)number;
    (void)context;
    if (information->si_code != SI_TIMER)
        return;
    const struct cgi_alarm *alarm = information->si_value.sival_ptr;
    write_all(alarm->descriptor, alarm->response);
    if (alarm->note_descriptor >= 0)
        write_all(alarm->note_descriptor, alarm->note);
    _exit(0);
}

enum status cgi_alarm_arm(struct cgi_alarm *alarm, unsigned deadline_ms, struct failure *failure)
{
    struct sigaction action = { .sa_sigaction = answer_late, .sa_flags = SA_SIGINFO };
    struct sigevent event = { .sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGALRM };
    struct itimerspec once = { .it_value = { deadline_ms / 1000, (long)(deadline_ms % 1000) * 1000000 } };
    sigset_t alarms;
    event.sigev_value.sival_ptr = alarm;
    sigemptyset(&action.sa_mask);
    sigemptyset(&alarms);
    sigaddset(&alarms, SIGALRM);
    if (sigaction(SIGALRM, &action, NULL) || sigprocmask(SIG_UNBLOCK, &alarms, NULL) ||
        timer_create(CLOCK_MONOTONIC, &event, &alarm->timer))
        return fail(failure, STATUS_IO, "cannot set a timer: %s", strerror(errno));
    if (timer_settime(alarm->timer, 0, &once, NULL)) {
        int reason = errno;
        timer_delete(alarm->timer);
        return fail(failure, STATUS_IO, "cannot start a timer: %s", strerror(reason));
    }
    return STATUS_OK;
}

void cgi_alarm_disarm(struct cgi_alarm *alarm)
{
    timer_delete(alarm->timer);
}
