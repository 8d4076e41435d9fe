/* References for Zotero, EndNote and their like: RIS, a tag and a value on each line. */
#include "query/harmless.h"
#include "query/print/reference.h"

#include <string.h>

/* A line: two capitals, two spaces, a hyphen, a space, the value, CR LF. A value that broke the line would begin a
 * tag of its own: harmless_append leaves no line end in it. */
static void write_line(struct buffer *out, const char *tag, const char *value)
{
    if (!*value)
        return;
    buffer_append_format(out, "%s  - ", tag);
    harmless_append_text(out, value);
    buffer_append_text(out, "\r\n");
}

/* "2009/04/14/": parts that are not known stay empty, the slashes stand. */
static void write_date(struct buffer *out, const char *tag, struct date date)
{
    if (!date.year)
        return;
    buffer_append_format(out, "%s  - %04d/", tag, date.year);
    if (date.month)
        buffer_append_format(out, "%02d", date.month);
    buffer_append_byte(out, '/');
    if (date.day)
        buffer_append_format(out, "%02d", date.day);
    buffer_append_text(out, "/\r\n");
}

static void write_keywords(struct buffer *out, const struct reference *reference)
{
    struct bytes rest = { reference->keywords.bytes, reference->keywords.size };
    while (rest.size) {
        const char *newline = memchr(rest.data, '\n', rest.size);
        size_t size = newline ? (size_t)(newline - rest.data) : rest.size;
        buffer_append_text(out, "KW  - ");
        buffer_append(out, rest.data, size);
        buffer_append_text(out, "\r\n");
        size += newline ? 1 : 0;
        rest = (struct bytes){ rest.data + size, rest.size - size };
    }
}

static void ris_nothing(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    (void)settings;
    (void)answer;
    (void)out;
}

/* RIS has no type for a press release: it is a report, and M3 says of which kind, as Zotero's own exports do. */
static void ris_hit(const struct print_settings *settings, const struct search_answer *answer,
                    const struct answer_hit *hit, struct buffer *out)
{
    struct reference reference;
    (void)answer;
    reference_make(settings, hit, &reference);
    write_line(out, "TY", reference.kind == KIND_PAGE ? "ELEC" : "RPRT");
    write_line(out, "ID", reference.key);
    write_line(out, "AU", reference.issuer);
    write_line(out, "TI", reference.title.bytes);
    write_line(out, "M3", reference.genre);
    write_line(out, "PB", reference_publisher(&reference));
    if (reference.date.year)
        buffer_append_format(out, "PY  - %04d\r\n", reference.date.year);
    write_date(out, "DA", reference.date);
    write_line(out, "UR", reference.url.bytes);
    write_date(out, "Y2", reference.seen);
    write_line(out, "AV", reference.place.bytes);
    write_line(out, "LA", language_code(reference.language));
    write_keywords(out, &reference);
    buffer_append_text(out, "ER  - \r\n\r\n");
    reference_clear(&reference, out);
}

const struct printer printer_ris = {
    .name = "ris",
    .mime = "application/x-research-info-systems; charset=utf-8",
    .help = "references for Zotero, EndNote and the like",
    .whole = true,
    .bare = true,
    .begin = ris_nothing,
    .hit = ris_hit,
    .end = ris_nothing,
};
