/* Every call of base/ to the system fails once, in turn: nothing crashes or leaks, and what was there stays there. */
#include "base/buffer.h"
#include "base/files.h"
#include "base/table.h"

#include "tests/unit/failing_calls.h"
#include "tests/unit/scratch.h"

#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

/* == The calls that fail ====================================================================================== */

static bool may_pass; /* what failed is of no consequence */

WRAP(int, fsync, (int descriptor), (descriptor), EIO, -1)
WRAP(int, rename, (const char *from, const char *to), (from, to), EIO, -1)
WRAP(int, fstat, (int descriptor, struct stat *facts), (descriptor, facts), EIO, -1)
WRAP(DIR *, fdopendir, (int descriptor), (descriptor), EMFILE, NULL)
WRAP(struct dirent *, readdir, (DIR * directory), (directory), EIO, NULL)
/* Short reads and writes are given all the time. */
WRAP(ssize_t, read, (int descriptor, void *into, size_t size), (descriptor, into, size > 7 ? 7 : size), EIO, -1)
WRAP(ssize_t, write, (int descriptor, const void *from, size_t size), (descriptor, from, size > 9 ? 9 : size), ENOSPC,
     -1)
WRAP(void *, mmap, (void *address, size_t size, int protection, int flags, int descriptor, off_t offset),
     (address, size, protection, flags, descriptor, offset), ENOMEM, MAP_FAILED)

/* Of no consequence where there is one already. */
int __real_mkdir(const char *directory, mode_t mode);
int __wrap_mkdir(const char *directory, mode_t mode);
int __wrap_mkdir(const char *directory, mode_t mode)
{
    if (!fails(ENOSPC))
        return __real_mkdir(directory, mode);
    may_pass = files_exist(directory);
    errno = ENOSPC;
    return -1;
}

/* A close that fails has closed all the same, and only what was written can be lost by it. */
int __real_close(int descriptor);
int __wrap_close(int descriptor);
int __wrap_close(int descriptor)
{
    bool only_read = (fcntl(descriptor, F_GETFL) & O_ACCMODE) == O_RDONLY;
    int result = __real_close(descriptor);
    if (!fails(EIO))
        return result;
    may_pass = only_read;
    return -1;
}

/* == What is tried ============================================================================================ */

static struct scratch scratch;
static char path[FILES_PATH_BYTES], other[FILES_PATH_BYTES], folder[FILES_PATH_BYTES];

static const char *const old_content = "what was there before", *const new_content = "what comes in its place";

static enum status try_write(struct failure *failure)
{
    return files_write_atomically(path, new_content, strlen(new_content), failure);
}

static enum status try_copy(struct failure *failure)
{
    return files_copy(other, path, failure);
}

static enum status try_rename(struct failure *failure)
{
    return files_rename(other, path, failure);
}

static enum status try_read(struct failure *failure)
{
    struct buffer content = BUFFER_EMPTY;
    enum status status = files_read(other, 1000, &content, failure);
    assert_string_equal(content.bytes, status ? "" : new_content);
    buffer_clear(&content);
    return status;
}

static enum status try_map(struct failure *failure)
{
    struct file_map map;
    enum status status = file_map_open(&map, other, failure);
    assert_int_equal(map.bytes.size, status ? 0 : strlen(new_content));
    file_map_close(&map);
    return status;
}

static enum status try_directory(struct failure *failure)
{
    char deep[FILES_PATH_BYTES];
    files_join(deep, folder, "one/two/three", NULL);
    return files_make_directory(deep, failure);
}

static enum status visit(const struct file_entry *entry, void *context, struct failure *failure)
{
    (void)entry, (void)context, (void)failure;
    return STATUS_OK;
}

static enum status refuse(const char *refused, const char *reason, void *context)
{
    (void)context;
    assert_true(refused[0] && reason[0]);
    return STATUS_INVALID;
}

static enum status try_walk(struct failure *failure)
{
    return files_walk(scratch.path, visit, refuse, NULL, failure);
}

static enum status try_sync_tree(struct failure *failure)
{
    return files_sync_tree(scratch.path, failure);
}

static enum status try_remove_tree(struct failure *failure)
{
    return files_remove_tree(folder, failure);
}

