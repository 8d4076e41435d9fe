/* Documents for the tests of glass: put together word by word, or drawn at random with a seed. */
#ifndef DEPECHE_TESTS_UNIT_GLASS_SAMPLES_H
#define DEPECHE_TESTS_UNIT_GLASS_SAMPLES_H

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/array.h"
#include "glass/document.h"
#include "glass/packing.h"

#include "tests/unit/scratch.h"

struct sample {
    uint32_t docid;
    struct glass_document document;
};

struct samples {
    struct arena arena; /* what the documents point to */
    struct sample *items;
    size_t count, capacity;
    uint64_t seed;
    /* The document that is being put together. */
    struct glass_posting *postings;
    size_t posting_count, posting_capacity;
    struct glass_value values[32];
    size_t value_count;
    struct bytes data;
};

/* The same numbers in every run (xorshift). */
static inline uint32_t draw(struct samples *samples)
{
    samples->seed ^= samples->seed << 13;
    samples->seed ^= samples->seed >> 7;
    samples->seed ^= samples->seed << 17;
    return (uint32_t)(samples->seed >> 16);
}

static inline uint32_t draw_under(struct samples *samples, uint32_t limit)
{
    return draw(samples) % limit;
}

static inline void samples_open(struct samples *samples)
{
    memset(samples, 0, sizeof *samples);
    samples->seed = UINT64_C(0x2545F4914F6CDD1D);
}

static inline void samples_close(struct samples *samples)
{
    arena_clear(&samples->arena);
    free(samples->items);
    free(samples->postings);
    memset(samples, 0, sizeof *samples);
}

static inline void *kept(struct samples *samples, const void *bytes, size_t size)
{
    void *copy = arena_take(&samples->arena, size + 1);
    assert_non_null(copy);
    if (size)
        memcpy(copy, bytes, size);
    return copy;
}

/* == Putting one together ==================================================================================== */

static inline void put_term(struct samples *samples, const char *term, size_t size, const uint32_t *positions,
                            size_t count)
{
    assert_true(array_reserve((void **)&samples->postings, &samples->posting_capacity, samples->posting_count + 1,
                              sizeof *samples->postings));
    samples->postings[samples->posting_count++] = (struct glass_posting){
        .term = { kept(samples, term, size), size },
        .positions = count ? kept(samples, positions, count * sizeof *positions) : NULL,
        .position_count = count,
    };
}

static inline void put_word(struct samples *samples, const char *word, uint32_t position)
{
    put_term(samples, word, strlen(word), &position, 1);
}

static inline void put_value(struct samples *samples, uint32_t slot, const void *value, size_t size)
{
    assert_true(samples->value_count < 32);
    samples->values[samples->value_count++] = (struct glass_value){ slot, { kept(samples, value, size), size } };
}

static inline void put_data(struct samples *samples, const void *data, size_t size)
{
    samples->data = (struct bytes){ kept(samples, data, size), size };
}

/* Bytes that no compression makes smaller. */
static inline void put_noise(struct samples *samples, size_t size)
{
    char *noise = arena_take(&samples->arena, size + 1);
    assert_non_null(noise);
    for (size_t i = 0; i < size; i++)
        noise[i] = (char)draw(samples);
    samples->data = (struct bytes){ noise, size };
}

static inline int compare_terms(const void *left, const void *right)
{
    const struct glass_posting *a = left, *b = right;
    return glass_compare_keys(a->term, b->term);
}

static inline int compare_slots(const void *left, const void *right)
{
    const struct glass_value *a = left, *b = right;
    return (a->slot > b->slot) - (a->slot < b->slot);
}

/* The document is whole. Of a term put twice the first is kept. */
static inline void end_sample(struct samples *samples, uint32_t docid)
{
    size_t distinct = 0;
    if (samples->posting_count)
        qsort(samples->postings, samples->posting_count, sizeof *samples->postings, compare_terms);
    for (size_t i = 0; i < samples->posting_count; i++)
        if (i == 0 || compare_terms(&samples->postings[i], &samples->postings[distinct - 1]) != 0)
            samples->postings[distinct++] = samples->postings[i];
    qsort(samples->values, samples->value_count, sizeof *samples->values, compare_slots);
    assert_true(
        array_reserve((void **)&samples->items, &samples->capacity, samples->count + 1, sizeof *samples->items));
    samples->items[samples->count++] = (struct sample){
        .docid = docid,
        .document = {
            .data = samples->data,
            .postings = kept(samples, samples->postings, distinct * sizeof *samples->postings),
            .posting_count = distinct,
            .values = kept(samples, samples->values, samples->value_count * sizeof *samples->values),
            .value_count = samples->value_count,
        },
    };
    samples->posting_count = samples->value_count = 0;
    samples->data = (struct bytes){ NULL, 0 };
}

/* == Drawn at random ========================================================================================= */

/* A word of the vocabulary: the lower its number, the likelier, as in texts. */
static inline void draw_word(struct samples *samples, uint32_t vocabulary, char word[64])
{
    uint32_t number = draw_under(samples, draw_under(samples, draw_under(samples, vocabulary) + 1) + 1);
    static const char *const endings[] = { "", "s", "ment", "ation", "\xc3\xa9", "administration" };
    snprintf(word, 64, "w%u%s", number, endings[number % 6]);
}

static inline void draw_posting(struct samples *samples, const char *word, uint32_t most_positions)
{
    uint32_t positions[512], position = draw_under(samples, 300);
    uint32_t count = draw_under(samples, draw_under(samples, most_positions) + 1);
    uint32_t step = 1 + draw_under(samples, 200);
    for (uint32_t i = 0; i < count; i++) {
        positions[i] = position;
        position += 1 + draw_under(samples, step);
    }
    put_term(samples, word, strlen(word), positions, count);
}

/* `words` postings, of up to `most_positions` (512 or fewer) positions, some values, data of up to 300 bytes. */
static inline void draw_sample(struct samples *samples, uint32_t docid, uint32_t words, uint32_t vocabulary,
                               uint32_t most_positions)
{
    char word[64], data[300];
    size_t size = draw_under(samples, sizeof data);
    for (uint32_t i = 0; i < words; i++) {
        draw_word(samples, vocabulary, word);
        draw_posting(samples, word, most_positions);
    }
    for (uint32_t slot = 0; slot < 4; slot++)
        if (draw_under(samples, slot + 1) == 0)
            put_value(samples, slot, word, draw_under(samples, 4));
    for (size_t i = 0; i < size; i++)
        data[i] = (char)('a' + draw_under(samples, 1 + (uint32_t)size % 20));
    put_data(samples, data, size);
    end_sample(samples, docid);
}

#endif
