/* How much bytes look like French or English under an encoding: when nobody says, or says wrongly, which it is. */
#ifndef DEPECHE_INDEXER_DECODE_LIKELIHOOD_H
#define DEPECHE_INDEXER_DECODE_LIKELIHOOD_H

#include "base/buffer.h"
#include "indexer/decode/decode_encodings.h"

/* The mean, over the bytes from 0x80 up, of how well each character suits its place; above 0 is good, below bad.
 * `encoding` has one byte a character. 0 for ASCII. */
double likelihood_of(const struct encoding *encoding, struct bytes raw);

/* The most likely of the encodings in which archives in French and English were written. windows-1252 where nothing
 * speaks for another. */
const struct encoding *likelihood_choose(struct bytes raw, double *likelihood);

#endif
