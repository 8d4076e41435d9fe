/* Databases that the tests of glass write, and whether two of them have the same bytes. */
#ifndef DEPECHE_TESTS_UNIT_GLASS_WRITTEN_H
#define DEPECHE_TESTS_UNIT_GLASS_WRITTEN_H

#include "glass/writer.h"

#include "tests/unit/glass_samples.h"

enum { LARGEST_FILE_BYTES = 1 << 28 };

static inline void assert_written(enum status status, const struct failure *failure)
{
    if (status)
        print_error("status %d: %s\n", status, failure->message);
    assert_int_equal(status, STATUS_OK);
}

static inline void write_glass(const struct samples *samples, const char *path, const char *work, size_t memory)
{
    struct failure failure = FAILURE_NONE;
    struct glass_writer *writer = NULL;
    assert_written(glass_writer_open(&writer, path, work, memory, &failure), &failure);
    for (size_t i = 0; i < samples->count; i++)
        assert_written(glass_writer_add(writer, samples->items[i].docid, &samples->items[i].document, &failure),
                       &failure);
    assert_written(glass_writer_finish(writer, &failure), &failure);
    glass_writer_close(writer);
    assert_false(files_exist(work));
}

/* A file that is in neither is the same. */
static inline void assert_same_file(const char *left, const char *right, const char *name)
{
    enum { UUID_BEGIN = 16, UUID_BYTES = 16 };
    struct buffer contents[2] = { BUFFER_EMPTY, BUFFER_EMPTY };
    const char *directories[] = { left, right };
    enum status found[2];
    for (int i = 0; i < 2; i++) {
        char path[FILES_PATH_BYTES];
        assert_int_equal(files_join(path, directories[i], name, NULL), STATUS_OK);
        found[i] = files_read(path, LARGEST_FILE_BYTES, &contents[i], NULL);
        if (!found[i] && strcmp(name, "iamglass") == 0)
            memset(contents[i].bytes + UUID_BEGIN, 0, UUID_BYTES);
    }
    assert_int_equal(found[0], found[1]);
    assert_int_equal(contents[0].size, contents[1].size);
    assert_memory_equal(contents[0].bytes, contents[1].bytes, contents[0].size);
    buffer_clear(&contents[0]);
    buffer_clear(&contents[1]);
}

static inline void assert_same_database(const char *left, const char *right)
{
    static const char *const names[] = { "iamglass", "postlist.glass", "termlist.glass", "docdata.glass",
                                         "position.glass" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        assert_same_file(left, right, names[i]);
}

#endif
