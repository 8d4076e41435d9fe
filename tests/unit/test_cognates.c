/* Words of one root in both languages, by their endings. */
#include "language/cognates.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "language/fold.h"

struct looked {
    const char *wanted;
    bool found;
    size_t count;
};

static enum status look(struct bytes folded, void *context, struct failure *failure)
{
    struct looked *looked = context;
    (void)failure;
    looked->count++;
    looked->found |= bytes_equal(folded, bytes_of(looked->wanted));
    assert_true(folded.size <= FOLDED_BYTES);
    return STATUS_OK;
}

static struct looked cognates_of(enum language language, const char *word, const char *wanted)
{
    struct looked looked = { .wanted = wanted };
    struct failure failure;
    assert_int_equal(cognates_find(language, bytes_of(word), look, &looked, &failure), STATUS_OK);
    return looked;
}

static void test_pairs(void **state)
{
    (void)state;
    static const struct {
        const char *english, *french;
    } pairs[] = {
        { "security", "securite" }, { "economic", "economique" }, { "historical", "historique" },
        { "primary", "primaire" },  { "center", "centre" },       { "director", "directeur" },
        { "labour", "labeur" },     { "dangerous", "dangereux" }, { "active", "actif" },
        { "tourism", "tourisme" },  { "organize", "organiser" },  { "national", "nationel" },
        { "program", "programme" }, { "project", "projet" },      { "agency", "agence" },
        { "canadian", "canadien" }, { "geology", "geologie" },    { "minister", "ministre" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (!cognates_of(LANGUAGE_ENGLISH, pairs[i].english, pairs[i].french).found)
            fail_msg("%s is not %s", pairs[i].english, pairs[i].french);
        if (!cognates_of(LANGUAGE_FRENCH, pairs[i].french, pairs[i].english).found)
            fail_msg("%s is not %s", pairs[i].french, pairs[i].english);
    }
}

static void test_plurals(void **state)
{
    (void)state;
    assert_true(cognates_of(LANGUAGE_ENGLISH, "securities", "securite").found);
    assert_true(cognates_of(LANGUAGE_ENGLISH, "projects", "projet").found);
    assert_true(cognates_of(LANGUAGE_ENGLISH, "politics", "politique").found);
    assert_true(cognates_of(LANGUAGE_FRENCH, "directeurs", "director").found);
}

/* Too short for its ending, too long for a form: nothing is made up. */
static void test_edges(void **state)
{
    (void)state;
    char longest[FOLDED_BYTES + 1];
    memset(longest, 'a', sizeof longest);
    longest[FOLDED_BYTES] = '\0';
    memcpy(longest + FOLDED_BYTES - 2, "ic", 2);
    assert_false(cognates_of(LANGUAGE_ENGLISH, longest, "").found);
    assert_int_equal(cognates_of(LANGUAGE_ENGLISH, "", "").count, 0);
    assert_int_equal(cognates_of(LANGUAGE_FRENCH, "s", "").count, 0);
    assert_int_equal(cognates_of(LANGUAGE_ENGLISH, "ss", "").count, 0);
    assert_false(cognates_of(LANGUAGE_ENGLISH, "city", "cite").found);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_plurals),
        cmocka_unit_test(test_edges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
