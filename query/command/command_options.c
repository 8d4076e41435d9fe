/* The options of depeche-query, and the request that they make. */
#include "query/command/command.h"

#include <string.h>

#include "base/clock.h"
#include "language/messages.h"
#include "query/print/print_statement.h"
#include "query/topics.h"

/* == Options ================================================================================================== */

enum { MOST_HITS = 1000000000, MOST_CONTEXT = 1000 };

const struct option_line command_options[] = {
    { "index", 'i', MESSAGE("DIR"), MESSAGE("the index; else DEPECHE_INDEX, else ./depeche.index") },
    { "goal", 'g', MESSAGE("GOAL"), MESSAGE("only what serves this goal; repeated: any of them") },
    { "country", 'c', MESSAGE("COUNTRY"), MESSAGE("only what speaks of this country: a name or a code") },
    { "from", 0, MESSAGE("DATE"), MESSAGE("only what is dated on this day, month or year, or after") },
    { "to", 0, MESSAGE("DATE"), MESSAGE("only what is dated on it or before") },
    { "language", 'l', MESSAGE("LANGUAGE"), MESSAGE("only documents in fr or en") },
    { "kind", 'k', MESSAGE("KIND"), MESSAGE("only a release, report or page") },
    { "any", 0, NULL, MESSAGE("any of the words may match, not all of them must") },
    { "all", 0, NULL, MESSAGE("all words must match, even if nothing has them all") },
    { "query-language", 0, MESSAGE("LANGUAGE"), MESSAGE("what the words are in: fr, en or both; else as they look") },
    { "across", 0, NULL, MESSAGE("find the other language, too: words stand for their translations") },
    { "sort", 's', MESSAGE("ORDER"),
      MESSAGE("relevance, newest or oldest; of --kwic also left, right, match, document") },
    { "limit", 'n', MESSAGE("N|all"),
      MESSAGE("how many hits: 10 to read, all in lists for programs; all, 0 for none") },
    { "offset", 0, MESSAGE("N"), MESSAGE("how many hits to pass over first") },
    { "facets", 0, NULL, MESSAGE("count goals, countries, languages and kinds") },
    { "histogram", 0, NULL, MESSAGE("count the years") },
    { "months", 0, NULL, MESSAGE("count the months") },
    { "kwic", 0, NULL, MESSAGE("every occurrence of the words in all hits, between what stands around it") },
    { "context", 0, MESSAGE("N"), MESSAGE("of --kwic: how many characters on each side") },
    { "explain", 0, NULL, MESSAGE("tell what was understood, and what each part finds") },
    { "suggest", 0, MESSAGE("PREFIX"), MESSAGE("words that begin so, and their documents") },
    { "cite", 0, NULL, MESSAGE("a statement of the search instead of hits: query, filters, counts, index, day") },
    { "format", 'f', MESSAGE("FORMAT"), MESSAGE("text, json, jsonl, csv, tsv, bibtex, ris, csl, citation or trec") },
    { "issuer", 0, MESSAGE("NAME"), MESSAGE("in references: who issued the documents") },
    { "no-bom", 0, NULL, MESSAGE("csv without the byte order mark that spreadsheets look for") },
    { "topics", 0, MESSAGE("FILE"), MESSAGE("search each line of it, an id, a tab and words: a trec run") },
    { "log-report", 0, MESSAGE("FILE"), MESSAGE("tell from the search page's log what is asked, found not, slow") },
    { "colour", 0, MESSAGE("WHEN"), MESSAGE("mark matches in colour: auto, always or never") },
    { "ui", 0, MESSAGE("LANGUAGE"), MESSAGE("messages in en or fr; else as LANG says") },
    { "help", 'h', NULL, MESSAGE("show this and end") },
    { "version", 'V', NULL, MESSAGE("show the version and end") },
    { NULL, 0, NULL, NULL },
};

static enum status read_number(enum language ui, const struct option_line *option, const char *value, uint32_t most,
                               uint32_t *number, struct failure *failure)
{
    uint64_t read = 0;
    const char *digit = value;
    for (; *digit >= '0' && *digit <= '9' && read <= most; digit++)
        read = read * 10 + (uint64_t)(*digit - '0');
    if (*digit || digit == value || read > most)
        return fail(failure, STATUS_USAGE, message_in(ui, "--%s takes a number from 0 to %u, not “%s”"), option->name,
                    most, value);
    *number = (uint32_t)read;
    return STATUS_OK;
}

static enum status read_limit(enum language ui, const struct option_line *option, const char *value, uint32_t *limit,
                              struct failure *failure)
{
    *limit = REQUEST_ALL_HITS;
    if (strcmp(value, "all") == 0 || strcmp(value, "tous") == 0)
        return STATUS_OK;
    return read_number(ui, option, value, MOST_HITS, limit, failure);
}

