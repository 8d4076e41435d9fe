/* A document as the bulk writer takes it. */
#ifndef DEPECHE_GLASS_DOCUMENT_H
#define DEPECHE_GLASS_DOCUMENT_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

struct glass_posting {
    struct bytes term;
    const uint32_t *positions; /* ascending; one that comes twice is stored once */
    size_t position_count;     /* also the wdf: 0 for a boolean term */
};

struct glass_value {
    uint32_t slot;
    struct bytes value;
};

struct glass_document {
    struct bytes data;
    const struct glass_posting *postings; /* in the byte order of their terms, each term once */
    size_t posting_count;
    const struct glass_value *values; /* by ascending slot, each slot once; an empty value is none */
    size_t value_count;
};

/* The sum of the wdfs. */
uint64_t glass_document_length(const struct glass_document *document);

/* STATUS_LIMIT for an empty term, one that is too long (its NULs count twice), or a length past 32 bits;
 * STATUS_INVALID for what is not in order. */
enum status glass_document_check(const struct glass_document *document, struct failure *failure);

#endif
