/* Searches over a small index: which documents are found, in which order, counted and marked how. */
#include "query/search.h"

#include <unistd.h>

#include "tests/unit/search_case.h"

#define LONG_TEXT                                                                                                    \
    "Le ministre a parlé de bien des choses ce matin-là, sans rien annoncer de neuf. La salle était pleine. "     \
    "On a servi du thé et des biscuits. "

static const struct small_document documents[] = {
    { "fr/1", "L'école d'Haïti", "Le Québec aide à rebâtir des écoles en Haïti. La santé publique aussi.", "fr",
      "release", "2004-03-18", "", "HT", "solidarity" },
    { "en/1", "Schools in Haiti", "Québec helps to rebuild schools in Haiti. The public health, too.", "en",
      "release", "2004-03-18", "", "HT", "solidarity" },
    { "fr/2", "Séisme", LONG_TEXT "Le séisme a touché Haïti et la République dominicaine.", "fr", "release",
      "2010-01-20", "", "HT DO", "solidarity security" },
    { "fr/3", "Rapport 2007-2008", "Les déclarations de la ministre, le rendez-vous de Mumbai.", "fr", "report",
      "2009-04", "2007-04-01..2008-03-31", "IN", "" },
    { "en/2", "The cup of the day", "A cup of tea, the way they like it; public opinion on health.", "en", "page", "",
      "", "", "" },
    { "fr/4", "Le thé", "Un thé à Bamako. L'État déclare. On y va en car.", "fr", "page", "2006", "2006..2009", "ML",
      "influence" },
    { "en/3", "Two cars", "The cars of the ministry were sold.", "en", "page", "2012-12-31", "", "", "" },
};
enum { DOCUMENTS = sizeof documents / sizeof *documents };

static int set_up(void **state)
{
    (void)state;
    return search_case_open(7, documents, DOCUMENTS);
}

static struct search_request request_for(const char *query)
{
    struct search_request request = SEARCH_REQUEST_DEFAULT;
    request.query = query;
    request.ui = LANGUAGE_ENGLISH;
    request.today = (struct date){ 2012, 6, 1 };
    return request;
}

/* The uris of the hits in order, "~" before them when relaxed. */
static const char *found_by(const struct search_request *request, struct buffer *out)
{
    struct search_answer answer;
    struct failure failure = FAILURE_NONE;
    buffer_truncate(out, 0);
    enum status status = search_run(searcher, request, &answer, &failure);
    if (status)
        buffer_append_format(out, "%s", failure.message);
    else if (answer.relaxed)
        buffer_append_format(out, "~%u/%u ", answer.words_matched, answer.words_asked);
    for (size_t i = 0; i < answer.hit_count && !status; i++)
        buffer_append_format(out, "%s%s", i ? " " : "", answer.hits[i].record.uri);
    if (!status && !request->offset && request->limit >= DOCUMENTS)
        assert_int_equal(answer.total, answer.hit_count);
    search_answer_clear(&answer);
    return out->bytes;
}

static int compare_texts(const void *left, const void *right)
{
    return strcmp(*(char *const *)left, *(char *const *)right);
}

/* The uris in byte order: where ranking is not what is tested. */
static void sort_words(char *text)
{
    char copy[500], *words[DOCUMENTS + 2], *rest = NULL;
    size_t count = 0, size = 0;
    snprintf(copy, sizeof copy, "%s", text);
    for (char *word = strtok_r(copy, " ", &rest); word; word = strtok_r(NULL, " ", &rest))
        words[count++] = word;
    qsort(words, count, sizeof *words, compare_texts);
    for (size_t i = 0; i < count; i++)
        size += (size_t)snprintf(text + size, strlen(words[i]) + 2, "%s%s", i ? " " : "", words[i]);
}

/* == Words ==================================================================================================== */

