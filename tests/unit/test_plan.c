/* Plans: which forms a word stands for, and the tree that Xapian gets. */
#include "query/plan/plan.h"

#include "tests/unit/search_case.h"

static const struct small_document documents[] = {
    { "1", "Thé", "Un thé, des thés: the tea. École, écoles, ecole. Les élèves élevés.", "fr", "page", "2004-03-18",
      "", "HT", "security" },
    { "2", "Cars", "The cars; un car. Été, étés, état. Santé publique, publiques.", "en", "page", "2006",
      "2006..2008", "", "" },
};

static int set_up(void **state)
{
    (void)state;
    return search_case_open(1, documents, 2);
}

/* == A plan as text =========================================================================================== */

static void write_query(const struct xs_query *query, struct buffer *out)
{
    static const char *const names[] = {
        [XS_ALL] = "ALL",         [XS_NONE] = "NONE",           [XS_AND] = "AND",       [XS_OR] = "OR",
        [XS_AND_NOT] = "AND_NOT", [XS_AND_MAYBE] = "AND_MAYBE", [XS_FILTER] = "FILTER", [XS_SYNONYM] = "SYNONYM",
        [XS_PHRASE] = "PHRASE",   [XS_NEAR] = "NEAR",           [XS_SCALE] = "SCALE",   [XS_FIXED] = "FIXED",
    };
    if (query->op == XS_VALUE_LE || query->op == XS_VALUE_GE) {
        buffer_append_format(out, "%s%s%.*s", query->slot == SLOT_PERIOD_FROM ? "from" : "to",
                             query->op == XS_VALUE_LE ? "<=" : ">=", (int)query->term.size, query->term.data);
        return;
    }
    if (query->op == XS_TERM) {
        buffer_append_format(out, "%s%.*s", query->bonus ? "+" : "", (int)query->term.size, query->term.data);
        return;
    }
    buffer_append_format(out, "%s%s", query->bonus ? "+" : "", names[query->op]);
    if (query->op == XS_SCALE || query->op == XS_FIXED)
        buffer_append_format(out, " %.1f", query->factor);
    if (query->window)
        buffer_append_format(out, "/%u", query->window);
    if (query->child_count == 0)
        return;
    buffer_append_byte(out, '(');
    for (size_t i = 0; i < query->child_count; i++) {
        buffer_append_text(out, i ? " " : "");
        write_query(query->children[i], out);
    }
    buffer_append_byte(out, ')');
}

static void plan_for(const char *query, enum language language, struct arena *arena, struct plan *plan)
{
    struct search_request request = SEARCH_REQUEST_DEFAULT;
    struct failure failure = FAILURE_NONE;
    struct clause *root = NULL;
    size_t offset;
    struct plan_sources sources = { searcher->lexicon,  &searcher->names, searcher->stemmer,    searcher->matcher,
                                    searcher->earliest, searcher->latest, &searcher->dictionary };
    request.query_language = language;
    assert_int_equal(
        parse_query(bytes_of(query), (struct date){ 2009, 1, 1 }, LANGUAGE_ENGLISH, arena, &root, &offset, &failure),
        STATUS_OK);
    assert_int_equal(plan_make(&request, root, &sources, arena, plan, &failure), STATUS_OK);
}

/* == Forms ==================================================================================================== */

static const struct {
    const char *query;
    enum language language;
    const char *forms; /* of the first word, in byte order of ties */
} forms[] = {
    { "ecole", LANGUAGE_UNKNOWN, "ecole école écoles" },
    { "ÉCOLES", LANGUAGE_FRENCH, "ecole école écoles" },
    { "\"ecole\"", LANGUAGE_UNKNOWN, "ecole école" },
    { "=ecole", LANGUAGE_UNKNOWN, "ecole" },
    { "=ÉCOLE", LANGUAGE_UNKNOWN, "école" },
    { "=ecol", LANGUAGE_UNKNOWN, "" },
    { "eco*", LANGUAGE_UNKNOWN, "ecole école écoles" },
    { "élève", LANGUAGE_FRENCH, "élevés élèves" },
    /* a stopword joins no other word */
    { "thé", LANGUAGE_UNKNOWN, "thé thés" },
    { "the", LANGUAGE_UNKNOWN, "the" },
    { "the", LANGUAGE_ENGLISH, "the" },
    { "the", LANGUAGE_FRENCH, "thé thés" },
    { "cars", LANGUAGE_UNKNOWN, "cars" },
    { "car", LANGUAGE_UNKNOWN, "car" },
    { "sante", LANGUAGE_FRENCH, "santé" },
};

