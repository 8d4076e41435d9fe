/* The document data of the index: written, read back, damaged. */
#include "record/stored.h"

#include "tests/unit/record_sample.h"

#include <stdlib.h>

static enum status read_exact(struct bytes data, bool with_text, struct record *record, struct failure *failure)
{
    char *copy = malloc(data.size + !data.size);
    assert_non_null(copy);
    if (data.size)
        memcpy(copy, data.data, data.size);
    enum status status = stored_read((struct bytes){ copy, data.size }, with_text, record, failure);
    free(copy);
    return status;
}

static void test_lines(void **state)
{
    static const char expected[] = "url=http://example.org/fr/14?a=b\n"
                                   "caption=L’œuvre du Québec\n"
                                   "sample=Québec, le 14 avril 2009. Un paragraphe = et un autre.\n"
                                   "type=text/html\n"
                                   "language=fr\n"
                                   "kind=release\n"
                                   "date=2009-04-14\n"
                                   "date.from=dateline\n"
                                   "date.evidence=Québec, le 14 avril 2009\n"
                                   "period=2007-04-01/2008-03-31\n"
                                   "period.evidence=the second year (2007-2008)\n"
                                   "country=HT 3+ L’aide à Haïti = 3\n"
                                   "country=BE 1\n"
                                   "goal=solidarity 1.00 la solidarité internationale\n"
                                   "goal=security 0.80\n"
                                   "goal=identity 0.05 x\n"
                                   "page=0 iv\n"
                                   "page=20 A 12\n"
                                   "page=30\n"
                                   "passage=0 fr\n"
                                   "passage=28 en\n"
                                   "source=archive/l\xE9gende.warc\n"
                                   "member=2009/14.html\n"
                                   "twin=http://example.org/en/14\n"
                                   "parent=http://example.org/fr/\n"
                                   "text=Québec, le 14 avril 2009.\v\vUn paragraphe =\tet un autre.\v";
    (void)state;
    struct record record;
    struct buffer data = BUFFER_EMPTY;
    sample_make(&record);
    stored_write(&record, &data);
    assert_string_equal(data.bytes, expected);
    record_clear(&record);
    buffer_clear(&data);
}

static void test_every_field_comes_through(void **state)
{
    (void)state;
    struct record record, back;
    struct buffer data = BUFFER_EMPTY;
    sample_make(&record);
    record_init(&back);
    stored_write(&record, &data);
    assert_int_equal(read_exact(buffer_view(&data), true, &back, NULL), STATUS_OK);
    assert_same_record(&record, &back);
    assert_null(back.encoding);
    assert_int_equal(back.warning_count, 0);

    buffer_clear(&record.text);
    assert_int_equal(read_exact(buffer_view(&data), false, &back, NULL), STATUS_OK);
    assert_same_record(&record, &back);
    record_clear(&record);
    record_clear(&back);
    buffer_clear(&data);
}

static void test_little_is_known(void **state)
{
    (void)state;
    struct record record, back;
    struct buffer data = BUFFER_EMPTY;
    record_init(&record);
    record_init(&back);
    record.date.value = (struct date){ 2009, 4, 0 };
    record.period.range.from = (struct date){ 2006, 0, 0 };
    stored_write(&record, &data);
    assert_string_equal(data.bytes, "url=\ncaption=\nsample=\ntype=\nkind=page\ndate=2009-04\nperiod=2006/\ntext=");
    assert_int_equal(read_exact(buffer_view(&data), true, &back, NULL), STATUS_OK);
    assert_same_record(&record, &back);
    record_clear(&back);
    buffer_clear(&data);
}

/* No value can make a line of its own. */
static void test_line_ends_inside_values(void **state)
{
    (void)state;
    struct record record, back;
    struct buffer data = BUFFER_EMPTY;
    record_init(&record);
    record_init(&back);
    assert_int_equal(record_set(&record.uri, view("u\nurl=x"), NULL), STATUS_OK);
    assert_int_equal(record_set(&record.title, view("\r\na\vb\ntext=c"), NULL), STATUS_OK);
    assert_int_equal(record_add_goal(&record, "a goal", 0.5, view("e\nsource=/etc"), NULL), STATUS_OK);
    buffer_append_text(&record.text, "text=\nurl=y\n");
    stored_write(&record, &data);
    assert_int_equal(read_exact(buffer_view(&data), true, &back, NULL), STATUS_OK);
    assert_string_equal(back.uri, "u url=x");
    assert_string_equal(back.title, "  a b text=c");
    assert_string_equal(back.goals[0].id, "a_goal");
    assert_string_equal(back.goals[0].evidence, "e source=/etc");
    assert_null(back.source);
    assert_string_equal(back.text.bytes, "text=\nurl=y\n");
    record_clear(&record);
    record_clear(&back);
    buffer_clear(&data);
}

