/* Going through trees of files: one engine, on which walking, syncing and removing are built.
 *
 * A directory is opened, its names are read, it is closed, and only then are they visited; the way down is an array
 * on the heap. So neither the depth nor the size of a tree can exhaust descriptors or the stack. */
#include "base/files.h"

#include "base/array.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* == The directories entered ================================================================================== */

struct identity {
    dev_t device;
    ino_t inode;
};

/* An open-addressing hash set; inode 0 marks a free place, as no file system gives it to a directory. */
struct identity_set {
    struct identity *places;
    size_t count, capacity; /* a power of two, at most half in use */
};

/* Where `wanted` is, or the free place where it belongs. */
static struct identity *set_place(const struct identity_set *set, struct identity wanted)
{
    uint64_t hash = ((uint64_t)wanted.inode ^ (uint64_t)wanted.device << 32) * UINT64_C(0x9E3779B97F4A7C15);
    for (size_t i = hash >> 20;; i++) {
        struct identity *place = &set->places[i & (set->capacity - 1)];
        if (place->inode == 0 || (place->inode == wanted.inode && place->device == wanted.device))
            return place;
    }
}

static bool set_grow(struct identity_set *set)
{
    struct identity_set larger = { .capacity = set->capacity ? set->capacity * 2 : 64, .count = set->count };
    if (!(larger.places = calloc(larger.capacity, sizeof *larger.places)))
        return false;
    for (size_t i = 0; i < set->capacity; i++) {
        if (set->places[i].inode)
            *set_place(&larger, set->places[i]) = set->places[i];
    }
    free(set->places);
    *set = larger;
    return true;
}

/* Adds `identity`; `*added` is false when it was there. False when memory is exhausted. */
static bool set_add(struct identity_set *set, struct identity identity, bool *added)
{
    if (set->count >= set->capacity / 2 && !set_grow(set))
        return false;
    struct identity *place = set_place(set, identity);
    *added = place->inode == 0;
    if (*added) {
        *place = identity;
        set->count++;
    }
    return true;
}

/* == The engine =============================================================================================== */

/* What is done on the way. `problem` gets what cannot be entered or told, with errno's reason or one of ours. */
struct tree_actions {
    bool follow_links;
    bool hidden_too;
    enum status (*file)(const char *path, const struct stat *facts, void *context, struct failure *failure);
    enum status (*leave)(const char *directory, void *context, struct failure *failure); /* may be NULL */
    enum status (*problem)(const char *path, const char *reason, void *context, struct failure *failure);
    void *context;
};

/* A directory on the way down. */
struct level {
    struct buffer text; /* the names, each with its NUL */
    char **names;       /* into `text`, sorted */
    size_t count, next;
    size_t path_size; /* of the tree's path, when it is this directory's */
    struct identity identity;
};

struct tree {
    const struct tree_actions *actions;
    char path[FILES_PATH_BYTES];
    struct level *levels;
    size_t level_count, level_capacity;
    struct identity_set entered;
};

static int compare_names(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* `names` point into `text`, which no longer grows. */
static enum status sort_names(struct level *level, struct failure *failure)
{
    if (level->count == 0)
        return STATUS_OK;
    if (!(level->names = calloc(level->count, sizeof *level->names)))
        return fail_no_memory(failure);
    char *name = level->text.bytes;
    for (size_t i = 0; i < level->count; i++) {
        level->names[i] = name;
        name += strlen(name) + 1;
    }
    qsort(level->names, level->count, sizeof *level->names, compare_names);
    return STATUS_OK;
}

/* All names of an open directory. False with errno when the system does not give them. */
static bool read_names(DIR *directory, bool hidden_too, struct level *level)
{
    for (;;) {
        errno = 0;
        const struct dirent *entry = readdir(directory);
        if (!entry)
            return errno == 0;
        const char *name = entry->d_name;
        if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 || (name[0] == '.' && !hidden_too))
            continue;
        buffer_append(&level->text, name, strlen(name) + 1);
        level->count++;
    }
}

static void level_clear(struct level *level)
{
    free(level->names);
    buffer_clear(&level->text);
}

