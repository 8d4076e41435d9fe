/* Every call of the bulk writer to the system fails once, in turn, and disks are full: nothing crashes or leaks, and
 * there is a whole database or none. */
#include "glass/writer.h"

#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "tests/unit/failing_calls.h"
#include "tests/unit/glass_samples.h"

WRAP(void *, aligned_alloc, (size_t alignment, size_t size), (alignment, size), ENOMEM, NULL)
WRAP(void *, strdup, (const char *text), (text), ENOMEM, NULL)
WRAP(int, fsync, (int descriptor), (descriptor), EIO, -1)
WRAP(int, rename, (const char *from, const char *to), (from, to), EACCES, -1)
WRAP(int, mkdir, (const char *path, mode_t mode), (path, mode), EACCES, -1)
WRAP(int, fstat, (int descriptor, struct stat *facts), (descriptor, facts), EIO, -1)
WRAP(ssize_t, read, (int descriptor, void *bytes, size_t size), (descriptor, bytes, size), EIO, -1)
WRAP(ssize_t, write, (int descriptor, const void *bytes, size_t size), (descriptor, bytes, size), ENOSPC, -1)
WRAP(FILE *, fopen, (const char *path, const char *mode), (path, mode), EMFILE, NULL)
WRAP(int, pthread_create,
     (pthread_t *thread, const pthread_attr_t *attributes, void *(*go)(void *), void *context),
     (thread, attributes, go, context), EAGAIN, EAGAIN)
WRAP(ssize_t, getrandom, (void *bytes, size_t size, unsigned flags), (bytes, size, flags), ENOSYS, -1)

/* == Writing ================================================================================================= */

static enum status write_database(const struct samples *samples, const char *path, const char *work, size_t memory)
{
    struct failure failure = FAILURE_NONE;
    struct glass_writer *writer = NULL;
    enum status status = glass_writer_open(&writer, path, work, memory, &failure);
    for (size_t i = 0; i < samples->count && !status; i++)
        status = glass_writer_add(writer, 0, &samples->items[i].document, &failure);
    if (!status)
        status = glass_writer_finish(writer, &failure);
    glass_writer_close(writer);
    assert_true(status == STATUS_OK || failure.message[0]);
    return status;
}

static void draw_documents(struct samples *samples)
{
    samples_open(samples);
    for (uint32_t docid = 1; docid <= 6; docid++)
        draw_sample(samples, docid, 50, 200, 8);
    put_noise(samples, 100000);
    end_sample(samples, 7);
}

/* The last thing that is done is to take the working files away: the database may be there although that failed. */
static void each_call_fails_once(void **state)
{
    struct samples samples;
    int call = 0;
    (void)state;
    draw_documents(&samples);
    do {
        char path[FILES_PATH_BYTES], work[FILES_PATH_BYTES], version[FILES_PATH_BYTES];
        struct scratch scratch;
        scratch_open(&scratch);
        scratch_path(&scratch, "database", path);
        scratch_path(&scratch, "work", work);
        failed = false;
        calls_left = call++;
        enum status status = write_database(&samples, path, work, call % 2 ? 1 : 1 << 20);
        calls_left = -1;
        assert_int_equal(files_join(version, path, "iamglass", NULL), STATUS_OK);
        if (!status)
            assert_true(files_exist(version));
        scratch_close(&scratch);
    } while (failed);
    assert_true(call > 60);
    samples_close(&samples);
}

/* A limit for the size of files is a disk that is full after so many bytes. */
static void files_cannot_grow(void **state)
{
    struct samples samples;
    struct rlimit limit;
    (void)state;
    draw_documents(&samples);
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    for (rlim_t size = 0; size < 160000; size = size * 5 / 4 + 1) {
        char path[FILES_PATH_BYTES], work[FILES_PATH_BYTES];
        struct rlimit small = { size, limit.rlim_max };
        struct scratch scratch;
        scratch_open(&scratch);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
        enum status status = write_database(&samples, scratch_path(&scratch, "database", path),
                                            scratch_path(&scratch, "work", work), 1 << 20);
        assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
        assert_int_equal(status, size < 100000 ? STATUS_IO : status);
        scratch_close(&scratch);
    }
    samples_close(&samples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_call_fails_once),
        cmocka_unit_test(files_cannot_grow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