static const struct {
    const char *query, *found;
} words[] = {
    { "haiti", "en/1 fr/1 fr/2" },
    { "Haïti", "en/1 fr/1 fr/2" },
    { "ecole", "fr/1" },
    { "écoles", "fr/1" },
    { "schools", "en/1" },
    { "=écoles", "fr/1" },
    { "=ecole", "" },
    { "declaree", "fr/3 fr/4" },
    { "decl*", "fr/3 fr/4" },
    { "minist*", "en/3 fr/2 fr/3" },
    { "\"santé publique\"", "fr/1" },
    { "\"sante publique\"", "fr/1" },
    { "\"publique santé\"", "" },
    { "\"public health\"", "en/1" },
    { "rendez-vous", "fr/3" },
    { "public NEAR/2 health", "en/1" },
    { "public NEAR/3 health", "en/1 en/2" },
    { "health NEAR/3 public", "en/1 en/2" },
    { "haïti -séisme", "en/1 fr/1" },
    { "séisme OR schools", "en/1 fr/2" },
    { "-haïti", "en/2 en/3 fr/3 fr/4" },
    { "(school OR séisme) haiti -dominicaine", "en/1" },
    { "title:haïti", "en/1 fr/1" },
    { "title:schools", "en/1" },
    { "title:\"rapport 2007\"", "fr/3" },
    { "titre:tea", "" },
    { "the thé", "fr/2 fr/4" },
    { "la santé", "fr/1" },
    { "santé", "fr/1" },
    { "la", "fr/1 fr/2 fr/3" },
    { "thé", "fr/2 fr/4" },
    { "cars", "en/3" },
    { "1250", "" },
    { "?!", "" },
    { "\"haïti le\"", "" }, /* the title's last word and the text's first */
};

static void test_words(void **state)
{
    (void)state;
    struct buffer found = BUFFER_EMPTY;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct search_request request = request_for(words[i].query);
        request.match = MATCH_ALL;
        found_by(&request, &found);
        sort_words(found.bytes);
        if (strcmp(found.bytes, words[i].found) != 0)
            print_error("query: %s\n", words[i].query);
        assert_string_equal(found.bytes, words[i].found);
    }
    buffer_clear(&found);
}

static void test_language_of_the_query(void **state)
{
    (void)state;
    static const struct {
        const char *query;
        enum language language;
        const char *found;
    } cases[] = {
        { "the", LANGUAGE_FRENCH, "fr/2 fr/4" },       { "the", LANGUAGE_ENGLISH, "en/1 en/2 en/3" },
        { "declared", LANGUAGE_ENGLISH, "fr/3 fr/4" }, { "helping", LANGUAGE_FRENCH, "" },
        { "helping", LANGUAGE_ENGLISH, "en/1" },
    };
    struct buffer found = BUFFER_EMPTY;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct search_request request = request_for(cases[i].query);
        request.query_language = cases[i].language;
        found_by(&request, &found);
        sort_words(found.bytes);
        if (strcmp(found.bytes, cases[i].found) != 0)
            print_error("query: %s\n", cases[i].query);
        assert_string_equal(found.bytes, cases[i].found);
    }
    buffer_clear(&found);
}

/* == Filters ================================================================================================== */

