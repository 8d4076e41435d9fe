/* What a container is read from: an open file, or bytes in memory. */
#include "indexer/common/input.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

struct input input_of_file(int file)
{
    return (struct input){ .file = file, .memory = { "", 0 } };
}

struct input input_of_memory(struct bytes memory)
{
    return (struct input){ .file = -1, .memory = memory };
}

ssize_t input_read(struct input *input, void *into, size_t size)
{
    ssize_t got;
    if (input->end && size > input->end - input->at)
        size = (size_t)(input->end - input->at);
    if (input->file < 0) {
        size_t left = input->memory.size - (size_t)input->at;
        got = (ssize_t)(size < left ? size : left);
        if (got > 0)
            memcpy(into, input->memory.data + input->at, (size_t)got);
    } else {
        /* The file's own place moves, by which the indexer sees from outside that reading goes on. */
        do
            got = read(input->file, into, size);
        while (got < 0 && errno == EINTR);
    }
    if (got > 0)
        input->at += (uint64_t)got;
    return got;
}

bool input_restrict(struct input *input, uint64_t begin, uint64_t end, uint64_t lines_before)
{
    if ((end && end < begin) || !input_seek(input, begin))
        return false;
    input->end = end;
    input->lines_before = lines_before;
    return true;
}

bool input_seek(struct input *input, uint64_t at)
{
    if (input->file < 0 ? at > input->memory.size : at > INT64_MAX || lseek(input->file, (off_t)at, SEEK_SET) < 0)
        return false;
    input->at = at;
    return true;
}

uint64_t input_size(const struct input *input)
{
    if (input->file < 0)
        return input->memory.size;
    off_t here = lseek(input->file, 0, SEEK_CUR);
    off_t end = here < 0 ? -1 : lseek(input->file, 0, SEEK_END);
    if (end < 0 || lseek(input->file, here, SEEK_SET) < 0)
        return 0;
    return (uint64_t)end;
}

enum status input_read_all(struct input *input, struct buffer *content, struct failure *failure)
{
    enum { READ_BYTES = 1 << 18 };
    ssize_t got;
    do {
        char *room = buffer_reserve(content, READ_BYTES);
        if (!room)
            return buffer_status(content, "the file", failure);
        got = input_read(input, room, READ_BYTES);
        buffer_commit(content, got > 0 ? (size_t)got : 0);
        if (got < 0)
            return fail(failure, STATUS_IO, "cannot be read: %s", strerror(errno));
    } while (got > 0);
    return STATUS_OK;
}
