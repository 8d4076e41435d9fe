/* The lists of what stays allowed. */
#include "query/serve/page_cage.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/cage.h"

static void forbid_files(const struct cgi_settings *settings, enum page_cage kind)
{
    const struct cage_path paths[] = {
        { settings->index ? settings->index : "", false },
        { DEPECHE_LIBRARIES_BUILT, false },
        { DEPECHE_LIBRARIES_INSTALLED, false },
        { "/usr/lib", false },
        { "/lib", false },
        { "/etc/ld.so.cache", false },
    };
    cage_files(paths, kind == PAGE_CAGE_ONE ? sizeof paths / sizeof *paths : 1);
}

/* Opening is for reading. What can be run cannot be written to; where libraries are not loaded any more, nothing can be
 * run that was not there before. */
static enum status forbid_calls(enum page_cage kind, struct failure *failure)
{
    const uint32_t running = kind == PAGE_CAGE_ONE ? PROT_EXEC : 0;
    const uint32_t writing = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
    const struct cage_call allowed[] = {
        { .number = SYS_read },
        { .number = SYS_pread64 },
        { .number = SYS_readv },
        { .number = SYS_write },
        { .number = SYS_writev },
        { .number = SYS_lseek },
        { .number = SYS_close },
        { SYS_openat, 2, writing, O_RDONLY },
        { .number = SYS_newfstatat },
        { .number = SYS_fstat },
        { .number = SYS_statx },
        { .number = SYS_fcntl },
        { .number = SYS_mmap, .argument = 2, .mask = PROT_EXEC, .value = 0 },
        { .number = SYS_mmap, .argument = 2, .mask = PROT_EXEC | PROT_WRITE, .value = running },
        { .number = SYS_mprotect, .argument = 2, .mask = PROT_EXEC, .value = 0 },
        { .number = SYS_munmap },
        { .number = SYS_mremap },
        { .number = SYS_madvise },
        { .number = SYS_brk },
        { .number = SYS_futex },
        { .number = SYS_accept },
        { .number = SYS_accept4 },
        { .number = SYS_shutdown },
        { .number = SYS_getsockname },
        { .number = SYS_getpeername },
        { .number = SYS_setsockopt },
        { .number = SYS_pselect6 },
        { .number = SYS_ppoll },
#ifdef SYS_select
        { .number = SYS_select },
        { .number = SYS_poll },
        { .number = SYS_stat },
        { .number = SYS_access },
#endif
        { .number = SYS_faccessat },
        { .number = SYS_clock_gettime },
        { .number = SYS_gettimeofday },
        { .number = SYS_timer_create },
        { .number = SYS_timer_settime },
        { .number = SYS_timer_delete },
        { .number = SYS_getrandom },
        { .number = SYS_sysinfo }, /* qsort asks how much memory there is */
        { .number = SYS_getpid },
        { .number = SYS_gettid },
        { .number = SYS_rt_sigaction },
        { .number = SYS_rt_sigprocmask },
        { .number = SYS_rt_sigreturn },
        { .number = SYS_sigaltstack },
        { .number = SYS_restart_syscall },
        { .number = SYS_sched_yield },
        { .number = SYS_exit },
        { .number = SYS_exit_group },
#if CAGE_SANITIZED
        { .number = SYS_pipe2 }, /* they look through one whether memory can be read */
        { .number = SYS_pipe },
#endif
        { SYS_tgkill, 0, UINT32_MAX, (uint32_t)getpid() },
    };
    return cage_calls(allowed, sizeof allowed / sizeof *allowed, failure);
}

enum status page_cage_enter(const struct cgi_settings *settings, enum page_cage kind, struct failure *failure)
{
    enum status status = cage_privileges(failure);
    if (status)
        return status;
    forbid_files(settings, kind);
    return forbid_calls(kind, failure);
}
