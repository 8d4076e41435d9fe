/* Snippets: where they are cut, what is marked in them. */
#include "query/snippet.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "language/utf8.h"

#include <cmocka.h>

/* The snippet with [ ] around its marks and … where it was cut. */
static void write_snippet(const struct snippet *snippet, struct buffer *out)
{
    size_t at = 0;
    buffer_append_text(out, snippet->cut_before ? "…" : "");
    for (size_t i = 0; i < snippet->mark_count; i++) {
        struct span mark = snippet->marks[i];
        assert_true(mark.offset >= at && mark.offset + mark.length <= snippet->text.size);
        buffer_append(out, snippet->text.data + at, mark.offset - at);
        buffer_append_format(out, "[%.*s]", (int)mark.length, snippet->text.data + mark.offset);
        at = mark.offset + mark.length;
    }
    buffer_append(out, snippet->text.data + at, snippet->text.size - at);
    buffer_append_text(out, snippet->cut_after ? "…" : "");
}

static struct interner *marked_words(const char *words)
{
    struct interner *marked = NULL;
    struct failure failure;
    assert_int_equal(interner_new(&marked, &failure), STATUS_OK);
    for (const char *at = words; *at;) {
        size_t size = strcspn(at, " ");
        assert_int_not_equal(interner_add(marked, (struct bytes){ at, size }), INTERNER_NONE);
        at += size + (at[size] == ' ');
    }
    return marked;
}

static const struct {
    const char *text;
    size_t most_chars;
    const char *marked;
    const char *snippet;
} cases[] = {
    /* short texts, whole */
    { "", 40, "haïti", "" },
    { "   \n ", 40, "", "" },
    { "Deux   écoles\u00A0d’Haïti.", 80, "haïti écoles", "Deux [écoles] d’[Haïti]." },
    { "L'ÉCOLE de l’école", 80, "école", "L'[ÉCOLE] de l’[école]" },
    { "rendez-vous à 1 250 000 $", 80, "vous 1250000", "rendez-[vous] à [1 250 000] $" },
    { "Québec’s aid", 80, "québec", "[Québec]’s aid" },
    /* without a match, the beginning */
    { "Un deux trois quatre cinq six sept", 20, "", "Un deux trois quatre…" },
    { "Un deux trois quatre cinq six sept", 20, "rien", "Un deux trois quatre…" },
    { "Le gouvernement des Premières Nations gouvernementales de tout le pays et d’ailleurs", 24, "nations premières",
      "…[Premières] [Nations]…" },
    /* a sentence's beginning, when it is near */
    { "Il faisait beau. La ministre a parlé. Puis la pluie est venue sur la ville entière.", 40, "parlé",
      "…La ministre a [parlé]. Puis la pluie est…" },
    { "Premier paragraphe sans point\nLe séisme a tout changé dans la région", 30, "séisme",
      "…Le [séisme] a tout changé dans…" },
    /* else a word's */
    { "un deux trois quatre cinq six sept huit neuf dix onze douze treize", 24, "neuf",
      "…huit [neuf] dix onze douze…" },
    /* where most different forms stand together, the earliest of equals */
    { "aide aide aide aide aide aide. Rien du tout ici. Une aide à Haïti maintenant.", 30, "aide haïti",
      "…Une [aide] à [Haïti] maintenant." },
    { "Une aide ici et rien. Longtemps après cela, une aide encore.", 24, "aide", "Une [aide] ici et rien.…" },
    /* near the end more stands before */
    { "un deux trois quatre cinq six sept huit neuf dix", 24, "dix", "…six sept huit neuf [dix]" },
    /* controls do not pass */
    { "a\033[1mhaïti\u202Eb", 40, "haïti", "a [1mhaïti b" },
    { "日本日本日本日本日本日本日本日本日本日本", 6, "", "日本日本日本…" },
};

static void test_snippets(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena arena = ARENA_EMPTY;
        struct snippet snippet;
        struct failure failure = FAILURE_NONE;
        struct buffer out = BUFFER_EMPTY;
        struct interner *marked = marked_words(cases[i].marked);
        struct bytes text = { cases[i].text, strlen(cases[i].text) };
        assert_int_equal(snippet_make(text, cases[i].most_chars, marked, &arena, &snippet, &failure), STATUS_OK);
        write_snippet(&snippet, &out);
        assert_string_equal(out.bytes, cases[i].snippet);
        buffer_clear(&out);
        interner_free(marked);
        arena_clear(&arena);
    }
}

/* Whatever the text and the place: valid, no longer than asked, marks inside. */
static void test_any_cut_is_whole(void **state)
{
    (void)state;
    static const char text[] = "L’été à Québec. Œuvre, naïveté ; 1 250 000 $ !\n\n\nÀ l’École\xFF d’État ― "
                               "日本語のテキスト, e\xCC\x81tat\x80\x80 fin\xE2\x80";
    struct interner *marked = marked_words("été québec œuvre école état fin");
    for (size_t size = 0; size < sizeof text; size++) {
        for (size_t chars = 0; chars < 60; chars += 7) {
            struct arena arena = ARENA_EMPTY;
            struct snippet snippet;
            struct failure failure;
            struct buffer out = BUFFER_EMPTY;
            assert_int_equal(snippet_make((struct bytes){ text, size }, chars, marked, &arena, &snippet, &failure),
                             STATUS_OK);
            assert_true(utf8_valid(snippet.text));
            write_snippet(&snippet, &out);
            buffer_clear(&out);
            arena_clear(&arena);
        }
    }
    interner_free(marked);
}

/* More matches than the window holds, more forms than a byte counts. */
static void test_many_matches(void **state)
{
    (void)state;
    struct buffer text = BUFFER_EMPTY, forms = BUFFER_EMPTY;
    struct arena arena = ARENA_EMPTY;
    struct snippet snippet;
    struct failure failure;
    for (int i = 0; i < 70000; i++)
        buffer_append_text(&text, "a ");
    for (int i = 0; i < 400; i++) {
        buffer_append_format(&text, "w%d ", i);
        buffer_append_format(&forms, "w%d ", i);
    }
    buffer_append_text(&forms, "a");
    struct interner *marked = marked_words(forms.bytes);
    assert_int_equal(snippet_make(buffer_view(&text), 2000, marked, &arena, &snippet, &failure),
                     STATUS_OK);
    assert_true(snippet.mark_count > 300);
    assert_true(snippet.text.size <= 2000);
    interner_free(marked);
    arena_clear(&arena);
    buffer_clear(&text);
    buffer_clear(&forms);
}

static void test_a_title(void **state)
{
    (void)state;
    struct arena arena = ARENA_EMPTY;
    struct snippet snippet;
    struct failure failure;
    struct buffer out = BUFFER_EMPTY;
    struct interner *marked = marked_words("écoles");
    const char *title = "  Vingt\n  écoles, dix écoles  ";
    assert_int_equal(snippet_mark(bytes_of(title), marked, &arena, &snippet, &failure),
                     STATUS_OK);
    write_snippet(&snippet, &out);
    assert_string_equal(out.bytes, "Vingt [écoles], dix [écoles]");
    interner_free(marked);
    buffer_clear(&out);
    arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_snippets),
        cmocka_unit_test(test_any_cut_is_whole),
        cmocka_unit_test(test_many_matches),
        cmocka_unit_test(test_a_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