static enum status try_table(struct failure *failure)
{
    struct table_writer *writer = NULL;
    struct table table;
    struct bytes value;
    char table_path[FILES_PATH_BYTES];
    files_join(table_path, folder, "table", NULL);
    enum status status = table_writer_new(&writer, failure);
    for (char key = 'a'; !status && key <= 'z'; key++)
        status = table_writer_add(writer, (struct bytes){ &key, 1 }, (struct bytes){ &key, 1 }, failure);
    if (!status && !(status = table_writer_save(writer, table_path, failure)) &&
        !(status = table_open(&table, table_path, failure))) {
        assert_int_equal(table_verify(&table, table_path, failure), STATUS_OK);
        assert_true(table_find(&table, (struct bytes){ "k", 1 }, &value));
        table_close(&table);
    }
    table_writer_free(writer);
    return status;
}

/* == Trying ==================================================================================================== */

static size_t count_names(const char *directory_path)
{
    size_t count = 0;
    DIR *directory = opendir(directory_path);
    assert_non_null(directory);
    while (readdir(directory))
        count++;
    closedir(directory);
    return count;
}

static void set_up_files(void)
{
    char below[FILES_PATH_BYTES];
    assert_int_equal(files_remove_tree(folder, NULL), STATUS_OK);
    assert_int_equal(files_make_directory(folder, NULL), STATUS_OK);
    files_join(below, folder, "below", NULL);
    assert_int_equal(files_make_directory(below, NULL), STATUS_OK);
    files_join(below, folder, "below/file", NULL);
    assert_int_equal(files_write_atomically(below, "x", 1, NULL), STATUS_OK);
    assert_int_equal(files_write_atomically(path, old_content, strlen(old_content), NULL), STATUS_OK);
    assert_int_equal(files_write_atomically(other, new_content, strlen(new_content), NULL), STATUS_OK);
}

/* The file at `path` is the old one or the new one, whole; and no temporary file is left beside it. */
static void check_files(void)
{
    struct buffer content = BUFFER_EMPTY;
    assert_int_equal(files_read(path, 1000, &content, NULL), STATUS_OK);
    assert_true(strcmp(content.bytes, old_content) == 0 || strcmp(content.bytes, new_content) == 0);
    buffer_clear(&content);
    assert_true(count_names(scratch.path) <= 2 + 3);
}

enum { MOST_CALLS = 500 };

/* Let call number 0, 1, 2 ... fail until there are no more. Returns how many there were. */
static int torture(enum status (*attempt)(struct failure *))
{
    size_t descriptors = count_names("/proc/self/fd");
    for (int call = 0; call < MOST_CALLS; call++) {
        struct failure failure = FAILURE_NONE;
        set_up_files();
        failed = may_pass = false;
        calls_left = call;
        enum status status = attempt(&failure);
        calls_left = -1;

        check_files();
        assert_int_equal(count_names("/proc/self/fd"), descriptors);
        if (!failed) {
            assert_int_equal(status, STATUS_OK);
            return call;
        }
        assert_true(status != STATUS_OK || may_pass);
        assert_int_equal(failure.status, status);
        assert_true(status == STATUS_OK || failure.message[0]);
    }
    return MOST_CALLS;
}

static void test_each_call_fails(void **state)
{
    (void)state;
    static const struct {
        enum status (*attempt)(struct failure *);
        int fewest_calls;
    } cases[] = {
        { try_write, 8 }, { try_copy, 4 },   { try_rename, 3 },    { try_read, 7 },       { try_map, 3 },
        { try_walk, 9 },  { try_table, 20 }, { try_directory, 8 }, { try_sync_tree, 20 }, { try_remove_tree, 8 },
    };
    if (!files_exist("/proc/self/fd"))
        skip();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int calls = torture(cases[i].attempt);
        assert_in_range(calls, cases[i].fewest_calls, MOST_CALLS - 1);
    }
}

int main(void)
{
    scratch_open(&scratch);
    scratch_path(&scratch, "path", path);
    scratch_path(&scratch, "other", other);
    scratch_path(&scratch, "folder", folder);
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_each_call_fails) };
    int result = cmocka_run_group_tests(tests, NULL, NULL);
    scratch_close(&scratch);
    return result;
}
