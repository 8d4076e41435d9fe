/* Walks: order, links, cycles, depth, what is refused; syncing and removing trees. */
#include "base/files.h"

#include "tests/unit/scratch.h"

#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static int set_up(void **state)
{
    *state = calloc(1, sizeof(struct scratch));
    assert_non_null(*state);
    scratch_open(*state);
    return chmod(((struct scratch *)*state)->path, 0755);
}

static int tear_down(void **state)
{
    scratch_close(*state);
    free(*state);
    return 0;
}

static void add_file(const struct scratch *scratch, const char *name)
{
    char path[FILES_PATH_BYTES];
    FILE *file = fopen(scratch_path(scratch, name, path), "w");
    assert_non_null(file);
    fputs(name, file);
    fclose(file);
}

static void add_directory(const struct scratch *scratch, const char *name)
{
    char path[FILES_PATH_BYTES];
    assert_int_equal(mkdir(scratch_path(scratch, name, path), 0755), 0);
}

static void add_link(const struct scratch *scratch, const char *target, const char *name)
{
    char path[FILES_PATH_BYTES];
    assert_int_equal(symlink(target, scratch_path(scratch, name, path)), 0);
}

/* What a walk told, one line each, the scratch folder's own name left out. */
struct log {
    struct buffer text;
    size_t skip;
    size_t stop_after; /* 0: never */
    size_t count;
};

static enum status log_file(const struct file_entry *entry, void *context, struct failure *failure)
{
    struct log *log = context;
    buffer_append_format(&log->text, "%s%s\n", entry->path + log->skip, entry->regular ? "" : " is special");
    if (++log->count == log->stop_after)
        return (fail)(failure, STATUS_INVALID, "stopped");
    return STATUS_OK;
}

static enum status log_refused(const char *path, const char *reason, void *context)
{
    struct log *log = context;
    buffer_append_format(&log->text, "%s: %s\n", path + log->skip, reason);
    return ++log->count == log->stop_after ? STATUS_INVALID : STATUS_OK;
}

static void assert_walk(const struct scratch *scratch, const char *expected)
{
    struct log log = { .text = BUFFER_EMPTY, .skip = strlen(scratch->path) + 1 };
    struct failure failure;
    assert_int_equal(files_walk(scratch->path, log_file, log_refused, &log, &failure), STATUS_OK);
    assert_string_equal(log.text.bytes, expected);
    buffer_clear(&log.text);
}

static void test_order(void **state)
{
    static const char *const names[] = { "z", "B", "a.txt", "a/2", "a/10", "a/b/x", "é", "e", ".hidden", ".dir/x" };
    const struct scratch *scratch = *state;
    assert_walk(scratch, "");
    add_directory(scratch, "a");
    add_directory(scratch, "a/b");
    add_directory(scratch, ".dir");
    add_directory(scratch, "empty");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        add_file(scratch, names[i]);
    assert_walk(scratch, "B\na/10\na/2\na/b/x\na.txt\ne\nz\né\n");
}

