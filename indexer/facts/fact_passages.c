/* Where the text of a document changes its language: bulletins hold a release in both, one below the other. Told by
 * the small words that only one of the two languages has, a paragraph at a time. */
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "indexer/facts/fact_rooms.h"

/* As surface forms: "thé" is not "the". */
static const char french_words[] =
    "le la les des du et est une dans au aux sur qui avec ce cette ces pour par que ne pas nous vous il elle ils "
    "elles "
    "leur leurs sa ses sont ont été être plus afin ainsi dont où mais notre votre nos vos de un en à";
static const char english_words[] =
    "the and of to with that this these those are were be been has have had it its their our your you by from will "
    "would which who not we he she they was is in for at an as can";

struct passage_finder {
    unsigned char *languages; /* by id of a form */
    size_t count;
};

static enum status add_words(struct passage_finder *finder, struct interner *interner, const char *words,
                             enum language language, struct failure *failure)
{
    for (const char *word = words; *word;) {
        size_t size = strcspn(word, " "), known = finder->count;
        uint32_t id = interner_add(interner, (struct bytes){ word, size });
        if (id == INTERNER_NONE ||
            !array_reserve((void **)&finder->languages, &finder->count, (size_t)id + 1, sizeof *finder->languages))
            return fail_no_memory(failure);
        memset(finder->languages + known, LANGUAGE_UNKNOWN, finder->count - known);
        finder->languages[id] = (unsigned char)language;
        word += size;
        word += *word == ' ';
    }
    return STATUS_OK;
}

enum status passage_finder_new(struct passage_finder **made, struct interner *interner, struct failure *failure)
{
    struct passage_finder *finder = calloc(1, sizeof *finder);
    enum status status = finder ? STATUS_OK : fail_no_memory(failure);
    if (!status && !(status = add_words(finder, interner, french_words, LANGUAGE_FRENCH, failure)))
        status = add_words(finder, interner, english_words, LANGUAGE_ENGLISH, failure);
    if (status)
        passage_finder_free(finder);
    else
        *made = finder;
    return status;
}

void passage_finder_free(struct passage_finder *finder)
{
    if (!finder)
        return;
    free(finder->languages);
    free(finder);
}

/* == Paragraphs =============================================================================================== */

struct paragraph {
    size_t offset;
    unsigned words[LANGUAGE_COUNT];
};

/* Paragraphs of one language that follow one another. */
struct run {
    enum language language;
    size_t offset;
    unsigned words;
};

struct runs {
    struct run *items;
    size_t count, capacity;
    struct run heading; /* of the lines since the last sure paragraph: the first of those in this language */
};

/* The language that has `least` of the words or more, and the other hardly any. */
static enum language language_of(const struct paragraph *paragraph, unsigned least)
{
    enum { TIMES = 3 };
    unsigned french = paragraph->words[LANGUAGE_FRENCH], english = paragraph->words[LANGUAGE_ENGLISH];
    if (french >= least && french >= TIMES * english)
        return LANGUAGE_FRENCH;
    return english >= least && english >= TIMES * french ? LANGUAGE_ENGLISH : LANGUAGE_UNKNOWN;
}

/* A heading belongs to what follows it: a line with one small word speaks for the paragraph below. */
static void note_heading(struct runs *runs, const struct paragraph *paragraph)
{
    enum language language = language_of(paragraph, 1);
    if (language != LANGUAGE_UNKNOWN && language != runs->heading.language)
        runs->heading = (struct run){ language, paragraph->offset, 0 };
}

static bool add_paragraph(struct runs *runs, const struct paragraph *paragraph)
{
    enum { SURE = 3 };
    enum language language = language_of(paragraph, SURE);
    if (language == LANGUAGE_UNKNOWN) {
        note_heading(runs, paragraph);
        return true;
    }
    if (runs->count == 0 || runs->items[runs->count - 1].language != language) {
        size_t offset = runs->heading.language == language ? runs->heading.offset : paragraph->offset;
        if (!array_reserve((void **)&runs->items, &runs->capacity, runs->count + 1, sizeof *runs->items))
            return false;
        runs->items[runs->count++] = (struct run){ language, offset, 0 };
    }
    runs->items[runs->count - 1].words += paragraph->words[language];
    runs->heading = (struct run){ .language = LANGUAGE_UNKNOWN };
    return true;
}

static bool collect(const struct passage_finder *finder, const struct analysis *words, struct runs *runs)
{
    struct paragraph paragraph = { .offset = 0 };
    size_t seen = 0;
    bool kept = true;
    for (size_t i = 0; i < words->token_count && kept; i++) {
        const struct token *token = &words->tokens[i];
        const char *end = memrchr(words->text.data + seen, '\n', token->offset - seen);
        if (end) {
            kept = add_paragraph(runs, &paragraph);
            paragraph = (struct paragraph){ .offset = token->offset };
        }
        seen = token->offset;
        if (token->form < finder->count)
            paragraph.words[finder->languages[token->form]]++;
    }
    return kept && add_paragraph(runs, &paragraph);
}

/* == Passages ================================================================================================= */

/* A quotation or a title in the other language is no passage. */
static void drop_short(struct runs *runs)
{
    enum { LEAST_WORDS = 6 };
    size_t kept = 0;
    for (size_t i = 0; i < runs->count; i++) {
        const struct run run = runs->items[i];
        if (kept && runs->items[kept - 1].language == run.language)
            runs->items[kept - 1].words += run.words;
        else if (run.words >= LEAST_WORDS)
            runs->items[kept++] = run;
    }
    runs->count = kept;
}

enum status fact_passages(const struct passage_finder *finder, const struct fact_words *words, struct record *record,
                          struct failure *failure)
{
    struct runs runs = { .items = NULL };
    if (record->passage_count > 0)
        return STATUS_OK;
    enum status status = collect(finder, words->text, &runs) ? STATUS_OK : fail_no_memory(failure);
    drop_short(&runs);
    for (size_t i = 0; i < runs.count && runs.count > 1 && !status; i++)
        status = record_add_passage(record, runs.items[i].language, i ? runs.items[i].offset : 0, failure);
    free(runs.items);
    return status;
}
