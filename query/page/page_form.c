/* The search form: words, goal, country and dates to choose; other filters go along unseen. */
#include "query/page/page_inside.h"

#include <stdlib.h>

#include "language/fold.h"
#include "record/authority.h"

/* More than there are countries; the rest of a longer list cannot be chosen from the form. */
enum { CHOICES_MOST = 400 };

/* == Choices ================================================================================================== */

struct choice {
    struct bytes id, label;
    char folded[64]; /* the beginning, to sort by */
};

static int compare_choices(const void *left, const void *right)
{
    const struct choice *a = left, *b = right;
    int order = strcmp(a->folded, b->folded);
    return order ? order : (a->id.data > b->id.data) - (a->id.data < b->id.data);
}

static void fill_choice(const struct page *page, enum authority_list list, struct bytes id, struct choice *choice)
{
    char folded[FOLDED_BYTES];
    *choice = (struct choice){ .id = id, .label = names_label(page->names, list, id, page->request->search.ui) };
    size_t size = fold_form(choice->label, folded);
    size = size < sizeof choice->folded ? size : sizeof choice->folded - 1;
    memcpy(choice->folded, folded, size);
}

static bool is_value(struct bytes id, const char *value)
{
    return value && strlen(value) == id.size && memcmp(value, id.data, id.size) == 0;
}

static void write_option(const struct page *page, const struct choice *choice, const char *chosen)
{
    html_markup(page->out, "<option value=\"");
    html_attribute(page->out, choice->id);
    html_markup(page->out, "\"");
    if (is_value(choice->id, chosen))
        html_markup(page->out, " selected");
    html_markup(page->out, ">");
    html_text(page->out, choice->label);
    html_markup(page->out, "\n");
}

/* The names of a list in the order of the alphabet. Without memory there are fewer choices, and the page remains. */
static void write_choices(const struct page *page, enum authority_list list, const char *chosen)
{
    struct bytes *ids = calloc(CHOICES_MOST, sizeof *ids);
    struct choice *choices = calloc(CHOICES_MOST, sizeof *choices);
    size_t count = ids && choices && page->names ? names_all(page->names, list, ids, CHOICES_MOST) : 0;
    count = count < CHOICES_MOST ? count : CHOICES_MOST;
    for (size_t i = 0; i < count; i++)
        fill_choice(page, list, ids[i], &choices[i]);
    if (count)
        qsort(choices, count, sizeof *choices, compare_choices);
    for (size_t i = 0; i < count; i++)
        write_option(page, &choices[i], chosen);
    free(ids);
    free(choices);
}

/* == Fields =================================================================================================== */

static bool is_to_blame(const struct page *page, enum cgi_parameter parameter)
{
    return page->problem && page->problem->status && page->problem->parameter == parameter;
}

static void write_error(const struct page *page, enum cgi_parameter parameter)
{
    if (!is_to_blame(page, parameter))
        return;
    html_markup(page->out, "<p class=\"error\" id=\"error\">");
    page_sentence(page, page->problem->failure.message);
    html_markup(page->out, " ");
    page_sentence(page, page->problem->failure.hint);
    html_markup(page->out, "</p>\n");
}

static void write_label(const struct page *page, enum cgi_parameter parameter, const char *label)
{
    html_markup(page->out, "<label for=\"");
    buffer_append_text(page->out, cgi_parameter_name(parameter));
    html_markup(page->out, "\">");
    page_say(page, label);
    html_markup(page->out, "</label>\n");
    write_error(page, parameter);
}

/* The attributes that all controls have. */
static void write_control(const struct page *page, enum cgi_parameter parameter, bool hinted)
{
    const char *name = cgi_parameter_name(parameter);
    buffer_append_format(page->out, " id=\"%s\" name=\"%s\"", name, name);
    bool error = is_to_blame(page, parameter);
    if (error || hinted)
        buffer_append_format(page->out, " aria-describedby=\"%s%s%s\"", error ? "error" : "",
                             error && hinted ? " " : "", hinted ? "hint" : "");
    if (error)
        html_markup(page->out, " aria-invalid=\"true\"");
}

static void write_value(const struct page *page, const char *value)
{
    html_markup(page->out, " value=\"");
    html_attribute(page->out, page_bytes(value));
    html_markup(page->out, "\">\n");
}

static const char *first_filter(const struct page *page, enum field_id field)
{
    const struct search_request *search = &page->request->search;
    for (size_t i = 0; i < search->filter_count; i++)
        if (search->filters[i].field == field)
            return search->filters[i].value;
    return NULL;
}

