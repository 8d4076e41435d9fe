/* Byte strings put aside, to be read again in their order. */
#include "indexer/common/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/files.h"

enum { MEMORY_BYTES = 16 << 20, READ_BYTES = 1 << 20 };

static const char *folder(void)
{
    const char *named = getenv("TMPDIR");
    return named && *named ? named : "/tmp";
}

static enum status make_file(struct spool *spool, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status = files_join(path, folder(), "depeche-XXXXXX", failure);
    if (status)
        return status;
    spool->file = mkstemp(path);
    if (spool->file < 0) {
        files_fail(failure, "cannot make a temporary file", path);
        return fail_hint(failure, "set TMPDIR to a folder with room for all records");
    }
    unlink(path);
    return STATUS_OK;
}

static enum status write_memory(struct spool *spool, struct failure *failure)
{
    enum status status = spool->file < 0 ? make_file(spool, failure) : STATUS_OK;
    for (size_t at = 0; at < spool->memory.size && !status;) {
        ssize_t put = write(spool->file, spool->memory.bytes + at, spool->memory.size - at);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0) {
            fail(failure, STATUS_IO, "cannot write to a temporary file in %s: %s", folder(), strerror(errno));
            status = fail_hint(failure, "set TMPDIR to a folder with room for all records");
        } else {
            at += (size_t)put;
            spool->file_bytes += (uint64_t)put;
        }
    }
    buffer_truncate(&spool->memory, 0);
    return status;
}

enum status spool_add(struct spool *spool, struct bytes bytes, struct failure *failure)
{
    buffer_append_varint(&spool->memory, bytes.size);
    buffer_append(&spool->memory, bytes.data, bytes.size);
    enum status status = buffer_status(&spool->memory, "the records put aside", failure);
    return !status && spool->memory.size >= MEMORY_BYTES ? write_memory(spool, failure) : status;
}

static enum status begin_reading(struct spool *spool, struct failure *failure)
{
    spool->reading = true;
    if (spool->file < 0)
        return STATUS_OK;
    enum status status = write_memory(spool, failure);
    if (!status && lseek(spool->file, 0, SEEK_SET) < 0)
        status = fail(failure, STATUS_IO, "cannot read a temporary file in %s: %s", folder(), strerror(errno));
    return status;
}

/* Let memory hold more of the file, what is read already gone. */
static enum status read_more(struct spool *spool, size_t wanted, struct failure *failure)
{
    if (spool->at > 0) {
        size_t left = spool->memory.size - spool->at;
        memmove(spool->memory.bytes, spool->memory.bytes + spool->at, left);
        buffer_truncate(&spool->memory, left);
        spool->at = 0;
    }
    while (spool->memory.size < wanted && spool->read_bytes < spool->file_bytes) {
        char *room = buffer_reserve(&spool->memory, READ_BYTES);
        if (!room)
            return buffer_status(&spool->memory, "the records put aside", failure);
        ssize_t got = read(spool->file, room, READ_BYTES);
        buffer_commit(&spool->memory, got > 0 ? (size_t)got : 0);
        if (got == 0 || (got < 0 && errno != EINTR))
            return fail(failure, STATUS_IO, "cannot read a temporary file in %s: %s", folder(),
                        got ? strerror(errno) : "it has become shorter");
        spool->read_bytes += got > 0 ? (uint64_t)got : 0;
    }
    return STATUS_OK;
}

static struct bytes unread(const struct spool *spool)
{
    return (struct bytes){ spool->memory.bytes + spool->at, spool->memory.size - spool->at };
}

enum status spool_next(struct spool *spool, struct bytes *bytes, bool *more, struct failure *failure)
{
    uint64_t size = 0;
    enum status status = spool->reading ? STATUS_OK : begin_reading(spool, failure);
    *more = false;
    if (status ||
        (status = unread(spool).size < VARINT_LONGEST_BYTES ? read_more(spool, VARINT_LONGEST_BYTES, failure)
                                                            : STATUS_OK))
        return status;
    struct bytes left = unread(spool);
    if (!bytes_read_varint(&left, &size))
        return STATUS_OK;
    size_t head = (size_t)(left.data - unread(spool).data);
    if (left.size < size && (status = read_more(spool, head + (size_t)size, failure)))
        return status;
    left = (struct bytes){ unread(spool).data + head, unread(spool).size - head };
    *more = bytes_read(&left, (size_t)size, bytes);
    spool->at += head + (size_t)size;
    return STATUS_OK;
}

void spool_clear(struct spool *spool)
{
    if (spool->file >= 0)
        close(spool->file);
    buffer_clear(&spool->memory);
    *spool = (struct spool)SPOOL_EMPTY;
}
