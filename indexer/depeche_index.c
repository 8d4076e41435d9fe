/* depeche-index: keeps an index of an archive of releases. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/completion.h"
#include "base/options.h"
#include "indexer/builder/generations.h"
#include "indexer/builder/spread.h"
#include "indexer/run.h"
#include "indexer/run_authority.h"
#include "language/messages.h"
#include "record/published.h"
#include "shim/xapian_shim.h"

/* Exit statuses, as the manual page says. */
enum { EXIT_READ = 0, EXIT_REJECTED = 1, EXIT_FAILED = 2 };

static const struct option_line options[] = {
    { "index", 'i', MESSAGE("DIR"), MESSAGE("the index; else DEPECHE_INDEX, else ./depeche.index") },
    { "format", 'f', MESSAGE("FORMAT"), MESSAGE("extract, diff: jsonl; diff also: text") },
    { "explain", 0, NULL, MESSAGE("extract: tell in words how each document was read") },
    { "metadata", 0, MESSAGE("FILE"), MESSAGE("a table (CSV) of fields for documents, by path or uri") },
    { "report", 0, MESSAGE("FILE"), MESSAGE("write a row a document, what became of it (.csv or .jsonl)") },
    { "names", 0, MESSAGE("FILE"), MESSAGE("write the names that are ambiguous or on no list, counted (.csv)") },
    { "reject-threshold", 0, MESSAGE("N"), MESSAGE("exit with 1 only when more than N (or N%) are rejected") },
    { "canary", 0, MESSAGE("FILE"), MESSAGE("ask these queries before publishing; publish only what answers them") },
    { "shards", 0, MESSAGE("N"), MESSAGE("rebuild: spread the documents over N databases") },
    { "fold", 0, MESSAGE("WHEN"), MESSAGE("update: make one database of all its parts: auto, always or never") },
    { "keep-gone", 0, NULL, MESSAGE("update: keep the documents of files that are gone") },
    { "keep", 0, MESSAGE("N"), MESSAGE("how many generations stay: 2") },
    { "countries", 0, MESSAGE("FILE"), MESSAGE("authority list of countries (SKOS in RDF/XML)") },
    { "goals", 0, MESSAGE("FILE"), MESSAGE("authority list of goals (SKOS in RDF/XML)") },
    { "home", 0, MESSAGE("CODE"), MESSAGE("the publisher's own country, never a finding") },
    { "jobs", 'j', MESSAGE("N"), MESSAGE("worker processes; else one a core") },
    { "memory", 0, MESSAGE("MIB"), MESSAGE("memory for documents that wait to be written: 64") },
    { "builder", 0, MESSAGE("KIND"),
      MESSAGE("how tables are written: glass, api, or auto (glass where it is safe)") },
    { "progress", 0, MESSAGE("WHEN"), MESSAGE("auto (on a terminal), always or never") },
    { "quiet", 'q', NULL, MESSAGE("say nothing but rejections and failures") },
    { "help", 'h', NULL, MESSAGE("this help") },
    { "version", 'V', NULL, MESSAGE("the version") },
    { NULL, 0, NULL, NULL },
};

/* How many rejected documents are no reason to worry: a number, or a share. */
struct threshold {
    double number;
    bool percent;
};

struct arguments {
    struct run_settings settings;
    struct threshold threshold;
    const char *format; /* NULL: none was asked for */
    bool explain, help, version;
    enum language ui; /* of what is told, but of documents */
};

struct verb {
    const char *name;
    const char *help;    /* a message */
    size_t fewest, most; /* operands after it */
    const char *wants;   /* a message: what is told where they are too few or too many */
    enum status (*run)(const struct run_settings *settings, struct run_counts *counts, struct failure *failure);
};

static const struct verb verbs[] = {
    { "update", MESSAGE("read what is new or changed, take out what is gone"), 1, SIZE_MAX,
      MESSAGE("a file or folder"), run_update },
    { "rebuild", MESSAGE("make the index anew"), 1, SIZE_MAX, MESSAGE("a file or folder"), run_rebuild },
    { "extract", MESSAGE("write the record of each file as JSON lines, without an index"), 1, SIZE_MAX,
      MESSAGE("a file or folder"), run_extract },
    { "status", MESSAGE("say what is published, kept and being built"), 0, 0, MESSAGE("no file"), run_status },
    { "verify", MESSAGE("check every file, table and a sample: of the published, of N, of all"), 0, 1,
      MESSAGE("one generation, or all"), run_verify },
    { "rollback", MESSAGE("publish the generation before again, or generation N"), 0, 1, MESSAGE("one generation"),
      run_rollback },
    { "diff", MESSAGE("tell what generation B has more, less and other than A"), 2, 2, MESSAGE("two generations"),
      run_diff },
    { "prune", MESSAGE("remove old generations"), 0, 0, MESSAGE("no file"), run_prune },
    { "authority", MESSAGE("check FILE, test FILE SOURCE...: try a list before it is used"), 1, SIZE_MAX,
      MESSAGE("a file"), run_authority },
};
enum { VERB_COUNT = sizeof verbs / sizeof *verbs };

