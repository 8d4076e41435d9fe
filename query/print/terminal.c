/* What text takes on a terminal: columns and colours. */
#include "query/print/terminal.h"

#include "language/utf8.h"

void terminal_colour(const struct print_settings *settings, struct buffer *out, const char *code)
{
    if (settings->colour)
        buffer_append_text(out, code);
}

/* The columns of the character at byte `at`, and its bytes. */
static size_t columns_at(struct bytes text, size_t at, size_t *used)
{
    *used = 1;
    if ((unsigned char)text.data[at] < 0x80)
        return 1;
    return utf8_columns(utf8_decode((struct bytes){ text.data + at, text.size - at }, used));
}

size_t terminal_columns(struct bytes text)
{
    size_t columns = 0;
    for (size_t at = 0, used; at < text.size; at += used)
        columns += columns_at(text, at, &used);
    return columns;
}

struct bytes terminal_beginning(struct bytes text, size_t columns)
{
    size_t at = 0;
    for (size_t used; at < text.size; at += used) {
        size_t needed = columns_at(text, at, &used);
        if (needed > columns)
            break;
        columns -= needed;
    }
    return (struct bytes){ text.data, at };
}

struct bytes terminal_end(struct bytes text, size_t columns)
{
    size_t all = terminal_columns(text), at = 0;
    for (size_t used; at < text.size; at += used) {
        size_t taken = columns_at(text, at, &used);
        if (all <= columns && taken) /* what combines with a character that is cut off goes with it */
            break;
        all -= taken;
    }
    return (struct bytes){ text.data + at, text.size - at };
}

void terminal_pad(struct buffer *out, size_t columns)
{
    buffer_append_format(out, "%*s", (int)columns, "");
}

size_t terminal_append_cut(struct buffer *out, struct bytes text, size_t columns)
{
    size_t all = terminal_columns(text);
    if (all <= columns) {
        buffer_append(out, text.data, text.size);
        return all;
    }
    if (columns == 0)
        return 0;
    struct bytes beginning = terminal_beginning(text, columns - 1);
    while (beginning.size && beginning.data[beginning.size - 1] == ' ')
        beginning.size--;
    buffer_append(out, beginning.data, beginning.size);
    buffer_append_text(out, "…");
    return terminal_columns(beginning) + 1;
}
