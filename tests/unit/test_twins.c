/* Which documents are two versions of one release. */
#include "indexer/builder/twins.h"
#include "indexer/facts/pair_key.h"

#include "tests/unit/scratch.h"

/* A document in short; `names` are words with a capital and figures. */
struct sample {
    const char *source, *uri, *stated, *number, *names;
    enum language language;
    struct date date;
    bool given;
    const char *twin; /* what is expected: "" none, NULL the stated one */
};

static void add_sample(struct twins *twins, struct analyzer *analyzer, const struct sample *sample)
{
    struct analysis title = ANALYSIS_EMPTY, text = ANALYSIS_EMPTY;
    struct buffer packed = BUFFER_EMPTY, words = BUFFER_EMPTY;
    struct failure failure;
    struct record record;
    const char *uri = sample->uri ? sample->uri : sample->source;
    record_init(&record);
    assert_int_equal(record_set(&record.source, bytes_of(sample->source), &failure),
                     STATUS_OK);
    assert_int_equal(record_set(&record.uri, bytes_of(uri), &failure), STATUS_OK);
    if (sample->stated)
        assert_int_equal(record_set(&record.twin, bytes_of(sample->stated), &failure),
                         STATUS_OK);
    record.language = sample->language;
    record.date.value = sample->date;
    buffer_append_format(&words, "x %s", sample->names ? sample->names : "");
    assert_int_equal(analysis_make(analyzer, (struct bytes){ "", 0 }, &title, &failure), STATUS_OK);
    assert_int_equal(analysis_make(analyzer, buffer_view(&words), &text, &failure), STATUS_OK);
    struct pair_facts facts = { &title, &text, analyzer_interner(analyzer), sample->number, sample->given };
    pair_key_pack(&record, &facts, &packed);
    assert_int_equal(twins_add(twins, buffer_view(&packed), &failure), STATUS_OK);
    analysis_clear(&title);
    analysis_clear(&text);
    buffer_clear(&packed);
    buffer_clear(&words);
    record_clear(&record);
}

static void check(const struct sample *samples, size_t count)
{
    struct analyzer *analyzer;
    struct twins *twins;
    struct failure failure;
    assert_int_equal(analyzer_new(&analyzer, &failure), STATUS_OK);
    assert_int_equal(twins_new(&twins, &failure), STATUS_OK);
    for (size_t i = 0; i < count; i++)
        add_sample(twins, analyzer, &samples[i]);
    assert_int_equal(twins_find(twins, &failure), STATUS_OK);
    for (size_t i = 0; i < count; i++) {
        struct bytes uri;
        char found[200];
        enum twin_state state = twins_of(twins, i, &uri);
        snprintf(found, sizeof found, "%.*s", (int)uri.size, uri.data);
        if (samples[i].twin ? strcmp(found, samples[i].twin) != 0 || (state == TWIN_STATED && !uri.size)
                            : state != TWIN_STATED)
            fail_msg("%s: %s (%d), not %s", samples[i].source, found, (int)state,
                     samples[i].twin ? samples[i].twin : "the stated");
    }
    twins_free(twins);
    analyzer_free(analyzer);
}

#define EN .language = LANGUAGE_ENGLISH
#define FR .language = LANGUAGE_FRENCH
#define DAY(day_) .date = { 2009, 4, day_ }
#define CHECK(...)                                                                                                   \
    do {                                                                                                             \
        static const struct sample samples[] = { __VA_ARGS__ };                                                      \
        check(samples, sizeof samples / sizeof *samples);                                                            \
    } while (0)

static void test_links(void **state)
{
    (void)state;
    /* Both ways, one way, to what is not here. */
    CHECK({ "a", .stated = "b", EN }, { "b", .stated = "a", FR });
    CHECK({ "a", .stated = "b", EN }, { "b", FR, .twin = "a" });
    CHECK({ "a", .stated = "http://a.ca/fr", EN });
    /* Several link to one page: it is none of theirs, but where it links back. */
    CHECK({ "a", .stated = "h", EN, .twin = "" }, { "b", .stated = "h", EN, .twin = "" }, { "h", FR, .twin = "" });
    CHECK({ "a", .stated = "h", EN }, { "b", .stated = "h", EN, .twin = "" }, { "h", .stated = "a", FR });
    /* Never one of the same language. */
    CHECK({ "a", .stated = "b", EN, .twin = "" }, { "b", EN, .twin = "" });
}

