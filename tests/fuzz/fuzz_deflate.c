/* Tags deflated one after the other, cut at the byte that the data begins with: they come back. */
#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "glass/deflate.h"
#include "tests/fuzz/fuzz_target.h"

static void check(struct bytes tag, struct bytes stored)
{
    struct libdeflate_decompressor *decompressor = libdeflate_alloc_decompressor();
    char *inflated = malloc(tag.size);
    if (!decompressor || !inflated || stored.size >= tag.size ||
        libdeflate_deflate_decompress(decompressor, stored.data, stored.size, inflated, tag.size, NULL) !=
            LIBDEFLATE_SUCCESS ||
        memcmp(inflated, tag.data, tag.size) != 0)
        abort();
    free(inflated);
    libdeflate_free_decompressor(decompressor);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct glass_deflater *deflater = NULL;
    struct failure failure;
    struct bytes stored;
    bool compressed;
    size_t next;
    if (size == 0 || glass_deflater_new(&deflater, &failure))
        return 0;
    for (size_t at = 1; at < size; at = next + 1) {
        const uint8_t *end = memchr(data + at, data[0], size - at);
        next = end ? (size_t)(end - data) : size;
        struct bytes tag = { (const char *)data + at, next - at };
        if (glass_deflate(deflater, tag, &stored, &compressed, &failure))
            abort();
        if (compressed)
            check(tag, stored);
    }
    glass_deflater_free(deflater);
    return 0;
}
