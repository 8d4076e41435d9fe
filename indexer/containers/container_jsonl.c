/* JSON lines: each line that is not empty is a document. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/common/input_lines.h"
#include "indexer/common/reason.h"
#include "indexer/containers/container.h"

enum { LINE_MOST_BYTES = 16 << 20 };

struct container_file {
    struct input_lines lines;
    uint64_t number; /* of the line that comes next, from 1 */
    char name[32];
};

/* == Recognising ============================================================================================== */

static struct bytes without_mark(struct bytes head)
{
    static const char mark[] = "\xEF\xBB\xBF";
    if (head.size >= 3 && memcmp(head.data, mark, 3) == 0)
        head = (struct bytes){ head.data + 3, head.size - 3 };
    return head;
}

/* RTF begins with a brace as well. */
static bool begins_object(struct bytes text)
{
    if (text.size < 2 || text.data[0] != '{')
        return false;
    text = bytes_trimmed((struct bytes){ text.data + 1, text.size - 1 });
    return text.size && (text.data[0] == '"' || text.data[0] == '}');
}

/* An object that begins and ends on the first line, and another that begins on the next. One object in a file is a
 * document, unless it is so long that its end cannot be seen. */
static bool recognises(struct bytes head)
{
    head = bytes_trimmed(without_mark(head));
    if (!begins_object(head))
        return false;
    const char *end = memchr(head.data, '\n', head.size);
    if (!end)
        return head.size >= CONTAINER_HEAD_BYTES - 3;
    struct bytes first = bytes_trimmed((struct bytes){ head.data, (size_t)(end - head.data) });
    struct bytes rest = bytes_trimmed((struct bytes){ end, head.size - (size_t)(end - head.data) });
    return first.data[first.size - 1] == '}' && rest.size && rest.data[0] == '{';
}

/* == Reading ================================================================================================== */

static enum status jsonl_open(struct container_file **made, struct input *input, struct failure *failure)
{
    struct container_file *file = calloc(1, sizeof *file);
    if (!file)
        return fail_no_memory(failure);
    input_lines_init(&file->lines, input, LINE_MOST_BYTES);
    file->number = input->lines_before + 1;
    *made = file;
    return STATUS_OK;
}

/* To the end of a line whose beginning was taken. */
static void pass_line(struct container_file *file)
{
    struct failure at_end;
    struct bytes part;
    bool whole;
    do {
        if (!input_lines_next(&file->lines, &part, &whole, &at_end))
            return;
    } while (part.data[part.size - 1] != '\n');
}

static bool jsonl_next(struct container_file *file, struct member *member)
{
    struct bytes line;
    bool whole;
    while (input_lines_next(&file->lines, &line, &whole, &member->failure)) {
        uint64_t number = file->number++;
        bool ended = line.data[line.size - 1] == '\n';
        if (number == 1)
            line = without_mark(line);
        line = bytes_trimmed(line);
        if (whole && line.size == 0)
            continue;
        snprintf(file->name, sizeof file->name, "line %" PRIu64, number);
        member->name = bytes_of(file->name);
        member->mime = "application/json";
        member->content = line;
        if (!whole) {
            if (!ended)
                pass_line(file);
            member->status = fail_reason(&member->failure, REASON_TOO_LARGE, "a line of more than %d bytes",
                                         LINE_MOST_BYTES);
        } else if (*line.data != '{') {
            member->status = fail_reason(&member->failure, REASON_DAMAGED, "a line that is no JSON object");
        }
        return true;
    }
    member->status = member->failure.status;
    return member->status != STATUS_OK;
}

static void jsonl_close(struct container_file *file)
{
    if (!file)
        return;
    input_lines_clear(&file->lines);
    free(file);
}

const struct container_kind container_jsonl = {
    "json lines", false, recognises, jsonl_open, jsonl_next, jsonl_close, NULL,
};
