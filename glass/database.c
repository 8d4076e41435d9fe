/* A database made from documents and runs. */
#include "glass/database.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/side.h"
#include "glass/merge.h"
#include "glass/postlist.h"
#include "glass/reduce.h"
#include "glass/values.h"
#include "glass/version.h"

enum { MADE_TABLES = GLASS_POSITION + 1 };

struct glass_database {
    char directory[FILES_PATH_BYTES], scratch[FILES_PATH_BYTES];
    struct glass_table *tables[MADE_TABLES];
    struct glass_version version;
    uint32_t stored_documents, last_stored; /* in the termlist table */
};

static enum status open_tables(struct glass_database *database, struct failure *failure)
{
    static const char *const names[MADE_TABLES] = {
        [GLASS_POSTLIST] = "postlist.glass",
        [GLASS_DOCDATA] = "docdata.glass",
        [GLASS_TERMLIST] = "termlist.glass",
        [GLASS_POSITION] = "position.glass",
    };
    char path[FILES_PATH_BYTES];
    enum status status = STATUS_OK;
    for (int i = 0; i < MADE_TABLES && !status; i++)
        if (!(status = files_join(path, database->directory, names[i], failure)))
            status = glass_table_open(&database->tables[i], path, failure);
    return status;
}

enum status glass_database_open(struct glass_database **made, const char *directory, const char *scratch,
                                struct failure *failure)
{
    struct glass_database *database = calloc(1, sizeof *database);
    enum status status;
    if (!database)
        return fail_no_memory(failure);
    if ((status = files_join(database->directory, "", directory, failure)) ||
        (status = files_join(database->scratch, "", scratch, failure)) ||
        (status = files_make_directory(directory, failure)) || (status = open_tables(database, failure))) {
        glass_database_close(database);
        return status;
    }
    *made = database;
    return STATUS_OK;
}

void glass_database_close(struct glass_database *database)
{
    if (!database)
        return;
    for (int i = 0; i < MADE_TABLES; i++)
        glass_table_close(database->tables[i]);
    free(database);
}

/* == Documents ================================================================================================ */

static enum status store(struct glass_database *database, enum glass_table_number table, struct bytes key,
                         const struct glass_stored *stored, struct failure *failure)
{
    return glass_table_add(database->tables[table], key, stored->tag, stored->compressed, failure);
}

enum status glass_database_add_document(struct glass_database *database, const struct glass_stored_document *document,
                                        struct failure *failure)
{
    char bytes[GLASS_DOCID_BYTES + 1];
    struct bytes key = { bytes, glass_put_docid(bytes, document->docid) };
    struct bytes slots_key = { bytes, key.size + 1 };
    enum status status;
    if (document->docid <= database->last_stored)
        return fail(failure, STATUS_INVALID, "the documents of a database do not follow each other");
    database->last_stored = document->docid;
    database->stored_documents++;
    bytes[key.size] = '\0';
    if ((status = store(database, GLASS_TERMLIST, key, &document->terms, failure)) ||
        (document->slots.tag.size &&
         (status = store(database, GLASS_TERMLIST, slots_key, &document->slots, failure))))
        return status;
    return document->data.tag.size ? store(database, GLASS_DOCDATA, key, &document->data, failure) : STATUS_OK;
}

static enum status finish_table(struct glass_database *database, enum glass_table_number table,
                                struct failure *failure)
{
    bool optional = table == GLASS_DOCDATA || table == GLASS_POSITION;
    return glass_table_finish(database->tables[table], optional, &database->version.roots[table], failure);
}

/* == Postings ================================================================================================= */

/* The entries of the runs on their way into the postlist table. */
struct postlist_writing {
    struct glass_version *version;
    enum glass_kind kind; /* of the entry that is being written */
    struct glass_postlist postlist;
    struct glass_values values;
};

static enum status begin_list(void *context, const struct glass_entry *entry, struct failure *failure)
{
    struct postlist_writing *writing = context;
    struct glass_slot slot = { .count = entry->count, .lower = BUFFER_EMPTY, .upper = BUFFER_EMPTY };
    enum status status = STATUS_OK;
    writing->kind = entry->kind;
    switch (entry->kind) {
    case GLASS_STATISTICS:
        buffer_append(&slot.lower, entry->lower.data, entry->lower.size);
        buffer_append(&slot.upper, entry->upper.data, entry->upper.size);
        status = glass_slot_write(&slot, entry->key, writing->values.table, failure);
        glass_slot_clear(&slot);
        break;
    case GLASS_VALUES:
        glass_values_begin(&writing->values, entry->key);
        break;
    case GLASS_LENGTHS:
        glass_postlist_begin(&writing->postlist, entry->key, 0, 0);
        break;
    case GLASS_POSTINGS:
        glass_postlist_begin(&writing->postlist, entry->key, entry->count, entry->collection_frequency);
        break;
    }
    return status;
}

static void count_in_version(struct postlist_writing *writing, const struct glass_item *item)
{
    if (writing->kind == GLASS_LENGTHS)
        glass_version_add(writing->version, item->docid, item->wdf);
    else if (item->wdf > writing->version->largest_wdf)
        writing->version->largest_wdf = item->wdf;
}

