/* Reading one date at a known place, in either language. */
#include "record/dates_read.h"

#include <string.h>

#include "language/fold.h"
#include "language/utf8.h"

enum { SPACES_MOST = 8, FEWEST_YEAR = 1000 };

/* == Pieces =================================================================================================== */

static bool byte_is(struct bytes text, size_t at, char byte)
{
    return at < text.size && text.data[at] == byte;
}

static struct bytes rest(struct bytes text, size_t at)
{
    return (struct bytes){ text.data + at, text.size - at };
}

size_t dates_number(struct bytes text, size_t at, unsigned *number)
{
    size_t count = 0;
    *number = 0;
    for (; dates_digit(text, at + count); count++)
        if (count < 8)
            *number = *number * 10 + (unsigned)(text.data[at + count] - '0');
    return count;
}

/* As nearly all that is met is; the rest is looked at as a character. */
static bool is_visible_ascii(char byte)
{
    return (unsigned char)byte > ' ' && (unsigned char)byte < 0x80;
}

size_t dates_skip_spaces(struct bytes text, size_t at)
{
    bool line_end = false;
    for (size_t i = 0; i < SPACES_MOST && at < text.size && !is_visible_ascii(text.data[at]); i++) {
        size_t used;
        if (!utf8_is_space(utf8_decode(rest(text, at), &used)))
            break;
        if (text.data[at] == '\n') {
            if (line_end)
                break;
            line_end = true;
        }
        at += used;
    }
    return at;
}

/* The first byte of the character that ends before `end`. */
static size_t character_before(struct bytes text, size_t end)
{
    size_t start = end - 1;
    while (start > 0 && end - start < UTF8_LONGEST && ((unsigned char)text.data[start] & 0xC0) == 0x80)
        start--;
    return start;
}

size_t dates_skip_spaces_back(struct bytes text, size_t at)
{
    bool line_end = false;
    for (size_t i = 0; i < SPACES_MOST && at > 0 && !is_visible_ascii(text.data[at - 1]); i++) {
        size_t start = character_before(text, at), used;
        if (!utf8_is_space(utf8_decode(rest(text, start), &used)) || start + used != at)
            break;
        if (text.data[start] == '\n') {
            if (line_end)
                break;
            line_end = true;
        }
        at = start;
    }
    return at;
}

size_t dates_dash(struct bytes text, size_t at, bool *dash)
{
    *dash = false;
    if (byte_is(text, at, '-'))
        return 1;
    size_t used;
    if (at >= text.size || (unsigned char)text.data[at] != 0xE2)
        return 0;
    uint32_t character = utf8_decode(rest(text, at), &used);
    *dash = (character >= 0x2012 && character <= 0x2014) || character == 0x2212; /* figure, en, em dash, minus */
    return *dash || character == 0x2010 || character == 0x2011 ? used : 0;       /* hyphens proper */
}

/* == Words ==================================================================================================== */

/* A letter of the two languages or of a neighbour's: Latin, composed (U+00C0 to U+017F) or with a combining accent after
 * it, or Cyrillic. */
static size_t letter_bytes(struct bytes text, size_t at)
{
    unsigned char byte = (unsigned char)text.data[at];
    if ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z')
        return 1;
    bool leads = (byte >= 0xC3 && byte <= 0xC5) || byte == 0xCC || byte == 0xD0 || byte == 0xD1;
    return leads && at + 1 < text.size && ((unsigned char)text.data[at + 1] & 0xC0) == 0x80
               ? 2
               : 0;
}

/* Nearly all words are ASCII, and words beside numbers are many: those are folded here. */
static bool fold_ascii(const char *word, struct dates_word *into)
{
    for (size_t i = 0; i < into->length; i++) {
        if ((unsigned char)word[i] >= 0x80)
            return false;
        into->folded[i] = (char)(word[i] | 0x20);
    }
    into->folded[into->length] = '\0';
    return true;
}

