/* Sorting by bytes where most comparisons need no more than the first eight. */
#include "base/starts.h"

#include <stdbool.h>
#include <string.h>

static void insertion_sort(struct start *starts, size_t count, start_compare compare)
{
    for (size_t i = 1; i < count; i++) {
        const struct start moved = starts[i];
        size_t at = i;
        for (; at > 0 && starts_compare(&moved, &starts[at - 1], compare) < 0; at--)
            starts[at] = starts[at - 1];
        starts[at] = moved;
    }
}

/* Merge two neighbouring runs, the second of which begins at `middle`. Which of two is first nobody can
 * foretell: nothing but equal beginnings is branched on. */
static void merge_runs(const struct start *from, size_t middle, size_t count, start_compare compare,
                       struct start *into)
{
    const struct start *left = from, *right = from + middle;
    const struct start *left_end = right, *right_end = from + count;
    while (left < left_end && right < right_end) {
        bool is_left = left->start <= right->start;
        if (left->start == right->start)
            is_left = compare(left->item, right->item) <= 0;
        *into++ = *(is_left ? left : right);
        left += is_left;
        right += !is_left;
    }
    memcpy(into, left, (size_t)(left_end - left) * sizeof *into);
    memcpy(into + (left_end - left), right, (size_t)(right_end - right) * sizeof *into);
}

/* Short runs where they are, then runs of twice the size from one half to the other and back. As `qsort` does it, but the
 * comparison of two numbers is no call. */
struct start *starts_sort(struct start *starts, size_t count, start_compare compare)
{
    enum { SHORT_RUN = 8 };
    struct start *other = starts + count;
    for (size_t at = 0; at < count; at += SHORT_RUN)
        insertion_sort(starts + at, SHORT_RUN < count - at ? SHORT_RUN : count - at, compare);
    for (size_t run = SHORT_RUN; run < count; run *= 2) {
        for (size_t at = 0; at < count; at += 2 * run) {
            size_t left = count - at;
            merge_runs(starts + at, run < left ? run : left, 2 * run < left ? 2 * run : left, compare, other + at);
        }
        struct start *sorted = other;
        other = starts;
        starts = sorted;
    }
    return starts;
}
