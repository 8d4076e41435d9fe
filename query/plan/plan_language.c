/* What language a query is in, when nobody says: queries have few words, so every sign counts, and doubt is both. */
#include "query/plan/plan_inside.h"

#include "language/stopwords.h"

/* Looking up documents by language is for words rare enough to cost nothing, and for few of them. */
enum { RARE_DOCUMENTS = 2000, MOST_LOOKED_UP = 4 };

/* A word is of a language when nine of ten documents that hold it are. */
enum { NEARLY_ALL = 9, OF_ALL = 10 };

struct signs {
    struct planner *planner;
    struct buffer text; /* the words as typed */
    unsigned french, english, looked_up;
};

/* In how many documents of this language one of the forms found is. */
static uint32_t count_in(struct planner *planner, enum language language)
{
    struct xs_query *pair[2] = { join_found_forms(planner) };
    struct term term;
    term_make_facet(&term, &fields[FIELD_LANGUAGE], bytes_of(language_code(language)));
    pair[1] = node_term(planner, (struct bytes){ term.bytes, term.size }, true);
    struct xs_query both = { .op = XS_FILTER, .children = pair, .child_count = 2 };
    struct xs_search search = { .query = &both, .exact_total = true, .bm25_k1 = 1, .bm25_b = 0.5 };
    struct xs_result *result = NULL;
    planner_fail(planner, matcher_search(planner->sources->matcher, &search, &result, planner->failure));
    uint32_t total = result ? result->total : 0;
    matcher_result_free(result);
    return total;
}

/* Where the documents that hold a word are nearly all of one language, so is the word. */
static void look_up(struct signs *signs, const struct clause *word)
{
    struct planner *planner = signs->planner;
    uint64_t documents = 0;
    if (planner->status || signs->looked_up == MOST_LOOKED_UP)
        return;
    plan_find_written(planner, word);
    for (size_t i = 0; i < planner->found.count; i++)
        documents += planner->found.items[i].document_count;
    if (documents == 0 || documents > RARE_DOCUMENTS)
        return;
    signs->looked_up++;
    uint64_t french = count_in(planner, LANGUAGE_FRENCH), english = count_in(planner, LANGUAGE_ENGLISH);
    signs->french += french * OF_ALL >= (french + english) * NEARLY_ALL && french > 0;
    signs->english += english * OF_ALL >= (french + english) * NEARLY_ALL && english > 0;
}

/* Does the clause, or one below it, hold words in this place of the query? */
typedef void (*word_visit)(struct signs *signs, const struct clause *word);
static void each_word(struct signs *signs, const struct clause *clause, word_visit visit)
{
    if (!clause)
        return;
    if (clause->kind <= CLAUSE_LIKE)
        visit(signs, clause);
    for (size_t i = 0; i < clause->child_count; i++)
        each_word(signs, clause->children[i], visit);
}

/* A stopword of one language only is a sign on its own; all words together are another. */
static void read_word(struct signs *signs, const struct clause *word)
{
    struct bytes query = bytes_of(signs->planner->request->query);
    bool inside = word->offset + word->length <= query.size;
    struct bytes typed = { query.data + word->offset, word->length };
    struct bytes form = bytes_of(word->text);
    bool french = stopword_is(LANGUAGE_FRENCH, form), english = stopword_is(LANGUAGE_ENGLISH, form);
    signs->french += french && !english;
    signs->english += english && !french;
    typed = inside ? typed : form; /* as typed it has its capitals */
    buffer_append(&signs->text, typed.data, typed.size);
    buffer_append_byte(&signs->text, ' ');
}

static enum language decide(const struct signs *signs)
{
    if (signs->french && !signs->english)
        return LANGUAGE_FRENCH;
    return signs->english && !signs->french ? LANGUAGE_ENGLISH : LANGUAGE_UNKNOWN;
}

enum language plan_detect_language(struct planner *planner, const struct clause *root)
{
    struct signs signs = { .planner = planner, .text = BUFFER_EMPTY };
    each_word(&signs, root, read_word);
    planner_fail(planner, buffer_status(&signs.text, "the words of a query", planner->failure));
    struct language_guess guess = language_detect((struct bytes){ signs.text.bytes, signs.text.size });
    buffer_clear(&signs.text);
    signs.french += guess.language == LANGUAGE_FRENCH;
    signs.english += guess.language == LANGUAGE_ENGLISH;
    if (!signs.french && !signs.english)
        each_word(&signs, root, look_up);
    return decide(&signs);
}
