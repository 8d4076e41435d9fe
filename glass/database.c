/* A database made from documents and runs. */
#include "glass/database.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

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
    struct glass_postlist postlist;
    struct glass_values values;
    enum glass_kind kind;      /* of the entry that is being written */
    char key[GLASS_KEY_BYTES]; /* of its position lists: the term and a NUL, the docid follows */
    size_t key_bytes;
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
    database->values.chunk = (struct buffer)BUFFER_EMPTY;
    if ((status = files_join(database->directory, "", directory, failure)) ||
        (status = files_join(database->scratch, "", scratch, failure)) ||
        (status = files_make_directory(directory, failure)) || (status = open_tables(database, failure))) {
        glass_database_close(database);
        return status;
    }
    database->postlist.table = database->values.table = database->tables[GLASS_POSTLIST];
    *made = database;
    return STATUS_OK;
}

void glass_database_close(struct glass_database *database)
{
    if (!database)
        return;
    for (int i = 0; i < MADE_TABLES; i++)
        glass_table_close(database->tables[i]);
    glass_values_clear(&database->values);
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

static enum status copy_names(struct glass_names *copy, const char *const *names, size_t count,
                              struct failure *failure)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && !status; i++)
        status = glass_names_add(copy, names[i], failure);
    return status;
}

/* == Postings ================================================================================================= */

static enum status begin_entry(void *context, const struct glass_entry *entry, struct failure *failure)
{
    struct glass_database *database = context;
    struct glass_slot slot = { .count = entry->count, .lower = BUFFER_EMPTY, .upper = BUFFER_EMPTY };
    enum status status = STATUS_OK;
    database->kind = entry->kind;
    switch (entry->kind) {
    case GLASS_STATISTICS:
        buffer_append(&slot.lower, entry->lower.data, entry->lower.size);
        buffer_append(&slot.upper, entry->upper.data, entry->upper.size);
        status = glass_slot_write(&slot, entry->key, database->tables[GLASS_POSTLIST], failure);
        glass_slot_clear(&slot);
        break;
    case GLASS_VALUES:
        glass_values_begin(&database->values, entry->key);
        break;
    case GLASS_LENGTHS:
        glass_postlist_begin(&database->postlist, entry->key, 0, 0);
        break;
    case GLASS_POSTINGS:
        glass_postlist_begin(&database->postlist, entry->key, entry->count, entry->collection_frequency);
        memcpy(database->key, entry->key.data, entry->key.size);
        database->key[entry->key.size] = '\0';
        database->key_bytes = entry->key.size + 1;
        break;
    }
    return status;
}

static enum status add_posting(struct glass_database *database, const struct glass_item *item,
                               struct failure *failure)
{
    enum status status;
    if (item->wdf > database->version.largest_wdf)
        database->version.largest_wdf = item->wdf;
    if ((status = glass_postlist_add(&database->postlist, item->docid, item->wdf, failure)) || item->wdf == 0)
        return status;
    size_t size = database->key_bytes + glass_put_docid(database->key + database->key_bytes, item->docid);
    return glass_table_add(database->tables[GLASS_POSITION], (struct bytes){ database->key, size }, item->tag, false,
                           failure);
}

static enum status add_item(void *context, const struct glass_item *item, struct failure *failure)
{
    struct glass_database *database = context;
    if (database->kind == GLASS_POSTINGS)
        return add_posting(database, item, failure);
    if (database->kind == GLASS_VALUES)
        return glass_values_add(&database->values, item->docid, item->tag, failure);
    glass_version_add(&database->version, item->docid, item->wdf);
    return glass_postlist_add(&database->postlist, item->docid, item->wdf, failure);
}

static enum status end_entry(void *context, struct failure *failure)
{
    struct glass_database *database = context;
    return database->kind == GLASS_VALUES ? glass_values_end(&database->values, failure)
                                          : glass_postlist_end(&database->postlist, failure);
}

enum status glass_database_take_postings(struct glass_database *database, const char *const *names, size_t count,
                                         struct failure *failure)
{
    struct glass_names runs = { .names = NULL };
    struct glass_sink sink = { begin_entry, add_item, end_entry, database };
    char prefix[FILES_PATH_BYTES];
    enum status status;
    if ((status = copy_names(&runs, names, count, failure)) ||
        (status = files_join(prefix, database->scratch, "merged-", failure)) ||
        (status = glass_reduce_postings(&runs, glass_merge_width(), prefix, failure)) ||
        (status = glass_merge_postings((const char *const *)runs.names, runs.count, &sink, failure)))
        goto done;
    for (size_t i = 0; i < runs.count; i++)
        unlink(runs.names[i]);

done:
    glass_names_clear(&runs);
    return status;
}

/* == The end ================================================================================================== */

enum status glass_database_finish(struct glass_database *database, struct failure *failure)
{
    static const bool optional[MADE_TABLES] = { [GLASS_DOCDATA] = true, [GLASS_POSITION] = true };
    const struct glass_version *version = &database->version;
    enum status status = STATUS_OK;
    if (version->document_count != database->stored_documents || version->last_docid != database->last_stored ||
        version->largest_wdf > version->longest)
        return fail(failure, STATUS_CORRUPT,
                    "the postings and the documents of the runs are not of the same documents");
    for (int i = 0; i < MADE_TABLES && !status; i++)
        status = glass_table_finish(database->tables[i], optional[i], &database->version.roots[i], failure);
    return status ? status : glass_version_write(version, database->directory, failure);
}
