/* Days, months and years as people write them in English and French. */
#ifndef DEPECHE_RECORD_DATES_H
#define DEPECHE_RECORD_DATES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"

/* A day, a month (day 0) or a year (month 0) of the Gregorian calendar. Year 0: no date. */
struct date {
    short year;         /* 1 to 9999 */
    unsigned char month, day;
};

#define DATE_NONE { .year = 0 }
enum { DATE_ISO_BYTES = 11 };

enum date_precision { PRECISION_NONE, PRECISION_YEAR, PRECISION_MONTH, PRECISION_DAY };

enum date_precision date_precision(struct date date);
const char *date_precision_name(enum date_precision precision); /* "day", "month", "year", "" */
bool date_valid(struct date date); /* the day is in the calendar */

/* -1, 0, 1 in the order of the first day of each. */
int date_compare(struct date left, struct date right);

/* "2009-04-14", "2009-04", "2009"; "" for no date. And back: STATUS-free, false if it is not exactly such. */
void date_format_iso(struct date date, char iso[DATE_ISO_BYTES]);
bool date_parse_iso(struct bytes text, struct date *date);

/* Eight figures, zeroes for what is not known: "20090414", "20090400", "00000000". */
enum { DATE_FIGURES_BYTES = 9 };
void date_format_figures(struct date date, char figures[DATE_FIGURES_BYTES]);

/* As a reader of the language writes it: "April 14, 2009", "14 avril 2009", "1er mars 2004", "avril 2009". */
enum { DATE_WORDS_BYTES = 40 };
void date_format_words(struct date date, bool french, char words[DATE_WORDS_BYTES]);

struct date date_first_day(struct date date); /* 2009-04 -> 2009-04-01 */
struct date date_last_day(struct date date);  /* 2009-04 -> 2009-04-30 */
struct date date_add_days(struct date day, int days);
int date_weekday(struct date day);             /* 0 is Monday, 6 is Sunday */
struct date date_from_unix(long long seconds); /* the UTC day */

/* == Ranges =================================================================================================== */

/* From the first day of `from` to the last day of `to`; an end whose year is 0 is open. */
struct date_range {
    struct date from, to;
};

/* What a person types to ask for dates: a day, month or year in any spelling `date_scan` knows, "2007..2008", "..2005",
 * "2009-04..", "2007-2008" (a fiscal year, April to March) or "2006-2009" (years), "last year" and "hier" with their
 * kind, which `today` decides. STATUS_USAGE names what is wrong, in the hint how to write it. */
enum status date_range_parse(struct bytes text, struct date today, struct date_range *range, struct failure *failure);

/* == Finding dates in text ==================================================================================== */

struct date_found {
    struct date date;
    size_t offset, length; /* bytes in the text */
    bool numeric;          /* 04/05/2009: day and month may be the other way round */
    bool weekday;          /* the name of a week day stands before it */
};

/* The next date that begins at or after byte `at` of `text`, in either language: "14 Apr 2009", "April 14, 2009", "le
 * 1er mars 2004", "14 avril 2009", "2009-04-14", "14/04/2009", "20090414" (between non-digits), "April 2009". Years
 * alone are not found here: too many numbers look like them. Months' names with or without accents, in any case.
 * False when there is none. Linear in the text. */
bool date_scan(struct bytes text, size_t at, struct date_found *found);

/* The next period of years: "2007-2008", "2006-2009", "2007–08", "du 1er avril 2007 au 31 mars 2008", "from April 2007 to
 * March 2008". Two years that follow one another are a fiscal year, April to March. */
struct period_found {
    struct date_range range;
    size_t offset, length;
};
bool period_scan(struct bytes text, size_t at, struct period_found *found);

#endif
