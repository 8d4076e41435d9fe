/* The command line of depeche-query: its options, what they make of a request, its help. */
#ifndef DEPECHE_QUERY_COMMAND_H
#define DEPECHE_QUERY_COMMAND_H

#include <stdbool.h>

#include "base/options.h"
#include "query/concordance/concordance.h"
#include "query/print/printer.h"
#include "query/search.h"

enum colour_choice { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

/* What was typed; values are borrowed from argv. */
struct command {
    const char *index, *topics, *issuer;
    const char *suggest; /* NULL: not asked for */
    const char *log_report; /* likewise: a query log to report on */
    const struct printer *printer;
    enum colour_choice colour;
    bool help, version, limit_given, match_given;
    bool cite, kwic, no_mark, word_order; /* word_order: --sort asked for an order of a concordance */
    uint32_t context;
    enum concordance_order order;
    struct buffer line;  /* the command as typed, but for --cite: a shell takes it */
    struct buffer query; /* the operands with spaces between; command_clear frees it */
    struct search_request request;
};

/* In the order of --help. */
extern const struct option_line command_options[];

/* Fill `command` from the arguments and the variables that name the language. STATUS_USAGE tells what is wrong. */
enum status command_read(struct command *command, int argc, char **argv, struct failure *failure);
void command_clear(struct command *command);

/* Put the command into `line`, without --cite. */
void command_keep_line(struct command *command, int argc, char **argv);

/* What --help and --version say. */
void command_help(enum language ui, struct buffer *out);
void command_version(enum language ui, struct buffer *out);

/* The completion script for a shell, as the build asks for it; false for a shell we know nothing of. */
bool command_completion(const char *shell, struct buffer *out);

#endif
