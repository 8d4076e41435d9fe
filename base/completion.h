/* Completion for shells, made from the option table that also makes --help. */
#ifndef DEPECHE_BASE_COMPLETION_H
#define DEPECHE_BASE_COMPLETION_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/options.h"

/* The values an option can have; those called FILE and DIR in the option table need none. */
struct completion_choices {
    const char *option; /* NULL ends the list */
    const char *choices; /* divided by spaces */
};

struct completion_verb {
    const char *name; /* NULL ends the list */
    const char *help;
};

struct completion {
    const char *program;
    const struct option_line *options;
    const struct completion_choices *choices;
    const struct completion_verb *verbs; /* the first operand; files follow. NULL: operands are no names of anything */
};

/* Append the script for "bash", "zsh" or "fish"; false for any other shell. */
bool completion_write(const struct completion *completion, const char *shell, struct buffer *out);

#endif