static const struct {
    const char *query;
    struct request_filter filters[3];
    const char *from, *to;
    const char *found; /* newest first */
} filters[] = {
    { "", { { FIELD_COUNTRY, "Haïti" } }, "", "", "fr/2 fr/1 en/1" },
    { "", { { FIELD_COUNTRY, "ht" } }, "", "", "fr/2 fr/1 en/1" },
    { "", { { FIELD_COUNTRY, "Mali" }, { FIELD_COUNTRY, "Inde" } }, "", "", "fr/3 fr/4" },
    { "", { { FIELD_COUNTRY, "Haiti" }, { FIELD_GOAL, "sécurité" } }, "", "", "fr/2" },
    { "", { { FIELD_LANGUAGE, "French" }, { FIELD_KIND, "rapport" } }, "", "", "fr/3" },
    { "", { { FIELD_KIND, "Communiqués" } }, "", "", "fr/2 fr/1 en/1" },
    { "", { { FIELD_DATE, "2004" }, { FIELD_DATE, "janvier 2010" } }, "", "", "fr/2 fr/1 en/1" },
    { "", { { FIELD_DATE, "last year" } }, "", "", "" },
    { "", { { FIELD_DATE, "1066" } }, "", "", "" },
    { "", { { FIELD_COVERS, "2008" } }, "", "", "fr/3 fr/4" },
    { "", { { FIELD_TITLE, NULL } }, "2010", "", "en/3 fr/2" },
    { "", { { FIELD_TITLE, NULL } }, "", "2006", "fr/4 fr/1 en/1" },
    { "", { { FIELD_TITLE, NULL } }, "2004-03-18", "2009-04", "fr/3 fr/4 fr/1 en/1" },
    { "", { { FIELD_TITLE, NULL } }, "2004-03-19", "2009-03", "fr/4" },
    { "haiti", { { FIELD_LANGUAGE, "en" } }, "", "", "en/1" },
    { "pays:Haïti langue:fr", { { FIELD_TITLE, NULL } }, "", "", "fr/2 fr/1" },
    { "pays:(Haïti OU Mali) -genre:page", { { FIELD_TITLE, NULL } }, "", "", "fr/2 fr/1 en/1" },
    { "-pays:Haïti", { { FIELD_KIND, "page" } }, "", "", "en/3 fr/4 en/2" },
    { "date:2009-04..2009-06", { { FIELD_TITLE, NULL } }, "", "", "fr/3" },
    { "covers:=2007..2008", { { FIELD_TITLE, NULL } }, "", "", "fr/3" },
    { "covers:=2000..2020", { { FIELD_TITLE, NULL } }, "", "", "fr/3 fr/4" },
    /* to the day: the report covers 2007-04-01 to 2008-03-31 */
    { "covers:2007-03-31 genre:rapport", { { FIELD_TITLE, NULL } }, "", "", "" },
    { "covers:2007-04-01 genre:rapport", { { FIELD_TITLE, NULL } }, "", "", "fr/3" },
    { "covers:2008-03-31 genre:rapport", { { FIELD_TITLE, NULL } }, "", "", "fr/3" },
    { "covers:2008-04-01 genre:rapport", { { FIELD_TITLE, NULL } }, "", "", "" },
    { "covers:2008-04.. genre:rapport", { { FIELD_TITLE, NULL } }, "", "", "" },
    { "covers:..2007-03 genre:rapport", { { FIELD_TITLE, NULL } }, "", "", "" },
    { "covers:..2007-04 genre:rapport", { { FIELD_TITLE, NULL } }, "", "", "fr/3" },
    { "covers:=2007-04..2008-03 genre:rapport", { { FIELD_TITLE, NULL } }, "", "", "fr/3" },
    { "covers:=2007-2008 genre:rapport", { { FIELD_TITLE, NULL } }, "", "", "fr/3" },
    { "covers:=2007-04-02..2008-03 genre:rapport", { { FIELD_TITLE, NULL } }, "", "", "" },
    { "covers:=2007-04..2008-02 genre:rapport", { { FIELD_TITLE, NULL } }, "", "", "" },
    { "covers:=2007-04.. genre:rapport", { { FIELD_TITLE, NULL } }, "", "", "fr/3" },
    { "-covers:2008 genre:rapport", { { FIELD_TITLE, NULL } }, "", "", "" },
    { "tea OR pays:mali", { { FIELD_TITLE, NULL } }, "", "", "en/2 fr/4" },
};

static void test_filters(void **state)
{
    (void)state;
    struct buffer found = BUFFER_EMPTY;
    for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
        struct failure failure;
        struct search_request request = request_for(filters[i].query);
        for (size_t j = 0; j < 3 && filters[i].filters[j].value; j++)
            assert_int_equal(
                request_add_filter(&request, filters[i].filters[j].field, filters[i].filters[j].value, &failure),
                STATUS_OK);
        request.from = filters[i].from;
        request.to = filters[i].to;
        found_by(&request, &found);
        if (strcmp(found.bytes, filters[i].found) != 0)
            print_error("case %zu: %s\n", i, filters[i].query);
        assert_string_equal(found.bytes, filters[i].found);
    }
    buffer_clear(&found);
}

