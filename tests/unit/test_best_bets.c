/* What an editor may write, and for which queries it is found. */
#include "query/page/best_bets.h"

#include <string.h>

#include "tests/unit/scratch.h"

static struct scratch scratch;
static char path[FILES_PATH_BYTES];

static int set_up(void **state)
{
    (void)state;
    scratch_open(&scratch);
    scratch_path(&scratch, "bets", path);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    scratch_close(&scratch);
    return 0;
}

static enum status open_bets(const char *text, struct best_bets **bets, struct failure *failure)
{
    assert_int_equal(files_write_atomically(path, text, strlen(text), NULL), STATUS_OK);
    return best_bets_open(bets, path, failure);
}

static void test_finding(void **state)
{
    (void)state;
    static const char text[] = "# chosen by the editors\n\n"
                               "visa; Visas ;permis de travail = https://example.org/visas?a=b | Obtenir un visa | fr\n"
                               "  Visa = /visa | Visas | en \n"
                               "l'école = http://example.org/ | L’école\n";
    static const struct {
        const char *query;
        size_t count;
        const char *title;
    } cases[] = {
        { "visa", 2, "Obtenir un visa" },        { "VISAS", 1, "Obtenir un visa" },
        { " permis  de travail", 1, "Obtenir un visa" }, { "permis travail", 0, NULL },
        { "ecole", 1, "L’école" },               { "L’ÉCOLE", 1, "L’école" },
        { "visa canada", 0, NULL },              { "", 0, NULL },
        { "zzz", 0, NULL },
    };
    struct best_bets *bets;
    struct failure failure;
    assert_int_equal(open_bets(text, &bets, &failure), STATUS_OK);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct best_bet *found;
        assert_int_equal(best_bets_find(bets, cases[i].query, &found), cases[i].count);
        if (cases[i].count)
            assert_string_equal(found->title, cases[i].title);
    }
    const struct best_bet *found;
    best_bets_find(bets, "visa", &found);
    assert_string_equal(found[0].address, "https://example.org/visas?a=b");
    assert_int_equal(found[0].language, LANGUAGE_FRENCH);
    assert_string_equal(found[1].address, "/visa");
    assert_int_equal(found[1].language, LANGUAGE_ENGLISH);
    assert_false(best_bets_changed(bets));
    assert_int_equal(files_write_atomically(path, "", 0, NULL), STATUS_OK);
    assert_true(best_bets_changed(bets));
    best_bets_close(bets);
    assert_int_equal(best_bets_find(NULL, "visa", &found), 0);
}

static void test_mistakes(void **state)
{
    (void)state;
    static const struct {
        const char *text, *told;
    } cases[] = {
        { "visa\n", "bets:1: no http address" },
        { "\n\nvisa = javascript:alert(1) | Visa\n", "bets:3: no http address" },
        { "visa = //evil.example/ | Visa\n", "bets:1: no http address" },
        { "visa = https://example.org/\n", "bets:1: there is no title" },
        { "= https://example.org/ | Visa\n", "bets:1: there are no words" },
        { "visa;; = https://example.org/ | Visa\n", "bets:1: there are no words" },
        { "visa = https://example.org/ | Visa | de\n", "bets:1: the language is neither" },
        { "visa = https://example.org/ | \xE9\n", "it is not UTF-8 text" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct best_bets *bets;
        struct failure failure;
        assert_int_equal(open_bets(cases[i].text, &bets, &failure), STATUS_INVALID);
        assert_non_null(strstr(failure.message, cases[i].told));
        assert_null(bets);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_mistakes),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