static void fold_word(struct bytes text, struct dates_word *word)
{
    char folded[FOLDED_BYTES];
    if (fold_ascii(text.data + word->offset, word))
        return;
    word->folded[0] = '\0';
    size_t size = fold_form((struct bytes){ text.data + word->offset, word->length }, folded);
    if (size >= sizeof word->folded)
        return;
    memcpy(word->folded, folded, size);
    word->folded[size] = '\0';
}

struct dates_word dates_word_at(struct bytes text, size_t at)
{
    struct dates_word word = { .offset = at };
    size_t used;
    while (at < text.size && at - word.offset < DATES_WORD_BYTES && (used = letter_bytes(text, at)) > 0)
        at += used;
    word.length = at - word.offset;
    if (word.length > 0 && word.length < DATES_WORD_BYTES)
        fold_word(text, &word);
    return word;
}

struct dates_word dates_word_before(struct bytes text, size_t end)
{
    struct dates_word word = { .offset = end };
    while (word.offset > 0 && end - word.offset < DATES_WORD_BYTES) {
        bool plain = !(text.data[word.offset - 1] & 0x80);
        size_t start = plain ? word.offset - 1 : character_before(text, word.offset);
        size_t used = letter_bytes(text, start);
        if (used == 0 || start + used != word.offset)
            break;
        word.offset = start;
    }
    word.length = end - word.offset;
    if (word.length > 0 && word.length < DATES_WORD_BYTES)
        fold_word(text, &word);
    return word;
}

bool dates_word_is(const struct dates_word *word, const char *folded)
{
    return word->folded[0] == folded[0] && strcmp(word->folded, folded) == 0;
}

bool dates_weekday(const struct dates_word *word)
{
    static const char *const names[] = {
        "monday", "tuesday",  "wednesday", "thursday", "friday", "saturday", "sunday", "lundi",
        "mardi",  "mercredi", "jeudi",     "vendredi", "samedi", "dimanche", "mon",    "tue",
        "tues",   "wed",      "thu",       "thur",     "thurs",  "fri",      "sat",    "sun",
        "lun",    "mar",      "mer",       "jeu",      "ven",    "sam",      "dim",
    };
    if (!word->folded[0])
        return false;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (dates_word_is(word, names[i]))
            return true;
    return false;
}

/* == Figures only ============================================================================================= */

/* Exactly `fewest` to `most` digits. */
static bool read_count(struct bytes text, size_t *at, size_t fewest, size_t most, unsigned *number)
{
    size_t count = dates_number(text, *at, number);
    if (count < fewest || count > most)
        return false;
    *at += count;
    return true;
}

static bool set_date(struct date *date, unsigned year, unsigned month, unsigned day)
{
    if (year < FEWEST_YEAR || year > 9999 || month < 1 || month > 12 || day > 31)
        return false;
    *date = (struct date){ (short)year, (unsigned char)month, (unsigned char)day };
    return date_valid(*date);
}

/* "T10:00:00-05:00" after a day: its length. */
static size_t time_of_day(struct bytes text, size_t at)
{
    enum { TIME_MOST = 40 };
    if (!(byte_is(text, at, 'T') && dates_digit(text, at + 1) && dates_digit(text, at + 2)))
        return 0;
    size_t end = at + 3;
    while (end < text.size && end - at < TIME_MOST && text.data[end] && strchr("0123456789:.+-Z", text.data[end]))
        end++;
    while (strchr(".-+:", text.data[end - 1]))
        end--;
    return end - at;
}

/* 20090414 */
static bool read_compact(struct bytes text, size_t at, struct dates_read *read)
{
    unsigned number;
    size_t end = at;
    if (!read_count(text, &end, 8, 8, &number) ||
        !set_date(&read->date, number / 10000, number / 100 % 100, number % 100) || read->date.day == 0)
        return false;
    if (at > 1 && (text.data[at - 1] == '.' || text.data[at - 1] == ',') && dates_digit(text, at - 2))
        return false; /* decimals */
    read->length = end + time_of_day(text, end) - at;
    return true;
}

