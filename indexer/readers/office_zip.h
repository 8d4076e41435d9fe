/* The parts of an office document, which is a zip of XML files. */
#ifndef DEPECHE_INDEXER_OFFICE_ZIP_H
#define DEPECHE_INDEXER_OFFICE_ZIP_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"

struct office_part {
    const char *name; /* "word/document.xml"; '*' stands for any characters */
    bool found;
    struct buffer content; /* UTF-8; set to BUFFER_EMPTY before */
};

/* Unpack the parts that are there, of several that match a name the first. All bytes unpacked are limited. */
enum status office_zip_read(struct bytes zip, struct office_part *parts, size_t part_count, struct failure *failure);
void office_parts_clear(struct office_part *parts, size_t part_count);

#endif
