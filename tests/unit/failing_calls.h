/* Calls to the system that fail once, in turn: the linker gives those of our objects to the functions __wrap_* made
 * here (option --wrap in CMakeLists.txt). */
#ifndef DEPECHE_TESTS_UNIT_FAILING_CALLS_H
#define DEPECHE_TESTS_UNIT_FAILING_CALLS_H

#include <errno.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>

/* How many calls, of all threads, still go through before one fails; -1: all do. */
static atomic_long calls_left = -1;
static atomic_bool failed;

static inline bool fails(int reason)
{
    if (calls_left < 0 || atomic_fetch_sub(&calls_left, 1) != 0)
        return false;
    failed = true;
    errno = reason;
    return true;
}

#define WRAP(type, name, parameters, arguments, reason, failure_value)                                               \
    type __real_##name parameters;                                                                                   \
    type __wrap_##name parameters;                                                                                   \
    type __wrap_##name parameters                                                                                    \
    {                                                                                                                \
        return fails(reason) ? failure_value : __real_##name arguments;                                              \
    }

WRAP(void *, malloc, (size_t size), (size), ENOMEM, NULL)
WRAP(void *, calloc, (size_t count, size_t size), (count, size), ENOMEM, NULL)
WRAP(void *, realloc, (void *old, size_t size), (old, size), ENOMEM, NULL)

#endif
