/* References for LaTeX: BibTeX entries, which biblatex, Zotero and JabRef read, too. */
#include "query/print/reference.h"
#include "query/print/tex.h"

#include <string.h>

/* == Fields =================================================================================================== */

static void open_field(struct buffer *out, const char *name)
{
    buffer_append_format(out, ",\n  %-12s = ", name);
}

/* A value of one of our own words. */
static void write_plain(struct buffer *out, const char *name, const char *value)
{
    open_field(out, name);
    buffer_append_format(out, "{%s}", value);
}

static void write_text(struct buffer *out, const char *name, const char *value)
{
    if (!*value)
        return;
    open_field(out, name);
    buffer_append_byte(out, '{');
    tex_append(out, bytes_of(value));
    buffer_append_byte(out, '}');
}

/* In braces of its own: a style may neither change its capitals (they are names, in French) nor take the words of an
 * institution for first and last names. */
static void write_guarded(struct buffer *out, const char *name, const char *value)
{
    if (!*value)
        return;
    open_field(out, name);
    buffer_append_text(out, "{{");
    tex_append(out, bytes_of(value));
    buffer_append_text(out, "}}");
}

static void write_iso(struct buffer *out, const char *name, struct date date)
{
    char iso[DATE_ISO_BYTES];
    date_format_iso(date, iso);
    if (*iso)
        write_plain(out, name, iso);
}

/* `date` is biblatex's, the others are BibTeX's; months are macros of the style. */
static void write_date(struct buffer *out, struct date date)
{
    static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                          "jul", "aug", "sep", "oct", "nov", "dec" };
    if (!date.year)
        return;
    write_iso(out, "date", date);
    open_field(out, "year");
    buffer_append_format(out, "{%d}", date.year);
    if (!date.month)
        return;
    open_field(out, "month");
    buffer_append_text(out, months[date.month - 1]);
}

static void write_keywords(struct buffer *out, const struct reference *reference)
{
    struct buffer list = BUFFER_EMPTY;
    for (size_t i = 0; i < reference->keywords.size; i++) {
        char byte = reference->keywords.bytes[i];
        buffer_append_text(&list, byte == '\n' ? "," : "");
        buffer_append_byte(&list, byte == '\n' ? ' ' : byte);
    }
    write_text(out, "keywords", list.bytes);
    printer_end_part(&list, out);
}

static void write_language(struct buffer *out, enum language language)
{
    if (language == LANGUAGE_UNKNOWN)
        return;
    const char *name = language == LANGUAGE_FRENCH ? "french" : "english";
    write_plain(out, "language", name);
    write_plain(out, "langid", name);
}

/* == Entries ================================================================================================== */

static void bibtex_nothing(const struct print_settings *settings, const struct search_answer *answer,
                           struct buffer *out)
{
    (void)settings;
    (void)answer;
    (void)out;
}

static void bibtex_hit(const struct print_settings *settings, const struct search_answer *answer,
                       const struct answer_hit *hit, struct buffer *out)
{
    struct reference reference;
    (void)answer;
    reference_make(settings, hit, &reference);
    bool report = reference.kind == KIND_REPORT;
    if (!printer_is_first(settings, hit))
        buffer_append_byte(out, '\n');
    buffer_append_format(out, "@%s{%s", report ? "techreport" : "misc", reference.key);
    write_guarded(out, "author", reference.issuer);
    write_guarded(out, "title", reference.title.bytes);
    write_text(out, report ? "type" : "howpublished", reference.genre);
    write_guarded(out, report ? "institution" : "publisher", reference_publisher(&reference));
    write_date(out, reference.date);
    if (reference.url.size)
        write_plain(out, "url", reference.url.bytes);
    write_iso(out, "urldate", reference.seen);
    write_text(out, "note", reference.place.bytes);
    write_language(out, reference.language);
    write_keywords(out, &reference);
    buffer_append_text(out, "\n}\n");
    reference_clear(&reference, out);
}

const struct printer printer_bibtex = {
    .name = "bibtex",
    .mime = "application/x-bibtex; charset=utf-8",
    .help = "references for LaTeX",
    .whole = true,
    .bare = true,
    .begin = bibtex_nothing,
    .hit = bibtex_hit,
    .end = bibtex_nothing,
};