static void test_unknown_values(void **state)
{
    (void)state;
    static const struct {
        const char *query;
        enum language ui;
        const char *said, *hint;
        size_t offset;
    } cases[] = {
        { "aide pays:Haiit", LANGUAGE_ENGLISH, "no country is called “Haiit”", "did you mean Haïti?", 10 },
        { "pays:Xyzzyx", LANGUAGE_ENGLISH, "no country is called “Xyzzyx”",
          "write its name in English or French, or its two-letter code", 5 },
        { "goal:wealth", LANGUAGE_ENGLISH, "no goal is called “wealth”",
          "the goals are influence, prosperity, security, identity, solidarity", 5 },
        { "langue:de", LANGUAGE_FRENCH, "«\u202Fde\u202F» n’est pas une langue de l’archive", "écrivez fr ou en", 7 },
        { "kind:book", LANGUAGE_ENGLISH, "“book” is not a kind of document", "write release, report or page", 5 },
        { "schools (pays:Xyzzyx OR mali) haiti", LANGUAGE_ENGLISH, "no country is called “Xyzzyx”",
          "write its name in English or French, or its two-letter code", 14 },
        { "a (b", LANGUAGE_ENGLISH, "", "", SIZE_MAX },
        { "a foo:b", LANGUAGE_ENGLISH, "there is no field “foo”",
          "the fields are title, goal, country, about, date, covers, language, kind; put quotes around words that "
          "have a "
          "colon",
          2 },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct search_answer answer;
        struct failure failure = FAILURE_NONE;
        struct search_request request = request_for(cases[i].query);
        request.ui = cases[i].ui;
        enum status status = search_run(searcher, &request, &answer, &failure);
        assert_int_equal(status, *cases[i].said ? STATUS_USAGE : STATUS_OK);
        assert_string_equal(failure.message, cases[i].said);
        assert_string_equal(failure.hint, cases[i].hint);
        assert_true(answer.error_offset == cases[i].offset);
        search_answer_clear(&answer);
    }
}

/* == Matching and order ======================================================================================= */

static const struct {
    const char *query;
    enum request_match match;
    enum request_sort sort;
    const char *found;
} orders[] = {
    { "séisme schools haiti", MATCH_MOST, SORT_RELEVANCE, "~2/3 en/1 fr/2" },
    { "séisme xyzzy", MATCH_MOST, SORT_RELEVANCE, "~1/2 fr/2" },
    { "\"santé publique\" séisme", MATCH_MOST, SORT_RELEVANCE, "~2/3 fr/1" },
    { "séisme schools", MATCH_ALL, SORT_RELEVANCE, "" },
    { "séisme schools haiti", MATCH_ANY, SORT_RELEVANCE, "en/1 fr/2 fr/1" },
    { "xyzzy plugh", MATCH_MOST, SORT_RELEVANCE, "" },
    { "haiti", MATCH_MOST, SORT_NEWEST, "fr/2 en/1 fr/1" },
    { "haiti", MATCH_MOST, SORT_OLDEST, "en/1 fr/1 fr/2" },
    { "", MATCH_MOST, SORT_OLDEST, "fr/1 en/1 fr/4 fr/3 fr/2 en/3 en/2" },
    { "schools séisme -dominicaine", MATCH_MOST, SORT_RELEVANCE, "~1/2 en/1" },
    { "schools séisme langue:fr", MATCH_MOST, SORT_RELEVANCE, "~1/2 fr/2" },
};

static void test_orders(void **state)
{
    (void)state;
    struct buffer found = BUFFER_EMPTY;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
        struct search_request request = request_for(orders[i].query);
        request.match = orders[i].match;
        request.sort = orders[i].sort;
        found_by(&request, &found);
        if (strcmp(found.bytes, orders[i].found) != 0)
            print_error("query: %s\n", orders[i].query);
        assert_string_equal(found.bytes, orders[i].found);
    }
    buffer_clear(&found);
}

static void test_stopwords_change_nothing(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        { "santé", "la santé" },
        { "haïti séisme", "le séisme à haïti" },
        { "schools", "the schools of the" },
    };
    struct buffer first = BUFFER_EMPTY, second = BUFFER_EMPTY;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        struct search_request with = request_for(pairs[i][0]), without = request_for(pairs[i][1]);
        assert_string_equal(found_by(&with, &first), found_by(&without, &second));
        assert_true(first.size > 0);
    }
    buffer_clear(&first);
    buffer_clear(&second);
}

static void test_form_as_typed_comes_first(void **state)
{
    (void)state;
    struct buffer found = BUFFER_EMPTY;
    struct search_request request = request_for("déclare");
    assert_string_equal(found_by(&request, &found), "fr/4 fr/3");
    request = request_for("déclarations");
    assert_string_equal(found_by(&request, &found), "fr/3 fr/4");
    buffer_clear(&found);
}

