/* Documents spread over the shards of an index. */
#include "indexer/builder/spread.h"

#include <stdio.h>
#include <string.h>

#include "indexer/common/key_map.h"

#define SHARD_DATABASE "database"

enum status spread_open(struct spread *spread, const struct builder_kind *kind, const char *directory,
                        size_t shard_count, size_t memory_bytes, struct failure *failure)
{
    *spread = (struct spread){
        .kind = kind,
        .shard_count = shard_count,
        .memory_bytes = (memory_bytes ? memory_bytes : SPREAD_MEMORY_BYTES) / shard_count,
    };
    return files_join(spread->directory, "", directory, failure);
}

/* The folder that the builder of a shard has for itself. */
static enum status shard_directory(const struct spread *spread, size_t shard, char path[FILES_PATH_BYTES],
                                   struct failure *failure)
{
    char name[32];
    snprintf(name, sizeof name, "shard-%zu", shard);
    return files_join(path, spread->directory, name, failure);
}

/* Tables are written by ourselves where that gives what Xapian's API gives, which is tried out here and now. */
static enum status open_builder(struct spread *spread, size_t shard, struct failure *failure)
{
    const struct builder_kind *kind = spread->kind ? spread->kind : &builder_glass;
    char directory[FILES_PATH_BYTES];
    enum status status;
    if ((status = shard_directory(spread, shard, directory, failure)) ||
        (status = files_make_directory(directory, failure)))
        return status;
    status = kind->open(&spread->builders[shard], directory, SHARD_DATABASE, spread->memory_bytes, failure);
    if (status == STATUS_INVALID && !spread->kind) {
        spread->fallback = *failure;
        kind = &builder_api;
        status = kind->open(&spread->builders[shard], directory, SHARD_DATABASE, spread->memory_bytes, failure);
    }
    if (!status)
        spread->kind = kind;
    return status;
}

enum status spread_add(struct spread *spread, const struct xs_document *document, struct failure *failure)
{
    size_t shard = spread->shard_count > 1 ? key_of(document->unique_term).low % spread->shard_count : 0;
    enum status status = spread->builders[shard] ? STATUS_OK : open_builder(spread, shard, failure);
    if (status)
        return status;
    spread->document_counts[shard]++;
    return spread->kind->add(spread->builders[shard], document, failure);
}

enum status spread_fill(struct spread *spread, struct failure *failure)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < spread->shard_count && !status; i++)
        if (!spread->builders[i])
            status = open_builder(spread, i, failure);
    return status;
}

enum status spread_finish(struct spread *spread, struct failure *failure)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < spread->shard_count && !status; i++)
        if (spread->builders[i])
            status = spread->kind->finish(spread->builders[i], failure);
    return status;
}

enum status spread_path(const struct spread *spread, size_t shard, char path[FILES_PATH_BYTES],
                        struct failure *failure)
{
    char directory[FILES_PATH_BYTES];
    enum status status = shard_directory(spread, shard, directory, failure);
    return status ? status : files_join(path, directory, SHARD_DATABASE, failure);
}

enum status spread_take(struct spread *spread, size_t shard, const char *name, struct failure *failure)
{
    char from[FILES_PATH_BYTES], to[FILES_PATH_BYTES];
    enum status status;
    if ((status = spread_path(spread, shard, from, failure)) ||
        (status = files_join(to, spread->directory, name, failure)) || (status = files_rename(from, to, failure)))
        return status;
    return spread_drop(spread, shard, failure);
}

enum status spread_drop(struct spread *spread, size_t shard, struct failure *failure)
{
    char directory[FILES_PATH_BYTES];
    enum status status = shard_directory(spread, shard, directory, failure);
    return status ? status : files_remove_tree(directory, failure);
}

void spread_close(struct spread *spread)
{
    for (size_t i = 0; i < spread->shard_count; i++) {
        if (spread->kind)
            spread->kind->close(spread->builders[i]);
        spread->builders[i] = NULL;
    }
    spread->shard_count = 0;
}
