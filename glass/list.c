/* The items of one entry of a run while they are gathered. */
#include "glass/list.h"

enum {
    /* Most terms have one short posting, and a few most of all: pieces double their size. */
    SMALLEST_PIECE_BYTES = 16,
    LARGEST_PIECE_BYTES = 4096,
};

/* Pieces are full up to the last one. */
struct glass_piece {
    struct glass_piece *next;
    char bytes[];
};

static size_t size_after(size_t piece_bytes)
{
    return piece_bytes < LARGEST_PIECE_BYTES ? 2 * piece_bytes : piece_bytes;
}

static bool add_piece(struct glass_list *list, struct glass_pool *pool)
{
    size_t size = list->last ? size_after((size_t)(list->end - (char *)list->last)) : SMALLEST_PIECE_BYTES;
    struct glass_piece *piece = glass_pool_take(pool, size);
    if (!piece)
        return false;
    piece->next = NULL;
    if (list->last)
        list->last->next = piece;
    else
        list->first = piece;
    list->last = piece;
    list->next = piece->bytes;
    list->end = (char *)piece + size;
    return true;
}

bool glass_list_append(struct glass_list *list, struct glass_pool *pool, struct bytes bytes)
{
    for (;;) {
        size_t room = (size_t)(list->end - list->next);
        size_t size = bytes.size < room ? bytes.size : room;
        if (size) {
            memcpy(list->next, bytes.data, size);
            list->next += size;
            bytes.data += size;
            bytes.size -= size;
        }
        if (bytes.size == 0)
            return true;
        if (!add_piece(list, pool))
            return false;
    }
}

void glass_list_write(const struct glass_list *list, struct glass_run_file *file)
{
    size_t size = SMALLEST_PIECE_BYTES;
    for (const struct glass_piece *piece = list->first; piece; piece = piece->next) {
        size_t used = piece == list->last ? (size_t)(list->next - piece->bytes) : size - sizeof *piece;
        __builtin_prefetch(piece->next);
        glass_run_file_add(file, piece->bytes, used);
        size = size_after(size);
    }
}
