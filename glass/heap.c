/* The first of several things that move on, each in its own order. */
#include "glass/heap.h"

static void swap(struct glass_heap *heap, size_t left, size_t right)
{
    void *kept = heap->items[left];
    heap->items[left] = heap->items[right];
    heap->items[right] = kept;
}

void glass_heap_push(struct glass_heap *heap, void *item)
{
    size_t at = heap->count++;
    heap->items[at] = item;
    for (; at > 0 && heap->before(heap->items[at], heap->items[(at - 1) / 2]); at = (at - 1) / 2)
        swap(heap, at, (at - 1) / 2);
}

void glass_heap_settle(struct glass_heap *heap)
{
    for (size_t at = 0;;) {
        size_t first = at, left = 2 * at + 1;
        for (size_t child = left; child < left + 2 && child < heap->count; child++)
            if (heap->before(heap->items[child], heap->items[first]))
                first = child;
        if (first == at)
            return;
        swap(heap, at, first);
        at = first;
    }
}

void glass_heap_pop(struct glass_heap *heap)
{
    heap->items[0] = heap->items[--heap->count];
    glass_heap_settle(heap);
}

const void *glass_heap_second(const struct glass_heap *heap)
{
    if (heap->count < 2)
        return NULL;
    return heap->count == 2 || heap->before(heap->items[1], heap->items[2]) ? heap->items[1] : heap->items[2];
}
