/* The terms of one document. Words are grouped by their numbers, so that only different ones are sorted by bytes. */
#include "indexer/builder/document_terms.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/eight.h"

/* `start` is the first bytes as a number: most comparisons need no more. */
struct document_term {
    uint64_t start;
    const char *data; /* NULL: at `first` in the bytes of all */
    size_t first;     /* of a word that is being counted its id */
    size_t size;
    size_t first_position, position_count;
};

/* A document of more is a rare one. */
enum { KEPT_MOST = 1 << 18 };

/* NULL when memory is exhausted. */
static struct document_term *add_term(struct document_terms *terms)
{
    if (!array_reserve((void **)&terms->terms, &terms->term_capacity, terms->term_count + 1, sizeof *terms->terms)) {
        terms->out_of_memory = true;
        return NULL;
    }
    struct document_term *term = &terms->terms[terms->term_count++];
    *term = (struct document_term){ .first_position = terms->position_count };
    return term;
}

/* A term that stands nowhere else. */
static void set_copy(struct document_terms *terms, struct document_term *term, const struct term *copied)
{
    struct bytes bytes = { copied->bytes, copied->size };
    term->start = eight_to_sort(bytes.data, bytes.size);
    term->first = terms->bytes.size;
    term->size = bytes.size;
    buffer_append(&terms->bytes, bytes.data, bytes.size);
}

void document_terms_begin(struct document_terms *terms)
{
    if (terms->term_of_capacity > KEPT_MOST || terms->term_capacity > KEPT_MOST || terms->bytes.failed)
        document_terms_clear(terms);
    buffer_truncate(&terms->bytes, 0);
    terms->position_count = terms->term_count = 0;
    terms->out_of_memory = false;
}

void document_terms_add(struct document_terms *terms, const struct term *term)
{
    struct document_term *added = add_term(terms);
    if (added)
        set_copy(terms, added, term);
}

/* == Words ==================================================================================================== */

/* In a hash table with room to spare. */
struct form_slot {
    uint32_t form;
    uint32_t term; /* its number, from 1; 0: the slot is free */
};

/* The multiplier is the golden ratio's: neighbouring ids fall far from each other. */
static struct form_slot *find_slot(struct form_slot *slots, size_t mask, uint32_t form)
{
    size_t at = (form * UINT64_C(0x9E3779B97F4A7C15) >> 32) & mask;
    while (slots[at].term && slots[at].form != form)
        at = (at + 1) & mask;
    return &slots[at];
}

static bool make_room(struct document_terms *terms, size_t slot_count, size_t count)
{
    return array_reserve((void **)&terms->slots, &terms->slot_capacity, slot_count, sizeof *terms->slots) &&
           array_reserve((void **)&terms->term_of, &terms->term_of_capacity, count, sizeof *terms->term_of) &&
           array_reserve((void **)&terms->positions, &terms->position_capacity, terms->position_count + count,
                         sizeof *terms->positions);
}

/* A term for each form, by its id in place of its bytes, with the number of its positions. */
static bool count_forms(struct document_terms *terms, const struct occurrence *occurrences, size_t count)
{
    size_t slot_count = 8;
    while (slot_count < 2 * count)
        slot_count *= 2;
    if (!make_room(terms, slot_count, count))
        return false;
    memset(terms->slots, 0, slot_count * sizeof *terms->slots);
    for (size_t i = 0; i < count; i++) {
        struct form_slot *slot = find_slot(terms->slots, slot_count - 1, occurrences[i].form);
        if (!slot->term) {
            struct document_term *term = add_term(terms);
            if (!term)
                return false;
            term->first = occurrences[i].form;
            *slot = (struct form_slot){ occurrences[i].form, (uint32_t)terms->term_count };
        }
        terms->term_of[i] = slot->term - 1;
        terms->terms[slot->term - 1].position_count++;
    }
    return true;
}

static void set_word(struct document_terms *terms, struct document_term *term, const char *prefix,
                     const struct interner *interner)
{
    struct bytes form = interner_text(interner, (uint32_t)term->first);
    struct term prefixed;
    if (*prefix) {
        term_make(&prefixed, prefix, form);
        set_copy(terms, term, &prefixed);
        return;
    }
    /* Every form is a term: language/words.h */
    term->start = eight_to_sort(form.data, form.size);
    term->data = form.data;
    term->size = form.size;
}