static void test_given(void **state)
{
    (void)state;
    /* A librarian's word is kept whatever speaks against it, and holds for the other too. */
    CHECK({ "x/1.en.html", .stated = "z", EN, DAY(1), .given = true }, { "x/1.fr.html", FR, DAY(1), .twin = "" },
          { "z", .stated = "y", FR, DAY(9), .twin = "x/1.en.html" });
    CHECK({ "a", .stated = "h", EN, .given = true }, { "b", .stated = "h", EN, .given = true });
}

static void test_places(void **state)
{
    (void)state;
    CHECK({ "x/1.en.html", EN, DAY(1), .twin = "x/1.fr.html" }, { "x/1.fr.html", FR, DAY(1), .twin = "x/1.en.html" },
          { "x/2.en.html", EN, DAY(1), .twin = "" });
    /* The files differ by the language, the addresses do not. */
    CHECK({ "en/1", .uri = "http://a.ca/first", EN, .twin = "http://a.ca/premier" },
          { "fr/1", .uri = "http://a.ca/premier", FR, .twin = "http://a.ca/first" });
    /* Numbered each for itself: other days, other names. */
    CHECK({ "en/1", EN, DAY(1), .names = "Alpha 10 Beta 20 Gamma 30 Delta", .twin = "" },
          { "fr/1", FR, DAY(20), .names = "Epsilon 11 Zeta 21 Eta 31 Theta", .twin = "" });
}

static void test_numbers(void **state)
{
    (void)state;
    CHECK({ "a", .number = "09-1", EN, DAY(1), .twin = "b" }, { "b", .number = "09-1", FR, DAY(2), .twin = "a" });
    /* Two offices count each for itself. */
    CHECK({ "a", .number = "7", EN, DAY(1), .twin = "c" }, { "b", .number = "7", EN, DAY(9), .twin = "d" },
          { "c", .number = "7", FR, DAY(1), .twin = "a" }, { "d", .number = "7", FR, DAY(9), .twin = "b" });
    /* Numbers without a year begin anew each year. */
    CHECK({ "a", .number = "7", EN, .date = { 2008, 4, 1 }, .twin = "" },
          { "b", .number = "7", FR, .date = { 2009, 4, 1 }, .twin = "" });
}

static void test_names(void **state)
{
    (void)state;
    CHECK({ "a", EN, DAY(1), .names = "Larose 314 Belley 2718 Tremblay", .twin = "d" },
          { "b", EN, DAY(1), .names = "Okalik 99 Silver 1234 Klondike", .twin = "c" },
          { "c", FR, DAY(1), .names = "Okalik 99 Silver 1234 Klondike", .twin = "b" },
          { "d", FR, DAY(1), .names = "Larose 314 Belley 2718 Tremblay", .twin = "a" },
          { "e", FR, DAY(2), .names = "Larose 314 Belley 2718 Tremblay", .twin = "" });
    /* Two that are as good: none. */
    CHECK({ "a", EN, DAY(1), .names = "Larose 314 Belley 2718", .twin = "" },
          { "b", FR, DAY(1), .names = "Larose 314 Belley 2718", .twin = "" },
          { "c", FR, DAY(1), .names = "Larose 314 Belley 2718", .twin = "" });
    /* Nothing in common, or no day. */
    CHECK({ "a", EN, DAY(1), .names = "Larose 314", .twin = "" },
          { "b", FR, DAY(1), .names = "Okalik 99", .twin = "" });
    CHECK({ "a", EN, .names = "Larose 314", .twin = "" }, { "b", FR, .names = "Larose 314", .twin = "" });
}

