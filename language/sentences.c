/* Where sentences end, and the sentence around a word. */
#include "language/sentences.h"

#include <stdint.h>
#include <string.h>

#include "language/analysis.h"
#include "language/characters.h"
#include "language/stopwords.h"
#include "language/utf8.h"
#include "language/words.h"

enum {
    LONGEST_ABBREVIATION = 6, /* bytes */
    NEXT_WORD_BYTES = 64,     /* enough to know whether a stopword follows */
    MOST_CLOSING_MARKS = 8    /* more are the dots of a table of contents */
};

static const char ellipsis[] = "…";

/* Followed by a name. */
static const char *const titles[] = {
    "M",   "MM",   "Mme",  "Mmes", "Mlle", "Mlles", "Me",     "Mgr",  "Dr",  "Drs", "Pr",  "St",
    "Ste", "Sts",  "Stes", "Mr",   "Mrs",  "Ms",    "Messrs", "Prof", "Hon", "Rev", "Gen", "Gov",
    "Sen", "Sén",  "Rep",  "Sgt",  "Lt",   "Col",   "Capt",   "Maj",  "Cdr", "Jr",  "Sr",  "Inc",
    "Ltd", "Corp", "Cie",  "Mt",   "Ft",   "Gén",   "hon",    "av",   "cf",  "vs",  NULL,
};

/* Followed by a number. */
static const char *const numbered[] = {
    "no",   "nos",  "No",  "Nos", "n",   "art", "Art",  "p",    "pp",  "par",    "fig",  "Fig", "vol", "Vol", "ch",
    "sect", "s",    "c",   "tél", "Tél", "tel", "Tel",  "ext",  "env", "approx", "Jan",  "Feb", "Apr", "Jun", "Jul",
    "Aug",  "Sept", "Sep", "Oct", "Nov", "Dec", "janv", "févr", "avr", "juill",  "sept", "oct", "nov", "déc", NULL,
};

static bool is_among(struct bytes word, const char *const *list)
{
    if (word.size == 0 || word.size > LONGEST_ABBREVIATION)
        return false;
    for (; *list; list++) {
        if (**list == word.data[0] && strlen(*list) == word.size && memcmp(*list, word.data, word.size) == 0)
            return true;
    }
    return false;
}

/* == Around a dot ============================================================================================= */

static bool is_word_character(struct character character)
{
    return character.kind == CHARACTER_LETTER || character.kind == CHARACTER_MARK ||
           character.kind == CHARACTER_DIGIT;
}

/* The letters right before `at`; a long word is given by its last bytes only. */
static struct bytes word_before(struct bytes text, size_t at)
{
    size_t plain = at;
    while (plain > 0 && at - plain <= LONGEST_ABBREVIATION &&
           (byte_is_letter(text.data[plain - 1]) || byte_is_digit(text.data[plain - 1])))
        plain--;
    if (plain == 0 || at - plain > LONGEST_ABBREVIATION || !(text.data[plain - 1] & 0x80))
        return (struct bytes){ text.data + plain, at - plain };

    size_t start = at > LONGEST_ABBREVIATION + UTF8_LONGEST ? at - LONGEST_ABBREVIATION - UTF8_LONGEST : 0;
    for (size_t i = start; i < at;) {
        struct character character = character_at((struct bytes){ text.data, at }, i);
        i += character.bytes;
        if (!is_word_character(character))
            start = i;
    }
    return (struct bytes){ text.data + start, at - start };
}

/* Do more letters stand before `at` than an abbreviation has? */
static bool is_long_word(struct bytes text, size_t at)
{
    size_t start = at;
    while (start > 0 && at - start <= LONGEST_ABBREVIATION && byte_is_letter(text.data[start - 1]))
        start--;
    return at - start > LONGEST_ABBREVIATION;
}

static bool is_initial(struct bytes word)
{
    size_t used;
    return word.size > 0 && (utf8_decode(word, &used), used == word.size) &&
           (word.data[0] < '0' || word.data[0] > '9');
}

/* The Plan B. The: a sentence may begin with a capital article, a name does not. */
static bool stopword_follows(struct bytes text, size_t next)
{
    struct bytes rest = { text.data + next, text.size - next };
    rest.size = utf8_whole(rest, NEXT_WORD_BYTES);
    struct words words;
    struct word word;
    words_begin(&words, rest);
    return words_next(&words, &word) && word.capital && stopword_is(LANGUAGE_UNKNOWN, word.form);
}

/* Past the marks that stand together at the end of a sentence: ?!, ..., » ) " */
static size_t skip_closing(struct bytes text, size_t at)
{
    for (int i = 0; i < MOST_CLOSING_MARKS; i++) {
        struct character character = character_at(text, at);
        size_t spaced = at + character_space(text, at);
        if (character_at(text, spaced).code == 0xBB) { /* » has a space before it */
            at = spaced + 2;
            continue;
        }
        switch (character.code) {
        case '.':
        case '!':
        case '?':
        case ')':
        case ']':
        case '"':
        case '\'':
        case 0x2026: /* … */
        case 0x2019: /* ’ */
        case 0x201D: /* ” */
        case 0x203A: /* › */
            at += character.bytes;
            continue;
        default:
            return at;
        }
    }
    return at;
}