/* == Arguments ================================================================================================ */

enum { MOST_JOBS = 256, MOST_KEPT = 1000, MOST_MEBIBYTES = 1 << 14 };

static enum status read_count(enum language ui, const char *option, const char *value, size_t most, size_t *count,
                              struct failure *failure)
{
    char *end;
    unsigned long number = strtoul(value, &end, 10);
    if (value[0] < '0' || value[0] > '9' || *end || number < 1 || number > most)
        return fail(failure, STATUS_USAGE, message_in(ui, "--%s takes a number from 1 to %zu, not \"%s\""), option,
                    most, value);
    *count = number;
    return STATUS_OK;
}

static enum status read_memory(enum language ui, const char *value, size_t *bytes, struct failure *failure)
{
    size_t mebibytes = 0;
    enum status status = read_count(ui, "memory", value, MOST_MEBIBYTES, &mebibytes, failure);
    *bytes = mebibytes << 20;
    return status;
}

static enum status read_fold(enum language ui, const char *value, enum fold *fold, struct failure *failure)
{
    static const char *const names[] = { [FOLD_AUTO] = "auto", [FOLD_ALWAYS] = "always", [FOLD_NEVER] = "never" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(value, names[i]) == 0) {
            *fold = (enum fold)i;
            return STATUS_OK;
        }
    }
    return fail(failure, STATUS_USAGE, message_in(ui, "--fold takes auto, always or never, not \"%s\""), value);
}

static enum status read_format(const char *value, struct arguments *arguments, struct failure *failure)
{
    arguments->format = value;
    arguments->settings.as_json = strcmp(value, "jsonl") == 0;
    if (arguments->settings.as_json || strcmp(value, "text") == 0)
        return STATUS_OK;
    return fail(failure, STATUS_USAGE, message_in(arguments->ui, "--format takes jsonl or text, not \"%s\""), value);
}

static enum status read_progress(enum language ui, const char *value, bool *progress, struct failure *failure)
{
    if (strcmp(value, "always") == 0)
        *progress = true;
    else if (strcmp(value, "never") == 0)
        *progress = false;
    else if (strcmp(value, "auto") != 0)
        return fail(failure, STATUS_USAGE, message_in(ui, "--progress takes auto, always or never, not \"%s\""),
                    value);
    return STATUS_OK;
}

static enum status read_builder(enum language ui, const char *value, const struct builder_kind **builder,
                                struct failure *failure)
{
    static const struct builder_kind *const kinds[] = { &builder_glass, &builder_api };
    *builder = NULL;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (strcmp(value, kinds[i]->name) == 0)
            *builder = kinds[i];
    if (!*builder && strcmp(value, "auto") != 0)
        return fail(failure, STATUS_USAGE, message_in(ui, "--builder takes glass, api or auto, not \"%s\""), value);
    return STATUS_OK;
}

/* "20", "0.5%" */
static enum status read_threshold(enum language ui, const char *value, struct threshold *threshold,
                                  struct failure *failure)
{
    char *end;
    threshold->number = strtod(value, &end);
    threshold->percent = *end == '%';
    if (end == value || end[threshold->percent] || !(threshold->number >= 0) ||
        (threshold->percent && threshold->number > 100))
        return fail(failure, STATUS_USAGE,
                    message_in(ui, "--reject-threshold takes a number or a percentage, not \"%s\""), value);
    return STATUS_OK;
}

static enum status see_option(const struct option_line *option, const char *value, void *context,
                              struct failure *failure)
{
    struct arguments *arguments = context;
    struct run_settings *settings = &arguments->settings;
    const char *name = option->name;
    enum language ui = arguments->ui;

