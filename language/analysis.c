/* A text as a row of tokens. What a form folds and stems to is worked out once, when the form is first seen. */
#include "language/analysis.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "language/fold.h"
#include "language/sentences.h"
#include "language/stem.h"
#include "language/utf8.h"
#include "language/words.h"

enum {
    LONGEST_TEXT = INT32_MAX,  /* offsets are 32-bit numbers */
    MOST_PASSING_IDS = 1000000 /* strings of the interner beyond those that are kept */
};

/* No string's id, and not INTERNER_NONE: what was not asked for yet. */
#define NOT_ASKED (INTERNER_NONE - 1)

/* What is known of the form with the same id. */
struct known {
    uint32_t folded;                /* INTERNER_NONE: nothing is known */
    uint32_t stems[LANGUAGE_COUNT]; /* or NOT_ASKED; that of LANGUAGE_UNKNOWN is not used */
    struct language_signs signs;
    uint16_t marks; /* those of a stem from when it is asked for */
};

struct analyzer {
    struct interner *interner;
    struct stemmer *stemmer;
    struct known *known;
    size_t known_count, known_capacity;
    size_t kept;
    struct marks marks;
};

enum status analyzer_new(struct analyzer **analyzer, struct failure *failure)
{
    enum status status;
    if (!(*analyzer = calloc(1, sizeof **analyzer)))
        return fail_no_memory(failure);
    if ((status = interner_new(&(*analyzer)->interner, failure)) ||
        (status = stemmer_new(&(*analyzer)->stemmer, failure))) {
        analyzer_free(*analyzer);
        *analyzer = NULL;
    }
    return status;
}

void analyzer_free(struct analyzer *analyzer)
{
    if (!analyzer)
        return;
    interner_free(analyzer->interner);
    stemmer_free(analyzer->stemmer);
    free(analyzer->known);
    marks_clear(&analyzer->marks);
    free(analyzer);
}

struct interner *analyzer_interner(struct analyzer *analyzer)
{
    return analyzer->interner;
}

struct marks *analyzer_marks(struct analyzer *analyzer)
{
    return &analyzer->marks;
}

static uint16_t marks_of_known(const struct analyzer *analyzer, const struct known *known, uint32_t form)
{
    unsigned marks = marks_of_form(&analyzer->marks, form) |
                     marks_of_stem(&analyzer->marks, LANGUAGE_UNKNOWN, known->folded);
    for (int language = LANGUAGE_FRENCH; language < LANGUAGE_COUNT; language++)
        marks |= known->stems[language] == NOT_ASKED
                     ? MARK_STEM_OPEN(language)
                     : marks_of_stem(&analyzer->marks, (enum language)language, known->stems[language]);
    return (uint16_t)marks;
}

void analyzer_keep(struct analyzer *analyzer)
{
    analyzer->kept = interner_count(analyzer->interner);
    for (uint32_t form = 0; form < analyzer->known_count; form++)
        analyzer->known[form].marks = marks_of_known(analyzer, &analyzer->known[form], form);
}

void analyzer_rest(struct analyzer *analyzer)
{
    size_t kept = analyzer->kept;
    if (interner_count(analyzer->interner) - kept <= MOST_PASSING_IDS)
        return;
    interner_truncate(analyzer->interner, kept);
    if (analyzer->known_count > kept)
        analyzer->known_count = kept;
    for (size_t i = 0; i < analyzer->known_count; i++) {
        struct known *known = &analyzer->known[i];
        if (known->folded >= kept)
            known->folded = INTERNER_NONE; /* it leads to what was just forgotten */
    }
}

/* == What is known of a form ================================================================================== */

static bool make_room(struct analyzer *analyzer, uint32_t id)
{
    if (!array_reserve((void **)&analyzer->known, &analyzer->known_capacity, (size_t)id + 1, sizeof *analyzer->known))
        return false;
    while (analyzer->known_count <= id)
        analyzer->known[analyzer->known_count++].folded = INTERNER_NONE;
    return true;
}

static bool is_ascii(struct bytes form)
{
    return utf8_ascii_bytes(form, 0) == form.size;
}

/* NULL when memory is exhausted. */
static struct known *know(struct analyzer *analyzer, uint32_t id)
{
    if (id >= analyzer->known_count && !make_room(analyzer, id))
        return NULL;
    struct known *known = &analyzer->known[id];
    if (known->folded != INTERNER_NONE)
        return known;

    struct bytes form = interner_text(analyzer->interner, id);
    uint32_t folded = id; /* a form is in lower case */
    if (!is_ascii(form)) {
        char bytes[FOLDED_BYTES];
        folded = interner_add(analyzer->interner, (struct bytes){ bytes, fold_form(form, bytes) });
        if (folded == INTERNER_NONE)
            return NULL;
    }
    *known = (struct known){ folded, { NOT_ASKED, NOT_ASKED, NOT_ASKED }, language_signs_of(form), 0 };
    known->marks = marks_of_known(analyzer, known, id);
    return known;
}