static void test_pages(void **state)
{
    (void)state;
    struct buffer found = BUFFER_EMPTY;
    struct search_request request = request_for("haiti");
    request.sort = SORT_NEWEST;
    request.limit = 1;
    assert_string_equal(found_by(&request, &found), "fr/2");
    request.offset = 2;
    assert_string_equal(found_by(&request, &found), "fr/1");
    request.offset = 3;
    assert_string_equal(found_by(&request, &found), "");
    request.offset = UINT32_MAX;
    request.limit = UINT32_MAX;
    assert_string_equal(found_by(&request, &found), "");
    buffer_clear(&found);
}

static void test_plain_words(void **state)
{
    (void)state;
    struct buffer found = BUFFER_EMPTY;
    struct search_request request = request_for("What about (NOT schools, or pays:Xyz \"séisme");
    request.plain = request.bare = true;
    request.match = MATCH_ANY;
    found_by(&request, &found);
    sort_words(found.bytes);
    assert_string_equal(found.bytes, "en/1 fr/2");
    buffer_clear(&found);
}

/* == What is counted ========================================================================================== */

static void write_facet(const struct answer_facet *facet, struct buffer *out)
{
    buffer_append_format(out, "%s:", fields[facet->field].name);
    for (size_t i = 0; i < facet->count_count; i++)
        buffer_append_format(out, " %s%s=%u", facet->counts[i].selected ? "*" : "", facet->counts[i].label,
                             facet->counts[i].count);
    buffer_append_format(out, " -=%u\n", facet->without);
}