static enum status read_language(enum language ui, const struct option_line *option, const char *value, bool both,
                                 enum language *language, struct failure *failure)
{
    *language = language_from_code(value);
    if (*language != LANGUAGE_UNKNOWN || (both && strcmp(value, "both") == 0))
        return STATUS_OK;
    const char *message = both ? MESSAGE("--%s takes fr, en or both, not “%s”")
                               : MESSAGE("--%s takes fr or en, not “%s”");
    return fail(failure, STATUS_USAGE, message_in(ui, message), option->name, value);
}

static enum status read_sort(struct command *command, const char *value, struct failure *failure)
{
    command->word_order = concordance_order_from_name(value, &command->order);
    if (command->word_order)
        return STATUS_OK;
    command->order = CONCORDANCE_BY_HIT;
    if (request_sort_from_name(value, &command->request.sort))
        return STATUS_OK;
    fail(failure, STATUS_USAGE, message_in(command->request.ui, "--sort takes relevance, newest or oldest, not “%s”"),
         value);
    return fail_hint(failure, "%s",
                     message_in(command->request.ui, "with --kwic also left, right, match or document"));
}

static enum status read_colour(enum language ui, const char *value, enum colour_choice *colour,
                               struct failure *failure)
{
    static const char *const names[] = { "auto", "always", "never" };
    for (enum colour_choice choice = COLOUR_AUTO; choice <= COLOUR_NEVER; choice++) {
        if (strcmp(value, names[choice]) == 0) {
            *colour = choice;
            return STATUS_OK;
        }
    }
    return fail(failure, STATUS_USAGE, message_in(ui, "--colour takes auto, always or never, not “%s”"), value);
}

static enum status read_format(enum language ui, const char *value, const struct printer **printer,
                               struct failure *failure)
{
    *printer = printer_find(value);
    if (*printer)
        return STATUS_OK;
    struct buffer names = BUFFER_EMPTY;
    for (size_t i = 0; printer_at(i); i++)
        buffer_append_format(&names, "%s%s", i ? ", " : "", printer_at(i)->name);
    fail(failure, STATUS_USAGE, message_in(ui, "there is no format “%s”"), value);
    fail_hint(failure, message_in(ui, "the formats are %s"), names.bytes);
    buffer_clear(&names);
    return STATUS_USAGE;
}

static enum status set_match(struct command *command, enum request_match match, struct failure *failure)
{
    if (command->match_given && command->request.match != match)
        return fail(failure, STATUS_USAGE, "%s",
                    message_in(command->request.ui, "--any and --all exclude each other"));
    command->match_given = true;
    command->request.match = match;
    return STATUS_OK;
}

static enum status take_switch(struct command *command, const char *name, struct failure *failure)
{
    struct search_request *request = &command->request;
    const struct {
        const char *name;
        bool *set;
    } switches[] = {
        { "across", &request->across },   { "facets", &request->facets },  { "histogram", &request->histogram },
        { "explain", &request->explain }, { "help", &command->help },      { "version", &command->version },
        { "kwic", &command->kwic },       { "no-bom", &command->no_mark }, { "months", &request->months },
        { "cite", &command->cite },
    };
    for (size_t i = 0; i < sizeof switches / sizeof *switches; i++)
        if (strcmp(switches[i].name, name) == 0)
            *switches[i].set = true;
    if (strcmp(name, "any") == 0)
        return set_match(command, MATCH_ANY, failure);
    return strcmp(name, "all") == 0 ? set_match(command, MATCH_ALL, failure) : STATUS_OK;
}

static enum status take_option(const struct option_line *option, const char *value, void *context,
                               struct failure *failure)
{
    struct command *command = context;
    struct search_request *request = &command->request;
    const char *name = option->name;
    enum language ui = request->ui;
    const struct field *field = fields_find(bytes_of(name));
    if (!option->value)
        return take_switch(command, name, failure);
    if (field)
        return request_add_filter(request, field->id, value, failure);
    if (strcmp(name, "query-language") == 0) {
        request->both_languages = strcmp(value, "both") == 0;
        return read_language(ui, option, value, true, &request->query_language, failure);
    }
    if (strcmp(name, "ui") == 0)
        return read_language(ui, option, value, false, &request->ui, failure);
    if (strcmp(name, "sort") == 0)
        return read_sort(command, value, failure);
    if (strcmp(name, "offset") == 0)
        return read_number(ui, option, value, MOST_HITS, &request->offset, failure);
    if (strcmp(name, "format") == 0)
        return read_format(ui, value, &command->printer, failure);
    if (strcmp(name, "colour") == 0)
        return read_colour(ui, value, &command->colour, failure);
    if (strcmp(name, "context") == 0)
        return read_number(ui, option, value, MOST_CONTEXT, &command->context, failure);
    if (strcmp(name, "limit") == 0) {
        command->limit_given = true;
        return read_limit(ui, option, value, &request->limit, failure);
    }
    const char **text = strcmp(name, "index") == 0     ? &command->index
                        : strcmp(name, "suggest") == 0 ? &command->suggest
                        : strcmp(name, "topics") == 0  ? &command->topics
                        : strcmp(name, "log-report") == 0 ? &command->log_report
                        : strcmp(name, "issuer") == 0  ? &command->issuer
                        : strcmp(name, "from") == 0    ? &request->from
                                                       : &request->to;
    *text = value;
    return STATUS_OK;
}

