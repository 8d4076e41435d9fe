/* Mailboxes: messages one after the other, each behind a line "From SENDER TIME". */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/common/input_lines.h"
#include "indexer/common/reason.h"
#include "indexer/containers/container.h"
#include "indexer/readers/mail_text.h"

enum { LINE_MOST_BYTES = 1 << 20 };

struct container_file {
    struct input_lines lines;
    struct buffer message;
    struct buffer first_line; /* of the message that comes next, which was read to know that it begins */
    uint64_t number;          /* of the message at hand, from 1 */
    bool ended;
    char name[32];
};

/* == Recognising ============================================================================================== */

static struct bytes after(struct bytes text, size_t size)
{
    return (struct bytes){ text.data + size, text.size - size };
}

/* An envelope and a header: a text can begin with the one, and a message that was taken out of a mailbox with both.
 * It is read as a mailbox of one. */
static bool recognises(struct bytes head)
{
    size_t size = mail_envelope_line(head);
    struct bytes rest = after(head, size), headers, body;
    if (!size || !rest.size || *rest.data == ' ' || *rest.data == '\t' || !mail_is_header_line(rest))
        return false;
    mail_split(rest, &headers, &body);
    return mail_header(headers, "From").size || mail_header(headers, "Subject").size ||
           mail_header(headers, "Date").size;
}

/* == Reading ================================================================================================== */

static void mbox_close(struct container_file *mailbox)
{
    if (!mailbox)
        return;
    input_lines_clear(&mailbox->lines);
    buffer_clear(&mailbox->message);
    buffer_clear(&mailbox->first_line);
    free(mailbox);
}

/* The first envelope is taken off. */
static enum status mbox_open(struct container_file **made, struct input *input, struct failure *failure)
{
    struct container_file *mailbox = calloc(1, sizeof *mailbox);
    struct bytes line;
    bool whole;
    if (!mailbox)
        return fail_no_memory(failure);
    input_lines_init(&mailbox->lines, input, LINE_MOST_BYTES);
    mailbox->message = (struct buffer)BUFFER_LIMITED(MEMBER_MOST_BYTES);
    mailbox->first_line = (struct buffer)BUFFER_EMPTY;
    if (!input_lines_next(&mailbox->lines, &line, &whole, failure) && failure->status) {
        mbox_close(mailbox);
        return failure->status;
    }
    *made = mailbox;
    return STATUS_OK;
}

static bool is_blank(struct bytes line)
{
    return line.size <= 2 && line.data[line.size - 1] == '\n' && (line.size == 1 || line.data[0] == '\r');
}

/* Programs put a > before a line of the message that would begin another: ">From now on". */
static struct bytes unquoted(struct bytes line)
{
    size_t signs = 0;
    while (signs < line.size && line.data[signs] == '>')
        signs++;
    bool quoted = signs && line.size - signs >= 5 && memcmp(line.data + signs, "From ", 5) == 0;
    return after(line, quoted);
}

/* A message begins with an envelope that stands after an empty line and before a header. `envelope` is where in the
 * message the line before this one was put, if that was such; it is taken off again. */
static bool begins_next(struct container_file *mailbox, struct bytes line, size_t envelope)
{
    if (envelope == SIZE_MAX || *line.data == ' ' || *line.data == '\t' || !mail_is_header_line(line))
        return false;
    buffer_truncate(&mailbox->message, envelope);
    buffer_truncate(&mailbox->first_line, 0);
    buffer_append(&mailbox->first_line, line.data, line.size);
    return true;
}

/* Gather the message up to the envelope of the next. What is longer than accepted is passed over. */
static void take_message(struct container_file *mailbox, struct failure *failure)
{
    struct buffer *message = &mailbox->message;
    size_t envelope = SIZE_MAX;
    bool after_blank = false, begins_line = true, whole;
    struct bytes line;
    buffer_truncate(message, 0);
    buffer_append(message, mailbox->first_line.bytes, mailbox->first_line.size);
    buffer_truncate(&mailbox->first_line, 0);
    while (input_lines_next(&mailbox->lines, &line, &whole, failure)) {
        if (begins_line && begins_next(mailbox, line, envelope))
            return;
        envelope = begins_line && after_blank && mail_envelope_line(line) ? message->size : SIZE_MAX;
        after_blank = begins_line && is_blank(line);
        struct bytes content = begins_line ? unquoted(line) : line;
        buffer_append(message, content.data, content.size);
        begins_line = line.data[line.size - 1] == '\n';
    }
    mailbox->ended = true;
}

static bool mbox_next(struct container_file *mailbox, struct member *member)
{
    if (mailbox->ended)
        return false;
    take_message(mailbox, &member->failure);
    /* The message before an error is whole as far as it goes; the error is the last member. */
    if (mailbox->ended && !mailbox->message.size && !member->failure.status)
        return false;
    int size = snprintf(mailbox->name, sizeof mailbox->name, "message %" PRIu64, ++mailbox->number);
    member->name = (struct bytes){ mailbox->name, size > 0 ? (size_t)size : 0 };
    member->mime = "message/rfc822";
    member->content = (struct bytes){ mailbox->message.bytes, mailbox->message.size };
    if ((member->status = member->failure.status) || !mailbox->message.failed)
        return true;
    member->status = mailbox->message.failed == STATUS_LIMIT
                         ? fail_reason(&member->failure, REASON_TOO_LARGE, "a message of more than %d bytes",
                                       MEMBER_MOST_BYTES)
                         : fail_no_memory(&member->failure);
    return true;
}

const struct container_kind container_mbox = {
    "mailbox", false, recognises, mbox_open, mbox_next, mbox_close, NULL,
};
