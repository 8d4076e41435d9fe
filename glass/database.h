/* A database made from runs: their documents as they are handed over, at the end their postings in one pass. The two go
 * into tables of their own: handing over documents and postings may go on at the same time, in two threads. */
#ifndef DEPECHE_GLASS_DATABASE_H
#define DEPECHE_GLASS_DATABASE_H

#include <stddef.h>

#include "base/status.h"

struct glass_database;

/* `directory` is made for the database; `scratch`, which exists, is where merges of too many runs put their files. */
enum status glass_database_open(struct glass_database **database, const char *directory, const char *scratch,
                                struct failure *failure);

/* The documents of these runs, all of which have docids above those handed over before. Their NAME.documents are
 * removed. */
enum status glass_database_take_documents(struct glass_database *database, const char *const *names, size_t count,
                                          struct failure *failure);

/* The postings of all runs whose documents were handed over, once. Their NAME.postings are removed. */
enum status glass_database_take_postings(struct glass_database *database, const char *const *names, size_t count,
                                         struct failure *failure);

/* The tables and the version file are written and fsynced, and so is the directory. */
enum status glass_database_finish(struct glass_database *database, struct failure *failure);

/* In any case; accepts NULL. Without a finish that succeeded there is no database in the directory. */
void glass_database_close(struct glass_database *database);

#endif
