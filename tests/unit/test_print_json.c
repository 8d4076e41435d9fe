/* JSON as docs/search-json.md describes it. */
#include "tests/unit/sample_answer.h"

#define FIRST_HIT                                                                                                    \
    "{\"rank\":1,\"score\":2.5000,\"uri\":\"https://a.example/1\",\"title\":\"L'École, \\\"rebâtie\\\"\","         \
    "\"date\":\"2009-04-14\",\"language\":\"fr\",\"kind\":\"report\",\"countries\":[\"HT\",\"ML\"],\"about\":["      \
    "\"HT\"],"                                                                                                       \
    "\"goals\":[\"solidarity\"],\"period\":{\"from\":\"2007-04-01\",\"to\":\"2008-03-31\"},"                         \
    "\"snippet\":\"Dix écoles d’Haïti.\",\"page\":{\"number\":4,\"label\":\"iv\",\"count\":92,"                  \
    "\"link\":\"https://a.example/1#page=4\"},\"title_marks\":[[2,5]],\"snippet_marks\":[[4,6],[13,5]],"             \
    "\"source\":\"a/1.html\",\"member\":null,\"twin\":null}"
#define SECOND_HIT                                                                                                   \
    "{\"rank\":2,\"score\":0.0000,\"uri\":\"=cmd|'/c calc'!A1\\t\\n\\u001b[2J x\",\"title\":null,\"date\":null,"     \
    "\"language\":null,\"kind\":\"page\",\"countries\":[],\"about\":[],\"goals\":[],\"period\":null,"                             \
    "\"snippet\":\"@SUM(A1), \\\"b\\\"\",\"page\":null,\"title_marks\":[],\"snippet_marks\":[],"                     \
    "\"source\":null,\"member\":null,\"twin\":null}"

static void test_json(void **state)
{
    (void)state;
    struct sample sample;
    sample_open(&sample);
    assert_string_equal(sample_print(&sample, &printer_json, false, 0),
                        "{\"version\":1,\"query\":\"ecole \\\"haïti\",\"total\":1234,\"offset\":0,\"generation\":42,"
                        "\"relaxed\":null,\"hits\":[" FIRST_HIT "," SECOND_HIT "]}\n");
    sample_close(&sample);
}

static void test_json_with_everything(void **state)
{
    (void)state;
    struct sample sample;
    sample_open(&sample);
    sample.request.explain = true;
    sample.request.offset = 20;
    sample.answer.hit_count = 0;
    sample.answer.facets = sample.facets;
    sample.answer.facet_count = 1;
    sample.answer.histogram = &sample.histogram;
    sample.answer.relaxed = true;
    sample.answer.words_matched = 2;
    sample.answer.words_asked = 3;
    assert_string_equal(
        sample_print(&sample, &printer_json, false, 0),
        "{\"version\":1,\"query\":\"ecole \\\"haïti\",\"total\":1234,\"offset\":20,\"generation\":42,"
        "\"relaxed\":{\"words_matched\":2,\"words_asked\":3},"
        "\"understood\":{\"language\":null,\"words\":[{\"typed\":\"ecole\",\"forms\":[{\"form\":\"école\","
        "\"documents\":1200},"
        "{\"form\":\"écoles\",\"documents\":7}]},{\"typed\":\"xyz*\",\"forms\":[]}],"
        "\"filters\":[{\"field\":\"country\",\"typed\":\"Haïti\",\"meaning\":\"HT\"}],"
        "\"parts\":[{\"level\":0,\"excluded\":false,\"text\":\"“ecole” in any form (école 1,200, écoles "
        "7)\",\"documents\":1203},"
        "{\"level\":0,\"excluded\":true,\"text\":\"words that begin with “xyz”\",\"documents\":0},"
        "{\"level\":0,\"excluded\":false,\"text\":\"naming the country Haiti (HT)\",\"documents\":1}]},\"hits\":[],"
        "\"facets\":{\"country\":[{\"value\":\"HT\",\"label\":\"Haiti\",\"count\":1200,\"selected\":true},"
        "{\"value\":\"CI\",\"label\":\"Côte d’Ivoire\",\"count\":3,\"selected\":false},"
        "{\"value\":null,\"label\":null,\"count\":31,\"selected\":false}]},"
        "\"histogram\":[{\"value\":\"2008\",\"label\":\"2008\",\"count\":0,\"selected\":false},"
        "{\"value\":\"2009\",\"label\":\"2009\",\"count\":1200,\"selected\":false},"
        "{\"value\":null,\"label\":null,\"count\":31,\"selected\":false}]}\n");
    sample_close(&sample);
}

static void test_jsonl(void **state)
{
    (void)state;
    struct sample sample;
    sample_open(&sample);
    assert_string_equal(sample_print(&sample, &printer_jsonl, false, 0), FIRST_HIT "\n" SECOND_HIT "\n");
    sample_close(&sample);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_json_with_everything),
        cmocka_unit_test(test_jsonl),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
