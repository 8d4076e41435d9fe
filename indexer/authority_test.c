/* What a changed authority list would change. */
#include "indexer/authority_test.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/files.h"
#include "base/interner.h"
#include "indexer/common/spool.h"
#include "indexer/reading.h"

enum { EXAMPLES = 3 };

/* A document that a concept would be found in, or no more. */
struct example {
    char *source, *evidence;
};

struct change {
    uint64_t before, after, gained, lost;
    struct example gains[EXAMPLES], losses[EXAMPLES];
};

struct trial {
    bool countries; /* the list is one of countries, not of goals */
    struct source_files files;
    struct spool found;        /* what the list in use found: a packed row for each document */
    struct interner *concepts; /* ids; a change each */
    struct change *changes;
    size_t change_capacity;
    uint64_t documents, changed;
    struct buffer row;
    struct row {
        uint64_t file, member;
        struct bytes facts;
    } old; /* of the first reading, not yet met in the second */
    bool old_left;
};

/* == What was found in one document =========================================================================== */

static void pack_text(struct buffer *row, const char *text)
{
    size_t size = text ? strlen(text) : 0;
    buffer_append_varint(row, size);
    buffer_append(row, text ? text : "", size);
}

static bool unpack_text(struct bytes *row, struct bytes *text)
{
    uint64_t size;
    return bytes_read_varint(row, &size) && bytes_read(row, size, text);
}

static void pack_facts(const struct trial *trial, const struct record *record, struct buffer *row)
{
    for (size_t i = 0; trial->countries && i < record->country_count; i++) {
        pack_text(row, record->countries[i].code);
        pack_text(row, record->countries[i].evidence);
    }
    for (size_t i = 0; !trial->countries && i < record->goal_count; i++) {
        pack_text(row, record->goals[i].id);
        pack_text(row, record->goals[i].evidence);
    }
}

static bool has_fact(struct bytes facts, struct bytes id)
{
    struct bytes other, evidence;
    while (unpack_text(&facts, &other) && unpack_text(&facts, &evidence))
        if (bytes_equal(other, id))
            return true;
    return false;
}

/* Where the document is: results come in the order of files and members. */
static void locate(const struct trial *trial, const char *source, const struct worker_answer *answer, struct row *row)
{
    row->file = interner_find(trial->files.paths, bytes_of(source));
    row->member = answer->member;
}

static enum status pack_row(struct trial *trial, const char *source, const struct worker_answer *answer,
                            struct failure *failure)
{
    struct record record;
    struct row row;
    record_init(&record);
    enum status status = record_unpack(&record, answer->record, failure);
    buffer_truncate(&trial->row, 0);
    locate(trial, source, answer, &row);
    buffer_append_varint(&trial->row, row.file);
    buffer_append_varint(&trial->row, row.member);
    pack_facts(trial, &record, &trial->row);
    record_clear(&record);
    return status ? status : buffer_status(&trial->row, "what was found", failure);
}

static bool unpack_row(struct bytes packed, struct row *row)
{
    bool whole = bytes_read_varint(&packed, &row->file) && bytes_read_varint(&packed, &row->member);
    row->facts = packed;
    return whole;
}

/* == Comparing ================================================================================================ */

static struct change *change_of(struct trial *trial, struct bytes id)
{
    uint32_t number = interner_add(trial->concepts, id);
    size_t known = number == INTERNER_NONE ? SIZE_MAX : interner_count(trial->concepts);
    size_t had = trial->change_capacity;
    if (known == SIZE_MAX ||
        !array_reserve((void **)&trial->changes, &trial->change_capacity, known, sizeof *trial->changes))
        return NULL;
    if (trial->change_capacity > had)
        memset(trial->changes + had, 0, (trial->change_capacity - had) * sizeof *trial->changes);
    return &trial->changes[number];
}

static bool keep_example(struct example *examples, uint64_t count, const char *source, struct bytes evidence)
{
    if (count >= EXAMPLES)
        return true;
    examples[count].source = strdup(source);
    examples[count].evidence = strndup(evidence.data, evidence.size);
    return examples[count].source && examples[count].evidence;
}

