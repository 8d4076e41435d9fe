/* depeche-query: searches an index from the command line. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/options.h"
#include "query/messages.h"
#include "query/print/printer.h"
#include "query/search.h"
#include "query/topics.h"

enum { EXIT_FOUND = 0, EXIT_NOTHING = 1, EXIT_ERROR = 2 };

enum colour_choice { COLOUR_AUTO, COLOUR_ALWAYS, COLOUR_NEVER };

struct arguments {
    const char *index, *topics;
    const struct printer *printer; /* NULL: not said */
    enum colour_choice colour;
    bool help, version, limit_given, match_given;
    struct buffer query; /* the operands with spaces between */
    struct search_request request;
};

/* == Options ================================================================================================== */

static const struct option_line options[] = {
    { "index", 'i', "DIR", "the index; else DEPECHE_INDEX, else ./depeche.index" },
    { "goal", 'g', "GOAL", "only what serves this goal; repeated: any of them" },
    { "country", 'c', "COUNTRY", "only what speaks of this country: a name or a code" },
    { "from", 0, "DATE", "only what is dated on this day, month or year, or after" },
    { "to", 0, "DATE", "only what is dated on it or before" },
    { "language", 'l', "LANGUAGE", "only documents in fr or en" },
    { "kind", 'k', "KIND", "only a release, report or page" },
    { "any", 0, NULL, "any of the words may match, not all of them must" },
    { "all", 0, NULL, "all words must match, even if nothing has them all" },
    { "query-language", 0, "LANGUAGE", "what the words are in: fr, en or both (the default)" },
    { "across", 0, NULL, "find the other language, too: words stand for their translations" },
    { "sort", 's', "ORDER", "relevance, newest or oldest" },
    { "limit", 'n', "N", "how many hits to show: 10, at most 1000, 0 for none" },
    { "offset", 0, "N", "how many hits to pass over first" },
    { "facets", 0, NULL, "count goals, countries, languages and kinds" },
    { "histogram", 0, NULL, "count the years" },
    { "explain", 0, NULL, "tell what was understood: forms of words, values of fields" },
    { "format", 'f', "FORMAT", "text, json, jsonl, csv, tsv or trec" },
    { "topics", 0, "FILE", "search each line of it, an id, a tab and words: a trec run" },
    { "colour", 0, "WHEN", "mark matches in colour: auto, always or never" },
    { "ui", 0, "LANGUAGE", "messages in en or fr; else as LANG says" },
    { "help", 'h', NULL, "show this and end" },
    { "version", 'V', NULL, "show the version and end" },
    { NULL, 0, NULL, NULL },
};

static enum status read_number(const struct option_line *option, const char *value, uint32_t most, uint32_t *number,
                               struct failure *failure)
{
    uint64_t read = 0;
    const char *digit = value;
    for (; *digit >= '0' && *digit <= '9' && read <= most; digit++)
        read = read * 10 + (uint64_t)(*digit - '0');
    if (*digit || digit == value || read > most)
        return fail(failure, STATUS_USAGE, "--%s takes a number from 0 to %u, not “%s”", option->name, most, value);
    *number = (uint32_t)read;
    return STATUS_OK;
}

static enum status read_language(const struct option_line *option, const char *value, bool both,
                                 enum language *language, struct failure *failure)
{
    *language = language_from_code(value);
    if (*language != LANGUAGE_UNKNOWN || (both && strcmp(value, "both") == 0))
        return STATUS_OK;
    return fail(failure, STATUS_USAGE, "--%s takes %s, not “%s”", option->name, both ? "fr, en or both" : "fr or en",
                value);
}

static enum status read_sort(const char *value, enum request_sort *sort, struct failure *failure)
{
    if (request_sort_from_name(value, sort))
        return STATUS_OK;
    return fail(failure, STATUS_USAGE, "--sort takes relevance, newest or oldest, not “%s”", value);
}

static enum status read_colour(const char *value, enum colour_choice *colour, struct failure *failure)
{
    static const char *const names[] = { "auto", "always", "never" };
    for (enum colour_choice choice = COLOUR_AUTO; choice <= COLOUR_NEVER; choice++) {
        if (strcmp(value, names[choice]) == 0) {
            *colour = choice;
            return STATUS_OK;
        }
    }
    return fail(failure, STATUS_USAGE, "--colour takes auto, always or never, not “%s”", value);
}

static enum status read_format(const char *value, const struct printer **printer, struct failure *failure)
{
    *printer = printer_find(value);
    if (*printer)
        return STATUS_OK;
    struct buffer names = BUFFER_EMPTY;
    for (size_t i = 0; printer_at(i); i++)
        buffer_append_format(&names, "%s%s", i ? ", " : "", printer_at(i)->name);
    fail(failure, STATUS_USAGE, "there is no format “%s”", value);
    fail_hint(failure, "the formats are %s", names.bytes);
    buffer_clear(&names);
    return STATUS_USAGE;
}

