/* A whole database from documents that come one after the other: runs in bounded memory, merged at the end. */
#ifndef DEPECHE_GLASS_WRITER_H
#define DEPECHE_GLASS_WRITER_H

#include "glass/document.h"

struct glass_writer;

/* The database will be in `directory`. `scratch` is a directory of its own for working files, made and removed again.
 * Postings take at most about `memory_bytes`, and a document more: a batch has half
 * of it, while the one before is written out beside it. */
enum status glass_writer_open(struct glass_writer **writer, const char *directory, const char *scratch,
                              size_t memory_bytes, struct failure *failure);

/* `docid` is above that of the document before; 0 for the next one. What `glass_document_check` refuses leaves the
 * writer as it was; after any other failure it can only be closed. */
enum status glass_writer_add(struct glass_writer *writer, uint32_t docid, const struct glass_document *document,
                             struct failure *failure);

/* Everything added is in the database, fsynced, and the working files are gone. */
enum status glass_writer_finish(struct glass_writer *writer, struct failure *failure);

void glass_writer_close(struct glass_writer *writer); /* in any case; accepts NULL */

#endif
