/* Answers for people at a terminal: hits with their matches marked, facets as tables, years as bars. */
#include <string.h>

#include "language/messages.h"
#include "query/harmless.h"
#include "query/labels.h"
#include "query/print/print_explain.h"
#include "query/print/terminal.h"

enum {
    INDENT = 4,          /* of everything below a hit's title */
    WIDEST = 100,        /* longer lines are hard to read, however wide the terminal */
    NARROWEST = 40,      /* on a narrower one lines break where they like */
    FACET_ROWS = 12,     /* of one facet; the rest is summed up */
    LABEL_COLUMNS = 40,  /* a longer label pushes its number aside */
    BAR_COLUMNS = 40,    /* of the longest bar */
    COUNTRIES_SHOWN = 4, /* of one hit, the most mentioned; the rest is counted */
};

/* == Lines ==================================================================================================== */

/* Writes words with single spaces between them, in lines no longer than the terminal's. */
struct line {
    const struct print_settings *settings;
    struct buffer *out;
    size_t width; /* 0: lines never break */
    size_t column;
    bool begun;
    const char *plain; /* the colour of what is not marked, "" for none */
};

static struct line line_at(const struct print_settings *settings, struct buffer *out, size_t column)
{
    size_t width = settings->columns < WIDEST ? settings->columns : WIDEST;
    return (struct line){ settings, out, width < NARROWEST ? 0 : width, column, false, "" };
}

static void line_make_room(struct line *line, size_t columns)
{
    bool full = line->width && line->column + line->begun + columns > line->width;
    if (full && line->begun) {
        buffer_append_format(line->out, "\n%*s", INDENT, "");
        line->column = INDENT;
    } else if (line->begun) {
        buffer_append_byte(line->out, ' ');
        line->column++;
    }
    line->column += columns;
    line->begun = true;
}

/* Write a word, with the parts of it that the snippet marks in their colour. `mark` is the next one to come. */
static void line_add_word(struct line *line, const struct snippet *snippet, size_t begin, size_t end, size_t *mark)
{
    const char *text = snippet->text.data;
    line_make_room(line, terminal_columns((struct bytes){ text + begin, end - begin }));
    for (; *mark < snippet->mark_count && snippet->marks[*mark].offset < end; ++*mark) {
        size_t from = snippet->marks[*mark].offset, to = from + snippet->marks[*mark].length;
        if (from < begin || to > end)
            continue; /* of several words, such as 1 250 000 */
        buffer_append(line->out, text + begin, from - begin);
        terminal_colour(line->settings, line->out, COLOUR_MATCH);
        buffer_append(line->out, text + from, to - from);
        terminal_colour(line->settings, line->out, COLOUR_OFF);
        terminal_colour(line->settings, line->out, line->plain);
        begin = to;
    }
    buffer_append(line->out, text + begin, end - begin);
}

/* May a line end at this space? Not inside a number, nor between a word and the sign that belongs to it: French sets
 * « », : ; ! ? % and $ apart by a space that does not break. */
static bool may_break(struct bytes text, size_t space)
{
    static const char *const closing[] = { "»", ":", ";", "!", "?", "%", "$" };
    struct bytes before = { text.data, space }, after = { text.data + space + 1, text.size - space - 1 };
    if (bytes_end(before, "«"))
        return false;
    if (before.size && after.size && byte_is_digit(before.data[space - 1]) && byte_is_digit(*after.data))
        return false;
    for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
        if (bytes_begin(after, closing[i]))
            return false;
    return true;
}

/* Where the run of words ends that begins at `begin` and stays on one line. */
static size_t unbroken_end(struct bytes text, size_t begin)
{
    for (size_t at = begin; at < text.size; at++)
        if (text.data[at] == ' ' && may_break(text, at))
            return at;
    return text.size;
}

static void line_add_snippet(struct line *line, const struct snippet *snippet)
{
    size_t mark = 0;
    struct bytes text = snippet->text;
    terminal_colour(line->settings, line->out, line->plain);
    for (size_t begin = 0; begin < text.size;) {
        size_t end = unbroken_end(text, begin);
        line_add_word(line, snippet, begin, end, &mark);
        begin = end + 1;
    }
    if (*line->plain)
        terminal_colour(line->settings, line->out, COLOUR_OFF);
}

