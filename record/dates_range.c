/* What a person types to ask for dates: one date, a range, a fiscal year, "last month", "hier". */
#include <string.h>

#include "language/fold.h"
#include "language/utf8.h"
#include "record/dates_read.h"

enum { TYPED_BYTES = 200, QUOTED_BYTES = 80 };

static struct bytes slice(struct bytes text, size_t from, size_t to)
{
    return (struct bytes){ text.data + from, to - from };
}

/* == Counted from today ======================================================================================= */

enum unit { UNIT_DAY, UNIT_WEEK, UNIT_MONTH, UNIT_YEAR };

static const struct relative {
    const char *words; /* folded, spaces for hyphens */
    enum unit unit;
    int back; /* how many of the unit before the present one */
} relatives[] = {
    { "today", UNIT_DAY, 0 },
    { "aujourd'hui", UNIT_DAY, 0 },
    { "yesterday", UNIT_DAY, 1 },
    { "hier", UNIT_DAY, 1 },
    { "avant hier", UNIT_DAY, 2 },
    { "this week", UNIT_WEEK, 0 },
    { "cette semaine", UNIT_WEEK, 0 },
    { "last week", UNIT_WEEK, 1 },
    { "la semaine derniere", UNIT_WEEK, 1 },
    { "semaine derniere", UNIT_WEEK, 1 },
    { "la semaine passee", UNIT_WEEK, 1 },
    { "this month", UNIT_MONTH, 0 },
    { "ce mois ci", UNIT_MONTH, 0 },
    { "ce mois", UNIT_MONTH, 0 },
    { "last month", UNIT_MONTH, 1 },
    { "le mois dernier", UNIT_MONTH, 1 },
    { "mois dernier", UNIT_MONTH, 1 },
    { "le mois passe", UNIT_MONTH, 1 },
    { "this year", UNIT_YEAR, 0 },
    { "cette annee", UNIT_YEAR, 0 },
    { "last year", UNIT_YEAR, 1 },
    { "l'an dernier", UNIT_YEAR, 1 },
    { "an dernier", UNIT_YEAR, 1 },
    { "l'an passe", UNIT_YEAR, 1 },
    { "l'annee derniere", UNIT_YEAR, 1 },
    { "annee derniere", UNIT_YEAR, 1 },
    { "l'annee passee", UNIT_YEAR, 1 },
};

/* Folded, with one space for any run of spaces and hyphens. */
static void normalize(struct bytes typed, char words[FOLDED_BYTES])
{
    char folded[FOLDED_BYTES];
    size_t folded_bytes = fold_form(typed, folded), size = 0;
    for (size_t i = 0; i < folded_bytes && size + 1 < FOLDED_BYTES; i++) {
        bool divides = folded[i] == '-' || folded[i] == ' ' || folded[i] == '\t';
        if (!divides)
            words[size++] = folded[i];
        else if (size > 0 && words[size - 1] != ' ')
            words[size++] = ' ';
    }
    words[size] = '\0';
}

static struct date month_before(struct date month, int back)
{
    int months = month.year * 12 + month.month - 1 - back;
    return (struct date){ (short)(months / 12), (unsigned char)(months % 12 + 1), 0 };
}

static struct date_range range_of_unit(struct date today, enum unit unit, int back)
{
    struct date day = date_add_days(today, -back);
    struct date monday = date_add_days(today, -date_weekday(today) - 7 * back);
    struct date month = month_before(today, back);
    struct date year = { (short)(today.year - back), 0, 0 };
    switch (unit) {
    case UNIT_DAY:
        return (struct date_range){ day, day };
    case UNIT_WEEK:
        return (struct date_range){ monday, date_add_days(monday, 6) };
    case UNIT_MONTH:
        return (struct date_range){ month, month };
    default:
        return (struct date_range){ year, year };
    }
}

static bool parse_relative(struct bytes typed, struct date today, struct date_range *range)
{
    char words[FOLDED_BYTES];
    normalize(typed, words);
    for (size_t i = 0; i < sizeof relatives / sizeof relatives[0]; i++) {
        if (strcmp(words, relatives[i].words) == 0) {
            *range = range_of_unit(today, relatives[i].unit, relatives[i].back);
            return date_valid(range->from) && date_valid(range->to);
        }
    }
    return false;
}

/* == Quarters and fiscal years ================================================================================ */

/* The words of a quarter but its year, folded; "2009-Q1" and "T1 2009" as well. */
static const struct quarter {
    const char *words;
    unsigned char number;
} quarters[] = {
    { "q1", 1 },
    { "t1", 1 },
    { "1er trimestre", 1 },
    { "premier trimestre", 1 },
    { "1st quarter", 1 },
    { "first quarter", 1 },
    { "q2", 2 },
    { "t2", 2 },
    { "2e trimestre", 2 },
    { "deuxieme trimestre", 2 },
    { "2nd quarter", 2 },
    { "second quarter", 2 },
    { "q3", 3 },
    { "t3", 3 },
    { "3e trimestre", 3 },
    { "troisieme trimestre", 3 },
    { "3rd quarter", 3 },
    { "third quarter", 3 },
    { "q4", 4 },
    { "t4", 4 },
    { "4e trimestre", 4 },
    { "quatrieme trimestre", 4 },
    { "4th quarter", 4 },
    { "fourth quarter", 4 },
};

