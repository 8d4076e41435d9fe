/* The positions of a term in a document, as the position table keeps them. */
#ifndef DEPECHE_GLASS_POSITIONS_H
#define DEPECHE_GLASS_POSITIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

/* Append the tag of `count` (1 or more) strictly ascending positions. */
void glass_encode_positions(const uint32_t *positions, size_t count, struct buffer *tag);

/* Visit the first `most` positions of a tag, ascending. False when the tag is damaged: some may have been visited. */
bool glass_decode_positions(struct bytes tag, uint32_t most, void (*visit)(uint32_t position, void *context),
                            void *context);

#endif