static void test_starting_paths(void **state)
{
    const struct scratch *scratch = *state;
    char path[FILES_PATH_BYTES];
    add_directory(scratch, ".dir");
    add_file(scratch, ".dir/file");
    add_link(scratch, ".dir", "link");
    const struct {
        const char *start, *told;
    } cases[] = {
        { ".dir/file", ".dir/file\n" },
        { ".dir", ".dir/file\n" },
        { ".dir/", ".dir/file\n" },
        { "link", "link/file\n" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct log log = { .text = BUFFER_EMPTY, .skip = strlen(scratch->path) + 1 };
        scratch_path(scratch, cases[i].start, path);
        assert_int_equal(files_walk(path, log_file, log_refused, &log, NULL), STATUS_OK);
        assert_string_equal(log.text.bytes, cases[i].told);
        buffer_clear(&log.text);
    }

    struct failure failure;
    assert_int_equal(files_walk(scratch_path(scratch, "none", path), log_file, log_refused, NULL, &failure),
                     STATUS_NOT_FOUND);
    assert_non_null(strstr(failure.message, "none: No such file or directory"));
    add_link(scratch, "nothing", "dangling");
    assert_int_equal(files_walk(scratch_path(scratch, "dangling", path), log_file, log_refused, NULL, NULL),
                     STATUS_NOT_FOUND);
}

static void test_facts_of_a_file(void **state)
{
    (void)state;
    const struct scratch *scratch = *state;
    char path[FILES_PATH_BYTES];
    add_file(scratch, "four");
    mkfifo(scratch_path(scratch, "pipe", path), 0600);
    assert_walk(scratch, "four\npipe is special\n");
}

static enum status check_facts(const struct file_entry *entry, void *context, struct failure *failure)
{
    (void)failure;
    assert_int_equal(entry->size, 4);
    assert_int_equal(entry->modified_ns, -1500000000);
    assert_true(entry->regular);
    *(bool *)context = true;
    return STATUS_OK;
}

static void test_size_and_time(void **state)
{
    const struct scratch *scratch = *state;
    char path[FILES_PATH_BYTES];
    bool seen = false;
    add_file(scratch, "four");
    struct timespec times[2] = { { 0, 0 }, { -2, 500000000 } }; /* a second and a half before 1970 */
    assert_int_equal(utimensat(AT_FDCWD, scratch_path(scratch, "four", path), times, 0), 0);
    assert_int_equal(files_walk(path, check_facts, log_refused, &seen, NULL), STATUS_OK);
    assert_true(seen);
}

static void test_links(void **state)
{
    const struct scratch *scratch = *state;
    add_directory(scratch, "d");
    add_directory(scratch, "d/e");
    add_file(scratch, "d/e/file");
    add_link(scratch, "../..", "d/e/up"); /* a cycle */
    add_link(scratch, ".", "d/self");     /* a cycle */
    add_link(scratch, "nothing", "d/dangling");
    add_link(scratch, "loop", "loop");        /* a link to itself */
    add_link(scratch, "d/e/file", "to-file"); /* a file may be met twice */
    add_link(scratch, "d/e", "z");            /* a directory already entered: not again */
    assert_walk(scratch, "d/dangling: it is a link to nothing\n"
                         "d/e/file\n"
                         "d/e/up: it leads back to a directory above it\n"
                         "d/self: it leads back to a directory above it\n"
                         "loop: Too many levels of symbolic links\n"
                         "to-file\n");
}

static void test_unreadable_directory(void **state)
{
    const struct scratch *scratch = *state;
    char path[FILES_PATH_BYTES];
    struct failure failure;
    add_directory(scratch, "closed");
    add_file(scratch, "closed/file");
    add_file(scratch, "open");
    chmod(scratch_path(scratch, "closed", path), 0);
    bool root = geteuid() == 0;
    if (root)
        assert_int_equal(seteuid(65534), 0); /* nobody: root could read it */

    struct log log = { .text = BUFFER_EMPTY };
    assert_walk(scratch, "closed: Permission denied\nopen\n");
    assert_int_equal(files_walk(path, log_file, log_refused, &log, &failure), STATUS_IO);
    assert_non_null(strstr(failure.message, "closed: Permission denied"));
    assert_string_equal(log.text.bytes, "");
    assert_int_equal(files_sync_tree(path, &failure), STATUS_IO);
    if (root)
        assert_int_equal(seteuid(0), 0);
    chmod(path, 0755);
}

static void test_stopping(void **state)
{
    const struct scratch *scratch = *state;
    add_directory(scratch, "d");
    add_file(scratch, "d/1");
    add_file(scratch, "d/2");
    add_link(scratch, "nothing", "d/3");
    add_file(scratch, "d/4");
    static const char *const told[] = { NULL, "d/1\n", "d/1\nd/2\n", "d/1\nd/2\nd/3: it is a link to nothing\n" };
    for (size_t stop = 1; stop < 4; stop++) {
        struct log log = { .text = BUFFER_EMPTY, .skip = strlen(scratch->path) + 1, .stop_after = stop };
        struct failure failure;
        assert_int_equal(files_walk(scratch->path, log_file, log_refused, &log, &failure), STATUS_INVALID);
        assert_string_equal(log.text.bytes, told[stop]);
        assert_int_equal(failure.status, STATUS_INVALID);
        assert_true(failure.message[0]);
        buffer_clear(&log.text);
    }
}

/* Directories inside each other until a path no longer fits; made step by step, since no call takes such a path. */
static void dig(const struct scratch *scratch, size_t depth, const char *name)
{
    int here = open(scratch->path, O_RDONLY | O_DIRECTORY);
    for (size_t i = 0; i < depth; i++) {
        assert_int_equal(mkdirat(here, name, 0755), 0);
        int below = openat(here, name, O_RDONLY | O_DIRECTORY);
        assert_true(below >= 0);
        close(here);
        here = below;
    }
    int file = openat(here, "bottom", O_CREAT | O_WRONLY, 0644);
    assert_true(file >= 0);
    close(file);
    close(here);
}

/* Depth costs neither descriptors nor stack. */
static void test_deep_tree(void **state)
{
    const struct scratch *scratch = *state;
    struct rlimit before, low;
    dig(scratch, 1000, "d");
    assert_int_equal(getrlimit(RLIMIT_NOFILE, &before), 0);
    low = before;
    low.rlim_cur = 10;
    assert_int_equal(setrlimit(RLIMIT_NOFILE, &low), 0);
    struct log log = { .text = BUFFER_EMPTY };
    assert_int_equal(files_walk(scratch->path, log_file, log_refused, &log, NULL), STATUS_OK);
    assert_int_equal(log.count, 1);
    setrlimit(RLIMIT_NOFILE, &before);
    buffer_clear(&log.text);
}

static void test_too_deep_tree(void **state)
{
    const struct scratch *scratch = *state;
    char name[201];
    struct failure failure;
    memset(name, 'n', 200);
    name[200] = '\0';
    dig(scratch, 30, name);
    add_file(scratch, "zzz");
    struct log log = { .text = BUFFER_EMPTY, .skip = strlen(scratch->path) + 1 };
    assert_int_equal(files_walk(scratch->path, log_file, log_refused, &log, &failure), STATUS_OK);
    assert_int_equal(log.count, 2);
    assert_non_null(strstr(log.text.bytes, "n: a path in it is too long\nzzz\n"));
    buffer_clear(&log.text);

    assert_int_equal(files_remove_tree(scratch->path, &failure), STATUS_IO);
    assert_non_null(strstr(failure.message, ": a path in it is too long"));
    char command[FILES_PATH_BYTES + 100];
    snprintf(command, sizeof command, "rm -r '%s'", scratch->path);
    assert_int_equal(system(command), 0);
}

static void test_many_names(void **state)
{
    const struct scratch *scratch = *state;
    char name[32];
    struct log log = { .text = BUFFER_EMPTY, .skip = strlen(scratch->path) + 1 };
    struct buffer expected = BUFFER_EMPTY;
    add_directory(scratch, "d");
    for (int i = 0; i < 400; i++) {
        snprintf(name, sizeof name, "d/%05d", i * 7919 % 400);
        add_file(scratch, name);
        buffer_append_format(&expected, "d/%05d\n", i);
    }
    for (int i = 0; i < 100; i++) { /* more directories than the set has room for at first */
        snprintf(name, sizeof name, "e%03d", i);
        add_directory(scratch, name);
    }
    assert_int_equal(files_walk(scratch->path, log_file, log_refused, &log, NULL), STATUS_OK);
    assert_string_equal(log.text.bytes, expected.bytes);
    buffer_clear(&log.text);
    buffer_clear(&expected);
}

static void test_remove(void **state)
{
    const struct scratch *scratch = *state;
    char path[FILES_PATH_BYTES];
    struct failure failure;
    add_file(scratch, "outside");
    add_directory(scratch, "d");
    add_directory(scratch, "d/.e");
    add_file(scratch, "d/.e/.hidden");
    add_link(scratch, "../outside", "d/link");
    add_link(scratch, "../..", "d/.e/up");
    add_directory(scratch, "outside-directory");
    add_file(scratch, "outside-directory/kept");
    add_link(scratch, "../outside-directory", "d/directory-link");
    mkfifo(scratch_path(scratch, "d/pipe", path), 0600);
    assert_int_equal(files_sync_tree(scratch_path(scratch, "d", path), &failure), STATUS_OK);
    assert_int_equal(files_remove_tree(path, &failure), STATUS_OK);
    assert_false(files_exist(path));
    assert_int_equal(files_remove_tree(path, &failure), STATUS_OK);
    assert_walk(scratch, "outside\noutside-directory/kept\n");

    assert_int_equal(files_remove_tree(scratch_path(scratch, "outside", path), &failure), STATUS_OK);
    assert_walk(scratch, "outside-directory/kept\n");
    assert_int_equal(files_sync_tree(path, &failure), STATUS_NOT_FOUND);
}

#define TREE_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TREE_TEST(test_order),         TREE_TEST(test_starting_paths), TREE_TEST(test_facts_of_a_file),
        TREE_TEST(test_size_and_time), TREE_TEST(test_links),          TREE_TEST(test_unreadable_directory),
        TREE_TEST(test_stopping),      TREE_TEST(test_deep_tree),      TREE_TEST(test_too_deep_tree),
        TREE_TEST(test_many_names),    TREE_TEST(test_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
