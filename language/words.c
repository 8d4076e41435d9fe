/* From text to words: a scanner that takes runs of letters and then looks at what stands around them.
 *
 * Nearly all text is ASCII and the accented letters of Latin-1; these are taken without any look-up of Unicode
 * properties. Whatever else is a letter is decomposed, and its word is composed again once it is whole, so that
 * every way to write a word gives the same form. */
#include "language/words.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "language/characters.h"
#include "language/numbers.h"
#include "language/utf8.h"

enum { LONGEST_DECOMPOSITION = 18 /* characters, of U+FDFA */ };

/* A word under way. Its form is in words->form. */
struct run {
    size_t start, end;             /* bytes of the text; `end` is after the last one that shows */
    size_t size;                   /* bytes of the form */
    size_t uppers, lowers, digits; /* characters */
    bool capital;
    bool decomposed; /* the form has to be composed */
};

/* clang-format off */
/* The lower case of ASCII letters, figures as they are, 0 for what divides words. */
static const unsigned char ascii_form[256] = {
    ['0'] = '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
    ['A'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
            'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
    ['a'] = 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm',
            'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
};
/* clang-format on */

static unsigned char byte_at(const struct words *words, size_t at)
{
    return at < words->text.size ? (unsigned char)words->text.data[at] : 0;
}

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

/* == Letters ================================================================================================== */

static void append(struct words *words, struct run *run, uint32_t character)
{
    char bytes[UTF8_LONGEST];
    size_t size = utf8_encode(character, bytes);
    if (size <= sizeof words->form - run->size) {
        memcpy(words->form + run->size, bytes, size);
        run->size += size;
    }
}

/* Compatible forms are opened: ligatures, letters above the line, letters of full width. */
static void append_decomposed(struct words *words, struct run *run, uint32_t character)
{
    utf8proc_int32_t pieces[LONGEST_DECOMPOSITION];
    int boundary = 0;
    utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)character, pieces, LONGEST_DECOMPOSITION,
                                                     UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
    for (utf8proc_ssize_t i = 0; i < count && i < LONGEST_DECOMPOSITION; i++) {
        if (pieces[i] != ' ')
            append(words, run, (uint32_t)utf8proc_tolower(pieces[i]));
    }
    run->decomposed = true;
}

static void take_letter(struct words *words, struct run *run, uint32_t character)
{
    uint32_t lower;
    bool simple = true;
    if (character >= 0xC0 && character <= 0xDE)
        lower = character + 0x20;
    else if (character == 0x152) /* Œ */
        lower = 0x153;
    else if ((character >= 0xDF && character <= 0xFF) || character == 0x153)
        lower = character;
    else {
        simple = false;
        lower = (uint32_t)utf8proc_tolower((utf8proc_int32_t)character);
    }

    if (lower != character) {
        run->capital = run->capital || run->size == 0;
        run->uppers++;
    } else {
        run->lowers++;
    }
    if (simple)
        append(words, run, lower);
    else
        append_decomposed(words, run, lower);
}

/* The loop that most of the time goes into: what it counts and compares is kept in locals, because the compiler
 * must think that a store into the form may change anything else. */
static size_t take_ascii(struct words *words, struct run *run, size_t at)
{
    const unsigned char *start = (const unsigned char *)words->text.data + at;
    const unsigned char *from = start, *end = start + (words->text.size - at);
    char *to = words->form + run->size, *full = words->form + sizeof words->form;
    size_t uppers = 0, digits = 0;
    unsigned char form;
    for (; from < end && (form = ascii_form[*from]); from++) {
        if (to < full)
            *to++ = (char)form;
        uppers += form != *from;
        digits += form <= '9';
    }
    size_t count = (size_t)(from - start);
    if (count == 0)
        return at;
    run->capital = run->capital || (run->size == 0 && ascii_form[*start] != *start);
    run->size = (size_t)(to - words->form);
    run->uppers += uppers;
    run->digits += digits;
    run->lowers += count - uppers - digits;
    run->end = at + count;
    return run->end;
}

/* A soft hyphen at the end of a line: the word goes on at the beginning of the next one. */
static size_t skip_line_end(const struct words *words, size_t at)
{
    size_t next = at + (byte_at(words, at) == '\r');
    if (byte_at(words, next) != '\n')
        return at;
    next++;
    return character_at(words->text, next).kind == CHARACTER_LETTER ? next : at;
}

/* m², km³: a raised figure belongs to a unit; after a longer word it is the number of a note. */
static bool is_unit(const struct run *run)
{
    return run->size <= 2 && run->digits == 0;
}

