/* A text cut into tokens. Most words are written as they were before (language/surfaces.h); the others are cut, and
 * their ids looked up, many at once. */
#include "language/analysis_inside.h"

#include "base/array.h"
#include "language/sentences.h"
#include "language/words.h"

enum {
    LONGEST_TEXT = INT32_MAX, /* offsets are 32-bit numbers */
    PLACES = 16
};

/* Where a word begins, and the surfaces that it may be among. */
struct place {
    size_t at;
    struct span span;
    const struct surface *set;
    bool joined;
};

/* Words whose ids are not known yet; their forms stand one behind the other. */
struct unknown {
    uint32_t tokens[INTERNER_AT_ONCE];
    struct surface surfaces[INTERNER_AT_ONCE];
    bool lasting[INTERNER_AT_ONCE]; /* is the surface to be kept? */
    struct bytes forms[INTERNER_AT_ONCE];
    char bytes[INTERNER_AT_ONCE * WORD_FORM_BYTES];
    size_t count;
};

struct cutting {
    struct analyzer *analyzer;
    struct analysis *analysis;
    struct words words;
    struct unknown unknown;
    size_t end; /* of the token before */
};

/* == Sentences ================================================================================================ */

/* Does a sentence begin at `offset`, when the token before ends at `end`? Its last dot may be the sentence's too. */
static bool is_first(struct bytes text, size_t end, size_t offset)
{
    size_t at = end > 0 && text.data[end - 1] == '.' ? end - 1 : end;
    for (; at < offset; at++) {
        if (text.data[at] == ':' || (sentence_may_end(text.data[at]) && sentence_ends(text, at)))
            return true;
    }
    return end == 0;
}

/* Nearly always there is a space between two words, and nothing else. */
static inline bool is_apart(struct bytes text, size_t end, size_t offset)
{
    return offset == end + 1 && end > 0 && text.data[end] == ' ' && text.data[end - 1] != '.';
}

/* == Words that are not known ================================================================================= */

static void tell(struct token *token, const struct known *known)
{
    token->folded = known->folded;
    token->signs = known->signs;
    token->marks = known->marks;
}

static bool look_up(struct cutting *cutting)
{
    struct analyzer *analyzer = cutting->analyzer;
    struct unknown *unknown = &cutting->unknown;
    uint32_t ids[INTERNER_AT_ONCE];
    if (!interner_add_all(analyzer->interner, unknown->forms, unknown->count, ids))
        return false;
    for (size_t i = 0; i < unknown->count; i++)
        if (ids[i] < analyzer->known_count)
            __builtin_prefetch(&analyzer->known[ids[i]]);
    for (size_t i = 0; i < unknown->count; i++) {
        const struct known *known = analyzer_know(analyzer, ids[i]);
        if (!known)
            return false;
        struct token *token = &cutting->analysis->tokens[unknown->tokens[i]];
        struct surface *surface = &unknown->surfaces[i];
        token->form = surface->form = ids[i];
        tell(token, known);
        if (unknown->lasting[i])
            surfaces_keep(&analyzer->surfaces, surface);
    }
    unknown->count = 0;
    return true;
}

/* Cut the word at `place`, the next token; false when there is none. */
static bool cut_word(struct cutting *cutting, const struct place *place, struct token *token)
{
    struct words *words = &cutting->words;
    struct unknown *unknown = &cutting->unknown;
    struct word word = { .offset = place->at, .joined = place->joined };
    if (!words_take(words, &word))
        return false;
    *token = (struct token){
        .offset = (uint32_t)word.offset,
        .length = (uint32_t)word.length,
        .form = INTERNER_NONE,
        .capital = word.capital,
        .upper = word.upper,
        .joined = word.joined,
    };
    size_t i = unknown->count++;
    char *into = i ? (char *)unknown->forms[i - 1].data + unknown->forms[i - 1].size : unknown->bytes;
    memcpy(into, word.form.data, word.form.size);
    unknown->forms[i] = (struct bytes){ into, word.form.size };
    unknown->tokens[i] = (uint32_t)cutting->analysis->token_count;
    unknown->lasting[i] = surface_make(&unknown->surfaces[i], &place->span, words->text, place->at, &word,
                                       words->next);
    return true;
}

