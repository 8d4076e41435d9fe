/* Whether a document is one that glass can hold. */
#include "glass/document.h"

#include <inttypes.h>
#include <stdbool.h>

#include "glass/packing.h"

uint64_t glass_document_length(const struct glass_document *document)
{
    uint64_t length = 0;
    for (size_t i = 0; i < document->posting_count; i++)
        length += document->postings[i].position_count;
    return length;
}

static bool are_ascending(const struct glass_posting *posting)
{
    for (size_t i = 1; i < posting->position_count; i++)
        if (posting->positions[i] < posting->positions[i - 1])
            return false;
    return true;
}

static enum status check_posting(const struct glass_posting *posting, const struct glass_posting *before,
                                 struct failure *failure)
{
    size_t size = glass_term_size(posting->term);
    if (size == 0)
        return fail(failure, STATUS_LIMIT, "an empty term cannot be indexed");
    if (size > GLASS_TERM_BYTES)
        return fail(failure, STATUS_LIMIT, "a term of %zu bytes (the limit is %d)", size, (int)GLASS_TERM_BYTES);
    if (before && glass_compare_keys(before->term, posting->term) >= 0)
        return fail(failure, STATUS_INVALID, "the terms of a document are not in order");
    if (!are_ascending(posting))
        return fail(failure, STATUS_INVALID, "the positions of a term are not in order");
    return STATUS_OK;
}

enum status glass_document_check(const struct glass_document *document, struct failure *failure)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < document->posting_count && !status; i++)
        status = check_posting(&document->postings[i], i ? &document->postings[i - 1] : NULL, failure);
    for (size_t i = 1; i < document->value_count && !status; i++)
        if (document->values[i].slot <= document->values[i - 1].slot)
            status = fail(failure, STATUS_INVALID, "the values of a document are not in order");
    /* The largest number means "no slot" to Xapian. */
    if (!status && document->value_count > 0 && document->values[document->value_count - 1].slot == UINT32_MAX)
        status = fail(failure, STATUS_INVALID, "there is no value slot %" PRIu32, UINT32_MAX);
    if (!status && glass_document_length(document) > UINT32_MAX)
        status = fail(failure, STATUS_LIMIT, "a document of more words than Xapian can count");
    return status;
}
