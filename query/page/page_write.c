/* Which page it is, and its headline; and the answers for programs. */
#include "query/page/page_inside.h"
#include "query/print/printer.h"

/* == Headlines ================================================================================================ */

static void tell_count(const struct page *page, struct buffer *out)
{
    uint32_t total = page->answer->total;
    if (total == 0)
        page_tell(page, out, "No results");
    else
        page_tell_several(page, out, total, "%s result", "%s results");
}

/* "23 results for “haiti”, page 2 of 3" */
static void tell_results(const struct page *page, struct buffer *out)
{
    struct buffer count = BUFFER_EMPTY, words = BUFFER_EMPTY;
    const char *query = page->request->search.query;
    tell_count(page, &count);
    if (*query)
        page_tell(page, &words, "%s for “%s”", count.bytes, query);
    else
        buffer_append(&words, count.bytes, count.size);
    if (page_count(page) > 1 && page->answer->hit_count)
        page_tell(page, out, "%s, page %s of %s", words.bytes, page_number(page, page->request->page).text,
                  page_number(page, page_count(page)).text);
    else
        buffer_append(out, words.bytes, words.size);
    buffer_clear(&count);
    buffer_clear(&words);
}

static void tell_document(const struct page *page, struct buffer *out)
{
    struct bytes title = page->answer->hits[0].title.text;
    if (title.size)
        buffer_append(out, title.data, title.size);
    else
        page_tell(page, out, "Untitled");
}

/* == Problems ================================================================================================= */

static const char *problem_headline(const struct page_problem *problem)
{
    switch (problem->status) {
    case 404:
        return MESSAGE("There is no such page");
    case 500:
        return MESSAGE("The search does not work");
    case 429:
        return MESSAGE("Too many searches");
    case 503:
        return problem->failure.status == STATUS_LIMIT ? MESSAGE("This search takes too long")
                                                       : MESSAGE("The search is not available at the moment");
    default:
        return MESSAGE("The search could not be made");
    }
}

/* The field at fault is named and linked above the form, and told beside the field. */
static void write_summary(const struct page *page)
{
    const struct page_problem *problem = page->problem;
    bool linked = problem->parameter == PARAMETER_QUERY || problem->parameter == PARAMETER_GOAL ||
                  problem->parameter == PARAMETER_COUNTRY || problem->parameter == PARAMETER_FROM ||
                  problem->parameter == PARAMETER_TO;
    html_markup(page->out, "<div class=\"note\" role=\"alert\"><p>");
    if (linked)
        buffer_append_format(page->out, "<a href=\"#%s\">", cgi_parameter_name(problem->parameter));
    page_sentence(page, problem->failure.message);
    buffer_append_text(page->out, linked ? "</a>" : "");
    if (!linked && *problem->failure.hint) {
        html_markup(page->out, " ");
        page_sentence(page, problem->failure.hint);
    }
    html_markup(page->out, "</p></div>\n");
}

static void write_problem(const struct page *page, struct bytes headline)
{
    (void)headline; /* the title says "Error:" before it */
    html_markup(page->out, "<h1>");
    page_say(page, problem_headline(page->problem));
    html_markup(page->out, "</h1>\n");
    if (*page->problem->failure.message)
        write_summary(page);
    if (page->names)
        page_form(page);
}

/* == The page ================================================================================================= */

void page_write(const struct page *page)
{
    struct buffer headline = BUFFER_EMPTY;
    enum language ui = page->request->search.ui;
    page_content content = page_results;
    if (page->problem->status) {
        content = write_problem;
        page_tell(page, &headline, "Error: %s", message_in(ui, problem_headline(page->problem)));
    } else if (page->request->help) {
        content = page_help;
        page_tell(page, &headline, "How to search");
    } else if (page->request->document) {
        content = page_record;
        tell_document(page, &headline);
    } else if (cgi_request_is_start(page->request)) {
        content = page_start;
        buffer_append_text(&headline, page->settings->name[ui]);
    } else {
        tell_results(page, &headline);
    }
    page_frame(page, buffer_view(&headline), content);
    if (headline.failed && !page->out->failed)
        page->out->failed = headline.failed;
    buffer_clear(&headline);
}

/* == For programs ============================================================================================= */

static const char *write_data_problem(const struct page *page)
{
    const struct failure *failure = &page->problem->failure;
    const char *message = *failure->message ? failure->message
                                            : message_in(page->request->search.ui, problem_headline(page->problem));
    if (page->request->format != CGI_JSON) {
        buffer_append_format(page->out, "%s\n%s\n", message, failure->hint);
        return "text/plain; charset=utf-8";
    }
    struct json json = JSON_WRITER(page->out);
    json_object_open(&json);
    json_key(&json, "error");
    json_text(&json, message);
    json_key(&json, "hint");
    json_text(&json, *failure->hint ? failure->hint : NULL);
    json_key(&json, "parameter");
    json_text(&json,
              page->problem->parameter == PARAMETER_COUNT ? NULL : cgi_parameter_name(page->problem->parameter));
    json_object_close(&json);
    html_markup(page->out, "\n");
    return "application/json; charset=utf-8";
}

/* The key of a reference is made of what the index knows, so that it stays the same; its address is the public one.
 */
static void write_references(const struct page *page, const struct printer *printer,
                             const struct print_settings *settings)
{
    struct buffer address = BUFFER_EMPTY;
    printer->begin(settings, page->answer, page->out);
    for (size_t i = 0; i < page->answer->hit_count; i++) {
        struct answer_hit hit = page_public_hit(page, &page->answer->hits[i], &address);
        printer->hit(settings, page->answer, &hit, page->out);
    }
    printer->end(settings, page->answer, page->out);
    printer_end_part(&address, page->out);
}

static const char *type_of(enum cgi_format format)
{
    static const char *const types[CGI_FORMAT_COUNT] = {
        [CGI_JSON] = "application/json; charset=utf-8",
        [CGI_CSV] = "text/csv; charset=utf-8",
        [CGI_RIS] = "application/x-research-info-systems; charset=utf-8",
        [CGI_BIBTEX] = "application/x-bibtex; charset=utf-8",
        [CGI_CSL] = "application/vnd.citationstyles.csl+json; charset=utf-8",
    };
    return types[format];
}

const char *page_write_data(const struct page *page)
{
    static const struct printer *const printers[CGI_FORMAT_COUNT] = {
        [CGI_JSON] = &printer_json,     [CGI_CSV] = &printer_csv, [CGI_RIS] = &printer_ris,
        [CGI_BIBTEX] = &printer_bibtex, [CGI_CSL] = &printer_csl,
    };
    const struct printer *printer = printers[page->request->format];
    struct print_settings settings = { .request = &page->request->search, .names = page->names };
    if (page->problem->status)
        return write_data_problem(page);
    if (printer) {
        bool references = printer != &printer_json && printer != &printer_csv;
        if (references)
            write_references(page, printer, &settings);
        else
            printer_run(printer, &settings, page->answer, page->out);
        return type_of(page->request->format);
    }
    page_atom(page);
    return "application/atom+xml; charset=utf-8";
}
