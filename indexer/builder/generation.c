/* Generations: built aside, checked, published by one rename. */
#include "indexer/builder/generation.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/clock.h"
#include "indexer/builder/manifest.h"
#include "indexer/builder/twins_table.h"
#include "language/lexicon.h"
#include "shim/xapian_shim.h"

/* The one that is served and the one before it, to go back to. */
enum { GENERATIONS_KEPT = 2 };

#define BUILDING_SUFFIX ".building"

/* == The lock ================================================================================================= */

/* The kernel lets go of the lock when its holder dies; the number in the file is only for the message. */
static enum status take_lock(struct generation *generation, struct failure *failure)
{
    char path[FILES_PATH_BYTES], text[32];
    enum status status = files_join(path, generation->index, PUBLISHED_LOCK, failure);
    if (status)
        return status;
    int lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (lock < 0)
        return fail(failure, STATUS_IO, "cannot open %s: %s", path, strerror(errno));
    if (flock(lock, LOCK_EX | LOCK_NB) != 0) {
        ssize_t size = pread(lock, text, sizeof text - 1, 0);
        text[size > 0 ? size : 0] = '\0';
        close(lock);
        fail(failure, STATUS_LOCKED, "another process (%.*s) is writing %s", (int)strcspn(text, "\n"),
             text[0] ? text : "unknown", generation->index);
        return fail_hint(failure, "wait until it has ended; searching goes on meanwhile");
    }
    int size = snprintf(text, sizeof text, "%ld\n", (long)getpid());
    if (ftruncate(lock, 0) != 0 || pwrite(lock, text, (size_t)size, 0) != size) {
        close(lock);
        return fail(failure, STATUS_IO, "cannot write %s: %s", path, strerror(errno));
    }
    generation->lock = lock;
    return STATUS_OK;
}

/* == Beginning ================================================================================================ */


/* Is it the directory of a generation that was being built, was never published, or is older than those kept? */
static bool is_leftover(const char *name, unsigned long oldest_kept, unsigned long published)
{
    char *end;
    unsigned long number = strtoul(name, &end, 10);
    if (end == name)
        return false;
    return strcmp(end, BUILDING_SUFFIX) == 0 || (*end == '\0' && (number < oldest_kept || number > published));
}

static enum status clear_leftovers(const struct generation *generation, unsigned long oldest_kept,
                                   unsigned long published, struct failure *failure)
{
    char parent[FILES_PATH_BYTES], path[FILES_PATH_BYTES];
    struct dirent **entries;
    enum status status = files_join(parent, generation->index, PUBLISHED_GENERATIONS, failure);
    if (status)
        return status;
    int count = scandir(parent, &entries, NULL, alphasort);
    if (count < 0)
        return fail(failure, STATUS_IO, "cannot read %s: %s", parent, strerror(errno));
    for (int i = 0; i < count; i++) {
        if (!status && is_leftover(entries[i]->d_name, oldest_kept, published) &&
            !(status = files_join(path, parent, entries[i]->d_name, failure)))
            status = files_remove_tree(path, failure);
        free(entries[i]);
    }
    free(entries);
    return status;
}

static enum status find_previous(struct generation *generation, struct failure *failure)
{
    enum status status = published_find(generation->index, &generation->previous, failure);
    if (status == STATUS_NOT_FOUND) {
        generation->previous = (struct published){ .generation = 0 };
        return STATUS_OK;
    }
    return status;
}

enum status generation_begin(struct generation *generation, const char *index, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status;

    *generation = (struct generation){ .lock = -1 };
    if (strlen(index) >= sizeof generation->index)
        return fail(failure, STATUS_LIMIT, "the name of the index is longer than %d bytes", FILES_PATH_BYTES);
    memcpy(generation->index, index, strlen(index) + 1);
    if ((status = files_join(path, index, PUBLISHED_GENERATIONS, failure)) ||
        (status = files_make_directory(path, failure)) || (status = take_lock(generation, failure)) ||
        (status = find_previous(generation, failure)) ||
        (status = clear_leftovers(generation, 0, generation->previous.generation, failure)))
        return status;

    generation->number = generation->previous.generation + 1;
    if ((status = published_directory(index, generation->number, generation->directory, failure)))
        return status;
    if (strlen(generation->directory) + sizeof BUILDING_SUFFIX > sizeof generation->directory)
        return fail(failure, STATUS_LIMIT, "the name of the index is too long: %s", index);
    memcpy(generation->directory + strlen(generation->directory), BUILDING_SUFFIX, sizeof BUILDING_SUFFIX);
    return files_make_directory(generation->directory, failure);
}

/* == Publishing =============================================================================================== */

static enum status write_stub(const struct generation *generation, const char *file, const char *database,
                              const char *first_line, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    enum status status;
    buffer_append_text(&text, first_line);
    if ((status = xs_stub_text(&database, 1, &text, failure)) || (status = buffer_status(&text, "a stub file", failure)))
        goto done;
    char path[FILES_PATH_BYTES];
    if ((status = files_join(path, generation->directory, file, failure)))
        goto done;
    status = files_write_atomically(path, text.bytes, text.size, failure);

done:
    buffer_clear(&text);
    return status;
}

