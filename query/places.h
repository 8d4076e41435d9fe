/* Where words stand in documents: read from the tables themselves where they lie on this machine, else through
 * Xapian.
 */
#ifndef DEPECHE_QUERY_PLACES_H
#define DEPECHE_QUERY_PLACES_H

#include "glass/reader.h"
#include "shim/xapian_shim.h"

enum { PLACES_DATABASES = 64 };

struct places {
    const struct xs_reader *reader; /* borrowed; NULL where it is not needed */
    struct glass_reader *databases[PLACES_DATABASES];
    size_t database_count; /* 0: through Xapian */
};

/* The databases that the stub file at `path` joins. What cannot be read here is left to Xapian; STATUS_NO_MEMORY is
 * the only failure. */
enum status places_open(struct places *places, const char *path, struct failure *failure);
void places_close(struct places *places);

/* As xs_reader_places. */
enum status places_find(struct places *places, const uint32_t *docids, size_t docid_count, const struct bytes *terms,
                        size_t term_count, uint32_t most, xs_place_visit visit, void *context,
                        struct failure *failure);

#endif
