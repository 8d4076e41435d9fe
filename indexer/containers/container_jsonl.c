/* JSON lines: each line that is not empty is a document. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/common/reason.h"
#include "indexer/containers/container.h"

enum {
    LINE_MOST_BYTES = 16 << 20,
    CHUNK_BYTES = 1 << 18,
};

struct container_file {
    struct input *input;
    struct buffer read; /* from the file, and not yet passed on from `at` */
    size_t at;
    uint64_t line; /* of the one that comes next, from 1 */
    bool ended;
    char name[32];
};

/* == Recognising ============================================================================================== */

static bool is_blank(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static struct bytes without_mark(struct bytes head)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (head.size >= 3 && memcmp(head.data, mark, 3) == 0)
        head = (struct bytes){ head.data + 3, head.size - 3 };
    return head;
}

static struct bytes trimmed(struct bytes text)
{
    while (text.size && is_blank(text.data[0])) {
        text.data++;
        text.size--;
    }
    while (text.size && is_blank(text.data[text.size - 1]))
        text.size--;
    return text;
}

/* RTF begins with a brace as well. */
static bool begins_object(struct bytes text)
{
    if (text.size < 2 || text.data[0] != '{')
        return false;
    text = trimmed((struct bytes){ text.data + 1, text.size - 1 });
    return text.size && (text.data[0] == '"' || text.data[0] == '}');
}

/* An object that begins and ends on the first line, and another that begins on the next. One object in a file is a
 * document, unless it is so long that its end cannot be seen. */
static bool recognises(struct bytes head)
{
    head = trimmed(without_mark(head));
    if (!begins_object(head))
        return false;
    const char *end = memchr(head.data, '\n', head.size);
    if (!end)
        return head.size >= CONTAINER_HEAD_BYTES - 3;
    struct bytes first = trimmed((struct bytes){ head.data, (size_t)(end - head.data) });
    struct bytes rest = trimmed((struct bytes){ end, head.size - (size_t)(end - head.data) });
    return first.data[first.size - 1] == '}' && rest.size && rest.data[0] == '{';
}

/* == Reading ================================================================================================== */

static enum status jsonl_open(struct container_file **made, struct input *input, struct failure *failure)
{
    struct container_file *lines = calloc(1, sizeof *lines);
    if (!lines)
        return fail_no_memory(failure);
    lines->input = input;
    lines->read = (struct buffer)BUFFER_LIMITED(LINE_MOST_BYTES + CHUNK_BYTES);
    lines->line = 1;
    *made = lines;
    return STATUS_OK;
}

/* More of the file behind what is left of it. False at the end, and after a failure, which `member` tells. */
static bool read_more(struct container_file *lines, struct member *member)
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
    if (got < 0)
        member->status = room
                             ? fail_reason(&member->failure, REASON_UNREADABLE, "cannot be read: %s", strerror(errno))
                             : buffer_status(&lines->read, "a line", &member->failure);
    return false;
}

/* The line that comes next, without its end. `whole` is false for the beginning of one that is longer than accepted.
 */
static bool take_line(struct container_file *lines, struct bytes *line, bool *whole, struct member *member)
{
    size_t searched = 0;
    for (;;) {
        struct bytes left = { lines->read.bytes + lines->at, lines->read.size - lines->at };
        const char *end = memchr(left.data + searched, '\n', left.size - searched);
        if (end)
            left.size = (size_t)(end - left.data) + 1;
        searched = left.size;
        *whole = left.size <= LINE_MOST_BYTES;
        if (end || !*whole || !read_more(lines, member)) {
            *line = (struct bytes){ lines->read.bytes + lines->at, searched };
            lines->at += searched;
            return searched > 0 && !member->status;
        }
    }
}

/* To the end of a line whose beginning was taken. */
static void pass_line(struct container_file *lines, struct member *member)
{
    struct bytes part;
    bool whole;
    do {
        if (!take_line(lines, &part, &whole, member))
            return;
    } while (part.data[part.size - 1] != '\n');
}

static bool jsonl_next(struct container_file *lines, struct member *member)
{
    struct bytes line;
    bool whole;
    while (take_line(lines, &line, &whole, member)) {
        uint64_t number = lines->line++;
        bool ended = line.data[line.size - 1] == '\n';
        if (number == 1)
            line = without_mark(line);
        line = trimmed(line);
        if (whole && line.size == 0)
            continue;
        snprintf(lines->name, sizeof lines->name, "line %" PRIu64, number);
        member->name = (struct bytes){ lines->name, strlen(lines->name) };
        member->mime = "application/json";
        member->content = line;
        if (!whole) {
            if (!ended)
                pass_line(lines, member);
            member->status = fail_reason(&member->failure, REASON_TOO_LARGE, "a line of more than %d bytes",
                                         LINE_MOST_BYTES);
        } else if (*line.data != '{') {
            member->status = fail_reason(&member->failure, REASON_DAMAGED, "a line that is no JSON object");
        }
        return true;
    }
    return member->status != STATUS_OK;
}

static void jsonl_close(struct container_file *lines)
{
    if (!lines)
        return;
    buffer_clear(&lines->read);
    free(lines);
}

const struct container_kind container_jsonl = {
    "json lines", false, recognises, jsonl_open, jsonl_next, jsonl_close, NULL,
};