static void assert_sample(const char *text, const char *expected)
{
    struct record record;
    struct buffer data = BUFFER_EMPTY;
    record_init(&record);
    buffer_append_text(&record.text, text);
    stored_write(&record, &data);
    const char *sample = strstr(data.bytes, "sample=");
    assert_non_null(sample);
    sample += strlen("sample=");
    size_t size = strcspn(sample, "\n");
    if (size != strlen(expected) || memcmp(sample, expected, size) != 0)
        fail_msg("sample \"%.*s\", not \"%s\"", (int)size, sample, expected);
    record_clear(&record);
    buffer_clear(&data);
}

static void test_samples(void **state)
{
    static char words[1000], one_word[1000], cut_words[1000], cut_word[1000];
    (void)state;
    for (int i = 0; i < 60; i++)
        memcpy(words + i * 7, "étude ", 7); /* six characters: 33 words fit */
    memcpy(cut_words, words, 33 * 7 - 1);
    memcpy(cut_words + 33 * 7 - 1, "…", 3);
    memset(one_word, 'a', 300);
    memset(cut_word, 'a', 200);
    memcpy(cut_word + 200, "…", 3);
    assert_sample("", "");
    assert_sample(" \n\t", "");
    assert_sample("  a \n\n b\t", "a b");
    assert_sample(words, cut_words);
    assert_sample(one_word, cut_word);
    one_word[200] = '\0';
    assert_sample(one_word, one_word);
}

static void test_damage(void **state)
{
    static const struct {
        const char *data;
        enum status status;
    } cases[] = {
        { "", STATUS_CORRUPT },
        { "caption=x\n", STATUS_CORRUPT },
        { "text=url=x\n", STATUS_CORRUPT },
        { "url=", STATUS_OK },
        { "url=x\ncountry=\ncountry=HTI 3\ncountry=HT\ncountry=HT x\ncountry=HT 99999999999999999999\n", STATUS_OK },
        { "url=x\ngoal=\ngoal=a\ngoal=a 2.00\ngoal=a 0.8\ngoal=a 1.01\ngoal=a 0.xx\n", STATUS_OK },
        { "url=x\ncountry=HT +\ncountry=HT 3++\npassage=\npassage=x fr\n", STATUS_OK },
        { "url=x\npage=\npage=x\npage=-1\npage=18446744073709551616\n", STATUS_OK },
        { "url=x\ndate=2009-02-30\nperiod=x\nperiod=2009\nperiod=2009/x\nlanguage=de\nkind=x\nnothing\n\n=\n",
          STATUS_OK },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct record record;
        struct failure failure = FAILURE_NONE;
        record_init(&record);
        assert_int_equal(read_exact(view(cases[i].data), true, &record, &failure), cases[i].status);
        assert_int_equal(record.country_count + record.goal_count + record.page_count + record.passage_count, 0);
        assert_int_equal(record.date.value.year + record.period.range.from.year, 0);
        record_clear(&record);
    }
}

static void test_mutations(void **state)
{
    enum { ROUNDS = 30000 };
    (void)state;
    struct record record;
    struct buffer data = BUFFER_EMPTY;
    unsigned random = 3;
    sample_make(&record);
    stored_write(&record, &data);
    char *mutated = malloc(data.size);
    assert_non_null(mutated);
    for (int round = 0; round < ROUNDS; round++) {
        memcpy(mutated, data.bytes, data.size);
        for (int changes = 1 + round % 5; changes > 0; changes--) {
            random = random * 1103515245 + 12345;
            mutated[(random >> 8) % data.size] = round % 2 ? (char)(random >> 24) : "\n =/.0\v\xFF"[random >> 24 & 7];
        }
        size_t size = round % 3 ? data.size : (random >> 10) % data.size;
        enum status status = read_exact((struct bytes){ mutated, size }, round % 2, &record, NULL);
        assert_true(status == STATUS_OK || status == STATUS_CORRUPT);
        assert_true(!record.date.value.year || date_valid(record.date.value));
    }
    record_clear(&record);
    free(mutated);
    buffer_clear(&data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),           cmocka_unit_test(test_every_field_comes_through),
        cmocka_unit_test(test_little_is_known), cmocka_unit_test(test_line_ends_inside_values),
        cmocka_unit_test(test_samples),         cmocka_unit_test(test_damage),
        cmocka_unit_test(test_mutations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
