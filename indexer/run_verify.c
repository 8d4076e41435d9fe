/* `verify`: is everything as it was written, and can it be searched? */
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>

#include "indexer/builder/generation.h"
#include "indexer/builder/generations.h"
#include "indexer/builder/manifest.h"
#include "indexer/builder/opened.h"
#include "indexer/run.h"
#include "indexer/verify_sample.h"
#include "language/lexicon.h"
#include "record/authority.h"

enum { SAMPLE_DOCUMENTS = 200, CURRENT_BYTES = 1 << 20 };

struct verifying {
    const struct run_settings *settings;
    size_t problem_count;
    unsigned long number; /* the generation in hand */
};

static void tell(struct verifying *verifying, const char *what, const char *problem)
{
    verifying->problem_count++;
    fprintf(verifying->settings->messages, "damaged: generation %lu: %s: %s\n", verifying->number, what, problem);
}

static void tell_file(const char *file, const char *problem, void *context)
{
    tell(context, file, problem);
}

/* What a check found is told, and the others go on; only what keeps this program from checking ends it. */
static enum status judge(struct verifying *verifying, const char *what, enum status status, struct failure *failure)
{
    if (status == STATUS_OK || status == STATUS_NO_MEMORY)
        return status;
    tell(verifying, what, failure->message);
    return STATUS_OK;
}

static void say(const struct verifying *verifying, const char *what, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

static void say(const struct verifying *verifying, const char *what, const char *format, ...)
{
    va_list arguments;
    if (verifying->settings->quiet)
        return;
    fprintf(verifying->settings->output, "%-12s", what);
    va_start(arguments, format);
    vfprintf(verifying->settings->output, format, arguments);
    va_end(arguments);
    fputc('\n', verifying->settings->output);
}

/* == The parts of a generation ================================================================================ */

static enum status check_tables(struct verifying *verifying, const struct opened *opened, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    size_t before = verifying->problem_count;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < opened->parts.count && !status; i++)
        if (!(status = files_join(path, opened->directory, opened->parts.items[i].name, failure)))
            status = judge(verifying, opened->parts.items[i].name, xs_check(path, failure), failure);
    if (!status && verifying->problem_count == before)
        say(verifying, "tables", "%zu database%s, no errors", opened->parts.count,
            opened->parts.count == 1 ? "" : "s");
    return status;
}

/* Every byte of a table, against the sum in it. */
static enum status check_table(struct verifying *verifying, const struct opened *opened, const char *name,
                               struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    struct table table = { .entry_count = 0 };
    enum status status = files_join(path, opened->directory, name, failure);
    if (status)
        return status;
    if (!(status = table_open(&table, path, failure)))
        status = table_verify(&table, path, failure);
    size_t count = table.entry_count;
    table_close(&table);
    if (!status)
        say(verifying, name, "%zu entries", count);
    return judge(verifying, name, status, failure);
}

static enum status check_count(struct verifying *verifying, const struct opened *opened, struct failure *failure)
{
    struct xs_reader_facts facts;
    enum status status = xs_reader_facts(opened->reader, &facts, failure);
    if (!status && facts.document_count != opened->facts.document_count)
        status = fail(failure, STATUS_CORRUPT, "there are %" PRIu32 " documents and not %" PRIu32,
                      facts.document_count, opened->facts.document_count);
    return judge(verifying, "documents", status, failure);
}

static enum status check_sample(struct verifying *verifying, const struct opened *opened, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    struct lexicon *lexicon = NULL;
    uint32_t searched = 0;
    enum status status = files_join(path, opened->directory, PUBLISHED_LEXICON, failure);
    if (!status && !(status = lexicon_open(&lexicon, path, failure)))
        status = verify_sample(opened, lexicon, SAMPLE_DOCUMENTS, &searched, failure);
    lexicon_close(lexicon);
    if (!status)
        say(verifying, "sample", "%" PRIu32 " documents searched, all found", searched);
    return judge(verifying, "sample", status, failure);
}

