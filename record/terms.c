/* Terms: a prefix and a value under the limit of a term, and the terms that stand for dates and periods. */
#include "record/fields.h"

#include <assert.h>
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "language/utf8.h"

/* == The limit ================================================================================================ */

/* FNV-1a with 128 bits (Fowler, Noll and Vo; RFC 9923). By the birthday bound a million long values collide with a
 * chance of 2e-27; 64 bits would give 3e-8, which is small too, but the terms that need a hash are rare and 16 more
 * bytes cost nothing. Two documents of one unique term would silently be one. */
struct hash {
    uint64_t high, low;
};
enum { HASH_HEX_BYTES = 32 };

static struct hash hash_bytes(struct bytes value)
{
    const uint64_t prime_low = 0x13B; /* the prime is 2^88 + 0x13B */
    struct hash hash = { UINT64_C(0x6C62272E07BB0142), UINT64_C(0x62B821756295C58D) };
    for (size_t i = 0; i < value.size; i++) {
        uint64_t low = hash.low ^ (unsigned char)value.data[i];
        uint64_t product_low = (low & UINT32_MAX) * prime_low;
        uint64_t product_middle = (low >> 32) * prime_low;
        hash.low = product_low + (product_middle << 32);
        uint64_t carry = hash.low < product_low;
        hash.high = hash.high * prime_low + (product_middle >> 32) + carry + (low << 24);
    }
    return hash;
}

/* The most bytes from the front of `value` for which glass needs no more than `room`: it stores a NUL as two. */
static size_t bytes_that_fit(struct bytes value, size_t room)
{
    size_t size = 0;
    for (size_t used = 0; size < value.size; size++) {
        used += value.data[size] == '\0' ? 2 : 1;
        if (used > room)
            break;
    }
    return size;
}

/* Omega's rule: after a prefix of several letters a value that begins like one more of its letters is set apart. */
static bool needs_colon(const char *prefix, struct bytes value)
{
    if (strlen(prefix) < 2 || value.size == 0)
        return false;
    return value.data[0] == ':' || (value.data[0] >= 'A' && value.data[0] <= 'Z');
}

void term_make(struct term *term, const char *prefix, struct bytes value)
{
    size_t head = strlen(prefix);
    assert(head < TERM_BYTES - HASH_HEX_BYTES);
    memcpy(term->bytes, prefix, head);
    if (needs_colon(prefix, value))
        term->bytes[head++] = ':';

    /* Few are so long that their bytes have to be counted. */
    size_t kept = 2 * value.size <= TERM_BYTES - head ? value.size : bytes_that_fit(value, TERM_BYTES - head);
    bool whole = kept == value.size;
    if (!whole)
        kept = utf8_whole(value, bytes_that_fit(value, TERM_BYTES - head - HASH_HEX_BYTES));
    if (kept > 0)
        memcpy(term->bytes + head, value.data, kept);
    term->size = head + kept;
    if (!whole) {
        struct hash hash = hash_bytes(value);
        snprintf(term->bytes + term->size, HASH_HEX_BYTES + 1, "%016" PRIx64 "%016" PRIx64, hash.high, hash.low);
        term->size += HASH_HEX_BYTES;
    }
    term->bytes[term->size] = '\0';
}

void term_make_facet(struct term *term, const struct field *field, struct bytes value)
{
    assert(field->kind == FIELD_FACET);
    char lower[TERM_BYTES];
    if ((field->id == FIELD_COUNTRY || field->id == FIELD_ABOUT) && value.size <= sizeof lower) {
        for (size_t i = 0; i < value.size; i++)
            lower[i] = (char)tolower((unsigned char)value.data[i]);
        value.data = lower;
    }
    term_make(term, field->prefix, value);
}

/* == Dates ==================================================================================================== */

