/* Words as they are written: what may be kept of them. */
#include "language/surfaces.h"

#include <stdlib.h>

#include "language/characters.h"

static const size_t set_count = (size_t)1 << SURFACE_SETS_LOG;

bool surfaces_init(struct surfaces *surfaces)
{
    _Static_assert(sizeof(struct surface) == 32, "two surfaces are a line of the cache");
    surfaces->sets = aligned_alloc(sizeof *surfaces->sets, set_count * sizeof *surfaces->sets);
    if (surfaces->sets)
        surfaces_forget(surfaces);
    return surfaces->sets;
}

void surfaces_clear(struct surfaces *surfaces)
{
    free(surfaces->sets);
}

void surfaces_forget(struct surfaces *surfaces)
{
    memset(surfaces->sets, 0, set_count * sizeof *surfaces->sets);
}

/* Up to where the scanner of words, from `at` to the end of a span, looks at nothing but what stands between: letters
 * and figures, with apostrophes that have a letter after them, as far as a character that divides words. `at` when
 * the scanner may look further. */
static size_t settled_end(struct bytes text, size_t at, size_t end)
{
    bool figures = byte_is_digit(text.data[at]), apostrophe = false;
    for (size_t i = at; i < end;) {
        if (byte_is_letter(text.data[i])) {
            apostrophe = false;
            i++;
            continue;
        }
        struct character character = character_at(text, i);
        switch (character.kind) {
        case CHARACTER_LETTER:
            apostrophe = false;
            break;
        case CHARACTER_DIGIT:
            if (apostrophe)
                return at;
            break;
        case CHARACTER_APOSTROPHE:
            if (apostrophe || figures)
                return at;
            apostrophe = true;
            break;
        case CHARACTER_DIVIDER:
            return apostrophe || figures ? at : i;
        default:
            return at;
        }
        i += character.bytes;
    }
    return apostrophe ? at : end;
}

static bool is_divider(struct bytes text, size_t at, size_t end)
{
    while (at < end) {
        struct character character = character_at(text, at);
        if (character.kind != CHARACTER_DIVIDER)
            return false;
        at += character.bytes;
    }
    return true;
}

bool surface_make(struct surface *surface, const struct span *span, struct bytes text, size_t at,
                  const struct word *word, size_t next)
{
    size_t end = at + span->size;
    if (span->size == 0 || next > settled_end(text, at, end))
        return false;
    bool divided = next < end && is_divider(text, next, end);
    bool is_letter = character_at(text, word->offset).bytes == word->length;
    *surface = (struct surface){
        .bytes = { span->bytes[0], span->bytes[1], span->bytes[2] },
        .start = (uint8_t)(word->offset - at),
        .length = (uint8_t)word->length,
        .next = (uint8_t)(divided ? span->size : next - at),
        .flags = (uint8_t)((word->capital ? SURFACE_CAPITAL : 0) | (word->upper ? SURFACE_UPPER : 0) |
                           (is_letter ? SURFACE_LETTER : 0) | (divided ? SURFACE_DIVIDED : 0) |
                           (byte_is_digit(text.data[at]) ? SURFACE_FIGURES : 0)),
    };
    return true;
}

void surfaces_keep(struct surfaces *surfaces, const struct surface *surface)
{
    struct surface *set = surfaces_set(surfaces, surface->bytes);
    if (!surface_is(&set[0], surface->bytes)) {
        set[1] = set[0];
        set[0] = *surface;
    }
}
