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

/* The first frame of a worker says whether its sandbox is up. Without a sandbox nothing is read at all. */
static enum status wait_until_ready(int socket, struct failure *failure)
{
    unsigned char head[FRAME_HEAD_BYTES];
    char content[2 * sizeof(struct failure)];
    struct worker_answer ready = { .member = 0 };

    if (recv(socket, head, sizeof head, MSG_WAITALL) != sizeof head || frame_size(head) > sizeof content ||
        recv(socket, content, frame_size(head), MSG_WAITALL) != (ssize_t)frame_size(head) ||
        !answer_unpack((struct bytes){ content, frame_size(head) }, &ready))
        return fail(failure, STATUS_IO, "a worker process ended before it was ready");
    if (ready.status && failure)
        *failure = ready.failure;
    return ready.status;
}

enum status worker_process_start(struct worker_process *process, const struct worker_settings *settings,
                                 struct fact_finder *finder, struct failure *failure)
{
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0)
        return fail(failure, STATUS_IO, "cannot make a socket pair for a worker: %s", strerror(errno));
    pid_t indexer = getpid();
    pid_t id = fork();
    if (id < 0) {
        close(pair[0]);
        close(pair[1]);
        return fail(failure, STATUS_IO, "cannot make a worker process: %s", strerror(errno));
    }
    if (id == 0) {
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        if (getppid() != indexer)
            _exit(EXIT_FAILURE);
        /* It keeps its socket and standard error, on which sanitizers report. */
        if (dup2(pair[1], STDIN_FILENO) < 0)
            _exit(EXIT_FAILURE);
        close(STDOUT_FILENO);
        signal(SIGXFSZ, SIG_IGN); /* standard error may be a file, and a library may write to it */
        close_range(STDERR_FILENO + 1, ~0U, 0);
        worker_serve(STDIN_FILENO, settings, finder);
    }
    close(pair[1]);
    process->id = id;
    process->socket = pair[0];
    enum status status = wait_until_ready(pair[0], failure);
    fcntl(pair[0], F_SETFL, O_NONBLOCK);
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
    close(process->socket);
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
    return sendmsg(process->socket, &message, MSG_NOSIGNAL) == (ssize_t)(FRAME_HEAD_BYTES + packed->size);
}

void worker_process_ended(struct worker_process *process, struct failure *reason)
{
    int ended = 0;
    close(process->socket);
    while (waitpid(process->id, &ended, 0) < 0 && errno == EINTR)
        ;
    process->id = 0;
    if (WIFSIGNALED(ended))
        fail_reason(reason, REASON_CRASH, "made its reader crash (%s)", strsignal(WTERMSIG(ended)));
    else
        fail_reason(reason, REASON_CRASH, "made its reader give up (exit status %d)", WEXITSTATUS(ended));
}
