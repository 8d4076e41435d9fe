/* The query language, as a table of queries and the trees they become. */
#include "query/parse/parse.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "query/request.h"

#include <cmocka.h>

static const struct date today = { 2009, 4, 14 };

/* == A tree as text =========================================================================================== */

static void write_range(const struct clause *clause, struct buffer *out)
{
    char from[DATE_ISO_BYTES], to[DATE_ISO_BYTES];
    date_format_iso(clause->range.from, from);
    date_format_iso(clause->range.to, to);
    buffer_append_format(out, "%s:%s%s..%s", fields[clause->field].name, clause->within ? "=" : "", from, to);
}

static void write_clause(const struct clause *clause, struct buffer *out)
{
    static const char *const names[] = { [CLAUSE_PHRASE] = "PHRASE",
                                         [CLAUSE_NEAR] = "NEAR",
                                         [CLAUSE_SAME] = "SAME",
                                         [CLAUSE_ALL] = "ALL",
                                         [CLAUSE_ANY] = "ANY",
                                         [CLAUSE_WITHOUT] = "WITHOUT" };
    if (!clause) {
        buffer_append_text(out, "*");
        return;
    }
    if (clause->title && clause->kind <= CLAUSE_LIKE)
        buffer_append_text(out, "title:");
    switch (clause->kind) {
    case CLAUSE_WORD:
        buffer_append_text(out, clause->text);
        return;
    case CLAUSE_EXACT:
        buffer_append_format(out, "=%s", clause->text);
        return;
    case CLAUSE_PREFIX:
        buffer_append_format(out, "%s*", clause->text);
        return;
    case CLAUSE_SUFFIX:
        buffer_append_format(out, "*%s", clause->text);
        return;
    case CLAUSE_INFIX:
        buffer_append_format(out, "*%s*", clause->text);
        return;
    case CLAUSE_LIKE:
        buffer_append_format(out, "~%s", clause->text);
        return;
    case CLAUSE_FACET:
        buffer_append_format(out, "%s:[%s]", fields[clause->field].name, clause->text);
        return;
    case CLAUSE_RANGE:
        write_range(clause, out);
        return;
    default:
        break;
    }
    bool joined = clause->kind == CLAUSE_PHRASE && clause->joined;
    buffer_append_text(out, joined ? "JOINED" : names[clause->kind]);
    if (clause->kind == CLAUSE_NEAR)
        buffer_append_format(out, "/%u", clause->distance);
    buffer_append_byte(out, '(');
    for (size_t i = 0; i < clause->child_count; i++) {
        buffer_append_text(out, i ? " " : "");
        write_clause(clause->children[i], out);
    }
    buffer_append_byte(out, ')');
}

static void parse_to(const char *query, enum language ui, struct buffer *out)
{
    struct arena arena = ARENA_EMPTY;
    struct clause *root = NULL;
    struct failure failure = FAILURE_NONE;
    size_t offset = 0;
    struct bytes text = { query, strlen(query) };
    buffer_truncate(out, 0);
    if (parse_query(text, today, ui, &arena, &root, &offset, &failure))
        buffer_append_format(out, "%zu: %s", offset, failure.message);
    else if (root)
        write_clause(root, out);
    arena_clear(&arena);
}

/* == Trees ==================================================================================================== */

