/* What a shell completes after depeche-query. */
#include "base/completion.h"
#include "query/command/command.h"

bool command_completion(const char *shell, struct buffer *out)
{
    struct buffer formats = BUFFER_EMPTY;
    for (size_t i = 0; printer_at(i); i++)
        buffer_append_format(&formats, "%s%s", i ? " " : "", printer_at(i)->name);
    const struct completion_choices choices[] = {
        { "language", "fr en" },
        { "kind", "release report page" },
        { "query-language", "fr en both" },
        { "sort", "relevance newest oldest left right match document" },
        { "limit", "all" },
        { "format", formats.bytes },
        { "colour", "auto always never" },
        { "ui", "en fr" },
        { NULL, NULL },
    };
    const struct completion completion = { "depeche-query", command_options, choices, NULL };
    bool known = completion_write(&completion, shell, out);
    printer_end_part(&formats, out);
    return known;
}
