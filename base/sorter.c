/* Sorting more than memory holds: sorted runs in temporary files, merged as they are read. */
#include "base/sorter.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/array.h"

enum { RUNS_MOST = 256 };

struct entry {
    size_t offset; /* of the key in `data`; the value follows it */
    uint32_t key_bytes, value_bytes;
};

/* A sorted file, and the entry it is at. */
struct run {
    FILE *file;
    struct buffer entry; /* key and value */
    size_t key_bytes;
    bool ended;
};

struct sorter {
    size_t memory_bytes;
    struct buffer data;
    struct entry *entries;
    size_t count, capacity;
    size_t next; /* of the entries in memory */
    bool sorted;
    struct run runs[RUNS_MOST];
    size_t run_count;
    struct run *given; /* whose entry was handed out: it goes on before the next one is */
};

enum status sorter_new(struct sorter **sorter, size_t memory_bytes, struct failure *failure)
{
    *sorter = calloc(1, sizeof **sorter);
    if (!*sorter)
        return fail_no_memory(failure);
    (*sorter)->memory_bytes = memory_bytes;
    (*sorter)->data = (struct buffer)BUFFER_EMPTY;
    return STATUS_OK;
}

void sorter_free(struct sorter *sorter)
{
    if (!sorter)
        return;
    for (size_t i = 0; i < sorter->run_count; i++) {
        if (sorter->runs[i].file)
            fclose(sorter->runs[i].file);
        buffer_clear(&sorter->runs[i].entry);
    }
    buffer_clear(&sorter->data);
    free(sorter->entries);
    free(sorter);
}

/* == In memory ================================================================================================ */

static struct bytes key_of(const struct sorter *sorter, const struct entry *entry)
{
    return (struct bytes){ sorter->data.bytes + entry->offset, entry->key_bytes };
}

static int compare_keys(struct bytes left, struct bytes right)
{
    size_t shared = left.size < right.size ? left.size : right.size;
    int order = shared ? memcmp(left.data, right.data, shared) : 0;
    return order ? order : (left.size > right.size) - (left.size < right.size);
}

/* What was added later lies further on. */
static int compare_entries(const void *left, const void *right, void *context)
{
    const struct entry *a = left, *b = right;
    int order = compare_keys(key_of(context, a), key_of(context, b));
    return order ? order : (a->offset > b->offset) - (a->offset < b->offset);
}

static void sort_entries(struct sorter *sorter)
{
    if (sorter->count)
        qsort_r(sorter->entries, sorter->count, sizeof *sorter->entries, compare_entries, sorter);
    sorter->next = 0;
}

/* == In files ================================================================================================= */

static enum status fail_file(struct failure *failure)
{
    fail(failure, STATUS_IO, "cannot use a temporary file to sort: %s", strerror(errno ? errno : EIO));
    return fail_hint(failure, "TMPDIR can name a folder with more room");
}

static enum status open_run(struct sorter *sorter, struct run **run, struct failure *failure)
{
    const char *folder = getenv("TMPDIR");
    struct buffer path = BUFFER_EMPTY;
    if (sorter->run_count == RUNS_MOST)
        return fail(failure, STATUS_LIMIT, "there is too much to sort");
    *run = &sorter->runs[sorter->run_count];
    **run = (struct run){ .entry = BUFFER_EMPTY };
    buffer_append_format(&path, "%s/depeche-sort-XXXXXX", folder && *folder ? folder : "/tmp");
    enum status status = buffer_status(&path, "a path", failure);
    int descriptor = status ? -1 : mkstemp(path.bytes);
    if (descriptor >= 0) {
        unlink(path.bytes);
        (*run)->file = fdopen(descriptor, "w+b");
        sorter->run_count++;
    }
    if (!status && !(*run)->file)
        status = fail_file(failure);
    if (descriptor >= 0 && !(*run)->file)
        close(descriptor);
    buffer_clear(&path);
    return status;
}