/* Open tree->path, which must still be a directory, and tell which one it is. NULL with errno. */
static DIR *open_directory(const struct tree *tree, struct identity *identity)
{
    int no_follow = tree->actions->follow_links ? 0 : O_NOFOLLOW;
    int descriptor = open(tree->path, O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC | no_follow);
    struct stat facts;
    if (descriptor < 0)
        return NULL;
    DIR *directory = fstat(descriptor, &facts) == 0 ? fdopendir(descriptor) : NULL;
    if (!directory) {
        int reason = errno;
        close(descriptor);
        errno = reason;
        return NULL;
    }
    *identity = (struct identity){ facts.st_dev, facts.st_ino };
    return directory;
}

static bool is_above(const struct tree *tree, struct identity identity)
{
    for (size_t i = 0; i < tree->level_count; i++) {
        if (tree->levels[i].identity.inode == identity.inode && tree->levels[i].identity.device == identity.device)
            return true;
    }
    return false;
}

static enum status tell(const struct tree *tree, const char *reason, struct failure *failure)
{
    return tree->actions->problem(tree->path, reason, tree->actions->context, failure);
}

/* That memory gives out says nothing of the file. */
static enum status tell_number(const struct tree *tree, int reason, struct failure *failure)
{
    return reason == ENOMEM ? fail_no_memory(failure) : tell(tree, strerror(reason), failure);
}

/* Read the directory tree->path and put it on the way down. A problem that only concerns it has been told and is
 * STATUS_OK. */
static enum status enter(struct tree *tree, struct failure *failure)
{
    struct level level = { .text = BUFFER_EMPTY, .path_size = strlen(tree->path) };
    bool added;
    DIR *directory = open_directory(tree, &level.identity);
    if (!directory)
        return tell_number(tree, errno, failure);
    if (!set_add(&tree->entered, level.identity, &added)) {
        closedir(directory);
        return fail_no_memory(failure);
    }
    if (!added) {
        closedir(directory);
        return is_above(tree, level.identity) ? tell(tree, "it leads back to a directory above it", failure)
                                              : STATUS_OK;
    }

    bool complete = read_names(directory, tree->actions->hidden_too, &level);
    int reason = errno;
    closedir(directory);
    enum status status;
    if (!complete) {
        status = tell_number(tree, reason, failure);
        goto done;
    }
    if ((status = buffer_status(&level.text, tree->path, failure)) || (status = sort_names(&level, failure)))
        goto done;
    if (!array_reserve((void **)&tree->levels, &tree->level_capacity, tree->level_count + 1, sizeof level)) {
        status = fail_no_memory(failure);
        goto done;
    }
    tree->levels[tree->level_count++] = level;
    return STATUS_OK;

done:
    level_clear(&level);
    return status;
}

/* Why there is nothing behind tree->path; NULL when it has gone since its name was read, which is no problem. */
static const char *why_missing(const struct tree *tree, int reason)
{
    struct stat facts;
    if (reason != ENOENT)
        return strerror(reason);
    return lstat(tree->path, &facts) == 0 ? "it is a link to nothing" : NULL;
}

/* tree->path is a name just met: a file, or a directory to enter. */
static enum status meet(struct tree *tree, struct failure *failure)
{
    struct stat facts;
    int found = tree->actions->follow_links ? stat(tree->path, &facts) : lstat(tree->path, &facts);
    if (found != 0) {
        const char *reason = why_missing(tree, errno);
        return reason ? tell(tree, reason, failure) : STATUS_OK;
    }
    if (S_ISDIR(facts.st_mode))
        return enter(tree, failure);
    return tree->actions->file(tree->path, &facts, tree->actions->context, failure);
}

/* Leave the innermost directory. */
static enum status leave(struct tree *tree, struct failure *failure)
{
    struct level *level = &tree->levels[--tree->level_count];
    tree->path[level->path_size] = '\0';
    level_clear(level);
    return tree->actions->leave ? tree->actions->leave(tree->path, tree->actions->context, failure) : STATUS_OK;
}

/* The next name of the innermost directory. */
static enum status step(struct tree *tree, struct failure *failure)
{
    struct level *level = &tree->levels[tree->level_count - 1];
    const char *name = level->names[level->next++];
    size_t size = level->path_size;
    tree->path[size] = '\0';
    size_t slash = size > 0 && tree->path[size - 1] != '/';
    if (size + slash + strlen(name) + 1 > sizeof tree->path)
        return tell(tree, "a path in it is too long", failure);
    if (slash)
        tree->path[size++] = '/';
    memcpy(tree->path + size, name, strlen(name) + 1);
    return meet(tree, failure);
}

