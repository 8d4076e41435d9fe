/* Why a document is not in the index. */
#include "indexer/common/reason.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
    const char *name;
    enum status status;
    const char *remedy;
} reasons[REASON_COUNT] = {
    [REASON_NONE] = { "", STATUS_OK, "" },
    [REASON_UNREADABLE] = { "unreadable", STATUS_IO, "mend its rights, or the link" },
    [REASON_EMPTY] = { "empty", STATUS_INVALID, "fetch it again" },
    [REASON_NO_TEXT] = { "no-text", STATUS_INVALID,
                         "recognise its letters (OCR), or state a title in NAME.meta.json" },
    [REASON_BINARY] = { "binary", STATUS_INVALID, "take it out of the sources" },
    [REASON_UNSUPPORTED] = { "unsupported", STATUS_INVALID, "save it as PDF or DOCX" },
    [REASON_DAMAGED] = { "damaged", STATUS_INVALID, "fetch it again" },
    [REASON_ENCRYPTED] = { "encrypted", STATUS_INVALID, "save it without a password" },
    [REASON_TOO_LARGE] = { "too-large", STATUS_LIMIT, "divide it, or unpack it" },
    [REASON_NESTING] = { "nesting", STATUS_LIMIT, "unpack the outer archive" },
    [REASON_TIMEOUT] = { "timeout", STATUS_LIMIT, "look at it: it may be made to do harm" },
    [REASON_CRASH] = { "crash", STATUS_INVALID, "look at it: it may be made to do harm; and tell us" },
    [REASON_MEMORY] = { "memory", STATUS_NO_MEMORY, "divide it" },
    [REASON_OUTPUT_LIMIT] = { "output-limit", STATUS_LIMIT, "divide it" },
    [REASON_REVISIT] = { "revisit", STATUS_INVALID, "index the older web archive, too" },
};

const char *reason_name(enum reason reason)
{
    return reasons[reason].name;
}

const char *reason_remedy(enum reason reason)
{
    return reasons[reason].remedy;
}

bool reason_is_rejection(enum reason reason)
{
    return reason != REASON_NONE && reason != REASON_REVISIT;
}

enum status fail_reason(struct failure *failure, enum reason reason, const char *format, ...)
{
    char line[sizeof failure->message];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    fail(failure, reasons[reason].status, "%s", line);
    if (failure)
        failure->code = (int)reason;
    return reasons[reason].status;
}

enum reason reason_of(const struct failure *failure)
{
    if (failure->code > REASON_NONE && failure->code < REASON_COUNT)
        return (enum reason)failure->code;
    switch (failure->status) {
    case STATUS_OK:
        return REASON_NONE;
    case STATUS_NO_MEMORY:
        return REASON_MEMORY;
    case STATUS_IO:
    case STATUS_NOT_FOUND:
    case STATUS_LOCKED:
        return REASON_UNREADABLE;
    case STATUS_LIMIT:
        return REASON_TOO_LARGE;
    default:
        return REASON_DAMAGED;
    }
}
