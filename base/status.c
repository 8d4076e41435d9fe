/* Failures: a status and two lines of text in a struct of the caller's. */
#include "base/status.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* vsnprintf cuts at a byte; take off what is left of a UTF-8 character cut in two. */
static void format_whole_characters(char *into, size_t into_bytes, const char *format, va_list arguments)
{
    int wanted = vsnprintf(into, into_bytes, format, arguments);
    if (wanted < 0) {
        into[0] = '\0';
        return;
    }
    if ((size_t)wanted < into_bytes)
        return;

    size_t end = into_bytes - 1;
    size_t start = end;
    while (start > 0 && ((unsigned char)into[start - 1] & 0xC0) == 0x80)
        start--;
    if (start > 0 && ((unsigned char)into[start - 1] & 0x80))
        into[start - 1] = '\0';
}

enum status fail(struct failure *failure, enum status status, const char *format, ...)
{
    if (failure) {
        va_list arguments;
        va_start(arguments, format);
        failure->status = status;
        failure->hint[0] = '\0';
        format_whole_characters(failure->message, sizeof failure->message, format, arguments);
        va_end(arguments);
    }
    return status;
}

enum status fail_hint(struct failure *failure, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    format_whole_characters(failure->hint, sizeof failure->hint, format, arguments);
    va_end(arguments);
    return failure->status;
}

enum status fail_no_memory(struct failure *failure)
{
    return fail(failure, STATUS_NO_MEMORY, "out of memory");
}
