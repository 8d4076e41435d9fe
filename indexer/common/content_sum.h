/* What a file holds, as a number: to see that nothing has changed where only the time of modification is another. */
#ifndef DEPECHE_INDEXER_CONTENT_SUM_H
#define DEPECHE_INDEXER_CONTENT_SUM_H

#include <stdint.h>

#include "base/buffer.h"

/* 64 bits of the SHA-256 of the file, from its beginning, of its sidecar, and of `stated`, a number for all else that
 * is stated of it. The file's place does not move. 0 for a file that cannot be read. */
uint64_t content_sum(int file, struct bytes sidecar, uint64_t stated);

/* The same, of a file that was read. */
uint64_t content_sum_of(struct bytes content, struct bytes sidecar, uint64_t stated);

#endif