/* Take letters, figures and their marks; returns where they end. */
static size_t take_letters(struct words *words, struct run *run, size_t at)
{
    for (;;) {
        at = take_ascii(words, run, at);
        if (byte_at(words, at) < 0x80)
            return at;
        struct character character = character_at(words->text, at);
        switch (character.kind) {
        case CHARACTER_INVISIBLE:
            at = skip_line_end(words, at + character.bytes);
            continue;
        case CHARACTER_SUPERSCRIPT:
            if (!is_unit(run))
                return at;
            append_decomposed(words, run, character.code);
            break;
        case CHARACTER_MARK:
            append(words, run, character.code);
            run->decomposed = true;
            break;
        case CHARACTER_LETTER:
            take_letter(words, run, character.code);
            break;
        default:
            return at;
        }
        at += character.bytes;
        run->end = at;
    }
}

/* == Apostrophes ============================================================================================== */

static size_t apostrophe_bytes(const struct words *words, size_t at)
{
    unsigned char byte = byte_at(words, at);
    return byte >= 0x80 || byte == '\'' || byte == '`' ? character_apostrophe(words->text, at) : 0;
}

static bool begins_word(enum character_kind kind)
{
    return kind == CHARACTER_LETTER || kind == CHARACTER_DIGIT || kind == CHARACTER_WORD;
}

static bool is_elided_article(const struct words *words, const struct run *run)
{
    static const struct {
        char letters[8];
        size_t size;
    } articles[] = { { "ç", 2 },      { "c\xCC\xA7", 3 }, { "qu", 2 },    { "jusqu", 5 },
                     { "lorsqu", 6 }, { "puisqu", 6 },    { "quoiqu", 6 } };
    if (run->size == 1)
        return memchr("ldjmtsnc", words->form[0], 8) != NULL;
    for (size_t i = 0; i < sizeof articles / sizeof *articles; i++) {
        if (articles[i].size == run->size && memcmp(articles[i].letters, words->form, run->size) == 0)
            return true;
    }
    return false;
}

static bool follows_apostrophe(const struct words *words, size_t at)
{
    const char *before = words->text.data + at;
    return (at > 0 && before[-1] == '\'') ||
           (at >= 3 && (memcmp(before - 3, "‘", 3) == 0 || memcmp(before - 3, "’", 3) == 0));
}

/* `d’« Afrique »`, and `l’ école` as many PDF files have it; but not the end of ‘plan C’ or 'n'. */
static bool elides_apart(const struct words *words, const struct run *run, size_t after)
{
    size_t at = after + character_space(words->text, after);
    size_t quote = character_opening_quote(words->text, at);
    if (quote) {
        at += quote;
        at += character_space(words->text, at);
    } else if (at == after || run->uppers || follows_apostrophe(words, run->start)) {
        return false;
    }
    return begins_word(character_at(words->text, at).kind);
}

/* Where the 's of a possessive ends that begins at `at` with its apostrophe; 0 when there is none. */
static size_t possessive_end(const struct words *words, size_t at)
{
    size_t apostrophe = apostrophe_bytes(words, at);
    size_t end = at + apostrophe + 1;
    if (!apostrophe || (byte_at(words, end - 1) | 0x20) != 's')
        return 0;
    size_t seen = characters_skip_invisible(words->text, end);
    enum character_kind next = character_at(words->text, seen).kind;
    return begins_word(next) || next == CHARACTER_MARK ? 0 : end;
}

/* == Acronyms ================================================================================================= */

static bool is_one_letter(const struct run *run)
{
    return run->uppers + run->lowers == 1 && run->digits == 0;
}

/* `U.S.`, `O.N.U.`, `a.m.` and, hyphens included, `É.-U.`, `T.-N.-L.`: single letters, each with its dot (the last
 * one may lack it when there is no hyphen). `run` holds the first letter, `at` is its dot. */
static size_t take_acronym(struct words *words, struct run *run, size_t at)
{
    bool several = false;
    while (byte_at(words, at) == '.') {
        size_t hyphen = character_hyphen(words->text, at + 1);
        size_t next = at + 1 + hyphen;
        if (character_at(words->text, next).kind != CHARACTER_LETTER)
            break;
        struct run letter = { .size = run->size };
        size_t end = take_letters(words, &letter, next);
        if (!is_one_letter(&letter) || (hyphen && byte_at(words, end) != '.'))
            break;
        run->size = letter.size;
        run->uppers += letter.uppers;
        run->lowers += letter.lowers;
        run->decomposed = run->decomposed || letter.decomposed;
        run->end = at = end;
        several = true;
    }
    if (several && byte_at(words, at) == '.')
        run->end = ++at;
    return at;
}

/* == Words ==================================================================================================== */

/* Take a word of letters. Sets `elided` when it is an article, which is no word; returns where to go on. */
static size_t take_word(struct words *words, struct run *run, size_t at, bool *elided)
{
    at = take_letters(words, run, at);
    if (byte_at(words, at) == '.' && is_one_letter(run))
        at = take_acronym(words, run, at);
    for (;;) {
        size_t apostrophe = apostrophe_bytes(words, at);
        if (!apostrophe)
            return at;
        size_t possessive = possessive_end(words, at);
        if (possessive)
            return possessive;
        size_t after = characters_skip_invisible(words->text, at + apostrophe);
        enum character_kind next = character_at(words->text, after).kind;
        if (is_elided_article(words, run) && (begins_word(next) || elides_apart(words, run, after))) {
            *elided = true;
            return after;
        }
        if (next != CHARACTER_LETTER)
            return at;
        append(words, run, '\'');
        at = take_letters(words, run, after);
    }
}