/* Take a year and what joins it, "de" or "of", off either end. */
static bool take_year(char words[FOLDED_BYTES], unsigned *year)
{
    struct bytes typed = bytes_of(words);
    if (typed.size < 5)
        return false;
    if (dates_number(typed, 0, year) == 4 && typed.data[4] == ' ') {
        memmove(words, words + 5, typed.size - 5 + 1);
        return true;
    }
    if (words[typed.size - 5] != ' ' || dates_number(typed, typed.size - 4, year) != 4)
        return false;
    typed.size -= 5;
    if (typed.size > 3 &&
        (memcmp(words + typed.size - 3, " de", 3) == 0 || memcmp(words + typed.size - 3, " of", 3) == 0))
        typed.size -= 3;
    words[typed.size] = '\0';
    return true;
}

/* Of the calendar year. */
static bool parse_quarter(struct bytes typed, struct date_range *range)
{
    char words[FOLDED_BYTES];
    unsigned year = 0;
    normalize(typed, words);
    if (!take_year(words, &year) || year == 0)
        return false;
    for (size_t i = 0; i < sizeof quarters / sizeof quarters[0]; i++) {
        if (strcmp(words, quarters[i].words) != 0)
            continue;
        unsigned char last = (unsigned char)(3 * quarters[i].number);
        range->from = (struct date){ (short)year, (unsigned char)(last - 2), 0 };
        range->to = (struct date){ (short)year, last, 0 };
        return true;
    }
    return false;
}

/* Past the words that say that 2007-2008 is a fiscal year, which it is without them. */
static struct bytes skip_fiscal(struct bytes typed)
{
    static const char *const words[] = { "fiscal year ", "exercice financier ", "exercice ", "fy " };
    char folded[FOLDED_BYTES];
    size_t size = fold_form(typed, folded);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        size_t skipped = strlen(words[i]);
        if (size == typed.size && size > skipped && memcmp(folded, words[i], skipped) == 0)
            return slice(typed, skipped, typed.size);
    }
    return typed;
}

/* == One date ================================================================================================= */

/* Two numbers with one of "-/." between them. */
struct two_numbers {
    unsigned first, second;
    size_t first_digits, second_digits;
};

static bool split_numbers(struct bytes typed, struct two_numbers *numbers)
{
    numbers->first_digits = dates_number(typed, 0, &numbers->first);
    size_t divider = numbers->first_digits;
    if (divider == 0 || divider >= typed.size || !memchr("-/.", typed.data[divider], 3))
        return false;
    numbers->second_digits = dates_number(typed, divider + 1, &numbers->second);
    return numbers->second_digits > 0 && divider + 1 + numbers->second_digits == typed.size;
}

/* 2009/04, 2009-4, 04/2009 */
static bool parse_month(struct bytes typed, struct date *date)
{
    struct two_numbers numbers;
    if (!split_numbers(typed, &numbers))
        return false;
    bool year_first = numbers.first_digits == 4 && numbers.second_digits <= 2;
    if (!year_first && !(numbers.first_digits <= 2 && numbers.second_digits == 4))
        return false;
    unsigned year = year_first ? numbers.first : numbers.second;
    unsigned month = year_first ? numbers.second : numbers.first;
    if (month < 1 || month > 12)
        return false;
    *date = (struct date){ (short)year, (unsigned char)month, 0 };
    return date_valid(*date);
}

/* "le", "mardi", "Tuesday," before a date: past them, or 0. */
static size_t skip_introduction(struct bytes typed)
{
    static const char *const words[] = { "le", "the", "on", "in", "en" };
    struct dates_word word = dates_word_at(typed, 0);
    bool introduces = dates_weekday(&word);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        introduces = introduces || dates_word_is(&word, words[i]);
    if (!introduces)
        return 0;
    size_t at = word.length;
    if (at < typed.size && (typed.data[at] == ',' || typed.data[at] == '.'))
        at++;
    return dates_skip_spaces(typed, at);
}

static bool parse_words(struct bytes typed, struct date *date)
{
    struct dates_read read;
    for (size_t skipped = 1; skipped > 0 && typed.size > 0; typed = slice(typed, skipped, typed.size)) {
        if (dates_read(typed, 0, false, &read) && read.length == typed.size) {
            *date = read.date;
            return true;
        }
        skipped = skip_introduction(typed);
    }
    return false;
}

