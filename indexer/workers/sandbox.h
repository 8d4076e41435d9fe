/* The cage of a process that reads untrusted bytes. */
#ifndef DEPECHE_INDEXER_SANDBOX_H
#define DEPECHE_INDEXER_SANDBOX_H

#include <stddef.h>

#include "base/status.h"

/* From here on this process has its open descriptors, memory up to `memory_bytes`, `cpu_seconds` of processor time, and nothing
 * else: it cannot open or make files, sockets or processes, nor signal or trace others. Cannot be undone. Landlock is left out where the kernel
 * has none; seccomp and the limits are always required. */
enum status sandbox_enter(size_t memory_bytes, unsigned cpu_seconds, struct failure *failure);

#endif
