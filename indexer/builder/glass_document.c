/* A document of the shim as one of glass. */
#include "indexer/builder/glass_document.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "glass/packing.h"

static void convert_postings(const struct xs_document *document, struct glass_document *converted,
                             struct glass_posting *postings)
{
    bool placed = false;
    for (size_t i = 0; i < document->posting_count; i++) {
        const struct xs_posting *posting = &document->postings[i];
        int order = placed ? -1 : glass_compare_keys(posting->term, document->unique_term);
        if (order > 0)
            postings[converted->posting_count++] = (struct glass_posting){ .term = document->unique_term };
        placed = placed || order >= 0;
        postings[converted->posting_count++] = (struct glass_posting){ posting->term, posting->positions,
                                                                       posting->positions ? posting->position_count
                                                                                          : 0 };
    }
    if (!placed)
        postings[converted->posting_count++] = (struct glass_posting){ .term = document->unique_term };
    converted->postings = postings;
}

/* There are few: each is put where it belongs among those before it. */
static void convert_values(const struct xs_document *document, struct glass_document *converted,
                           struct glass_value *values)
{
    size_t count = 0;
    for (size_t i = 0; i < document->value_count; i++) {
        const struct xs_value *value = &document->values[i];
        size_t place = count;
        while (place > 0 && values[place - 1].slot >= value->slot)
            place--;
        if (place == count || values[place].slot != value->slot) {
            memmove(&values[place + 1], &values[place], (count - place) * sizeof *values);
            count++;
        }
        values[place] = (struct glass_value){ value->slot, value->value };
    }
    converted->values = values;
    converted->value_count = count;
}

enum status glass_convert(struct glass_converter *converter, const struct xs_document *document,
                          struct glass_document *converted, struct failure *failure)
{
    if (!array_reserve((void **)&converter->postings, &converter->posting_capacity, document->posting_count + 1,
                       sizeof *converter->postings) ||
        !array_reserve((void **)&converter->values, &converter->value_capacity, document->value_count + 1,
                       sizeof *converter->values))
        return fail_no_memory(failure);
    *converted = (struct glass_document){ .data = document->data };
    convert_postings(document, converted, converter->postings);
    convert_values(document, converted, converter->values);
    return STATUS_OK;
}

void glass_converter_clear(struct glass_converter *converter)
{
    free(converter->postings);
    free(converter->values);
    *converter = (struct glass_converter){ .postings = NULL };
}