static void write_select(const struct page *page, enum field_id field, enum authority_list list, const char *any)
{
    enum cgi_parameter parameter = cgi_parameter_of(field);
    html_markup(page->out, "<div>");
    write_label(page, parameter, page_field_name(field));
    html_markup(page->out, "<select");
    write_control(page, parameter, false);
    html_markup(page->out, ">\n<option value=\"\">");
    page_say(page, any);
    html_markup(page->out, "\n");
    write_choices(page, list, first_filter(page, field));
    html_markup(page->out, "</select></div>\n");
}

static void write_date(const struct page *page, enum cgi_parameter parameter, const char *label, const char *value)
{
    html_markup(page->out, "<div>");
    write_label(page, parameter, label);
    html_markup(page->out, "<input type=\"text\" autocomplete=\"off\"");
    write_control(page, parameter, true);
    write_value(page, value);
    html_markup(page->out, "</div>\n");
}

static void write_dates(const struct page *page)
{
    html_markup(page->out, "<fieldset><legend>");
    page_say(page, "Date of publication");
    html_markup(page->out, "</legend>\n<div class=\"row\">\n");
    write_date(page, PARAMETER_FROM, MESSAGE("From"), page->request->search.from);
    write_date(page, PARAMETER_TO, MESSAGE("To"), page->request->search.to);
    html_markup(page->out, "</div>\n<p class=\"hint\" id=\"hint\">");
    page_say(page, "For example 2009, April 2009, 14 April 2009, or 2007-2008 for a fiscal year");
    html_markup(page->out, "</p></fieldset>\n");
}

/* == What goes along ========================================================================================== */

static void write_hidden(const struct page *page, enum cgi_parameter parameter, const char *value)
{
    buffer_append_format(page->out, "<input type=\"hidden\" name=\"%s\"", cgi_parameter_name(parameter));
    write_value(page, value);
}

/* The first goal and the first country stand in the form; a second one, a language or a kind goes along. */
static void write_other_filters(const struct page *page)
{
    const struct search_request *search = &page->request->search;
    for (size_t i = 0; i < search->filter_count; i++) {
        enum field_id field = search->filters[i].field;
        bool shown = (field == FIELD_GOAL || field == FIELD_COUNTRY) &&
                     search->filters[i].value == first_filter(page, field);
        if (!shown)
            write_hidden(page, cgi_parameter_of(field), search->filters[i].value);
    }
    if (search->sort != SORT_RELEVANCE)
        write_hidden(page, PARAMETER_SORT, request_sort_name(search->sort));
    if (search->match == MATCH_ANY)
        write_hidden(page, PARAMETER_MATCH, "any");
    if (page->request->ui_asked)
        write_hidden(page, PARAMETER_UI, language_code(search->ui));
}

/* The criteria are open where one begins, and where one of them is wrong; elsewhere the results come first. */
static bool shows_criteria(const struct page *page)
{
    bool blamed = page->problem && page->problem->status && page->problem->parameter != PARAMETER_QUERY;
    return blamed || cgi_request_is_start(page->request);
}

void page_form(const struct page *page)
{
    html_markup(page->out, "<form role=\"search\" method=\"get\" class=\"search\">\n");
    write_label(page, PARAMETER_QUERY, MESSAGE("Words to find"));
    html_markup(page->out, "<div class=\"words\"><input type=\"search\" autocomplete=\"off\"");
    write_control(page, PARAMETER_QUERY, false);
    write_value(page, page->request->search.query);
    html_markup(page->out, "<button type=\"submit\">");
    page_say(page, "Search");
    html_markup(page->out, "</button></div>\n<details class=\"criteria\"");
    buffer_append_text(page->out, shows_criteria(page) ? " open" : "");
    html_markup(page->out, "><summary>");
    page_say(page, "By goal, country or date");
    html_markup(page->out, "</summary>\n<div class=\"row\">\n");
    write_select(page, FIELD_GOAL, AUTHORITY_GOALS, MESSAGE("All goals"));
    write_select(page, FIELD_COUNTRY, AUTHORITY_COUNTRIES, MESSAGE("All countries"));
    html_markup(page->out, "</div>\n");
    write_dates(page);
    html_markup(page->out, "</details>\n");
    write_other_filters(page);
    html_markup(page->out, "</form>\n");
}
