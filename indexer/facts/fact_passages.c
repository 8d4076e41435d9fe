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

static enum status mark_words(struct analyzer *analyzer, const char *words, uint16_t mark, struct failure *failure)
{
    for (const char *word = words; *word;) {
        size_t size = strcspn(word, " ");
        uint32_t form = interner_add(analyzer_interner(analyzer), (struct bytes){ word, size });
        if (form == INTERNER_NONE || !marks_add_form(analyzer_marks(analyzer), form, mark))
            return fail_no_memory(failure);
        word += size;
        word += *word == ' ';
    }
    return STATUS_OK;
}

enum status passage_words_mark(struct passage_words *small, struct analyzer *analyzer, struct failure *failure)
{
    small->french = marks_take(analyzer_marks(analyzer), 2);
    small->english = (uint16_t)(2 * small->french);
    enum status status = mark_words(analyzer, french_words, small->french, failure);
    return status ? status : mark_words(analyzer, english_words, small->english, failure);
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

static bool collect(const struct passage_words *small, const struct analysis *words, struct runs *runs)
{
    struct paragraph paragraph = { .offset = 0 };
    size_t line_end = bytes_line_end(words->text, 0);
    bool kept = true;
    for (size_t i = 0; i < words->token_count && kept; i++) {
        const struct token *token = &words->tokens[i];
        if (line_end < token->offset) {
            kept = add_paragraph(runs, &paragraph);
            paragraph = (struct paragraph){ .offset = token->offset };
            line_end = bytes_line_end(words->text, token->offset);
        }
        paragraph.words[LANGUAGE_FRENCH] += (token->marks & small->french) != 0;
        paragraph.words[LANGUAGE_ENGLISH] += (token->marks & small->english) != 0;
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

enum status fact_passages(const struct passage_words *small, const struct fact_words *words, struct record *record,
                          struct failure *failure)
{
    struct runs runs = { .items = NULL };
    if (record->passage_count > 0)
        return STATUS_OK;
    enum status status = collect(small, words->text, &runs) ? STATUS_OK : fail_no_memory(failure);
    drop_short(&runs);
    for (size_t i = 0; i < runs.count && runs.count > 1 && !status; i++)
        status = record_add_passage(record, runs.items[i].language, i ? runs.items[i].offset : 0, failure);
    free(runs.items);
    return status;
}