static enum status write_run(struct sorter *sorter, struct failure *failure)
{
    struct run *run;
    enum status status = open_run(sorter, &run, failure);
    if (status)
        return status;
    sort_entries(sorter);
    errno = 0;
    for (size_t i = 0; i < sorter->count; i++) {
        const struct entry *entry = &sorter->entries[i];
        uint32_t sizes[2] = { entry->key_bytes, entry->value_bytes };
        size_t size = (size_t)entry->key_bytes + entry->value_bytes;
        if (fwrite(sizes, sizeof sizes, 1, run->file) != 1 ||
            (size && fwrite(sorter->data.bytes + entry->offset, size, 1, run->file) != 1))
            return fail_file(failure);
    }
    sorter->count = 0;
    buffer_truncate(&sorter->data, 0);
    return fflush(run->file) || fseek(run->file, 0, SEEK_SET) ? fail_file(failure) : STATUS_OK;
}

/* The next entry of a run, which ended if there is none. */
static enum status read_run(struct run *run, struct failure *failure)
{
    uint32_t sizes[2];
    errno = 0;
    buffer_truncate(&run->entry, 0);
    if (fread(sizes, sizeof sizes, 1, run->file) != 1) {
        run->ended = true;
        return ferror(run->file) ? fail_file(failure) : STATUS_OK;
    }
    size_t size = (size_t)sizes[0] + sizes[1];
    char *room = buffer_reserve(&run->entry, size);
    if (!room)
        return buffer_status(&run->entry, "what is sorted", failure);
    if (size && fread(room, size, 1, run->file) != 1)
        return fail_file(failure);
    buffer_commit(&run->entry, size);
    run->key_bytes = sizes[0];
    return STATUS_OK;
}

/* == The whole ================================================================================================ */

enum status sorter_add(struct sorter *sorter, struct bytes key, struct bytes value, struct failure *failure)
{
    size_t size = key.size + value.size;
    size_t used = sorter->data.size + sorter->count * sizeof *sorter->entries;
    enum status status = STATUS_OK;
    if (size > INT32_MAX)
        return fail(failure, STATUS_LIMIT, "there is too much to sort");
    if (sorter->count && used + size > sorter->memory_bytes && (status = write_run(sorter, failure)))
        return status;
    if (!array_reserve((void **)&sorter->entries, &sorter->capacity, sorter->count + 1, sizeof *sorter->entries))
        return fail_no_memory(failure);
    struct entry entry = { sorter->data.size, (uint32_t)key.size, (uint32_t)value.size };
    buffer_append(&sorter->data, key.data, key.size);
    buffer_append(&sorter->data, value.data, value.size);
    if ((status = buffer_status(&sorter->data, "what is sorted", failure)))
        return status;
    sorter->entries[sorter->count++] = entry;
    return STATUS_OK;
}

/* The last entries stay in memory: they are the newest run. */
static enum status begin_merge(struct sorter *sorter, struct failure *failure)
{
    enum status status = STATUS_OK;
    sort_entries(sorter);
    sorter->sorted = true;
    for (size_t i = 0; i < sorter->run_count && !status; i++)
        status = read_run(&sorter->runs[i], failure);
    return status;
}

/* The run with the smallest key, the earliest of equals; NULL when all have ended. */
static struct run *first_run(struct sorter *sorter, struct bytes *key)
{
    struct run *first = NULL;
    for (size_t i = 0; i < sorter->run_count; i++) {
        struct run *run = &sorter->runs[i];
        struct bytes of_run = { run->entry.bytes, run->key_bytes };
        if (!run->ended && (!first || compare_keys(of_run, *key) < 0)) {
            first = run;
            *key = of_run;
        }
    }
    return first;
}

enum status sorter_next(struct sorter *sorter, struct bytes *value, bool *more, struct failure *failure)
{
    struct bytes key = { "", 0 };
    enum status status = sorter->sorted ? STATUS_OK : begin_merge(sorter, failure);
    if (!status && sorter->given)
        status = read_run(sorter->given, failure);
    sorter->given = NULL;
    *more = false;
    if (status)
        return status;
    const struct entry *entry = sorter->next < sorter->count ? &sorter->entries[sorter->next] : NULL;
    struct run *run = first_run(sorter, &key);
    *more = run || entry;
    if (entry && (!run || compare_keys(key_of(sorter, entry), key) < 0)) {
        *value = (struct bytes){ sorter->data.bytes + entry->offset + entry->key_bytes, entry->value_bytes };
        sorter->next++;
    } else if (run) {
        *value = (struct bytes){ run->entry.bytes + run->key_bytes, run->entry.size - run->key_bytes };
        sorter->given = run;
    }
    return STATUS_OK;
}
