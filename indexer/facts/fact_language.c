/* The language of a document: what the words say when they say it plainly, else what the page declares. */
#include <stdint.h>

#include "indexer/facts/fact_rooms.h"
#include "language/language.h"

/* Templates declare one language for the pages of both, so sure words win. */
static const double SURE = 0.8;

static const char *declared_language(const struct page *page)
{
    static const char *const names[] = { "dcterms.language", "dc.language", "content-language", "og:locale" };
    const char *declared = page_string(page, page->language);
    for (size_t i = 0; i < sizeof names / sizeof *names && !*declared; i++) {
        const char *content = page_meta(page, names[i]);
        declared = content ? content : "";
    }
    return declared;
}

/* The beginning tells nearly always; the rest is read where it does not, and the title where there is no text. */
static struct language_guess guess_language(const struct fact_words *words)
{
    enum { BEGINNING_BYTES = 1200 };
    struct language_guess guess = analysis_language(words->text, BEGINNING_BYTES);
    if (words->text->text.size > 2 * BEGINNING_BYTES && guess.language != LANGUAGE_UNKNOWN &&
        guess.confidence >= SURE)
        return guess;
    guess = analysis_language(words->text, SIZE_MAX);
    return guess.language == LANGUAGE_UNKNOWN ? analysis_language(words->title, SIZE_MAX) : guess;
}

enum status fact_language(const struct page *page, const struct fact_words *words, struct record *record,
                          struct failure *failure)
{
    (void)failure;
    if (record->language != LANGUAGE_UNKNOWN)
        return STATUS_OK;
    struct language_guess guess = guess_language(words);
    const char *declared = declared_language(page);
    record->language = guess.language;
    if (*declared && guess.confidence < SURE)
        record->language = language_from_code(declared);
    return STATUS_OK;
}
