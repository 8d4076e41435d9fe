/* Reading a file from its beginning to its end, with a bounded look ahead. */
#include "glass/input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { WINDOW_BYTES = 1 << 16 };

enum status glass_input_fail(const struct glass_input *input, struct failure *failure)
{
    return files_fail_because(failure, STATUS_CORRUPT, "cannot use", input->path, "the run is damaged");
}

enum status glass_input_open(struct glass_input *input, const char *path, struct failure *failure)
{
    struct stat facts;
    enum status status;
    input->descriptor = -1;
    input->bytes = NULL;
    input->capacity = WINDOW_BYTES;
    input->next = input->end = 0;
    if ((status = files_join(input->path, "", path, failure)) ||
        (status = files_open(path, &input->descriptor, failure)))
        return status;
    if (fstat(input->descriptor, &facts) != 0)
        return files_fail(failure, "cannot read", path);
    input->unread_bytes = (uint64_t)facts.st_size;
    posix_fadvise(input->descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    input->bytes = malloc(input->capacity);
    return input->bytes ? STATUS_OK : fail_no_memory(failure);
}

void glass_input_close(struct glass_input *input)
{
    if (input->descriptor >= 0)
        close(input->descriptor);
    input->descriptor = -1;
    free(input->bytes);
    input->bytes = NULL;
}

/* Read what fits into the window. */
static enum status fill(struct glass_input *input, struct failure *failure)
{
    ssize_t got;
    do
        got = read(input->descriptor, input->bytes + input->end, input->capacity - input->end);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        return files_fail(failure, "cannot read", input->path);
    if (got == 0 || (uint64_t)got > input->unread_bytes)
        return glass_input_fail(input, failure); /* the file has changed its size */
    input->end += (size_t)got;
    input->unread_bytes -= (uint64_t)got;
    return STATUS_OK;
}

enum status glass_input_ahead(struct glass_input *input, size_t size, struct failure *failure)
{
    enum status status = STATUS_OK;
    size_t there = input->end - input->next;
    if (size > there && size - there > input->unread_bytes)
        size = there + (size_t)input->unread_bytes;
    if (size <= there)
        return STATUS_OK;
    memmove(input->bytes, input->bytes + input->next, there);
    input->end = there;
    input->next = 0;
    if (size > input->capacity) {
        char *larger = realloc(input->bytes, size);
        if (!larger)
            return fail_no_memory(failure);
        input->bytes = larger;
        input->capacity = size;
    }
    while (!status && input->end < size && input->unread_bytes > 0)
        status = fill(input, failure);
    return status;
}

enum status glass_input_long_number(struct glass_input *input, uint64_t *number, struct failure *failure)
{
    enum status status;
    if (input->end - input->next < VARINT_LONGEST_BYTES &&
        (status = glass_input_ahead(input, VARINT_LONGEST_BYTES, failure)))
        return status;
    struct bytes here = { input->bytes + input->next, input->end - input->next };
    if (!bytes_read_varint(&here, number))
        return glass_input_fail(input, failure);
    input->next = input->end - here.size;
    return STATUS_OK;
}

enum status glass_input_bytes(struct glass_input *input, uint64_t size, struct bytes *bytes, struct failure *failure)
{
    enum status status;
    if (size > input->end - input->next) {
        if (size - (input->end - input->next) > input->unread_bytes)
            return glass_input_fail(input, failure);
        if ((status = glass_input_ahead(input, size, failure)))
            return status;
    }
    *bytes = (struct bytes){ input->bytes + input->next, size };
    input->next += size;
    return STATUS_OK;
}

enum status glass_input_end(const struct glass_input *input, struct failure *failure)
{
    return input->next < input->end || input->unread_bytes > 0 ? glass_input_fail(input, failure) : STATUS_OK;
}
