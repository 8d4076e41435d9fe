/* The manifest of a generation: every file's size and SHA-256, what was indexed, when, by which version. */
#ifndef DEPECHE_INDEXER_MANIFEST_H
#define DEPECHE_INDEXER_MANIFEST_H

#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

struct manifest_facts {
    unsigned long generation;
    uint32_t document_count;
    int64_t made_s;          /* seconds since 1970 */
    char made_by[64];        /* "depeche 0.1.0, xapian-core 1.4.22" */
};

/* Write directory/manifest for every other file below it. Lines of `key value`, then `SHA-256 size path`. */
enum status manifest_write(const char *directory, const struct manifest_facts *facts, struct failure *failure);

/* The facts without checking the files, and with: STATUS_CORRUPT names the first file that is missing, too much,
 * of another size or sum. */
enum status manifest_read(const char *directory, struct manifest_facts *facts, struct failure *failure);
enum status manifest_verify(const char *directory, struct manifest_facts *facts, struct failure *failure);

#endif