static bool is_lower_case(struct bytes text, size_t at)
{
    struct character character = character_at(text, at);
    if (character.code < 0x80)
        return character.code >= 'a' && character.code <= 'z';
    return character.code >= 0xDF && character.code < 0x100 && character.code != 0xF7;
}

static bool is_mark(struct bytes text, size_t at)
{
    char byte = text.data[at];
    return sentence_may_end(byte) &&
           (byte != ellipsis[0] ||
            (text.size - at >= sizeof ellipsis - 1 && memcmp(text.data + at, ellipsis, sizeof ellipsis - 1) == 0));
}

/* The end of the sentence that ends with the mark at `at`. */
static size_t mark_end(struct bytes text, size_t at)
{
    if (text.data[at] == '\n')
        return at;
    return skip_closing(text, at + (text.data[at] == ellipsis[0] ? sizeof ellipsis - 1 : 1));
}

bool sentence_ends(struct bytes text, size_t at)
{
    if (!is_mark(text, at))
        return false;
    if (text.data[at] == '\n')
        return true;
    size_t next = mark_end(text, at), space;
    if (next < text.size && text.data[next] != '\n' && !character_space(text, next))
        return false;
    while ((space = character_space(text, next)))
        next += space;
    if (next >= text.size || text.data[next] == '\n')
        return true;
    if (is_lower_case(text, next))
        return false;
    if (text.data[at] != '.' || is_long_word(text, at))
        return true;
    struct bytes word = word_before(text, at);
    if (is_among(word, titles) || (character_at(text, next).kind == CHARACTER_DIGIT && is_among(word, numbered)))
        return false;
    return !is_initial(word) || stopword_follows(text, next);
}

/* == The sentence around a word =============================================================================== */

/* Where the sentence that holds `offset` starts, looking back no further than `limit`. */
static size_t sentence_start(struct bytes text, size_t offset, size_t limit)
{
    for (size_t at = offset; at > limit; at--) {
        if (!is_mark(text, at - 1) || !sentence_ends(text, at - 1))
            continue;
        size_t start = text.data[at - 1] == '\n' ? at : mark_end(text, at - 1);
        if (start <= offset)
            return start;
    }
    return limit;
}

static size_t sentence_end(struct bytes text, size_t offset, size_t limit)
{
    for (size_t at = offset; at < limit; at++) {
        if (!is_mark(text, at) || !sentence_ends(text, at))
            continue;
        size_t end = mark_end(text, at);
        return end < limit ? end : limit;
    }
    return limit;
}

/* Cut `start`..`end` to `most_bytes` at spaces, or at characters where there is no space; `offset` stays inside. */
static void cut(struct bytes text, size_t offset, size_t most_bytes, size_t *start, size_t *end)
{
    if (*end - *start <= most_bytes)
        return;
    size_t from = offset - *start > most_bytes / 2 ? offset - most_bytes / 2 : *start;
    if (*end - from < most_bytes)
        from = *end - most_bytes;
    if (from > *start) {
        size_t space = from - 1;
        while (space < offset && !byte_is_space(text.data[space]))
            space++;
        from = space < offset ? space + 1 : from;
        while (from < offset && (text.data[from] & 0xC0) == 0x80)
            from++;
    }
    size_t to = *end - from > most_bytes ? from + most_bytes : *end;
    if (to < *end) {
        size_t space = to;
        while (space > offset && !byte_is_space(text.data[space]))
            space--;
        to = space > offset ? space : utf8_whole((struct bytes){ text.data, text.size }, to);
    }
    *start = from;
    *end = to;
}

struct bytes analysis_sentence(struct bytes text, size_t offset, size_t most_bytes)
{
    if (offset >= text.size)
        return (struct bytes){ text.data + text.size, 0 };
    while (offset > 0 && (text.data[offset] & 0xC0) == 0x80)
        offset--;
    size_t furthest = text.size - offset > most_bytes ? offset + most_bytes : text.size;
    size_t start = sentence_start(text, offset, offset > most_bytes ? offset - most_bytes : 0);
    size_t end = sentence_end(text, offset, furthest);

    while (start < offset && (text.data[start] & 0xC0) == 0x80)
        start++;
    end = utf8_whole(text, end);
    size_t space;
    while (start < offset && (byte_is_space(text.data[start]) || character_space(text, start)))
        start += (space = character_space(text, start)) ? space : 1;
    cut(text, offset, most_bytes, &start, &end);
    while (end > start && byte_is_space(text.data[end - 1]))
        end--;
    return (struct bytes){ text.data + start, end - start };
}
