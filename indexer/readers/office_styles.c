/* A short list of heading styles. */
#include "indexer/readers/office_styles.h"

#include <string.h>
#include <strings.h>

enum { LEVELS = 6 };

void office_styles_add(struct office_styles *styles, struct bytes id, unsigned level)
{
    if (styles->count == OFFICE_STYLES_MOST || id.size >= OFFICE_STYLE_BYTES)
        return;
    memcpy(styles->items[styles->count].id, id.data, id.size);
    styles->items[styles->count].id_size = id.size;
    styles->items[styles->count].level = level;
    styles->count++;
}

unsigned office_styles_level(const struct office_styles *styles, struct bytes id)
{
    for (size_t i = 0; i < styles->count; i++)
        if (styles->items[i].id_size == id.size && memcmp(styles->items[i].id, id.data, id.size) == 0)
            return styles->items[i].level;
    return 0;
}

unsigned office_styles_level_of_name(struct bytes name)
{
    static const char *const starts[] = { "heading ", "heading_20_" };
    if (name.size == 5 && strncasecmp(name.data, "title", 5) == 0)
        return 1;
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++) {
        size_t size = strlen(starts[i]);
        if (name.size != size + 1 || strncasecmp(name.data, starts[i], size) != 0)
            continue;
        char digit = name.data[size];
        return digit < '1' || digit > '9' ? 0 : digit > '0' + LEVELS ? LEVELS : (unsigned)(digit - '0');
    }
    return 0;
}
