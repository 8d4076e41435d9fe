/* Generations: built aside, checked, published by one rename. */
#include "indexer/builder/generation.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crc64.h"
#include "base/side.h"
#include "indexer/builder/generations.h"
#include "indexer/builder/manifest.h"
#include "indexer/builder/twins_table.h"
#include "language/lexicon.h"
#include "shim/xapian_shim.h"

/* == Beginning ================================================================================================ */

static enum status find_previous(struct generation *generation, struct failure *failure)
{
    enum status status = published_find(generation->index, &generation->previous, failure);
    if (status == STATUS_NOT_FOUND) {
        generation->previous = (struct published){ .generation = 0 };
        return STATUS_OK;
    }
    return status;
}

enum status generation_lock(struct generation *generation, const char *index, const char *what,
                            struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status;

    *generation = (struct generation){ .lock = -1, .parts = PARTS_EMPTY, .hidden = HIDDEN_EMPTY };
    if ((status = files_join(generation->index, "", index, failure)) ||
        (status = files_join(path, index, PUBLISHED_GENERATIONS, failure)) ||
        (status = files_make_directory(path, failure)) ||
        (status = index_lock_take(index, what, &generation->lock, &generation->interrupted, failure)) ||
        (status = find_previous(generation, failure)))
        return status;
    return generations_tidy(index, &generation->previous, failure);
}

enum status generation_begin(struct generation *generation, const char *index, const char *what,
                             struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status = generation_lock(generation, index, what, failure);
    if (status)
        return status;
    const struct generation_entry entry = { .number = generation->previous.newest + 1, .building = true };
    if ((status = generations_path(index, &entry, path, failure)) || (status = files_make_directory(path, failure)))
        return status;
    generation->number = entry.number;
    return files_join(generation->directory, "", path, failure);
}

/* == Writing the files ======================================================================================== */

static enum status write_stub(const struct generation *generation, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    char path[FILES_PATH_BYTES];
    enum status status;
    if ((status = parts_stub_text(&generation->parts, "", &text, failure)) ||
        (status = files_join(path, generation->directory, PUBLISHED_STUB, failure)))
        goto done;
    status = files_write_atomically(path, text.bytes, text.size, failure);

done:
    buffer_clear(&text);
    return status;
}

static enum status write_hidden(const struct generation *generation, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    if (!generation->hidden.count)
        return STATUS_OK;
    enum status status = files_join(path, generation->directory, PUBLISHED_HIDDEN, failure);
    return status ? status : hidden_write(&generation->hidden, path, failure);
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
                                  struct manifest_writer *manifest, uint32_t *document_count, struct failure *failure)
{
    struct manifest_facts facts = { .generation = generation->number, .made_s = clock_now_s() };
    struct xs_reader_facts database;
    enum status status = xs_reader_facts(reader, &database, failure);
    if (status)
        return status;
    facts.document_count = *document_count = database.document_count;
    snprintf(facts.made_by, sizeof facts.made_by, "depeche %s, xapian-core %s", DEPECHE_VERSION, xs_version());
    return manifest_writer_finish(manifest, &facts, failure);
}

/* What is made from the databases. */
struct derived {
    const struct generation *generation;
    const struct authority *countries, *goals;
    const struct xs_reader *reader;
    struct twins_counts *twins;
};

static enum status write_derived(void *context, struct failure *failure)
{
    const struct derived *derived = context;
    const struct generation *generation = derived->generation;
    char path[FILES_PATH_BYTES];
    enum status status;
    if ((status = write_lexicon(generation, derived->reader, failure)) ||
        (status = files_join(path, generation->directory, PUBLISHED_NAMES, failure)) ||
        (status = names_save(derived->countries, derived->goals, path, failure)) ||
        (status = files_join(path, generation->directory, PUBLISHED_TWINS, failure)))
        return status;
    return twins_table_write(derived->reader, path, derived->twins, failure);
}

static enum status sum_databases(void *context, struct failure *failure)
{
    return manifest_writer_sum(context, failure);
}

