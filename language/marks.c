/* Bits for words that are looked for, by their ids. */
#include "language/marks.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"

enum { MOST = 16 - (LANGUAGE_COUNT - 1) /* the highest bits tell of open stems */ };

void marks_clear(struct marks *marks)
{
    free(marks->ids);
    *marks = (struct marks){ .ids = NULL };
}

uint16_t marks_take(struct marks *marks, unsigned count)
{
    unsigned lowest = marks->taken;
    if (count > MOST - lowest)
        return 0;
    marks->taken += count;
    return (uint16_t)(1U << lowest);
}

static struct marks_of_id *marks_at(struct marks *marks, uint32_t id)
{
    size_t before = marks->count;
    if (!array_reserve((void **)&marks->ids, &marks->count, (size_t)id + 1, sizeof *marks->ids))
        return NULL;
    memset(marks->ids + before, 0, (marks->count - before) * sizeof *marks->ids);
    return &marks->ids[id];
}

bool marks_add_form(struct marks *marks, uint32_t id, uint16_t bits)
{
    struct marks_of_id *at = marks_at(marks, id);
    if (at)
        at->form |= bits;
    return at != NULL;
}

bool marks_add_stem(struct marks *marks, enum language language, uint32_t id, uint16_t bits)
{
    struct marks_of_id *at = marks_at(marks, id);
    if (at)
        at->stems[language] |= bits;
    return at != NULL;
}