/* == Hits ===================================================================================================== */

static void write_title(const struct print_settings *settings, const struct answer_hit *hit, struct buffer *out)
{
    const char *untitled = message_in(settings->request->ui, "Untitled");
    struct snippet title = hit->title;
    if (title.text.size == 0)
        title = (struct snippet){ .text = { untitled, strlen(untitled) } };
    size_t before = out->size;
    buffer_append_format(out, "%2u. ", hit->rank);
    struct line line = line_at(settings, out, out->size - before);
    line.plain = COLOUR_TITLE;
    line_add_snippet(&line, &title);
    buffer_append_byte(out, '\n');
}

/* One more fact in the line under the title. */
static void write_fact(struct buffer *facts, struct bytes fact)
{
    if (fact.size == 0)
        return;
    buffer_append_text(facts, facts->size ? " · " : "");
    harmless_append(facts, fact);
}

static void write_value(const struct print_settings *settings, struct buffer *facts, enum field_id field,
                        const char *value)
{
    struct bytes bytes = { value, strlen(value) };
    if (bytes.size)
        write_fact(facts, label_of_value(settings->names, field, bytes, settings->request->ui));
}

/* Several values of one field, as one fact: "Haiti, Mali". */
static void add_to_list(const struct print_settings *settings, struct buffer *list, enum field_id field,
                        const char *value)
{
    struct bytes bytes = { value, strlen(value) };
    struct bytes label = label_of_value(settings->names, field, bytes, settings->request->ui);
    buffer_append_format(list, "%s%.*s", list->size ? ", " : "", (int)label.size, label.data);
}

static void write_list(struct buffer *facts, struct buffer *list)
{
    write_fact(facts, buffer_view(list));
    printer_end_part(list, facts);
}

static void write_countries(const struct print_settings *settings, const struct record *record, struct buffer *facts)
{
    struct buffer list = BUFFER_EMPTY;
    size_t shown = record->country_count <= COUNTRIES_SHOWN + 1 ? record->country_count : COUNTRIES_SHOWN;
    for (size_t i = 0; i < shown; i++)
        add_to_list(settings, &list, FIELD_COUNTRY, record->countries[i].code);
    if (shown < record->country_count) {
        struct buffer others = BUFFER_EMPTY;
        message_append_number(&others, record->country_count - shown, settings->request->ui);
        buffer_append_text(&list, ", ");
        buffer_append_format(
            &list, message_count_in(settings->request->ui, record->country_count - shown, "%s other", "%s others"),
            others.bytes);
        printer_end_part(&others, &list);
    }
    write_list(facts, &list);
}

static void write_goals(const struct print_settings *settings, const struct record *record, struct buffer *facts)
{
    struct buffer list = BUFFER_EMPTY;
    for (size_t i = 0; i < record->goal_count; i++)
        add_to_list(settings, &list, FIELD_GOAL, record->goals[i].id);
    write_list(facts, &list);
}

static void write_period(const struct print_settings *settings, const struct record *record, struct buffer *facts)
{
    char from[DATE_WORDS_BYTES], to[DATE_WORDS_BYTES], period[4 * DATE_WORDS_BYTES];
    bool french = settings->request->ui == LANGUAGE_FRENCH;
    if (!record->period.range.from.year)
        return;
    date_format_words(record->period.range.from, french, from);
    date_format_words(record->period.range.to, french, to);
    snprintf(period, sizeof period, message_in(settings->request->ui, "covers %s to %s"), from, to);
    write_fact(facts, bytes_of(period));
}

