/* Failures: a status and two lines of text in a struct of the caller's. */
#include "base/status.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* vsnprintf cuts at a byte; take off what is left of a UTF-8 character cut in two. */
static void cut_at_character(char *line, size_t size)
{
    size_t start = size;
    while (start > 0 && ((unsigned char)line[start - 1] & 0xC0) == 0x80)
        start--;
    if (start > 0 && ((unsigned char)line[start - 1] & 0x80))
        line[start - 1] = '\0';
}

/* One line that does nothing to a terminal: no byte below a blank, no DEL, none of U+0080 to U+009F. */
static void tame(char *line)
{
    for (unsigned char *byte = (unsigned char *)line; *byte; byte++) {
        if (*byte < 0x20 || *byte == 0x7F)
            *byte = '?';
        else if (*byte == 0xC2 && byte[1] >= 0x80 && byte[1] < 0xA0)
            byte[0] = byte[1] = '?';
    }
}

/* Through a copy, because the arguments may be what `into` holds now. */
static void format_line(char *into, size_t into_bytes, const char *format, va_list arguments)
{
    char line[sizeof((struct failure *)0)->message];
    int wanted = vsnprintf(line, into_bytes, format, arguments);
    if (wanted < 0)
        line[0] = '\0';
    else if ((size_t)wanted >= into_bytes)
        cut_at_character(line, into_bytes - 1);
    tame(line);
    memcpy(into, line, strlen(line) + 1);
}

enum status fail(struct failure *failure, enum status status, const char *format, ...)
{
    if (failure) {
        va_list arguments;
        va_start(arguments, format);
        failure->status = status;
        failure->code = 0;
        format_line(failure->message, sizeof failure->message, format, arguments);
        failure->hint[0] = '\0';
        va_end(arguments);
    }
    return status;
}

enum status fail_hint(struct failure *failure, const char *format, ...)
{
    assert(failure);
    va_list arguments;
    va_start(arguments, format);
    format_line(failure->hint, sizeof failure->hint, format, arguments);
    va_end(arguments);
    return failure->status;
}

enum status fail_no_memory(struct failure *failure)
{
    return fail(failure, STATUS_NO_MEMORY, "out of memory");
}
