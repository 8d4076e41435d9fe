/* Facets and the histogram: what was counted, with names to show. */
#include "query/facets.h"

#include <stdlib.h>
#include <string.h>

#include "language/fold.h"
#include "query/labels.h"

/* The facets in the order they are shown. */
static const enum field_id facet_fields[] = { FIELD_GOAL, FIELD_COUNTRY, FIELD_LANGUAGE, FIELD_KIND };
enum { FACET_FIELDS = sizeof facet_fields / sizeof *facet_fields };

size_t facets_slots(const struct search_request *request, uint32_t slots[FACET_SLOTS])
{
    size_t count = 0;
    for (size_t i = 0; request->facets && i < FACET_FIELDS; i++)
        slots[count++] = fields[facet_fields[i]].slot;
    if (request->histogram)
        slots[count++] = SLOT_YEAR;
    if (request->months)
        slots[count++] = SLOT_MONTH;
    return count;
}

/* == Counts =================================================================================================== */

struct filling {
    const struct search_request *request;
    const struct names *names;
    struct arena *arena;
    struct failure *failure;
};

static enum status fill_count(const struct filling *filling, enum field_id field, struct bytes value, uint32_t count,
                              struct answer_count *to)
{
    to->value = arena_copy(filling->arena, value);
    to->label = arena_copy(filling->arena, label_of_value(filling->names, field, value, filling->request->ui));
    to->count = count;
    to->selected = plan_is_selected(filling->request, filling->names, field, value);
    return to->value && to->label ? STATUS_OK : fail_no_memory(filling->failure);
}

/* Most frequent first; of equals the first in the alphabet, accents aside. */
static int compare_counts(const void *left, const void *right)
{
    const struct answer_count *a = left, *b = right;
    char first[FOLDED_BYTES + 1], second[FOLDED_BYTES + 1];
    if (a->count != b->count)
        return a->count > b->count ? -1 : 1;
    first[fold_form(bytes_of(a->label), first)] = '\0';
    second[fold_form(bytes_of(b->label), second)] = '\0';
    int order = strcmp(first, second);
    return order ? order : strcmp(a->value, b->value);
}

static enum status fill_facet(const struct filling *filling, enum field_id field, const struct xs_facet *counted,
                              struct answer_facet *facet)
{
    facet->field = field;
    facet->without = counted->without;
    facet->counts = arena_take(filling->arena, (counted->value_count + 1) * sizeof *facet->counts);
    if (!facet->counts)
        return fail_no_memory(filling->failure);
    for (size_t i = 0; i < counted->value_count; i++) {
        const struct xs_facet_value *value = &counted->values[i];
        enum status status = fill_count(filling, field, value->value, value->count, &facet->counts[i]);
        if (status)
            return status;
        facet->count_count++;
    }
    if (facet->count_count)
        qsort(facet->counts, facet->count_count, sizeof *facet->counts, compare_counts);
    return STATUS_OK;
}

/* == Years and months ========================================================================================= */

/* A histogram of more rows than this has a wrong date in it: its gaps are not filled. */
enum { HISTOGRAM_ROWS = 600, MONTHS = 12 };

/* "2009", or "2009-04", as a number that grows by one from row to row; -1 for anything else. */
static int row_of(struct bytes value)
{
    struct date date;
    if ((value.size != 4 && value.size != 7) || !date_parse_iso(value, &date))
        return -1;
    return value.size == 4 ? date.year : date.year * MONTHS + date.month - 1;
}

static void name_row(int row, bool months, char name[DATE_ISO_BYTES])
{
    struct date date = { (short)(months ? row / MONTHS : row), (unsigned char)(months ? row % MONTHS + 1 : 0), 0 };
    date_format_iso(date, name);
}

static int compare_rows(const void *left, const void *right)
{
    const struct xs_facet_value *a = left, *b = right;
    return row_of(a->value) - row_of(b->value);
}

/* How many rows there are from the first to the last, those of no document included. */
static size_t count_rows(const struct xs_facet *counted, int *first)
{
    if (counted->value_count == 0)
        return 0;
    *first = row_of(counted->values[0].value);
    int last = row_of(counted->values[counted->value_count - 1].value);
    bool gaps = *first < 0 || last - *first >= HISTOGRAM_ROWS;
    return gaps ? counted->value_count : (size_t)(last - *first) + 1;
}

static enum status fill_histogram(const struct filling *filling, struct xs_facet *counted, bool months,
                                  struct answer_facet **made)
{
    int row = 0;
    if (counted->value_count)
        qsort(counted->values, counted->value_count, sizeof *counted->values, compare_rows);
    size_t rows = count_rows(counted, &row);
    bool filled = rows > counted->value_count;
    struct answer_facet *histogram = *made = arena_take(filling->arena, sizeof *histogram);
    if (!histogram || !(histogram->counts = arena_take(filling->arena, (rows + 1) * sizeof *histogram->counts)))
        return fail_no_memory(filling->failure);
    histogram->field = FIELD_DATE;
    histogram->without = counted->without;
    for (size_t i = 0; histogram->count_count < rows; row++) {
        const struct xs_facet_value *value = &counted->values[i];
        bool here = !filled || row_of(value->value) == row;
        char name[DATE_ISO_BYTES];
        name_row(row, months, name);
        enum status status = fill_count(filling, FIELD_DATE, here ? value->value : bytes_of(name),
                                        here ? value->count : 0, &histogram->counts[histogram->count_count++]);
        if (status)
            return status;
        i += here;
    }
    return STATUS_OK;
}

enum status facets_fill(const struct search_request *request, const struct names *names,
                        const struct xs_result *result, struct search_answer *answer, struct failure *failure)
{
    struct filling filling = { request, names, &answer->arena, failure };
    size_t counted = 0;
    enum status status = STATUS_OK;
    if (request->facets) {
        answer->facets = arena_take(&answer->arena, FACET_FIELDS * sizeof *answer->facets);
        if (!answer->facets)
            return fail_no_memory(failure);
        for (; counted < FACET_FIELDS && !status; counted++)
            status = fill_facet(&filling, facet_fields[counted], &result->facets[counted],
                                &answer->facets[answer->facet_count++]);
    }
    if (request->histogram && !status)
        status = fill_histogram(&filling, &result->facets[counted++], false, &answer->histogram);
    if (request->months && !status)
        status = fill_histogram(&filling, &result->facets[counted], true, &answer->months);
    return status;
}
