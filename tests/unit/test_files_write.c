/* Atomic writing, also when the disk is full; renaming, copying, directories. */
#include "base/files.h"

#include "tests/unit/scratch.h"

#include <dirent.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static struct scratch scratch;

static int set_up(void **state)
{
    (void)state;
    scratch_open(&scratch);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_close(&scratch);
    return 0;
}

static void assert_content(const char *path, const char *expected)
{
    struct buffer content = BUFFER_EMPTY;
    assert_int_equal(files_read(path, 1 << 24, &content, NULL), STATUS_OK);
    assert_string_equal(content.bytes, expected);
    buffer_clear(&content);
}

/* Names in a directory, "." and ".." aside. */
static size_t count_names(const char *path)
{
    size_t count = 0;
    DIR *directory = opendir(path);
    assert_non_null(directory);
    while (readdir(directory))
        count++;
    closedir(directory);
    return count - 2;
}

static void test_write(void **state)
{
    (void)state;
    char folder[FILES_PATH_BYTES], path[FILES_PATH_BYTES], link_path[FILES_PATH_BYTES];
    struct failure failure;
    struct stat facts;
    scratch_path(&scratch, "write", folder);
    assert_int_equal(files_make_directory(folder, &failure), STATUS_OK);
    files_join(path, folder, "file", NULL);
    files_join(link_path, folder, "hard", NULL);

    mode_t mask = umask(027);
    assert_int_equal(files_write_atomically(path, "old", 3, &failure), STATUS_OK);
    umask(mask);
    assert_int_equal(stat(path, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0640);

    assert_int_equal(link(path, link_path), 0);
    assert_int_equal(files_write_atomically(path, "new", 3, &failure), STATUS_OK);
    assert_content(path, "new");
    assert_content(link_path, "old");
    assert_int_equal(count_names(folder), 2);
}

static void test_write_where_it_cannot_be(void **state)
{
    (void)state;
    char path[FILES_PATH_BYTES];
    struct failure failure;
    scratch_path(&scratch, "nowhere/file", path);
    assert_int_equal(files_write_atomically(path, "x", 1, &failure), STATUS_NOT_FOUND);
    assert_non_null(strstr(failure.message, "nowhere/file: No such file or directory"));

    scratch_path(&scratch, "in-the-way", path);
    assert_int_equal(files_make_directory(path, &failure), STATUS_OK);
    size_t before = count_names(scratch.path);
    assert_int_equal(files_write_atomically(path, "x", 1, &failure), STATUS_IO);
    assert_non_null(strstr(failure.message, "in-the-way: Is a directory"));
    assert_int_equal(count_names(scratch.path), before);
}

/* Beside a file with the longest name there is. */
static void test_write_long_name(void **state)
{
    (void)state;
    char name[256], path[FILES_PATH_BYTES];
    struct failure failure;
    memset(name, 'n', 255);
    name[255] = '\0';
    scratch_path(&scratch, name, path);
    assert_int_equal(files_write_atomically(path, "x", 1, &failure), STATUS_OK);
    assert_content(path, "x");
}

static void test_writer_pieces(void **state)
{
    (void)state;
    static const size_t sizes[] = {
        0, 1, 1000, FILE_WRITER_BYTES - 1001, 1, FILE_WRITER_BYTES, FILE_WRITER_BYTES + 1, 3 * FILE_WRITER_BYTES, 17
    };
    static struct file_writer writer;
    static char bytes[3 * FILE_WRITER_BYTES];
    char path[FILES_PATH_BYTES];
    struct buffer expected = BUFFER_EMPTY, content = BUFFER_EMPTY;
    struct failure failure;
    scratch_path(&scratch, "pieces", path);
    assert_int_equal(file_writer_open(&writer, path, &failure), STATUS_OK);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        memset(bytes, 'a' + (int)i, sizeof bytes);
        assert_int_equal(file_writer_add(&writer, bytes, sizes[i], &failure), STATUS_OK);
        buffer_append(&expected, bytes, sizes[i]);
    }
    assert_false(files_exist(path));
    assert_int_equal(file_writer_finish(&writer, &failure), STATUS_OK);
    file_writer_close(&writer);
    file_writer_close(&writer);
    assert_int_equal(files_read(path, SIZE_MAX, &content, &failure), STATUS_OK);
    assert_int_equal(content.size, expected.size);
    assert_memory_equal(content.bytes, expected.bytes, expected.size);
    buffer_clear(&expected);
    buffer_clear(&content);
}

static void test_writer_given_up(void **state)
{
    (void)state;
    static struct file_writer writer;
    char path[FILES_PATH_BYTES];
    size_t before = count_names(scratch.path);
    scratch_path(&scratch, "given-up", path);
    assert_int_equal(file_writer_open(&writer, path, NULL), STATUS_OK);
    assert_int_equal(file_writer_add(&writer, "x", 1, NULL), STATUS_OK);
    file_writer_close(&writer);
    assert_int_equal(count_names(scratch.path), before);
}