static bool divides_figures(struct bytes text, size_t at)
{
    return byte_is(text, at, '-') || byte_is(text, at, '/') || byte_is(text, at, '.');
}

/* 2009-04-14, 2009/4/14 */
static bool read_year_first(struct bytes text, size_t at, struct dates_read *read)
{
    unsigned year, month, day;
    size_t end = at;
    if (!read_count(text, &end, 4, 4, &year) || !divides_figures(text, end))
        return false;
    char divider = text.data[end++];
    if (!read_count(text, &end, 1, 2, &month) || !byte_is(text, end, divider))
        return false;
    end++;
    if (!read_count(text, &end, 1, 2, &day) || day == 0 || !set_date(&read->date, year, month, day))
        return false;
    read->length = end + time_of_day(text, end) - at;
    return true;
}

/* 14/04/2009; 04/14/2009 when it can be nothing else. Not inside a longer row of figures: 1.14.04.2009 */
static bool read_year_last(struct bytes text, size_t at, struct dates_read *read)
{
    unsigned day, month, year;
    size_t end = at;
    if (!read_count(text, &end, 1, 2, &day) || !divides_figures(text, end))
        return false;
    char divider = text.data[end++];
    if (!read_count(text, &end, 1, 2, &month) || !byte_is(text, end, divider))
        return false;
    end++;
    if (!read_count(text, &end, 4, 4, &year) || day == 0)
        return false;
    if ((byte_is(text, end, divider) && dates_digit(text, end + 1)) ||
        (at > 1 && text.data[at - 1] == divider && dates_digit(text, at - 2)))
        return false;
    read->numeric = day <= 12 && month <= 12 && day != month;
    read->length = end - at;
    return set_date(&read->date, year, month, day) || set_date(&read->date, year, day, month);
}

/* == With the name of a month ================================================================================= */

/* Between day and month, or month and day: spaces, or one of ".-/" alone. */
static size_t skip_divider(struct bytes text, size_t at)
{
    size_t end = dates_skip_spaces(text, at);
    return end == at && divides_figures(text, at) ? at + 1 : end;
}

/* Before the year also a comma. */
static size_t skip_to_year(struct bytes text, size_t at)
{
    size_t end = dates_skip_spaces(text, at);
    if (byte_is(text, end, ','))
        return dates_skip_spaces(text, end + 1);
    struct dates_word word = dates_word_at(text, end);
    if (dates_word_is(&word, "de"))
        return dates_skip_spaces(text, end + word.length);
    return skip_divider(text, at);
}

/* "1er", "1 er", "2nd", "14th": past the ending. */
static size_t skip_ordinal(struct bytes text, size_t at, unsigned number)
{
    static const char superscript_er[] = "\u1d49\u02b3";
    size_t superscript_bytes = sizeof superscript_er - 1;
    if (text.size - at >= superscript_bytes && memcmp(text.data + at, superscript_er, superscript_bytes) == 0)
        return at + superscript_bytes;

    struct dates_word word = dates_word_at(text, dates_skip_spaces(text, at));
    bool ordinal = (number == 1 && dates_word_is(&word, "er")) ||
                   (word.offset == at && (dates_word_is(&word, "st") || dates_word_is(&word, "nd") ||
                                          dates_word_is(&word, "rd") || dates_word_is(&word, "th")));
    return ordinal ? word.offset + word.length : at;
}

static bool read_day(struct bytes text, size_t *at, unsigned *day)
{
    if (!read_count(text, at, 1, 2, day) || *day < 1 || *day > 31)
        return false;
    *at = skip_ordinal(text, *at, *day);
    return true;
}

static bool read_month(struct bytes text, size_t *at, unsigned *month)
{
    struct dates_word word = dates_word_at(text, *at);
    *month = dates_month(&word);
    *at += word.length;
    /* The dot of an abbreviation, not the one of "14.avr.2009", which is a divider. */
    if (*month && byte_is(text, *at, '.') && !dates_digit(text, *at + 1))
        (*at)++;
    return *month != 0;
}

