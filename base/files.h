/* Files and directories: whole reads, writes that survive a power cut, walks in a fixed order.
 *
 * Every failure names the path and the system's reason (STATUS_NOT_FOUND when the path does not exist, else
 * STATUS_IO). Paths are NUL-terminated bytes, at most FILES_PATH_BYTES long with the NUL. */
#ifndef DEPECHE_BASE_FILES_H
#define DEPECHE_BASE_FILES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

enum { FILES_PATH_BYTES = 4096 };

/* == Paths ==================================================================================================== */

/* "directory/name" into `path`; STATUS_LIMIT when it does not fit. */
enum status files_join(char path[FILES_PATH_BYTES], const char *directory, const char *name, struct failure *failure);

/* The part after the last '/'. Borrowed from `path`. */
const char *files_name(const char *path);

bool files_exist(const char *path);

/* "cannot read PATH: REASON" where `what` is "cannot read". A path too long for a message loses its beginning, so that
 * the reason is always told. The second takes status and reason from errno. */
enum status files_fail_because(struct failure *failure, enum status status, const char *what, const char *path,
                               const char *reason);
enum status files_fail(struct failure *failure, const char *what, const char *path);

/* == Reading ================================================================================================== */

/* Append the content of a regular file of at most `limit_bytes` (else STATUS_LIMIT) to `content`. A FIFO, socket,
 * device or directory is refused (STATUS_INVALID) without being opened for long: no path can make us wait. After a
 * failure `content` is as it was. */
enum status files_read(const char *path, size_t limit_bytes, struct buffer *content, struct failure *failure);

/* Open a regular file for reading, with the same refusals; the descriptor is yours: close(). */
enum status files_open(const char *path, int *descriptor, struct failure *failure);

/* A regular file mapped read-only (another kind: STATUS_INVALID). `bytes.data` is NULL for an empty file. Only for
 * files that never shrink, such as those of a generation: reading past a new end kills the process. */
struct file_map {
    struct bytes bytes;
};
enum status file_map_open(struct file_map *map, const char *path, struct failure *failure);
void file_map_close(struct file_map *map);

/* == Writing ================================================================================================== */

/* Write a temporary file beside `path`, fsync it, rename it over `path`, fsync the directory: after a crash at any
 * moment the old content or the new one is there, whole. */
enum status files_write_atomically(const char *path, const void *bytes, size_t size, struct failure *failure);

/* The same for content that comes in pieces. Open, add, finish, and close in any case: without a finish that
 * succeeded, close removes the temporary file and `path` is untouched. */
enum { FILE_WRITER_BYTES = 65536 };
struct file_writer {
    int descriptor; /* -1 while closed */
    bool temporary_exists;
    char path[FILES_PATH_BYTES];
    char temporary[FILES_PATH_BYTES];
    uint64_t written_bytes, begun_bytes; /* of these the disk was asked to begin with so many */
    size_t pending_bytes;
    char pending[FILE_WRITER_BYTES];
};
enum status file_writer_open(struct file_writer *writer, const char *path, struct failure *failure);
enum status file_writer_add(struct file_writer *writer, const void *bytes, size_t size, struct failure *failure);
enum status file_writer_finish(struct file_writer *writer, struct failure *failure);
void file_writer_close(struct file_writer *writer);

/* Make a directory and its missing parents; fine if it is there. */
enum status files_make_directory(const char *path, struct failure *failure);

/* fsync one file or directory; every file of a tree and, bottom up, every directory (links are not followed). */
enum status files_sync(const char *path, struct failure *failure);
enum status files_sync_tree(const char *path, struct failure *failure);

/* Rename, then fsync the directory `to` is in, and the one `from` was in. */
enum status files_rename(const char *from, const char *to, struct failure *failure);

/* Copy a regular file, sharing its blocks where the file system can. `to` appears whole under its name, replacing
 * what was there (never writing into it: it may be a hard link), but is not fsynced. */
enum status files_copy(const char *from, const char *to, struct failure *failure);

/* Give every file of the directory `from` a second name in `to`, which is made; where the file system has no hard
 * links, copies. For files that are never written to again. */
enum status files_link_directory(const char *from, const char *to, struct failure *failure);

/* The same with copies that may be written to. */
enum status files_copy_directory(const char *from, const char *to, struct failure *failure);

/* Remove a file or a tree, links not followed; fine if it is not there. */
enum status files_remove_tree(const char *path, struct failure *failure);

/* == Walking ================================================================================================== */

struct file_entry {
    const char *path;    /* the starting path joined with the way down; borrowed for the call */
    uint64_t size;       /* bytes */
    int64_t modified_ns; /* mtime, nanoseconds since 1970 */
    bool regular;        /* false: a FIFO, socket or device, which nobody should open */
};

/* Called for each file; a status other than STATUS_OK ends the walk and is returned. */
typedef enum status (*files_visit)(const struct file_entry *entry, void *context, struct failure *failure);

/* Called for what cannot be entered or told: an unreadable directory, a dangling link, a cycle of links, a path that
 * is too long. A status other than STATUS_OK ends the walk and is returned. */
typedef enum status (*files_refused)(const char *path, const char *reason, void *context);

/* Visit every file under `path` (or `path` itself when it is a file) in the byte order of names, following
 * symbolic links, each directory once: by the first way that leads to it. Names that start with a dot are passed
 * over, `path` itself is not. A `path` that cannot be read at all is a failure and not a refusal. */
enum status files_walk(const char *path, files_visit visit, files_refused refused, void *context,
                       struct failure *failure);

/* Add up the bytes of every file `files_walk` visits. */
enum status files_tree_bytes(const char *path, uint64_t *bytes, struct failure *failure);

#endif
