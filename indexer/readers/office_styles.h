/* The styles of an office document that make a paragraph a heading. */
#ifndef DEPECHE_INDEXER_OFFICE_STYLES_H
#define DEPECHE_INDEXER_OFFICE_STYLES_H

#include "base/buffer.h"

enum { OFFICE_STYLES_MOST = 64, OFFICE_STYLE_BYTES = 64 };

struct office_styles {
    struct {
        char id[OFFICE_STYLE_BYTES];
        size_t id_size;
        unsigned level; /* of the heading, 1 to 6 */
    } items[OFFICE_STYLES_MOST];
    size_t count;
};

/* Past the limits a style is not kept: its paragraphs are no headings. */
void office_styles_add(struct office_styles *styles, struct bytes id, unsigned level);

/* 0 for a style that is no heading. */
unsigned office_styles_level(const struct office_styles *styles, struct bytes id);

/* "heading 1" to "heading 9", "Heading_20_1", "Title"; 0 for any other name. */
unsigned office_styles_level_of_name(struct bytes name);

#endif
