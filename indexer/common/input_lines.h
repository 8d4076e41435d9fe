/* Lines of a file that is never whole in memory. */
#ifndef DEPECHE_INDEXER_INPUT_LINES_H
#define DEPECHE_INDEXER_INPUT_LINES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/common/input.h"

struct input_lines {
    struct input *input;
    struct buffer read; /* from the file, and not yet passed on from `at` */
    size_t at;
    size_t most_bytes; /* of a line */
    bool ended;
};

/* From the beginning of `input`, which stays the caller's. */
void input_lines_init(struct input_lines *lines, struct input *input, size_t most_bytes);
void input_lines_clear(struct input_lines *lines);

/* The line that comes next, with its end; a view until the next call. `*whole` is false for the beginning of one of
 * more than `most_bytes`, whose rest follows as a line. False at the end, and after a failure, which `failure` tells
 * with a reason (its status is STATUS_OK at the end). */
bool input_lines_next(struct input_lines *lines, struct bytes *line, bool *whole, struct failure *failure);

#endif