/* Words are the terms that begin with no capital: prefixes are capitals. */
struct lexicon_filling {
    struct lexicon_writer *writer;
    struct failure *failure;
    enum status status;
};

static bool add_form(struct bytes term, uint32_t frequency, void *context)
{
    struct lexicon_filling *filling = context;
    if (term.size && term.data[0] >= 'A' && term.data[0] <= 'Z')
        return true;
    filling->status = lexicon_writer_add(filling->writer, term, frequency, filling->failure);
    return filling->status == STATUS_OK;
}

static enum status write_lexicon(const struct generation *generation, const struct xs_reader *reader,
                                 struct failure *failure)
{
    struct lexicon_filling filling = { .failure = failure };
    char path[FILES_PATH_BYTES];
    enum status status;
    if ((status = files_join(path, generation->directory, PUBLISHED_LEXICON, failure)) ||
        (status = lexicon_writer_new(&filling.writer, failure)) ||
        (status = xs_reader_terms(reader, (struct bytes){ "", 0 }, add_form, &filling, failure)) ||
        (status = filling.status))
        goto done;
    status = lexicon_writer_save(filling.writer, path, failure);

done:
    lexicon_writer_free(filling.writer);
    return status;
}

static enum status write_manifest(const struct generation *generation, const struct xs_reader *reader,
                                  uint32_t *document_count, struct failure *failure)
{
    struct manifest_facts facts = { .generation = generation->number, .made_s = clock_now_s() };
    struct xs_reader_facts database;
    enum status status = xs_reader_facts(reader, &database, failure);
    if (status)
        return status;
    facts.document_count = *document_count = database.document_count;
    snprintf(facts.made_by, sizeof facts.made_by, "depeche %s, xapian-core %s", DEPECHE_VERSION, xs_version());
    return manifest_write(generation->directory, &facts, failure);
}

static enum status write_files(const struct generation *generation, const struct authority *countries,
                               const struct authority *goals, struct generation_facts *facts, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    struct xs_reader *reader = NULL;
    enum status status;

    if ((status = write_stub(generation, PUBLISHED_STUB, PUBLISHED_DATABASE, "", failure)) ||
        (status = files_join(path, generation->directory, PUBLISHED_STUB, failure)) ||
        (status = xs_reader_open(&reader, path, failure)) || (status = write_lexicon(generation, reader, failure)) ||
        (status = files_join(path, generation->directory, PUBLISHED_NAMES, failure)) ||
        (status = names_save(countries, goals, path, failure)) ||
        (status = files_join(path, generation->directory, PUBLISHED_TWINS, failure)) ||
        (status = twins_table_write(reader, path, &facts->twins, failure)))
        goto done;
    status = write_manifest(generation, reader, &facts->document_count, failure);

done:
    xs_reader_close(reader);
    return status;
}

/* The one moment that counts: until the rename the old generation is served, after it the new one. */
static enum status switch_current(const struct generation *generation, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    char directory[FILES_PATH_BYTES], database[FILES_PATH_BYTES], path[FILES_PATH_BYTES];
    const char *relative = database + strlen(generation->index) + 1;
    enum status status;

    if ((status = published_directory(generation->index, generation->number, directory, failure)) ||
        (status = files_join(database, directory, PUBLISHED_DATABASE, failure)) ||
        (status = files_join(path, generation->index, PUBLISHED_CURRENT, failure)))
        return status;
    published_first_line(generation->number, &text);
    if ((status = xs_stub_text(&relative, 1, &text, failure)) || (status = buffer_status(&text, "a stub file", failure)))
        goto done;
    status = files_write_atomically(path, text.bytes, text.size, failure);

done:
    buffer_clear(&text);
    return status;
}

enum status generation_publish(struct generation *generation, const struct authority *countries,
                               const struct authority *goals, struct generation_facts *facts, struct failure *failure)
{
    char final[FILES_PATH_BYTES];
    enum status status;

    *facts = (struct generation_facts){ .document_count = 0 };
    if ((status = write_files(generation, countries, goals, facts, failure)) ||
        (status = files_tree_bytes(generation->directory, &facts->bytes, failure)) ||
        (status = files_sync_tree(generation->directory, failure)) ||
        (status = published_directory(generation->index, generation->number, final, failure)) ||
        (status = files_rename(generation->directory, final, failure)))
        return status;
    generation->directory[0] = '\0';
    if ((status = switch_current(generation, failure)))
        return status;

    /* Published. What goes wrong now must not say otherwise: old generations are cleared again the next time. */
    unsigned long kept_before = generation->number >= GENERATIONS_KEPT ? generation->number - GENERATIONS_KEPT + 1 : 0;
    clear_leftovers(generation, kept_before, generation->number, NULL);
    return STATUS_OK;
}

void generation_end(struct generation *generation)
{
    if (generation->lock < 0)
        return;
    if (generation->directory[0])
        files_remove_tree(generation->directory, NULL);
    close(generation->lock);
    generation->lock = -1;
}
