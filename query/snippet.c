/* Snippets: one pass over the text finds where most different matches stand together; that place is cut and marked.
 */
#include "query/snippet.h"

#include "language/words.h"
#include "query/harmless.h"

/* == Marking ================================================================================================== */

/* Find the marked words of the text; count them only while `marks` is NULL. */
static size_t find_marks(struct bytes text, const struct interner *marked, struct span *marks)
{
    struct words words;
    struct word word;
    size_t count = 0;
    words_begin(&words, text);
    while (words_next(&words, &word)) {
        if (interner_find(marked, word.form) == INTERNER_NONE)
            continue;
        if (marks)
            marks[count] = (struct span){ word.offset, word.length };
        count++;
    }
    return count;
}

size_t snippet_count(struct bytes text, const struct interner *marked)
{
    return interner_count(marked) ? find_marks(text, marked, NULL) : 0;
}

enum status snippet_mark(struct bytes text, const struct interner *marked, struct arena *arena,
                         struct snippet *snippet, struct failure *failure)
{
    *snippet = (struct snippet){ .text = { "", 0 }, .at = SIZE_MAX };
    char *copy = arena_take(arena, text.size + 1);
    if (!copy)
        return fail_no_memory(failure);
    snippet->text = (struct bytes){ copy, harmless_copy(text, copy) };
    if (interner_count(marked) == 0)
        return STATUS_OK;

    size_t count = find_marks(snippet->text, marked, NULL);
    if (count == 0)
        return STATUS_OK;
    snippet->marks = arena_take(arena, count * sizeof *snippet->marks);
    if (!snippet->marks)
        return fail_no_memory(failure);
    snippet->mark_count = find_marks(snippet->text, marked, snippet->marks);
    return STATUS_OK;
}

/* == The best place =========================================================================================== */

/* The matches that stand together in a window that moves along the text. A window holds few words, so a ring of this
 * size loses none that count. */
enum { WINDOW_MATCHES = 128 };
struct match {
    size_t offset;
    uint32_t form;
};
struct window {
    struct match matches[WINDOW_MATCHES];
    size_t first, count;
    size_t different;  /* forms with a match in the window */
    uint16_t *of_form; /* matches in the window, for each form */
};

struct place {
    size_t begin, end; /* bytes of the text */
    size_t different;  /* 0: no match at all */
};

static void drop_first(struct window *window)
{
    uint32_t form = window->matches[window->first].form;
    if (--window->of_form[form] == 0)
        window->different--;
    window->first = (window->first + 1) % WINDOW_MATCHES;
    window->count--;
}

static void add_match(struct window *window, struct match match)
{
    if (window->count == WINDOW_MATCHES)
        drop_first(window);
    window->matches[(window->first + window->count++) % WINDOW_MATCHES] = match;
    if (window->of_form[match.form]++ == 0)
        window->different++;
}

/* Of the places no longer than `most_bytes`, the one with the most different forms; the shorter of two that follow
 * each other closely, else the earlier. */
static struct place best_place(struct bytes text, size_t most_bytes, const struct interner *marked,
                               struct window *window)
{
    struct place best = { 0, 0, 0 };
    struct words words;
    struct word word;
    words_begin(&words, text);
    while (words_next(&words, &word)) {
        uint32_t form = interner_find(marked, word.form);
        if (form == INTERNER_NONE)
            continue;
        size_t end = word.offset + word.length;
        add_match(window, (struct match){ word.offset, form });
        while (window->count > 1 && end - window->matches[window->first].offset > most_bytes)
            drop_first(window);
        if (window->different > best.different)
            best = (struct place){ window->matches[window->first].offset, end, window->different };
    }
    return best;
}

/* == Cutting ================================================================================================== */

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The place `characters` before or after byte `at`. */
static size_t step_back(struct bytes text, size_t at, size_t characters)
{
    while (at > 0 && characters > 0)
        characters -= !is_continuation(text.data[--at]);
    return at;
}

static size_t step_on(struct bytes text, size_t at, size_t characters)
{
    while (at < text.size && characters > 0) {
        at++;
        if (at == text.size || !is_continuation(text.data[at]))
            characters--;
    }
    return at;
}

/* Is byte `at` the first of a sentence: after a line end, or after . ! ? and a blank? */
static bool begins_sentence(struct bytes text, size_t at)
{
    if (at == 0 || text.data[at - 1] == '\n')
        return true;
    if (at < 2 || !byte_is_space(text.data[at - 1]))
        return false;
    char before = text.data[at - 2];
    return before == '.' || before == '!' || before == '?';
}

/* Where to begin so that `at` is shown: at a sentence's beginning, not further back than `least`; else at the word
 * that is `usual` back. A name's initial ends a sentence now and then; that is no harm here. */
static size_t choose_begin(struct bytes text, size_t at, size_t least, size_t usual)
{
    for (size_t begin = at; begin > least; begin--)
        if (begins_sentence(text, begin))
            return begin;
    if (least == 0)
        return 0; /* so `usual`, which is no less, has a byte before it */
    for (size_t begin = usual; begin < at; begin++)
        if (byte_is_space(text.data[begin - 1]) && !byte_is_space(text.data[begin]))
            return begin;
    return at;
}

/* Where to end: at the last blank before `most`, but not before `least`. */
static size_t choose_end(struct bytes text, size_t least, size_t most)
{
    if (most == text.size)
        return most;
    for (size_t end = most; end > 0 && end >= least; end--)
        if (byte_is_space(text.data[end]))
            return end;
    return most; /* one endless word */
}

/* Widen a place to `most_chars`: a sentence's beginning and at most half of what is left go before it, the rest
 * after; at the end of the text, more goes before. */
static struct place widen(struct bytes text, size_t most_chars, struct place place)
{
    size_t inside = 0;
    for (size_t i = place.begin; i < place.end; i++)
        inside += !is_continuation(text.data[i]);
    size_t left = most_chars > inside ? most_chars - inside : 0;

    size_t after = 0, tail = step_on(text, place.end, left);
    for (size_t i = place.end; i < tail; i++)
        after += !is_continuation(text.data[i]);
    size_t before = left - after > left / 2 ? left - after : left / 2;

    struct place wide = { .different = place.different };
    wide.begin = choose_begin(text, place.begin, step_back(text, place.begin, before),
                              step_back(text, place.begin, before / 2 + (left - after) / 2));
    size_t end = step_on(text, wide.begin, most_chars);
    wide.end = choose_end(text, place.end > wide.begin ? place.end : wide.begin, end > place.end ? end : place.end);
    return wide;
}

/* Most characters of our languages take one byte; a place found by bytes is a little short for other scripts. */
enum status snippet_make(struct bytes text, size_t most_chars, const struct interner *marked, struct arena *arena,
                         struct snippet *snippet, struct failure *failure)
{
    struct place place = { 0, 0, 0 };
    size_t forms = interner_count(marked);
    if (forms > 0) {
        struct window window = { .first = 0 };
        window.of_form = arena_take(arena, forms * sizeof *window.of_form);
        if (!window.of_form)
            return fail_no_memory(failure);
        place = best_place(text, most_chars, marked, &window);
    }
    const size_t at = place.different ? place.begin : SIZE_MAX;
    place = widen(text, most_chars, place);
    struct bytes cut = { text.data + place.begin, place.end - place.begin };
    enum status status = snippet_mark(cut, marked, arena, snippet, failure);
    snippet->at = at;
    snippet->cut_before = place.begin > 0;
    snippet->cut_after = place.end < text.size;
    return status;
}
