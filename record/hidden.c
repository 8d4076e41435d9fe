/* The file that names the documents nobody finds any more. */
#include "record/hidden.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/files.h"

#define FIRST_LINE "# depeche hidden documents\n"

/* Ten digits and a line end for each of as many documents as there can be are more than this; nobody hides so many.
 */
enum { HIDDEN_BYTES = 1 << 30 };

enum status hidden_add(struct hidden *hidden, uint32_t docid, struct failure *failure)
{
    if (!array_reserve((void **)&hidden->docids, &hidden->capacity, hidden->count + 1, sizeof *hidden->docids))
        return fail_no_memory(failure);
    hidden->docids[hidden->count++] = docid;
    return STATUS_OK;
}

/* One line; false for what is no docid, or not above the one before. */
static bool read_docid(const char **at, uint32_t before, uint32_t *docid)
{
    uint64_t number = 0;
    const char *digit = *at;
    for (; *digit >= '0' && *digit <= '9' && number <= UINT32_MAX; digit++)
        number = number * 10 + (uint64_t)(*digit - '0');
    if (digit == *at || **at == '0' || *digit != '\n' || number > UINT32_MAX || number <= before)
        return false;
    *docid = (uint32_t)number;
    *at = digit + 1;
    return true;
}

static enum status parse(struct hidden *hidden, const struct buffer *text, const char *path, struct failure *failure)
{
    const char *at = text->bytes, *end = text->bytes + text->size;
    uint32_t docid = 0;
    enum status status = STATUS_OK;
    if (text->size < strlen(FIRST_LINE) || memcmp(at, FIRST_LINE, strlen(FIRST_LINE)) != 0)
        return fail(failure, STATUS_CORRUPT, "%s does not name hidden documents", path);
    at += strlen(FIRST_LINE);
    while (at < end && !status)
        status = read_docid(&at, docid, &docid) ? hidden_add(hidden, docid, failure)
                                                : fail(failure, STATUS_CORRUPT, "%s is damaged", path);
    return status;
}

enum status hidden_read(struct hidden *hidden, const char *path, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    enum status status = STATUS_OK;
    *hidden = (struct hidden)HIDDEN_EMPTY;
    if (!files_exist(path))
        return STATUS_OK;
    if (!(status = files_read(path, HIDDEN_BYTES, &text, failure)))
        status = parse(hidden, &text, path, failure);
    if (status)
        hidden_clear(hidden);
    buffer_clear(&text);
    return status;
}

enum status hidden_write(const struct hidden *hidden, const char *path, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    buffer_append_text(&text, FIRST_LINE);
    for (size_t i = 0; i < hidden->count; i++)
        buffer_append_format(&text, "%" PRIu32 "\n", hidden->docids[i]);
    enum status status = buffer_status(&text, "the list of hidden documents", failure);
    if (!status)
        status = files_write_atomically(path, text.bytes, text.size, failure);
    buffer_clear(&text);
    return status;
}

void hidden_clear(struct hidden *hidden)
{
    free(hidden->docids);
    *hidden = (struct hidden)HIDDEN_EMPTY;
}