static enum status check_content(struct verifying *verifying, struct failure *failure)
{
    static const char *const tables[] = { PUBLISHED_LEXICON, PUBLISHED_NAMES, PUBLISHED_TWINS };
    struct opened opened;
    enum status status = opened_open(&opened, verifying->settings->index, verifying->number, failure);
    if (status) {
        status = judge(verifying, "database", status, failure);
        goto done;
    }
    status = check_tables(verifying, &opened, failure);
    for (size_t i = 0; i < sizeof tables / sizeof *tables && !status; i++)
        status = check_table(verifying, &opened, tables[i], failure);
    if (!status && !(status = check_count(verifying, &opened, failure)))
        status = check_sample(verifying, &opened, failure);

done:
    opened_close(&opened);
    return status;
}

/* == One generation =========================================================================================== */

/* A table that is not what was written is not looked into: it is known to be damaged. */
static enum status check_generation(struct verifying *verifying, unsigned long number, struct failure *failure)
{
    char directory[FILES_PATH_BYTES], size[SIZE_TEXT_BYTES];
    struct manifest_check check = { .problem = tell_file, .context = verifying };
    enum status status = published_directory(verifying->settings->index, number, directory, failure);
    size_t before = verifying->problem_count;
    if (status)
        return status;
    verifying->number = number;
    say(verifying, "generation", "%lu", number);
    status = manifest_verify(directory, &check, failure);
    if (status && verifying->problem_count == before)
        status = judge(verifying, PUBLISHED_MANIFEST, status, failure);
    if (status == STATUS_NO_MEMORY || verifying->problem_count > before)
        return status == STATUS_NO_MEMORY ? status : STATUS_OK;
    if (check.facts.generation != number) {
        tell(verifying, PUBLISHED_MANIFEST, "is that of another generation");
        return STATUS_OK;
    }
    report_format_size(check.bytes, size);
    say(verifying, "files", "%zu, %s, as they were written", check.file_count, size);
    return check_content(verifying, failure);
}

/* Byte by byte what this program writes. */
static enum status check_current(struct verifying *verifying, const struct published *published,
                                 struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    struct buffer wanted = BUFFER_EMPTY, found = BUFFER_EMPTY;
    struct parts parts = PARTS_EMPTY;
    enum status status;
    verifying->number = published->generation;
    if ((status = parts_read(&parts, published->directory, failure)) ||
        (status = generation_current_text(published->generation, published->newest, &parts, &wanted, failure)) ||
        (status = files_join(path, verifying->settings->index, PUBLISHED_CURRENT, failure)) ||
        (status = files_read(path, CURRENT_BYTES, &found, failure)))
        goto done;
    if (wanted.size != found.size || memcmp(wanted.bytes, found.bytes, found.size) != 0)
        status = fail(failure, STATUS_CORRUPT, "it does not name the databases of a generation as it should");

done:
    parts_clear(&parts);
    buffer_clear(&wanted);
    buffer_clear(&found);
    return judge(verifying, PUBLISHED_CURRENT, status, failure);
}

static enum status check_all(struct verifying *verifying, struct failure *failure)
{
    struct generations generations;
    enum status status = generations_list(&generations, verifying->settings->index, failure);
    for (size_t i = 0; i < generations.count && !status; i++)
        if (!generations.items[i].building)
            status = check_generation(verifying, generations.items[i].number, failure);
    generations_clear(&generations);
    return status;
}

static enum status check_named(struct verifying *verifying, const struct published *published,
                               struct failure *failure)
{
    const struct run_settings *settings = verifying->settings;
    unsigned long number = published->generation;
    if (settings->source_count && strcmp(settings->sources[0], "all") == 0)
        return check_all(verifying, failure);
    enum status status = settings->source_count
                             ? generation_named(settings->index, settings->sources[0], &number, failure)
                             : STATUS_OK;
    return status ? status : check_generation(verifying, number, failure);
}

enum status run_verify(const struct run_settings *settings, struct run_counts *counts, struct failure *failure)
{
    struct verifying verifying = { .settings = settings };
    struct published published;
    enum status status;
    *counts = (struct run_counts){ .files = 0 };
    if ((status = published_find(settings->index, &published, failure)) ||
        (status = check_current(&verifying, &published, failure)) ||
        (status = check_named(&verifying, &published, failure)))
        return status;
    if (!verifying.problem_count)
        return STATUS_OK;
    fail(failure, STATUS_CORRUPT, "%s is damaged: %zu problem%s", settings->index, verifying.problem_count,
         verifying.problem_count == 1 ? "" : "s");
    return fail_hint(failure,
                     "go back with depeche-index rollback, or make the index anew with depeche-index rebuild");
}