/* == Texts ==================================================================================================== */

/* Where the next word begins; false at the end. */
static inline bool find_place(struct words *words, struct place *place)
{
    struct bytes text = words->text;
    size_t next = words->next;
    if (text.size - next >= 2 && text.data[next] == ' ' && byte_is_letter(text.data[next + 1])) {
        place->at = next + 1;
        place->joined = false;
        return true;
    }
    struct word word;
    if (!words_seek(words, &word))
        return false;
    place->at = word.offset;
    place->joined = word.joined;
    return true;
}

/* The places of the next words, if each goes as far as its span: what is known of them arrives from memory meanwhile.
 */
static size_t look_ahead(struct cutting *cutting, struct place places[PLACES])
{
    struct words *words = &cutting->words;
    size_t count = 0, next = words->next;
    while (count < PLACES && find_place(words, &places[count])) {
        struct place *place = &places[count++];
        span_read(&place->span, words->text, place->at);
        if (place->span.size == 0)
            break;
        place->set = surfaces_set(&cutting->analyzer->surfaces, place->span.bytes);
        __builtin_prefetch(place->set);
        words->next = place->at + place->span.size;
    }
    words->next = next;
    return count;
}

static inline bool take_word(struct cutting *cutting, const struct place *place, struct token *token)
{
    struct bytes text = cutting->words.text;
    const struct surface *surface = surface_find(place->set, &place->span, text, place->at);
    if (surface) {
        token->offset = (uint32_t)place->at + surface->start;
        token->length = surface->length;
        token->form = surface->form;
        __builtin_prefetch(&cutting->analyzer->known[surface->form]);
        token->capital = surface->flags & SURFACE_CAPITAL;
        token->upper = surface->flags & SURFACE_UPPER;
        token->joined = place->joined;
        cutting->words.next = place->at + surface->next;
    } else if (!cut_word(cutting, place, token)) {
        return false;
    }
    token->first = !is_apart(text, cutting->end, token->offset) && is_first(text, cutting->end, token->offset);
    cutting->end = token->offset + token->length;
    return true;
}

/* Tell what is known of the tokens from `first` on, but of those whose ids are not known yet. */
static void tell_from(const struct cutting *cutting, size_t first)
{
    const struct analysis *analysis = cutting->analysis;
    for (size_t i = first; i < analysis->token_count; i++)
        if (analysis->tokens[i].form != INTERNER_NONE)
            tell(&analysis->tokens[i], &cutting->analyzer->known[analysis->tokens[i].form]);
}

static bool cut(struct cutting *cutting)
{
    struct analysis *analysis = cutting->analysis;
    struct place places[PLACES];
    size_t count;
    while ((count = look_ahead(cutting, places))) {
        size_t first = analysis->token_count;
        if (!array_reserve((void **)&analysis->tokens, &analysis->token_capacity, first + count,
                           sizeof *analysis->tokens))
            return false;
        for (const struct place *place = places; place < places + count; place++) {
            if (!take_word(cutting, place, &analysis->tokens[analysis->token_count]))
                break;
            analysis->token_count++;
            if (cutting->unknown.count == INTERNER_AT_ONCE && !look_up(cutting))
                return false;
            if (cutting->words.next != place->at + place->span.size)
                break; /* where a word ends elsewhere than its span, the places after it are none */
        }
        tell_from(cutting, first);
    }
    return look_up(cutting);
}

enum status analysis_make(struct analyzer *analyzer, struct bytes text, struct analysis *analysis,
                          struct failure *failure)
{
    if (text.size > LONGEST_TEXT)
        return fail(failure, STATUS_LIMIT, "a text of %zu bytes is too long: at most %d", text.size, LONGEST_TEXT);
    analysis->text = text;
    analysis->token_count = 0;

    struct cutting cutting; /* not all set to zero: it is large, and many texts are small */
    cutting.analyzer = analyzer;
    cutting.analysis = analysis;
    cutting.unknown.count = 0;
    cutting.end = 0;
    words_begin(&cutting.words, text);
    return cut(&cutting) ? STATUS_OK : fail_no_memory(failure);
}
