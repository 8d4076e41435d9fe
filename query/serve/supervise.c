/* Forks, waits, forks again. Signals are waited for, not handled: nothing here runs at an odd moment. */
#include "query/serve/supervise.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

enum { WORKERS_MOST = 64 };
#define MS_NS UINT64_C(1000000)

/* A worker that dies younger than this died of itself, not of a request. */
static const uint64_t young_ns = 1000 * MS_NS;
static const unsigned first_pause_ms = 100, longest_pause_ms = 5000;

struct worker {
    pid_t id; /* 0: none */
    uint64_t began_ns, killed_ns;
};

struct parent {
    struct worker workers[WORKERS_MOST];
    unsigned count;
    sigset_t signals, before;
    bool ending;
    unsigned pause_ms;   /* before the next is started; 0: none died young */
    uint64_t start_at_ns;
    int (*work)(void *context);
    void *context;
    unsigned patience_ms;
};

/* == Workers ================================================================================================== */

static void become_worker(const struct parent *parent, pid_t parent_id)
{
    signal(SIGHUP, SIG_IGN); /* a terminal sends it to all of us */
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    sigprocmask(SIG_SETMASK, &parent->before, NULL);
    _exit(getppid() == parent_id ? parent->work(parent->context) : 0);
}

static void start_worker(struct parent *parent, struct worker *worker)
{
    pid_t parent_id = getpid();
    worker->began_ns = clock_monotonic_ns();
    worker->killed_ns = 0;
    worker->id = fork();
    if (worker->id == 0)
        become_worker(parent, parent_id);
    if (worker->id > 0)
        return;
    fprintf(stderr, "depeche.cgi: cannot start a worker: %s\n", strerror(errno));
    worker->id = 0;
    parent->start_at_ns = worker->began_ns + longest_pause_ms * MS_NS;
}

static void start_missing(struct parent *parent)
{
    for (unsigned i = 0; i < parent->count && !parent->ending; i++)
        if (!parent->workers[i].id && clock_monotonic_ns() >= parent->start_at_ns)
            start_worker(parent, &parent->workers[i]);
}

static void tell_death(int status)
{
    if (WIFSIGNALED(status))
        fprintf(stderr, "depeche.cgi: a worker was ended by signal %d (%s); another takes its place\n",
                WTERMSIG(status), strsignal(WTERMSIG(status)));
    else if (WEXITSTATUS(status))
        fprintf(stderr, "depeche.cgi: a worker failed; another takes its place\n");
}

/* Young and bad: the next would die the same way. */
static void wait_longer(struct parent *parent, const struct worker *worker, int status)
{
    uint64_t now = clock_monotonic_ns();
    if (status == 0 || now - worker->began_ns > young_ns) {
        parent->pause_ms = 0;
        return;
    }
    parent->pause_ms = parent->pause_ms ? parent->pause_ms * 2 : first_pause_ms;
    if (parent->pause_ms > longest_pause_ms)
        parent->pause_ms = longest_pause_ms;
    parent->start_at_ns = now + parent->pause_ms * MS_NS;
}

static void bury(struct parent *parent)
{
    int status;
    for (pid_t id; (id = waitpid(-1, &status, WNOHANG)) > 0;) {
        for (unsigned i = 0; i < parent->count; i++) {
            struct worker *worker = &parent->workers[i];
            if (worker->id != id)
                continue;
            if (!worker->killed_ns) {
                tell_death(status);
                wait_longer(parent, worker, status);
            }
            worker->id = 0;
        }
    }
}

static void tell_all(struct parent *parent)
{
    for (unsigned i = 0; i < parent->count; i++) {
        struct worker *worker = &parent->workers[i];
        if (!worker->id || worker->killed_ns)
            continue;
        kill(worker->id, SIGTERM);
        worker->killed_ns = clock_monotonic_ns();
    }
}

static void kill_deaf(struct parent *parent)
{
    uint64_t now = clock_monotonic_ns();
    for (unsigned i = 0; i < parent->count; i++) {
        struct worker *worker = &parent->workers[i];
        if (worker->id && worker->killed_ns && now - worker->killed_ns > parent->patience_ms * MS_NS)
            kill(worker->id, SIGKILL);
    }
}

static bool has_workers(const struct parent *parent)
{
    for (unsigned i = 0; i < parent->count; i++)
        if (parent->workers[i].id)
            return true;
    return false;
}

/* == The parent =============================================================================================== */

/* Something is due only after a death or an ending; else nothing but a signal wakes us. */
static bool has_waiting(const struct parent *parent)
{
    for (unsigned i = 0; i < parent->count; i++)
        if (!parent->workers[i].id || parent->workers[i].killed_ns)
            return true;
    return false;
}

static void await(struct parent *parent)
{
    const struct timespec soon = { 0, 20 * (long)MS_NS };
    int number = has_waiting(parent) ? sigtimedwait(&parent->signals, NULL, &soon)
                                     : sigwaitinfo(&parent->signals, NULL);
    if (number == SIGTERM || number == SIGINT || number == SIGUSR1)
        parent->ending = true;
    if (parent->ending || number == SIGHUP)
        tell_all(parent);
}

enum status supervise(unsigned workers, int (*work)(void *context), void *context, unsigned patience_ms,
                      struct failure *failure)
{
    static const int numbers[] = { SIGTERM, SIGINT, SIGUSR1, SIGHUP, SIGCHLD };
    struct parent parent = {
        .count = workers < 1 ? 1 : workers > WORKERS_MOST ? WORKERS_MOST : workers,
        .work = work,
        .context = context,
        .patience_ms = patience_ms,
    };
    sigemptyset(&parent.signals);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaddset(&parent.signals, numbers[i]);
    if (sigprocmask(SIG_BLOCK, &parent.signals, &parent.before))
        return fail(failure, STATUS_IO, "cannot wait for signals: %s", strerror(errno));
    while (!parent.ending || has_workers(&parent)) {
        start_missing(&parent);
        await(&parent);
        bury(&parent);
        kill_deaf(&parent);
    }
    sigprocmask(SIG_SETMASK, &parent.before, NULL);
    return STATUS_OK;
}
