/* More like this: the words of a document that say most of it, as a query of their own. */
#include "query/document/similar.h"

#include <math.h>
#include <stdlib.h>

#include "base/interner.h"
#include "language/stopwords.h"
#include "language/words.h"
#include "query/searcher.h"
#include "record/stored.h"

enum {
    TEXT_BYTES = 32 << 10,  /* what a release is about, it says early */
    FORMS_MOST = 4096,      /* different words looked at */
    TERMS_MOST = 16,        /* words asked for */
    POSTINGS_MOST = 200000, /* documents they may be in, all together: what bounds the time of the search */
    SHORTEST_WORD = 3,
    SHARED_LEAST = 3,
    CANDIDATES = SIMILAR_MOST + 5, /* the document itself, its twin, copies, what is like it by chance */
};

/* A word of a title counts as so many in the text. */
enum { TITLE_WEIGHT = 3 };

struct form {
    uint32_t id; /* of the interner */
    uint32_t times;
    uint32_t documents;
    double weight;
};

struct search_for {
    struct searcher *searcher;
    const struct record *record;
    struct interner *words;
    struct form forms[FORMS_MOST];
    size_t form_count;
    struct form terms[TERMS_MOST]; /* the best, the weightiest first */
    size_t term_count;
    struct similar *similar;
    struct failure *failure;
};

/* == The words that say most ================================================================================== */

static bool is_telling(struct bytes form, enum language language)
{
    return form.size >= SHORTEST_WORD && !byte_is_digit(form.data[0]) && !stopword_is(language, form);
}

static enum status count_words(struct search_for *job, struct bytes text, uint32_t weight)
{
    struct words words;
    struct word word;
    words_begin(&words, text);
    while (words_next(&words, &word)) {
        if (!is_telling(word.form, job->record->language))
            continue;
        uint32_t id = interner_find(job->words, word.form);
        if (id == INTERNER_NONE && job->form_count == FORMS_MOST)
            continue;
        if (id == INTERNER_NONE && (id = interner_add(job->words, word.form)) == INTERNER_NONE)
            return fail_no_memory(job->failure);
        if (id == job->form_count)
            job->forms[job->form_count++] = (struct form){ .id = id };
        job->forms[id].times += weight;
    }
    return STATUS_OK;
}

static enum status find_frequencies(struct search_for *job)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < job->form_count && !status; i++)
        status = matcher_frequency(job->searcher->matcher, interner_text(job->words, job->forms[i].id),
                                   &job->forms[i].documents, job->failure);
    return status;
}

static int compare_weights(const void *left, const void *right)
{
    const struct form *a = left, *b = right;
    if (a->weight != b->weight)
        return a->weight < b->weight ? 1 : -1;
    return (a->id > b->id) - (a->id < b->id);
}

/* A word of this document alone leads nowhere, and one of every tenth tells nothing. */
static void weigh(struct search_for *job)
{
    double all = searcher_document_count(job->searcher);
    for (size_t i = 0; i < job->form_count; i++) {
        struct form *form = &job->forms[i];
        bool useful = form->documents > 1 && (form->documents <= all / 10 || form->documents < 10);
        form->weight = useful ? (1 + log(form->times)) * log(1 + all / form->documents) : 0;
    }
    qsort(job->forms, job->form_count, sizeof *job->forms, compare_weights);
}

static void choose(struct search_for *job)
{
    uint64_t postings = 0;
    for (size_t i = 0; i < job->form_count && job->term_count < TERMS_MOST && job->forms[i].weight > 0; i++) {
        if (postings + job->forms[i].documents > POSTINGS_MOST)
            continue;
        postings += job->forms[i].documents;
        job->terms[job->term_count++] = job->forms[i];
    }
}

static enum status choose_words(struct search_for *job)
{
    struct bytes text = buffer_view(&job->record->text);
    text.size = text.size < TEXT_BYTES ? text.size : TEXT_BYTES;
    enum status status;
    if ((status = count_words(job, bytes_of(job->record->title), TITLE_WEIGHT)) ||
        (status = count_words(job, text, 1)) || (status = find_frequencies(job)))
        return status;
    weigh(job);
    choose(job);
    return STATUS_OK;
}

/* == What they find =========================================================================================== */

