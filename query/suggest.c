/* Suggestions by prefix, from the lexicon. */
#include "query/suggest.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "language/fold.h"
#include "language/stopwords.h"
#include "language/words.h"
#include "query/count.h"
#include "query/searcher.h"

/* Of the words that begin so, these are looked at for what finds something beside the words before. */
enum { FORMS_LOOKED_AT = 100, WORDS_COUNTED = 2 * SUGGEST_MOST };

struct suggesting {
    const struct searcher *searcher;
    struct search_request request;
    struct bytes typed;
    size_t last; /* where the last word begins */
    bool counts; /* the whole is counted, for the word's own documents are not what it finds */
    size_t most, counted;
    struct arena *arena;
    struct suggested *suggested;
    size_t *count;
    struct failure *failure;
};

/* The last word; false when what is typed does not end in one. */
static bool find_last(struct bytes typed, struct word *last, char form[WORD_FORM_BYTES + 1], size_t *words_before)
{
    struct words words;
    struct word word;
    bool ends = false;
    size_t count = 0;
    words_begin(&words, typed);
    while (words_next(&words, &word)) {
        count++;
        ends = word.offset + word.length == typed.size;
        if (!ends)
            continue;
        *last = word;
        memcpy(form, word.form.data, word.form.size);
        last->form.data = form;
    }
    *words_before = count ? count - 1 : 0;
    return ends;
}

/* Do the words fold alike, or have an ending's difference only? Either then finds what the other does. */
static bool is_alike(const struct suggesting *suggesting, struct bytes left, struct bytes right)
{
    char first[FOLDED_BYTES], second[FOLDED_BYTES], stem[FOLDED_BYTES];
    struct bytes one = { first, fold_form(left, first) }, other = { second, fold_form(right, second) };
    if (bytes_equal(one, other))
        return true;
    for (enum language language = LANGUAGE_FRENCH; language <= LANGUAGE_ENGLISH; language++) {
        struct bytes stemmed = stem_folded(suggesting->searcher->stemmer, language, one);
        struct bytes kept = { stem, stemmed.size };
        memcpy(stem, stemmed.data, stemmed.size);
        if (bytes_equal(kept, stem_folded(suggesting->searcher->stemmer, language, other)))
            return true;
    }
    return false;
}

/* Is a more frequent form of the word there already? */
static bool is_there(const struct suggesting *suggesting, struct bytes form)
{
    for (size_t i = 0; i < *suggesting->count; i++)
        if (is_alike(suggesting, bytes_of(suggesting->suggested[i].text + suggesting->last), form))
            return true;
    return false;
}

/* In their order: counted ones may come out of it. */
static void insert(struct suggesting *suggesting, struct suggested suggested)
{
    size_t at = *suggesting->count;
    for (; at > 0 && suggesting->suggested[at - 1].documents < suggested.documents; at--)
        suggesting->suggested[at] = suggesting->suggested[at - 1];
    suggesting->suggested[at] = suggested;
    ++*suggesting->count;
}

static enum status offer(struct suggesting *suggesting, const struct lexicon_form *form)
{
    struct buffer text = BUFFER_EMPTY;
    struct suggested suggested = { .documents = form->document_count };
    enum status status = STATUS_OK;
    if (stopword_is(LANGUAGE_UNKNOWN, form->form) || is_there(suggesting, form->form))
        return STATUS_OK;
    buffer_append(&text, suggesting->typed.data, suggesting->last);
    buffer_append(&text, form->form.data, form->form.size);
    if (!(status = buffer_status(&text, "a suggestion", suggesting->failure)) && suggesting->counts) {
        suggesting->counted++;
        status = count_query(suggesting->searcher, &suggesting->request, text.bytes, &suggested.documents,
                             suggesting->failure);
    }
    suggested.text = arena_copy(suggesting->arena, (struct bytes){ text.bytes, text.size });
    buffer_clear(&text);
    if (!status && !suggested.text)
        status = fail_no_memory(suggesting->failure);
    if (!status && suggested.documents)
        insert(suggesting, suggested);
    return status;
}

enum status suggest_words(const struct searcher *searcher, const char *typed, enum language language, size_t most,
                          struct arena *arena, struct suggested suggested[SUGGEST_MOST], size_t *count,
                          struct failure *failure)
{
    struct suggesting suggesting = {
        .searcher = searcher,
        .request = SEARCH_REQUEST_DEFAULT,
        .typed = { typed, strlen(typed) },
        .most = most < SUGGEST_MOST ? most : SUGGEST_MOST,
        .arena = arena,
        .suggested = suggested,
        .count = count,
        .failure = failure,
    };
    char form[WORD_FORM_BYTES + 1], folded[FOLDED_BYTES];
    struct lexicon_forms forms = { .items = NULL };
    struct word last = { .offset = 0 };
    size_t before;
    *count = 0;
    if (suggesting.typed.size > REQUEST_QUERY_BYTES || !find_last(suggesting.typed, &last, form, &before))
        return STATUS_OK;
    suggesting.last = last.offset;
    suggesting.counts = before > 0 || language != LANGUAGE_UNKNOWN;
    suggesting.request.today = date_from_unix(clock_now_s());
    suggesting.request.match = MATCH_ALL;
    enum status status = STATUS_OK;
    if (language != LANGUAGE_UNKNOWN)
        status = request_add_filter(&suggesting.request, FIELD_LANGUAGE, language_code(language), failure);
    struct bytes prefix = { folded, fold_form(last.form, folded) };
    if (!status)
        status = lexicon_find_part(searcher->lexicon, LEXICON_BEGINS, prefix, FORMS_LOOKED_AT, &forms, failure);
    for (size_t i = 0; i < forms.count && !status; i++) {
        if (*count == suggesting.most || suggesting.counted == WORDS_COUNTED)
            break;
        status = offer(&suggesting, &forms.items[i]);
    }
    lexicon_forms_clear(&forms);
    return status;
}
