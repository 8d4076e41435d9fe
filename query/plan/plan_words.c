/* From a word of the query to the surface forms it stands for in this index, and to the query that ranks them. */
#include "query/plan/plan_inside.h"

#include <stdlib.h>

#include "language/cognates.h"
#include "language/fold.h"
#include "language/stopwords.h"

/* The most forms of a word, of mot*, of a word in a phrase (whose positions are all read), and of a title. The
 * rarest of them, past these, would change no ranking. */
enum { FORMS_OF_A_WORD = 50, FORMS_OF_A_PREFIX = 100, FORMS_IN_A_PHRASE = 20, FORMS_OF_A_TITLE = 10 };

/* The words of another spelling that join a ~mot, the nearest. */
enum { WORDS_ALIKE = 20 };

/* What the form as typed adds to the weight of its group, where the word is alone. Several words are ranked anew by
 * their forms (query/nearness.c), and need no second look at a list of documents for each. */
static const double TYPED_WEIGHT = 0.2;

/* What a word in the title adds, beside its place in the text. A stopword adds nothing: few titles have one, and as
 * a word of titles it would weigh more than the words that were meant. */
static const double TITLE_WEIGHT = 0.5;

/* == Which forms ============================================================================================== */

/* A word, and what decides on the forms that join it. */
struct looked_for {
    struct bytes typed;
    enum language language; /* of the query */
    bool stopword;          /* of that language */
};

/* A stopword joins no other word: thé is not the, cars is not car. Typed without its accents it is still one (etait,
 * était). And where the language is known, a stopword of the other one is not meant by who types it: the, in French,
 * is thé. */
static bool joins(const struct looked_for *word, struct bytes form)
{
    if (bytes_equal(word->typed, form))
        return word->stopword || word->language == LANGUAGE_UNKNOWN || !stopword_is(LANGUAGE_UNKNOWN, form);
    return stopword_is(word->stopword ? word->language : LANGUAGE_UNKNOWN, form) == word->stopword;
}

static void find_folded(struct planner *planner, struct bytes folded)
{
    planner_fail(planner, lexicon_find_folded(planner->sources->lexicon, folded, &planner->found, planner->failure));
}

static void find_stem(struct planner *planner, enum language language, struct bytes folded)
{
    struct bytes stem = stem_folded(planner->sources->stemmer, language, folded);
    planner_fail(planner, stemmer_status(planner->sources->stemmer, planner->failure));
    planner_fail(planner,
                 lexicon_find_stem(planner->sources->lexicon, language, stem, &planner->found, planner->failure));
}

static int compare_forms(const void *left, const void *right)
{
    const struct lexicon_form *a = left, *b = right;
    if (a->document_count != b->document_count)
        return a->document_count > b->document_count ? -1 : 1;
    int order = memcmp(a->form.data, b->form.data, a->form.size < b->form.size ? a->form.size : b->form.size);
    if (order)
        return order;
    return a->form.size < b->form.size ? -1 : a->form.size > b->form.size;
}

/* The look-ups overlap: sort what they found, most frequent first, and keep each form once. */
static void sort_forms(struct lexicon_forms *forms)
{
    size_t kept = 0;
    if (forms->count)
        qsort(forms->items, forms->count, sizeof *forms->items, compare_forms);
    for (size_t i = 0; i < forms->count; i++)
        if (kept == 0 || !bytes_equal(forms->items[kept - 1].form, forms->items[i].form))
            forms->items[kept++] = forms->items[i];
    forms->count = kept;
}

static void keep_joining(const struct looked_for *word, struct lexicon_forms *forms)
{
    size_t kept = 0;
    for (size_t i = 0; i < forms->count; i++)
        if (joins(word, forms->items[i].form))
            forms->items[kept++] = forms->items[i];
    forms->count = kept;
}

static void keep_typed(struct bytes typed, struct lexicon_forms *forms)
{
    for (size_t i = 0; i < forms->count; i++) {
        if (bytes_equal(typed, forms->items[i].form)) {
            forms->items[0] = forms->items[i];
            forms->count = 1;
            return;
        }
    }
    forms->count = 0;
}

/* == The other language ======================================================================================= */

struct crossing {
    struct planner *planner;
    enum language into;
};

static enum status find_translation(struct bytes folded, void *context, struct failure *failure)
{
    const struct crossing *crossing = context;
    (void)failure; /* the planner's own */
    find_stem(crossing->planner, crossing->into, folded);
    return STATUS_OK;
}

static void translate(struct planner *planner, enum language language, struct bytes folded, struct crossing *crossing)
{
    const struct plan_sources *sources = planner->sources;
    planner_fail(planner, dictionary_find(sources->dictionary, sources->stemmer, language, folded, find_translation,
                                          crossing, planner->failure));
    planner_fail(planner, cognates_find(language, folded, find_translation, crossing, planner->failure));
}

/* Words that say the same in the other language join the group: a word with many meanings is then as common as they
 * are together, and counts for less. */
