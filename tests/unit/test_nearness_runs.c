/* Runs of words that stand in a document as they stand in the query. */
#include "query/nearness_inside.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "language/words.h"
#include "record/fields.h"

enum { MOST_SPOTS = 100 };

/* A plan whose words are the different ones of the query. */
static void make_words(const char *query, struct plan_word *list, struct clause *clauses, char room[][20],
                       struct plan *plan)
{
    struct words words;
    struct word word;
    words_begin(&words, bytes_of(query));
    while (words_next(&words, &word)) {
        size_t i = 0;
        while (i < plan->word_count && !bytes_equal(bytes_of(clauses[i].text), word.form))
            i++;
        if (i < plan->word_count || word.form.size >= sizeof room[0])
            continue;
        memcpy(room[i], word.form.data, word.form.size);
        clauses[i].text = room[i];
        list[i].clause = &clauses[i];
        plan->word_count++;
    }
    plan->list = list;
}

/* The words of the plan in a text, its first word at `position`. */
static size_t make_spots(const char *text, uint32_t position, const struct plan *plan, struct spot *spots)
{
    struct words words;
    struct word word;
    size_t count = 0;
    words_begin(&words, bytes_of(text));
    for (; words_next(&words, &word); position++)
        for (size_t i = 0; i < plan->word_count; i++)
            if (bytes_equal(bytes_of(plan->list[i].clause->text), word.form) && count < MOST_SPOTS)
                spots[count++] = (struct spot){ 0, position, (uint16_t)i, true };
    return count;
}

static double weigh(const char *query, const char *text, uint32_t position, bool dated)
{
    struct plan plan = { .words = NULL };
    struct plan_word list[REQUEST_WORDS] = { { .typed = NULL } };
    struct clause clauses[REQUEST_WORDS] = { { .text = NULL } };
    char room[REQUEST_WORDS][20] = { { 0 } };
    struct spot spots[MOST_SPOTS];
    make_words(query, list, clauses, room, &plan);
    struct nearness_sources sources = { .query = query };
    struct nearness nearness = { .sources = &sources, .plan = &plan };
    nearness_take_row(&nearness);
    return nearness_weigh_runs(&nearness, spots, make_spots(text, position, &plan, spots), dated);
}

/* Undated, in the units of one word beside one other. */
static void test_units(void **state)
{
    (void)state;
    static const struct {
        const char *query, *text;
        int units; /* of each word, how many others are in its longest run; together */
    } cases[] = {
        { "ouvre un pont", "pont ouvre", 0 },
        { "ouvre un pont", "un pont", 2 },
        { "ouvre un pont", "ouvre un pont", 6 },
        { "ouvre un pont", "ouvre un pont, ouvre un pont", 6 }, /* once is enough */
        { "ouvre un pont", "ouvre un vieux pont", 2 },          /* another word between */
        { "ouvre un pont", "ouvre un. Il voit un pont", 3 },    /* two runs have a word in common */
        { "le pont et le port", "le pont et le port", 20 },     /* a word that comes again */
        { "le pont et le port", "le port et le pont", 5 },      /* le port, et le, le pont */
        { "le pont et le port", "le port. Et le pont", 5 },     /* what divides sentences is not looked at */
        { "le le le", "le le le le", 6 },
        { "ouvre AUCUN pont", "ouvre pont", 0 }, /* neighbours here, not in the query */
        { "pont", "pont pont", 0 },
        { "ouvre un pont", "", 0 },
    };
    double unit = weigh("un pont", "un pont", 400, false) / 2;
    assert_true(unit > 0);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        double found = weigh(cases[i].query, cases[i].text, 400, false) / unit;
        if (found < cases[i].units - 1e-9 || found > cases[i].units + 1e-9)
            fail_msg("%s in %s: %.3f, not %d", cases[i].query, cases[i].text, found, cases[i].units);
    }
}

/* News begins with what it is about. */
static void test_early(void **state)
{
    (void)state;
    double title = weigh("un pont", "un pont", 1, true), start = weigh("un pont", "un pont", POSITION_GAP, true);
    double later = weigh("un pont", "un pont", POSITION_GAP + 100, true);
    double undated = weigh("un pont", "un pont", 1, false);
    assert_true(title == start && start > later && later > undated);
    assert_true(undated == weigh("un pont", "un pont", POSITION_GAP + 100, false));
}

/* Past the words there is room for, a query goes on without them. */
static void test_long(void **state)
{
    (void)state;
    char query[4 * NEARNESS_ROW + 20] = "";
    for (int i = 0; i < NEARNESS_ROW; i++)
        memcpy(query + 3 * i, "un ", 4);
    memcpy(query + 3 * NEARNESS_ROW, "pont", 5);
    assert_true(weigh(query, "un pont", 400, false) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_units),
        cmocka_unit_test(test_early),
        cmocka_unit_test(test_long),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
