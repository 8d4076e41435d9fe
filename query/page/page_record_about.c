/* What is known of a document, each thing with the sentence that made us say so. */
#include "query/labels.h"
#include "query/page/page_inside.h"

/* Countries past these are counted: a yearbook names them all. */
enum { COUNTRIES_MOST = 20, EVIDENCE_CHARS = 400 };

static void open_term(const struct page *page, const char *name)
{
    html_markup(page->out, "<dt>");
    page_say(page, name);
    html_markup(page->out, "</dt>\n<dd>");
}

/* == Dates ==================================================================================================== */

/* docs/record-format.md tells what each means. */
static const char *name_of_rung(const char *rung)
{
    static const struct {
        const char *rung, *told;
    } told[] = {
        { "dateline", MESSAGE("A line of the document says so:") },
        { "element", MESSAGE("The page marks it as its date:") },
        { "meta", MESSAGE("The page states it for machines:") },
        { "json-ld", MESSAGE("The page states it for machines:") },
        { "mail", MESSAGE("The message was sent on that day:") },
        { "url", MESSAGE("Its address says so:") },
        { "file name", MESSAGE("The name of its file says so:") },
        { "metadata", MESSAGE("The archive’s own table says so:") },
        { "document", MESSAGE("The file says that it was made on that day:") },
        { "modified", MESSAGE("It was changed on that day:") },
        { "updated", MESSAGE("A line of the document says that it was changed on that day:") },
    };
    for (size_t i = 0; rung && i < sizeof told / sizeof *told; i++)
        if (strcmp(told[i].rung, rung) == 0)
            return told[i].told;
    return NULL;
}

static void write_date(const struct page *page, const struct record *record)
{
    const char *rung = name_of_rung(record->date.from);
    open_term(page, MESSAGE("Date"));
    page_date(page, record->date.value);
    if (record->date.value.year && rung) {
        page_open_why(page, page_bytes(message_in(page->request->search.ui, "Date")));
        html_markup(page->out, "<p>");
        page_say(page, rung);
        html_markup(page->out, "</p>\n");
        bool words = strcmp(record->date.from, "dateline") == 0 || strcmp(record->date.from, "updated") == 0;
        if (record->date.evidence)
            page_evidence(page, record->date.evidence, EVIDENCE_CHARS, words ? record->language : LANGUAGE_UNKNOWN);
        html_markup(page->out, "</details>");
    }
    html_markup(page->out, "</dd>\n");
}

static void write_period(const struct page *page, const struct record *record)
{
    struct buffer told = BUFFER_EMPTY;
    if (!record->period.range.from.year && !record->period.range.to.year)
        return;
    page_tell_period(page, record->period.range, &told);
    open_term(page, MESSAGE("Period"));
    html_text(page->out, buffer_view(&told));
    if (record->period.evidence) {
        page_open_why(page, page_bytes(message_in(page->request->search.ui, "Period")));
        page_evidence(page, record->period.evidence, EVIDENCE_CHARS, record->language);
        html_markup(page->out, "</details>");
    }
    html_markup(page->out, "</dd>\n");
    buffer_clear(&told);
}

/* == Goals and countries ====================================================================================== */

static struct bytes label_of(const struct page *page, enum field_id field, const char *value)
{
    return label_of_value(page->names, field, page_bytes(value), page->request->search.ui);
}

/* A link to all documents that have the value. */
static void write_all_with(const struct page *page, enum field_id field, const char *value)
{
    struct cgi_request all = { .search = SEARCH_REQUEST_DEFAULT, .page = 1, .ui_asked = page->request->ui_asked };
    all.search.ui = page->request->search.ui;
    cgi_request_add(&all, field, value);
    html_markup(page->out, "<a rel=\"nofollow\"");
    page_href(page, &all);
    html_markup(page->out, ">");
    html_text(page->out, label_of(page, field, value));
    html_markup(page->out, "</a>");
}

static void write_goals(const struct page *page, const struct record *record)
{
    if (record->goal_count == 0)
        return;
    open_term(page, label_of_field(FIELD_GOAL, LANGUAGE_ENGLISH));
    html_markup(page->out, "<ul>\n");
    for (size_t i = 0; i < record->goal_count; i++) {
        html_markup(page->out, "<li>");
        write_all_with(page, FIELD_GOAL, record->goals[i].id);
        if (record->goals[i].evidence) {
            page_open_why(page, label_of(page, FIELD_GOAL, record->goals[i].id));
            page_evidence(page, record->goals[i].evidence, EVIDENCE_CHARS, record->language);
            html_markup(page->out, "</details>");
        }
        html_markup(page->out, "</li>\n");
    }
    html_markup(page->out, "</ul></dd>\n");
}

static void write_country(const struct page *page, const struct record *record, size_t i)
{
    const struct record_country *country = &record->countries[i];
    html_markup(page->out, "<li>");
    write_all_with(page, FIELD_COUNTRY, country->code);
    html_markup(page->out, " <span class=\"soft\">");
    if (country->about) {
        page_say(page, "a subject;");
        html_markup(page->out, " ");
    }
    page_say_several(page, country->count, "%s mention", "%s mentions");
    html_markup(page->out, "</span>");
    if (country->evidence) {
        page_open_why(page, label_of(page, FIELD_COUNTRY, country->code));
        page_evidence(page, country->evidence, EVIDENCE_CHARS, record->language);
        html_markup(page->out, "</details>");
    }
    html_markup(page->out, "</li>\n");
}

static void write_countries(const struct page *page, const struct record *record)
{
    if (record->country_count == 0)
        return;
    open_term(page, label_of_field(FIELD_COUNTRY, LANGUAGE_ENGLISH));
    html_markup(page->out, "<ul>\n");
    for (size_t i = 0; i < record->country_count && i < COUNTRIES_MOST; i++)
        write_country(page, record, i);
    if (record->country_count > COUNTRIES_MOST) {
        html_markup(page->out, "<li class=\"soft\">");
        page_say_several(page, record->country_count - COUNTRIES_MOST, "%s other", "%s others");
        html_markup(page->out, "</li>\n");
    }
    html_markup(page->out, "</ul></dd>\n");
}

/* == The rest ================================================================================================= */

static void write_parent(const struct page *page, const struct record *record)
{
    size_t before = page->out->size;
    if (!record->parent)
        return;
    open_term(page, MESSAGE("Attached to"));
    if (!page_open_record(page, record->parent, 0, "", LANGUAGE_UNKNOWN)) {
        buffer_truncate(page->out, before);
        return;
    }
    html_text(page->out, page_bytes(page_document_name(page, record->parent)));
    html_markup(page->out, "</a></dd>\n");
}

static void write_address(const struct page *page, const struct record *record)
{
    if (!record->uri)
        return;
    open_term(page, MESSAGE("Address"));
    html_markup(page->out, "<span class=\"address\">");
    html_text(page->out, page_bytes(page_document_name(page, record->uri)));
    html_markup(page->out, "</span></dd>\n");
}

void page_record_about(const struct page *page)
{
    const struct record *record = &page->answer->hits[0].record;
    html_markup(page->out, "<section class=\"about\"><h2>");
    page_say(page, "About this document");
    html_markup(page->out, "</h2>\n<dl>\n");
    write_date(page, record);
    write_period(page, record);
    write_goals(page, record);
    write_countries(page, record);
    write_parent(page, record);
    write_address(page, record);
    html_markup(page->out, "</dl></section>\n");
}