static size_t take_number(struct words *words, struct run *run, size_t at)
{
    struct number number = number_at(words->text, at);
    for (; at < number.end; at++) {
        unsigned char byte = byte_at(words, at);
        if (at == number.integer_end)
            append(words, run, '.');
        else if (ascii_form[byte])
            append(words, run, byte);
    }
    run->end = number.end;
    size_t possessive = possessive_end(words, number.end);
    return possessive ? possessive : number.end;
}

/* A character of a script without spaces, with its marks. */
static size_t take_character(struct words *words, struct run *run, struct character character, size_t at)
{
    append_decomposed(words, run, character.code);
    run->end = at += character.bytes;
    for (;;) {
        character = character_at(words->text, at);
        if (character.kind == CHARACTER_MARK)
            append(words, run, character.code);
        else if (character.kind != CHARACTER_INVISIBLE)
            return at;
        at += character.bytes;
        if (character.kind == CHARACTER_MARK)
            run->end = at;
    }
}

/* Figures alone; 3e and 2nd are words of letters. */
static bool is_number(const struct words *words, size_t at)
{
    size_t end = at;
    while (is_digit(byte_at(words, end)))
        end++;
    return end > at && character_at(words->text, end).kind != CHARACTER_LETTER;
}

static size_t take(struct words *words, struct run *run, size_t at, bool *elided)
{
    unsigned char byte = byte_at(words, at);
    if (byte >= 0x80) {
        struct character character = character_at(words->text, at);
        if (character.kind == CHARACTER_WORD)
            return take_character(words, run, character, at);
    } else if (is_number(words, at)) {
        return take_number(words, run, at);
    }
    return take_word(words, run, at, elided);
}

/* The next byte at which a word begins. */
static size_t find_start(const struct words *words, size_t at)
{
    const unsigned char *bytes = (const unsigned char *)words->text.data;
    while (at < words->text.size && !ascii_form[bytes[at]]) {
        if (bytes[at] < 0x80) {
            at++;
            continue;
        }
        struct character character = character_at(words->text, at);
        if (begins_word(character.kind))
            break;
        at += character.bytes;
    }
    return at;
}

/* Is there a hyphen between `end` and `start`, and nothing else to be seen? */
static bool is_joined(const struct words *words, size_t end, size_t start)
{
    if (end == 0 || end == start || byte_at(words, end) == ' ')
        return false;
    size_t hyphen = character_hyphen(words->text, end);
    return hyphen && characters_skip_invisible(words->text, end + hyphen) == start;
}

static size_t compose_form(struct words *words, size_t size)
{
    int32_t characters[sizeof words->form];
    size_t count = 0;
    for (size_t at = 0, used; at < size; at += used)
        characters[count++] = (int32_t)utf8_decode((struct bytes){ words->form + at, size - at }, &used);
    count = utf8_compose(characters, count);

    struct run composed = { .size = 0 };
    for (size_t i = 0; i < count; i++)
        append(words, &composed, (uint32_t)characters[i]);
    return composed.size;
}

static struct word finish(struct words *words, const struct run *run, bool joined)
{
    size_t size = run->decomposed ? compose_form(words, run->size) : run->size;
    struct bytes form = { words->form, size };
    if (size > WORD_FORM_BYTES)
        form.size = utf8_whole(form, WORD_FORM_BYTES);
    return (struct word){
        .form = form,
        .offset = run->start,
        .length = run->end - run->start,
        .capital = run->capital,
        .upper = run->uppers >= 2 && run->lowers == 0,
        .joined = joined,
    };
}

void words_begin(struct words *words, struct bytes text)
{
    words->text = text;
    words->next = 0;
}

bool words_seek(struct words *words, struct word *word)
{
    word->offset = find_start(words, words->next);
    word->joined = is_joined(words, words->next, word->offset);
    return word->offset < words->text.size;
}

bool words_take(struct words *words, struct word *word)
{
    size_t start = word->offset;
    bool joined = word->joined;
    while (start < words->text.size) {
        struct run run = { .start = start };
        bool elided = false;
        size_t end = take(words, &run, start, &elided);
        if (!elided && run.size > 0) {
            *word = finish(words, &run, joined);
            words->next = end;
            return true;
        }
        start = find_start(words, end);
        joined = joined && start == end;
    }
    words->next = words->text.size;
    return false;
}

bool words_next(struct words *words, struct word *word)
{
    return words_seek(words, word) && words_take(words, word);
}