static void test_copies(void **state)
{
    (void)state;
    /* Two captures of one page have one twin. */
    CHECK({ "1", .uri = "http://a.ca/en", .number = "09-1", EN, DAY(1), .twin = "http://a.ca/fr" },
          { "2", .uri = "http://a.ca/en", .number = "09-1", EN, DAY(1), .twin = "http://a.ca/fr" },
          { "3", .uri = "http://a.ca/fr", .number = "09-1", FR, DAY(1), .twin = "http://a.ca/en" });
    /* An address that all pages bear tells nothing. */
    CHECK({ "1", .uri = "http://a.ca/", .number = "09-1", EN, DAY(1), .twin = "" },
          { "2", .uri = "http://a.ca/", .number = "09-2", EN, DAY(2), .twin = "" },
          { "3", .uri = "http://a.ca/", .number = "09-1", FR, DAY(1), .twin = "" });
}

static void test_damaged_keys(void **state)
{
    static const char key[] = "\x01\x01\xD9\x07\x04\x0E\x01"
                              "12345678"
                              "\x02"
                              "aaaabbbb"
                              "uri";
    struct twins *twins;
    struct failure failure;
    struct pair_key unpacked;
    (void)state;
    assert_true(pair_key_unpack((struct bytes){ key, sizeof key - 1 }, &unpacked));
    assert_int_equal(unpacked.language, LANGUAGE_FRENCH);
    assert_int_equal(unpacked.name_count, 2);
    assert_memory_equal(unpacked.uri.data, "uri", unpacked.uri.size);
    assert_int_equal(twins_new(&twins, &failure), STATUS_OK);
    for (size_t size = 0; size < sizeof key; size++) {
        char *copy = malloc(size + !size);
        assert_non_null(copy);
        memcpy(copy, key, size);
        assert_int_equal(twins_add(twins, (struct bytes){ copy, size }, &failure), STATUS_OK);
        free(copy);
    }
    assert_int_equal(twins_find(twins, &failure), STATUS_OK);
    assert_int_equal(twins_count(twins).paired, 0);
    twins_free(twins);
}

/* A day with very many documents takes no time that grows as its square. */
static void test_many_on_one_day(void **state)
{
    enum { PAIRS = 2000 };
    struct analyzer *analyzer;
    struct twins *twins;
    struct failure failure;
    char source[32], names[200];
    (void)state;
    assert_int_equal(analyzer_new(&analyzer, &failure), STATUS_OK);
    assert_int_equal(twins_new(&twins, &failure), STATUS_OK);
    for (unsigned i = 0; i < 2 * PAIRS; i++) {
        unsigned pair = i / 2;
        snprintf(source, sizeof source, "%u", i);
        snprintf(names, sizeof names, "Common Government Office %u Name%u %u Other%u", 100 + pair, pair,
                 9000 + 7 * pair, pair);
        struct sample sample = { .source = source,
                                 .names = names,
                                 .date = { 2009, 4, 1 },
                                 .language = i % 2 ? LANGUAGE_ENGLISH : LANGUAGE_FRENCH };
        add_sample(twins, analyzer, &sample);
    }
    assert_int_equal(twins_find(twins, &failure), STATUS_OK);
    assert_int_equal(twins_count(twins).paired, 2 * PAIRS);
    for (size_t i = 0; i < 2 * PAIRS; i++) {
        struct bytes uri;
        twins_of(twins, i, &uri);
        snprintf(source, sizeof source, "%zu", i ^ 1);
        assert_int_equal(uri.size, strlen(source));
        assert_memory_equal(uri.data, source, uri.size);
    }
    twins_free(twins);
    analyzer_free(analyzer);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_links),        cmocka_unit_test(test_given),           cmocka_unit_test(test_places),
        cmocka_unit_test(test_numbers),      cmocka_unit_test(test_names),           cmocka_unit_test(test_copies),
        cmocka_unit_test(test_damaged_keys), cmocka_unit_test(test_many_on_one_day),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
