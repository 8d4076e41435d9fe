/* Mail addresses go first, word by word; then numbers, which may be spread over several words. */
#include "query/log/query_mask.h"

#include <stdbool.h>
#include <string.h>

#include "language/utf8.h"

static uint32_t character_at(struct bytes text, size_t at, size_t *used)
{
    *used = 0;
    return at < text.size ? utf8_decode((struct bytes){ text.data + at, text.size - at }, used) : 0;
}

/* == Mail addresses =========================================================================================== */

static bool is_at(uint32_t character)
{
    return character == '@' || character == 0xFF20 || character == 0xFE6B;
}

static bool is_blank(uint32_t character)
{
    return character < ' ' || utf8_is_space(character);
}

/* The word at `at`: its bytes, and whether something stands on both sides of an @ in it. */
static size_t measure_word(struct bytes text, size_t at, bool *mail)
{
    size_t begin = at, used;
    *mail = false;
    for (uint32_t character; (character = character_at(text, at, &used)), used && !is_blank(character); at += used)
        if (is_at(character) && at > begin && at + used < text.size &&
            !is_blank(character_at(text, at + used, &(size_t){ 0 })))
            *mail = true;
    return at - begin;
}

static void mask_mail(struct buffer *out, struct bytes text)
{
    for (size_t at = 0, used; at < text.size;) {
        if (is_blank(character_at(text, at, &used))) {
            buffer_append_byte(out, ' ');
            at += used;
            continue;
        }
        bool mail;
        size_t size = measure_word(text, at, &mail);
        buffer_append(out, mail ? "@" : text.data + at, mail ? 1 : size);
        at += size;
    }
}

/* == Numbers ================================================================================================== */

/* The value of a digit, of the scripts that people type here; -1 for anything else. */
static int digit_value(uint32_t character)
{
    static const uint32_t zeros[] = { '0', 0x0660, 0x06F0, 0x0966, 0xFF10 };
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros; i++)
        if (character >= zeros[i] && character < zeros[i] + 10)
            return (int)(character - zeros[i]);
    return -1;
}

/* Groups of digits with little between them. */
struct number {
    size_t bytes, digits, longest;
    bool years, dated; /* one group is a year; all others are years, days or months */
};

static size_t take_group(struct bytes text, size_t at, struct number *number)
{
    size_t begin = at, used, digits = 0;
    unsigned value = 0;
    for (int digit; (digit = digit_value(character_at(text, at, &used))) >= 0; at += used) {
        value = digits++ < 4 ? value * 10 + (unsigned)digit : value;
    }
    bool year = digits == 4 && value >= 1500 && value < 2100;
    number->digits += digits;
    number->longest = digits > number->longest ? digits : number->longest;
    number->years = number->years || year;
    number->dated = number->dated && (year || digits <= 2);
    return at - begin;
}

/* One or two of what people put between the groups of a number; two dots are a range. 0: the number ends here. */
static size_t measure_divider(struct bytes text, size_t at)
{
    size_t size = 0, used;
    for (int i = 0; i < 2; i++) {
        uint32_t character = character_at(text, at + size, &used);
        bool divides = used && (is_blank(character) || (character < 0x80 && strchr(".-/()", (int)character)) ||
                                (character >= 0x2010 && character <= 0x2014));
        if (!divides)
            break;
        size += used;
        if (digit_value(character_at(text, at + size, &used)) >= 0)
            return size == 2 && memcmp(text.data + at, "..", 2) == 0 ? 0 : size;
    }
    return 0;
}

static struct number take_number(struct bytes text, size_t at)
{
    struct number number = { .dated = true };
    for (size_t divider;; at += divider) {
        size_t size = take_group(text, at, &number);
        at += size;
        number.bytes += size;
        divider = measure_divider(text, at);
        if (!divider)
            return number;
        number.bytes += divider;
    }
}

static bool is_telling(const struct number *number)
{
    enum { LONGEST_GROUP = 4, MOST_DIGITS = 6 };
    bool date = number->years && number->dated;
    return number->longest > LONGEST_GROUP || (number->digits > MOST_DIGITS && !date);
}

void query_mask(struct buffer *out, struct bytes text)
{
    struct buffer words = BUFFER_EMPTY;
    mask_mail(&words, text);
    struct bytes rest = buffer_view(&words);
    for (size_t at = 0, used; at < rest.size;) {
        size_t size = 0;
        if (digit_value(character_at(rest, at, &used)) >= 0) {
            struct number number = take_number(rest, at);
            size = number.bytes;
            buffer_append(out, is_telling(&number) ? "#" : rest.data + at, is_telling(&number) ? 1 : size);
        } else {
            size = used;
            buffer_append(out, rest.data + at, size);
        }
        at += size;
    }
    if (words.failed && !out->failed)
        out->failed = words.failed;
    buffer_clear(&words);
}