/* While the databases are read for what is made from them, they are summed up. */
static enum status write_files(const struct generation *generation, const struct authority *countries,
                               const struct authority *goals, struct generation_facts *facts, struct failure *failure)
{
    const char *previous = generation->previous.generation ? generation->previous.directory : NULL;
    struct derived derived = { generation, countries, goals, .twins = &facts->twins };
    struct manifest_writer *manifest = NULL;
    struct xs_reader *reader = NULL;
    char path[FILES_PATH_BYTES];
    enum status status;

    if ((status = write_stub(generation, failure)) || (status = write_hidden(generation, failure)) ||
        (status = files_join(path, generation->directory, PUBLISHED_STUB, failure)) ||
        (status = xs_reader_open(&reader, path, failure)) ||
        (status = xs_reader_hide(reader, generation->hidden.docids, generation->hidden.count, failure)) ||
        (status = manifest_writer_new(&manifest, generation->directory, previous, failure)))
        goto done;
    derived.reader = reader;
    if (!(status = side_by_side(write_derived, &derived, sum_databases, manifest, failure)))
        status = write_manifest(generation, reader, manifest, &facts->document_count, failure);

done:
    manifest_writer_free(manifest);
    xs_reader_close(reader);
    return status;
}

enum status generation_finish(struct generation *generation, const struct authority *countries,
                              const struct authority *goals, struct generation_facts *facts, struct failure *failure)
{
    enum status status;
    *facts = (struct generation_facts){ .document_count = 0 };
    if ((status = write_files(generation, countries, goals, facts, failure)) ||
        (status = files_tree_bytes(generation->directory, &facts->bytes, failure)))
        return status;
    return files_sync_tree(generation->directory, failure);
}

/* == Publishing =============================================================================================== */

/* Nothing else in the index would tell of damage to the numbers. */
static void append_sum(struct buffer *text)
{
    struct crc64 crc;
    crc64_init(&crc);
    crc64_add(&crc, text->bytes, text->size);
    buffer_append_format(text, "# sum %016" PRIx64 "\n", crc64_sum(&crc));
}

enum status generation_current_text(unsigned long number, unsigned long newest, const struct parts *parts,
                                    struct buffer *text, struct failure *failure)
{
    char directory[FILES_PATH_BYTES];
    published_first_line(number, text);
    if (newest > number)
        published_rolled_back_line(newest, text);
    enum status status = published_directory("", number, directory, failure);
    if (!status)
        status = parts_stub_text(parts, directory, text, failure);
    append_sum(text);
    return status;
}

/* The one moment that counts: until the rename the old generation is served, after it the new one. */
static enum status switch_current(const char *index, unsigned long number, unsigned long newest,
                                  const struct parts *parts, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    char path[FILES_PATH_BYTES];
    enum status status;
    if ((status = generation_current_text(number, newest, parts, &text, failure)) ||
        (status = files_join(path, index, PUBLISHED_CURRENT, failure)))
        goto done;
    status = files_write_atomically(path, text.bytes, text.size, failure);

done:
    buffer_clear(&text);
    return status;
}

enum status generation_publish(struct generation *generation, size_t kept, struct failure *failure)
{
    char final[FILES_PATH_BYTES];
    const struct published published = { .generation = generation->number, .newest = generation->number };
    size_t removed = 0;
    enum status status;

    if ((status = published_directory(generation->index, generation->number, final, failure)) ||
        (status = files_rename(generation->directory, final, failure)))
        return status;
    generation->directory[0] = '\0';
    if ((status = switch_current(generation->index, generation->number, generation->number, &generation->parts,
                                 failure)))
        return status;

    /* Published. What goes wrong now must not say otherwise: old generations are cleared again the next time. */
    generations_prune(generation->index, &published, generation->previous.generation, kept, &removed, NULL);
    return STATUS_OK;
}

enum status generation_go_back(struct generation *generation, unsigned long number, struct failure *failure)
{
    char directory[FILES_PATH_BYTES];
    struct parts parts = PARTS_EMPTY;
    enum status status;
    if ((status = published_directory(generation->index, number, directory, failure)) ||
        (status = parts_read(&parts, directory, failure)))
        return status;
    status = switch_current(generation->index, number, generation->previous.newest, &parts, failure);
    parts_clear(&parts);
    return status;
}

void generation_end(struct generation *generation)
{
    if (generation->lock < 0)
        return;
    if (generation->directory[0])
        files_remove_tree(generation->directory, NULL);
    parts_clear(&generation->parts);
    hidden_clear(&generation->hidden);
    index_lock_release(generation->lock);
    generation->lock = -1;
}
