/* Stems of folded words: a table of exceptions, what folding took from Snowball's rules, then Snowball. */
#include "language/stem.h"

#include <libstemmer.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/interner.h"
#include "language/stem_exceptions.h"

enum {
    LONGEST_WORD = 64, /* no word longer has an ending; what is longer is its own stem */
    MOST_EXCEPTIONS = 512
};

struct stemmer_language {
    struct sb_stemmer *snowball;
    struct interner *words;             /* the exceptions */
    const char *stems[MOST_EXCEPTIONS]; /* by id in `words` */
};

struct stemmer {
    struct stemmer_language languages[LANGUAGE_COUNT];
    char word[LONGEST_WORD];
    bool lost; /* a stem, for want of memory */
};

/* == Exceptions =============================================================================================== */

static enum status add_family(struct stemmer_language *language, const struct stem_family *family,
                              struct failure *failure)
{
    for (const char *word = family->words; *word;) {
        size_t size = strcspn(word, " ");
        uint32_t id = interner_add(language->words, (struct bytes){ word, size });
        if (id == INTERNER_NONE)
            return fail_no_memory(failure);
        if (id >= MOST_EXCEPTIONS)
            return fail(failure, STATUS_LIMIT, "there are more than %d exceptions to stemming", MOST_EXCEPTIONS);
        language->stems[id] = family->stem;
        word += size + strspn(word + size, " ");
    }
    return STATUS_OK;
}

/* libstemmer gives NULL for a language it does not know, and for want of memory. */
static enum status no_snowball(const char *algorithm, struct failure *failure)
{
    for (const char **known = sb_stemmer_list(); *known; known++)
        if (strcmp(*known, algorithm) == 0)
            return fail_no_memory(failure);
    return fail(failure, STATUS_NOT_FOUND, "the stemmer library does not know %s", algorithm);
}

static enum status language_init(struct stemmer_language *language, enum language which, const char *algorithm,
                                 struct failure *failure)
{
    enum status status = interner_new(&language->words, failure);
    for (const struct stem_family *family = stem_exceptions(which); !status && family->stem; family++)
        status = add_family(language, family, failure);
    if (!status && !(language->snowball = sb_stemmer_new(algorithm, "UTF_8")))
        status = no_snowball(algorithm, failure);
    return status;
}

enum status stemmer_new(struct stemmer **stemmer, struct failure *failure)
{
    enum status status;
    if (!(*stemmer = calloc(1, sizeof **stemmer)))
        return fail_no_memory(failure);
    struct stemmer_language *languages = (*stemmer)->languages;
    if ((status = language_init(&languages[LANGUAGE_FRENCH], LANGUAGE_FRENCH, "french", failure)) ||
        (status = language_init(&languages[LANGUAGE_ENGLISH], LANGUAGE_ENGLISH, "english", failure))) {
        stemmer_free(*stemmer);
        *stemmer = NULL;
    }
    return status;
}

void stemmer_free(struct stemmer *stemmer)
{
    if (!stemmer)
        return;
    for (int i = 0; i < LANGUAGE_COUNT; i++) {
        interner_free(stemmer->languages[i].words);
        if (stemmer->languages[i].snowball)
            sb_stemmer_delete(stemmer->languages[i].snowball);
    }
    free(stemmer);
}

/* == Endings ================================================================================================== */

/* Snowball's French rules tell `ée` and `ière` by accents that a folded word has lost, take `commissions` for a verb
 * (nous commissions), leave most feminine `trice` alone, and the s of plurals after i, o and u (revenus, numéros).
 * English words are brought to one spelling. Read in order, the first that fits is applied once. */
struct ending {
    const char *from, *to;
    size_t from_bytes, to_bytes;
    size_t least; /* bytes that must stand before it */
};
#define ENDING(from, to, least) { from, to, sizeof(from) - 1, sizeof(to) - 1, least }

static const struct ending french_endings[] = {
    ENDING("issions", "ission", 1),  ENDING("ees", "es", 3),   ENDING("ee", "e", 3),
    ENDING("ieres", "iers", 2),      ENDING("iere", "ier", 2), ENDING("trices", "teurs", 2),
    ENDING("trice", "teur", 2),      ENDING("us", "u", 3),     ENDING("os", "o", 3),
    { NULL, NULL, 0, 0, 0 },
};

static const struct ending english_endings[] = {
    ENDING("isation", "ization", 3), ENDING("isations", "izations", 3), ENDING("ise", "ize", 4),
    ENDING("ises", "izes", 4),       ENDING("ised", "ized", 4),         ENDING("ising", "izing", 4),
    ENDING("yse", "yze", 3),         ENDING("ysed", "yzed", 3),         ENDING("ysing", "yzing", 3),
    { NULL, NULL, 0, 0, 0 },
};

/* Put the other spelling into `into`; false when there is none. */
static bool respell(const struct ending *endings, struct bytes word, char into[LONGEST_WORD], size_t *size)
{
    for (; endings->from; endings++) {
        size_t from = endings->from_bytes, to = endings->to_bytes;
        if (word.size < from + endings->least || word.size - from + to > LONGEST_WORD ||
            word.data[word.size - 1] != endings->from[from - 1] ||
            memcmp(word.data + word.size - from, endings->from, from) != 0)
            continue;
        memcpy(into, word.data, word.size - from);
        memcpy(into + word.size - from, endings->to, to);
        *size = word.size - from + to;
        return true;
    }
    return false;
}

/* == Stems ==================================================================================================== */

/* The stem of an exception; no data when the word is none. */
static struct bytes find_exception(const struct stemmer_language *language, struct bytes word)
{
    uint32_t id = interner_find(language->words, word);
    if (id == INTERNER_NONE)
        return (struct bytes){ NULL, 0 };
    return bytes_of(language->stems[id]);
}

bool stem_exists(struct bytes folded)
{
    for (size_t i = 0; i < folded.size; i++) {
        if ((folded.data[i] < '0' || folded.data[i] > '9') && folded.data[i] != '.')
            return true;
    }
    return false;
}

struct bytes stem_folded(struct stemmer *stemmer, enum language language, struct bytes folded)
{
    struct stemmer_language *rules = &stemmer->languages[language];
    if (!rules->snowball || folded.size > LONGEST_WORD || !stem_exists(folded))
        return folded;
    struct bytes stem = find_exception(rules, folded);
    if (stem.data)
        return stem;

    const struct ending *endings = language == LANGUAGE_FRENCH ? french_endings : english_endings;
    struct bytes word = { stemmer->word, 0 };
    if (respell(endings, folded, stemmer->word, &word.size)) {
        if ((stem = find_exception(rules, word)).data)
            return stem;
    } else {
        word = folded;
    }
    const sb_symbol *stemmed = sb_stemmer_stem(rules->snowball, (const sb_symbol *)word.data, (int)word.size);
    if (!stemmed) {
        stemmer->lost = true;
        return folded;
    }
    return (struct bytes){ (const char *)stemmed, (size_t)sb_stemmer_length(rules->snowball) };
}

bool stem_keeps_beginning(const struct stemmer *stemmer, enum language language, struct bytes folded)
{
    const struct ending *endings = language == LANGUAGE_FRENCH ? french_endings : english_endings;
    char respelled[LONGEST_WORD];
    size_t size;
    return folded.size > LONGEST_WORD || (!find_exception(&stemmer->languages[language], folded).data &&
                                          !respell(endings, folded, respelled, &size));
}

enum status stemmer_status(struct stemmer *stemmer, struct failure *failure)
{
    bool lost = stemmer->lost;
    stemmer->lost = false;
    return lost ? fail_no_memory(failure) : STATUS_OK;
}
