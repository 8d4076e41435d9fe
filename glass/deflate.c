/* Tags in their deflated form, where that is smaller: raw deflate, without header and checksum. */
#include "glass/deflate.h"

#include <stdlib.h>

#include <libdeflate.h>

/* At level 1 an index is a hundredth larger than at zlib's 6, and made in two thirds of the time. */
enum { LEVEL = 1 };

struct glass_deflater {
    struct libdeflate_compressor *compressor;
    struct buffer stored;
};

enum status glass_deflater_new(struct glass_deflater **made, struct failure *failure)
{
    struct glass_deflater *deflater = malloc(sizeof *deflater);
    if (!deflater)
        return fail_no_memory(failure);
    deflater->stored = (struct buffer)BUFFER_EMPTY;
    if (!(deflater->compressor = libdeflate_alloc_compressor(LEVEL))) {
        free(deflater);
        return fail_no_memory(failure);
    }
    *made = deflater;
    return STATUS_OK;
}

void glass_deflater_free(struct glass_deflater *deflater)
{
    if (!deflater)
        return;
    libdeflate_free_compressor(deflater->compressor);
    buffer_clear(&deflater->stored);
    free(deflater);
}

enum status glass_deflate(struct glass_deflater *deflater, struct bytes tag, struct bytes *stored, bool *compressed,
                          struct failure *failure)
{
    *stored = tag;
    *compressed = false;
    if (tag.size <= GLASS_LEAST_DEFLATED_BYTES)
        return STATUS_OK;
    buffer_truncate(&deflater->stored, 0);
    char *into = buffer_reserve(&deflater->stored, tag.size);
    if (!into)
        return fail_no_memory(failure);
    /* Nothing is returned when the result is not smaller. */
    size_t size = libdeflate_deflate_compress(deflater->compressor, tag.data, tag.size, into, tag.size - 1);
    if (size > 0) {
        *stored = (struct bytes){ into, size };
        *compressed = true;
    }
    return STATUS_OK;
}