static enum status set_match(struct arguments *arguments, enum request_match match, struct failure *failure)
{
    if (arguments->match_given && arguments->request.match != match)
        return fail(failure, STATUS_USAGE, "--any and --all exclude each other");
    arguments->match_given = true;
    arguments->request.match = match;
    return STATUS_OK;
}

static enum status take_switch(struct arguments *arguments, const char *name, struct failure *failure)
{
    struct search_request *request = &arguments->request;
    const struct {
        const char *name;
        bool *set;
    } switches[] = {
        { "across", &request->across },   { "facets", &request->facets }, { "histogram", &request->histogram },
        { "explain", &request->explain }, { "help", &arguments->help },   { "version", &arguments->version },
    };
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if (strcmp(switches[i].name, name) == 0)
            *switches[i].set = true;
    if (strcmp(name, "any") == 0)
        return set_match(arguments, MATCH_ANY, failure);
    return strcmp(name, "all") == 0 ? set_match(arguments, MATCH_ALL, failure) : STATUS_OK;
}

static enum status take_option(const struct option_line *option, const char *value, void *context,
                               struct failure *failure)
{
    struct arguments *arguments = context;
    struct search_request *request = &arguments->request;
    const char *name = option->name;
    const struct field *field = fields_find((struct bytes){ name, strlen(name) });
    if (!option->value)
        return take_switch(arguments, name, failure);
    if (field)
        return request_add_filter(request, field->id, value, failure);
    if (strcmp(name, "query-language") == 0)
        return read_language(option, value, true, &request->query_language, failure);
    if (strcmp(name, "ui") == 0)
        return read_language(option, value, false, &request->ui, failure);
    if (strcmp(name, "sort") == 0)
        return read_sort(value, &request->sort, failure);
    if (strcmp(name, "offset") == 0)
        return read_number(option, value, 1000000000, &request->offset, failure);
    if (strcmp(name, "format") == 0)
        return read_format(value, &arguments->printer, failure);
    if (strcmp(name, "colour") == 0)
        return read_colour(value, &arguments->colour, failure);
    if (strcmp(name, "limit") == 0) {
        arguments->limit_given = true;
        return read_number(option, value, REQUEST_LIMIT, &request->limit, failure);
    }
    const char **text = strcmp(name, "index") == 0    ? &arguments->index
                        : strcmp(name, "topics") == 0 ? &arguments->topics
                        : strcmp(name, "from") == 0   ? &request->from
                                                      : &request->to;
    *text = value;
    return STATUS_OK;
}

/* Of the variables that name the language of messages the first that is set counts, as POSIX has it. */
static enum language language_of_environment(void)
{
    static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        const char *value = getenv(names[i]);
        if (value && *value)
            return strncmp(value, "fr", 2) == 0 ? LANGUAGE_FRENCH : LANGUAGE_ENGLISH;
    }
    return LANGUAGE_ENGLISH;
}

static enum status check_arguments(struct arguments *arguments, size_t operand_count, struct failure *failure)
{
    struct search_request *request = &arguments->request;
    bool trec = arguments->printer == &printer_trec;
    bool narrowed = request->filter_count || *request->from || *request->to;
    if (arguments->topics && operand_count)
        return fail(failure, STATUS_USAGE, "--topics takes its queries from the file: “%s” is one too many",
                    arguments->query.bytes);
    if (arguments->topics && arguments->printer && !trec)
        return fail(failure, STATUS_USAGE, "--topics writes a run: --format trec");
    if (arguments->topics || operand_count || narrowed || request->facets || request->histogram)
        return STATUS_OK;
    fail(failure, STATUS_USAGE, "there is nothing to search for");
    return fail_hint(failure, "give some words, or a filter such as --country Haiti; --help tells more");
}

static enum status read_arguments(struct arguments *arguments, int argc, char **argv, struct failure *failure)
{
    size_t operand_count = 0;
    enum status status = options_parse(options, argc, argv, &operand_count, take_option, arguments, failure);
    if (status || arguments->help || arguments->version)
        return status;
    for (size_t i = 0; i < operand_count; i++)
        buffer_append_format(&arguments->query, "%s%s", i ? " " : "", argv[1 + i]);
    if ((status = buffer_status(&arguments->query, "the query", failure)) ||
        (status = check_arguments(arguments, operand_count, failure)))
        return status;

