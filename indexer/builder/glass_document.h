/* A document of the shim as one of glass. */
#ifndef DEPECHE_INDEXER_GLASS_DOCUMENT_H
#define DEPECHE_INDEXER_GLASS_DOCUMENT_H

#include "glass/document.h"
#include "shim/xapian_shim.h"

/* The arrays that documents are converted into, one after the other. */
struct glass_converter {
    struct glass_posting *postings;
    size_t posting_capacity;
    struct glass_value *values;
    size_t value_capacity;
};

/* The unique term becomes one of the others, if it is none already; of values of one slot the last counts, as with
 * the shim. `converted` is valid until the next call and as long as `document`, whose terms are in byte order. */
enum status glass_convert(struct glass_converter *converter, const struct xs_document *document,
                          struct glass_document *converted, struct failure *failure);
void glass_converter_clear(struct glass_converter *converter);

#endif
