/* A concordance for people: what was found stands in one column, with what is before and after it on both sides. */
#include <string.h>

#include "language/messages.h"
#include "query/concordance/concordance_inside.h"
#include "query/harmless.h"
#include "query/print/terminal.h"

enum {
    NARROWEST = 40,      /* a terminal that says less is none */
    INDENT = 2,          /* of lines below the title of their document */
    PLACE_COLUMNS = 8,   /* "p. 12" before such lines */
    MATCH_COLUMNS = 12,  /* left for what was found; longer takes from the right side */
    PLAIN_CONTEXT = 40,  /* columns on each side in a file */
    DOCUMENT_LEAST = 18, /* columns for the document after a line that stands by itself */
    DOCUMENT_MOST = 44,
};

/* The columns of a line. */
struct layout {
    size_t place, left, right, document; /* `right` with what was found; document 0: as many as it takes */
};

static struct layout layout_of(const struct concordance_settings *settings)
{
    size_t width = settings->print->columns;
    struct layout layout = { .left = settings->context ? settings->context : PLAIN_CONTEXT };
    bool by_document = concordance_by_document(settings);
    layout.place = by_document ? INDENT + PLACE_COLUMNS : 0;
    layout.right = layout.left + MATCH_COLUMNS;
    if (width < NARROWEST)
        return layout;
    if (!by_document) {
        layout.document = width / 4 < DOCUMENT_LEAST ? DOCUMENT_LEAST : width / 4;
        layout.document = layout.document > DOCUMENT_MOST ? DOCUMENT_MOST : layout.document;
    }
    size_t taken = layout.place + (by_document ? 0 : layout.document + 2);
    size_t rest = width > taken + MATCH_COLUMNS ? width - taken : MATCH_COLUMNS + 2;
    size_t side = (rest - MATCH_COLUMNS) / 2;
    if (!settings->context || side < settings->context) {
        layout.left = side;
        layout.right = rest - side;
    }
    return layout;
}

static unsigned text_context(const struct concordance_settings *settings)
{
    struct layout layout = layout_of(settings);
    return (unsigned)(layout.left > layout.right ? layout.left : layout.right);
}

/* == Documents ================================================================================================ */

static void append_date(const struct concordance_settings *settings, const struct record *record, struct buffer *out)
{
    char date[DATE_WORDS_BYTES];
    enum language ui = settings->print->request->ui;
    date_format_words(record->date.value, ui == LANGUAGE_FRENCH, date);
    buffer_append_text(out, *date ? date : message_in(ui, "undated"));
}

static void append_title(const struct concordance_settings *settings, const struct record *record, struct buffer *out)
{
    size_t before = out->size;
    harmless_append_text(out, record->title);
    if (out->size == before)
        buffer_append_text(out, message_in(settings->print->request->ui, "Untitled"));
}

static void append_line(const struct concordance_settings *settings, struct buffer *line, size_t indent,
                        struct buffer *out)
{
    size_t width = settings->print->columns;
    struct bytes text = { line->bytes, line->size };
    terminal_append_cut(out, text, width < NARROWEST ? SIZE_MAX : width - indent);
    printer_end_part(line, out);
}

static void text_hit(const struct concordance_settings *settings, const struct answer_hit *hit, struct buffer *out)
{
    const struct print_settings *print = settings->print;
    struct buffer title = BUFFER_EMPTY, facts = BUFFER_EMPTY;
    buffer_append_text(out, "\n");
    terminal_colour(print, out, COLOUR_TITLE);
    append_title(settings, &hit->record, &title);
    append_line(settings, &title, 0, out);
    terminal_colour(print, out, COLOUR_OFF);
    buffer_append_format(out, "\n%*s", INDENT, "");
    terminal_colour(print, out, COLOUR_FAINT);
    append_date(settings, &hit->record, &facts);
    buffer_append_text(&facts, " · ");
    harmless_append_text(&facts, hit->record.uri);
    append_line(settings, &facts, INDENT, out);
    terminal_colour(print, out, COLOUR_OFF);
    buffer_append_byte(out, '\n');
}

/* == Lines ==================================================================================================== */

/* "p. 12", "title"; nothing in a text without pages. */
static void append_place(const struct concordance_settings *settings, const struct concordance_line *line,
                         struct buffer *out)
{
    enum language ui = settings->print->request->ui;
    struct buffer label = BUFFER_EMPTY;
    harmless_append_text(&label, line->page.label);
    if (label.size == 0)
        buffer_append_format(&label, "%zu", line->page.number);
    if (line->in_title)
        buffer_append_text(out, message_in(ui, "title"));
    else if (line->page.number)
        buffer_append_format(out, message_in(ui, "p. %s"), label.bytes);
    printer_end_part(&label, out);
}

static void write_place(const struct concordance_settings *settings, const struct concordance_line *line,
                        struct buffer *out)
{
    struct buffer place = BUFFER_EMPTY;
    append_place(settings, line, &place);
    buffer_append_format(out, "%*s", INDENT, "");
    terminal_colour(settings->print, out, COLOUR_FAINT);
    size_t columns = terminal_append_cut(out, buffer_view(&place), PLACE_COLUMNS - 1);
    terminal_colour(settings->print, out, COLOUR_OFF);
    terminal_pad(out, PLACE_COLUMNS - columns);
    printer_end_part(&place, out);
}

