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

/* == Reading ================================================================================================== */

/* Append the content of a regular file of at most `limit_bytes` (else STATUS_LIMIT) to `content`. A FIFO, socket,
 * device or directory is refused (STATUS_INVALID) without being opened for long: no path can make us wait. */
enum status files_read(const char *path, size_t limit_bytes, struct buffer *content, struct failure *failure);

/* A file mapped read-only. `bytes.data` is NULL for an empty file. */
struct file_map {
    struct bytes bytes;
};
enum status file_map_open(struct file_map *map, const char *path, struct failure *failure);
void file_map_close(struct file_map *map);

/* == Writing ================================================================================================== */

/* Write a temporary file beside `path`, fsync it, rename it over `path`, fsync the directory: after a crash at any
 * moment the old content or the new one is there, whole. */
enum status files_write_atomically(const char *path, const void *bytes, size_t size, struct failure *failure);

enum status files_make_directory(const char *path, struct failure *failure); /* with its parents; fine if there */
enum status files_sync(const char *path, struct failure *failure);           /* fsync one file or directory */
enum status files_sync_tree(const char *path, struct failure *failure);      /* every file, then every directory */
enum status files_rename(const char *from, const char *to, struct failure *failure); /* then fsyncs to's directory */
enum status files_copy(const char *from, const char *to, struct failure *failure);   /* copy_file_range, reflink if can be */
enum status files_remove_tree(const char *path, struct failure *failure);    /* fine if it is not there */

/* == Walking ================================================================================================== */

struct file_entry {
    const char *path;    /* the starting path joined with the way down; borrowed for the call */
    uint64_t size;       /* bytes */
    int64_t modified_ns; /* mtime, nanoseconds since 1970 */
    bool regular;        /* false: a FIFO, socket or device, which nobody should open */
};

/* Called for each file; a status other than STATUS_OK ends the walk and is returned. */
typedef enum status (*files_visit)(const struct file_entry *entry, void *context, struct failure *failure);

/* Called for what cannot be entered or told: an unreadable directory, a dangling link, a cycle of links. */
typedef enum status (*files_refused)(const char *path, const char *reason, void *context);

/* Visit every file under `path` (or `path` itself when it is a file) in the byte order of names, following
 * symbolic links, each directory once. Names that start with a dot are passed over, `path` itself is not. */
enum status files_walk(const char *path, files_visit visit, files_refused refused, void *context,
                       struct failure *failure);

#endif
