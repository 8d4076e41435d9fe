/* The document data of the index: what a hit can show without going back to the file.
 *
 * Lines of NAME=VALUE, which Omega's templates can read: url, caption, sample and type first, as omindex
 * writes them, then ours; the full text comes last, as one line in which newlines are stored as vertical tabs.
 * Line ends inside other values become spaces. */
#ifndef DEPECHE_RECORD_STORED_H
#define DEPECHE_RECORD_STORED_H

#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"
#include "record/record.h"

void stored_write(const struct record *record, struct buffer *data);

/* Read it back into a record: every field but `warnings` and `encoding` comes through. STATUS_CORRUPT when there is
 * no url line; other lines that are damaged are passed over. `with_text` false leaves the text out. `record` is
 * initialised; what it held is freed, and after a failure it is empty. */
enum status stored_read(struct bytes data, bool with_text, struct record *record, struct failure *failure);

#endif