static enum status check_arguments(struct command *command, size_t operand_count, struct failure *failure)
{
    struct search_request *request = &command->request;
    enum language ui = request->ui;
    bool trec = command->printer == &printer_trec;
    bool narrowed = request->filter_count || *request->from || *request->to;
    if (command->log_report && (operand_count || narrowed || command->topics || command->suggest || command->kwic))
        return fail(failure, STATUS_USAGE, "%s", message_in(ui, "--log-report reads a log and searches for nothing"));
    if (command->log_report && command->printer && command->printer != &printer_text &&
        command->printer != &printer_json)
        return fail(failure, STATUS_USAGE, message_in(ui, "--log-report is written as text or json, not as %s"),
                    command->printer->name);
    if (command->log_report)
        return STATUS_OK;
    if (command->topics && operand_count)
        return fail(failure, STATUS_USAGE,
                    message_in(ui, "--topics takes its queries from the file: “%s” is one too many"),
                    command->query.bytes);
    if (command->topics && command->printer && !trec)
        return fail(failure, STATUS_USAGE, "%s", message_in(ui, "--topics writes a run: --format trec"));
    if (command->word_order && !command->kwic) {
        fail(failure, STATUS_USAGE, "%s",
             message_in(ui, "--sort takes left, right, match and document with --kwic only"));
        return fail_hint(failure, "%s", message_in(ui, "documents are sorted by relevance, newest or oldest"));
    }
    if (command->kwic && command->printer && !concordance_printer_find(command->printer->name))
        return fail(failure, STATUS_USAGE,
                    message_in(ui, "--kwic is written as text, json, jsonl, csv or tsv, not as %s"),
                    command->printer->name);
    if (command->cite && (command->kwic || command->printer || command->topics || command->suggest))
        return fail(failure, STATUS_USAGE, message_in(ui, "--cite prints a statement of the search: no --%s with it"),
                    command->kwic      ? "kwic"
                    : command->topics  ? "topics"
                    : command->suggest ? "suggest"
                                       : "format");
    bool counts = request->facets || request->histogram || request->months;
    if (command->topics || command->suggest || operand_count || narrowed || counts)
        return STATUS_OK;
    fail(failure, STATUS_USAGE, "%s", message_in(ui, "there is nothing to search for"));
    return fail_hint(failure, "%s",
                     message_in(ui, "give some words, or a filter such as --country Haiti; --help tells more"));
}

/* What depends on several options. */
static void settle(struct command *command)
{
    struct search_request *request = &command->request;
    if (command->topics) {
        command->printer = &printer_trec;
        if (!command->match_given)
            request->match = MATCH_ANY;
        if (!command->limit_given)
            request->limit = TOPICS_LIMIT;
    }
    if (command->cite) {
        command->printer = &printer_statement;
        request->facets = request->histogram = true;
        request->limit = 0;
        return;
    }
    if (!command->printer)
        command->printer = &printer_text;
    if (!command->limit_given && (command->printer->whole || command->kwic))
        request->limit = REQUEST_ALL_HITS;
    request->bare = command->printer->bare;
    request->advise = !command->kwic && (command->printer == &printer_text || command->printer == &printer_json);
}

/* What mistakes are told in is known before the first: --ui may stand after it. */
static enum language language_asked(int argc, char **argv)
{
    static const char name[] = "--ui";
    enum language asked = LANGUAGE_UNKNOWN;
    for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        const char *value = NULL;
        if (strcmp(argv[i], name) == 0 && i + 1 < argc)
            value = argv[i + 1];
        else if (strncmp(argv[i], name, sizeof name - 1) == 0 && argv[i][sizeof name - 1] == '=')
            value = argv[i] + sizeof name;
        if (value)
            asked = language_from_code(value);
    }
    return asked == LANGUAGE_UNKNOWN ? language_of_messages() : asked;
}

enum status command_read(struct command *command, int argc, char **argv, struct failure *failure)
{
    size_t operand_count = 0;
    *command = (struct command){ .line = BUFFER_EMPTY, .query = BUFFER_EMPTY, .request = SEARCH_REQUEST_DEFAULT };
    command->request.ui = language_asked(argc, argv);
    option_words words = command->request.ui == LANGUAGE_FRENCH ? message_in_french : NULL;
    command->request.today = date_from_unix(clock_now_s());
    command_keep_line(command, argc, argv);
    enum status status = options_parse(command_options, words, argc, argv, &operand_count, take_option, command,
                                       failure);
    if (status || command->help || command->version)
        return status;
    for (size_t i = 0; i < operand_count; i++)
        buffer_append_format(&command->query, "%s%s", i ? " " : "", argv[1 + i]);
    command->request.query = command->query.bytes;
    if ((status = buffer_status(&command->query, "the query", failure)) ||
        (status = check_arguments(command, operand_count, failure)))
        return status;
    settle(command);
    return STATUS_OK;
}

void command_clear(struct command *command)
{
    buffer_clear(&command->line);
    buffer_clear(&command->query);
}
