/* Encodings of several bytes a character, through iconv. */
#ifndef DEPECHE_INDEXER_DECODE_ICONV_H
#define DEPECHE_INDEXER_DECODE_ICONV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "indexer/decode/decode_encodings.h"

/* Append `raw` as UTF-8, each byte that cannot be read as U+FFFD, counted in `replaced`. False, with nothing
 * appended, when this system does not have the encoding. */
bool decode_iconv(const struct encoding *encoding, struct bytes raw, struct buffer *utf8, size_t *replaced);

#endif
