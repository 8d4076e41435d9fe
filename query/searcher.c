/* Opening a generation: its databases, its lexicon, its names. */
#include "query/searcher.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "record/hidden.h"

bool searcher_may_retry(enum status status)
{
    return status == STATUS_CHANGED || status == STATUS_NOT_FOUND || status == STATUS_IO || status == STATUS_CORRUPT;
}

/* == The years of the index =================================================================================== */

struct years {
    short earliest, latest;
};

static void visit_year(struct bytes term, uint32_t frequency, void *context)
{
    struct years *years = context;
    short year = 0;
    size_t head = strlen(PREFIX_YEAR), digits = 4;
    if (frequency == 0 || term.size != head + digits)
        return;
    for (size_t i = head; i < term.size; i++) {
        if (term.data[i] < '0' || term.data[i] > '9')
            return;
        year = (short)(year * 10 + (term.data[i] - '0'));
    }
    if (years->earliest == 0 || year < years->earliest)
        years->earliest = year;
    if (year > years->latest)
        years->latest = year;
}

static enum status find_years(struct searcher *searcher, struct failure *failure)
{
    struct years years = { 0, 0 };
    struct bytes prefix = { PREFIX_YEAR, strlen(PREFIX_YEAR) };
    enum status status = matcher_terms(searcher->matcher, prefix, visit_year, &years, failure);
    searcher->earliest = years.earliest;
    searcher->latest = years.latest;
    return status;
}

/* == Opening ================================================================================================== */

static void close_generation(struct searcher *searcher)
{
    facet_columns_clear(&searcher->facets);
    matcher_close(searcher->matcher);
    places_close(&searcher->places);
    lexicon_close(searcher->lexicon);
    names_close(&searcher->names);
    table_close(&searcher->twins);
    searcher->matcher = NULL;
    searcher->lexicon = NULL;
}

static enum status open_part(const struct searcher *searcher, const char *name, char path[FILES_PATH_BYTES],
                             struct failure *failure)
{
    return files_join(path, searcher->published.directory, name, failure);
}

/* A generation made before there were twins has no file of them. */
static enum status open_twins(struct searcher *searcher, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status = open_part(searcher, PUBLISHED_TWINS, path, failure);
    return status || !files_exist(path) ? status : table_open(&searcher->twins, path, failure);
}

static enum status open_databases(struct searcher *searcher, struct failure *failure)
{
    char stub[FILES_PATH_BYTES], path[FILES_PATH_BYTES];
    struct hidden hidden = HIDDEN_EMPTY;
    enum status status;
    if ((status = open_part(searcher, PUBLISHED_STUB, stub, failure)) ||
        (status = open_part(searcher, PUBLISHED_HIDDEN, path, failure)) ||
        (status = hidden_read(&hidden, path, failure)) || (status = places_open(&searcher->places, stub, failure))) {
        hidden_clear(&hidden);
        return status;
    }
    status = matcher_open(&searcher->matcher, &searcher->places, stub, &hidden, failure);
    if (status || searcher->places.database_count)
        return status;
    return matcher_xapian(searcher->matcher, &searcher->places.reader, failure);
}

/* The stub of the generation's own directory, not `current`: all parts are then of one generation, whatever is
 * published meanwhile. */
static enum status open_generation(struct searcher *searcher, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status;
    if ((status = published_find(searcher->index, &searcher->published, failure)) ||
        (status = open_databases(searcher, failure)) ||
        (status = open_part(searcher, PUBLISHED_LEXICON, path, failure)) ||
        (status = lexicon_open(&searcher->lexicon, path, failure)) ||
        (status = open_part(searcher, PUBLISHED_NAMES, path, failure)) ||
        (status = names_open(&searcher->names, path, failure)) || (status = open_twins(searcher, failure)))
        return status;
    return find_years(searcher, failure);
}

/* All zero where there is none. */
static struct searcher_stamp stamp_current(const char *index)
{
    char path[FILES_PATH_BYTES];
    struct stat found;
    if (files_join(path, index, PUBLISHED_CURRENT, NULL) || stat(path, &found) != 0)
        return (struct searcher_stamp){ 0 };
    return (struct searcher_stamp){ found.st_dev, found.st_ino, found.st_ctim };
}

static bool is_same(struct searcher_stamp left, struct searcher_stamp right)
{
    return left.inode == right.inode && left.device == right.device && left.changed.tv_sec == right.changed.tv_sec &&
           left.changed.tv_nsec == right.changed.tv_nsec;
}

enum status searcher_reopen(struct searcher *searcher, struct failure *failure)
{
    struct searcher fresh = { .index = searcher->index, .stemmer = searcher->stemmer };
    fresh.dictionary = searcher->dictionary;
    fresh.seen = stamp_current(searcher->index);
    enum status status = open_generation(&fresh, failure);
    if (status) {
        close_generation(&fresh);
        return status;
    }
    close_generation(searcher);
    *searcher = fresh;
    return STATUS_OK;
}

/* Where much is published, the generation that is being opened may be removed: then there is a later one. */
static enum status reopen_patiently(struct searcher *searcher, struct failure *failure)
{
    enum { TRIES = 4 };
    enum status status = searcher_reopen(searcher, failure);
    for (int i = 1; i < TRIES && searcher_may_retry(status); i++)
        status = searcher_reopen(searcher, failure);
    return status;
}

enum status searcher_refresh(struct searcher *searcher, struct failure *failure)
{
    if (is_same(searcher->seen, stamp_current(searcher->index)))
        return STATUS_OK;
    return reopen_patiently(searcher, failure);
}

enum status searcher_open(struct searcher **searcher, const char *index, struct failure *failure)
{
    *searcher = NULL;
    struct searcher *opened = calloc(1, sizeof *opened);
    if (!opened)
        return fail_no_memory(failure);
    opened->index = strdup(index);
    enum status status = opened->index ? STATUS_OK : fail_no_memory(failure);
    if (!status)
        status = stemmer_new(&opened->stemmer, failure);
    if (!status && dictionary_path())
        status = table_open(&opened->dictionary, dictionary_path(), failure);
    if (!status)
        status = reopen_patiently(opened, failure);
    if (status)
        searcher_close(opened);
    else
        *searcher = opened;
    return status;
}

void searcher_close(struct searcher *searcher)
{
    if (!searcher)
        return;
    close_generation(searcher);
    table_close(&searcher->dictionary);
    stemmer_free(searcher->stemmer);
    free(searcher->index);
    free(searcher);
}

const struct names *searcher_names(const struct searcher *searcher)
{
    return &searcher->names;
}

unsigned long searcher_generation(const struct searcher *searcher)
{
    return searcher->published.generation;
}

const struct published *searcher_published(const struct searcher *searcher)
{
    return &searcher->published;
}

uint32_t searcher_document_count(const struct searcher *searcher)
{
    return matcher_facts(searcher->matcher)->document_count;
}

struct plan_sources searcher_sources(const struct searcher *searcher)
{
    return (struct plan_sources){
        .lexicon = searcher->lexicon,
        .names = &searcher->names,
        .stemmer = searcher->stemmer,
        .dictionary = &searcher->dictionary,
        .matcher = searcher->matcher,
        .earliest = searcher->earliest,
        .latest = searcher->latest,
    };
}

enum status searcher_set_twin(const struct searcher *searcher, struct record *record, struct failure *failure)
{
    struct bytes found;
    if (!record->uri || !table_find(&searcher->twins, bytes_of(record->uri), &found))
        return STATUS_OK;
    return record_set(&record->twin, (struct bytes){ found.data, strnlen(found.data, found.size) }, failure);
}
