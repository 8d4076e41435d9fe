/* Zips that are one document, told by the local headers at their front (APPNOTE.TXT, section 4.3.7). */
#include "indexer/common/container_zip.h"

#include <stdint.h>
#include <string.h>

enum { HEADER_BYTES = 30, SIZE_FOLLOWS = 1 << 3, ENTRIES_LOOKED_AT = 8 };

static uint32_t number(const char *at, size_t bytes)
{
    uint32_t value = 0;
    for (size_t i = bytes; i > 0; i--)
        value = value << 8 | (unsigned char)at[i - 1];
    return value;
}

static bool names_a_part(struct bytes name)
{
    static const char *const parts[] = {
        "[Content_Types].xml", "_rels/.rels", "word/", "xl/", "ppt/", "docProps/", "customXml/", "mimetype",
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        size_t size = strlen(parts[i]);
        bool folder = parts[i][size - 1] == '/';
        if (folder ? name.size > size : name.size == size)
            if (memcmp(name.data, parts[i], size) == 0)
                return true;
    }
    return false;
}

bool zip_is_document(struct bytes head)
{
    for (int i = 0; i < ENTRIES_LOOKED_AT && head.size >= HEADER_BYTES && memcmp(head.data, "PK\3\4", 4) == 0; i++) {
        size_t flags = number(head.data + 6, 2), packed = number(head.data + 18, 4);
        size_t name = number(head.data + 26, 2), extra = number(head.data + 28, 2);
        if (name > head.size - HEADER_BYTES)
            return false;
        if (names_a_part((struct bytes){ head.data + HEADER_BYTES, name }))
            return true;
        size_t whole = HEADER_BYTES + name + extra + packed;
        if (flags & SIZE_FOLLOWS || whole > head.size)
            return false; /* where the next one begins cannot be seen */
        head.data += whole;
        head.size -= whole;
    }
    return false;
}
