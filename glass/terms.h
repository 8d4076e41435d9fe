/* The terms of a batch and their postings: a hash table that looks up many terms at once.
 *
 * A batch is far larger than the processor's caches, so that each look-up waits for memory several times: for the
 * slot, the term, the end of its list. `base/interner.h` takes one string at a time, and waits each time; here the
 * memory of one term arrives while the others are looked at. */
#ifndef DEPECHE_GLASS_TERMS_H
#define DEPECHE_GLASS_TERMS_H

#include <stddef.h>
#include <stdint.h>

#include "base/starts.h"
#include "glass/list.h"

struct glass_term {
    struct glass_list list;
    uint32_t size;
    char key[]; /* as it stands in keys */
};

struct glass_terms {
    struct glass_pool *pool; /* where the terms are */
    struct glass_term_slot *slots;
    size_t slot_count; /* a power of two, at least four thirds of `count` */
    size_t count;
    uint64_t seed;
};

enum { GLASS_TERMS_AT_ONCE = 32 };

bool glass_terms_init(struct glass_terms *terms, struct glass_pool *pool);
void glass_terms_clear(struct glass_terms *terms);

/* Forget all terms; their memory stays the pool's. */
void glass_terms_empty(struct glass_terms *terms);

/* Where the terms with these keys, at most GLASS_TERMS_AT_ONCE and no two the same, are; new ones are made, with an
 * empty list. False when memory is exhausted. */
bool glass_terms_find(struct glass_terms *terms, const struct bytes *keys, size_t count, struct glass_term **found);

/* How many bytes the table takes, without what is in the pool. */
size_t glass_terms_memory(const struct glass_terms *terms);

/* All of them, each a `struct glass_term`, in the order of their keys; in `*memory`, which the caller frees. NULL when
 * memory is exhausted. */
struct start *glass_terms_sort(const struct glass_terms *terms, struct start **memory);

#endif
