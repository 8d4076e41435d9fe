/* The terms of one document. Words are grouped by their numbers, so that only different ones are sorted by bytes. */
#include "indexer/builder/document_terms.h"

#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"

/* Ranges of the pools. `start` is the first bytes as a number: most comparisons need no more. */
struct document_term {
    uint64_t start;
    size_t first, bytes;
    size_t first_position, position_count;
};

static uint64_t start_of(struct bytes term)
{
    uint64_t start = 0;
    memcpy(&start, term.data, term.size < sizeof start ? term.size : sizeof start);
    return be64toh(start);
}

static void add_term(struct document_terms *terms, struct bytes term, size_t position_count)
{
    if (!array_reserve((void **)&terms->terms, &terms->term_capacity, terms->term_count + 1, sizeof *terms->terms) ||
        !array_reserve((void **)&terms->positions, &terms->position_capacity, terms->position_count + position_count,
                       sizeof *terms->positions)) {
        terms->out_of_memory = true;
        return;
    }
    terms->terms[terms->term_count++] = (struct document_term){
        .start = start_of(term),
        .first = terms->bytes.size,
        .bytes = term.size,
        .first_position = terms->position_count,
        .position_count = position_count,
    };
    terms->position_count += position_count;
    buffer_append(&terms->bytes, term.data, term.size);
}

void document_terms_add(struct document_terms *terms, const struct term *term)
{
    add_term(terms, (struct bytes){ term->bytes, term->size }, 0);
}

/* == Words ==================================================================================================== */

/* A form, and a chain of its occurrences from the last to the first. */
struct group {
    uint32_t form, count;
    uint32_t last; /* number of the occurrence, from 1; 0: the group is free */
};

/* Groups in a hash table with room to spare, and for each occurrence the one before it of the same form. */
struct groups {
    struct group *groups;
    size_t mask;
    uint32_t *before;
    uint32_t *order; /* the groups, as they were first met */
    size_t count;
};

static void groups_clear(struct groups *groups)
{
    free(groups->groups);
    free(groups->before);
    free(groups->order);
}

static bool groups_init(struct groups *groups, size_t occurrence_count)
{
    size_t size = 8;
    while (size < 2 * occurrence_count)
        size *= 2;
    *groups = (struct groups){ .groups = calloc(size, sizeof *groups->groups), .mask = size - 1 };
    groups->before = malloc((occurrence_count + 1) * sizeof *groups->before);
    groups->order = malloc((occurrence_count + 1) * sizeof *groups->order);
    return groups->groups && groups->before && groups->order;
}

/* The multiplier is the golden ratio's: neighbouring ids fall far from each other. */
static void group_add(struct groups *groups, uint32_t number, uint32_t form)
{
    size_t at = (form * UINT64_C(0x9E3779B97F4A7C15) >> 32) & groups->mask;
    while (groups->groups[at].last && groups->groups[at].form != form)
        at = (at + 1) & groups->mask;
    struct group *group = &groups->groups[at];
    if (!group->last)
        groups->order[groups->count++] = (uint32_t)at;
    groups->before[number] = group->last;
    group->form = form;
    group->last = number + 1;
    group->count++;
}

static void add_group(struct document_terms *terms, const struct groups *groups, const struct group *group,
                      const struct interner *interner, const char *prefix, const struct occurrence *occurrences)
{
    struct bytes form = interner_text(interner, group->form);
    struct term term;
    if (*prefix) {
        term_make(&term, prefix, form);
        form = (struct bytes){ term.bytes, term.size };
    }
    add_term(terms, form, group->count); /* without a prefix every form is a term: language/words.h */
    if (terms->out_of_memory)
        return;
    uint32_t *into = terms->positions + terms->position_count;
    for (uint32_t number = group->last; number; number = groups->before[number - 1])
        *--into = occurrences[number - 1].position;
}

void document_terms_add_words(struct document_terms *terms, const struct interner *interner, const char *prefix,
                              const struct occurrence *occurrences, size_t count)
{
    struct groups groups;
    if (!groups_init(&groups, count)) {
        terms->out_of_memory = true;
        groups_clear(&groups);
        return;
    }
    for (size_t i = 0; i < count; i++)
        group_add(&groups, (uint32_t)i, occurrences[i].form);
    for (size_t i = 0; i < groups.count; i++)
        add_group(terms, &groups, &groups.groups[groups.order[i]], interner, prefix, occurrences);
    groups_clear(&groups);
}

/* == Packing ================================================================================================== */

/* Small, because it is moved about. */
struct sorted_term {
    uint64_t start;
    const struct document_term *term;
};

