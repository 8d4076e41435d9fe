/* The first of several things that move on, each in its own order: the heart of a merge. */
#ifndef DEPECHE_GLASS_HEAP_H
#define DEPECHE_GLASS_HEAP_H

#include <stdbool.h>
#include <stddef.h>

/* The caller owns `items`, an array with room for all of them; items[0] is the first. */
struct glass_heap {
    void **items;
    size_t count;
    bool (*before)(const void *left, const void *right);
};

void glass_heap_push(struct glass_heap *heap, void *item);

/* items[0] has moved on: put it where it belongs now. */
void glass_heap_settle(struct glass_heap *heap);

/* Take items[0] out. */
void glass_heap_pop(struct glass_heap *heap);

/* What is first but for items[0]; NULL when there is nothing else. */
const void *glass_heap_second(const struct glass_heap *heap);

#endif