static const struct {
    const char *query, *tree;
} trees[] = {
    /* words */
    { "", "" },
    { " \t\xC2\xA0 ", "" },
    { "Haïti", "haïti" },
    { "coopération Haïti", "ALL(coopération haïti)" },
    { "l'école d’Haïti", "ALL(école haïti)" },
    { "aujourd'hui", "aujourd'hui" },
    { "rendez-vous", "JOINED(rendez vous)" },
    { "12:30", "JOINED(12 30)" },
    { "Haïti/Mali,Sénégal", "ALL(haïti mali sénégal)" },
    { "www.gouv.qc.ca", "JOINED(www gouv qc ca)" },
    { "http://x.ca/a", "ALL(http JOINED(x ca) a)" },
    { "1 250 000", "1250000" },
    { "2,5", "2.5" },
    { "& — ! haiti", "haiti" },
    { "\xFF\xFE"
      "a\xFF"
      "b",
      "JOINED(a b)" },
    /* exact, prefix */
    { "=côte", "=côte" },
    { "=rendez-vous", "JOINED(=rendez =vous)" },
    { "=\"État\"", "PHRASE(=état)" },
    { "inond*", "inond*" },
    { "sous-minis*", "JOINED(sous minis*)" },
    { "* haiti", "haiti" },
    { "**important**", "*important*" },
    { "*tion", "*tion" },
    { "mali *haïti*", "ALL(mali *haïti*)" },
    { "titre:*tion", "title:*tion" },
    { "~québec", "~québec" },
    { "-~québec", "WITHOUT(* ~québec)" },
    { "title:~québec", "title:~québec" },
    { "~\"a b\"", "PHRASE(a b)" },
    { "a~b", "JOINED(a b)" },
    /* phrases */
    { "\"santé publique\"", "PHRASE(santé publique)" },
    { "« santé publique »", "PHRASE(santé publique)" },
    { "“santé publique”", "PHRASE(santé publique)" },
    { "„santé publique“", "PHRASE(santé publique)" },
    { "\"santé", "PHRASE(santé)" },
    { "\"l'aide, d'Haïti/Mali\"", "PHRASE(aide haïti mali)" },
    { "\"\" haiti", "haiti" },
    { "»haiti", "haiti" },
    { "aide\"santé publique\"mali", "ALL(aide PHRASE(santé publique) mali)" },
    /* boolean */
    { "a OR b", "ANY(a b)" },
    { "a OU b OU c", "ANY(a b c)" },
    { "a b OR c", "ANY(ALL(a b) c)" },
    { "a AND b ET c", "ALL(a b c)" },
    { "(a OR b) c", "ALL(ANY(a b) c)" },
    { "(a b) (c (d))", "ALL(a b c d)" },
    { "a -b", "WITHOUT(a b)" },
    { "a NOT b SAUF c", "WITHOUT(a ANY(b c))" },
    { "-b", "WITHOUT(* b)" },
    { "NOT b", "WITHOUT(* b)" },
    { "NOT NOT b", "b" },
    { "a -\"b c\"", "WITHOUT(a PHRASE(b c))" },
    { "a -(b OR c)", "WITHOUT(a ANY(b c))" },
    { "a OR -b", "ANY(a WITHOUT(* b))" },
    { "a -pays:Mali", "WITHOUT(a country:[Mali])" },
    { "mi-temps", "JOINED(mi temps)" },
    { "a - b", "ALL(a b)" },
    { "a --b", "ALL(a b)" },
    { "\"New York\"-based", "ALL(PHRASE(new york) based)" },
    /* lenience */
    { "OR", "or" },
    { "a OR", "ALL(a or)" },
    { "OU a", "ALL(ou a)" },
    { "a OR OR b", "ANY(ALL(a or) b)" },
    { "NOT", "not" },
    { "a NEAR/5", "ALL(a near 5)" },
    { "or a et b", "ALL(or a et b)" },
    { "(a", "a" },
    { "a) b", "ALL(a b)" },
    { "() a", "a" },
    { "-() a", "a" },
    { "a OR ()", "a" },
    { ")(", "" },
    /* near */
    { "aide NEAR/5 haïti", "NEAR/5(aide haïti)" },
    { "aide NEAR/2 haïti NEAR/9 port*", "NEAR/9(aide haïti port*)" },
    { "a aide NEAR/5 haïti b", "ALL(a NEAR/5(aide haïti) b)" },
    { "aide SAME haïti", "SAME(aide haïti)" },
    { "aide MÊME haïti MEME =port", "SAME(aide haïti =port)" },
    { "same b même", "ALL(same b même)" },
    { "a SAME", "ALL(a same)" },
    /* fields */
    { "title:inondation", "title:inondation" },
    { "titre:\"santé publique\"", "PHRASE(title:santé title:publique)" },
    { "TITRE:inond*", "title:inond*" },
    { "title:=côte", "title:=côte" },
    { "title:(a OR b) c", "ALL(ANY(title:a title:b) c)" },
    { "pays:Haïti", "country:[Haïti]" },
    { "country:\"New Zealand\"", "country:[New Zealand]" },
    { "pays:« Burkina Faso »", "country:[Burkina Faso]" },
    { "pays:côte-d'ivoire", "country:[côte-d'ivoire]" },
    { "pays:(Haïti OU Mali)", "ANY(country:[Haïti] country:[Mali])" },
    { "but:solidarité santé", "ALL(goal:[solidarité] santé)" },
    { "langue:fr genre:communiqué", "ALL(language:[fr] kind:[communiqué])" },
    { "date:2009-04..2009-06", "date:2009-04..2009-06" },
    { "date:\"avril 2009\"", "date:2009-04..2009-04" },
    { "date:avril 2009 haïti", "ALL(date:2009-04..2009-04 haïti)" },
    { "-date:14 avril 2009 -haïti", "WITHOUT(* ANY(date:2009-04-14..2009-04-14 haïti))" },
    { "date:last year 2005", "ALL(date:2008..2008 2005)" },
    { "date:du 1er avril 2007 au 31 mars 2008", "date:2007-04-01..2008-03-31" },
    { "date:hier", "date:2009-04-13..2009-04-13" },
    { "date:..2005", "date:..2005" },
    { "date:2006..", "date:2006.." },
    { "date:2007-2008", "date:2007-04-01..2008-03-31" },
    { "date:2009 \"2010\"", "ALL(date:2009..2009 PHRASE(2010))" },
    { "covers:2007-2008", "covers:2007-04-01..2008-03-31" },
    { "couvre:=2007..2008", "covers:=2007..2008" },
    { "pays:", "pays" },
    { "title:\"\" a", "a" },
    { "Note: à 12:30", "ALL(note à JOINED(12 30))" },
};

