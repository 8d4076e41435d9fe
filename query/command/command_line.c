/* The command as a shell reads it back, for who wants to repeat a search. */
#include "query/command/command.h"

#include <string.h>

static bool is_plain(char byte)
{
    return (unsigned char)byte >= 0x80 || byte_is_letter(byte) || byte_is_digit(byte) || strchr("-_./:=,@%+", byte);
}

/* The word as a shell reads it back. */
static void append_quoted(struct buffer *line, const char *word)
{
    bool plain = *word;
    for (const char *byte = word; *byte; byte++)
        plain = plain && is_plain(*byte);
    buffer_append_text(line, plain ? "" : "'");
    for (const char *byte = word; *byte; byte++) {
        if (*byte == '\'')
            buffer_append_text(line, "'\\''");
        else
            buffer_append_byte(line, *byte);
    }
    buffer_append_text(line, plain ? "" : "'");
}

void command_keep_line(struct command *command, int argc, char **argv)
{
    buffer_append_text(&command->line, "depeche-query");
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--cite") == 0)
            continue;
        buffer_append_byte(&command->line, ' ');
        append_quoted(&command->line, argv[i]);
    }
}