static void test_forms(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        struct arena arena = ARENA_EMPTY;
        struct buffer list = BUFFER_EMPTY;
        struct plan plan;
        plan_for(forms[i].query, forms[i].language, &arena, &plan);
        assert_int_equal(plan.word_count, 1);
        for (size_t j = 0; j < plan.list[0].form_count; j++)
            buffer_append_format(&list, "%s%.*s", j ? " " : "", (int)plan.list[0].forms[j].form.size,
                                 plan.list[0].forms[j].form.data);
        if (strcmp(list.bytes, forms[i].forms) != 0)
            print_error("query: %s\n", forms[i].query);
        assert_string_equal(list.bytes, forms[i].forms);
        assert_int_equal(interner_count(plan.marked), plan.list[0].form_count);
        buffer_clear(&list);
        plan_clear(&plan);
        arena_clear(&arena);
    }
}

/* == Trees ==================================================================================================== */

#define TEA "AND_MAYBE(tea SCALE 0.2(+tea) SCALE 0.5(+Stea))"
#define CARS "AND_MAYBE(cars SCALE 0.2(+cars) SCALE 0.5(+Scars))"
/* Beside other words: their forms as typed are looked at when the best hits are ranked anew. */
#define AND_TEA "AND_MAYBE(tea SCALE 0.5(+Stea))"
#define AND_CARS "AND_MAYBE(cars SCALE 0.5(+Scars))"

static const struct {
    const char *query;
    const char *words, *any, *filters;
    uint32_t asked;
} trees[] = {
    { "", "", "", "", 0 },
    { "tea", TEA, "", "", 0 },
    { "=tea", TEA, "", "", 0 },
    { "thé", "AND_MAYBE(SYNONYM(thé thés) SCALE 0.2(+thé) SCALE 0.5(+SYNONYM(+Sthé +Sthés)))", "", "", 0 },
    { "tea cars", "AND(" AND_TEA " " AND_CARS ")", "OR(" AND_TEA " " AND_CARS ")", "", 2 },
    { "tea xyz", "AND(" AND_TEA " NONE)", "OR(" AND_TEA " NONE)", "", 2 },
    { "the tea", "AND_MAYBE(" TEA " SCALE 0.2(AND_MAYBE(+the SCALE 0.2(+the))))", "", "", 0 },
    { "title:tea", "AND_MAYBE(Stea SCALE 0.2(+Stea))", "", "", 0 },
    { "\"santé publique\"", "PHRASE(santé publique)", "", "", 0 },
    { "\"the the\"", "PHRASE(OR(the thé) OR(the thé))", "", "", 0 },
    { "santé-publique", "PHRASE(santé OR(publique publiques))", "", "", 0 },
    { "\"santé xyz\" tea", "AND(PHRASE(santé NONE) " AND_TEA ")", "OR(PHRASE(santé NONE) " AND_TEA ")", "", 3 },
    { "tea NEAR/4 cars", "NEAR/5(tea cars)", "", "", 0 },
    { "tea -cars", "AND_NOT(" TEA " cars)", "", "", 0 },
    { "tea OR cars", "OR(" TEA " " CARS ")", "", "", 0 },
    { "-cars", "", "", "AND_NOT(ALL cars)", 0 },
    { "pays:Haïti", "", "", "+Nht", 0 },
    { "tea pays:Haïti but:security", TEA, "", "AND(+Nht +XGOALsecurity)", 0 },
    { "pays:Dominican", "", "", "OR(+Ndm +Ndo)", 0 },
    { "tea OR langue:fr", "OR(" TEA " SCALE 0.0(+Lfr))", "", "", 0 },
    { "(tea langue:fr) OR cars", "OR(FILTER(" TEA " +Lfr) " CARS ")", "", "", 0 },
    { "date:2004", "", "", "+Y2004", 0 },
    { "date:2004-03", "", "", "+M200403", 0 },
    { "date:2005..", "", "", "OR(+Y2005 +Y2006)", 0 },
    { "date:1990", "", "", "NONE", 0 },
    { "covers:2007", "", "", "AND(+XPERIOD2007 to>=20070101 from<=20071231)", 0 },
    { "covers:=2006..2007", "", "", "AND(OR(+XPERIOD2006 +XPERIOD2007) from>=20060101 to<=20071231)", 0 },
    { "covers:2008-04", "", "", "AND(+XPERIOD2008 to>=20080401 from<=20080430)", 0 },
    { "pays:Haïti -tea", "", "", "AND_NOT(+Nht tea)", 0 },
    /* a date among the words adds weight: its day more than its month, its year least */
    { "tea 2006", "AND_MAYBE(AND(" AND_TEA " NONE) FIXED 0.2(+Y2006))",
      "AND_MAYBE(OR(" AND_TEA " NONE) FIXED 0.2(+Y2006))", "", 2 },
    { "tea 18 mars 2004", "AND_MAYBE(AND(" AND_TEA " NONE NONE NONE) OR(FIXED 0.2(+Y2004) FIXED 0.6(+D20040318)))",
      "AND_MAYBE(OR(" AND_TEA " NONE NONE NONE) OR(FIXED 0.2(+Y2004) FIXED 0.6(+D20040318)))", "", 4 },
    { "tea 1999", "AND(" AND_TEA " NONE)", "OR(" AND_TEA " NONE)", "", 2 },
    { "tea 20067", "AND(" AND_TEA " NONE)", "OR(" AND_TEA " NONE)", "", 2 },
};

