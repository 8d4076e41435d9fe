/* The calendar, and dates written as ISO 8601 or in words. */
#include "record/dates.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1, LAST_YEAR = 9999, MONTHS = 12, SECONDS_A_DAY = 86400 };

static const char *const english_months[MONTHS] = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December",
};
static const char *const french_months[MONTHS] = {
    "janvier", "février", "mars",      "avril",   "mai",      "juin",
    "juillet", "août",    "septembre", "octobre", "novembre", "décembre",
};

/* == One date ================================================================================================= */

enum date_precision date_precision(struct date date)
{
    if (!date.year)
        return PRECISION_NONE;
    if (!date.month)
        return PRECISION_YEAR;
    return date.day ? PRECISION_DAY : PRECISION_MONTH;
}

const char *date_precision_name(enum date_precision precision)
{
    static const char *const names[] = {
        [PRECISION_NONE] = "", [PRECISION_YEAR] = "year", [PRECISION_MONTH] = "month", [PRECISION_DAY] = "day"
    };
    return names[precision];
}

static unsigned char days_of_month(int year, int month)
{
    static const unsigned char days[MONTHS] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

bool date_valid(struct date date)
{
    if (date.year < FIRST_YEAR || date.year > LAST_YEAR || date.month > MONTHS)
        return false;
    if (date.month == 0)
        return date.day == 0;
    return date.day <= days_of_month(date.year, date.month);
}

struct date date_first_day(struct date date)
{
    if (date.year && !date.month)
        date.month = 1;
    if (date.year && !date.day)
        date.day = 1;
    return date;
}

struct date date_last_day(struct date date)
{
    if (date.year && !date.month)
        date.month = MONTHS;
    if (date.year && !date.day)
        date.day = days_of_month(date.year, date.month);
    return date;
}

int date_compare(struct date left, struct date right)
{
    left = date_first_day(left);
    right = date_first_day(right);
    int difference = (left.year - right.year) * 512 + (left.month - right.month) * 32 + (left.day - right.day);
    return (difference > 0) - (difference < 0);
}

/* == Days as numbers ========================================================================================== */

/* Years are counted from March, so that the leap day is the last of its year; 400 of them have 146,097 days, and
 * day 0 is 1970-01-01. */
enum { DAYS_OF_400_YEARS = 146097, DAYS_BEFORE_1970 = 719468 };

static long day_number(struct date day)
{
    long year = day.month > 2 ? day.year : day.year - 1;
    long months_since_march = (day.month + 9) % MONTHS;
    long day_of_year = (153 * months_since_march + 2) / 5 + day.day - 1;
    return year * 365 + year / 4 - year / 100 + year / 400 + day_of_year - DAYS_BEFORE_1970;
}

static struct date date_of_number(long long number)
{
    static const struct date first = { FIRST_YEAR, 1, 1 }, last = { LAST_YEAR, MONTHS, 31 };
    if (number < day_number(first) || number > day_number(last))
        return (struct date)DATE_NONE;

    long days = (long)number + DAYS_BEFORE_1970; /* since the first of March of year 0: not negative from here on */
    long era = days / DAYS_OF_400_YEARS;
    long day_of_era = days % DAYS_OF_400_YEARS;
    long year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    long day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    long months_since_march = (5 * day_of_year + 2) / 153;
    long month = months_since_march < 10 ? months_since_march + 3 : months_since_march - 9;
    return (struct date){ .year = (short)(era * 400 + year_of_era + (month <= 2)),
                          .month = (unsigned char)month,
                          .day = (unsigned char)(day_of_year - (153 * months_since_march + 2) / 5 + 1) };
}

struct date date_add_days(struct date day, int days)
{
    if (!day.year)
        return day;
    return date_of_number((long long)day_number(date_first_day(day)) + days);
}

int date_weekday(struct date day)
{
    enum { DAYS = 7, THURSDAY = 3 /* 1970-01-01 */ };
    long weekday = (day_number(date_first_day(day)) + THURSDAY) % DAYS;
    return (int)(weekday < 0 ? weekday + DAYS : weekday);
}

struct date date_from_unix(long long seconds)
{
    long long days = seconds / SECONDS_A_DAY;
    return date_of_number(seconds % SECONDS_A_DAY < 0 ? days - 1 : days);
}

/* == Forms ==================================================================================================== */

void date_format_figures(struct date date, char figures[DATE_FIGURES_BYTES])
{
    char *end = bytes_write_digits(figures, (unsigned)date.year, 4);
    end = bytes_write_digits(end, date.month, 2);
    *bytes_write_digits(end, date.day, 2) = '\0';
}

void date_format_iso(struct date date, char iso[DATE_ISO_BYTES])
{
    static const size_t sizes[] = {
        [PRECISION_NONE] = 0, [PRECISION_YEAR] = 4, [PRECISION_MONTH] = 7, [PRECISION_DAY] = 10
    };
    char *end = bytes_write_digits(iso, (unsigned)date.year, 4);
    *end++ = '-';
    end = bytes_write_digits(end, date.month, 2);
    *end++ = '-';
    bytes_write_digits(end, date.day, 2);
    iso[sizes[date_precision(date)]] = '\0';
}

/* A number of exactly `count` digits off the front of `text`. */
static bool take_digits(struct bytes *text, size_t count, int *number)
{
    struct bytes digits;
    if (!bytes_read(text, count, &digits))
        return false;
    *number = 0;
    for (size_t i = 0; i < count; i++) {
        if (digits.data[i] < '0' || digits.data[i] > '9')
            return false;
        *number = *number * 10 + (digits.data[i] - '0');
    }
    return true;
}

static bool take_hyphen(struct bytes *text)
{
    struct bytes hyphen;
    return bytes_read(text, 1, &hyphen) && hyphen.data[0] == '-';
}

bool date_parse_iso(struct bytes text, struct date *date)
{
    int year, month = 0, day = 0;
    if (!take_digits(&text, 4, &year))
        return false;
    if (text.size && !(take_hyphen(&text) && take_digits(&text, 2, &month) && month))
        return false;
    if (text.size && !(take_hyphen(&text) && take_digits(&text, 2, &day) && day))
        return false;
    struct date parsed = { (short)year, (unsigned char)month, (unsigned char)day };
    if (text.size || !date_valid(parsed))
        return false;
    *date = parsed;
    return true;
}

static const char *month_name(int month, bool french)
{
    return french ? french_months[month - 1] : english_months[month - 1];
}

void date_format_words(struct date date, bool french, char words[DATE_WORDS_BYTES])
{
    words[0] = '\0';
    if (!date.year || date.month > MONTHS)
        return;
    if (!date.month)
        snprintf(words, DATE_WORDS_BYTES, "%d", date.year);
    else if (!date.day)
        snprintf(words, DATE_WORDS_BYTES, "%s %d", month_name(date.month, french), date.year);
    else if (french)
        snprintf(words, DATE_WORDS_BYTES, "%d%s %s %d", date.day, date.day == 1 ? "er" : "",
                 month_name(date.month, true), date.year);
    else
        snprintf(words, DATE_WORDS_BYTES, "%s %d, %d", month_name(date.month, false), date.day, date.year);
}
