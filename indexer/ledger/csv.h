/* Tables of comma-separated values (RFC 4180): written so that a spreadsheet takes no cell for a formula, and read.
 */
#ifndef DEPECHE_INDEXER_CSV_H
#define DEPECHE_INDEXER_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* One cell, quoted where it has to be. It becomes valid UTF-8 on one line; what a spreadsheet would compute gets an
 * apostrophe in front. */
void csv_write_cell(struct buffer *out, struct bytes text);

/* The cell at byte `*at` of a table, which moves behind it and the comma or line end that follows. Lines end with or
 * without '\r'; `*ends_row` tells that it was the last of its row. False at the end of the table. */
bool csv_read_cell(struct bytes table, size_t *at, struct buffer *cell, bool *ends_row);

#endif
