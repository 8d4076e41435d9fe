/* References for people: a paragraph a hit, to paste into a footnote. */
#include "language/messages.h"
#include "query/print/reference.h"

#include <string.h>

static void citation_nothing(const struct print_settings *settings, const struct search_answer *answer,
                             struct buffer *out)
{
    (void)settings;
    (void)answer;
    (void)out;
}

/* "Ministry. “Title.” Press release, April 14, 2009. https://… (accessed November 23, 2026)." */
static void citation_hit(const struct print_settings *settings, const struct search_answer *answer,
                         const struct answer_hit *hit, struct buffer *out)
{
    struct reference reference;
    enum language ui = settings->request->ui;
    bool french = ui == LANGUAGE_FRENCH;
    char date[DATE_WORDS_BYTES], seen[DATE_WORDS_BYTES];
    (void)answer;
    reference_make(settings, hit, &reference);
    date_format_words(reference.date, french, date);
    date_format_words(reference.seen, french, seen);
    if (*reference.issuer)
        buffer_append_format(out, "%s. ", reference.issuer);
    buffer_append_format(out, message_in(ui, "“%s.”"), reference.title.bytes);
    buffer_append_format(out, " %s, ", reference.genre);
    buffer_append_format(out, *date ? "%s. " : "%s ", *date ? date : message_in(ui, "n.d."));
    if (reference.url.size)
        buffer_append_format(out, message_in(ui, "%s (accessed %s)"), reference.url.bytes, seen);
    else
        buffer_append_text(out, reference.place.bytes);
    buffer_append_text(out, ".\n");
    reference_clear(&reference, out);
}

const struct printer printer_citation = {
    .name = "citation",
    .mime = "text/plain; charset=utf-8",
    .help = "references to read, one a line",
    .whole = true,
    .bare = true,
    .begin = citation_nothing,
    .hit = citation_hit,
    .end = citation_nothing,
};
