/* The generations that an index has. */
#include "indexer/builder/generations.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/files.h"

/* == Listing ================================================================================================== */

/* Is that the name of a generation? */
static bool read_name(const char *name, struct generation_entry *entry)
{
    char *end;
    if (name[0] < '0' || name[0] > '9')
        return false;
    entry->number = strtoul(name, &end, 10);
    entry->building = strcmp(end, GENERATION_BUILDING_SUFFIX) == 0;
    return entry->building || !*end;
}

static int compare_entries(const void *left, const void *right)
{
    const struct generation_entry *a = left, *b = right;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return (int)a->building - (int)b->building;
}

static enum status list_names(struct generations *generations, DIR *directory, const char *path,
                              struct failure *failure)
{
    for (;;) {
        struct generation_entry entry;
        errno = 0;
        const struct dirent *name = readdir(directory);
        if (!name)
            return errno ? files_fail(failure, "cannot read", path) : STATUS_OK;
        if (!read_name(name->d_name, &entry))
            continue;
        if (!array_reserve((void **)&generations->items, &generations->capacity, generations->count + 1,
                           sizeof entry))
            return fail_no_memory(failure);
        generations->items[generations->count++] = entry;
    }
}

enum status generations_list(struct generations *generations, const char *index, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status = files_join(path, index, PUBLISHED_GENERATIONS, failure);
    *generations = (struct generations)GENERATIONS_EMPTY;
    if (status)
        return status;
    DIR *directory = opendir(path);
    if (!directory)
        return errno == ENOENT ? STATUS_OK : files_fail(failure, "cannot read", path);
    status = list_names(generations, directory, path, failure);
    closedir(directory);
    if (status)
        generations_clear(generations);
    else if (generations->count)
        qsort(generations->items, generations->count, sizeof *generations->items, compare_entries);
    return status;
}

void generations_clear(struct generations *generations)
{
    free(generations->items);
    *generations = (struct generations)GENERATIONS_EMPTY;
}

enum status generations_path(const char *index, const struct generation_entry *entry, char path[FILES_PATH_BYTES],
                             struct failure *failure)
{
    char name[64];
    snprintf(name, sizeof name, PUBLISHED_GENERATIONS "/%06lu%s", entry->number,
             entry->building ? GENERATION_BUILDING_SUFFIX : "");
    return files_join(path, index, name, failure);
}

unsigned long generations_before(const struct generations *generations, unsigned long number)
{
    unsigned long before = 0;
    for (size_t i = 0; i < generations->count && generations->items[i].number < number; i++)
        if (!generations->items[i].building)
            before = generations->items[i].number;
    return before;
}

/* == Removing ================================================================================================= */

static enum status remove_generation(const char *index, const struct generation_entry *entry, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status = generations_path(index, entry, path, failure);
    return status ? status : files_remove_tree(path, failure);
}

static bool is_temporary(const char *name)
{
    return strncmp(name, ".new-", 5) == 0 || strncmp(name, ".canary", 7) == 0;
}

static enum status remove_temporaries(const char *index, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status = STATUS_OK;
    DIR *directory = opendir(index);
    if (!directory)
        return files_fail(failure, "cannot read", index);
    for (const struct dirent *name; !status && (name = readdir(directory));)
        if (is_temporary(name->d_name) && !(status = files_join(path, index, name->d_name, failure)))
            status = files_remove_tree(path, failure);
    closedir(directory);
    return status;
}

enum status generations_tidy(const char *index, const struct published *published, struct failure *failure)
{
    struct generations generations;
    enum status status = generations_list(&generations, index, failure);
    for (size_t i = 0; i < generations.count && !status; i++)
        if (generations.items[i].building || generations.items[i].number > published->newest)
            status = remove_generation(index, &generations.items[i], failure);
    generations_clear(&generations);
    return status ? status : remove_temporaries(index, failure);
}

enum status generations_prune(const char *index, const struct published *published, unsigned long previous,
                              size_t kept, size_t *removed, struct failure *failure)
{
    struct generations generations;
    enum status status = generations_list(&generations, index, failure);
    size_t others = 1 + (previous && previous != published->generation);
    others = kept > others ? kept - others : 0;
    for (size_t i = generations.count; i-- > 0 && !status;) {
        const struct generation_entry *entry = &generations.items[i];
        if (entry->building || entry->number == published->generation || (previous && entry->number == previous))
            continue;
        if (others) {
            others--;
            continue;
        }
        if (!(status = remove_generation(index, entry, failure)))
            ++*removed;
    }
    generations_clear(&generations);
    return status;
}