/* A limit on the size of files stands in for a disk that fills up. */
static void test_disk_full(void **state)
{
    (void)state;
    char path[FILES_PATH_BYTES], copy[FILES_PATH_BYTES];
    struct buffer large = BUFFER_EMPTY;
    struct failure failure;
    struct rlimit before;
    memset(buffer_reserve(&large, 300000), 'L', 300000);
    buffer_commit(&large, 300000);
    scratch_path(&scratch, "full", path);
    scratch_path(&scratch, "full-copy", copy);
    assert_int_equal(files_write_atomically(path, "old", 3, &failure), STATUS_OK);
    size_t names = count_names(scratch.path);

    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    struct rlimit low = { 100000, before.rlim_max };
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
    enum status status = files_write_atomically(path, large.bytes, large.size, &failure);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(status, STATUS_IO);
    assert_non_null(strstr(failure.message, "full: File too large"));
    assert_content(path, "old");
    assert_int_equal(count_names(scratch.path), names);

    assert_int_equal(files_write_atomically(path, large.bytes, large.size, &failure), STATUS_OK);
    setrlimit(RLIMIT_FSIZE, &low);
    status = files_copy(path, copy, &failure);
    setrlimit(RLIMIT_FSIZE, &before);
    assert_int_equal(status, STATUS_IO);
    assert_int_equal(count_names(scratch.path), names);
    buffer_clear(&large);
}

static void test_make_directory(void **state)
{
    (void)state;
    char path[FILES_PATH_BYTES], file[FILES_PATH_BYTES];
    struct failure failure;
    assert_int_equal(files_make_directory(scratch_path(&scratch, "a//b/./c/", path), &failure), STATUS_OK);
    assert_true(files_exist(scratch_path(&scratch, "a/b/c", path)));
    assert_int_equal(files_make_directory(path, &failure), STATUS_OK);
    assert_int_equal(files_make_directory("/", &failure), STATUS_OK);

    assert_int_equal(files_write_atomically(scratch_path(&scratch, "a/file", file), "", 0, &failure), STATUS_OK);
    assert_int_equal(files_make_directory(file, &failure), STATUS_IO);
    assert_non_null(strstr(failure.message, "a/file: File exists"));
    assert_int_equal(files_make_directory(scratch_path(&scratch, "a/file/x", path), &failure), STATUS_IO);
    assert_int_equal(files_make_directory("", &failure), STATUS_NOT_FOUND);
}

static void test_rename(void **state)
{
    (void)state;
    char from[FILES_PATH_BYTES], to[FILES_PATH_BYTES], folder[FILES_PATH_BYTES];
    struct failure failure;
    scratch_path(&scratch, "from", from);
    scratch_path(&scratch, "folder/to", to);
    assert_int_equal(files_write_atomically(from, "x", 1, &failure), STATUS_OK);
    assert_int_equal(files_rename(from, to, &failure), STATUS_NOT_FOUND);
    assert_non_null(strstr(failure.message, "cannot rename a file to "));
    assert_non_null(strstr(failure.message, "folder/to: No such file or directory"));

    assert_int_equal(files_make_directory(scratch_path(&scratch, "folder", folder), &failure), STATUS_OK);
    assert_int_equal(files_rename(from, to, &failure), STATUS_OK);
    assert_content(to, "x");
    assert_int_equal(files_rename(from, to, &failure), STATUS_NOT_FOUND);
    assert_non_null(strstr(failure.message, "from: No such file or directory"));
}

static void test_copy(void **state)
{
    (void)state;
    static const char *const contents[] = { "", "x", "some bytes" };
    char from[FILES_PATH_BYTES], to[FILES_PATH_BYTES], other[FILES_PATH_BYTES];
    struct failure failure;
    scratch_path(&scratch, "copy-from", from);
    scratch_path(&scratch, "copy-to", to);
    scratch_path(&scratch, "copy-other", other);
    for (size_t i = 0; i < sizeof contents / sizeof *contents; i++) {
        assert_int_equal(files_write_atomically(from, contents[i], strlen(contents[i]), &failure), STATUS_OK);
        assert_int_equal(files_copy(from, to, &failure), STATUS_OK);
        assert_content(to, contents[i]);
    }
    /* What shares its bytes with an older generation keeps them. */
    assert_int_equal(link(to, other), 0);
    assert_int_equal(files_write_atomically(from, "newer", 5, &failure), STATUS_OK);
    assert_int_equal(files_copy(from, to, &failure), STATUS_OK);
    assert_content(to, "newer");
    assert_content(other, "some bytes");

    assert_int_equal(files_copy(scratch.path, to, &failure), STATUS_INVALID);
    assert_int_equal(files_copy(scratch_path(&scratch, "missing", other), to, &failure), STATUS_NOT_FOUND);
    assert_content(to, "newer");
}

/* Files that the kernel does not copy by itself. */
static void test_copy_by_hand(void **state)
{
    (void)state;
    char to[FILES_PATH_BYTES];
    struct failure failure;
    struct stat facts;
    if (!files_exist("/proc/self/limits"))
        skip();
    assert_int_equal(files_copy("/proc/self/limits", scratch_path(&scratch, "limits", to), &failure), STATUS_OK);
    assert_int_equal(stat(to, &facts), 0);
    assert_true(facts.st_size > 100);
}

static void test_sync(void **state)
{
    (void)state;
    char path[FILES_PATH_BYTES];
    struct failure failure;
    assert_int_equal(files_sync(scratch.path, &failure), STATUS_OK);
    assert_int_equal(files_sync(scratch_path(&scratch, "unsynced", path), &failure), STATUS_NOT_FOUND);
    assert_int_equal(files_write_atomically(path, "x", 1, &failure), STATUS_OK);
    assert_int_equal(files_sync(path, &failure), STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_write),
        cmocka_unit_test(test_write_where_it_cannot_be),
        cmocka_unit_test(test_write_long_name),
        cmocka_unit_test(test_writer_pieces),
        cmocka_unit_test(test_writer_given_up),
        cmocka_unit_test(test_disk_full),
        cmocka_unit_test(test_make_directory),
        cmocka_unit_test(test_rename),
        cmocka_unit_test(test_copy),
        cmocka_unit_test(test_copy_by_hand),
        cmocka_unit_test(test_sync),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