static void test_trees(void **state)
{
    (void)state;
    struct buffer tree = BUFFER_EMPTY;
    for (size_t i = 0; i < sizeof trees / sizeof *trees; i++) {
        parse_to(trees[i].query, LANGUAGE_ENGLISH, &tree);
        assert_string_equal(tree.bytes, trees[i].tree);
    }
    buffer_clear(&tree);
}

/* == Refusals ================================================================================================= */

static const struct {
    const char *query;
    enum language ui;
    const char *said;
} refusals[] = {
    { "haiti foo:bar", LANGUAGE_ENGLISH, "6: there is no field “foo”" },
    { "chien:chat", LANGUAGE_FRENCH, "0: il n’y a pas de champ «\u202Fchien\u202F»" },
    { "in*tion", LANGUAGE_ENGLISH, "0: “in*”: a * can only begin or end a word" },
    { "a éc*", LANGUAGE_ENGLISH, "2: “éc*”: at least 3 letters must stand beside a *" },
    { "aaa* bbb* ccc* ddd* eee*", LANGUAGE_ENGLISH, "20: the query has more than 4 words with * or ~" },
    { "~a ~b ~c ~d *eee", LANGUAGE_FRENCH, "12: la requête a plus de 4 mots avec * ou ~" },
    { "ab*cde", LANGUAGE_ENGLISH, "0: “ab*”: a * can only begin or end a word" },
    { "*on", LANGUAGE_ENGLISH, "0: “*on”: at least 3 letters must stand beside a *" },
    { "date:demain-matin", LANGUAGE_ENGLISH, "5: “demain-matin” is not a date" },
    { "date:xyz", LANGUAGE_FRENCH, "5: «\u202Fxyz\u202F» n’est pas une date" },
    { "a NEAR/0 b", LANGUAGE_ENGLISH, "2: “NEAR/0”: the distance is 1 to 99 words" },
    { "a NEAR/99999999999999999999 b", LANGUAGE_ENGLISH,
      "2: “NEAR/99999999999999999999”: the distance is 1 to 99 words" },
    { "\"a b\" NEAR/3 c", LANGUAGE_ENGLISH, "6: NEAR/n stands between two words" },
    { "a SAME (b c)", LANGUAGE_FRENCH, "2: MÊME se place entre deux mots, pas à côté de NEAR" },
    { "a SAME b NEAR/2 c", LANGUAGE_ENGLISH, "9: NEAR/n stands between two words" },
    { "a NEAR/2 b SAME c", LANGUAGE_ENGLISH, "11: SAME stands between two words, not beside NEAR" },
    { "a NEAR/3 -c", LANGUAGE_ENGLISH, "2: NEAR/n stands between two words" },
};

