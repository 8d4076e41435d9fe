/* A database made from documents, stored as they come, and from the runs of their postings, merged at the end, into
 * two tables at the same time. */
#ifndef DEPECHE_GLASS_DATABASE_H
#define DEPECHE_GLASS_DATABASE_H

#include <stddef.h>

#include "base/status.h"
#include "glass/stored.h"

struct glass_database;

/* `directory` is made for the database; `scratch`, which exists, is where merges of too many runs put their files. */
enum status glass_database_open(struct glass_database **database, const char *directory, const char *scratch,
                                struct failure *failure);

/* A docid above those of all documents before. */
enum status glass_database_add_document(struct glass_database *database, const struct glass_stored_document *document,
                                        struct failure *failure);

/* The postings of all documents, once, after the last document. The tables are written and fsynced; the runs are
 * removed. */
enum status glass_database_take_postings(struct glass_database *database, const char *const *names, size_t count,
                                         struct failure *failure);

/* With the version file, which is written and fsynced, as is the directory, the database is there. */
enum status glass_database_finish(struct glass_database *database, struct failure *failure);

/* In any case; accepts NULL. Without a finish that succeeded there is no database in the directory. */
void glass_database_close(struct glass_database *database);

#endif
