/* A text as a row of tokens. What a form folds and stems to is worked out once, when the form is first seen. */
#include "language/analysis.h"

#include <stdlib.h>

#include "base/array.h"
#include "language/fold.h"
#include "language/sentences.h"
#include "language/stem.h"
#include "language/words.h"

enum {
    LONGEST_TEXT = INT32_MAX,  /* offsets are 32-bit numbers */
    MOST_PASSING_IDS = 1000000 /* strings of the interner beyond those that are kept */
};

/* What is known of the form with the same id; `folded` is INTERNER_NONE until it is asked for. */
struct known {
    uint32_t folded, french, english;
};

struct analyzer {
    struct interner *interner;
    struct stemmer *stemmer;
    struct known *known;
    size_t known_count, known_capacity;
    size_t kept;
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
    free(analyzer);
}

struct interner *analyzer_interner(struct analyzer *analyzer)
{
    return analyzer->interner;
}

void analyzer_keep(struct analyzer *analyzer)
{
    analyzer->kept = interner_count(analyzer->interner);
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
        if (known->folded >= kept || known->french >= kept || known->english >= kept)
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

/* NULL when memory is exhausted. */
static const struct known *know(struct analyzer *analyzer, uint32_t id)
{
    if (id >= analyzer->known_count && !make_room(analyzer, id))
        return NULL;
    struct known *known = &analyzer->known[id];
    if (known->folded != INTERNER_NONE)
        return known;

    char bytes[FOLDED_BYTES];
    struct bytes folded = { bytes, fold_form(interner_text(analyzer->interner, id), bytes) };
    uint32_t folded_id = interner_add(analyzer->interner, folded);
    known->french = interner_add(analyzer->interner, stem_folded(analyzer->stemmer, LANGUAGE_FRENCH, folded));
    known->english = interner_add(analyzer->interner, stem_folded(analyzer->stemmer, LANGUAGE_ENGLISH, folded));
    if (folded_id == INTERNER_NONE || known->french == INTERNER_NONE || known->english == INTERNER_NONE)
        return NULL;
    known->folded = folded_id;
    return known;
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

static struct token *add_token(struct analysis *analysis)
{
    if (!array_reserve((void **)&analysis->tokens, &analysis->token_capacity, analysis->token_count + 1,
                       sizeof *analysis->tokens))
        return NULL;
    return &analysis->tokens[analysis->token_count++];
}

enum status analysis_make(struct analyzer *analyzer, struct bytes text, struct analysis *analysis,
                          struct failure *failure)
{
    if (text.size > LONGEST_TEXT)
        return fail(failure, STATUS_LIMIT, "a text of %zu bytes is too long: at most %d", text.size, LONGEST_TEXT);
    analysis->text = text;
    analysis->token_count = 0;

    struct words words;
    struct word word;
    size_t end = 0;
    words_begin(&words, text);
    while (words_next(&words, &word)) {
        uint32_t form = interner_add(analyzer->interner, word.form);
        const struct known *known = form == INTERNER_NONE ? NULL : know(analyzer, form);
        struct token *token = known ? add_token(analysis) : NULL;
        if (!token)
            return fail_no_memory(failure);
        *token = (struct token){
            .offset = (uint32_t)word.offset,
            .length = (uint32_t)word.length,
            .form = form,
            .folded = known->folded,
            .stem = { known->folded, known->french, known->english },
            .capital = word.capital,
            .upper = word.upper,
            .joined = word.joined,
            .first = is_first(text, end, word.offset),
        };
        end = word.offset + word.length;
    }
    return STATUS_OK;
}

void analysis_clear(struct analysis *analysis)
{
    free(analysis->tokens);
    *analysis = (struct analysis)ANALYSIS_EMPTY;
}
