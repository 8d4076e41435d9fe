/* What readers of text have in common: an encoding to be found out. */
#ifndef DEPECHE_INDEXER_READER_TEXT_H
#define DEPECHE_INDEXER_READER_TEXT_H

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/readers/reader.h"
#include "record/record.h"

/* The input as UTF-8 into `text`, which is the caller's to clear; the record says as what it was read, and warns. `declared` is what the
 * document says of itself; NULL: what came with it. */
enum status reader_decode(const struct reader_input *input, const char *declared, struct buffer *text,
                          struct record *record, struct failure *failure);

#endif
