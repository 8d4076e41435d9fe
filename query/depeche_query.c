/* depeche-query: searches an index from the command line. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "language/messages.h"
#include "query/command/command.h"
#include "query/log/log_report.h"
#include "query/print/print_statement.h"
#include "query/suggest.h"
#include "query/topics.h"

enum { EXIT_FOUND = 0, EXIT_NOTHING = 1, EXIT_ERROR = 2 };

/* == Output =================================================================================================== */

/* Where answers go. */
struct output {
    enum language ui;
    bool closed; /* the reader has seen enough (`| head`): no error of ours */
};

static enum status write_out(const struct buffer *out, void *context, struct failure *failure)
{
    struct output *output = context;
    for (size_t at = 0; at < out->size;) {
        ssize_t written = write(STDOUT_FILENO, out->bytes + at, out->size - at);
        if (written < 0 && errno != EINTR) {
            output->closed = errno == EPIPE;
            return fail(failure, STATUS_IO, message_in(output->ui, "cannot write the answer: %s"), strerror(errno));
        }
        at += written > 0 ? (size_t)written : 0;
    }
    return STATUS_OK;
}

static unsigned terminal_columns(void)
{
    struct winsize size;
    bool known = isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0;
    return known ? size.ws_col : 0;
}

/* https://no-color.org: any value but the empty one. */
static bool wants_colour(enum colour_choice choice)
{
    const char *refused = getenv("NO_COLOR"), *terminal = getenv("TERM");
    if (choice != COLOUR_AUTO)
        return choice == COLOUR_ALWAYS;
    return isatty(STDOUT_FILENO) && !(refused && *refused) && !(terminal && strcmp(terminal, "dumb") == 0);
}

/* == Messages ================================================================================================= */

/* How much of a long query is shown around the place a message speaks of. */
enum { SHOWN_BYTES = 60 };

/* The query with a caret under the place; nothing of it can move the cursor. */
static void point_at(const char *query, size_t offset)
{
    size_t size = strlen(query), begin = offset > SHOWN_BYTES ? offset - SHOWN_BYTES : 0;
    size_t end = size - offset > SHOWN_BYTES ? offset + SHOWN_BYTES : size, column = 0;
    while (begin > 0 && ((unsigned char)query[begin] & 0xC0) == 0x80)
        begin--;
    while (end < size && ((unsigned char)query[end] & 0xC0) == 0x80)
        end++;
    struct failure shown; /* whose lines are tame */
    fail(&shown, STATUS_USAGE, "%.*s", (int)(end - begin), query + begin);
    for (size_t i = begin; i < offset; i++)
        column += ((unsigned char)query[i] & 0xC0) != 0x80;
    fprintf(stderr, "    %s\n    %*s^\n", shown.message, (int)column, "");
}

static int report(const struct failure *failure, const char *query, size_t error_offset)
{
    fprintf(stderr, "depeche-query: %s\n", failure->message);
    if (error_offset != SIZE_MAX && error_offset <= strlen(query))
        point_at(query, error_offset);
    if (failure->hint[0])
        fprintf(stderr, "depeche-query: %s\n", failure->hint);
    return EXIT_ERROR;
}

/* == Running ================================================================================================== */

static enum status search(struct searcher *searcher, const struct command *command,
                          const struct print_settings *settings, struct output *output, bool *found,
                          size_t *error_offset, struct failure *failure)
{
    struct search_answer answer;
    enum status status;
    if (command->kwic) {
        const struct concordance_settings concordance = { settings, command->order, command->context,
                                                          settings->request->offset, settings->request->limit };
        status = concordance_run(searcher, concordance_printer_find(command->printer->name), &concordance, write_out,
                                 output, &answer, failure);
    } else {
        status = printer_stream(command->printer, settings, searcher, write_out, output, &answer, failure);
    }
    *error_offset = answer.error_offset;
    *found = answer.total > 0;
    search_answer_clear(&answer);
    return status;
}

