/* The statement of a search: query as understood, filters, counts, index, day, program. */
#include "query/print/print_statement.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "language/messages.h"
#include "query/harmless.h"
#include "query/labels.h"
#include "query/print/terminal.h"
#include "shim/xapian_shim.h"

enum { NAME_COLUMNS = 13, FORMS_SHOWN = 30, ROWS_SHOWN = 20 };

struct lines {
    const struct print_settings *settings;
    const struct search_answer *answer;
    enum language ui;
    struct buffer *out;
};

static void begin_line(const struct lines *lines, const char *name)
{
    buffer_append_text(lines->out, "  ");
    buffer_append_text(lines->out, name);
    size_t columns = terminal_columns(bytes_of(name));
    terminal_pad(lines->out, (columns < NAME_COLUMNS ? NAME_COLUMNS - columns : 0) + 1);
}

static void begin_told(const struct lines *lines, const char *name)
{
    begin_line(lines, message_in(lines->ui, name));
}

static void end_line(const struct lines *lines)
{
    buffer_append_byte(lines->out, '\n');
}

static void write_line(const struct lines *lines, const char *name, const char *value)
{
    begin_told(lines, name);
    harmless_append_text(lines->out, value);
    end_line(lines);
}

static void append_day(const struct lines *lines, int64_t seconds)
{
    char words[DATE_WORDS_BYTES];
    date_format_words(date_from_unix(seconds), lines->ui == LANGUAGE_FRENCH, words);
    buffer_append_text(lines->out, words);
}

/* == The search =============================================================================================== */

/* "Search of November 23, 2026, 10:04 UTC" */
static void write_headline(const struct lines *lines)
{
    const struct statement *statement = lines->settings->statement;
    int64_t minutes = statement->searched_s / 60 % (24 * 60);
    terminal_colour(lines->settings, lines->out, COLOUR_TITLE);
    buffer_append_text(lines->out, message_in(lines->ui, "Search of "));
    append_day(lines, statement->searched_s);
    buffer_append_format(lines->out, message_in(lines->ui, ", %02d:%02d UTC"), (int)(minutes / 60),
                         (int)(minutes % 60));
    terminal_colour(lines->settings, lines->out, COLOUR_OFF);
    buffer_append_text(lines->out, "\n");
}

/* "ecole: écoles 12, école 9" */
static void write_word(const struct lines *lines, const struct plan_word *word)
{
    begin_told(lines, MESSAGE("Word"));
    buffer_append_format(lines->out, message_in(lines->ui, "%s: %s"), word->typed, "");
    if (word->form_count == 0)
        buffer_append_text(lines->out, message_in(lines->ui, "in no document"));
    for (size_t i = 0; i < word->form_count && i < FORMS_SHOWN; i++) {
        const struct lexicon_form *form = &word->forms[i];
        buffer_append_format(lines->out, "%s%.*s ", i ? ", " : "", (int)form->form.size, form->form.data);
        message_append_number(lines->out, form->document_count, lines->ui);
    }
    if (word->form_count > FORMS_SHOWN) {
        struct buffer more = BUFFER_EMPTY;
        message_append_number(&more, word->form_count - FORMS_SHOWN, lines->ui);
        buffer_append_byte(lines->out, ' ');
        buffer_append_format(
            lines->out,
            message_count_in(lines->ui, word->form_count - FORMS_SHOWN, "and %s more form", "and %s more forms"),
            more.bytes);
        printer_end_part(&more, lines->out);
    }
    end_line(lines);
}

/* What the words were taken to be in, which decides on their endings. */
static void write_language(const struct lines *lines)
{
    enum language language = lines->answer->plan.language;
    if (lines->answer->plan.word_count)
        write_line(lines, MESSAGE("Words in"),
                   message_in(lines->ui, language == LANGUAGE_FRENCH    ? MESSAGE("French")
                                         : language == LANGUAGE_ENGLISH ? MESSAGE("English")
                                                                        : MESSAGE("Either language")));
}

static void write_filter(const struct lines *lines, const struct plan_filter *filter)
{
    const struct field *field = &fields[filter->field];
    begin_told(lines, MESSAGE("Filter"));
    buffer_append_format(lines->out, "%s:", lines->ui == LANGUAGE_FRENCH ? field->french : field->name);
    harmless_append_text(lines->out, filter->typed);
    buffer_append_text(lines->out, " = ");
    harmless_append_text(lines->out, filter->meaning);
    end_line(lines);
}

static void write_required(const struct lines *lines)
{
    const struct search_answer *answer = lines->answer;
    if (answer->plan.word_count < 2)
        return;
    begin_told(lines, MESSAGE("Required"));
    if (answer->relaxed)
        buffer_append_format(lines->out, message_in(lines->ui, "%u of %u words: no document has them all"),
                             answer->words_matched, answer->words_asked);
    else
        buffer_append_text(lines->out,
                           message_in(lines->ui, lines->settings->request->match == MATCH_ANY
                                                     ? MESSAGE("any of the words")
                                                     : MESSAGE("all of the words but the most common ones")));
    if (lines->settings->request->across)
        buffer_append_text(lines->out, message_in(lines->ui, "; or their translations"));
    end_line(lines);
}

