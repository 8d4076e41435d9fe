/* A sample of an index's documents, searched: each must be found, alone, by what is stored of it. */
#ifndef DEPECHE_INDEXER_VERIFY_SAMPLE_H
#define DEPECHE_INDEXER_VERIFY_SAMPLE_H

#include <stdint.h>

#include "base/status.h"
#include "indexer/builder/opened.h"
#include "language/lexicon.h"

/* Documents all over the index, at most `most` of them: by their unique id, by the words of their title as a phrase,
 * by the first words of their text, whose forms must be in the lexicon. `*searched`: how many it were. STATUS_CORRUPT
 * names the first that is not found. */
enum status verify_sample(const struct opened *opened, const struct lexicon *lexicon, uint32_t most,
                          uint32_t *searched, struct failure *failure);

#endif
