/* The databases that a generation consists of. */
#include "indexer/builder/parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/files.h"
#include "indexer/builder/spread.h"
#include "record/published.h"
#include "shim/xapian_shim.h"

#define NAME "database-"
#define STUB_WORD "auto "

enum { STUB_BYTES = 1 << 20 };

enum status parts_add(struct parts *parts, size_t shard, unsigned long generation, struct failure *failure)
{
    if (!array_reserve((void **)&parts->items, &parts->capacity, parts->count + 1, sizeof *parts->items))
        return fail_no_memory(failure);
    struct part *part = &parts->items[parts->count++];
    *part = (struct part){ .shard = shard, .is_base = generation == 0 };
    if (part->is_base)
        snprintf(part->name, sizeof part->name, NAME "%zu", shard);
    else
        snprintf(part->name, sizeof part->name, NAME "%zu-%06lu", shard, generation);
    if (shard >= parts->shard_count)
        parts->shard_count = shard + 1;
    return STATUS_OK;
}

/* Only what `parts_add` would write the same way is one of ours: the name is used as a path. */
static enum status add_named(struct parts *parts, const char *name, const char *stub, struct failure *failure)
{
    unsigned long shard, generation = 0;
    char *end;
    enum status status;
    if (strncmp(name, NAME, strlen(NAME)) != 0)
        return fail(failure, STATUS_CORRUPT, "%s names something else than a database of ours", stub);
    shard = strtoul(name + strlen(NAME), &end, 10);
    if (*end == '-')
        generation = strtoul(end + 1, &end, 10);
    if (shard >= MOST_SHARDS || shard > parts->shard_count)
        return fail(failure, STATUS_CORRUPT, "%s names a shard that cannot be", stub);
    if ((status = parts_add(parts, shard, generation, failure)))
        return status;
    if (strcmp(parts->items[parts->count - 1].name, name) != 0)
        return fail(failure, STATUS_CORRUPT, "%s names something else than a database of ours", stub);
    return STATUS_OK;
}

enum status parts_read(struct parts *parts, const char *directory, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    struct buffer text = BUFFER_EMPTY;
    enum status status;
    *parts = (struct parts)PARTS_EMPTY;
    if ((status = files_join(path, directory, PUBLISHED_STUB, failure)) ||
        (status = files_read(path, STUB_BYTES, &text, failure)))
        goto done;
    char *rest = text.bytes;
    for (char *line; !status && (line = strsep(&rest, "\n")) && (*line || rest);) {
        if (strncmp(line, STUB_WORD, strlen(STUB_WORD)) != 0)
            status = fail(failure, STATUS_CORRUPT, "%s is no stub file of ours", path);
        else
            status = add_named(parts, line + strlen(STUB_WORD), path, failure);
    }
    if (!status && !parts->count)
        status = fail(failure, STATUS_CORRUPT, "%s names no database", path);

done:
    if (status)
        parts_clear(parts);
    buffer_clear(&text);
    return status;
}

enum status parts_stub_text(const struct parts *parts, const char *prefix, struct buffer *text,
                            struct failure *failure)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < parts->count && !status; i++) {
        char path[FILES_PATH_BYTES];
        const char *database = path;
        if (!(status = files_join(path, prefix, parts->items[i].name, failure)))
            status = xs_stub_text(&database, 1, text, failure);
    }
    return status;
}

void parts_clear(struct parts *parts)
{
    free(parts->items);
    *parts = (struct parts)PARTS_EMPTY;
}
