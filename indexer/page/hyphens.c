/* Undoing hyphenation: the document's own words tell whether "procès-" and "verbal" are one word or two. */
#include "indexer/page/hyphens.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/interner.h"
#include "language/characters.h"
#include "language/fold.h"
#include "language/utf8.h"

enum { WORD_BYTES = 80 /* longer ones are no words */, WORDS_MOST = 500000 };

struct hyphens {
    struct interner *words; /* folded */
};

enum status hyphens_new(struct hyphens **made, struct failure *failure)
{
    struct hyphens *hyphens = calloc(1, sizeof *hyphens);
    if (!hyphens)
        return fail_no_memory(failure);
    enum status status = interner_new(&hyphens->words, failure);
    if (status)
        hyphens_free(hyphens);
    else
        *made = hyphens;
    return status;
}

void hyphens_free(struct hyphens *hyphens)
{
    if (hyphens)
        interner_free(hyphens->words);
    free(hyphens);
}

static bool is_word_byte(struct bytes text, size_t at, size_t *used)
{
    *used = 1;
    if (isalpha((unsigned char)text.data[at]) || text.data[at] == '-')
        return true;
    if ((unsigned char)text.data[at] < 0x80)
        return false;
    struct character character = character_at(text, at);
    *used = character.bytes ? character.bytes : 1;
    return character.kind == CHARACTER_LETTER || character.kind == CHARACTER_MARK;
}

static size_t fold_word(struct bytes word, char folded[FOLDED_BYTES])
{
    return word.size <= WORD_BYTES ? fold_form(word, folded) : 0;
}

static size_t word_at_start(struct bytes line)
{
    size_t at = 0, used;
    while (at < line.size && is_word_byte(line, at, &used))
        at += used;
    return at;
}

enum status hyphens_learn(struct hyphens *hyphens, struct bytes line, struct failure *failure)
{
    enum { SHORTEST = 4 };
    char folded[FOLDED_BYTES];
    size_t used, word;
    for (size_t at = word_at_start(line); at < line.size; at += word) {
        if (!is_word_byte(line, at, &word))
            continue;
        word = word_at_start((struct bytes){ line.data + at, line.size - at });
        used = at + word < line.size ? fold_word((struct bytes){ line.data + at, word }, folded) : 0;
        if (used >= SHORTEST && interner_count(hyphens->words) < WORDS_MOST &&
            interner_add(hyphens->words, (struct bytes){ folded, used }) == INTERNER_NONE)
            return fail_no_memory(failure);
    }
    return STATUS_OK;
}

/* The hyphen at the end of a line: its bytes, 0 for none. A soft one is always the printer's. */
static size_t hyphen_bytes(struct bytes line, bool *soft)
{
    static const char *const signs[] = { "\xC2\xAD", "-", "\xE2\x80\x90" };
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        size_t size = strlen(signs[i]);
        if (line.size > size && memcmp(line.data + line.size - size, signs[i], size) == 0) {
            *soft = i == 0;
            return size;
        }
    }
    return 0;
}

static size_t word_at_end(struct bytes line)
{
    size_t start = line.size, used;
    while (start > 0) {
        size_t at = start - 1;
        while (at > 0 && (line.data[at] & 0xC0) == 0x80)
            at--;
        if (!is_word_byte(line, at, &used))
            break;
        start = at;
    }
    return line.size - start;
}

static bool begins_small(struct bytes text)
{
    size_t used;
    char folded[FOLDED_BYTES];
    if (!text.size)
        return false;
    if (islower((unsigned char)*text.data))
        return true;
    if ((unsigned char)*text.data < 0x80 || character_at(text, 0).kind != CHARACTER_LETTER)
        return false;
    /* Capitals of Latin and Greek with accents differ from what lower case makes of them; U+00C0 to U+00DE. */
    uint32_t letter = utf8_decode(text, &used);
    return !(letter >= 0xC0 && letter <= 0xDE) && letter != 0x152 &&
           fold_form((struct bytes){ text.data, used }, folded) > 0;
}

/* First parts of compounds that keep their hyphen; all others are rare enough. */
static bool is_compound_part(struct bytes word)
{
    static const char *const parts[] = { "vice",  "sous",   "non",   "ex",   "demi",  "semi",  "quasi",
                                         "celui", "celle",  "ceux",  "elle", "lui",   "nous",  "vous",
                                         "peut",  "est",    "mi",    "self", "well",  "long",  "short",
                                         "high",  "low",    "full",  "part", "avant", "apres", "c'est",
                                         "saint", "sainte", "porte", "chef", "dix",   "vingt", "grand" };
    char folded[FOLDED_BYTES];
    size_t size = fold_word(word, folded);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (size == strlen(parts[i]) && memcmp(folded, parts[i], size) == 0)
            return true;
    return false;
}

static bool knows(const struct hyphens *hyphens, struct bytes first, const char *between, struct bytes second)
{
    struct buffer word = BUFFER_EMPTY;
    char folded[FOLDED_BYTES];
    buffer_append(&word, first.data, first.size);
    buffer_append_text(&word, between);
    buffer_append(&word, second.data, second.size);
    size_t size = fold_word(buffer_view(&word), folded);
    bool known = size && interner_find(hyphens->words, (struct bytes){ folded, size }) != INTERNER_NONE;
    buffer_clear(&word);
    return known;
}

int hyphens_at_end(const struct hyphens *hyphens, struct bytes line, struct bytes next)
{
    bool soft = false;
    size_t hyphen = hyphen_bytes(line, &soft), second_size = word_at_start(next);
    struct bytes before = { line.data, line.size - hyphen };
    size_t first_size = word_at_end(before);
    if (!hyphen || !first_size || !second_size)
        return -1;
    struct bytes first = { before.data + before.size - first_size, first_size };
    struct bytes second = { next.data, second_size };
    if (soft || knows(hyphens, first, "", second))
        return (int)hyphen;
    if (!begins_small(next) || knows(hyphens, first, "-", second) || is_compound_part(first))
        return 0;
    return (int)hyphen;
}