static void write_facts(const struct print_settings *settings, const struct record *record, struct buffer *out)
{
    struct buffer facts = BUFFER_EMPTY;
    char date[DATE_WORDS_BYTES];
    date_format_words(record->date.value, settings->request->ui == LANGUAGE_FRENCH, date);
    const char *undated = message_in(settings->request->ui, "undated");
    const char *shown = record->date.value.year ? date : undated;
    write_fact(&facts, bytes_of(shown));
    write_value(settings, &facts, FIELD_KIND, record_kind_name(record->kind));
    write_value(settings, &facts, FIELD_LANGUAGE, language_code(record->language));
    write_period(settings, record, &facts);
    write_countries(settings, record, &facts);
    write_goals(settings, record, &facts);

    struct snippet whole = { .text = { facts.bytes, facts.size } };
    struct line line = line_at(settings, out, INDENT);
    line.plain = COLOUR_FAINT;
    buffer_append_format(out, "%*s", INDENT, "");
    line_add_snippet(&line, &whole);
    buffer_append_byte(out, '\n');
    printer_end_part(&facts, out);
}

/* "page iv (4 of 92):", before what stands there. */
static void write_page(const struct print_settings *settings, const struct hit_page *page, struct line *line)
{
    if (!page->number)
        return;
    struct buffer told = BUFFER_EMPTY;
    hit_page_tell(page, settings->request->ui, &told);
    buffer_append_byte(&told, ':');
    struct snippet whole = { .text = { told.bytes, told.size } };
    line->plain = COLOUR_FAINT;
    line_add_snippet(line, &whole);
    line->plain = "";
    printer_end_part(&told, line->out);
}

static void write_snippet(const struct print_settings *settings, const struct answer_hit *hit, struct buffer *out)
{
    const struct snippet *snippet = &hit->snippet;
    if (snippet->text.size == 0)
        return;
    struct line line = line_at(settings, out, INDENT);
    buffer_append_format(out, "%*s", INDENT, "");
    write_page(settings, &hit->page, &line);
    buffer_append_text(out, !snippet->cut_before ? "" : line.begun ? " …" : "… ");
    line.column += snippet->cut_before ? 2 : 0;
    line_add_snippet(&line, snippet);
    buffer_append_text(out, snippet->cut_after ? " …\n" : "\n");
}

static void text_hit(const struct print_settings *settings, const struct search_answer *answer,
                     const struct answer_hit *hit, struct buffer *out)
{
    (void)answer;
    if (!printer_is_first(settings, hit))
        buffer_append_byte(out, '\n');
    write_title(settings, hit, out);
    write_facts(settings, &hit->record, out);
    char fragment[HIT_PAGE_FRAGMENT_BYTES];
    hit_page_fragment(&hit->page, &hit->record, fragment);
    write_snippet(settings, hit, out);
    buffer_append_format(out, "%*s", INDENT, "");
    harmless_append_text(out, hit->record.uri);
    buffer_append_format(out, "%s\n", fragment);
}

/* == How many ================================================================================================= */

static void write_total(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    enum language ui = settings->request->ui;
    struct buffer total = BUFFER_EMPTY, first = BUFFER_EMPTY;
    message_append_number(&total, answer->total, ui);
    message_append_number(&first, (uint64_t)settings->request->offset + 1, ui);
    if (answer->total == 0)
        buffer_append_text(out, message_in(ui, "No document found"));
    else if (settings->request->offset > 0)
        buffer_append_format(
            out,
            message_count_in(ui, answer->total, "%s document, from number %s on", "%s documents, from number %s on"),
            total.bytes, first.bytes);
    else
        buffer_append_format(out, message_count_in(ui, answer->total, "%s document", "%s documents"), total.bytes);
    buffer_append_byte(out, '\n');
    printer_end_part(&total, out);
    printer_end_part(&first, out);
}

static void text_begin(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    enum language ui = settings->request->ui;
    if (settings->request->explain)
        explain_text(settings, answer, out);
    if (answer->relaxed) {
        buffer_append_format(out, message_in(ui, "No document has all the words: these have %u of %u"),
                             answer->words_matched, answer->words_asked);
        buffer_append_byte(out, '\n');
    }
    write_total(settings, answer, out);
    advise_text(settings, answer, out);
    if (answer->hit_count)
        buffer_append_byte(out, '\n');
}

/* == Tables =================================================================================================== */

static size_t widest_label(const struct answer_facet *facet, size_t rows, const char *without)
{
    size_t widest = terminal_columns(bytes_of(without));
    for (size_t i = 0; i < rows; i++) {
        size_t columns = terminal_columns(bytes_of(facet->counts[i].label));
        if (columns > widest && columns <= LABEL_COLUMNS)
            widest = columns;
    }
    return widest;
}

