/* The terms of a document, collected in any order and packed in that of their bytes. */
#ifndef DEPECHE_INDEXER_DOCUMENT_TERMS_H
#define DEPECHE_INDEXER_DOCUMENT_TERMS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/interner.h"
#include "base/starts.h"
#include "base/status.h"
#include "record/fields.h"

/* One word of the document. */
struct occurrence {
    uint32_t form, position; /* ascending positions */
};

struct document_term;
struct form_slot;

/* Its arrays are kept from document to document. */
struct document_terms {
    struct buffer bytes; /* of terms that stand nowhere else, one behind the other */
    uint32_t *positions;
    size_t position_count, position_capacity;
    struct document_term *terms;
    size_t term_count, term_capacity;
    struct form_slot *slots;
    size_t slot_capacity;
    uint32_t *term_of; /* each occurrence's */
    size_t term_of_capacity;
    struct start *sorted;
    size_t sorted_capacity;
    bool out_of_memory;
};
#define DOCUMENT_TERMS_EMPTY                                                                                         \
    {                                                                                                                \
        .bytes = BUFFER_EMPTY                                                                                        \
    }

/* Forget the document before; what it took is given back where it was much. */
void document_terms_begin(struct document_terms *terms);

/* A term without positions. */
void document_terms_add(struct document_terms *terms, const struct term *term);

/* A term for each form, with the prefix and all its positions. The strings stay where they are until it is packed. */
void document_terms_add_words(struct document_terms *terms, const struct interner *interner, const char *prefix,
                              const struct occurrence *occurrences, size_t count);

/* How many positions there are in all, how many terms; then each term with its positions as gaps. A term that was
 * added twice comes once, with the positions of one of them. */
enum status document_terms_pack(struct document_terms *terms, struct buffer *packed, struct failure *failure);

void document_terms_clear(struct document_terms *terms);

#endif