static void check_tree(const struct xs_query *query, const char *expected, const char *typed)
{
    struct buffer tree = BUFFER_EMPTY;
    if (query)
        write_query(query, &tree);
    if (strcmp(tree.bytes, expected) != 0)
        print_error("query: %s\n", typed);
    assert_string_equal(tree.bytes, expected);
    buffer_clear(&tree);
}

static void test_trees(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        struct arena arena = ARENA_EMPTY;
        struct plan plan;
        plan_for(trees[i].query, LANGUAGE_UNKNOWN, &arena, &plan);
        check_tree(plan.words, trees[i].words, trees[i].query);
        check_tree(plan.words_any, trees[i].any, trees[i].query);
        check_tree(plan.filters, trees[i].filters, trees[i].query);
        assert_int_equal(plan.words_asked, trees[i].asked);
        plan_clear(&plan);
        arena_clear(&arena);
    }
}

/* What is excluded is neither listed nor marked. */
static void test_excluded_words(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    struct plan plan;
    plan_for("tea -cars -pays:Mali", LANGUAGE_UNKNOWN, &arena, &plan);
    assert_int_equal(plan.word_count, 1);
    assert_int_equal(plan.filter_count, 0);
    assert_int_equal(interner_count(plan.marked), 1);
    plan_clear(&plan);
    arena_clear(&arena);
}

/* The deepest and the widest query the gate lets through must pass the shim's own limits. */
static void test_the_gate_fits_the_shim(void **state)
{
    (void)state;
    struct buffer deep = BUFFER_EMPTY, wide = BUFFER_EMPTY;
    for (int i = 0; i < REQUEST_LEVELS / 2; i++)
        buffer_append_text(&deep, "tea OR -(cars pays:mali (");
    buffer_append_text(&deep, "tea OR cars");
    for (int i = 0; i < REQUEST_WORDS; i++)
        buffer_append_format(&wide, "date:0001-02-%02d..9998-10-%02d ", i % 28 + 1, i % 27 + 1);
    const char *queries[] = { deep.bytes, wide.bytes };
    for (size_t i = 0; i < 2; i++) {
        struct search_request request = SEARCH_REQUEST_DEFAULT;
        struct search_answer answer;
        struct failure failure = FAILURE_NONE;
        request.query = queries[i];
        request.ui = LANGUAGE_ENGLISH;
        enum status status = search_run(searcher, &request, &answer, &failure);
        if (status)
            print_error("%s\n", failure.message);
        assert_int_equal(status, STATUS_OK);
        search_answer_clear(&answer);
    }
    buffer_clear(&deep);
    buffer_clear(&wide);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_trees),
        cmocka_unit_test(test_excluded_words),
        cmocka_unit_test(test_the_gate_fits_the_shim),
    };
    return cmocka_run_group_tests(tests, set_up, search_case_close);
}