/* The one term of exactly this day, month or year. */
static void term_make_date(struct term *term, struct date date)
{
    char figures[DATE_FIGURES_BYTES];
    struct bytes value = { figures, 4 };
    const char *prefix = PREFIX_YEAR;
    date_format_figures(date, figures);
    if (date_precision(date) == PRECISION_DAY) {
        prefix = fields[FIELD_DATE].prefix;
        value.size = 8;
    } else if (date_precision(date) == PRECISION_MONTH) {
        prefix = PREFIX_MONTH;
        value.size = 6;
    }
    term_make(term, prefix, value);
}

size_t terms_of_date(struct date date, struct term terms[3])
{
    const struct date year = { .year = date.year };
    const struct date month = { .year = date.year, .month = date.month };
    size_t count = 0;
    switch (date_precision(date)) {
    case PRECISION_DAY:
        term_make_date(&terms[count++], date);
        /* fall through */
    case PRECISION_MONTH:
        term_make_date(&terms[count++], month);
        /* fall through */
    case PRECISION_YEAR:
        term_make_date(&terms[count++], year);
        /* fall through */
    case PRECISION_NONE:
        break;
    }
    return count;
}

/* The year or the month that begins on `day` and ends by `last`, the largest there is; else the day itself. */
static struct date largest_unit(struct date day, struct date last)
{
    const struct date units[] = { { .year = day.year }, { .year = day.year, .month = day.month } };
    for (size_t i = 0; i < 2; i++)
        if (date_compare(date_first_day(units[i]), day) == 0 && date_compare(date_last_day(units[i]), last) <= 0)
            return units[i];
    return day;
}

enum status terms_of_range(struct date_range range, short earliest, short latest, term_add add, void *context,
                           struct failure *failure)
{
    if (earliest < 1 || latest < earliest)
        return STATUS_OK; /* no document has a date */
    struct date day = date_first_day((struct date){ .year = earliest });
    struct date last = date_last_day((struct date){ .year = latest });
    if (range.from.year && date_compare(date_first_day(range.from), day) > 0)
        day = date_first_day(range.from);
    if (range.to.year && date_compare(date_last_day(range.to), last) < 0)
        last = date_last_day(range.to);

    while (date_compare(day, last) <= 0) {
        struct date unit = largest_unit(day, last);
        struct term term;
        term_make_date(&term, unit);
        enum status status = add(&term, context, failure);
        if (status)
            return status;
        if (date_compare(date_last_day(unit), last) == 0)
            break; /* the day after may not exist: 9999-12-31 */
        day = date_add_days(date_last_day(unit), 1);
    }
    return STATUS_OK;
}

/* == Periods ================================================================================================== */

/* A longer period is nobody's; it would only fill the index. */
enum { PERIOD_YEARS = 200, LAST_YEAR = 9999 };

enum status terms_of_period(struct date_range range, term_add add, void *context, struct failure *failure)
{
    if (!range.from.year && !range.to.year)
        return STATUS_OK;
    int first = range.from.year ? range.from.year : range.to.year - PERIOD_YEARS + 1;
    int last = range.to.year ? range.to.year : first + PERIOD_YEARS - 1;
    if (last > LAST_YEAR)
        last = LAST_YEAR;
    if (first < last - PERIOD_YEARS + 1)
        first = last - PERIOD_YEARS + 1;
    if (first < 1)
        first = 1;

    for (int year = first; year <= last; year++) {
        char figures[4];
        struct term term;
        bytes_write_digits(figures, (unsigned)year, sizeof figures);
        term_make(&term, fields[FIELD_COVERS].prefix, (struct bytes){ figures, sizeof figures });
        enum status status = add(&term, context, failure);
        if (status)
            return status;
    }
    return STATUS_OK;
}

void period_value_from(struct date_range range, char value[PERIOD_VALUE_BYTES])
{
    date_format_figures(range.from.year ? date_first_day(range.from) : (struct date)DATE_NONE, value);
}

void period_value_to(struct date_range range, char value[PERIOD_VALUE_BYTES])
{
    static const char open[PERIOD_VALUE_BYTES] = "99999999";
    if (range.to.year)
        date_format_figures(date_last_day(range.to), value);
    else
        memcpy(value, open, sizeof open);
}