    arguments->request.query = arguments->query.bytes;
    if (arguments->topics) {
        arguments->printer = &printer_trec;
        if (!arguments->match_given)
            arguments->request.match = MATCH_ANY;
        if (!arguments->limit_given)
            arguments->request.limit = TOPICS_LIMIT;
    }
    if (!arguments->printer)
        arguments->printer = &printer_text;
    return STATUS_OK;
}

/* == Output =================================================================================================== */

/* A reader that has seen enough (`| head`) is no error of ours. */
static enum status write_out(const struct buffer *out, struct failure *failure)
{
    for (size_t at = 0; at < out->size;) {
        ssize_t written = write(STDOUT_FILENO, out->bytes + at, out->size - at);
        if (written < 0 && errno == EPIPE)
            return STATUS_OK;
        if (written < 0 && errno != EINTR)
            return fail(failure, STATUS_IO, "cannot write the answer: %s", strerror(errno));
        at += written > 0 ? (size_t)written : 0;
    }
    return STATUS_OK;
}

static enum status write_topic(const struct buffer *printed, void *context, struct failure *failure)
{
    (void)context;
    return write_out(printed, failure);
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

static void write_help(struct buffer *out)
{
    buffer_append_text(out, "Usage: depeche-query [OPTION]... [QUERY]...\n"
                            "Search an archive of news releases in French and English.\n\n");
    options_help(options, out);
    buffer_append_text(out,
                       "\nA query is words; accents, endings and articles do not matter. All must match; where no\n"
                       "document has them all, those with the most are shown. Also:\n"
                       "  \"santé publique\"   these words side by side\n"
                       "  inond*  =côte      a beginning; this form and no other\n"
                       "  aid NEAR/5 Haiti   within five words of each other\n"
                       "  a OR b, a OU b     either; NOT, SAUF and - exclude; parentheses group\n");
    for (size_t i = 0; i < FIELD_COUNT; i++)
        buffer_append_format(out, "%s%s", i ? ", " : "  ", fields[i].example);
    buffer_append_text(out, "\n\nExamples:\n"
                            "  depeche-query education haiti\n"
                            "  depeche-query --country Brésil --from 2005 --to 2010\n"
                            "  depeche-query --format csv --goal solidarity écoles >schools.csv\n"
                            "\nExit status: 0 documents were found, 1 none was, 2 something went wrong.\n");
}

static void write_version(struct buffer *out)
{
    buffer_append_format(out, "depeche-query " DEPECHE_VERSION " (xapian-core %s)\n", xs_version());
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

static enum status search(struct searcher *searcher, const struct arguments *arguments,
                          const struct print_settings *settings, struct buffer *out, bool *found,
                          size_t *error_offset, struct failure *failure)
{
    struct search_answer answer;
    enum status status = search_run(searcher, &arguments->request, &answer, failure);
    *error_offset = answer.error_offset;
    if (!status) {
        *found = answer.total > 0;
        printer_run(arguments->printer, settings, &answer, out);
        status = buffer_status(out, "the answer", failure);
    }
    search_answer_clear(&answer);
    return status;
}

static enum status run(const struct arguments *arguments, struct buffer *out, bool *found, size_t *error_offset,
                       struct failure *failure)
{
    struct searcher *searcher = NULL;
    enum status status = searcher_open(&searcher, published_index(arguments->index), failure);
    if (status)
        return status;
    struct print_settings settings = {
        .request = &arguments->request,
        .names = searcher_names(searcher),
        .colour = wants_colour(arguments->colour),
        .columns = terminal_columns(),
    };
    if (arguments->topics)
        status = topics_run(searcher, arguments->topics, arguments->printer, &settings, write_topic, NULL, found,
                            failure);
    else
        status = search(searcher, arguments, &settings, out, found, error_offset, failure);
    searcher_close(searcher);
    return status;
}

int main(int argc, char **argv)
{
    struct arguments arguments = { .query = BUFFER_EMPTY, .request = SEARCH_REQUEST_DEFAULT };
    struct buffer out = BUFFER_EMPTY;
    struct failure failure = FAILURE_NONE;
    size_t error_offset = SIZE_MAX;
    bool found = true;
    int result;

    arguments.request.ui = language_of_environment();
    arguments.request.today = date_from_unix(clock_now_s());
    enum status status = read_arguments(&arguments, argc, argv, &failure);
    if (!status && arguments.help)
        write_help(&out);
    else if (!status && arguments.version)
        write_version(&out);
    else if (!status)
        status = run(&arguments, &out, &found, &error_offset, &failure);
    if (!status)
        status = write_out(&out, &failure);
    if (status)
        result = report(&failure, arguments.query.bytes, error_offset);
    else
        result = found ? EXIT_FOUND : EXIT_NOTHING;
    buffer_clear(&arguments.query);
    buffer_clear(&out);
    return result;
}
