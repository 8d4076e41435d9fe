/* The manifest of a generation: every file's size and SHA-256, what was indexed, when, by which version. */
#ifndef DEPECHE_INDEXER_MANIFEST_H
#define DEPECHE_INDEXER_MANIFEST_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

struct manifest_facts {
    unsigned long generation;
    uint32_t document_count;
    int64_t made_s;   /* seconds since 1970 */
    char made_by[64]; /* "depeche 0.1.0, xapian-core 1.4.22" */
};

/* Writing DIRECTORY/manifest for every other file below it: lines of `key value`, then `SHA-256 size path`, at last
 * the sum of the lines before. Of a file that is a hard link to the same file of the generation `previous` (NULL for
 * none) the sum is taken from the manifest there: such files were not written to since. Both paths are borrowed. */
struct manifest_writer;
enum status manifest_writer_new(struct manifest_writer **writer, const char *directory, const char *previous,
                                struct failure *failure);

/* Sum up the files that are there by now, beside whoever makes others; nobody may write to one that has its name. */
enum status manifest_writer_sum(struct manifest_writer *writer, struct failure *failure);

/* Sum up the others, and write. */
enum status manifest_writer_finish(struct manifest_writer *writer, const struct manifest_facts *facts,
                                   struct failure *failure);
void manifest_writer_free(struct manifest_writer *writer); /* accepts NULL */

/* The facts, without checking the files. STATUS_CORRUPT where the manifest itself is not as it was written. */
enum status manifest_read(const char *directory, struct manifest_facts *facts, struct failure *failure);

/* Every file read and compared. STATUS_CORRUPT when any is missing, too much, of another size or sum: each is told
 * with what is wrong with it, "missing". */
typedef void (*manifest_problem)(const char *file, const char *problem, void *context);
struct manifest_check {
    struct manifest_facts facts;
    size_t file_count; /* of the manifest */
    uint64_t bytes;
    manifest_problem problem;
    void *context;
};
enum status manifest_verify(const char *directory, struct manifest_check *check, struct failure *failure);

#endif