void document_terms_add_words(struct document_terms *terms, const struct interner *interner, const char *prefix,
                              const struct occurrence *occurrences, size_t count)
{
    const size_t first = terms->term_count;
    if (count == 0)
        return;
    if (!count_forms(terms, occurrences, count)) {
        terms->out_of_memory = true;
        return;
    }
    for (size_t i = first; i < terms->term_count; i++) {
        struct document_term *term = &terms->terms[i];
        set_word(terms, term, prefix, interner);
        term->first_position = terms->position_count;
        terms->position_count += term->position_count;
        term->position_count = 0;
    }
    for (size_t i = 0; i < count; i++) {
        struct document_term *term = &terms->terms[terms->term_of[i]];
        terms->positions[term->first_position + term->position_count++] = occurrences[i].position;
    }
}

/* == Packing ================================================================================================== */

/* Of two that begin with the same eight bytes. */
static int compare_terms(const void *left, const void *right)
{
    const struct document_term *a = left, *b = right;
    int order = memcmp(a->data, b->data, a->size < b->size ? a->size : b->size);
    return order ? order : (a->size > b->size) - (a->size < b->size);
}

/* Sorted, each once: two forms cut at the same byte, or two facts that name one term, are one term. NULL when memory
 * is exhausted. */
static struct start *sort_terms(struct document_terms *terms, size_t *distinct_count)
{
    const size_t count = terms->term_count;
    if (!array_reserve((void **)&terms->sorted, &terms->sorted_capacity, 2 * count + 1, sizeof *terms->sorted))
        return NULL;
    for (size_t i = 0; i < count; i++) {
        struct document_term *term = &terms->terms[i];
        if (!term->data)
            term->data = terms->bytes.bytes + term->first;
        terms->sorted[i] = (struct start){ term->start, term };
    }
    struct start *sorted = starts_sort(terms->sorted, count, compare_terms);
    size_t distinct = 0;
    for (size_t i = 0; i < count; i++)
        if (i == 0 || starts_compare(&sorted[i], &sorted[distinct - 1], compare_terms) != 0)
            sorted[distinct++] = sorted[i];
    *distinct_count = distinct;
    return sorted;
}

/* Nearly all have one byte. */
static char *put_number(char *into, uint64_t number)
{
    if (number >= 0x80)
        return into + bytes_write_varint(into, number);
    *into = (char)number;
    return into + 1;
}

static char *put_term(char *into, const struct document_term *term, const uint32_t *positions)
{
    uint32_t previous = 0;
    into = put_number(into, term->size);
    memcpy(into, term->data, term->size);
    into = put_number(into + term->size, term->position_count);
    for (size_t i = 0; i < term->position_count; i++) {
        uint32_t position = positions[term->first_position + i]; /* of a document without words there are none */
        into = put_number(into, position - previous);
        previous = position;
    }
    return into;
}

static size_t most_bytes(const struct document_terms *terms, const struct start *sorted, size_t count)
{
    enum { LONGEST = 5 /* of a number of 32 bits */ };
    size_t most = 2 * VARINT_LONGEST_BYTES + LONGEST * terms->position_count + 2 * LONGEST * count;
    for (size_t i = 0; i < count; i++)
        most += ((const struct document_term *)sorted[i].item)->size;
    return most;
}

enum status document_terms_pack(struct document_terms *terms, struct buffer *packed, struct failure *failure)
{
    size_t count;
    struct start *sorted;
    if (terms->out_of_memory || terms->bytes.failed || !(sorted = sort_terms(terms, &count)))
        return fail_no_memory(failure);
    char *begin = buffer_reserve(packed, most_bytes(terms, sorted, count));
    if (begin) {
        char *into = put_number(put_number(begin, terms->position_count), count);
        for (size_t i = 0; i < count; i++)
            into = put_term(into, sorted[i].item, terms->positions);
        buffer_commit(packed, (size_t)(into - begin));
    }
    return buffer_status(packed, "a document", failure);
}

void document_terms_clear(struct document_terms *terms)
{
    free(terms->terms);
    free(terms->positions);
    free(terms->slots);
    free(terms->term_of);
    free(terms->sorted);
    buffer_clear(&terms->bytes);
    *terms = (struct document_terms)DOCUMENT_TERMS_EMPTY;
}