    if (strcmp(name, "index") == 0)
        settings->index = value;
    else if (strcmp(name, "countries") == 0)
        settings->countries_file = value;
    else if (strcmp(name, "goals") == 0)
        settings->goals_file = value;
    else if (strcmp(name, "home") == 0)
        settings->home = value;
    else if (strcmp(name, "metadata") == 0)
        settings->metadata_file = value;
    else if (strcmp(name, "report") == 0)
        settings->report_file = value;
    else if (strcmp(name, "names") == 0)
        settings->names_file = value;
    else if (strcmp(name, "reject-threshold") == 0)
        return read_threshold(ui, value, &arguments->threshold, failure);
    else if (strcmp(name, "explain") == 0)
        arguments->explain = true;
    else if (strcmp(name, "jobs") == 0)
        return read_count(ui, name, value, MOST_JOBS, &settings->jobs, failure);
    else if (strcmp(name, "memory") == 0)
        return read_memory(ui, value, &settings->memory_bytes, failure);
    else if (strcmp(name, "builder") == 0)
        return read_builder(ui, value, &settings->builder, failure);
    else if (strcmp(name, "progress") == 0)
        return read_progress(ui, value, &settings->progress, failure);
    else if (strcmp(name, "quiet") == 0)
        settings->quiet = true;
    else if (strcmp(name, "help") == 0)
        arguments->help = true;
    else if (strcmp(name, "version") == 0)
        arguments->version = true;
    else if (strcmp(name, "format") == 0)
        return read_format(value, arguments, failure);
    else if (strcmp(name, "canary") == 0)
        settings->canary_file = value;
    else if (strcmp(name, "shards") == 0)
        return read_count(ui, name, value, MOST_SHARDS, &settings->shards, failure);
    else if (strcmp(name, "fold") == 0)
        return read_fold(ui, value, &settings->fold, failure);
    else if (strcmp(name, "keep-gone") == 0)
        settings->keep_gone = true;
    else if (strcmp(name, "keep") == 0)
        return read_count(ui, name, value, MOST_KEPT, &settings->keep, failure);
    return STATUS_OK;
}

static const struct verb *find_verb(const char *name, enum language ui, struct failure *failure)
{
    const struct verb *nearest = NULL;
    size_t fewest = SIZE_MAX;
    for (size_t i = 0; i < VERB_COUNT; i++) {
        size_t slips = options_slips(name, verbs[i].name);
        if (strcmp(name, verbs[i].name) == 0)
            return &verbs[i];
        if (slips < fewest) {
            fewest = slips;
            nearest = &verbs[i];
        }
    }
    fail(failure, STATUS_USAGE, message_in(ui, "unknown verb \"%s\""), name);
    if (nearest)
        fail_hint(failure, message_in(ui, "did you mean %s?"), nearest->name);
    else
        fail_hint(failure, "%s",
                  message_in(
                      ui, "verbs are update, rebuild, extract, status, verify, rollback, diff, prune and authority"));
    return NULL;
}

/* == Output =================================================================================================== */

static void print_help(enum language ui)
{
    struct buffer text = BUFFER_EMPTY;
    buffer_append_text(
        &text,
        message_in(
            ui,
            "usage: depeche-index VERB [OPTION]... [SOURCE]...\n"
            "\n"
            "Keeps a full-text index of an archive of news releases in French and English.\n"
            "A source is a file or a folder, of pages (HTML, XHTML), plain text, PDF, DOCX, ODT, RTF, XML (Dublin\n"
            "Core, feeds, NewsML, NITF), mail (EML) and records (JSON); of many documents in one file it reads zip "
            "and\n"
            "tar, packed files (gz, bz2, xz, zst), web archives (WARC, ARC), mailboxes, feeds and JSON lines.\n"
            "Which a file is, its content says, not its name.\n"
            "\n"
            "Verbs:\n"));
    for (size_t i = 0; i < VERB_COUNT; i++)
        buffer_append_format(&text, "  %-9s %s\n", verbs[i].name, message_in(ui, verbs[i].help));
    buffer_append_text(&text, message_in(ui, "\nOptions:\n"));
    options_help(options, ui == LANGUAGE_FRENCH ? message_in_french : NULL, &text);
    buffer_append_text(
        &text, message_in(ui, "\n"
                              "Exit status: 0 everything was read, 1 something was rejected, 2 the run failed.\n"
                              "Example: depeche-index update --index news.index /srv/archive/releases\n"));
    fwrite(text.bytes, 1, text.size, stdout);
    buffer_clear(&text);
}