static void test_refusals(void **state)
{
    (void)state;
    struct buffer said = BUFFER_EMPTY;
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        parse_to(refusals[i].query, refusals[i].ui, &said);
        assert_string_equal(said.bytes, refusals[i].said);
    }
    buffer_clear(&said);
}

/* == The gate ================================================================================================= */

static void repeat(struct buffer *out, const char *text, size_t times)
{
    for (size_t i = 0; i < times; i++)
        buffer_append_text(out, text);
}

/* `before`, `times` times `text`, `after`. */
static const struct {
    const char *before, *text;
    size_t times;
    const char *after;
    bool accepted;
} gate[] = {
    { "", "a ", REQUEST_WORDS, "", true },
    { "", "a ", REQUEST_WORDS + 1, "", false },
    { "", "-a ", REQUEST_WORDS + 1, "", false },
    { "", "pays:a ", REQUEST_WORDS + 1, "", false },
    { "", "(", REQUEST_LEVELS, "a", true },
    { "", "(", REQUEST_LEVELS + 1, "a", false },
    { "", "-(", REQUEST_LEVELS, "a", true },
    { "", "NOT (", REQUEST_LEVELS + 1, "a", false },
    { "", "title:(", REQUEST_LEVELS + 1, "a", false },
    { "", "NOT ", 240, "a", true },
    { "\"", "a ", REQUEST_PHRASE_WORDS, "\"", true },
    { "\"", "a ", REQUEST_PHRASE_WORDS + 1, "\"", false },
    { "", "a-", REQUEST_PHRASE_WORDS, "a", false },
    { "a", " ", REQUEST_QUERY_BYTES - 1, "", true },
    { "a", " ", REQUEST_QUERY_BYTES, "", false },
    { "", "()", REQUEST_QUERY_BYTES / 2, "", true },
    { "", "\"", REQUEST_QUERY_BYTES, "", true },
    { "", ")", REQUEST_QUERY_BYTES, "", true },
};

static void test_gate(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof gate / sizeof *gate; i++) {
        struct buffer query = BUFFER_EMPTY;
        struct arena arena = ARENA_EMPTY;
        struct failure failure = FAILURE_NONE;
        struct clause *root;
        size_t offset;
        buffer_append_text(&query, gate[i].before);
        repeat(&query, gate[i].text, gate[i].times);
        buffer_append_text(&query, gate[i].after);
        enum status status = parse_query(buffer_view(&query), today, LANGUAGE_ENGLISH, &arena,
                                         &root, &offset, &failure);
        assert_int_equal(status, gate[i].accepted ? STATUS_OK : STATUS_LIMIT);
        assert_true(offset <= query.size);
        buffer_clear(&query);
        arena_clear(&arena);
    }
}

/* == Where clauses stand ====================================================================================== */

