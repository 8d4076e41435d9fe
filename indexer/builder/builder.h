/* Builds one new Xapian database from a stream of documents. */
#ifndef DEPECHE_INDEXER_BUILDER_H
#define DEPECHE_INDEXER_BUILDER_H

#include "base/status.h"
#include "shim/xapian_shim.h"

/* The interface that each way of building fills. */
struct builder;

struct builder_kind {
    const char *name; /* "api" */
    /* `directory` is the builder's own to work in; the finished database will be at directory/NAME. What waits to be
     * written takes about `memory_bytes`. */
    enum status (*open)(struct builder **builder, const char *directory, const char *name, size_t memory_bytes,
                        struct failure *failure);
    /* The document is borrowed for the call. Two documents of one unique term are both kept: the caller sees to it.
     */
    enum status (*add)(struct builder *builder, const struct xs_document *document, struct failure *failure);
    /* Everything added is in one database, fsynced, and working files are gone. */
    enum status (*finish)(struct builder *builder, struct failure *failure);
    void (*close)(struct builder *builder); /* also after a failure; accepts NULL */
};

/* Through Xapian's API: segments of 1,000 documents, merged at the end. Time grows as n log n, memory with a segment,
 * whatever it is told. */
extern const struct builder_kind builder_api;

/* By writing the tables ourselves, in bounded memory. Opening it compares tiny databases made in both ways:
 * STATUS_INVALID when they differ, and nothing is left in the directory, so that builder_api can be opened there.
 * Terms come in byte order, else a document is STATUS_INVALID. */
extern const struct builder_kind builder_glass;

#endif
