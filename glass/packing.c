/* How glass writes numbers, terms and docids. */
#include "glass/packing.h"

#include <string.h>

/* The leading bits tell the size, so that longer numbers sort after shorter ones: 0 + 15 bits, 10 + 22, 110 + 29,
 * 1110 + 36. The first two are made in the header. */
size_t glass_put_large_docid(char into[GLASS_DOCID_BYTES], uint32_t docid)
{
    bool is_largest = docid >= UINT32_C(1) << 29;
    uint64_t marked = is_largest ? UINT64_C(0xE000000000) | docid : UINT64_C(0xC0000000) | docid;
    size_t size = is_largest ? 5 : 4;
    for (size_t i = size; i-- > 0; marked >>= 8)
        into[i] = (char)(marked & 0xFF);
    return size;
}

uint32_t glass_get_docid(struct bytes packed)
{
    static const unsigned char masks[] = { 0x7F, 0x3F, 0x1F, 0x0F }; /* of the first byte, by the size */
    static const size_t sizes[] = { 2, 3, 4, 5 };
    for (size_t i = 0; i < sizeof masks; i++) {
        if (packed.size != sizes[i])
            continue;
        uint64_t docid = (unsigned char)packed.data[0] & masks[i];
        for (size_t at = 1; at < packed.size; at++)
            docid = docid << 8 | (unsigned char)packed.data[at];
        return docid <= UINT32_MAX ? (uint32_t)docid : 0;
    }
    return 0;
}

size_t glass_term_size(struct bytes term)
{
    size_t size = term.size;
    if (term.size && memchr(term.data, '\0', term.size)) /* hardly ever */
        for (size_t i = 0; i < term.size; i++)
            size += term.data[i] == '\0';
    return size;
}

size_t glass_put_term(char into[GLASS_KEY_BYTES], struct bytes term)
{
    size_t size = 0;
    for (size_t i = 0; i < term.size; i++) {
        into[size++] = term.data[i];
        if (term.data[i] == '\0')
            into[size++] = (char)0xFF;
    }
    return size;
}

int glass_compare_keys(struct bytes left, struct bytes right)
{
    size_t shorter = left.size < right.size ? left.size : right.size;
    int order = shorter ? memcmp(left.data, right.data, shorter) : 0;
    return order ? order : (left.size > right.size) - (left.size < right.size);
}

size_t glass_shared_bytes(struct bytes left, struct bytes right)
{
    size_t shorter = left.size < right.size ? left.size : right.size, shared = 0;
    while (shared < shorter && left.data[shared] == right.data[shared])
        shared++;
    return shared;
}
