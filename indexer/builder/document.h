/* What the index keeps of a record: terms with positions, values, data; as bytes that travel from worker to builder. */
#ifndef DEPECHE_INDEXER_DOCUMENT_H
#define DEPECHE_INDEXER_DOCUMENT_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/builder/document_terms.h"
#include "indexer/facts/facts.h"
#include "record/fields.h"
#include "record/record.h"
#include "shim/xapian_shim.h"

/* A file as it was read: its size, its mtime and what it held (indexer/common/content_sum.h; 0: not known), to see at the
 * next update whether it changed. */
struct stamp {
    uint64_t size;
    int64_t modified_ns;
    uint64_t content;
};

/* The stamp as it is stored in SLOT_STAMP, and back (false for bytes that are no stamp). */
void stamp_write(const struct stamp *stamp, struct buffer *value);
bool stamp_read(struct bytes value, struct stamp *stamp);

/* What packing works with, kept from document to document. */
struct document_packer {
    struct document_terms terms;
    struct occurrence *occurrences;
    size_t occurrence_capacity;
    struct buffer data;
};
#define DOCUMENT_PACKER_EMPTY                                                                                        \
    {                                                                                                                \
        .terms = DOCUMENT_TERMS_EMPTY, .data = BUFFER_EMPTY                                                          \
    }
void document_packer_clear(struct document_packer *packer);

/* Append the document of `record`, whose words the finder holds. Terms come in byte order, each once. `captured_s`: when
 * its address was captured, 0 for what is no web capture. */
enum status document_pack(struct document_packer *packer, const struct record *record, struct fact_finder *finder,
                          const struct stamp *stamp, int64_t captured_s, struct buffer *packed,
                          struct failure *failure);

/* Append what the twin of `record` is recognised by (indexer/facts/pair_key.h): part of its document, and all that is needed
 * of it where there is no index. */
enum status document_pack_pair_key(const struct record *record, struct fact_finder *finder, struct buffer *packed,
                                   struct failure *failure);

/* The term that a document is known by: the file, and the member of it; what it states of itself (its address) two
 * documents may state. */
void document_make_id(const struct record *record, struct term *term);

/* A packed document as the shim takes it: views into the packed bytes, arrays of its own. */
struct document {
    struct xs_document xapian;
    struct xs_posting *postings;
    size_t posting_capacity;
    uint32_t *positions;
    size_t position_capacity;
    struct xs_value *values;
    size_t value_capacity;
};
#define DOCUMENT_EMPTY { .postings = NULL }

/* STATUS_INVALID for bytes that are no document: they come from a process that read hostile files. */
enum status document_unpack(struct bytes packed, struct document *document, struct failure *failure);
void document_clear(struct document *document);

#endif
