/* The documents among which twins are looked for: what twins.c and twins_match.c share. */
#ifndef DEPECHE_INDEXER_TWINS_INSIDE_H
#define DEPECHE_INDEXER_TWINS_INSIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "indexer/builder/twins.h"
#include "language/language.h"
#include "record/dates.h"

#define NO_TWIN UINT32_MAX

struct twin_entry {
    uint64_t address, stated, number, places[2]; /* as in struct pair_key */
    size_t uri;                                  /* where it begins in `uris` */
    uint32_t uri_bytes;
    uint32_t names; /* the first of its names in the pool */
    uint32_t twin;  /* NO_TWIN while it has none */
    uint32_t same;  /* the first document with this address in this language: itself, or one that stands for it */
    struct date date;
    unsigned char name_count, language;
    bool given;   /* what it states is not from a link, and believed */
    bool astray;  /* it states a version that cannot be its own */
    bool crowded; /* other documents have its address */
};

struct twins {
    struct twin_entry *entries;
    size_t count, capacity;
    uint32_t *names;
    size_t name_count, name_capacity;
    struct buffer uris;
    uint32_t *frequencies; /* of names, by a hash of theirs */
    unsigned frequency_shift;
};

/* How much alike the names and figures of two documents are, 0 to 1; rare names count more. */
double twins_likeness(const struct twins *twins, uint32_t left, uint32_t right);

/* What two documents must have in common to be paired within a group that something else brought together. */
struct twin_rule {
    double lone;  /* the least likeness of the only two */
    double least; /* the least of the best among several */
    int days;     /* dates further apart call for `least` also of the only two */
    bool trusted; /* the only two are paired also when they have too few names to be compared */
};

/* Count how many documents have each name. */
enum status twins_count_names(struct twins *twins, struct failure *failure);

/* Pair the documents of a group that have no twin yet. */
enum status twins_match_group(struct twins *twins, const uint32_t *members, size_t count,
                              const struct twin_rule *rule, struct failure *failure);

#endif
