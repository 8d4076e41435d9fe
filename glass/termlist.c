/* What the termlist table keeps of a document. */
#include "glass/termlist.h"

#include <string.h>

#include "glass/packing.h"

/* A wdf under this may share a byte with the number of bytes that the term has in common with the one before. */
enum { LEAST_WDF_APART = 127 };

/* What a term takes at the most besides its bytes: two bytes and a wdf. */
enum { TERM_HEAD_BYTES = 2 + VARINT_LONGEST_BYTES };

static char *put_rest(char *into, struct bytes term, size_t shared)
{
    *into++ = (char)(term.size - shared);
    memcpy(into, term.data + shared, term.size - shared);
    return into + term.size - shared;
}

static char *put_term(char *into, const struct glass_posting *posting, struct bytes before)
{
    size_t shared = glass_shared_bytes(before, posting->term);
    size_t wdf = posting->position_count;
    size_t both = (wdf + 1) * (before.size + 1) + shared;
    if (wdf < LEAST_WDF_APART && both <= UINT8_MAX) {
        *into++ = (char)both;
        return put_rest(into, posting->term, shared);
    }
    *into++ = (char)shared;
    into = put_rest(into, posting->term, shared);
    return into + glass_put_number(into, wdf);
}

static size_t most_bytes(const struct glass_document *document)
{
    size_t size = 2 * VARINT_LONGEST_BYTES;
    for (size_t i = 0; i < document->posting_count; i++)
        size += document->postings[i].term.size + TERM_HEAD_BYTES;
    return size;
}

void glass_encode_terms(const struct glass_document *document, struct buffer *tag)
{
    const struct glass_posting *postings = document->postings;
    if (document->posting_count == 0)
        return;
    char *begin = buffer_reserve(tag, most_bytes(document)), *into = begin;
    if (!begin)
        return;
    into += glass_put_number(into, glass_document_length(document));
    into += glass_put_number(into, document->posting_count);
    into = put_rest(into, postings[0].term, 0);
    into += glass_put_number(into, postings[0].position_count);
    for (size_t i = 1; i < document->posting_count; i++)
        into = put_term(into, &postings[i], postings[i - 1].term);
    buffer_commit(tag, (size_t)(into - begin));
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
