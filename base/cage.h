/* Giving up what a process does not need any more: privileges, resources, files, system calls. None of it can be
 * undone, and children inherit all of it. Workers of the indexer and the search page are caged with it. */
#ifndef DEPECHE_BASE_CAGE_H
#define DEPECHE_BASE_CAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

#include "base/status.h"

/* Sanitizers make everything slower and reserve terabytes of addresses. */
#if defined(__SANITIZE_ADDRESS__)
#define CAGE_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CAGE_SANITIZED 1
#endif
#endif
#ifndef CAGE_SANITIZED
#define CAGE_SANITIZED 0
#endif

/* No new privileges by running programs, no look at our memory by others. Needed before the rest. */
enum status cage_privileges(struct failure *failure);

/* setrlimit; `name` for the message: "core dumps". Of a sanitized program, memory is left without limit. */
enum status cage_limit(int resource, const char *name, rlim_t soft, rlim_t hard, struct failure *failure);

/* A folder or file that may still be used; what lies in it, too. One that does not exist is passed over. */
struct cage_path {
    const char *path;
    bool write; /* files in it may also be made and written to, but not removed */
};

/* With landlock: files are where `paths` are and nowhere else. False where the kernel has no landlock: the system
 * call filter then has to do. Descriptors that are open stay so. */
bool cage_files(const struct cage_path *paths, size_t count);

/* A system call that stays allowed: any, or, where `mask` is not 0, only with such an argument (its lower 32 bits).
 * A number may be listed several times. */
struct cage_call {
    int number; /* SYS_read */
    unsigned argument;
    uint32_t mask, value;
};

/* With seccomp: every other call fails with EPERM. STATUS_IO where the kernel or processor cannot. */
enum status cage_calls(const struct cage_call *allowed, size_t count, struct failure *failure);

#endif
