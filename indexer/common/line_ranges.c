/* A long file of lines as several jobs. */
#include "indexer/common/line_ranges.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum {
    RANGE_BYTES = 1 << 18, /* some hundred releases: what waits for an earlier range stays small */
    CHUNK_BYTES = 1 << 16,
};

bool line_ranges_are_for(const char *path, uint64_t size)
{
    static const char *const endings[] = { ".jsonl", ".ndjson" };
    const char *ending = strrchr(path, '.');
    for (size_t i = 0; i < sizeof endings / sizeof *endings && ending && size > RANGE_BYTES; i++)
        if (strcasecmp(ending, endings[i]) == 0)
            return true;
    return false;
}

static uint64_t count_lines(const char *chunk, size_t size)
{
    uint64_t lines = 0;
    for (const char *at = chunk, *end = chunk + size; (at = memchr(at, '\n', (size_t)(end - at))); at++)
        lines++;
    return lines;
}

/* Where in a chunk, which begins `before` bytes into the range, the range ends: behind the first line that ends past
 * its size. 0 when that is not in here. */
static size_t end_in_chunk(const char *chunk, size_t size, uint64_t before)
{
    size_t from = before < RANGE_BYTES ? (size_t)(RANGE_BYTES - before) : 0;
    const char *end = from < size ? memchr(chunk + from, '\n', size - from) : NULL;
    return end ? (size_t)(end - chunk) + 1 : 0;
}

static ssize_t read_chunk(int file, uint64_t at, char chunk[CHUNK_BYTES])
{
    ssize_t got;
    do
        got = pread(file, chunk, CHUNK_BYTES, (off_t)at);
    while (got < 0 && errno == EINTR);
    return got;
}

struct line_range line_range_after(const struct line_range *before, int file)
{
    struct line_range range = { .begin = before->end, .lines_before = before->lines_before + before->lines };
    char chunk[CHUNK_BYTES];
    uint64_t at = range.begin;
    ssize_t got;
    while ((got = read_chunk(file, at, chunk)) > 0) {
        size_t end = end_in_chunk(chunk, (size_t)got, at - range.begin);
        range.lines += count_lines(chunk, end ? end : (size_t)got);
        at += end ? end : (size_t)got;
        if (end) {
            range.end = at;
            break;
        }
    }
    return range;
}
