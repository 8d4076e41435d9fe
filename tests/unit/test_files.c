/* Paths, whole reads and mapped files; what must not be opened. */
#include "base/files.h"

#include "tests/unit/scratch.h"

#include <errno.h>
#include <pthread.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
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

static void test_join(void **state)
{
    (void)state;
    static const struct {
        const char *directory, *name, *path;
    } cases[] = { { "a", "b", "a/b" }, { "a/", "b", "a/b" }, { "/", "b", "/b" }, { "", "b", "b" } };
    char path[FILES_PATH_BYTES], longest[FILES_PATH_BYTES];
    struct failure failure;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(files_join(path, cases[i].directory, cases[i].name, &failure), STATUS_OK);
        assert_string_equal(path, cases[i].path);
    }
    memset(longest, 'x', sizeof longest);
    longest[FILES_PATH_BYTES - 2] = '\0';
    assert_int_equal(files_join(path, "", longest, &failure), STATUS_OK);
    assert_int_equal(files_join(path, "a", longest, &failure), STATUS_LIMIT);
    assert_non_null(strstr(failure.message, "xxx: it is too long"));
    assert_int_equal(files_join(path, "a", longest + 1, &failure), STATUS_OK);
}

static void test_name(void **state)
{
    (void)state;
    assert_string_equal(files_name("a/b/c.html"), "c.html");
    assert_string_equal(files_name("c.html"), "c.html");
    assert_string_equal(files_name("a/"), "");
}

/* The reason is told however long the path; what is left of the path starts at a character. */
static void test_long_path_in_failure(void **state)
{
    (void)state;
    char path[1001];
    struct failure failure;
    for (size_t i = 0; i < 1000; i += 2)
        memcpy(path + i, "é", 2);
    for (int cut = 0; cut < 2; cut++) {
        path[1000 - cut] = '\0';
        if (cut)
            path[999 - cut] = 'x';
        errno = ENOSPC;
        assert_int_equal(files_fail(&failure, "cannot write", path), STATUS_IO);
        assert_non_null(strstr(failure.message, ": No space left on device"));
        assert_memory_equal(failure.message, "cannot write ...é", strlen("cannot write ...é"));
        assert_true(failure.hint[0]);
    }
    errno = ENOTDIR;
    assert_int_equal(files_fail(NULL, "cannot write", path), STATUS_NOT_FOUND);
    errno = ENOSPC;
    assert_int_equal(files_fail(NULL, "cannot write", path), STATUS_IO);
}

static void test_read(void **state)
{
    (void)state;
    char path[FILES_PATH_BYTES], link[FILES_PATH_BYTES];
    struct buffer content = BUFFER_EMPTY;
    struct failure failure;
    scratch_path(&scratch, "file", path);
    scratch_path(&scratch, "link", link);
    assert_int_equal(files_write_atomically(path,
                                            "123\0"
                                            "56789",
                                            9, &failure),
                     STATUS_OK);
    assert_int_equal(symlink(path, link), 0);

    buffer_append_text(&content, "<");
    assert_int_equal(files_read(path, 9, &content, &failure), STATUS_OK);
    assert_int_equal(content.size, 10);
    assert_memory_equal(content.bytes,
                        "<123\0"
                        "56789",
                        11);
    assert_int_equal(files_read(link, SIZE_MAX, &content, &failure), STATUS_OK);
    assert_int_equal(content.size, 19);

    assert_int_equal(files_read(path, 8, &content, &failure), STATUS_LIMIT);
    assert_non_null(strstr(failure.message, "file: it is larger than 8 bytes"));
    assert_int_equal(content.size, 19);

    struct buffer small = BUFFER_LIMITED(8);
    assert_int_equal(files_read(path, 9, &small, &failure), STATUS_LIMIT);
    assert_int_equal(small.size, 0);

    assert_int_equal(files_write_atomically(path, NULL, 0, &failure), STATUS_OK);
    assert_int_equal(files_read(path, 0, &small, &failure), STATUS_OK);
    assert_string_equal(small.bytes, "");
    buffer_clear(&small);
    buffer_clear(&content);
}

/* Files in /proc say that they have no bytes. */
static void test_read_without_size(void **state)
{
    (void)state;
    struct buffer content = BUFFER_EMPTY;
    struct failure failure;
    if (!files_exist("/proc/self/limits"))
        skip();
    assert_int_equal(files_read("/proc/self/limits", 100000, &content, &failure), STATUS_OK);
    assert_true(content.size > 100);
    assert_int_equal(files_read("/proc/self/limits", 100, &content, &failure), STATUS_LIMIT);
    buffer_clear(&content);
}

