/* What the termlist and docdata tables keep of a document, ready to be stored. */
#ifndef DEPECHE_GLASS_STORED_H
#define DEPECHE_GLASS_STORED_H

#include <stdbool.h>
#include <stdint.h>

#include "glass/document.h"

/* One of a document's entries in a table. */
struct glass_stored {
    struct bytes tag;
    bool compressed;
};

/* A document's entries; one of 0 bytes is not there, but that of the terms always is. */
struct glass_stored_document {
    uint32_t docid;
    struct glass_stored terms, slots, data;
};

struct glass_storer;

enum status glass_storer_new(struct glass_storer **storer, struct failure *failure);
void glass_storer_free(struct glass_storer *storer); /* accepts NULL */

/* The entries of a document that `glass_document_check` accepts; they hold until the next call. */
enum status glass_store(struct glass_storer *storer, uint32_t docid, const struct glass_document *document,
                        struct glass_stored_document *stored, struct failure *failure);

#endif
