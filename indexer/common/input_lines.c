/* Lines of a file that is never whole in memory. */
#include "indexer/common/input_lines.h"

#include <errno.h>
#include <string.h>

#include "indexer/common/reason.h"

enum { CHUNK_BYTES = 1 << 18 };

void input_lines_init(struct input_lines *lines, struct input *input, size_t most_bytes)
{
    *lines = (struct input_lines){
        .input = input,
        .read = BUFFER_LIMITED(most_bytes + CHUNK_BYTES),
        .most_bytes = most_bytes,
    };
}

void input_lines_clear(struct input_lines *lines)
{
    buffer_clear(&lines->read);
}

/* More of the file behind what is left of it. False at the end, and after a failure. */
static bool read_more(struct input_lines *lines, struct failure *failure)
{
    if (lines->ended)
        return false;
    if (lines->at) {
        memmove(lines->read.bytes, lines->read.bytes + lines->at, lines->read.size - lines->at);
        buffer_truncate(&lines->read, lines->read.size - lines->at);
        lines->at = 0;
    }
    char *room = buffer_reserve(&lines->read, CHUNK_BYTES);
    ssize_t got = room ? input_read(lines->input, room, CHUNK_BYTES) : -1;
    if (got > 0) {
        buffer_commit(&lines->read, (size_t)got);
        return true;
    }
    lines->ended = true;
    if (!room)
        buffer_status(&lines->read, "a line", failure);
    else if (got < 0)
        fail_reason(failure, REASON_UNREADABLE, "cannot be read: %s", strerror(errno));
    return false;
}

bool input_lines_next(struct input_lines *lines, struct bytes *line, bool *whole, struct failure *failure)
{
    size_t searched = 0;
    *failure = (struct failure)FAILURE_NONE;
    for (;;) {
        struct bytes left = { lines->read.bytes + lines->at, lines->read.size - lines->at };
        const char *end = memchr(left.data + searched, '\n', left.size - searched);
        if (end)
            left.size = (size_t)(end - left.data) + 1;
        searched = left.size;
        *whole = left.size <= lines->most_bytes;
        if (end || !*whole || !read_more(lines, failure)) {
            *line = (struct bytes){ lines->read.bytes + lines->at, searched };
            lines->at += searched;
            return searched > 0 && !failure->status;
        }
    }
}
