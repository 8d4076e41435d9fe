/* What the termlist table keeps of a document. */
#include "glass/termlist.h"

#include "glass/packing.h"

/* A wdf under this may share a byte with the number of bytes that the term has in common with the one before. */
enum { LEAST_WDF_APART = 127 };

static void append_rest(struct buffer *tag, struct bytes term, size_t shared)
{
    buffer_append_byte(tag, (char)(term.size - shared));
    buffer_append(tag, term.data + shared, term.size - shared);
}

static void append_term(struct buffer *tag, const struct glass_posting *posting, struct bytes before)
{
    size_t shared = glass_shared_bytes(before, posting->term);
    size_t wdf = posting->position_count;
    size_t both = (wdf + 1) * (before.size + 1) + shared;
    if (wdf < LEAST_WDF_APART && both <= UINT8_MAX) {
        buffer_append_byte(tag, (char)both);
        append_rest(tag, posting->term, shared);
        return;
    }
    buffer_append_byte(tag, (char)shared);
    append_rest(tag, posting->term, shared);
    buffer_append_varint(tag, wdf);
}

void glass_encode_terms(const struct glass_document *document, struct buffer *tag)
{
    const struct glass_posting *postings = document->postings;
    if (document->posting_count == 0)
        return;
    buffer_append_varint(tag, glass_document_length(document));
    buffer_append_varint(tag, document->posting_count);
    append_rest(tag, postings[0].term, 0);
    buffer_append_varint(tag, postings[0].position_count);
    for (size_t i = 1; i < document->posting_count; i++)
        append_term(tag, &postings[i], postings[i - 1].term);
}

void glass_encode_slots(const struct glass_document *document, struct buffer *tag)
{
    uint32_t next = 0;
    for (size_t i = 0; i < document->value_count; i++) {
        const struct glass_value *value = &document->values[i];
        if (value->value.size == 0)
            continue;
        buffer_append_varint(tag, value->slot - next);
        next = value->slot + 1;
    }
}
