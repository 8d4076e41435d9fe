/* What the files that read a database share. */
#ifndef DEPECHE_GLASS_READER_INSIDE_H
#define DEPECHE_GLASS_READER_INSIDE_H

#include "glass/cursor.h"
#include "glass/packing.h"
#include "glass/positions.h"
#include "glass/reader.h"

struct libdeflate_decompressor;

struct glass_places {
    struct glass_cursor cursor;
    char key[GLASS_KEY_BYTES + 1 + GLASS_DOCID_BYTES];
    struct glass_position_list list;
    size_t key_bytes; /* without the docid; 0: no document has such a term */
};

struct glass_reader {
    struct glass_tree positions, postings, data;
    struct glass_facts facts;
    struct glass_places places; /* of the term asked for last */
    struct buffer room;
    struct libdeflate_decompressor *decompressor; /* NULL before the first deflated document */
};

#endif
