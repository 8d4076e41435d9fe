/* Writing files so that a crash at any moment leaves the old content or the new one, whole. */
#include "base/files.h"

#include "base/clock.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The directory that holds the last name of `path`: "a/b/" gives "a", "b" gives ".", "/b" gives "/". */
static enum status parent_of(char parent[FILES_PATH_BYTES], const char *path, struct failure *failure)
{
    size_t size = strlen(path);
    while (size > 1 && path[size - 1] == '/')
        size--;
    while (size > 0 && path[size - 1] != '/')
        size--;
    while (size > 1 && path[size - 1] == '/')
        size--;
    if (size >= FILES_PATH_BYTES) {
        errno = ENAMETOOLONG;
        return files_fail(failure, "cannot use", path);
    }
    if (size == 0)
        parent[size++] = '.';
    else
        memcpy(parent, path, size);
    parent[size] = '\0';
    return STATUS_OK;
}

/* == Making it last =========================================================================================== */

/* EINVAL is what file systems without a sync for directories answer: nothing can be done there. */
static enum status sync_open(int descriptor, const char *path, struct failure *failure)
{
    int result;
    do
        result = fsync(descriptor);
    while (result != 0 && errno == EINTR);
    if (result == 0 || errno == EINVAL)
        return STATUS_OK;
    return files_fail(failure, "cannot make lasting", path);
}

enum status files_sync(const char *path, struct failure *failure)
{
    int descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (descriptor < 0)
        return files_fail(failure, "cannot make lasting", path);
    enum status status = sync_open(descriptor, path, failure);
    close(descriptor);
    return status;
}

static enum status sync_parent(const char *path, struct failure *failure)
{
    char parent[FILES_PATH_BYTES];
    enum status status = parent_of(parent, path, failure);
    return status ? status : files_sync(parent, failure);
}

static enum status fail_rename(const char *from, const char *to, struct failure *failure)
{
    int reason = errno;
    bool source_missing = access(from, F_OK) != 0;
    errno = reason;
    return source_missing ? files_fail(failure, "cannot rename", from)
                          : files_fail(failure, "cannot rename a file to", to);
}

enum status files_rename(const char *from, const char *to, struct failure *failure)
{
    char from_parent[FILES_PATH_BYTES], to_parent[FILES_PATH_BYTES];
    enum status status;
    if ((status = parent_of(from_parent, from, failure)) || (status = parent_of(to_parent, to, failure)))
        return status;
    if (rename(from, to) != 0)
        return fail_rename(from, to, failure);
    if ((status = files_sync(to_parent, failure)) || strcmp(from_parent, to_parent) == 0)
        return status;
    return files_sync(from_parent, failure);
}

/* == The writer =============================================================================================== */

/* Names a temporary file beside `path`: short, so that it fits wherever `path` does; with a dot, so that walks pass
 * it over. mkstemp would ignore the umask. */
