/* Finding dates and periods in running text. Every one of them holds a number, so the text is searched for digits
 * only, and what stands around each number is looked at. */
#include <string.h>

#include "base/eight.h"
#include "record/dates_read.h"

enum { EARLIEST_YEAR = 1900, LATEST_YEAR = 2099 };

static bool plausible(struct date date)
{
    return date.year >= EARLIEST_YEAR && date.year <= LATEST_YEAR;
}

/* == Walking over numbers ===================================================================================== */

/* The first digit of the next number at or after `at`; the size of the text when there is none. */
static size_t next_number(struct bytes text, size_t at)
{
    while (at < text.size && text.size - at >= EIGHT && !eight_digits(eight_at(text.data + at)))
        at += EIGHT;
    while (at < text.size && !byte_is_digit(text.data[at]))
        at++;
    return at;
}

static size_t skip_number(struct bytes text, size_t at)
{
    while (dates_digit(text, at))
        at++;
    return at;
}

/* A number that began before `at` is no beginning. */
static size_t first_number(struct bytes text, size_t at)
{
    if (at > 0 && at < text.size && dates_digit(text, at - 1))
        at = skip_number(text, at);
    return next_number(text, at);
}

/* == Dates ==================================================================================================== */

/* The date to which the number at `at` belongs, from its month on when that stands before. `start` is where it
 * begins. */
static bool date_around(struct bytes text, size_t lowest, size_t at, bool year_may_lack, size_t *start,
                        struct dates_read *read)
{
    size_t month = dates_month_before(text, at);
    if (month < at && month >= lowest && dates_read(text, month, year_may_lack, read) && month + read->length > at) {
        *start = month;
        return true;
    }
    *start = at;
    return dates_read(text, at, year_may_lack, read);
}

static bool weekday_before(struct bytes text, size_t start)
{
    size_t end = dates_skip_spaces_back(text, start);
    struct dates_word word = dates_word_before(text, end);
    if (dates_word_is(&word, "le") || dates_word_is(&word, "the")) {
        end = dates_skip_spaces_back(text, word.offset);
        word = dates_word_before(text, end);
    }
    if (word.length == 0 && end > 0 && (text.data[end - 1] == ',' || text.data[end - 1] == '.'))
        word = dates_word_before(text, end - 1);
    return dates_weekday(&word);
}

bool date_scan(struct bytes text, size_t at, struct date_found *found)
{
    for (size_t number = first_number(text, at); number < text.size;
         number = next_number(text, skip_number(text, number))) {
        size_t start;
        struct dates_read read;
        if (!date_around(text, at, number, false, &start, &read) || !plausible(read.date))
            continue;
        *found = (struct date_found){ .date = read.date,
                                      .offset = start,
                                      .length = read.length,
                                      .numeric = read.numeric,
                                      .weekday = weekday_before(text, start) };
        return true;
    }
    return false;
}

/* == Periods: two years ======================================================================================= */

static bool letter_or_digit(struct bytes text, size_t at)
{
    return at < text.size && (dates_digit(text, at) || dates_word_at(text, at).length > 0);
}

/* 2007-08 must not be a piece of a path, a number or a date. */
static bool stands_alone(struct bytes text, size_t start, size_t end)
{
    if (start > 0 && ((unsigned char)text.data[start - 1] < 0x80 && strchr("-/_=.:,\\", text.data[start - 1])))
        return false;
    if (start > 0 && dates_word_before(text, start).length > 0)
        return false;
    if (letter_or_digit(text, end))
        return false;
    bool divider = end < text.size && strchr("-/_.,:\\", text.data[end]) && text.data[end];
    return !divider || (text.data[end] != '/' && text.data[end] != '_' && !letter_or_digit(text, end + 1));
}

/* The last year of "2007-08", where the two digits are `last`: the next one, or after an en dash any later one; else
 * 0. A hyphen before any other two digits makes a month (2006-09) or a law (2012-16). */