static void test_counts(void **state)
{
    (void)state;
    static const struct {
        const char *query;
        enum language ui;
        const char *country;
        const char *counts;
    } cases[] = {
        { "", LANGUAGE_FRENCH, NULL,
          "goal: Solidarité=3 Influence=1 Sécurité=1 -=3\n"
          "country: Haïti=3 Inde=1 Mali=1 République dominicaine=1 -=2\n"
          "language: Français=4 Anglais=3 -=0\nkind: Communiqué=3 Page=3 Rapport=1 -=0\n"
          "date: 2004=2 2005=0 2006=1 2007=0 2008=0 2009=1 2010=1 2011=0 2012=1 -=1\n" },
        { "", LANGUAGE_ENGLISH, "haïti",
          "goal: Solidarity=3 Security=1 -=0\ncountry: *Haiti=3 Dominican Republic=1 -=0\n"
          "language: French=2 English=1 -=0\nkind: Release=3 -=0\n"
          "date: 2004=2 2005=0 2006=0 2007=0 2008=0 2009=0 2010=1 -=0\n" },
        { "xyzzy", LANGUAGE_ENGLISH, NULL, "goal: -=0\ncountry: -=0\nlanguage: -=0\nkind: -=0\ndate: -=0\n" },
        { "séisme schools haiti", LANGUAGE_ENGLISH, NULL, /* relaxed: of the hits only */
          "goal: Solidarity=2 Security=1 -=0\ncountry: Haiti=2 Dominican Republic=1 -=0\n"
          "language: English=1 French=1 -=0\nkind: Release=2 -=0\n"
          "date: 2004=1 2005=0 2006=0 2007=0 2008=0 2009=0 2010=1 -=0\n" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct search_answer answer;
        struct failure failure = FAILURE_NONE;
        struct buffer counts = BUFFER_EMPTY;
        struct search_request request = request_for(cases[i].query);
        request.ui = cases[i].ui;
        request.facets = request.histogram = true;
        request.limit = 0;
        if (cases[i].country)
            request_add_filter(&request, FIELD_COUNTRY, cases[i].country, &failure);
        assert_int_equal(search_run(searcher, &request, &answer, &failure), STATUS_OK);
        assert_int_equal(answer.hit_count, 0);
        for (size_t j = 0; j < answer.facet_count; j++)
            write_facet(&answer.facets[j], &counts);
        write_facet(answer.histogram, &counts);
        assert_string_equal(counts.bytes, cases[i].counts);
        buffer_clear(&counts);
        search_answer_clear(&answer);
    }
}

/* == What is told ============================================================================================= */

static void test_hits(void **state)
{
    (void)state;
    struct search_answer answer;
    struct failure failure = FAILURE_NONE;
    struct search_request request = request_for("seisme haiti xyzzy*");
    request.match = MATCH_ANY;
    assert_int_equal(search_run(searcher, &request, &answer, &failure), STATUS_OK);
    const struct answer_hit *hit = &answer.hits[0];
    assert_string_equal(hit->record.uri, "fr/2");
    assert_int_equal(hit->rank, 1);
    assert_true(hit->score > answer.hits[1].score);
    assert_int_equal(hit->title.mark_count, 1);
    assert_int_equal(hit->title.marks[0].length, strlen("Séisme"));
    assert_int_equal(hit->snippet.mark_count, 2);
    assert_memory_equal(hit->snippet.text.data + hit->snippet.marks[1].offset, "Haïti", strlen("Haïti"));

    assert_int_equal(answer.plan.word_count, 3);
    assert_string_equal(answer.plan.list[1].typed, "haiti");
    assert_int_equal(answer.plan.list[1].form_count, 2);
    assert_int_equal(answer.plan.list[1].forms[0].document_count, 2);
    assert_string_equal(answer.plan.list[2].typed, "xyzzy*");
    assert_int_equal(answer.plan.list[2].form_count, 0);
    assert_int_equal(answer.generation, 7);
    assert_int_equal(answer.document_count, DOCUMENTS);
    search_answer_clear(&answer);
}

/* == As it comes ============================================================================================== */

struct streamed {
    struct buffer uris;
    size_t promised, most;
};

static enum status streamed_begin(const struct search_answer *answer, void *context, struct failure *failure)
{
    struct streamed *streamed = context;
    (void)failure;
    assert_null(answer->hits);
    streamed->promised = answer->hit_count;
    return STATUS_OK;
}

static enum status streamed_hit(const struct search_answer *answer, const struct answer_hit *hit, void *context,
                                struct failure *failure)
{
    struct streamed *streamed = context;
    assert_true(answer->total > 0);
    if (streamed->most-- == 0)
        return (fail)(failure, STATUS_IO, "enough"); /* not the macro of cmocka */
    buffer_append_format(&streamed->uris, "%s%u:%s", streamed->uris.size ? " " : "", hit->rank, hit->record.uri);
    return STATUS_OK;
}

/* The same hits as search_run keeps, in the same order; what the sink says ends the search. */
static void test_stream(void **state)
{
    (void)state;
    static const struct {
        uint32_t offset, limit, hits;
        size_t most;
        const char *end;
    } streams[] = {
        { 0, REQUEST_ALL_HITS, 3, 9, "" },
        { 1, REQUEST_ALL_HITS, 2, 9, "" },
        { 1, 1, 1, 9, "" },
        { 0, 0, 0, 9, "" },
        { 0, REQUEST_ALL_HITS, 2, 2, " enough" },
        { 9, 9, 0, 9, "" },
    };
    for (size_t i = 0; i < sizeof streams / sizeof *streams; i++) {
        struct streamed streamed = { .uris = BUFFER_EMPTY, .most = streams[i].most };
        const struct search_sink sink = { streamed_begin, streamed_hit, &streamed };
        struct search_request request = request_for("haiti");
        struct search_answer answer;
        struct buffer kept = BUFFER_EMPTY;
        struct failure failure = FAILURE_NONE;
        request.offset = streams[i].offset;
        request.limit = streams[i].limit;
        assert_int_equal(search_run(searcher, &request, &answer, &failure), STATUS_OK);
        for (size_t j = 0; j < streams[i].hits; j++)
            buffer_append_format(&kept, "%s%u:%s", j ? " " : "", answer.hits[j].rank, answer.hits[j].record.uri);
        search_answer_clear(&answer);
        buffer_append_text(&kept, streams[i].end);
        if (search_stream(searcher, &request, &sink, &answer, &failure))
            buffer_append_format(&streamed.uris, " %s", failure.message);
        assert_string_equal(streamed.uris.bytes, kept.bytes);
        search_answer_clear(&answer);
        buffer_clear(&streamed.uris);
        buffer_clear(&kept);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_stream),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_language_of_the_query),
        cmocka_unit_test(test_filters),
        cmocka_unit_test(test_unknown_values),
        cmocka_unit_test(test_orders),
        cmocka_unit_test(test_stopwords_change_nothing),
        cmocka_unit_test(test_form_as_typed_comes_first),
        cmocka_unit_test(test_pages),
        cmocka_unit_test(test_plain_words),
        cmocka_unit_test(test_counts),
        cmocka_unit_test(test_hits),
    };
    return cmocka_run_group_tests(tests, set_up, search_case_close);
}
