/* Fuzzes record/dates*.c: what is found lies in the text, follows what was found before, and is of the calendar. */
#include <stdlib.h>
#include <string.h>

#include "record/dates.h"
#include "tests/fuzz/fuzz_target.h"

static void check(bool holds)
{
    if (!holds)
        abort();
}

static void find_dates(struct bytes text)
{
    struct date_found found;
    for (size_t at = 0; date_scan(text, at, &found); at = found.offset + found.length) {
        char iso[DATE_ISO_BYTES];
        struct date back;
        check(found.length && found.offset >= at && found.length <= text.size - found.offset);
        check(date_precision(found.date) != PRECISION_NONE);
        check(found.date.day == 0 || date_valid(found.date));
        date_format_iso(found.date, iso);
        check(date_parse_iso(bytes_of(iso), &back) && date_compare(back, found.date) == 0);
    }
}

static void find_periods(struct bytes text)
{
    struct period_found found;
    for (size_t at = 0; period_scan(text, at, &found); at = found.offset + found.length)
        check(found.length && found.offset >= at && found.length <= text.size - found.offset &&
              date_compare(found.range.from, found.range.to) <= 0);
}

static void read_typed(struct bytes text)
{
    const struct date today = { .year = 2026, .month = 3, .day = 31 };
    struct date_range range;
    struct failure failure = FAILURE_NONE;
    struct date date;
    char words[DATE_WORDS_BYTES];
    if (date_range_parse(text, today, &range, &failure))
        check(*failure.message);
    else
        check(range.from.year || range.to.year);
    if (date_parse_iso(text, &date)) {
        date_format_words(date, true, words);
        date_format_words(date, false, words);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes text = { (const char *)data, size };
    find_dates(text);
    find_periods(text);
    read_typed(text);
    return 0;
}