/* The document after a line that stands among lines of others. */
static void write_document(const struct concordance_settings *settings, const struct concordance_line *line,
                           size_t columns, struct buffer *out)
{
    struct buffer text = BUFFER_EMPTY;
    char date[DATE_ISO_BYTES];
    enum { DATE_COLUMNS = 10 };
    date_format_iso(line->hit->record.date.value, date);
    buffer_append_format(&text, "%-*s ", DATE_COLUMNS, *date ? date : "-");
    size_t before = text.size;
    if (!line->in_title)
        append_place(settings, line, &text);
    if (text.size > before)
        buffer_append_byte(&text, ' ');
    append_title(settings, &line->hit->record, &text);
    if (columns == 0) {
        buffer_append_text(&text, "  ");
        harmless_append_text(&text, line->hit->record.uri);
    }
    buffer_append_text(out, "  ");
    terminal_colour(settings->print, out, COLOUR_FAINT);
    terminal_append_cut(out, buffer_view(&text), columns ? columns : SIZE_MAX);
    terminal_colour(settings->print, out, COLOUR_OFF);
    printer_end_part(&text, out);
}

/* A side that was cut for its columns begins, or ends, with a whole word. */
static struct bytes fit_left(struct bytes left, size_t columns)
{
    struct bytes end = terminal_end(left, columns);
    bool inside = end.size < left.size && end.size && *end.data != ' ' && end.data[-1] != ' ';
    const char *space = inside ? memchr(end.data, ' ', end.size - 1) : NULL;
    if (space) {
        end.size -= (size_t)(space + 1 - end.data);
        end.data = space + 1;
    }
    return end;
}

static struct bytes fit_right(struct bytes right, size_t columns)
{
    struct bytes beginning = terminal_beginning(right, columns);
    size_t size = beginning.size;
    if (size < right.size && right.data[size] != ' ')
        while (size > 0 && right.data[size - 1] != ' ')
            size--;
    if (size > 0)
        beginning.size = size;
    while (beginning.size && beginning.data[beginning.size - 1] == ' ')
        beginning.size--;
    return beginning;
}

static void text_line(const struct concordance_settings *settings, const struct concordance_line *line,
                      struct buffer *out)
{
    struct layout layout = layout_of(settings);
    struct bytes left = fit_left(line->left, layout.left);
    struct bytes match = terminal_beginning(line->match, layout.right);
    size_t found = terminal_columns(match);
    struct bytes right = fit_right(line->right, layout.right > found ? layout.right - found : 0);
    if (layout.place)
        write_place(settings, line, out);
    terminal_pad(out, layout.left - terminal_columns(left));
    buffer_append(out, left.data, left.size);
    terminal_colour(settings->print, out, COLOUR_MATCH);
    buffer_append(out, match.data, match.size);
    terminal_colour(settings->print, out, COLOUR_OFF);
    buffer_append(out, right.data, right.size);
    if (!concordance_by_document(settings)) {
        size_t taken = found + terminal_columns(right);
        terminal_pad(out, layout.right > taken ? layout.right - taken : 0);
        write_document(settings, line, layout.document, out);
    }
    buffer_append_byte(out, '\n');
}

/* == The whole ================================================================================================ */

static void text_begin(const struct concordance_settings *settings, const struct search_answer *answer,
                       struct buffer *out)
{
    if (!answer->relaxed)
        return;
    buffer_append_format(
        out, message_in(settings->print->request->ui, "No document has all the words: these have %u of %u"),
        answer->words_matched, answer->words_asked);
    buffer_append_byte(out, '\n');
}

static void text_end(const struct concordance_settings *settings, const struct concordance_counts *counts,
                     struct buffer *out)
{
    enum language ui = settings->print->request->ui;
    struct buffer occurrences = BUFFER_EMPTY, documents = BUFFER_EMPTY;
    message_append_number(&occurrences, counts->occurrences, ui);
    message_append_number(&documents, counts->documents, ui);
    if (counts->occurrences)
        buffer_append_byte(out, '\n');
    if (counts->occurrences == 0)
        buffer_append_text(out, message_in(ui, "No occurrence found"));
    else if (counts->occurrences == 1)
        buffer_append_text(out, message_in(ui, "1 occurrence"));
    else
        buffer_append_format(out,
                             message_count_in(ui, counts->documents, "%s occurrences in %s document",
                                              "%s occurrences in %s documents"),
                             occurrences.bytes, documents.bytes);
    buffer_append_byte(out, '\n');
    printer_end_part(&occurrences, out);
    printer_end_part(&documents, out);
}

const struct concordance_printer concordance_text = {
    .name = "text",
    .separator = "",
    .begin = text_begin,
    .hit = text_hit,
    .line = text_line,
    .end = text_end,
    .context = text_context,
};