/* Count what is in `facts`; what is not in `others` is news. */
static enum status compare_facts(struct trial *trial, const char *source, struct bytes facts, struct bytes others,
                                 bool after, bool *news, struct failure *failure)
{
    struct bytes id, evidence;
    while (unpack_text(&facts, &id) && unpack_text(&facts, &evidence)) {
        struct change *change = change_of(trial, id);
        if (!change)
            return fail_no_memory(failure);
        *(after ? &change->after : &change->before) += 1;
        if (has_fact(others, id))
            continue;
        *news = true;
        uint64_t *count = after ? &change->gained : &change->lost;
        if (!keep_example(after ? change->gains : change->losses, *count, source, evidence))
            return fail_no_memory(failure);
        ++*count;
    }
    return STATUS_OK;
}

static enum status next_old(struct trial *trial, struct failure *failure)
{
    struct bytes packed;
    enum status status = spool_next(&trial->found, &packed, &trial->old_left, failure);
    if (!status && trial->old_left && !unpack_row(packed, &trial->old))
        status = fail(failure, STATUS_IO, "a temporary file has changed");
    return status;
}

static bool is_before(const struct row *left, const struct row *right)
{
    return left->file < right->file || (left->file == right->file && left->member < right->member);
}

static enum status compare_row(struct trial *trial, const char *source, struct bytes packed, struct failure *failure)
{
    struct row row;
    bool news = false;
    enum status status = STATUS_OK;
    if (!unpack_row(packed, &row))
        return fail(failure, STATUS_INVALID, "a document without its place");
    /* A document that only one of the readings could read, for want of time perhaps, tells nothing. */
    while (trial->old_left && is_before(&trial->old, &row) && !status)
        status = next_old(trial, failure);
    if (status || !trial->old_left || is_before(&row, &trial->old))
        return status;
    if ((status = compare_facts(trial, source, row.facts, trial->old.facts, true, &news, failure)) ||
        (status = compare_facts(trial, source, trial->old.facts, row.facts, false, &news, failure)))
        return status;
    trial->documents++;
    trial->changed += news;
    return next_old(trial, failure);
}

static enum status take_old(const char *source, const struct worker_answer *answer, struct taken *taken,
                            void *context, struct failure *failure)
{
    (void)taken;
    struct trial *trial = context;
    enum status status = pack_row(trial, source, answer, failure);
    return status ? status : spool_add(&trial->found, buffer_view(&trial->row), failure);
}

static enum status take_new(const char *source, const struct worker_answer *answer, struct taken *taken,
                            void *context, struct failure *failure)
{
    (void)taken;
    struct trial *trial = context;
    enum status status = pack_row(trial, source, answer, failure);
    return status ? status : compare_row(trial, source, buffer_view(&trial->row), failure);
}

/* == Writing ================================================================================================== */

/* Paths and sentences are whatever somebody made them: nothing in them may do anything to a terminal. */
static void write_tame(const char *text, FILE *output)
{
    for (const char *at = text; *at; at++) {
        unsigned char byte = (unsigned char)*at;
        bool control = byte < 0x20 || byte == 0x7F || (byte >= 0x80 && byte < 0xA0 && at > text && at[-1] == '\xC2');
        fputc(control ? '?' : byte, output);
    }
}

static void write_examples(const char *what, const struct example *examples, uint64_t count, FILE *output)
{
    for (uint64_t i = 0; i < count && i < EXAMPLES; i++) {
        fprintf(output, "    %s ", what);
        write_tame(examples[i].source, output);
        fputs(": ", output);
        write_tame(examples[i].evidence, output);
        fputc('\n', output);
    }
    if (count > EXAMPLES)
        fprintf(output, "    %s %" PRIu64 " more\n", what, count - EXAMPLES);
}

static int compare_changes(const void *left, const void *right, void *context)
{
    const struct change *changes = context;
    const struct change *a = &changes[*(const uint32_t *)left], *b = &changes[*(const uint32_t *)right];
    uint64_t first = a->gained + a->lost, second = b->gained + b->lost;
    if (first != second)
        return first > second ? -1 : 1;
    return *(const uint32_t *)left < *(const uint32_t *)right ? -1 : 1;
}

