/* Lines of "Name: value". */
#include "indexer/common/field_lines.h"

#include <string.h>

static struct bytes trimmed(const char *from, const char *to)
{
    while (from < to && (*from == ' ' || *from == '\t'))
        from++;
    while (to > from && (to[-1] == ' ' || to[-1] == '\t' || to[-1] == '\r'))
        to--;
    return (struct bytes){ from, (size_t)(to - from) };
}

bool field_line_next(struct bytes text, size_t *at, struct field_line *field)
{
    const char *start = text.data + *at;
    const char *end = *at < text.size ? memchr(start, '\n', text.size - *at) : NULL;
    if (!end)
        return false;
    const char *colon = memchr(start, ':', (size_t)(end - start));
    bool goes_on = *start == ' ' || *start == '\t';
    field->name = colon && !goes_on ? trimmed(start, colon) : (struct bytes){ "", 0 };
    field->value = trimmed(colon && !goes_on ? colon + 1 : start, end);
    *at = (size_t)(end - text.data) + 1;
    return true;
}