static unsigned short_year(unsigned first, unsigned last, bool dash)
{
    unsigned century = first / 100 * 100;
    if (first + 1 == century + (last ? last : 100))
        return first + 1;
    return dash ? century + last : 0;
}

/* "loi n° 2007-08": the number of a law. */
static bool numbered(struct bytes text, size_t start)
{
    static const char *const signs[] = { "°", "º", "#" };
    static const char *const words[] = { "no", "nos", "loi", "decret", "arrete", "act", "law", "bill" };
    size_t end = dates_skip_spaces_back(text, start);
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        size_t size = strlen(signs[i]);
        if (end >= size && memcmp(text.data + end - size, signs[i], size) == 0)
            return true;
    }
    if (end > 0 && text.data[end - 1] == '.')
        end--;
    struct dates_word word = dates_word_before(text, end);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (dates_word_is(&word, words[i]))
            return true;
    return false;
}

struct date_range dates_whole_years(unsigned first, unsigned last)
{
    if (last == first + 1) /* a fiscal year */
        return (struct date_range){ { (short)first, 4, 1 }, { (short)last, 3, 31 } };
    return (struct date_range){ { (short)first, 1, 1 }, { (short)last, 12, 31 } };
}

/* Past what stands between two years: a slash alone, or a hyphen or dash, which may have spaces around. 0 when
 * nothing joins them. */
static size_t skip_between_years(struct bytes text, size_t end, bool *dash, bool *spaced)
{
    *dash = *spaced = false;
    if (end < text.size && text.data[end] == '/')
        return end + 1;
    size_t divider = dates_skip_spaces(text, end), used = dates_dash(text, divider, dash);
    size_t second = dates_skip_spaces(text, divider + used);
    *spaced = divider > end || second > divider + used;
    return used > 0 ? second : 0;
}

/* 2007-2008, 2006 – 2009, 2007/2008, 2007–08 */
static bool two_years(struct bytes text, size_t at, struct period_found *found)
{
    unsigned first, last;
    bool dash, spaced;
    size_t end = at + dates_number(text, at, &first);
    if (end - at != 4 || (at > 1 && strchr("-/.", text.data[at - 1]) && dates_digit(text, at - 2)))
        return false;
    size_t second = skip_between_years(text, end, &dash, &spaced);
    if (second == 0)
        return false;

    size_t count = dates_number(text, second, &last);
    end = second + count;
    if (count == 2 && !spaced && stands_alone(text, at, end))
        last = short_year(first, last, dash);
    else if (count != 4 || (end < text.size && text.data[end] == '-' && dates_digit(text, end + 1)))
        return false;
    if (first < EARLIEST_YEAR || last > LATEST_YEAR || last <= first || numbered(text, at))
        return false;
    *found = (struct period_found){ .range = dates_whole_years(first, last), .offset = at, .length = end - at };
    return true;
}

/* == Periods: two dates ======================================================================================= */

enum lead { LEAD_NONE, LEAD_FROM, LEAD_BETWEEN };

/* The word that announces a period before `start`, which moves to it. */
static enum lead lead_before(struct bytes text, size_t lowest, size_t *start)
{
    struct dates_word word = dates_word_before(text, dates_skip_spaces_back(text, *start));
    if (dates_weekday(&word) || dates_word_is(&word, "le") || dates_word_is(&word, "the"))
        word = dates_word_before(text, dates_skip_spaces_back(text, word.offset));
    enum lead lead = LEAD_NONE;
    if (dates_word_is(&word, "du") || dates_word_is(&word, "de") || dates_word_is(&word, "from"))
        lead = LEAD_FROM;
    else if (dates_word_is(&word, "between") || dates_word_is(&word, "entre"))
        lead = LEAD_BETWEEN;
    if (lead != LEAD_NONE && word.offset >= lowest)
        *start = word.offset;
    return lead;
}

