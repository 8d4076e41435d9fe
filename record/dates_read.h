/* Reading one date at a known place: what finding dates in text and understanding typed ones have in common.
 * Nobody outside record/ includes this. Every function looks at a bounded number of bytes around the place. */
#ifndef DEPECHE_RECORD_DATES_READ_H
#define DEPECHE_RECORD_DATES_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "record/dates.h"

/* == Pieces =================================================================================================== */

static inline bool dates_digit(struct bytes text, size_t at)
{
    return at < text.size && byte_is_digit(text.data[at]);
}

/* How many digits stand at `at`, and their value while there are at most 8. */
size_t dates_number(struct bytes text, size_t at, unsigned *number);

/* Past the spaces at `at`: a few, no-break ones among them, and one line end at most. */
size_t dates_skip_spaces(struct bytes text, size_t at);
size_t dates_skip_spaces_back(struct bytes text, size_t at);

/* The bytes of the hyphen or dash at `at`, 0 when there is none; `dash` tells whether it is wider than a hyphen. */
size_t dates_dash(struct bytes text, size_t at, bool *dash);

/* A word without accents and in lower case; empty when none stands there or it is longer than any name of ours. */
enum { DATES_WORD_BYTES = 24 };
struct dates_word {
    char folded[DATES_WORD_BYTES];
    size_t offset, length; /* in the text */
};
struct dates_word dates_word_at(struct bytes text, size_t at);
struct dates_word dates_word_before(struct bytes text, size_t end);
bool dates_word_is(const struct dates_word *word, const char *folded);

bool dates_weekday(const struct dates_word *word);
unsigned char dates_month(const struct dates_word *word); /* 1 to 12, 0 when it is not the name of a month */

/* == Whole dates ============================================================================================== */

struct dates_read {
    struct date date; /* year 0: a day or month without its year, where that was allowed */
    size_t length;
    bool numeric; /* day and month may be the other way round */
};

/* The date whose first byte, a digit or the first letter of a month, is at `at`. Years have four digits. */
bool dates_read(struct bytes text, size_t at, bool year_may_lack, struct dates_read *read);

/* Where the month stands of which the number at `at` is the day or the year ("April 14, 2009"); `at` itself when no
 * month stands before it. */
size_t dates_month_before(struct bytes text, size_t at);

/* From the first year to the last; April to March when they follow one another. */
struct date_range dates_whole_years(unsigned first, unsigned last);

#endif
