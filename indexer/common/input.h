/* What a container is read from: an open file, or the content of a member of another container. */
#ifndef DEPECHE_INDEXER_INPUT_H
#define DEPECHE_INDEXER_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/buffer.h"
#include "base/status.h"

struct input {
    int file; /* -1: `memory` is read */
    struct bytes memory;
    uint64_t at;  /* the byte that is read next */
    uint64_t end; /* of the part of the file that is read; 0: all of it */
    uint64_t lines_before; /* the part */
};

/* At the beginning. */
struct input input_of_file(int file);
struct input input_of_memory(struct bytes memory);

/* From `begin` to `end` (0: to the end of the file). False when there is no such place. */
bool input_restrict(struct input *input, uint64_t begin, uint64_t end, uint64_t lines_before);

/* How many bytes were put into `into`: 0 at the end, -1 when the system refuses (errno). */
ssize_t input_read(struct input *input, void *into, size_t size);

/* False when there is no such place. */
bool input_seek(struct input *input, uint64_t at);

/* How long it is now; 0 when it cannot be told. */
uint64_t input_size(const struct input *input);

/* Append all that is left, up to the buffer's limit (STATUS_LIMIT). A file may grow or shrink meanwhile. */
enum status input_read_all(struct input *input, struct buffer *content, struct failure *failure);

#endif
