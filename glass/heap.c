/* The first of several things that move on, each in its own order. */
#include "glass/heap.h"

static void swap(struct glass_heap *heap, size_t left, size_t right)
{
    void *kept = heap->items[left];
    heap->items[left] = heap->items[right];
    heap->items[right] = kept;
}

/* Move the item up to where it belongs. */
static void rise(struct glass_heap *heap, size_t at)
{
    for (; at > 0 && heap->before(heap->items[at], heap->items[(at - 1) / 2]); at = (at - 1) / 2)
        swap(heap, at, (at - 1) / 2);
}

void glass_heap_push(struct glass_heap *heap, void *item)
{
    heap->items[heap->count] = item;
    rise(heap, heap->count++);
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

/* The way of the earlier child is followed to its end, which takes one comparison a step and not two; the last item,
 * put there, hardly ever has to go up again. */
void glass_heap_pop(struct glass_heap *heap)
{
    void *last = heap->items[--heap->count];
    size_t at = 0;
    for (size_t child = 1; child < heap->count; child = 2 * at + 1) {
        if (child + 1 < heap->count && heap->before(heap->items[child + 1], heap->items[child]))
            child++;
        heap->items[at] = heap->items[child];
        at = child;
    }
    heap->items[at] = last;
    rise(heap, at);
}

const void *glass_heap_second(const struct glass_heap *heap)
{
    if (heap->count < 2)
        return NULL;
    return heap->count == 2 || heap->before(heap->items[1], heap->items[2]) ? heap->items[1] : heap->items[2];
}
