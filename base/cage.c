/* rlimits, landlock and seccomp. The filter is written by hand: it is a list of numbers, and a library for it would
 * take longer to load than the filter itself. */
#include "base/cage.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* System calls have other numbers on each processor, and on some of them in each mode. */
#if defined(__x86_64__) && !defined(__ILP32__)
#define ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define ARCHITECTURE AUDIT_ARCH_AARCH64
#elif defined(__i386__)
#define ARCHITECTURE AUDIT_ARCH_I386
#elif defined(__arm__)
#define ARCHITECTURE AUDIT_ARCH_ARM
#elif defined(__riscv) && __riscv_xlen == 64
#define ARCHITECTURE AUDIT_ARCH_RISCV64
#elif defined(__powerpc64__) && defined(__LITTLE_ENDIAN__)
#define ARCHITECTURE AUDIT_ARCH_PPC64LE
#elif defined(__s390x__)
#define ARCHITECTURE AUDIT_ARCH_S390X
#else
#define ARCHITECTURE 0
#endif

/* == Privileges and limits ==================================================================================== */

enum status cage_privileges(struct failure *failure)
{
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
        return fail(failure, STATUS_IO, "cannot give up the privileges of a process: %s", strerror(errno));
    return STATUS_OK;
}

enum status cage_limit(int resource, const char *name, rlim_t soft, rlim_t hard, struct failure *failure)
{
    struct rlimit limit = { soft, hard };
    if (CAGE_SANITIZED && (resource == RLIMIT_AS || resource == RLIMIT_DATA))
        return STATUS_OK;
    if (setrlimit((__rlimit_resource_t)resource, &limit) != 0)
        return fail(failure, STATUS_IO, "cannot limit %s of a process: %s", name, strerror(errno));
    return STATUS_OK;
}

/* == Files ==================================================================================================== */

/* Every right that the first version of landlock knows. Newer kernels accept the old set. */
static const uint64_t all_rights = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
static const uint64_t rights_of_files = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;

static void allow_path(int ruleset, const struct cage_path *path)
{
    struct stat found;
    struct landlock_path_beneath_attr rule = { .allowed_access =
                                                   LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR };
    if (path->write)
        rule.allowed_access |= LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG;
    rule.parent_fd = open(path->path, O_PATH | O_CLOEXEC);
    if (rule.parent_fd < 0)
        return;
    if (fstat(rule.parent_fd, &found) == 0 && !S_ISDIR(found.st_mode))
        rule.allowed_access &= rights_of_files;
    syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    close(rule.parent_fd);
}

bool cage_files(const struct cage_path *paths, size_t count)
{
    struct landlock_ruleset_attr rights = { .handled_access_fs = all_rights };
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &rights, sizeof rights, 0);
    if (ruleset < 0)
        return false;
    for (size_t i = 0; i < count; i++)
        allow_path(ruleset, &paths[i]);
    bool caged = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
    close(ruleset);
    return caged;
}

/* == System calls ============================================================================================= */

/* A block may have a few calls more than this, of one number; a jump goes over 255 steps at most. */
enum { CALLS_MOST = 70, CALLS_OF_BLOCK = 8, STEPS_OF_CALL = 6, MOST_STEPS = 512 };

struct filter {
    struct sock_filter steps[MOST_STEPS];
    unsigned short count;
};

static void add_step(struct filter *filter, unsigned short code, uint32_t value, unsigned char when_not)
{
    filter->steps[filter->count++] = (struct sock_filter){ .code = code, .jf = when_not, .k = value };
}

static void load(struct filter *filter, size_t offset)
{
    add_step(filter, BPF_LD | BPF_W | BPF_ABS, (uint32_t)offset, 0);
}

static size_t offset_of_argument(unsigned argument)
{
    size_t high_first = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? sizeof(uint32_t) : 0;
    return offsetof(struct seccomp_data, args) + argument * sizeof(uint64_t) + high_first;
}

/* The number is loaded before, and after. */
static void add_call(struct filter *filter, const struct cage_call *call)
{
    add_step(filter, BPF_JMP | BPF_JEQ | BPF_K, (uint32_t)call->number, call->mask ? STEPS_OF_CALL - 1 : 1);
    if (call->mask) {
        load(filter, offset_of_argument(call->argument));
        add_step(filter, BPF_ALU | BPF_AND | BPF_K, call->mask, 0);
        add_step(filter, BPF_JMP | BPF_JEQ | BPF_K, call->value, 1);
    }
    add_step(filter, BPF_RET | BPF_K, SECCOMP_RET_ALLOW, 0);
    if (call->mask)
        load(filter, offsetof(struct seccomp_data, nr));
}

/* The kernel tries the filter with each number there is, to know those that need not be asked about: calls come in the
 * order of their numbers, and a filter need not look at those of other blocks. */
static int compare_calls(const void *left, const void *right)
{
    const struct cage_call *one = left, *other = right;
    return (one->number > other->number) - (one->number < other->number);
}

/* Block by block; a number past the block's last goes on with the next. */
static void add_calls(struct filter *filter, const struct cage_call *calls, size_t count)
{
    for (size_t begin = 0, end; begin < count; begin = end) {
        end = begin + CALLS_OF_BLOCK < count ? begin + CALLS_OF_BLOCK : count;
        while (end < count && calls[end].number == calls[end - 1].number)
            end++;
        unsigned short before = filter->count;
        add_step(filter, BPF_JMP | BPF_JGT | BPF_K, (uint32_t)calls[end - 1].number, 0);
        for (size_t i = begin; i < end; i++)
            add_call(filter, &calls[i]);
        add_step(filter, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM, 0);
        filter->steps[before].jt = (unsigned char)(filter->count - before - 1);
    }
    add_step(filter, BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM, 0);
}

enum status cage_calls(const struct cage_call *allowed, size_t count, struct failure *failure)
{
    struct cage_call calls[CALLS_MOST];
    struct filter filter = { .count = 0 };
    if (!ARCHITECTURE || count > CALLS_MOST)
        return fail(failure, STATUS_IO, "there is no system call filter for this processor");
    memcpy(calls, allowed, count * sizeof *calls);
    qsort(calls, count, sizeof *calls, compare_calls);
    load(&filter, offsetof(struct seccomp_data, arch));
    add_step(&filter, BPF_JMP | BPF_JEQ | BPF_K, ARCHITECTURE, 1);
    add_step(&filter, BPF_JMP | BPF_JA, 1, 0); /* past the killing */
    add_step(&filter, BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS, 0);
    load(&filter, offsetof(struct seccomp_data, nr));
    add_calls(&filter, calls, count);
    struct sock_fprog program = { filter.count, filter.steps };
    if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) != 0)
        return fail(failure, STATUS_IO, "cannot set up the system call filter of a process: %s", strerror(errno));
    return STATUS_OK;
}
