/* One document by its address, and what is like it. */
#include "query/document/document.h"
#include "query/document/similar.h"

#include <string.h>

#include "tests/unit/search_case.h"

static const struct small_document documents[] = {
    { "https://example.org/1", "Schools rebuilt in Haiti",
      "Teachers, carpenters and masons rebuild schools in Haiti.", "en", "release", "2004-03-18", "", "HT",
      "solidarity" },
    { "https://example.org/2", "Teachers for Haiti",
      "Carpenters and teachers go to Haiti, where schools lack masons.", "en", "release", "2010-09-30", "", "HT",
      "solidarity" },
    { "https://example.org/3", "Des écoles en Haïti",
      "Teachers schools Haiti masons carpenters: the same words, in French.", "fr", "release", "2004-03-18", "", "HT",
      "" },
    { "https://example.org/4", "Fishing quotas", "Cod and herring in the gulf.", "en", "release", "2005", "", "",
      "" },
    { "https://example.org/5", "Cod", "Quotas of herring, once more: cod and fishing in the gulf.", "en", "release",
      "2006", "", "", "" },
    { "twice", "One", "of two", "en", "page", "", "", "", "" },
    { "twice.2", "Two", "of two", "en", "page", "", "", "", "" },
};

static int set_up(void **state)
{
    (void)state;
    return search_case_open(1, documents, sizeof documents / sizeof *documents);
}

static void find(const char *uri, const char *query, struct search_answer *answer)
{
    struct failure failure;
    struct search_request request = SEARCH_REQUEST_DEFAULT;
    request.query = query;
    assert_int_equal(document_find(searcher, uri, &request, answer, &failure), STATUS_OK);
}

static void test_a_document_is_found_by_its_address(void **state)
{
    (void)state;
    struct search_answer answer;
    find("https://example.org/2", "teacher =nothing", &answer);
    assert_int_equal(answer.total, 1);
    assert_int_equal(answer.hit_count, 1);
    assert_string_equal(answer.hits[0].record.title, "Teachers for Haiti");
    assert_non_null(strstr(answer.hits[0].record.text.bytes, "Carpenters"));
    assert_int_equal(answer.hits[0].title.mark_count, 1);
    assert_int_equal(snippet_count(buffer_view(&answer.hits[0].record.text), answer.plan.marked), 1);
    search_answer_clear(&answer);
}

static void test_a_query_that_is_wrong_marks_nothing(void **state)
{
    (void)state;
    static const char *const queries[] = { "", "nofield:x", "country:Atlantis", "((((((((((((((((((a", "date:never" };
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        struct search_answer answer;
        find("https://example.org/1", queries[i], &answer);
        assert_int_equal(answer.total, 1);
        assert_int_equal(answer.hits[0].title.mark_count, 0);
        search_answer_clear(&answer);
    }
}

static void test_an_address_is_nothing_but_a_key(void **state)
{
    (void)state;
    static const char *const addresses[] = { "",           "nowhere",     "current",
                                             "../current", "/etc/passwd", "https://example.org/",
                                             "*",          "twic" };
    for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
        struct search_answer answer;
        find(addresses[i], "haiti", &answer);
        assert_int_equal(answer.total, 0);
        assert_int_equal(answer.hit_count, 0);
        search_answer_clear(&answer);
    }
}

/* What is like the document of this address. */
static void check_similar(const char *uri, const char *first, size_t count, const char *shared)
{
    struct failure failure;
    struct search_answer answer;
    struct similar similar;
    find(uri, "", &answer);
    assert_int_equal(similar_find(searcher, &answer.hits[0].record, &similar, &failure), STATUS_OK);
    assert_int_equal(similar.count, count);
    if (count) {
        bool told = false;
        assert_string_equal(similar.documents[0].record.uri, first);
        for (size_t i = 0; i < similar.documents[0].word_count; i++)
            told = told || bytes_are(similar.documents[0].words[i], shared);
        assert_true(told);
    }
    similar_clear(&similar);
    search_answer_clear(&answer);
}

static void test_similar_documents_share_rare_words(void **state)
{
    (void)state;
    check_similar("https://example.org/1", "https://example.org/2", 1, "schools");
    check_similar("https://example.org/4", "https://example.org/5", 1, "quotas");
    check_similar("twice", "twice.2", 1, "two");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_document_is_found_by_its_address),
        cmocka_unit_test(test_a_query_that_is_wrong_marks_nothing),
        cmocka_unit_test(test_an_address_is_nothing_but_a_key),
        cmocka_unit_test(test_similar_documents_share_rare_words),
    };
    return cmocka_run_group_tests(tests, set_up, search_case_close);
}