static enum status write_changes(const struct trial *trial, FILE *output, struct failure *failure)
{
    size_t count = interner_count(trial->concepts);
    uint32_t *order = calloc(count + 1, sizeof *order);
    if (!order)
        return fail_no_memory(failure);
    for (size_t i = 0; i < count; i++)
        order[i] = (uint32_t)i;
    qsort_r(order, count, sizeof *order, compare_changes, trial->changes);
    for (size_t i = 0; i < count; i++) {
        const struct change *change = &trial->changes[order[i]];
        if (change->gained + change->lost == 0)
            break;
        fprintf(output, "%s: %" PRIu64 " -> %" PRIu64 " documents (%" PRIu64 " more, %" PRIu64 " fewer)\n",
                interner_text(trial->concepts, order[i]).data, change->before, change->after, change->gained,
                change->lost);
        write_examples("+", change->gains, change->gained, output);
        write_examples("-", change->losses, change->lost, output);
    }
    fprintf(output, "%" PRIu64 " of %" PRIu64 " documents would change\n", trial->changed, trial->documents);
    free(order);
    return fflush(output) == 0 ? STATUS_OK
                               : fail(failure, STATUS_IO, "cannot write the changes: %s", strerror(errno));
}

static void trial_clear(struct trial *trial)
{
    for (size_t i = 0; trial->concepts && i < interner_count(trial->concepts); i++)
        for (size_t j = 0; j < EXAMPLES; j++) {
            free(trial->changes[i].gains[j].source);
            free(trial->changes[i].gains[j].evidence);
            free(trial->changes[i].losses[j].source);
            free(trial->changes[i].losses[j].evidence);
        }
    free(trial->changes);
    interner_free(trial->concepts);
    buffer_clear(&trial->row);
    spool_clear(&trial->found);
    source_files_clear(&trial->files);
}

/* == The run ================================================================================================== */

/* ISO codes of countries have two letters; ids of goals are words. */
static bool is_of_countries(const struct authority *list)
{
    for (size_t i = 0; i < list->concept_count; i++)
        if (strlen(list->concepts[i].id) != 2)
            return false;
    return list->concept_count > 0;
}

static enum status read_once(struct trial *trial, const struct run_settings *settings, const struct lists *lists,
                             struct report *report, reading_take take, struct failure *failure)
{
    struct reading reading = {
        .settings = settings,
        .lists = lists,
        .files = &trial->files,
        .report = report,
        .record_only = true,
        .take = take,
        .context = trial,
    };
    return read_files(&reading, failure);
}

/* The second reading: the list under trial takes the place of the one in use. What is rejected was told before. */
static enum status read_again(struct trial *trial, const struct run_settings *settings, struct lists *lists,
                              struct authority *list, struct failure *failure)
{
    struct authority *replaced = trial->countries ? &lists->countries : &lists->goals, kept = *replaced;
    struct run_counts counts = { .files = 0 };
    struct report report;
    FILE *unheard = fopen("/dev/null", "w");
    if (!unheard)
        return files_fail(failure, "cannot write to", "/dev/null");
    *replaced = *list;
    *list = kept;
    enum status status = report_begin(&report, unheard, false, NULL, &counts, failure);
    if (!status)
        status = read_once(trial, settings, lists, &report, take_new, failure);
    report_end(&report);
    report_clear(&report);
    fclose(unheard);
    return status;
}

static enum status read_twice(struct trial *trial, const struct run_settings *settings, struct authority *list,
                              struct run_counts *counts, struct failure *failure)
{
    struct lists lists = LISTS_EMPTY;
    struct report report;
    enum status status = report_begin(&report, settings->messages, settings->progress, NULL, counts, failure);
    if (status)
        return status;
    if ((status = lists_load(&lists, settings, failure)) ||
        (status = source_files_scan(&trial->files, settings->sources, settings->source_count, &report, failure)) ||
        (status = read_once(trial, settings, &lists, &report, take_old, failure)) ||
        (status = next_old(trial, failure)))
        goto done;
    report_stage(&report, "reading again with the other list");
    status = read_again(trial, settings, &lists, list, failure);

done:
    report_end(&report);
    report_clear(&report);
    lists_clear(&lists);
    return status;
}

enum status authority_test(const struct run_settings *settings, const char *path, struct run_counts *counts,
                           struct failure *failure)
{
    struct trial trial = { .files = SOURCE_FILES_EMPTY, .found = SPOOL_EMPTY, .row = BUFFER_EMPTY };
    struct authority list = AUTHORITY_EMPTY;
    enum status status;
    if ((status = authority_load(&list, path, failure)) || (status = interner_new(&trial.concepts, failure)))
        goto done;
    trial.countries = is_of_countries(&list);
    if (!(status = read_twice(&trial, settings, &list, counts, failure)))
        status = write_changes(&trial, settings->output, failure);

done:
    authority_clear(&list);
    trial_clear(&trial);
    return status;
}