/* For the build, and not told in --help: depeche-index --completion bash. */
static int write_completion(const char *shell)
{
    static const struct completion_choices choices[] = {
        { "format", "jsonl text" },
        { "builder", "auto glass api" },
        { "fold", "auto always never" },
        { "progress", "auto always never" },
        { NULL, NULL },
    };
    struct completion_verb names[VERB_COUNT + 1] = { { NULL, NULL } };
    const struct completion completion = { "depeche-index", options, choices, names };
    struct buffer text = BUFFER_EMPTY;
    for (size_t i = 0; i < VERB_COUNT; i++)
        names[i] = (struct completion_verb){ verbs[i].name, verbs[i].help };
    bool written = completion_write(&completion, shell, &text) && !text.failed &&
                   fwrite(text.bytes, 1, text.size, stdout) == text.size && fflush(stdout) == 0;
    buffer_clear(&text);
    return written ? EXIT_READ : EXIT_FAILED;
}

static int report_failure(const struct arguments *arguments, struct failure *failure)
{
    published_tell(arguments->ui, published_index(arguments->settings.index), failure);
    fprintf(stderr, "depeche-index: %s\n", failure->message);
    if (failure->hint[0])
        fprintf(stderr, "depeche-index: %s\n", failure->hint);
    return EXIT_FAILED;
}

/* == The run ================================================================================================== */

static bool is_past(const struct threshold *threshold, const struct run_counts *counts)
{
    double told = (double)(counts->added + counts->changed + counts->unchanged + counts->older_captures +
                           counts->rejected);
    double most = threshold->percent ? told * threshold->number / 100 : threshold->number;
    return (double)counts->rejected > most;
}

static int run_verb(char **argv, struct arguments *arguments, size_t operand_count)
{
    struct failure failure = FAILURE_NONE;
    struct run_counts counts;
    if (operand_count == 0) {
        fail(&failure, STATUS_USAGE, "%s", message_in(arguments->ui, "no verb"));
        fail_hint(&failure, "%s", message_in(arguments->ui, "try: depeche-index update FOLDER, or --help"));
        return report_failure(arguments, &failure);
    }
    const struct verb *verb = find_verb(argv[1], arguments->ui, &failure);
    if (!verb)
        return report_failure(arguments, &failure);
    if (operand_count - 1 < verb->fewest || operand_count - 1 > verb->most) {
        fail(&failure, STATUS_USAGE, message_in(arguments->ui, "%s takes %s"), verb->name,
             message_in(arguments->ui, verb->wants));
        return report_failure(arguments, &failure);
    }
    arguments->settings.sources = (const char *const *)argv + 2;
    arguments->settings.source_count = operand_count - 1;
    arguments->settings.index = published_index(arguments->settings.index);
    if (arguments->explain && verb->run != run_extract) {
        fail(&failure, STATUS_USAGE, "--explain goes with extract, not with %s", verb->name);
        return report_failure(arguments, &failure);
    }
    if (arguments->format && !arguments->settings.as_json && verb->run != run_diff) {
        fail(&failure, STATUS_USAGE, message_in(arguments->ui, "--format text goes with diff, not with %s"),
             verb->name);
        return report_failure(arguments, &failure);
    }
    if ((arguments->explain ? run_explain : verb->run)(&arguments->settings, &counts, &failure))
        return report_failure(arguments, &failure);
    return is_past(&arguments->threshold, &counts) ? EXIT_REJECTED : EXIT_READ;
}

int main(int argc, char **argv)
{
    struct arguments arguments = {
        .settings = { .keep = GENERATIONS_KEPT,
                      .messages = stderr,
                      .output = stdout,
                      .progress = isatty(STDERR_FILENO) },
    };
    struct failure failure = FAILURE_NONE;
    size_t operand_count;

    if (argc == 3 && strcmp(argv[1], "--completion") == 0)
        return write_completion(argv[2]);
    /* A full disk or a closed pipe is a failure with a message, not a signal. */
    signal(SIGXFSZ, SIG_IGN);
    signal(SIGPIPE, SIG_IGN);
    arguments.ui = language_of_messages();
    if (options_parse(options, arguments.ui == LANGUAGE_FRENCH ? message_in_french : NULL, argc, argv, &operand_count,
                      see_option, &arguments, &failure))
        return report_failure(&arguments, &failure);
    arguments.settings.progress &= !arguments.settings.quiet;
    if (arguments.help) {
        print_help(arguments.ui);
        return EXIT_READ;
    }
    if (arguments.version) {
        printf("depeche-index %s (xapian-core %s)\n", DEPECHE_VERSION, xs_version());
        return EXIT_READ;
    }
    return run_verb(argv, &arguments, operand_count);
}
