/* The passage of a text that shows best why it was found, with the matches marked. */
#ifndef DEPECHE_QUERY_SNIPPET_H
#define DEPECHE_QUERY_SNIPPET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/interner.h"
#include "base/status.h"

struct span {
    size_t offset, length; /* bytes */
};

/* A piece of text with marks in it; text and marks live in the arena it was made in. */
struct snippet {
    struct bytes text;
    struct span *marks; /* in the snippet's text, ascending */
    size_t mark_count;
    bool cut_before, cut_after; /* the text goes on there */
    size_t at;                  /* the byte of the text where the best match begins; SIZE_MAX without one */
};

/* How many matches a text has. Linear in it. */
size_t snippet_count(struct bytes text, const struct interner *marked);

/* Cut `text` around its best match: about `most_chars` characters, at words, white space folded to one space. Best
 * is where most different forms of `marked` stand close together, the earliest of equals; without a match, the
 * beginning. Linear in the text. */
enum status snippet_make(struct bytes text, size_t most_chars, const struct interner *marked, struct arena *arena,
                         struct snippet *snippet, struct failure *failure);

/* The whole of a short text, such as a title, with its matches marked. */
enum status snippet_mark(struct bytes text, const struct interner *marked, struct arena *arena,
                         struct snippet *snippet, struct failure *failure);

#endif