static void write_row(struct buffer *out, const char *label, uint32_t count, bool selected, size_t width,
                      enum language ui)
{
    enum { NUMBER_COLUMNS = 9 };
    struct buffer number = BUFFER_EMPTY;
    struct bytes text = { label, strlen(label) };
    message_append_number(&number, count, ui);
    size_t gap = terminal_columns(text) < width ? width - terminal_columns(text) : 0;
    size_t digits = terminal_columns(buffer_view(&number));
    size_t lead = digits < NUMBER_COLUMNS ? NUMBER_COLUMNS - digits : 1;
    buffer_append_format(out, "  %s ", selected ? "*" : " ");
    harmless_append(out, text);
    buffer_append_format(out, "%*s%s\n", (int)(gap + lead), "", number.bytes);
    printer_end_part(&number, out);
}

static void write_facet(const struct print_settings *settings, const struct answer_facet *facet, struct buffer *out)
{
    enum language ui = settings->request->ui;
    const char *without = message_in(ui, "none stated");
    size_t rows = facet->count_count <= FACET_ROWS + 1 ? facet->count_count : FACET_ROWS; /* never "1 others" */
    size_t width = widest_label(facet, rows, without);
    buffer_append_format(out, "\n%s\n", label_of_field(facet->field, ui));
    for (size_t i = 0; i < rows; i++)
        write_row(out, facet->counts[i].label, facet->counts[i].count, facet->counts[i].selected, width, ui);
    if (facet->without)
        write_row(out, without, facet->without, false, width, ui);
    if (facet->count_count > rows) {
        struct buffer others = BUFFER_EMPTY;
        message_append_number(&others, facet->count_count - rows, ui);
        buffer_append_text(out, "    ");
        buffer_append_format(out, message_count_in(ui, facet->count_count - rows, "%s other", "%s others"),
                             others.bytes);
        buffer_append_byte(out, '\n');
        printer_end_part(&others, out);
    }
}

/* A bar as long as its count is beside the largest; the least of them is seen. */
static void write_bar(struct buffer *out, const char *label, uint32_t count, uint32_t most, size_t width,
                      enum language ui)
{
    uint64_t blocks = most ? ((uint64_t)count * BAR_COLUMNS + most - 1) / most : 0;
    size_t columns = terminal_columns(bytes_of(label));
    buffer_append_format(out, "    %s%*s  ", label, (int)(columns < width ? width - columns : 0), "");
    for (uint64_t i = 0; i < blocks; i++)
        buffer_append_text(out, "█");
    buffer_append_text(out, blocks ? " " : "");
    message_append_number(out, count, ui);
    buffer_append_byte(out, '\n');
}

static void write_histogram(const struct print_settings *settings, const struct answer_facet *years, const char *name,
                            struct buffer *out)
{
    enum language ui = settings->request->ui;
    const char *undated = message_in(ui, "undated");
    uint32_t most = years->without;
    for (size_t i = 0; i < years->count_count; i++)
        most = years->counts[i].count > most ? years->counts[i].count : most;
    size_t width = widest_label(years, years->count_count, years->without ? undated : "");
    buffer_append_format(out, "\n%s\n", name);
    for (size_t i = 0; i < years->count_count; i++)
        write_bar(out, years->counts[i].label, years->counts[i].count, most, width, ui);
    if (years->without)
        write_bar(out, undated, years->without, most, width, ui);
}

static void text_end(const struct print_settings *settings, const struct search_answer *answer, struct buffer *out)
{
    for (size_t i = 0; i < answer->facet_count && answer->total; i++)
        write_facet(settings, &answer->facets[i], out);
    enum language ui = settings->request->ui;
    if (answer->histogram && answer->total)
        write_histogram(settings, answer->histogram, label_of_field(FIELD_DATE, ui), out);
    if (answer->months && answer->total)
        write_histogram(settings, answer->months, message_in(ui, "Months"), out);
}

const struct printer printer_text = {
    .name = "text",
    .mime = "text/plain; charset=utf-8",
    .help = "for people",
    .begin = text_begin,
    .hit = text_hit,
    .end = text_end,
};