static enum status add_to_list(void *context, const struct glass_item *items, size_t count, struct failure *failure)
{
    struct postlist_writing *writing = context;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && !status; i++) {
        const struct glass_item *item = &items[i];
        if (writing->kind == GLASS_VALUES) {
            status = glass_values_add(&writing->values, item->docid, item->tag, failure);
        } else {
            count_in_version(writing, item);
            status = glass_postlist_add(&writing->postlist, item->docid, item->wdf, failure);
        }
    }
    return status;
}

static enum status end_list(void *context, struct failure *failure)
{
    struct postlist_writing *writing = context;
    return writing->kind == GLASS_VALUES ? glass_values_end(&writing->values, failure)
                                         : glass_postlist_end(&writing->postlist, failure);
}

/* == Positions ================================================================================================ */

/* Of the same entries, the position lists on their way into a table of their own. */
struct position_writing {
    struct glass_table *table;
    size_t key_bytes;          /* 0 in an entry without positions */
    char key[GLASS_KEY_BYTES]; /* the term and a NUL, the docid follows */
};

static enum status begin_positions(void *context, const struct glass_entry *entry, struct failure *failure)
{
    struct position_writing *writing = context;
    (void)failure;
    writing->key_bytes = 0;
    if (entry->kind != GLASS_POSTINGS)
        return STATUS_OK;
    memcpy(writing->key, entry->key.data, entry->key.size);
    writing->key[entry->key.size] = '\0';
    writing->key_bytes = entry->key.size + 1;
    return STATUS_OK;
}

static enum status add_positions(void *context, const struct glass_item *items, size_t count, struct failure *failure)
{
    struct position_writing *writing = context;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && writing->key_bytes && !status; i++) {
        if (items[i].wdf == 0)
            continue;
        struct bytes key = { writing->key, writing->key_bytes };
        key.size += glass_put_docid(writing->key + key.size, items[i].docid);
        status = glass_table_add(writing->table, key, items[i].tag, false, failure);
    }
    return status;
}

static enum status end_positions(void *context, struct failure *failure)
{
    (void)context, (void)failure;
    return STATUS_OK;
}

/* == Merging ================================================================================================== */

/* The runs are read twice, for each of the two tables: by two processors in half the time. */
struct merging {
    struct glass_database *database;
    struct glass_names runs;
};

static enum status merge(const struct merging *merging, const struct glass_sink *sink, struct failure *failure)
{
    return glass_merge_postings((const char *const *)merging->runs.names, merging->runs.count, sink, failure);
}

/* This is the smaller table, so the documents' are made lasting here too. */
static enum status write_postlist(void *context, struct failure *failure)
{
    const struct merging *merging = context;
    struct glass_database *database = merging->database;
    struct postlist_writing writing = {
        .version = &database->version,
        .postlist = { .table = database->tables[GLASS_POSTLIST] },
        .values = { .table = database->tables[GLASS_POSTLIST], .chunk = BUFFER_EMPTY },
    };
    struct glass_sink sink = { begin_list, add_to_list, end_list, &writing };
    enum status status;
    if (!(status = merge(merging, &sink, failure)) && !(status = finish_table(database, GLASS_POSTLIST, failure)) &&
        !(status = finish_table(database, GLASS_TERMLIST, failure)))
        status = finish_table(database, GLASS_DOCDATA, failure);
    glass_values_clear(&writing.values);
    return status;
}

static enum status write_positions(void *context, struct failure *failure)
{
    const struct merging *merging = context;
    struct position_writing writing = { .table = merging->database->tables[GLASS_POSITION] };
    struct glass_sink sink = { begin_positions, add_positions, end_positions, &writing };
    enum status status = merge(merging, &sink, failure);
    return status ? status : finish_table(merging->database, GLASS_POSITION, failure);
}

static enum status copy_names(struct glass_names *copy, const char *const *names, size_t count,
                              struct failure *failure)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && !status; i++)
        status = glass_names_add(copy, names[i], failure);
    return status;
}

enum status glass_database_take_postings(struct glass_database *database, const char *const *names, size_t count,
                                         struct failure *failure)
{
    struct merging merging = { .database = database, .runs = { .names = NULL } };
    char prefix[FILES_PATH_BYTES];
    enum status status;
    if ((status = copy_names(&merging.runs, names, count, failure)) ||
        (status = files_join(prefix, database->scratch, "merged-", failure)) ||
        (status = glass_reduce_postings(&merging.runs, glass_merge_width(), prefix, failure)) ||
        (status = side_by_side(write_postlist, &merging, write_positions, &merging, failure)))
        goto done;
    for (size_t i = 0; i < merging.runs.count; i++)
        unlink(merging.runs.names[i]);

done:
    glass_names_clear(&merging.runs);
    return status;
}

/* == The end ================================================================================================== */

enum status glass_database_finish(struct glass_database *database, struct failure *failure)
{
    const struct glass_version *version = &database->version;
    if (version->document_count != database->stored_documents || version->last_docid != database->last_stored ||
        version->largest_wdf > version->longest)
        return fail(failure, STATUS_CORRUPT,
                    "the postings and the documents of the runs are not of the same documents");
    return glass_version_write(version, database->directory, failure);
}