static bool read_year(struct bytes text, size_t *at, unsigned *year)
{
    size_t end = skip_to_year(text, *at);
    if (!read_count(text, &end, 4, 4, year))
        return false;
    *at = end;
    return true;
}

/* The day and month alone are checked in a leap year: the year may make 29 February of them later. */
static bool set_without_year(struct date *date, unsigned month, unsigned day)
{
    enum { A_LEAP_YEAR = 2000 };
    if (!set_date(date, A_LEAP_YEAR, month, day))
        return false;
    date->year = 0;
    return true;
}

/* 14 avril 2009, 14th of April, 2009 */
static bool read_day_first(struct bytes text, size_t at, bool year_may_lack, struct dates_read *read)
{
    unsigned day, month, year;
    size_t end = at;
    if (!read_day(text, &end, &day))
        return false;
    end = skip_divider(text, end);
    if (byte_is(text, end - 1, '.')) /* "14. April", as some neighbours write */
        end = dates_skip_spaces(text, end);
    struct dates_word word = dates_word_at(text, end);
    if (dates_word_is(&word, "of") || dates_word_is(&word, "de")) /* "14 de abril de 2009" */
        end = dates_skip_spaces(text, end + word.length);
    if (!read_month(text, &end, &month))
        return false;

    size_t month_end = end;
    bool dated = read_year(text, &end, &year);
    read->length = (dated ? end : month_end) - at;
    return dated ? set_date(&read->date, year, month, day)
                 : year_may_lack && set_without_year(&read->date, month, day);
}

/* "14-16", "14 to 16", "14 and 15": past the second day, which is not kept. */
static size_t skip_second_day(struct bytes text, size_t at)
{
    bool dash;
    size_t end = dates_skip_spaces(text, at), used = dates_dash(text, end, &dash);
    struct dates_word word = dates_word_at(text, end);
    if (used == 0 && (dates_word_is(&word, "to") || dates_word_is(&word, "and")))
        used = word.length;
    unsigned day;
    if (used == 0)
        return at;
    end = dates_skip_spaces(text, end + used);
    return read_day(text, &end, &day) ? end : at;
}

/* April 14, 2009; April 2009 */
static bool read_month_first(struct bytes text, size_t at, bool year_may_lack, struct dates_read *read)
{
    unsigned month, day = 0, year;
    size_t end = at;
    if (!read_month(text, &end, &month))
        return false;

    bool dated = read_year(text, &end, &year);
    size_t day_end = skip_divider(text, end);
    if (!dated && read_day(text, &day_end, &day)) {
        end = day_end;
        dated = read_year(text, &end, &year);
        if (!dated) {
            size_t second = skip_second_day(text, day_end);
            if (second != day_end && (dated = read_year(text, &second, &year)))
                end = second;
        }
    }
    read->length = end - at;
    return dated ? set_date(&read->date, year, month, day)
                 : year_may_lack && set_without_year(&read->date, month, day);
}

/* == Whole dates ============================================================================================== */

bool dates_read(struct bytes text, size_t at, bool year_may_lack, struct dates_read *read)
{
    *read = (struct dates_read){ .length = 0 };
    if (!dates_digit(text, at))
        return read_month_first(text, at, year_may_lack, read);
    unsigned number;
    switch (dates_number(text, at, &number)) {
    case 8:
        return read_compact(text, at, read);
    case 4:
        return read_year_first(text, at, read);
    case 1:
    case 2:
        return read_year_last(text, at, read) || read_day_first(text, at, year_may_lack, read);
    default:
        return false;
    }
}

size_t dates_month_before(struct bytes text, size_t at)
{
    size_t end = dates_skip_spaces_back(text, at);
    if (end > 0 && text.data[end - 1] == ',')
        end = dates_skip_spaces_back(text, end - 1);
    if (end > 0 && divides_figures(text, end - 1))
        end--;
    struct dates_word word = dates_word_before(text, end);
    return dates_month(&word) ? word.offset : at;
}
