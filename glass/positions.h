/* The positions of a term in a document, as the position table keeps them. */
#ifndef DEPECHE_GLASS_POSITIONS_H
#define DEPECHE_GLASS_POSITIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

/* Append the tag of `count` (1 or more) strictly ascending positions. */
void glass_encode_positions(const uint32_t *positions, size_t count, struct buffer *tag);

/* Positions, ascending. All zeros at first; `failed`: memory was exhausted. */
struct glass_position_list {
    uint32_t *positions;
    size_t count, capacity;
    bool failed;
};
void glass_position_list_clear(struct glass_position_list *list);

/* The positions of a tag, in place of those in `list`; of those past `most` only some. False when the tag is damaged
 * or memory exhausted: then there are none. */
bool glass_decode_positions(struct bytes tag, uint32_t most, struct glass_position_list *list);

#endif
