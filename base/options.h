/* Command line options from one table: parsing, `--help` and the test of the manual page read the same lines. */
#ifndef DEPECHE_BASE_OPTIONS_H
#define DEPECHE_BASE_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"

struct option_line {
    const char *name;  /* "goal": typed --goal; NULL ends the table */
    char letter;       /* 'n': typed -n; 0 for none */
    const char *value; /* what --help calls the value: "NAME"; NULL for a switch */
    const char *help;  /* one line, no full stop */
};

/* English in another language (language/messages.h has one such function); NULL leaves it English. */
typedef const char *(*option_words)(const char *english);

/* Called for each option in the order typed. `value` is NULL for a switch. A failure ends the parsing. */
typedef enum status (*option_seen)(const struct option_line *option, const char *value, void *context,
                                   struct failure *failure);

/* Go through argv from argv[1] on: "--name value", "--name=value", "-n value", "-nvalue", switches together
 * "-qv"; "--" ends the options and "-" is none. A long name may be cut where it stays unique. What is not an option
 * is moved to the front of `argv + 1` in order and counted in `operand_count`; what stands after is of no use.
 * STATUS_USAGE with a hint, both in `words`, for an option that is unknown (naming the nearest one), ambiguous,
 * without its value or with one it does not take. */
enum status options_parse(const struct option_line *table, option_words words, int argc, char **argv,
                          size_t *operand_count, option_seen seen, void *context, struct failure *failure);

/* The options' part of --help, one line each, aligned. */
void options_help(const struct option_line *table, option_words words, struct buffer *out);

/* How many letters set `typed` apart from `name` (put in, left out, changed, swapped with their neighbour), in either
 * case; SIZE_MAX when too many for a slip of the fingers. For "did you mean" about verbs and other words. */
size_t options_slips(const char *typed, const char *name);

#endif