static void find_across(struct planner *planner, struct bytes folded)
{
    enum language of = planner->language;
    struct crossing to_french = { planner, LANGUAGE_FRENCH }, to_english = { planner, LANGUAGE_ENGLISH };
    find_stem(planner, LANGUAGE_FRENCH, folded); /* many words are the same in both */
    find_stem(planner, LANGUAGE_ENGLISH, folded);
    if (of != LANGUAGE_FRENCH)
        translate(planner, LANGUAGE_ENGLISH, folded, &to_french);
    if (of != LANGUAGE_ENGLISH)
        translate(planner, LANGUAGE_FRENCH, folded, &to_english);
}

/* Fill planner->found with the forms of a word that may take its accents and endings. */
static void find_inflected(struct planner *planner, struct bytes typed, struct bytes folded)
{
    enum language language = planner->language;
    struct looked_for word = { typed, language, stopword_is(language, typed) };
    find_folded(planner, folded);
    if (!word.stopword && language != LANGUAGE_ENGLISH)
        find_stem(planner, LANGUAGE_FRENCH, folded);
    if (!word.stopword && language != LANGUAGE_FRENCH)
        find_stem(planner, LANGUAGE_ENGLISH, folded);
    if (!word.stopword && planner->request->across)
        find_across(planner, folded);
    sort_forms(&planner->found);
    keep_joining(&word, &planner->found);
    if (planner->found.count == 0) {
        find_folded(planner, folded);
        keep_typed(typed, &planner->found); /* it is the only one there is */
    }
}

/* mot*, *mot, *mot* */
static void find_part(struct planner *planner, enum clause_kind kind, struct bytes folded)
{
    enum lexicon_part where = kind == CLAUSE_PREFIX   ? LEXICON_BEGINS
                              : kind == CLAUSE_SUFFIX ? LEXICON_ENDS
                                                      : LEXICON_HOLDS;
    planner_fail(planner, lexicon_find_part(planner->sources->lexicon, where, folded, FORMS_OF_A_PREFIX,
                                            &planner->found, planner->failure));
}

/* Add to planner->found the words that are spelt nearly like it, each with whatever accents. */
static void find_like(struct planner *planner, struct bytes folded)
{
    struct lexicon_like likes[WORDS_ALIKE];
    size_t count = 0;
    const struct lexicon *lexicon = planner->sources->lexicon;
    planner_fail(planner, lexicon_find_like(lexicon, folded, lexicon_slips_allowed(folded), likes, WORDS_ALIKE,
                                            &count, planner->failure));
    for (size_t i = 0; i < count; i++)
        find_folded(planner, likes[i].folded);
    sort_forms(&planner->found);
}

/* Fill planner->found for a word, at most `most` forms. `stems`: its endings may differ. */
static void find_forms(struct planner *planner, const struct clause *clause, bool stems, size_t most)
{
    char room[FOLDED_BYTES];
    struct bytes typed = bytes_of(clause->text);
    struct bytes folded = { room, fold_form(typed, room) };
    planner->found.count = 0;
    if (clause->kind == CLAUSE_PREFIX || clause->kind == CLAUSE_SUFFIX || clause->kind == CLAUSE_INFIX) {
        find_part(planner, clause->kind, folded);
        return;
    }
    if ((clause->kind == CLAUSE_WORD || clause->kind == CLAUSE_LIKE) && stems)
        find_inflected(planner, typed, folded);
    else
        find_folded(planner, folded);
    if (clause->kind == CLAUSE_LIKE)
        find_like(planner, folded);
    if (clause->kind == CLAUSE_EXACT)
        keep_typed(typed, &planner->found);
    if (planner->found.count > most)
        planner->found.count = most;
}

void plan_find_written(struct planner *planner, const struct clause *word)
{
    find_forms(planner, word, false, FORMS_OF_A_WORD);
}

/* == Telling what was found =================================================================================== */

static const char *as_typed(struct planner *planner, const struct clause *clause)
{
    struct buffer typed = BUFFER_EMPTY;
    enum clause_kind kind = clause->kind;
    const char *before = kind == CLAUSE_EXACT                            ? "="
                         : kind == CLAUSE_LIKE                           ? "~"
                         : kind == CLAUSE_SUFFIX || kind == CLAUSE_INFIX ? "*"
                                                                         : "";
    const char *after = kind == CLAUSE_PREFIX || kind == CLAUSE_INFIX ? "*" : "";
    buffer_append_format(&typed, "%s%s%s", before, clause->text, after);
    return planner_keep(planner, &typed);
}

/* List the word with its forms, and have them marked in what is shown. */
static void list_word(struct planner *planner, const struct clause *clause, bool optional)
{
    struct plan *plan = planner->plan;
    size_t count = planner->found.count;
    struct lexicon_form *forms = arena_take(planner->arena, (count ? count : 1) * sizeof *forms);
    if (planner->status)
        return;
    if (!forms) {
        planner_fail(planner, fail_no_memory(planner->failure));
        return;
    }
    for (size_t i = 0; i < count; i++) {
        const struct lexicon_form *found = &planner->found.items[i];
        forms[i] = (struct lexicon_form){ { planner_copy(planner, found->form), found->form.size },
                                          found->document_count };
        if (!planner->excluding && interner_add(plan->marked, found->form) == INTERNER_NONE)
            planner_fail(planner, fail_no_memory(planner->failure));
    }
    struct plan_word word = { as_typed(planner, clause), forms, count, optional, clause->title,
                              planner->window,           clause };
    if (planner->excluding)
        plan->excluded[plan->excluded_count++] = word;
    else
        plan->list[plan->word_count++] = word;
}