/* `bytes` are those of all terms. */
static int compare_terms(const struct sorted_term *a, const struct sorted_term *b, const char *bytes)
{
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    size_t a_bytes = a->term->bytes, b_bytes = b->term->bytes;
    int order = memcmp(bytes + a->term->first, bytes + b->term->first, a_bytes < b_bytes ? a_bytes : b_bytes);
    return order ? order : (a_bytes > b_bytes) - (a_bytes < b_bytes);
}

/* Merge two neighbouring runs, the second of which begins at `middle`. Which of two terms is first nobody can
 * foretell: nothing but equal beginnings is branched on. */
static void merge_runs(const struct sorted_term *from, size_t middle, size_t count, const char *bytes,
                       struct sorted_term *into)
{
    const struct sorted_term *left = from, *right = from + middle;
    const struct sorted_term *left_end = right, *right_end = from + count;
    while (left < left_end && right < right_end) {
        bool is_left = left->start <= right->start;
        if (left->start == right->start)
            is_left = compare_terms(left, right, bytes) <= 0;
        *into++ = *(is_left ? left : right);
        left += is_left;
        right += !is_left;
    }
    memcpy(into, left, (size_t)(left_end - left) * sizeof *into);
    memcpy(into + (left_end - left), right, (size_t)(right_end - right) * sizeof *into);
}

/* Runs of one, two, four... terms, from one array to the other and back. As `qsort` does it, but the comparison of two
 * numbers is no call. Returns the array that has them sorted. */
static struct sorted_term *merge_sort(struct sorted_term *terms, struct sorted_term *other, size_t count,
                                      const char *bytes)
{
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t at = 0; at < count; at += 2 * run) {
            size_t left = count - at;
            merge_runs(terms + at, run < left ? run : left, 2 * run < left ? 2 * run : left, bytes, other + at);
        }
        struct sorted_term *sorted = other;
        other = terms;
        terms = sorted;
    }
    return terms;
}

/* Sorted, each once: two forms cut at the same byte, or two facts that name one term, are one term. */
static bool sort_terms(const struct document_terms *terms, struct sorted_term **distinct, size_t *distinct_count)
{
    const size_t count = terms->term_count;
    struct sorted_term *views = malloc((2 * count + 1) * sizeof *views);
    struct sorted_term *sorted;
    *distinct = views;
    *distinct_count = 0;
    if (!views)
        return false;
    for (size_t i = 0; i < count; i++)
        views[i] = (struct sorted_term){ terms->terms[i].start, &terms->terms[i] };
    sorted = merge_sort(views, views + count, count, terms->bytes.bytes);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || compare_terms(&sorted[i], &views[*distinct_count - 1], terms->bytes.bytes) != 0)
            views[(*distinct_count)++] = sorted[i];
    return true;
}

static char *put_number(char *into, uint64_t number)
{
    return into + bytes_write_varint(into, number);
}

static char *put_term(char *into, const struct document_term *term, const char *bytes, const uint32_t *positions)
{
    uint32_t previous = 0;
    into = put_number(into, term->bytes);
    memcpy(into, bytes + term->first, term->bytes);
    into = put_number(into + term->bytes, term->position_count);
    for (size_t i = 0; i < term->position_count; i++) {
        uint32_t position = positions[term->first_position + i]; /* of a document without words there are none */
        into = put_number(into, position - previous);
        previous = position;
    }
    return into;
}

enum status document_terms_pack(struct document_terms *terms, struct buffer *packed, struct failure *failure)
{
    enum { LONGEST = 5 /* of a number of 32 bits */ };
    size_t distinct;
    struct sorted_term *sorted;
    if (terms->out_of_memory || terms->bytes.failed || !sort_terms(terms, &sorted, &distinct))
        return fail_no_memory(failure);
    size_t most = 2 * VARINT_LONGEST_BYTES + terms->bytes.size + 2 * LONGEST * terms->term_count +
                  LONGEST * terms->position_count;
    char *begin = buffer_reserve(packed, most);
    if (begin) {
        char *into = put_number(put_number(begin, terms->position_count), distinct);
        for (size_t i = 0; i < distinct; i++)
            into = put_term(into, sorted[i].term, terms->bytes.bytes, terms->positions);
        buffer_commit(packed, (size_t)(into - begin));
    }
    free(sorted);
    return buffer_status(packed, "a document", failure);
}

void document_terms_clear(struct document_terms *terms)
{
    free(terms->terms);
    free(terms->positions);
    buffer_clear(&terms->bytes);
    *terms = (struct document_terms)DOCUMENT_TERMS_EMPTY;
}
