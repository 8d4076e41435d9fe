/* Words that were cut at the end of a line: whether their hyphen is the printer's or their own. */
#ifndef DEPECHE_INDEXER_HYPHENS_H
#define DEPECHE_INDEXER_HYPHENS_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"

/* The words that stand whole in the lines of a document. */
struct hyphens;

enum status hyphens_new(struct hyphens **hyphens, struct failure *failure);
void hyphens_free(struct hyphens *hyphens);

/* Learn the words of a line; the first and the last, which may be parts of words, are left out. */
enum status hyphens_learn(struct hyphens *hyphens, struct bytes line, struct failure *failure);

/* How many bytes to take off the end of `line`, which `next` follows, before the two are joined without a space;
 * -1 when it ends with no cut word. 0 for a compound cut at its own hyphen ("procès-" "verbal"). */
int hyphens_at_end(const struct hyphens *hyphens, struct bytes line, struct bytes next);

#endif