/* == Queries ================================================================================================== */

static struct xs_query *form_term(struct planner *planner, struct bytes form, bool title, bool bonus)
{
    struct term term;
    if (!title)
        return node_term(planner, form, bonus);
    term_make(&term, fields[FIELD_TITLE].prefix, form);
    return node_term(planner, (struct bytes){ term.bytes, term.size }, bonus);
}

/* The forms found, at most `most`, joined by `op`. */
static struct xs_query *join_forms(struct planner *planner, enum xs_operator op, bool title, bool bonus, size_t most)
{
    size_t count = planner->found.count < most ? planner->found.count : most;
    if (count == 0)
        return node_new(planner, XS_NONE);
    struct xs_query *group = node_group(planner, op, count);
    group->bonus = bonus;
    for (size_t i = 0; i < count; i++)
        node_add(planner, group, form_term(planner, planner->found.items[i].form, title, bonus));
    return node_simplest(group);
}

struct xs_query *join_found_forms(struct planner *planner)
{
    return join_forms(planner, XS_OR, false, true, SIZE_MAX);
}

static bool is_found(const struct planner *planner, struct bytes form)
{
    for (size_t i = 0; i < planner->found.count; i++)
        if (bytes_equal(planner->found.items[i].form, form))
            return true;
    return false;
}

/* The group of a word's forms, with what the form as typed and the title add to its weight. */
static struct xs_query *rank_forms(struct planner *planner, const struct clause *clause, bool optional)
{
    struct bytes typed = bytes_of(clause->text);
    struct xs_query *group = join_forms(planner, XS_SYNONYM, clause->title, optional, SIZE_MAX);
    if (planner->excluding || planner->found.count == 0)
        return group;
    struct xs_query *ranked = node_group(planner, XS_AND_MAYBE, 3);
    node_add(planner, ranked, group);
    if (!planner->several && is_found(planner, typed))
        node_add(planner, ranked, node_scale(planner, form_term(planner, typed, clause->title, true), TYPED_WEIGHT));
    bool whole = clause->kind == CLAUSE_WORD || clause->kind == CLAUSE_EXACT;
    if (!clause->title && whole && !optional)
        node_add(planner, ranked,
                 node_scale(planner, join_forms(planner, XS_SYNONYM, true, true, FORMS_OF_A_TITLE), TITLE_WEIGHT));
    return node_simplest(ranked);
}

struct xs_query *plan_word_query(struct planner *planner, const struct clause *clause, bool optional)
{
    find_forms(planner, clause, true, FORMS_OF_A_WORD);
    list_word(planner, clause, optional);
    return rank_forms(planner, clause, optional);
}

/* A quoted word alone: its accents may differ, its endings not. */
static struct xs_query *quoted_word_query(struct planner *planner, const struct clause *clause)
{
    find_forms(planner, clause, false, FORMS_OF_A_WORD);
    list_word(planner, clause, false);
    return rank_forms(planner, clause, false);
}

/* Words of one paragraph: each is ranked as it is alone, and where they stand together is a filter. */
static struct xs_query *same_query(struct planner *planner, const struct clause *clause)
{
    struct xs_query *words = node_group(planner, XS_AND, clause->child_count);
    struct xs_query *same = node_group(planner, XS_SAME, clause->child_count);
    same->slot = SLOT_PARAGRAPHS;
    for (size_t i = 0; i < clause->child_count; i++) {
        const struct clause *word = clause->children[i];
        node_add(planner, words, plan_word_query(planner, word, false));
        node_add(planner, same, join_forms(planner, XS_OR, word->title, false, FORMS_IN_A_PHRASE));
    }
    return node_pair(planner, XS_FILTER, words, same);
}

struct xs_query *plan_window_query(struct planner *planner, const struct clause *clause)
{
    if (clause->kind == CLAUSE_SAME)
        return same_query(planner, clause);
    bool near = clause->kind == CLAUSE_NEAR;
    if (clause->child_count == 1)
        return quoted_word_query(planner, clause->children[0]);

    struct xs_query *window = node_group(planner, near ? XS_NEAR : XS_PHRASE, clause->child_count);
    window->window = near ? clause->distance + 1 : 0;
    if (near && window->window < clause->child_count)
        window->window = (uint32_t)clause->child_count;
    planner->window = clause;
    for (size_t i = 0; i < clause->child_count; i++) {
        const struct clause *word = clause->children[i];
        find_forms(planner, word, near || clause->joined, FORMS_IN_A_PHRASE);
        list_word(planner, word, false);
        node_add(planner, window, join_forms(planner, XS_OR, word->title, false, SIZE_MAX));
    }
    planner->window = NULL;
    return window;
}
