/* Why a document is not in the index. */
#include "indexer/common/reason.h"

#include <stdarg.h>
#include <stdio.h>

static const struct {
    const char *name;
    enum status status;
} reasons[REASON_COUNT] = {
    [REASON_NONE] = { "", STATUS_OK },
    [REASON_UNREADABLE] = { "unreadable", STATUS_IO },
    [REASON_EMPTY] = { "empty", STATUS_INVALID },
    [REASON_NO_TEXT] = { "no-text", STATUS_INVALID },
    [REASON_BINARY] = { "binary", STATUS_INVALID },
    [REASON_UNSUPPORTED] = { "unsupported", STATUS_INVALID },
    [REASON_DAMAGED] = { "damaged", STATUS_INVALID },
    [REASON_ENCRYPTED] = { "encrypted", STATUS_INVALID },
    [REASON_TOO_LARGE] = { "too-large", STATUS_LIMIT },
    [REASON_NESTING] = { "nesting", STATUS_LIMIT },
    [REASON_TIMEOUT] = { "timeout", STATUS_LIMIT },
    [REASON_CRASH] = { "crash", STATUS_INVALID },
    [REASON_MEMORY] = { "memory", STATUS_NO_MEMORY },
    [REASON_OUTPUT_LIMIT] = { "output-limit", STATUS_LIMIT },
    [REASON_REVISIT] = { "revisit", STATUS_INVALID },
};

const char *reason_name(enum reason reason)
{
    return reasons[reason].name;
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
