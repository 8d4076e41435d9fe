/* Suggestions in the form that browsers ask for. */
#include "query/interfaces/suggestions.h"

#include <string.h>

#include "tests/unit/small_index.h"

static const struct small_document documents[] = {
    { "a", "Écoles d'Haïti", "Les écoles, l'économie", "fr", "release", "2004-03-18", "", "HT", "" },
    { "b", "Économie", "économies", "fr", "release", "2005-03-18", "", "", "" },
    { "c", "Schools", "schools \"quoted\"", "en", "release", "2006-03-18", "", "", "" },
};

static struct scratch scratch;
static struct searcher *searcher;

static int set_up(void **state)
{
    (void)state;
    struct failure failure;
    scratch_open(&scratch);
    small_index_publish(scratch.path, 1, documents, sizeof documents / sizeof *documents);
    assert_int_equal(searcher_open(&searcher, scratch.path, &failure), STATUS_OK);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    searcher_close(searcher);
    scratch_close(&scratch);
    return 0;
}

static void test_suggestions(void **state)
{
    (void)state;
    static const struct {
        const char *typed;
        enum language ui;
        const char *json;
    } cases[] = {
        { "ecol", LANGUAGE_ENGLISH, "[\"ecol\",[\"écoles\"],[\"1 document\"]]\n" },
        { "econ", LANGUAGE_FRENCH, "[\"econ\",[\"économie\"],[\"2 documents\"]]\n" },
        { "haiti ec", LANGUAGE_FRENCH, "[\"haiti ec\",[\"haiti économie\",\"haiti écoles\"],"
                                       "[\"1 document\",\"1 document\"]]\n" },
        { "zzz", LANGUAGE_ENGLISH, "[\"zzz\",[],[]]\n" },
        { "", LANGUAGE_ENGLISH, "[\"\",[],[]]\n" },
        { "nofield:x ecol", LANGUAGE_ENGLISH, "[\"nofield:x ecol\",[],[]]\n" },
        { "\"</script>", LANGUAGE_ENGLISH, "[\"\\\"\\u003c/script>\",[],[]]\n" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer out = BUFFER_EMPTY;
        struct failure failure;
        assert_int_equal(suggestions_write(searcher, cases[i].typed, cases[i].ui, &out, &failure), STATUS_OK);
        assert_string_equal(out.bytes, cases[i].json);
        buffer_clear(&out);
    }
}

/* Past the gate nothing is looked for. */
static void test_long(void **state)
{
    (void)state;
    struct buffer out = BUFFER_EMPTY;
    struct failure failure;
    char typed[REQUEST_QUERY_BYTES + 10];
    memset(typed, 'a', sizeof typed - 1);
    typed[sizeof typed - 1] = '\0';
    assert_int_equal(suggestions_write(searcher, typed, LANGUAGE_ENGLISH, &out, &failure), STATUS_OK);
    assert_non_null(strstr(out.bytes, "\",[],[]]"));
    buffer_clear(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suggestions),
        cmocka_unit_test(test_long),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
