/* Words as they are written, "L’École", and what they were cut to when they were last met: nearly every word of a
 * text is one of those, and need not be taken letter by letter, lower-cased and looked up again.
 *
 * A span is what stands between the beginning of a word and the next space, line end, comma, dot, hyphen or whatever
 * else is below the figures in ASCII, but apostrophes. It is kept where no more of the text than that and the two
 * bytes after it has a say in what its first word becomes. A place is overwritten by what is met later: the memory is
 * the same for any number of words. */
#ifndef DEPECHE_LANGUAGE_SURFACES_H
#define DEPECHE_LANGUAGE_SURFACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/bytes.h"
#include "base/eight.h"
#include "base/hash.h"
#include "language/words.h"

/* Longer spans are rare; with what is kept of it one of this size takes half a line of the processor's cache. To find
 * where it ends SPAN_READ bytes are looked at, which must be there. */
enum { SPAN_EIGHTS = 3, SPAN_LONGEST = SPAN_EIGHTS * EIGHT - 1, SPAN_READ = SPAN_LONGEST + 2 };

/* The bytes of a span, zeroes after them; `size` is 0 where it is too long, or too near to the end of the text. */
struct span {
    uint64_t bytes[SPAN_EIGHTS];
    size_t size;
};

struct surface {
    uint64_t bytes[SPAN_EIGHTS]; /* as in struct span; all 0 where nothing is kept */
    uint32_t form;               /* its id */
    uint8_t start, length;       /* of the word: bytes from the beginning of the span */
    uint8_t next;                /* where to go on */
    uint8_t flags;
};

enum {
    SURFACE_CAPITAL = 1, /* as in struct word */
    SURFACE_UPPER = 2,
    SURFACE_LETTER = 4,   /* it may be of an acronym: a dot and more follow */
    SURFACE_FIGURES = 8,  /* they may be of a larger number: a figure follows what ends the span */
    SURFACE_DIVIDED = 16, /* by what ends the span: a hyphen after it joins nothing */
    SURFACE_DOUBTS = SURFACE_LETTER | SURFACE_FIGURES | SURFACE_DIVIDED
};

enum { SURFACE_WAYS = 2, SURFACE_SETS_LOG = 14 };
struct surfaces {
    struct surface (*sets)[SURFACE_WAYS]; /* each in one line of the cache; the one met later first */
};

bool surfaces_init(struct surfaces *surfaces);
void surfaces_clear(struct surfaces *surfaces);
void surfaces_forget(struct surfaces *surfaces); /* everything */

/* ASCII below the figures, but apostrophes. Each sum has the highest bit of the bytes that are not less than a limit:
 * in one go it costs half of what asking base/eight.h twice does. */
static inline uint64_t span_ends(uint64_t eight)
{
    uint64_t low = eight & eight_times(0x7F), from_figures = low + eight_times(0x80 - '0');
    uint64_t no_apostrophe = (low ^ eight_times('\'')) + eight_times(0x7F);
    return no_apostrophe & ~(from_figures | eight) & eight_times(0x80);
}

static inline void span_read(struct span *span, struct bytes text, size_t at)
{
    *span = (struct span){ .size = 0 };
    if (text.size - at < SPAN_READ)
        return;
    for (size_t i = 0; i < SPAN_EIGHTS; i++) {
        uint64_t eight = eight_at(text.data + at + i * EIGHT), ends = span_ends(eight);
        if (ends) {
            span->size = i * EIGHT + eight_first(ends);
            span->bytes[i] = eight_before_first(eight, ends);
            return;
        }
        span->bytes[i] = eight;
    }
}

static inline struct surface *surfaces_set(const struct surfaces *surfaces, const uint64_t bytes[SPAN_EIGHTS])
{
    uint64_t hash = hash_mix(bytes[0] ^ UINT64_C(0x9E3779B97F4A7C15), /* 2^64 / the golden ratio */
                             bytes[1] ^ bytes[2] << 32 ^ UINT64_C(0xD6E8FEB86659FD93));
    return surfaces->sets[hash >> (64 - SURFACE_SETS_LOG)];
}

static inline bool surface_is(const struct surface *surface, const uint64_t bytes[SPAN_EIGHTS])
{
    return !((surface->bytes[0] ^ bytes[0]) | (surface->bytes[1] ^ bytes[1]) | (surface->bytes[2] ^ bytes[2]));
}

/* Do the bytes after the span change what it is cut to? */
static inline bool surface_differs(const struct surface *surface, const char *after)
{
    return ((surface->flags & SURFACE_LETTER) && after[0] == '.' && after[1] != ' ') ||
           ((surface->flags & SURFACE_FIGURES) && byte_is_digit(after[1])) ||
           ((surface->flags & SURFACE_DIVIDED) && after[0] == '-');
}

/* What the span at `at` was cut to; NULL where it has to be cut. `set` is the one that surfaces_set gives for it. */
static inline const struct surface *surface_find(const struct surface *set, const struct span *span,
                                                 struct bytes text, size_t at)
{
    if (span->size == 0)
        return NULL;
    set += set->bytes[0] != span->bytes[0]; /* that two of a set begin alike is not to be expected */
    if (!surface_is(set, span->bytes))
        return NULL;
    bool differs = (set->flags & SURFACE_DOUBTS) && surface_differs(set, text.data + at + span->size);
    return differs ? NULL : set;
}

/* What is to be kept of a word of which words_take has told, but its id; false where the span does not tell of it
 * alone. The word was looked for at `at`, and the one after it will be at `next`. */
bool surface_make(struct surface *surface, const struct span *span, struct bytes text, size_t at,
                  const struct word *word, size_t next);
void surfaces_keep(struct surfaces *surfaces, const struct surface *surface);

#endif