static enum status create_temporary(struct file_writer *writer, struct failure *failure)
{
    char parent[FILES_PATH_BYTES];
    enum status status = parent_of(parent, writer->path, failure);
    if (status)
        return status;
    for (int attempt = 0; attempt < 100; attempt++) {
        char name[64];
        snprintf(name, sizeof name, ".new-%d-%" PRIx64, (int)getpid(), clock_monotonic_ns());
        if ((status = files_join(writer->temporary, parent, name, failure)))
            return status;
        writer->descriptor = open(writer->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (writer->descriptor >= 0) {
            writer->temporary_exists = true;
            return STATUS_OK;
        }
        if (errno != EEXIST)
            break;
    }
    return files_fail(failure, "cannot write", writer->path);
}

enum status file_writer_open(struct file_writer *writer, const char *path, struct failure *failure)
{
    writer->descriptor = -1;
    writer->temporary_exists = false;
    writer->written_bytes = writer->begun_bytes = 0;
    writer->pending_bytes = 0;
    enum status status = files_join(writer->path, "", path, failure);
    return status ? status : create_temporary(writer, failure);
}

enum { BEGUN_AT_ONCE_BYTES = 8 << 20 };

/* Let the disk begin with what is there, so that the fsync at the end has little left to wait for. */
static void begin_writing(struct file_writer *writer)
{
    uint64_t size = writer->written_bytes - writer->begun_bytes;
    if (size < BEGUN_AT_ONCE_BYTES)
        return;
    sync_file_range(writer->descriptor, (off_t)writer->begun_bytes, (off_t)size, SYNC_FILE_RANGE_WRITE);
    writer->begun_bytes = writer->written_bytes;
}

static enum status write_out(struct file_writer *writer, const char *bytes, size_t size, struct failure *failure)
{
    writer->written_bytes += size;
    while (size > 0) {
        ssize_t written = write(writer->descriptor, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written == 0)
            errno = ENOSPC; /* a write that makes no progress must not be tried for ever */
        if (written <= 0)
            return files_fail(failure, "cannot write", writer->path);
        bytes += written;
        size -= (size_t)written;
    }
    begin_writing(writer);
    return STATUS_OK;
}

static enum status write_pending(struct file_writer *writer, struct failure *failure)
{
    enum status status = write_out(writer, writer->pending, writer->pending_bytes, failure);
    writer->pending_bytes = 0;
    return status;
}

enum status file_writer_add(struct file_writer *writer, const void *bytes, size_t size, struct failure *failure)
{
    if (size > sizeof writer->pending - writer->pending_bytes) {
        enum status status = write_pending(writer, failure);
        if (status || size > sizeof writer->pending)
            return status ? status : write_out(writer, bytes, size, failure);
    }
    if (size > 0)
        memcpy(writer->pending + writer->pending_bytes, bytes, size);
    writer->pending_bytes += size;
    return STATUS_OK;
}

/* Close the temporary file and give it its name. */
static enum status put_in_place(struct file_writer *writer, struct failure *failure)
{
    int closed = close(writer->descriptor);
    writer->descriptor = -1;
    if (closed != 0 && errno != EINTR) /* Linux has closed it in any case; NFS tells of lost writes here */
        return files_fail(failure, "cannot write", writer->path);
    if (rename(writer->temporary, writer->path) != 0)
        return files_fail(failure, "cannot write", writer->path);
    writer->temporary_exists = false;
    return STATUS_OK;
}

enum status file_writer_finish(struct file_writer *writer, struct failure *failure)
{
    enum status status;
    if ((status = write_pending(writer, failure)) ||
        (status = sync_open(writer->descriptor, writer->path, failure)) || (status = put_in_place(writer, failure)))
        return status;
    return sync_parent(writer->path, failure);
}

void file_writer_close(struct file_writer *writer)
{
    if (writer->descriptor >= 0)
        close(writer->descriptor);
    if (writer->temporary_exists)
        unlink(writer->temporary);
    writer->descriptor = -1;
    writer->temporary_exists = false;
}

enum status files_write_atomically(const char *path, const void *bytes, size_t size, struct failure *failure)
{
    struct file_writer writer;
    enum status status;
    if ((status = file_writer_open(&writer, path, failure)) ||
        (status = file_writer_add(&writer, bytes, size, failure)))
        goto done;
    status = file_writer_finish(&writer, failure);

done:
    file_writer_close(&writer);
    return status;
}

/* == Copying ================================================================================================== */

enum { COPY_AT_ONCE_BYTES = 1 << 30 };

/* What the kernel copies by itself, sharing blocks where it can. It is no failure when it will not (other file
 * system, old kernel): both files stand where it stopped, and `copy_by_hand` goes on from there. */
static void copy_in_kernel(int from, int to)
{
    ssize_t copied;
    do
        copied = copy_file_range(from, NULL, to, NULL, COPY_AT_ONCE_BYTES, 0);
    while (copied > 0 || (copied < 0 && errno == EINTR));
}

static enum status copy_by_hand(int from, const char *from_path, struct file_writer *to, struct failure *failure)
{
    for (;;) {
        /* The writer's own buffer is empty here, since nothing was added. */
        ssize_t got = read(from, to->pending, sizeof to->pending);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return files_fail(failure, "cannot read", from_path);
        if (got == 0)
            return STATUS_OK;
        to->pending_bytes = (size_t)got;
        enum status status = write_pending(to, failure);
        if (status)
            return status;
    }
}

enum status files_copy(const char *from, const char *to, struct failure *failure)
{
    struct file_writer writer;
    int descriptor = -1;
    enum status status;
    if ((status = files_open(from, &descriptor, failure)) || (status = file_writer_open(&writer, to, failure)))
        goto done;
    copy_in_kernel(descriptor, writer.descriptor);
    if (!(status = copy_by_hand(descriptor, from, &writer, failure)))
        status = put_in_place(&writer, failure);
    file_writer_close(&writer);

done:
    if (descriptor >= 0)
        close(descriptor);
    return status;
}

/* == Directories ============================================================================================== */

/* Make `path`, whose parent exists. That something is there already is fine if it is a directory. */
static enum status make_one(const char *path, struct failure *failure)
{
    if (mkdir(path, 0777) == 0)
        return sync_parent(path, failure);
    int reason = errno;
    struct stat facts;
    if (stat(path, &facts) == 0 && S_ISDIR(facts.st_mode))
        return STATUS_OK;
    errno = reason;
    return files_fail(failure, "cannot make the directory", path);
}

enum status files_make_directory(const char *path, struct failure *failure)
{
    char part[FILES_PATH_BYTES];
    enum status status = files_join(part, "", path, failure);
    if (status)
        return status;
    /* From the left: a parent that exists costs one failing mkdir. */
    for (char *slash = strchr(part + (part[0] == '/'), '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        if ((status = make_one(part, failure)))
            return status;
        *slash = '/';
    }
    return make_one(part, failure);
}

/* == Directories of files ===================================================================================== */

struct duplication {
    const char *to;
    enum status (*file)(const char *from, const char *to, struct failure *failure);
};

/* Whatever the reason that there can be no link, there can be a copy; if not, the copy's reason is told. */
static enum status link_file(const char *from, const char *to, struct failure *failure)
{
    return link(from, to) == 0 ? STATUS_OK : files_copy(from, to, failure);
}

static enum status duplicate_file(const struct file_entry *entry, void *context, struct failure *failure)
{
    const struct duplication *duplication = context;
    char to[FILES_PATH_BYTES];
    enum status status = files_join(to, duplication->to, files_name(entry->path), failure);
    return status ? status : duplication->file(entry->path, to, failure);
}

static enum status refuse(const char *path, const char *reason, void *context)
{
    (void)path, (void)reason, (void)context;
    return STATUS_IO;
}

static enum status duplicate_directory(const char *from, struct duplication *duplication, struct failure *failure)
{
    enum status status = files_make_directory(duplication->to, failure);
    return status ? status : files_walk(from, duplicate_file, refuse, duplication, failure);
}

enum status files_link_directory(const char *from, const char *to, struct failure *failure)
{
    return duplicate_directory(from, &(struct duplication){ to, link_file }, failure);
}

enum status files_copy_directory(const char *from, const char *to, struct failure *failure)
{
    return duplicate_directory(from, &(struct duplication){ to, files_copy }, failure);
}
