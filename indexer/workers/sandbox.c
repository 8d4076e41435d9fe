/* The cage of a process that reads untrusted bytes: rlimits, seccomp, landlock. */
#include "indexer/workers/sandbox.h"

#include <sys/syscall.h>
#include <unistd.h>

#include "base/cage.h"

static enum status set_limits(size_t memory_bytes, unsigned cpu_seconds, struct failure *failure)
{
    enum status status;
    if ((status = cage_limit(RLIMIT_CORE, "core dumps", 0, 0, failure)) ||
        (status = cage_limit(RLIMIT_FSIZE, "file sizes", 0, 0, failure)) ||
        (status = cage_limit(RLIMIT_NPROC, "processes", 0, 0, failure)) ||
        (status = cage_limit(RLIMIT_CPU, "processor time", cpu_seconds, cpu_seconds, failure)))
        return status;
    return cage_limit(RLIMIT_AS, "memory", memory_bytes, memory_bytes, failure);
}

/* What computing, talking over open descriptors and dying need. A process may end itself as abort() does, but signal
 * nobody else. */
static enum status forbid_calls(struct failure *failure)
{
    const struct cage_call allowed[] = {
        { .number = SYS_read },          { .number = SYS_write },           { .number = SYS_readv },
        { .number = SYS_writev },        { .number = SYS_brk },             { .number = SYS_mmap },
        { .number = SYS_munmap },        { .number = SYS_mremap },          { .number = SYS_madvise },
        { .number = SYS_mprotect },      { .number = SYS_futex },           { .number = SYS_clock_gettime },
        { .number = SYS_gettimeofday },  { .number = SYS_getrandom },       { .number = SYS_getpid },
        { .number = SYS_gettid },        { .number = SYS_rt_sigaction },    { .number = SYS_rt_sigprocmask },
        { .number = SYS_rt_sigreturn },  { .number = SYS_sigaltstack },     { .number = SYS_sched_yield },
        { .number = SYS_close },         { .number = SYS_exit },            { .number = SYS_exit_group },
        { .number = SYS_restart_syscall }, { .number = SYS_recvmsg },       { .number = SYS_lseek },
        { .number = SYS_pread64 },       { SYS_tgkill, 0, UINT32_MAX, (uint32_t)getpid() },
    };
    return cage_calls(allowed, sizeof allowed / sizeof *allowed, failure);
}

enum status sandbox_enter(size_t memory_bytes, unsigned cpu_seconds, struct failure *failure)
{
    enum status status;
    if ((status = cage_privileges(failure)) || (status = set_limits(memory_bytes, cpu_seconds, failure)))
        return status;
    cage_files(NULL, 0); /* a kernel without landlock: the filter alone forbids the calls */
    return forbid_calls(failure);
}