/* == What was found =========================================================================================== */

static void append_count(const struct lines *lines, const char *divider, const char *label, uint32_t count)
{
    buffer_append_format(lines->out, "%s%s ", divider, label);
    message_append_number(lines->out, count, lines->ui);
}

/* "Kinds   Release 8, Report 2" */
static void write_facet(const struct lines *lines, const struct answer_facet *facet, const char *without)
{
    size_t shown = 0;
    begin_line(lines, label_of_field(facet->field, lines->ui));
    for (size_t i = 0; i < facet->count_count && shown < ROWS_SHOWN; i++)
        if (facet->counts[i].count)
            append_count(lines, shown++ ? ", " : "", facet->counts[i].label, facet->counts[i].count);
    if (facet->count_count > ROWS_SHOWN)
        buffer_append_text(lines->out, ", …");
    if (facet->without)
        append_count(lines, shown ? ", " : "", without, facet->without);
    end_line(lines);
}

/* "Years   2001 to 2011, undated 1" */
static void write_years(const struct lines *lines, const struct answer_facet *years)
{
    const char *undated = message_in(lines->ui, "undated");
    if (years->count_count < 3) {
        write_facet(lines, years, undated);
        return;
    }
    begin_line(lines, label_of_field(FIELD_DATE, lines->ui));
    buffer_append_format(lines->out, message_in(lines->ui, "%s to %s"), years->counts[0].label,
                         years->counts[years->count_count - 1].label);
    if (years->without)
        append_count(lines, ", ", undated, years->without);
    end_line(lines);
}

static void write_found(const struct lines *lines)
{
    const struct search_answer *answer = lines->answer;
    struct buffer total = BUFFER_EMPTY;
    message_append_number(&total, answer->total, lines->ui);
    begin_told(lines, MESSAGE("Found"));
    if (answer->total)
        buffer_append_format(lines->out, message_count_in(lines->ui, answer->total, "%s document", "%s documents"),
                             total.bytes);
    else
        buffer_append_text(lines->out, message_in(lines->ui, "No document found"));
    end_line(lines);
    printer_end_part(&total, lines->out);
    if (answer->total == 0)
        return;
    for (size_t i = 0; i < answer->facet_count; i++)
        if (answer->facets[i].field == FIELD_KIND || answer->facets[i].field == FIELD_LANGUAGE)
            write_facet(lines, &answer->facets[i], message_in(lines->ui, "none stated"));
    if (answer->histogram)
        write_years(lines, answer->histogram);
}

/* == Where it was searched ==================================================================================== */

static void write_index(const struct lines *lines)
{
    const struct statement *statement = lines->settings->statement;
    struct buffer documents = BUFFER_EMPTY;
    message_append_number(&documents, lines->answer->document_count, lines->ui);
    begin_told(lines, MESSAGE("Index"));
    harmless_append_text(lines->out, statement->index);
    buffer_append_format(lines->out, message_in(lines->ui, ", generation %lu"), lines->answer->generation);
    if (statement->made_s) {
        buffer_append_text(lines->out, message_in(lines->ui, " of "));
        append_day(lines, statement->made_s);
    }
    buffer_append_text(lines->out, ", ");
    buffer_append_format(lines->out,
                         message_count_in(lines->ui, lines->answer->document_count, "%s document", "%s documents"),
                         documents.bytes);
    end_line(lines);
    printer_end_part(&documents, lines->out);
}

static void statement_begin(const struct print_settings *settings, const struct search_answer *answer,
                            struct buffer *out)
{
    const struct lines lines = { settings, answer, settings->request->ui, out };
    char program[96];
    snprintf(program, sizeof program, "depeche-query %s (xapian-core %s)", DEPECHE_VERSION, xs_version());
    write_headline(&lines);
    write_line(&lines, MESSAGE("Query"),
               *settings->request->query ? settings->request->query
                                         : message_in(lines.ui, "(none: all that the filters let pass)"));
    write_language(&lines);
    for (size_t i = 0; i < answer->plan.word_count; i++)
        write_word(&lines, &answer->plan.list[i]);
    write_required(&lines);
    for (size_t i = 0; i < answer->plan.filter_count; i++)
        write_filter(&lines, &answer->plan.filter_list[i]);
    write_found(&lines);
    write_index(&lines);
    write_line(&lines, MESSAGE("Program"), program);
    write_line(&lines, MESSAGE("Command"), settings->statement->command);
}

static void statement_hit(const struct print_settings *settings, const struct search_answer *answer,
                          const struct answer_hit *hit, struct buffer *out)
{
    (void)settings;
    (void)answer;
    (void)hit;
    (void)out;
}

static void statement_end(const struct print_settings *settings, const struct search_answer *answer,
                          struct buffer *out)
{
    statement_hit(settings, answer, NULL, out);
}

const struct printer printer_statement = {
    .name = "statement",
    .mime = "text/plain; charset=utf-8",
    .help = "what was searched, how, and what was found",
    .begin = statement_begin,
    .hit = statement_hit,
    .end = statement_end,
};
