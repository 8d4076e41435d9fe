/* UTF-8 that somebody read as windows-1252, MacRoman or CP850 and saved so: "rÃ©gion", "r√©gion" and "r├®gion" are
 * "région". */
#ifndef DEPECHE_INDEXER_DECODE_REPAIR_H
#define DEPECHE_INDEXER_DECODE_REPAIR_H

#include <stddef.h>

#include "base/buffer.h"

/* Set such characters right, also where it happened twice, and the C1 controls that stand for windows-1252's quotes.
 * Returns how many; 0 leaves `repaired` (an empty buffer) as it is. Letters that merely look odd together are not
 * touched: what was written must be UTF-8 of a character that occurs in French or English. */
size_t repair_mojibake(struct bytes utf8, struct buffer *repaired);

#endif
