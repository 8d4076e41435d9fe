/* A long file of lines as several jobs: cut at ends of lines, so that all workers share in it. Nothing but line ends
 * is looked at. */
#ifndef DEPECHE_INDEXER_LINE_RANGES_H
#define DEPECHE_INDEXER_LINE_RANGES_H

#include <stdbool.h>
#include <stdint.h>

/* A part of a file. That of a whole file is all 0. */
struct line_range {
    uint64_t begin, end;          /* in bytes; `end` 0: to the end of the file */
    uint64_t lines_before, lines; /* the number of the last range's lines is not told */
};

/* Does a file of this name and size hold lines, and so many that it is worth cutting? */
bool line_ranges_are_for(const char *path, uint64_t size);

/* The range that follows one whose `end` is not 0; for the first, one that is all 0. What cannot be read is in the
 * last range, whose reader will meet it too. */
struct line_range line_range_after(const struct line_range *range, int file);

#endif
