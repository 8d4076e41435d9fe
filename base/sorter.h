/* Sorting more than memory holds: what does not fit is written to temporary files, which have no name and are gone
 * with the process. */
#ifndef DEPECHE_BASE_SORTER_H
#define DEPECHE_BASE_SORTER_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"

struct sorter;

/* `memory_bytes` are used for keys, values and 16 bytes an entry, twice that while the memory grows. Files go to the
 * folder that TMPDIR names, else to /tmp. */
enum status sorter_new(struct sorter **sorter, size_t memory_bytes, struct failure *failure);
void sorter_free(struct sorter *sorter);

/* Both are copied; together at most 2^31 - 1 bytes. STATUS_LIMIT after 256 times `memory_bytes`. */
enum status sorter_add(struct sorter *sorter, struct bytes key, struct bytes value, struct failure *failure);

/* After the last sorter_add: the values in the order of their keys' bytes, equal keys in the order added. `*more` is
 * false at the end. A view, valid until the next call. */
enum status sorter_next(struct sorter *sorter, struct bytes *value, bool *more, struct failure *failure);

#endif
