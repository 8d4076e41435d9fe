/* The goals a text speaks of. */
#include "record/authority.h"

#include "tests/unit/test_facts.h"

struct tools {
    struct authority goals;
    struct analyzer *analyzer;
    struct goal_finder *finder;
};

static void open_tools(struct tools *tools)
{
    struct failure failure;
    *tools = (struct tools){ .goals = AUTHORITY_EMPTY };
    assert_int_equal(authority_load(&tools->goals, CORPUS_DIR "/authority/goals.rdf", &failure), STATUS_OK);
    assert_int_equal(analyzer_new(&tools->analyzer, &failure), STATUS_OK);
    assert_int_equal(goal_finder_new(&tools->finder, &tools->goals, tools->analyzer, &failure), STATUS_OK);
    analyzer_keep(tools->analyzer);
}

static void close_tools(struct tools *tools)
{
    goal_finder_free(tools->finder);
    analyzer_free(tools->analyzer);
    authority_clear(&tools->goals);
}

static void find(struct tools *tools, enum language language, const char *title, const char *text,
                 struct record *record)
{
    struct failure failure;
    struct analysis title_words = ANALYSIS_EMPTY, text_words = ANALYSIS_EMPTY;
    struct fact_words words = { &title_words, &text_words };
    record->language = language;
    assert_int_equal(analysis_make(tools->analyzer, bytes_of(title), &title_words, &failure),
                     STATUS_OK);
    assert_int_equal(analysis_make(tools->analyzer, bytes_of(text), &text_words, &failure),
                     STATUS_OK);
    assert_int_equal(fact_goals(tools->finder, &words, record, &failure), STATUS_OK);
    analysis_clear(&title_words);
    analysis_clear(&text_words);
}

static const char *ids(const struct record *record, struct buffer *ids)
{
    for (size_t i = 0; i < record->goal_count; i++)
        buffer_append_format(ids, "%s%s", i ? " " : "", record->goals[i].id);
    return ids->bytes;
}

static const struct {
    enum language language;
    const char *title, *text, *goals;
} cases[] = {
    { LANGUAGE_ENGLISH, "", "", "" },
    { LANGUAGE_ENGLISH, "Road works on Route 173",
      "Security staff will direct the traffic and the identity of drivers is not asked.", "" },
    { LANGUAGE_ENGLISH, "Policy", "It contributes to international solidarity efforts.", "solidarity" },
    { LANGUAGE_FRENCH, "Politique", "Contribuer à l'effort de solidarite internationale.", "solidarity" },
    { LANGUAGE_FRENCH, "Une mission économique au Japon", "Elle part lundi.", "prosperity" },
    { LANGUAGE_FRENCH, "Départ lundi", "Deux MISSIONS ECONOMIQUES partent.", "prosperity" },
    { LANGUAGE_ENGLISH, "Policy",
      "It has five main goals: strengthening Québec’s range of action and influence; promoting Québec’s growth and "
      "prosperity; contributing to the security of Québec and the North American continent; promoting Québec’s "
      "identity "
      "and culture; and contributing to international solidarity efforts.",
      "influence prosperity security identity solidarity" },
    /* a report with a part for each goal; fewer parts are words like any other */
    { LANGUAGE_ENGLISH, "Report",
      "Foreword\nInfluence: to be heard\nThe office opened.\nProsperity\nExports fell.\n3. Solidarity\nTents came.\n",
      "influence prosperity solidarity" },
    { LANGUAGE_ENGLISH, "Report", "Foreword\nInfluence: to be heard\nThe office opened.\nProsperity\nExports fell.\n",
      "" },
};

static void finds_goals(void **state)
{
    struct tools tools;
    int failed = 0;
    (void)state;
    open_tools(&tools);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct record record;
        struct buffer found = BUFFER_EMPTY;
        record_init(&record);
        find(&tools, cases[i].language, cases[i].title, cases[i].text, &record);
        if (strcmp(ids(&record, &found), cases[i].goals) != 0) {
            print_error("%s: %s, not %s\n", cases[i].text, found.bytes, cases[i].goals);
            failed++;
        }
        buffer_clear(&found);
        record_clear(&record);
    }
    close_tools(&tools);
    assert_int_equal(failed, 0);
}

/* One cue far down says little of the whole; two do. */
static void weighs_by_place(void **state)
{
    struct tools tools;
    struct record record;
    struct buffer text = BUFFER_EMPTY;
    (void)state;
    open_tools(&tools);
    for (int i = 0; i < 300; i++)
        buffer_append_text(&text, "The road is closed. ");
    buffer_append_text(&text, "An economic mission was named. ");
    record_init(&record);
    find(&tools, LANGUAGE_ENGLISH, "Road works", text.bytes, &record);
    assert_int_equal(record.goal_count, 0);
    buffer_append_text(&text, "Foreign investment was too.");
    find(&tools, LANGUAGE_ENGLISH, "Road works", text.bytes, &record);
    assert_int_equal(record.goal_count, 1);
    assert_string_equal(record.goals[0].id, "prosperity");
    assert_string_equal(record.goals[0].evidence, "An economic mission was named.");
    assert_true(record.goals[0].score > 0 && record.goals[0].score < 1);
    record_clear(&record);
    buffer_clear(&text);
    close_tools(&tools);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_goals),
        cmocka_unit_test(weighs_by_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
