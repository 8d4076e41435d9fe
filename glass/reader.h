/* A database, read where it lies in memory: what is asked for so often that Xapian's way, a new cursor and its blocks
 * for each question, would cost more than the search. Lists of postings are in glass/postings.h.
 *
 * Every table is checked as it is read: damage is STATUS_CORRUPT, or a wrong number, and never a crash. */
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

struct glass_facts {
    uint32_t document_count, last_docid;
    uint64_t total_length; /* of all documents, in postings */
};
const struct glass_facts *glass_reader_facts(const struct glass_reader *reader);

/* Where `term` stands in the document `docid`, at the most `most` positions, ascending; none is no failure. Many
 * questions are answered fastest term by term, in ascending docids. */
typedef void (*glass_position_visit)(uint32_t position, void *context);
enum status glass_reader_positions(struct glass_reader *reader, struct bytes term, uint32_t docid, uint32_t most,
                                   glass_position_visit visit, void *context, struct failure *failure);

/* The same of one term, which may be asked for beside others without losing its place. */
struct glass_places;
enum status glass_places_open(struct glass_places **places, struct glass_reader *reader, struct bytes term,
                              struct failure *failure);
/* Of positions past `most`, only some. `positions` are valid until the next call. */
enum status glass_places_find(struct glass_places *places, uint32_t docid, uint32_t most, const uint32_t **positions,
                              size_t *count, struct failure *failure);
void glass_places_close(struct glass_places *places);

/* The value of a slot for each of these documents that has one, in their order; `docids` ascend. What lies between
 * two of them in the table is read over, faster than Xapian finds one. */
typedef enum status (*glass_value_visit)(uint32_t docid, struct bytes value, void *context);
enum status glass_reader_values(struct glass_reader *reader, uint32_t slot, const uint32_t *docids, size_t count,
                                glass_value_visit visit, void *context, struct failure *failure);

/* Append the data of a document. STATUS_NOT_FOUND when there is none. */
enum status glass_reader_data(struct glass_reader *reader, uint32_t docid, struct buffer *data,
                              struct failure *failure);

/* Every term that begins with `prefix`, in byte order, with the number of documents it is in; for prefixes without
 * NULs. */
typedef void (*glass_term_visit)(struct bytes term, uint32_t frequency, void *context);
enum status glass_reader_terms(struct glass_reader *reader, struct bytes prefix, glass_term_visit visit,
                               void *context, struct failure *failure);

#endif
