/* The cage of a process that reads untrusted bytes: rlimits, seccomp, landlock. */
#include "indexer/workers/sandbox.h"

#include <errno.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* AddressSanitizer reserves terabytes of address space for its shadow. */
#if defined(__SANITIZE_ADDRESS__)
#define ADDRESS_SPACE_CAN_BE_LIMITED 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADDRESS_SPACE_CAN_BE_LIMITED 0
#endif
#endif
#ifndef ADDRESS_SPACE_CAN_BE_LIMITED
#define ADDRESS_SPACE_CAN_BE_LIMITED 1
#endif

static enum status set_limit(int resource, const char *name, rlim_t most, struct failure *failure)
{
    struct rlimit limit = { most, most };
    if (setrlimit(resource, &limit) != 0)
        return fail(failure, STATUS_IO, "cannot limit %s of a worker: %s", name, strerror(errno));
    return STATUS_OK;
}

static enum status set_limits(size_t memory_bytes, unsigned cpu_seconds, struct failure *failure)
{
    enum status status;
    if ((status = set_limit(RLIMIT_CORE, "core dumps", 0, failure)) ||
        (status = set_limit(RLIMIT_FSIZE, "file sizes", 0, failure)) ||
        (status = set_limit(RLIMIT_NPROC, "processes", 0, failure)) ||
        (status = set_limit(RLIMIT_CPU, "processor time", cpu_seconds, failure)))
        return status;
    return ADDRESS_SPACE_CAN_BE_LIMITED ? set_limit(RLIMIT_AS, "memory", memory_bytes, failure) : STATUS_OK;
}

/* Every right that the first version of landlock knows, allowed nowhere. Newer kernels accept the old set. */
static void forbid_files(void)
{
    struct landlock_ruleset_attr rights = { .handled_access_fs = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1 };
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0);
    if (ruleset < 0)
        return; /* a kernel without landlock: seccomp alone forbids the calls */
    syscall(SYS_landlock_restrict_self, ruleset, 0);
    close(ruleset);
}

/* What computing, talking over open descriptors and dying need. Everything else fails with EPERM. */
static const int allowed_calls[] = {
    SCMP_SYS(read),           SCMP_SYS(write),        SCMP_SYS(readv),        SCMP_SYS(writev),
    SCMP_SYS(brk),            SCMP_SYS(mmap),         SCMP_SYS(munmap),       SCMP_SYS(mremap),
    SCMP_SYS(madvise),        SCMP_SYS(mprotect),     SCMP_SYS(futex),        SCMP_SYS(clock_gettime),
    SCMP_SYS(gettimeofday),   SCMP_SYS(getrandom),    SCMP_SYS(getpid),       SCMP_SYS(gettid),
    SCMP_SYS(rt_sigaction),   SCMP_SYS(rt_sigprocmask), SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack),
    SCMP_SYS(sched_yield),    SCMP_SYS(close),        SCMP_SYS(exit),         SCMP_SYS(exit_group),
    SCMP_SYS(restart_syscall), SCMP_SYS(recvmsg),    SCMP_SYS(lseek),        SCMP_SYS(pread64),
};

static enum status forbid_calls(struct failure *failure)
{
    scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EPERM));
    int error = filter ? 0 : -ENOMEM;
    for (size_t i = 0; !error && i < sizeof allowed_calls / sizeof *allowed_calls; i++)
        error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed_calls[i], 0);
    /* A process may end itself as abort() does, but signal nobody else. */
    if (!error)
        error = seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                                 SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid()));
    if (!error)
        error = seccomp_load(filter);
    seccomp_release(filter);
    if (error)
        return fail(failure, STATUS_IO, "cannot set up the system call filter of a worker: %s", strerror(-error));
    return STATUS_OK;
}

enum status sandbox_enter(size_t memory_bytes, unsigned cpu_seconds, struct failure *failure)
{
    enum status status;
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return fail(failure, STATUS_IO, "cannot give up the privileges of a worker: %s", strerror(errno));
    if ((status = set_limits(memory_bytes, cpu_seconds, failure)))
        return status;
    forbid_files();
    return forbid_calls(failure);
}