/* The words they share, from the beginning of its text. */
static enum status share_words(struct search_for *job, struct similar_document *found, struct bytes text)
{
    struct words words;
    struct word word;
    bool seen[TERMS_MOST] = { false };
    words_begin(&words, text);
    while (words_next(&words, &word))
        for (size_t i = 0; i < job->term_count; i++)
            seen[i] = seen[i] || bytes_equal(interner_text(job->words, job->terms[i].id), word.form);
    for (size_t i = 0; i < job->term_count && found->word_count < SIMILAR_WORDS_SHOWN; i++) {
        struct bytes form = interner_text(job->words, job->terms[i].id);
        const char *copy = seen[i] ? arena_copy(&job->similar->arena, form) : NULL;
        if (seen[i] && !copy)
            return fail_no_memory(job->failure);
        if (copy)
            found->words[found->word_count++] = (struct bytes){ copy, form.size };
    }
    return STATUS_OK;
}

static bool same(const char *left, const char *right)
{
    return left && right && strcmp(left, right) == 0;
}

/* The document itself, its other version, or another copy of either. */
static bool is_the_same(const struct record *record, const struct record *found)
{
    return same(record->uri, found->uri) || same(record->twin, found->uri) ||
           (same(record->title, found->title) && record->text.size == found->text.size);
}

/* One or two words in common are chance, unless there are no more to have. */
static size_t least_shared(const struct search_for *job)
{
    return job->term_count < SHARED_LEAST ? job->term_count : SHARED_LEAST;
}

static enum status keep(struct search_for *job, uint32_t docid)
{
    struct bytes data;
    struct similar *similar = job->similar;
    struct similar_document *found = &similar->documents[similar->count];
    *found = (struct similar_document){ .word_count = 0 };
    record_init(&found->record);
    enum status status = matcher_data(job->searcher->matcher, docid, &data, job->failure);
    if (!status)
        status = stored_read(data, true, &found->record, job->failure);
    struct bytes text = buffer_view(&found->record.text);
    text.size = text.size < TEXT_BYTES ? text.size : TEXT_BYTES;
    bool other = !status && !is_the_same(job->record, &found->record);
    if (other)
        status = share_words(job, found, text);
    if (status || !other || found->word_count < least_shared(job)) {
        record_clear(&found->record);
        return status;
    }
    buffer_clear(&found->record.text);
    similar->count++;
    return STATUS_OK;
}

static enum status search(struct search_for *job)
{
    struct term language;
    struct xs_query leaves[TERMS_MOST], *children[TERMS_MOST], narrowed, of_language;
    struct xs_query any = { .op = XS_OR, .children = children, .child_count = job->term_count };
    struct xs_query *both[] = { &any, &of_language };
    struct xs_result *result = NULL;
    for (size_t i = 0; i < job->term_count; i++) {
        leaves[i] = (struct xs_query){ .op = XS_TERM, .term = interner_text(job->words, job->terms[i].id) };
        children[i] = &leaves[i];
    }
    term_make_facet(&language, &fields[FIELD_LANGUAGE], bytes_of(language_code(job->record->language)));
    of_language = (struct xs_query){ .op = XS_TERM, .term = { language.bytes, language.size } };
    narrowed = (struct xs_query){ .op = XS_FILTER, .children = both, .child_count = 2 };
    struct xs_search search = { .count = CANDIDATES, .bm25_k1 = 1, .bm25_b = 0.7 };
    search.query = job->record->language == LANGUAGE_UNKNOWN ? &any : &narrowed;
    enum status status = matcher_search(job->searcher->matcher, &search, &result, job->failure);
    for (size_t i = 0; !status && i < result->hit_count && job->similar->count < SIMILAR_MOST; i++)
        status = keep(job, result->hits[i].docid);
    matcher_result_free(result);
    return status;
}

enum status similar_find(struct searcher *searcher, const struct record *record, struct similar *similar,
                         struct failure *failure)
{
    *similar = (struct similar){ .arena = ARENA_EMPTY };
    struct search_for *job = calloc(1, sizeof *job);
    enum status status = job ? STATUS_OK : fail_no_memory(failure);
    if (job)
        *job = (struct search_for){ .searcher = searcher, .record = record, .similar = similar, .failure = failure };
    if (!status && !(status = interner_new(&job->words, failure)) && !(status = choose_words(job)) && job->term_count)
        status = search(job);
    if (job)
        interner_free(job->words);
    free(job);
    return status;
}

void similar_clear(struct similar *similar)
{
    for (size_t i = 0; i < similar->count; i++)
        record_clear(&similar->documents[i].record);
    arena_clear(&similar->arena);
    similar->count = 0;
}
