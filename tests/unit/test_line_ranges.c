/* Files of lines cut into ranges: whole lines, every one once, counted. */
#include "indexer/common/line_ranges.h"

#include "tests/unit/scratch.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buffer.h"

static int file_of(const struct buffer *content)
{
    int file = memfd_create("lines", MFD_CLOEXEC);
    assert_true(file >= 0);
    assert_int_equal(write(file, content->bytes, content->size), content->size);
    return file;
}

/* Ranges that follow each other, each with the lines it says; how many there are. */
static size_t check_ranges(const struct buffer *content)
{
    struct line_range range = { .begin = 0 };
    int file = file_of(content);
    size_t count = 0, lines = 0;
    do {
        uint64_t begin = range.end;
        range = line_range_after(&range, file);
        count++;
        assert_int_equal(range.begin, begin);
        assert_int_equal(range.lines_before, lines);
        size_t end = range.end ? range.end : content->size;
        assert_true(end <= content->size && (range.end == 0 || content->bytes[end - 1] == '\n'));
        for (size_t at = range.begin; at < end; at++)
            lines += content->bytes[at] == '\n';
        assert_int_equal(range.lines_before + range.lines, lines);
    } while (range.end);
    close(file);
    return count;
}

static void test_ranges(void **state)
{
    static const struct {
        size_t line_bytes, lines;
        bool ends;
        size_t ranges;
    } cases[] = {
        { 0, 0, true, 1 },       { 10, 1, false, 1 },      { 1000, 200, true, 1 },
        { 1023, 256, true, 1 }, /* as large as a range, but no larger */
        { 1023, 257, true, 2 }, /* the second is empty */
        { 1000, 1000, true, 4 }, { 1000, 1000, false, 4 }, { 300000, 5, true, 6 }, /* each line is a range */
        { 300000, 5, false, 5 }, { 2000000, 1, false, 1 }, { 0, 600000, true, 3 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer content = BUFFER_EMPTY;
        for (size_t line = 0; line < cases[i].lines; line++) {
            char *room = buffer_reserve(&content, cases[i].line_bytes + 1);
            assert_non_null(room);
            memset(room, 'x', cases[i].line_bytes);
            room[cases[i].line_bytes] = '\n';
            buffer_commit(&content, cases[i].line_bytes + (cases[i].ends || line + 1 < cases[i].lines));
        }
        assert_int_equal(check_ranges(&content), cases[i].ranges);
        buffer_clear(&content);
    }
}

static void test_what_cannot_be_read(void **state)
{
    (void)state;
    struct line_range range = { .begin = 0 };
    range = line_range_after(&range, -1);
    assert_int_equal(range.end, 0);
    assert_int_equal(range.begin, 0);
}

static void test_which_files(void **state)
{
    static const struct {
        const char *path;
        uint64_t size;
        bool is_cut;
    } cases[] = {
        { "a.jsonl", 1 << 20, true }, { "b/a.JSONL", 1 << 20, true },  { "a.ndjson", 1 << 20, true },
        { "a.jsonl", 1000, false },   { "a.json", 1 << 20, false },    { "a.jsonl.gz", 1 << 20, false },
        { "jsonl", 1 << 20, false },  { "a.warc", UINT64_MAX, false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(line_ranges_are_for(cases[i].path, cases[i].size), cases[i].is_cut);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ranges),
        cmocka_unit_test(test_what_cannot_be_read),
        cmocka_unit_test(test_which_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
