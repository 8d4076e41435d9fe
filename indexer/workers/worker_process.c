/* One worker process, from the indexer's side: making it, sending to it, ending it. */
#include "indexer/workers/worker_process.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "indexer/common/reason.h"
#include "indexer/workers/worker_protocol.h"

/* What a worker may be ahead of an indexer that is busy: some hundred documents. More than a user may have is refused,
 * and the pipe is smaller then. */
enum { PIPE_BYTES = 1 << 20 };

/* The first frame of a worker says whether its sandbox is up. Without a sandbox nothing is read at all. */
static enum status wait_until_ready(int answers, struct failure *failure)
{
    unsigned char head[FRAME_HEAD_BYTES];
    char content[2 * sizeof(struct failure)];
    struct worker_answer ready = { .member = 0 };

    if (!frame_read(answers, head, sizeof head) || frame_size(head) > sizeof content ||
        !frame_read(answers, content, frame_size(head)) ||
        !answer_unpack((struct bytes){ content, frame_size(head) }, &ready))
        return fail(failure, STATUS_IO, "a worker process ended before it was ready");
    if (ready.status && failure)
        *failure = ready.failure;
    return ready.status;
}

/* Jobs come on standard input, answers go to standard output; sanitizers report on standard error. */
_Noreturn static void begin_worker(pid_t indexer, int jobs, int answers, const struct worker_settings *settings,
                                   struct fact_finder *finder)
{
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != indexer)
        _exit(EXIT_FAILURE);
    /* The first two may be closed in the indexer, and one of these be the other's number. */
    int moved = fcntl(answers, F_DUPFD, STDERR_FILENO + 1);
    if (moved < 0 || dup2(jobs, STDIN_FILENO) < 0 || dup2(moved, STDOUT_FILENO) < 0)
        _exit(EXIT_FAILURE);
    signal(SIGXFSZ, SIG_IGN); /* standard error may be a file, and a library may write to it */
    close_range(STDERR_FILENO + 1, ~0U, 0);
    worker_serve(STDIN_FILENO, STDOUT_FILENO, settings, finder);
}

static void close_both(const int ends[2])
{
    close(ends[0]);
    close(ends[1]);
}

enum status worker_process_start(struct worker_process *process, const struct worker_settings *settings,
                                 struct fact_finder *finder, struct failure *failure)
{
    int jobs[2], answers[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, jobs) != 0)
        return fail(failure, STATUS_IO, "cannot make a socket pair for a worker: %s", strerror(errno));
    if (pipe2(answers, O_CLOEXEC) != 0) {
        close_both(jobs);
        return fail(failure, STATUS_IO, "cannot make a pipe for a worker: %s", strerror(errno));
    }
    fcntl(answers[0], F_SETPIPE_SZ, PIPE_BYTES);
    pid_t indexer = getpid();
    pid_t id = fork();
    if (id < 0) {
        close_both(jobs);
        close_both(answers);
        return fail(failure, STATUS_IO, "cannot make a worker process: %s", strerror(errno));
    }
    if (id == 0)
        begin_worker(indexer, jobs[1], answers[1], settings, finder);
    close(jobs[1]);
    close(answers[1]);
    *process = (struct worker_process){ .id = id, .jobs = jobs[0], .answers = answers[0] };
    enum status status = wait_until_ready(answers[0], failure);
    fcntl(jobs[0], F_SETFL, O_NONBLOCK);
    fcntl(answers[0], F_SETFL, O_NONBLOCK);
    return status;
}

void worker_process_kill(struct worker_process *process)
{
    kill(process->id, SIGKILL);
}

void worker_process_stop(struct worker_process *process)
{
    if (!process->id)
        return;
    close(process->jobs);
    close(process->answers);
    kill(process->id, SIGKILL);
    while (waitpid(process->id, NULL, 0) < 0 && errno == EINTR)
        ;
    process->id = 0;
}

/* The file travels with the first byte. A job's frame, a sidecar in it at most (override.h), is smaller than a socket's
 * buffer, and so are those that wait there together: it goes at once or not at all. */
bool worker_process_send(struct worker_process *process, const struct buffer *packed, int file)
{
    unsigned char head[FRAME_HEAD_BYTES];
    union {
        char bytes[CMSG_SPACE(sizeof(int))];
        struct cmsghdr align;
    } control = { .bytes = { 0 } };
    struct iovec parts[] = { { head, FRAME_HEAD_BYTES }, { packed->bytes, packed->size } };
    struct msghdr message = {
        .msg_iov = parts,
        .msg_iovlen = sizeof parts / sizeof *parts,
        .msg_control = control.bytes,
        .msg_controllen = sizeof control.bytes,
    };
    struct cmsghdr *rights = CMSG_FIRSTHDR(&message);
    rights->cmsg_level = SOL_SOCKET;
    rights->cmsg_type = SCM_RIGHTS;
    rights->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(rights), &file, sizeof file);
    frame_head(packed->size, head);
    return sendmsg(process->jobs, &message, MSG_NOSIGNAL) == (ssize_t)(FRAME_HEAD_BYTES + packed->size);
}

void worker_process_ended(struct worker_process *process, struct failure *reason)
{
    int ended = 0;
    close(process->jobs);
    close(process->answers);
    while (waitpid(process->id, &ended, 0) < 0 && errno == EINTR)
        ;
    process->id = 0;
    if (WIFSIGNALED(ended))
        fail_reason(reason, REASON_CRASH, "made its reader crash (%s)", strsignal(WTERMSIG(ended)));
    else
        fail_reason(reason, REASON_CRASH, "made its reader give up (exit status %d)", WEXITSTATUS(ended));
}