static enum status tree_go(const char *path, const struct tree_actions *actions, struct failure *failure)
{
    struct tree tree = { .actions = actions };
    enum status status;
    if ((status = files_join(tree.path, "", path, failure)) || (status = meet(&tree, failure)))
        goto done;
    while (status == STATUS_OK && tree.level_count > 0) {
        const struct level *level = &tree.levels[tree.level_count - 1];
        status = level->next < level->count ? step(&tree, failure) : leave(&tree, failure);
    }

done:
    for (size_t i = 0; i < tree.level_count; i++)
        level_clear(&tree.levels[i]);
    free(tree.levels);
    free(tree.entered.places);
    return status;
}

/* == Walking ================================================================================================== */

struct walk {
    const char *start;
    files_visit visit;
    files_refused refused;
    void *context;
};

static enum status walk_file(const char *path, const struct stat *facts, void *context, struct failure *failure)
{
    const struct walk *walk = context;
    struct file_entry entry = {
        .path = path,
        .size = (uint64_t)facts->st_size,
        .modified_ns = (int64_t)facts->st_mtim.tv_sec * 1000000000 + facts->st_mtim.tv_nsec,
        .regular = S_ISREG(facts->st_mode),
    };
    return walk->visit(&entry, walk->context, failure);
}

static enum status walk_problem(const char *path, const char *reason, void *context, struct failure *failure)
{
    const struct walk *walk = context;
    if (strcmp(path, walk->start) == 0)
        return files_fail_because(failure, STATUS_IO, "cannot read", path, reason);
    enum status status = walk->refused(path, reason, walk->context);
    return status ? files_fail_because(failure, status, "cannot read", path, reason) : STATUS_OK;
}

enum status files_walk(const char *path, files_visit visit, files_refused refused, void *context,
                       struct failure *failure)
{
    struct walk walk = { path, visit, refused, context };
    struct tree_actions actions = {
        .follow_links = true, .file = walk_file, .problem = walk_problem, .context = &walk
    };
    if (access(path, R_OK) != 0)
        return files_fail(failure, "cannot read", path);
    return tree_go(path, &actions, failure);
}

/* == Syncing and removing ===================================================================================== */

static enum status fail_problem(const char *path, const char *reason, void *context, struct failure *failure)
{
    (void)context;
    return files_fail_because(failure, STATUS_IO, "cannot enter", path, reason);
}

static enum status sync_file(const char *path, const struct stat *facts, void *context, struct failure *failure)
{
    (void)context;
    return S_ISREG(facts->st_mode) ? files_sync(path, failure) : STATUS_OK;
}

static enum status sync_directory(const char *path, void *context, struct failure *failure)
{
    (void)context;
    return files_sync(path, failure);
}

enum status files_sync_tree(const char *path, struct failure *failure)
{
    static const struct tree_actions actions = {
        .hidden_too = true, .file = sync_file, .leave = sync_directory, .problem = fail_problem
    };
    if (!files_exist(path))
        return files_fail(failure, "cannot make lasting", path);
    return tree_go(path, &actions, failure);
}

static enum status remove_file(const char *path, const struct stat *facts, void *context, struct failure *failure)
{
    (void)facts, (void)context;
    return unlink(path) == 0 || errno == ENOENT ? STATUS_OK : files_fail(failure, "cannot remove", path);
}

static enum status remove_directory(const char *path, void *context, struct failure *failure)
{
    (void)context;
    return rmdir(path) == 0 || errno == ENOENT ? STATUS_OK : files_fail(failure, "cannot remove", path);
}

enum status files_remove_tree(const char *path, struct failure *failure)
{
    static const struct tree_actions actions = {
        .hidden_too = true, .file = remove_file, .leave = remove_directory, .problem = fail_problem
    };
    return tree_go(path, &actions, failure);
}

static enum status add_bytes(const struct file_entry *entry, void *context, struct failure *failure)
{
    (void)failure;
    *(uint64_t *)context += entry->size;
    return STATUS_OK;
}

static enum status pass_over(const char *path, const char *reason, void *context)
{
    (void)path, (void)reason, (void)context;
    return STATUS_OK;
}

enum status files_tree_bytes(const char *path, uint64_t *bytes, struct failure *failure)
{
    *bytes = 0;
    return files_walk(path, add_bytes, pass_over, bytes, failure);
}