static bool joins(const struct dates_word *word, enum lead lead)
{
    static const char *const to[] = { "to", "until", "till", "through", "au", "a" };
    if (lead == LEAD_BETWEEN)
        return dates_word_is(word, "and") || dates_word_is(word, "et");
    for (size_t i = 0; i < sizeof to / sizeof to[0]; i++)
        if (dates_word_is(word, to[i]))
            return true;
    return false;
}

/* Past "to", "au", "jusqu'au" or a dash, and past the article and week day after it; 0 when nothing joins. */
static size_t skip_joint(struct bytes text, size_t at, enum lead lead, bool dash_joins)
{
    bool dash;
    at = dates_skip_spaces(text, at);
    if (at < text.size && text.data[at] == ',')
        at = dates_skip_spaces(text, at + 1);
    size_t used = dash_joins ? dates_dash(text, at, &dash) : 0;
    if (used > 0)
        return dates_skip_spaces(text, at + used);

    struct dates_word word = dates_word_at(text, at);
    if (dates_word_is(&word, "jusqu")) {
        size_t apostrophe = at + word.length;
        size_t apostrophe_bytes = apostrophe < text.size && text.data[apostrophe] == '\'' ? 1 : 3;
        word = dates_word_at(text,
                             apostrophe + apostrophe_bytes < text.size ? apostrophe + apostrophe_bytes : text.size);
    }
    if (!joins(&word, lead))
        return 0;
    for (int i = 0; i < 3; i++) {
        at = dates_skip_spaces(text, word.offset + word.length);
        word = dates_word_at(text, at);
        if (!dates_word_is(&word, "le") && !dates_word_is(&word, "the") && !dates_weekday(&word))
            break;
        if (dates_month(&word)) /* "mar" is a Tuesday and a month */
            break;
    }
    return at;
}

static bool make_period(struct date from, struct date to, struct date_range *range)
{
    if (!from.year) {
        from.year = to.year;
        if (date_compare(from, date_last_day(to)) > 0)
            from.year--;
    }
    if (!date_valid(from) || !plausible(from) || !plausible(to))
        return false;
    *range = (struct date_range){ date_first_day(from), date_last_day(to) };
    return date_compare(range->from, range->to) <= 0;
}

/* "du 1er avril 2007 au 31 mars 2008", "from April 1 to December 31, 2007" */
static bool two_dates(struct bytes text, size_t lowest, size_t at, struct period_found *found)
{
    size_t start;
    struct dates_read first, last;
    if (!date_around(text, lowest, at, true, &start, &first))
        return false;
    size_t from = start;
    enum lead lead = lead_before(text, lowest, &from);
    size_t second = skip_joint(text, start + first.length, lead, true);
    if (second == 0 || !dates_read(text, second, false, &last))
        return false;
    *found = (struct period_found){ .offset = from, .length = second + last.length - from };
    return make_period(first.date, last.date, &found->range);
}

/* "from 2007 to 2009", "entre 2007 et 2009": the word before is what tells two years from two numbers. */
static bool two_years_in_words(struct bytes text, size_t lowest, size_t at, struct period_found *found)
{
    unsigned first, last;
    size_t from = at, end = at + dates_number(text, at, &first);
    enum lead lead = end - at == 4 ? lead_before(text, lowest, &from) : LEAD_NONE;
    size_t second = lead != LEAD_NONE && from < at ? skip_joint(text, end, lead, false) : 0;
    if (second == 0 || dates_number(text, second, &last) != 4)
        return false;
    *found = (struct period_found){ .offset = from, .length = second + 4 - from };
    return make_period((struct date){ (short)first, 0, 0 }, (struct date){ (short)last, 0, 0 }, &found->range);
}

bool period_scan(struct bytes text, size_t at, struct period_found *found)
{
    for (size_t number = first_number(text, at); number < text.size;
         number = next_number(text, skip_number(text, number))) {
        if (two_years(text, number, found) || two_dates(text, at, number, found) ||
            two_years_in_words(text, at, number, found))
            return true;
    }
    return false;
}