/* "word TAB documents", a line each: for completion. */
static enum status suggest(struct searcher *searcher, const struct command *command, struct output *output,
                           bool *found, struct failure *failure)
{
    enum { USUAL = 10 };
    struct arena arena = ARENA_EMPTY;
    struct buffer out = BUFFER_EMPTY;
    struct suggested suggested[SUGGEST_MOST];
    size_t count = 0;
    enum status status = suggest_words(searcher, command->suggest, command->request.query_language,
                                       command->limit_given ? command->request.limit : USUAL, &arena, suggested,
                                       &count, failure);
    for (size_t i = 0; i < count && !status; i++)
        buffer_append_format(&out, "%s\t%u\n", suggested[i].text, suggested[i].documents);
    *found = count > 0;
    if (!status && !(status = buffer_status(&out, "the suggestions", failure)))
        status = write_out(&out, output, failure);
    buffer_clear(&out);
    arena_clear(&arena);
    return status;
}

static enum status run(const struct command *command, struct output *output, bool *found, size_t *error_offset,
                       struct failure *failure)
{
    struct searcher *searcher = NULL;
    const char *index = published_index(command->index);
    enum status status = searcher_open(&searcher, index, failure);
    if (status)
        return published_tell(command->request.ui, index, failure);
    const struct statement statement = {
        .index = index,
        .made_s = command->cite ? published_made(searcher_published(searcher)) : 0,
        .searched_s = clock_now_s(),
        .command = command->line.bytes,
    };
    struct print_settings settings = {
        .request = &command->request,
        .names = searcher_names(searcher),
        .colour = wants_colour(command->colour),
        .columns = terminal_columns(),
        .unmarked = command->no_mark,
        .statement = &statement,
        .issuer = command->issuer,
    };
    if (command->suggest)
        status = suggest(searcher, command, output, found, failure);
    else if (command->topics)
        status = topics_run(searcher, command->topics, command->printer, &settings, write_out, output, found,
                            failure);
    else
        status = search(searcher, command, &settings, output, found, error_offset, failure);
    searcher_close(searcher);
    return status;
}

/* Of the program itself. */
static enum status tell(void (*told)(enum language ui, struct buffer *out), struct output *output,
                        struct failure *failure)
{
    struct buffer out = BUFFER_EMPTY;
    told(output->ui, &out);
    enum status status = buffer_status(&out, "the help", failure);
    if (!status)
        status = write_out(&out, output, failure);
    buffer_clear(&out);
    return status;
}

/* Of the search page's log; no index is needed. */
static enum status report_log(const struct command *command, struct output *output, struct failure *failure)
{
    enum { USUAL = 20, MOST = 10000 };
    uint32_t most = command->limit_given ? command->request.limit : USUAL;
    const struct log_report_settings settings = { command->request.ui, command->printer == &printer_json,
                                                  most < MOST ? most : MOST };
    struct buffer out = BUFFER_EMPTY;
    enum status status = log_report_run(command->log_report, &settings, &out, failure);
    if (!status)
        status = write_out(&out, output, failure);
    buffer_clear(&out);
    return status;
}

/* For the build, and not told in --help: depeche-query --completion bash. */
static int write_completion(const char *shell)
{
    struct buffer out = BUFFER_EMPTY;
    struct output output = { .closed = false };
    struct failure failure = FAILURE_NONE;
    bool written = command_completion(shell, &out) && !buffer_status(&out, "a script", &failure) &&
                   !write_out(&out, &output, &failure);
    buffer_clear(&out);
    return written ? EXIT_FOUND : EXIT_ERROR;
}

int main(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "--completion") == 0)
        return write_completion(argv[2]);
    struct command command;
    struct output output = { .closed = false };
    struct failure failure = FAILURE_NONE;
    size_t error_offset = SIZE_MAX;
    bool found = true;
    enum status status = command_read(&command, argc, argv, &failure);
    output.ui = command.request.ui;
    if (!status && command.help)
        status = tell(command_help, &output, &failure);
    else if (!status && command.version)
        status = tell(command_version, &output, &failure);
    else if (!status && command.log_report)
        status = report_log(&command, &output, &failure);
    else if (!status)
        status = run(&command, &output, &found, &error_offset, &failure);
    int result = found ? EXIT_FOUND : EXIT_NOTHING;
    if (status && !output.closed)
        result = report(&failure, command.query.bytes, error_offset);
    command_clear(&command);
    return result;
}
