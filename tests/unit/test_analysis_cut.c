/* Texts cut into tokens: what was kept of words that stood elsewhere changes nothing. */
#include "language/surfaces.h"

#include "tests/unit/scratch.h"

#include "tests/unit/hard_texts.h"
#include "tests/unit/same_tokens.h"

#include <string.h>

static void check(struct analyzer *analyzer, struct bytes text)
{
    struct analysis analysis = ANALYSIS_EMPTY;
    assert_int_equal(analysis_make(analyzer, text, &analysis, NULL), STATUS_OK);
    if (!same_tokens(analyzer, &analysis))
        fail_msg("other tokens than words: %.*s", (int)text.size, text.data);
    analysis_clear(&analysis);
}

static const char *const words[] = {
    "École",
    "L’École",
    "l'été",
    "qu’il",
    "d'",
    "aujourd’hui",
    "Québec’s",
    "CANADA'S",
    "s",
    "U",
    "É",
    "É.-U",
    "U.S",
    "a",
    "l'a",
    "M",
    "2009",
    "1",
    "250",
    "12e",
    "3e",
    "G8",
    "covid19",
    "1990's",
    "rendez-vous",
    "mot—mot",
    "“mot”",
    "fin\xC2\xA0",
    "mot‐mot",
    "mot‐",
    "gouver\xC2\xADnement",
    "E\xCC\x81t",
    "km²",
    "ﬁn",
    "ŉ",
    "Œuvre",
    "中国",
    "l’中",
    "ünï",
    "x@y",
    "x`",
    "l`a",
    "d’un’a",
    "'mot'",
    "‘plan’",
    "’s",
    "l’11",
    "l’d’été",
    "İ",
    "ª",
    "said:",
    "said;",
    "what?",
    "12:30",
    "a_b",
    "a=b",
    "mot:’s",
    "mot’:",
    "U;",
    "gouvernementales’s",
    "l’administrations",
    "aaaaaaaaaaaaaaaaaaaaa",
    "aaaaaaaaaaaaaaaaaaaa",
    "1234567890123456789012",
};

static const char *const between[] = {
    " ",        ". ",           ".", ", ",       ",",        "-",  "‐",          "\n",   "'",  "’",
    "’s ",      "'s",           "`", "\xC2\xAD", "\xCC\x81", "²",  "\"",         "« ",   " »", ": ",
    "\xC2\xA0", "\xE2\x80\x8B", "…", "!",        "? ",       ".-", "\xC2\xAD\n", "\xFF", "_",  "\xC3",
};

/* A word in every neighbourhood that may change it, met before in all of the others. */
static void test_neighbours(void **state)
{
    (void)state;
    struct analyzer *analyzer;
    assert_int_equal(analyzer_new(&analyzer, NULL), STATUS_OK);
    struct buffer text = BUFFER_EMPTY;
    size_t word_count = sizeof words / sizeof *words, between_count = sizeof between / sizeof *between;
    for (size_t i = 0; i < word_count; i++) {
        for (size_t j = 0; j < between_count * between_count; j++) {
            buffer_truncate(&text, 0);
            buffer_append_text(&text, between[j / between_count]);
            buffer_append_text(&text, words[i]);
            buffer_append_text(&text, between[j % between_count]);
            buffer_append_text(&text, words[(i * 7 + j) % word_count]);
            buffer_append_text(&text, " and then some more");
            check(analyzer, buffer_view(&text));
        }
    }
    buffer_clear(&text);
    analyzer_free(analyzer);
}

static void test_random_texts(void **state)
{
    (void)state;
    struct analyzer *analyzer;
    assert_int_equal(analyzer_new(&analyzer, NULL), STATUS_OK);
    uint32_t random = 20090414;
    for (int round = 0; round < 30000; round++) {
        struct bytes text = hard_text(&random, 64);
        check(analyzer, text);
        free((char *)(uintptr_t)text.data);
    }
    analyzer_free(analyzer);
}

/* More words than are kept, and more than are looked up at once. */
static void test_many_words(void **state)
{
    (void)state;
    struct analyzer *analyzer;
    struct buffer text = BUFFER_EMPTY;
    assert_int_equal(analyzer_new(&analyzer, NULL), STATUS_OK);
    uint32_t random = 17;
    for (int i = 0; i < 200000; i++)
        buffer_append_format(&text, i % 3 ? "d’é%xb " : "Mot%xs, ", next_random(&random) % 100000);
    check(analyzer, buffer_view(&text));
    check(analyzer, buffer_view(&text));
    buffer_clear(&text);
    analyzer_free(analyzer);
}

/* The bytes of a span: zeroes follow them, and what stands before the end of a text is none. */
static void test_spans(void **state)
{
    static const struct {
        const char *text;
        size_t size;
    } cases[] = {
        { "mot                        ", 3 },    { "L’École, et ce qui la suit.", 10 },
        { "gouvernement fait ceci ici.", 12 },   { "12345678 est un long nombre", 8 },
        { "1234567890123456 est long  ", 16 },   { "d’administrateurs de ce lieu", 19 },
        { "12345678901234567890 abcdef", 20 },   { "12345678901234567890123 5678", 23 },
        { "12345678901234567890123 5", 23 },     { "12345678901234567890123 ", 0 },
        { "123456789012345678901234 678", 0 },   { "court", 0 },
        { "don't[]zZ09@`é{\x7F,         ", 17 }, { "a:b/c                      ", 3 },
        { "a'b&c                      ", 3 },    { "a0-c                       ", 2 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct span span;
        span_read(&span, bytes_of(cases[i].text), 0);
        char bytes[sizeof span.bytes] = "", wanted[sizeof span.bytes] = "";
        memcpy(bytes, span.bytes, sizeof bytes);
        memcpy(wanted, cases[i].text, cases[i].size);
        assert_int_equal(span.size, cases[i].size);
        if (span.size)
            assert_memory_equal(bytes, wanted, sizeof wanted);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_neighbours),
        cmocka_unit_test(test_random_texts),
        cmocka_unit_test(test_many_words),
        cmocka_unit_test(test_spans),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