static void make_socket(const char *path)
{
    struct sockaddr_un address = { .sun_family = AF_UNIX };
    int descriptor = socket(AF_UNIX, SOCK_STREAM, 0);
    assert_true(strlen(path) < sizeof address.sun_path);
    memcpy(address.sun_path, path, strlen(path));
    assert_int_equal(bind(descriptor, (struct sockaddr *)&address, sizeof address), 0);
    close(descriptor);
}

static void test_refused(void **state)
{
    (void)state;
    char fifo[FILES_PATH_BYTES], unix_socket[FILES_PATH_BYTES], missing[FILES_PATH_BYTES], below[FILES_PATH_BYTES];
    assert_int_equal(mkfifo(scratch_path(&scratch, "fifo", fifo), 0600), 0);
    make_socket(scratch_path(&scratch, "socket", unix_socket));
    scratch_path(&scratch, "missing", missing);
    assert_int_equal(files_join(below, fifo, "x", NULL), STATUS_OK);

    const struct {
        const char *path;
        enum status status;
        const char *reason;
    } cases[] = {
        { fifo, STATUS_INVALID, "fifo: it is a FIFO" },
        { unix_socket, STATUS_INVALID, "socket: it is a socket" },
        { "/dev/zero", STATUS_INVALID, "cannot read /dev/zero: it is a device" },
        { scratch.path, STATUS_INVALID, ": it is a directory" },
        { missing, STATUS_NOT_FOUND, "missing: No such file or directory" },
        { below, STATUS_NOT_FOUND, "x: Not a directory" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer content = BUFFER_EMPTY;
        struct file_map map;
        struct failure failure;
        assert_int_equal(files_read(cases[i].path, 10, &content, &failure), cases[i].status);
        assert_non_null(strstr(failure.message, cases[i].reason));
        assert_int_equal(failure.status, cases[i].status);
        assert_int_equal(file_map_open(&map, cases[i].path, &failure), cases[i].status);
        assert_null(map.bytes.data);
        assert_int_equal(content.size, 0);
        buffer_clear(&content);
    }
}

static void test_map(void **state)
{
    (void)state;
    char path[FILES_PATH_BYTES];
    struct file_map map;
    struct failure failure;
    scratch_path(&scratch, "mapped", path);
    assert_int_equal(files_write_atomically(path, "0123", 4, &failure), STATUS_OK);
    assert_int_equal(file_map_open(&map, path, &failure), STATUS_OK);
    assert_int_equal(map.bytes.size, 4);
    assert_memory_equal(map.bytes.data, "0123", 4);

    /* A new file in its place does not change what is mapped. */
    assert_int_equal(files_write_atomically(path, "", 0, &failure), STATUS_OK);
    assert_memory_equal(map.bytes.data, "0123", 4);
    file_map_close(&map);
    file_map_close(&map);

    assert_int_equal(file_map_open(&map, path, &failure), STATUS_OK);
    assert_null(map.bytes.data);
    assert_int_equal(map.bytes.size, 0);
    file_map_close(&map);
}

struct restless {
    const char *path;
    volatile bool stop;
};

/* Appends to a file and cuts it, as fast as it can. */
static void *keep_changing(void *context)
{
    struct restless *restless = context;
    char block[5000];
    memset(block, 'x', sizeof block);
    while (!__atomic_load_n(&restless->stop, __ATOMIC_RELAXED)) {
        FILE *file = fopen(restless->path, "w");
        for (int i = 0; i < 20; i++) {
            fwrite(block, 1, sizeof block, file);
            fflush(file);
        }
        fclose(file);
    }
    return NULL;
}

/* Whatever it does: whole blocks of what is there, never more than the limit, nothing read that was not written. */
static void test_read_while_it_changes(void **state)
{
    (void)state;
    char path[FILES_PATH_BYTES];
    struct restless restless = { scratch_path(&scratch, "restless", path), false };
    struct buffer content = BUFFER_EMPTY;
    pthread_t thread;
    assert_int_equal(files_write_atomically(path, "x", 1, NULL), STATUS_OK);
    assert_int_equal(pthread_create(&thread, NULL, keep_changing, &restless), 0);
    for (int i = 0; i < 2000; i++) {
        struct failure failure;
        enum status status = files_read(path, 60000, &content, &failure);
        assert_true(status == STATUS_OK || status == STATUS_LIMIT);
        assert_true(content.size <= 60000);
        assert_int_equal(strspn(content.bytes, "x"), content.size);
        buffer_truncate(&content, 0);
    }
    __atomic_store_n(&restless.stop, true, __ATOMIC_RELAXED);
    pthread_join(thread, NULL);
    buffer_clear(&content);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_join),    cmocka_unit_test(test_name),
        cmocka_unit_test(test_read),    cmocka_unit_test(test_long_path_in_failure),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_read_without_size),
        cmocka_unit_test(test_map),     cmocka_unit_test(test_read_while_it_changes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
