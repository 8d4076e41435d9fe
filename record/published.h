/* Where the files of an index are: the layout that indexer and query share.
 *
 *     depeche.index/
 *         current                 a Xapian stub file; its first line is a comment that names the generation
 *         generations/000042/     never written to once it is published
 *             stub                a Xapian stub file that joins the databases of this generation
 *             database-0/         Xapian's tables of the first shard; database-1 those of the second...
 *             database-0-000041/  what an update added to that shard since; tables that did not change are hard links
 *             hidden              record/hidden.h: the documents in them that were replaced or are gone; may be
 * missing lexicon             language/lexicon.h names               record/authority.h twins base/table.h: from the
 * uri of a document to the uri of its version in the other language and a NUL, where its own data do not say it; a
 * NUL alone: it has none manifest            size and SHA-256 of each file, counts, versions lock held by the one who
 * writes
 */
#ifndef DEPECHE_RECORD_PUBLISHED_H
#define DEPECHE_RECORD_PUBLISHED_H

#include <stddef.h>
#include <stdint.h>

#include "base/files.h"
#include "base/status.h"
#include "language/language.h"

#define PUBLISHED_CURRENT "current"
#define PUBLISHED_GENERATIONS "generations"
#define PUBLISHED_STUB "stub"
#define PUBLISHED_DATABASE "database-0"
#define PUBLISHED_HIDDEN "hidden"
#define PUBLISHED_LEXICON "lexicon"
#define PUBLISHED_NAMES "names"
#define PUBLISHED_TWINS "twins"
#define PUBLISHED_MANIFEST "manifest"
#define PUBLISHED_LOCK "lock"

/* The index that is meant: `given` (--index) or DEPECHE_INDEX or "depeche.index". Borrowed. */
const char *published_index(const char *given);

/* The generation that `index`/current names, from its first line: its number and its directory. STATUS_NOT_FOUND with
 * a hint when there is no index, STATUS_CORRUPT when `current` is not one of ours. */
struct published {
    unsigned long generation;
    unsigned long
        newest; /* what the index was rolled back from, else `generation`: later ones were never published */
    char directory[FILES_PATH_BYTES];
};
enum status published_find(const char *index, struct published *published, struct failure *failure);

/* When it was made, in seconds since 1970, from its manifest; 0 where that does not tell. */
int64_t published_made(const struct published *published);

/* Why there is no index to open, as the failure's code. */
enum { PUBLISHED_MISSING = 1001, PUBLISHED_CORRUPT };

/* Tell such a failure again in the language of who reads it; any other stays as it is. */
enum status published_tell(enum language ui, const char *index, struct failure *failure);

/* The directory a generation of this number has, and the first lines `current` has when it is published. */
enum status published_directory(const char *index, unsigned long generation, char path[FILES_PATH_BYTES],
                                struct failure *failure);
void published_first_line(unsigned long generation, struct buffer *text);
void published_rolled_back_line(unsigned long newest, struct buffer *text);

/* Where the authority files are: DEPECHE_AUTHORITY in the environment, else the place where they were installed, else
 * corpus/authority of the source tree the program was built from. */
enum status published_authority(const char *file_name, char path[FILES_PATH_BYTES], struct failure *failure);

#endif
