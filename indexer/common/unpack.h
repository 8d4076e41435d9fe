/* Unpacking bytes in memory: gzip, deflate, brotli. Bombs are refused. */
#ifndef DEPECHE_INDEXER_UNPACK_H
#define DEPECHE_INDEXER_UNPACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

/* What unpacks to more than so many times its size, once it is past a size that is free, is a bomb: pages and tables
 * shrink to a tenth, server logs to a fiftieth. */
enum { UNPACK_GROWTH_MOST = 200, UNPACK_FREE_BYTES = 16 << 20 };
bool unpack_is_bomb(uint64_t packed, uint64_t unpacked);
enum status unpack_fail_bomb(struct failure *failure);

enum packing { PACKING_GZIP, PACKING_DEFLATE, PACKING_BROTLI };

/* Append what `packed` holds to `content`, up to its limit. `*cut`: the end is missing, what there is was taken.
 * Deflate is that of zlib or bare, as servers take the liberty. */
enum status unpack(enum packing packing, struct bytes packed, struct buffer *content, bool *cut,
                   struct failure *failure);

/* The first bytes of a gzip file, at most `size`, from the first bytes of the packed file; how many there are. */
size_t unpack_peek(struct bytes packed, char *into, size_t size);

#endif
