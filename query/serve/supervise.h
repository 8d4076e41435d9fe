/* A parent that does nothing but keep its workers alive. */
#ifndef DEPECHE_QUERY_SUPERVISE_H
#define DEPECHE_QUERY_SUPERVISE_H

#include "base/status.h"

/* Run `work` in `workers` processes, each replaced when it ends; one that ends badly as soon as it began is waited for
 * a little longer each time. SIGTERM, SIGINT and SIGUSR1 end them all and then this function; SIGHUP replaces them
 * all. They are told by SIGTERM, and after `patience_ms` by SIGKILL. */
enum status supervise(unsigned workers, int (*work)(void *context), void *context, unsigned patience_ms,
                      struct failure *failure);

#endif