static bool parse_date(struct bytes typed, struct date *date)
{
    return date_parse_iso(typed, date) || parse_month(typed, date) || parse_words(typed, date);
}

/* == Ranges =================================================================================================== */

/* 2007-2008 and the like; also backwards, so that the message can tell what is wrong. */
static bool parse_years(struct bytes typed, struct date_range *range)
{
    struct two_numbers numbers;
    if (!split_numbers(typed, &numbers) || numbers.first_digits != 4 || numbers.second_digits != 4)
        return false;
    *range = dates_whole_years(numbers.first, numbers.second);
    return date_valid(range->from) && date_valid(range->to);
}

/* "du 1er avril 2007 au 31 mars 2008" */
static bool parse_period(struct bytes typed, struct date_range *range)
{
    struct period_found period;
    if (!period_scan(typed, 0, &period) || period.offset != 0 || period.length != typed.size)
        return false;
    *range = period.range;
    return true;
}

/* 2009-04-01/2009-06-30, as ISO 8601 writes intervals */
static bool parse_interval(struct bytes typed, struct date_range *range)
{
    const char *slash = memchr(typed.data, '/', typed.size);
    if (!slash)
        return false;
    size_t at = (size_t)(slash - typed.data);
    return date_parse_iso(slice(typed, 0, at), &range->from) &&
           date_parse_iso(slice(typed, at + 1, typed.size), &range->to);
}

/* What may stand alone or on either side of "..". */
static bool parse_side(struct bytes typed, struct date today, struct date_range *range)
{
    if (typed.size == 0 || typed.size > TYPED_BYTES)
        return false;
    if (parse_date(typed, &range->from)) {
        range->to = range->from;
        return true;
    }
    return parse_relative(typed, today, range) || parse_quarter(typed, range) ||
           parse_years(skip_fiscal(typed), range) || parse_interval(typed, range) || parse_period(typed, range);
}

/* Where ".." or an ellipsis begins and ends. False when there is none. */
static bool find_dots(struct bytes typed, size_t *start, size_t *end)
{
    static const char ellipsis[] = "\u2026";
    for (size_t i = 0; i + 1 < typed.size; i++) {
        if (typed.size - i >= sizeof ellipsis - 1 && memcmp(typed.data + i, ellipsis, sizeof ellipsis - 1) == 0) {
            *start = i;
            *end = i + sizeof ellipsis - 1;
            return true;
        }
        if (typed.data[i] != '.' || typed.data[i + 1] != '.')
            continue;
        *start = i;
        for (*end = i; *end < typed.size && typed.data[*end] == '.';)
            (*end)++;
        return true;
    }
    return false;
}

static enum status not_a_date(struct bytes typed, struct failure *failure)
{
    char quoted[QUOTED_BYTES + 1];
    size_t size = utf8_whole(typed, typed.size < QUOTED_BYTES ? typed.size : QUOTED_BYTES);
    for (size_t i = 0; i < size; i++)
        quoted[i] = (unsigned char)typed.data[i] < ' ' ? ' ' : typed.data[i];
    quoted[size] = '\0';
    fail(failure, STATUS_USAGE, "not a date: \"%s\"", quoted);
    if (failure)
        fail_hint(failure, "write 2009, 2009-04, avril 2009, 14 April 2009, 2007..2008 or 2007-2008");
    return STATUS_USAGE;
}

static enum status check_order(struct date_range range, struct failure *failure)
{
    if (!range.from.year || !range.to.year || date_compare(range.from, date_last_day(range.to)) <= 0)
        return STATUS_OK;
    char from[DATE_ISO_BYTES], to[DATE_ISO_BYTES];
    date_format_iso(range.from, from);
    date_format_iso(range.to, to);
    fail(failure, STATUS_USAGE, "the dates end before they begin: %s..%s", from, to);
    if (failure)
        fail_hint(failure, "write %s..%s", to, from);
    return STATUS_USAGE;
}

enum status date_range_parse(struct bytes text, struct date today, struct date_range *range, struct failure *failure)
{
    struct date_range first = { DATE_NONE, DATE_NONE }, last = { DATE_NONE, DATE_NONE };
    struct bytes typed = utf8_trimmed(text);
    size_t dots, after;
    if (find_dots(typed, &dots, &after)) {
        struct bytes left = utf8_trimmed(slice(typed, 0, dots));
        struct bytes right = utf8_trimmed(slice(typed, after, typed.size));
        if (left.size == 0 && right.size == 0)
            return not_a_date(typed, failure);
        if (left.size > 0 && !parse_side(left, today, &first))
            return not_a_date(left, failure);
        if (right.size > 0 && !parse_side(right, today, &last))
            return not_a_date(right, failure);
    } else {
        if (!parse_side(typed, today, &first))
            return not_a_date(typed, failure);
        last = first;
    }
    *range = (struct date_range){ .from = first.from, .to = last.to };
    return check_order(*range, failure);
}