static void test_offsets(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    struct failure failure = FAILURE_NONE;
    struct clause *root = NULL;
    size_t offset;
    const char *query = "  l'École \"à la\" OR pays:Mali";
    assert_int_equal(
        parse_query(bytes_of(query), today, LANGUAGE_FRENCH, &arena, &root, &offset, &failure),
        STATUS_OK);
    assert_int_equal(root->kind, CLAUSE_ANY);
    assert_int_equal(root->offset, 4);
    assert_int_equal(root->length, strlen(query) - 4);
    assert_int_equal(root->children[0]->children[0]->offset, 4);
    assert_int_equal(root->children[0]->children[0]->length, strlen("École"));
    assert_int_equal(root->children[1]->offset, strlen(query) - 4);
    arena_clear(&arena);
}

/* What to cut from a query to do without one of its clauses. */
static void test_cuts(void **state)
{
    (void)state;
    static const struct {
        const char *query;
        size_t which;
        const char *cut;
    } cases[] = {
        { "aide  title:\"a b\" pays:Mali", 1, "title:\"a b\"" },
        { "aide pays:\"New Zealand\" x", 1, "pays:\"New Zealand\"" },
        { "aide date:avril 2009 x", 1, "date:avril 2009" },
        { "aide (a OR b) x", 1, "(a OR b)" },
        { "aide a NEAR/3 b x", 1, "a NEAR/3 b" },
        { "aide =mot x", 1, "=mot" },
        { "aide l'école x", 1, "l'école" },
        { "aide Haïti/Mali x", 1, "Haïti" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = ARENA_EMPTY;
        struct clause *root = NULL;
        size_t offset;
        struct bytes query = { cases[i].query, strlen(cases[i].query) };
        assert_int_equal(parse_query(query, today, LANGUAGE_FRENCH, &arena, &root, &offset, NULL), STATUS_OK);
        const struct clause *clause = root->children[cases[i].which];
        assert_int_equal(clause->end - clause->begin, strlen(cases[i].cut));
        assert_memory_equal(query.data + clause->begin, cases[i].cut, clause->end - clause->begin);
        arena_clear(&arena);
    }
}

/* == Plain words ============================================================================================== */

static void test_plain(void **state)
{
    (void)state;
    static const struct {
        const char *query, *tree;
    } cases[] = {
        { "", "" },
        { "Haïti", "haïti" },
        { "Quelle est l'aide à Haïti (NOT foo:bar*) OR \"x ?", "ALL(aide haïti foo bar x quelle est à not or)" },
        { "mali mali Mali", "mali" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = ARENA_EMPTY;
        struct buffer tree = BUFFER_EMPTY;
        struct failure failure = FAILURE_NONE;
        struct clause *root = NULL;
        struct bytes query = { cases[i].query, strlen(cases[i].query) };
        assert_int_equal(parse_plain(query, &arena, &root, &failure), STATUS_OK);
        if (root)
            write_clause(root, &tree);
        assert_string_equal(tree.bytes, cases[i].tree);
        buffer_clear(&tree);
        arena_clear(&arena);
    }
}

static void test_plain_is_limited(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    struct buffer query = BUFFER_EMPTY;
    struct failure failure = FAILURE_NONE;
    struct clause *root = NULL;
    for (int i = 0; i < 1000; i++)
        buffer_append_format(&query, "word%d ", i);
    assert_int_equal(parse_plain(buffer_view(&query), &arena, &root, &failure), STATUS_OK);
    assert_int_equal(root->child_count, REQUEST_WORDS);
    assert_string_equal(root->children[REQUEST_WORDS - 1]->text, "word31");
    buffer_clear(&query);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees),   cmocka_unit_test(test_refusals), cmocka_unit_test(test_gate),
        cmocka_unit_test(test_offsets),
        cmocka_unit_test(test_cuts), cmocka_unit_test(test_plain),    cmocka_unit_test(test_plain_is_limited),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
