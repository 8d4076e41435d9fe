/* A database, read where it lies in memory: what needs no ranking, and is asked for so often that Xapian's way, a new
 * cursor and its blocks for each question, would cost more than the search. */
#ifndef DEPECHE_GLASS_READER_H
#define DEPECHE_GLASS_READER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

struct glass_reader;

/* `directory`: a database that is never written to. STATUS_INVALID for a format that is not ours to read. */
enum status glass_reader_open(struct glass_reader **reader, const char *directory, struct failure *failure);
void glass_reader_close(struct glass_reader *reader);

/* Where `term` stands in the document `docid`, at the most `most` positions, ascending; none is no failure. Many
 * questions are answered fastest term by term, in ascending docids. */
typedef void (*glass_position_visit)(uint32_t position, void *context);
enum status glass_reader_positions(struct glass_reader *reader, struct bytes term, uint32_t docid, uint32_t most,
                                   glass_position_visit visit, void *context, struct failure *failure);

/* The value of a slot for each of these documents that has one, in their order; `docids` ascend. What lies between two
 * of them in the table is read over, faster than Xapian finds one. */
typedef enum status (*glass_value_visit)(struct bytes value, void *context);
enum status glass_reader_values(struct glass_reader *reader, uint32_t slot, const uint32_t *docids, size_t count,
                                glass_value_visit visit, void *context, struct failure *failure);

#endif
