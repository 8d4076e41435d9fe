/* What is known of the words of texts: what a form folds and stems to is worked out once, when it is first seen. */
#include "language/analysis_inside.h"

#include <stdlib.h>

#include "base/array.h"
#include "language/fold.h"
#include "language/utf8.h"

enum { MOST_PASSING_IDS = 1000000 /* strings of the interner beyond those that are kept */ };

/* No string's id, and not INTERNER_NONE: a stem that was not asked for yet. */
#define NOT_ASKED (INTERNER_NONE - 1)

enum status analyzer_new(struct analyzer **analyzer, struct failure *failure)
{
    enum status status;
    if (!(*analyzer = calloc(1, sizeof **analyzer)))
        return fail_no_memory(failure);
    if (!surfaces_init(&(*analyzer)->surfaces))
        status = fail_no_memory(failure);
    else if (!(status = interner_new(&(*analyzer)->interner, failure)))
        status = stemmer_new(&(*analyzer)->stemmer, failure);
    if (status) {
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
    surfaces_clear(&analyzer->surfaces);
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
    for (int language = LANGUAGE_FRENCH; language < LANGUAGE_COUNT; language++) {
        uint32_t stem = known->stems[language - LANGUAGE_FRENCH];
        marks |= stem == NOT_ASKED ? MARK_STEM_OPEN(language)
                                   : marks_of_stem(&analyzer->marks, (enum language)language, stem);
    }
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
    surfaces_forget(&analyzer->surfaces);
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

const struct known *analyzer_know(struct analyzer *analyzer, uint32_t id)
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
    *known = (struct known){ folded, { NOT_ASKED, NOT_ASKED }, language_signs_of(form), 0 };
    known->marks = marks_of_known(analyzer, known, id);
    return known;
}

/* Once the ids are kept most words are seen to have none of the stems there are without being stemmed. */
static uint32_t find_stem(struct analyzer *analyzer, enum language language, struct bytes folded)
{
    struct stem_hints *hints = &analyzer->hints[language - LANGUAGE_FRENCH];
    if (analyzer->kept && !stem_hints_may_have(hints, folded) &&
        stem_keeps_beginning(analyzer->stemmer, language, folded))
        return INTERNER_NONE;
    struct bytes stem = stem_folded(analyzer->stemmer, language, folded);
    if (analyzer->kept)
        return interner_find(analyzer->interner, stem);
    stem_hints_add(hints, stem);
    return interner_add(analyzer->interner, stem);
}

uint32_t analyzer_stem(struct analyzer *analyzer, const struct token *token, enum language language)
{
    if (language == LANGUAGE_UNKNOWN)
        return token->folded;
    struct known *known = &analyzer->known[token->form];
    uint32_t *stem = &known->stems[language - LANGUAGE_FRENCH];
    if (*stem == NOT_ASKED) {
        *stem = find_stem(analyzer, language, interner_text(analyzer->interner, known->folded));
        known->marks = marks_of_known(analyzer, known, token->form);
    }
    return *stem;
}

struct language_guess analysis_language(const struct analysis *analysis, size_t most_bytes)
{
    struct language_tally tally = { .word_count = 0 };
    if (most_bytes > LANGUAGE_MOST_BYTES)
        most_bytes = LANGUAGE_MOST_BYTES;
    for (size_t i = 0; i < analysis->token_count; i++) {
        const struct token *token = &analysis->tokens[i];
        if ((size_t)token->offset + token->length > most_bytes)
            break;
        language_tally_add(&tally, token->signs, token->capital);
    }
    return language_tally_guess(&tally);
}

void analysis_clear(struct analysis *analysis)
{
    free(analysis->tokens);
    *analysis = (struct analysis)ANALYSIS_EMPTY;
}