uint32_t analyzer_stem(struct analyzer *analyzer, const struct token *token, enum language language)
{
    if (language == LANGUAGE_UNKNOWN)
        return token->folded;
    struct known *known = &analyzer->known[token->form];
    if (known->stems[language] == NOT_ASKED) {
        struct bytes stem = stem_folded(analyzer->stemmer, language,
                                        interner_text(analyzer->interner, known->folded));
        known->stems[language] = analyzer->kept ? interner_find(analyzer->interner, stem)
                                                : interner_add(analyzer->interner, stem);
        known->marks = marks_of_known(analyzer, known, token->form);
    }
    return known->stems[language];
}

struct language_guess analysis_language(struct analyzer *analyzer, const struct analysis *analysis, size_t most_bytes)
{
    struct language_tally tally = { .word_count = 0 };
    if (most_bytes > LANGUAGE_MOST_BYTES)
        most_bytes = LANGUAGE_MOST_BYTES;
    for (size_t i = 0; i < analysis->token_count; i++) {
        const struct token *token = &analysis->tokens[i];
        if ((size_t)token->offset + token->length > most_bytes)
            break;
        language_tally_add(&tally, analyzer->known[token->form].signs, token->capital);
    }
    return language_tally_guess(&tally);
}

/* == Tokens =================================================================================================== */

/* Does a sentence begin at `offset`, when the token before ends at `end`? Its last dot may be the sentence's too. */
static bool is_first(struct bytes text, size_t end, size_t offset)
{
    size_t at = end > 0 && text.data[end - 1] == '.' ? end - 1 : end;
    for (; at < offset; at++) {
        char byte = text.data[at];
        if (byte != ' ' && (byte == ':' || sentence_ends(text, at)))
            return true;
    }
    return end == 0;
}

/* Words whose ids are looked up at once; their forms stand one behind the other. */
struct cut_words {
    struct word words[INTERNER_AT_ONCE];
    struct bytes forms[INTERNER_AT_ONCE];
    char bytes[INTERNER_AT_ONCE * WORD_FORM_BYTES];
    size_t count;
};

static void cut_next(struct words *words, struct cut_words *cut)
{
    char *into = cut->bytes;
    cut->count = 0;
    while (cut->count < INTERNER_AT_ONCE && words_next(words, &cut->words[cut->count])) {
        struct bytes form = cut->words[cut->count].form;
        memcpy(into, form.data, form.size);
        cut->forms[cut->count++] = (struct bytes){ into, form.size };
        into += form.size;
    }
}

static bool add_tokens(struct analyzer *analyzer, const struct cut_words *cut, size_t *end, struct analysis *analysis)
{
    uint32_t ids[INTERNER_AT_ONCE];
    if (!array_reserve((void **)&analysis->tokens, &analysis->token_capacity, analysis->token_count + cut->count,
                       sizeof *analysis->tokens) ||
        !interner_add_all(analyzer->interner, cut->forms, cut->count, ids))
        return false;
    for (size_t i = 0; i < cut->count; i++)
        if (ids[i] < analyzer->known_count)
            __builtin_prefetch(&analyzer->known[ids[i]]);
    for (size_t i = 0; i < cut->count; i++) {
        const struct word *word = &cut->words[i];
        const struct known *known = know(analyzer, ids[i]);
        if (!known)
            return false;
        analysis->tokens[analysis->token_count++] = (struct token){
            .offset = (uint32_t)word->offset,
            .length = (uint32_t)word->length,
            .form = ids[i],
            .folded = known->folded,
            .capital = word->capital,
            .upper = word->upper,
            .joined = word->joined,
            .marks = known->marks,
            .first = is_first(analysis->text, *end, word->offset),
        };
        *end = word->offset + word->length;
    }
    return true;
}

enum status analysis_make(struct analyzer *analyzer, struct bytes text, struct analysis *analysis,
                          struct failure *failure)
{
    if (text.size > LONGEST_TEXT)
        return fail(failure, STATUS_LIMIT, "a text of %zu bytes is too long: at most %d", text.size, LONGEST_TEXT);
    analysis->text = text;
    analysis->token_count = 0;

    struct words words;
    struct cut_words cut;
    size_t end = 0;
    words_begin(&words, text);
    do {
        cut_next(&words, &cut);
        if (!add_tokens(analyzer, &cut, &end, analysis))
            return fail_no_memory(failure);
    } while (cut.count == INTERNER_AT_ONCE);
    return STATUS_OK;
}

void analysis_clear(struct analysis *analysis)
{
    free(analysis->tokens);
    *analysis = (struct analysis)ANALYSIS_EMPTY;
}
