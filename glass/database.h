/* A database made from documents, stored as they come, and from the runs of their postings, merged in one pass at the
 * end. The two go into tables of their own. */
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

/* The postings of all documents, once. The runs are removed. */
enum status glass_database_take_postings(struct glass_database *database, const char *const *names, size_t count,
                                         struct failure *failure);

/* The tables and the version file are written and fsynced, and so is the directory. */
enum status glass_database_finish(struct glass_database *database, struct failure *failure);

/* In any case; accepts NULL. Without a finish that succeeded there is no database in the directory. */
void glass_database_close(struct glass_database *database);

#endif
