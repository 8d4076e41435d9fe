/* Lines of "Name: value". */
#include "indexer/common/field_lines.h"

#include <string.h>

bool field_line_next(struct bytes text, size_t *at, struct field_line *field)
{
    const char *start = text.data + *at;
    const char *end = *at < text.size ? memchr(start, '\n', text.size - *at) : NULL;
    if (!end)
        return false;
    const char *colon = memchr(start, ':', (size_t)(end - start));
    if (*start == ' ' || *start == '\t')
        colon = NULL; /* the line goes on with the value of the one before */
    const char *value = colon ? colon + 1 : start;
    field->name = bytes_trimmed((struct bytes){ start, colon ? (size_t)(colon - start) : 0 });
    field->value = bytes_trimmed((struct bytes){ value, (size_t)(end - value) });
    *at = (size_t)(end - text.data) + 1;
    return true;
}
