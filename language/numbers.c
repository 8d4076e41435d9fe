/* Numbers in figures. */
#include "language/numbers.h"

#include <stdbool.h>

#include "language/characters.h"

enum {
    GROUP_DIGITS = 3,
    YEAR_DIGITS = 4,
    NO_BREAK = 0xA0 /* stands for every space that keeps groups together */
};

static bool is_digit_at(struct bytes text, size_t at)
{
    return at < text.size && text.data[at] >= '0' && text.data[at] <= '9';
}

static size_t digits_at(struct bytes text, size_t at)
{
    size_t end = at;
    while (is_digit_at(text, end))
        end++;
    return end - at;
}

static bool is_point_at(struct bytes text, size_t at)
{
    return at < text.size && (text.data[at] == '.' || text.data[at] == ',');
}

/* A point and a figure: the number does not end where we stand. */
static bool goes_on(struct bytes text, size_t at)
{
    return is_point_at(text, at) && is_digit_at(text, at + 1);
}

/* What may separate groups at `at`, and its bytes; 0 for anything else. */
static uint32_t separator_at(struct bytes text, size_t at, size_t *bytes)
{
    struct character character = character_at(text, at);
    *bytes = character.bytes;
    switch (character.code) {
    case ',':
    case '.':
    case ' ':
        return character.code;
    case 0xA0:   /* no-break space */
    case 0x2007: /* space as wide as a figure */
    case 0x2008: /* space as wide as a point */
    case 0x2009: /* thin space */
    case 0x202F: /* narrow no-break space */
        return NO_BREAK;
    default:
        return 0;
    }
}

/* Plain spaces also stand between numbers of their own: in tables, before a telephone number, before an ordinal. */
static bool stands_alone(struct bytes text, size_t start, size_t end)
{
    if (start >= 2 && text.data[start - 1] == ' ' && is_digit_at(text, start - 2))
        return false;
    if (character_at(text, end).kind == CHARACTER_LETTER)
        return false;
    size_t hyphen = character_hyphen(text, end);
    return !hyphen || digits_at(text, end + hyphen) != YEAR_DIGITS;
}

/* Where the groups after the first one, which ends at `end`, end; `end` when they are none. */
static size_t groups_end(struct bytes text, size_t start, size_t end)
{
    size_t at = end, groups = 0, bytes, more;
    uint32_t separator = separator_at(text, end, &bytes);
    if (!separator || end - start > GROUP_DIGITS || text.data[start] == '0')
        return end;
    while (separator_at(text, at, &more) == separator && digits_at(text, at + more) == GROUP_DIGITS) {
        at += more + GROUP_DIGITS;
        groups++;
    }
    bool broken = separator_at(text, at, &more) == separator && is_digit_at(text, at + more);
    if (groups == 0 || broken)
        return end;
    if (separator == '.' && groups == 1 && !goes_on(text, at))
        return end;
    if (separator == ' ' && !stands_alone(text, start, at))
        return end;
    return at;
}

struct number number_at(struct bytes text, size_t start)
{
    size_t first_end = start + digits_at(text, start);
    struct number number = { first_end, first_end };
    if (start >= 2 && is_point_at(text, start - 1) && is_digit_at(text, start - 2))
        return number; /* within a list, date or version */

    size_t end = number.integer_end = number.end = groups_end(text, start, first_end);
    if (!goes_on(text, end) || (end > first_end && text.data[end] == text.data[first_end]))
        return number;
    size_t decimals = digits_at(text, end + 1);
    bool years = end == first_end && end - start == YEAR_DIGITS && decimals == YEAR_DIGITS;
    if (!years && !goes_on(text, end + 1 + decimals))
        number.end = end + 1 + decimals;
    return number;
}
