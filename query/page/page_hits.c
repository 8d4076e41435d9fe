/* The hits of a page: title, what is known of the document, and the passage that was found. */
#include "query/document/document_parts.h"
#include "query/labels.h"
#include "query/page/page_inside.h"

/* == Parts of a hit =========================================================================================== */

/* The page about it, at the passage that is shown here. */
static bool open_record(const struct page *page, const struct answer_hit *hit)
{
    bool matched = hit->snippet.at != SIZE_MAX;
    size_t part = matched ? document_part_at(&hit->record, hit->snippet.at).number : 0;
    return page_open_record(page, hit->record.uri, part, matched ? "#match" : "", LANGUAGE_UNKNOWN);
}

static void write_title(const struct page *page, const struct answer_hit *hit)
{
    bool titled = hit->title.text.size > 0;
    html_markup(page->out, "<h2");
    if (titled)
        page_lang(page, hit->record.language);
    html_markup(page->out, ">");
    bool linked = page_open_link(page, hit->record.uri, "", hit->record.language) || open_record(page, hit);
    if (titled)
        page_marked(page, &hit->title);
    else
        page_say(page, "Untitled");
    buffer_append_text(page->out, linked ? "</a>" : "");
    html_markup(page->out, "</h2>\n");
}

/* == Countries and goals ====================================================================================== */

enum { LABELS_SHOWN = 6, REASONS_SHOWN = 3, REASON_CHARS = 200 };

struct labels {
    const struct page *page;
    enum field_id field;
    size_t count;
};

static void add_label(struct labels *labels, const char *value)
{
    const struct page *page = labels->page;
    if (labels->count >= LABELS_SHOWN) {
        labels->count++;
        return;
    }
    buffer_append_text(page->out, labels->count++ ? ", " : "");
    html_text(page->out, label_of_value(page->names, labels->field, page_bytes(value), page->request->search.ui));
}

static void open_labels(const struct page *page, enum field_id field)
{
    html_markup(page->out, "<div><dt>");
    page_say(page, "%s: %s", label_of_field(field, page->request->search.ui), "");
    html_markup(page->out, "</dt><dd>");
}

static void close_labels(const struct labels *labels)
{
    const struct page *page = labels->page;
    if (labels->count > LABELS_SHOWN) {
        html_markup(page->out, ", ");
        page_say_several(page, labels->count - LABELS_SHOWN, "%s other", "%s others");
    }
    html_markup(page->out, "</dd></div>\n");
}

/* The sentences that the goals were told from, on demand. */
static void write_reasons(const struct page *page, const struct record *record)
{
    size_t told = 0;
    for (size_t i = 0; i < record->goal_count && told < REASONS_SHOWN; i++) {
        const char *evidence = record->goals[i].evidence;
        if (!evidence)
            continue;
        if (!told++)
            page_open_why(page, page_bytes(label_of_field(FIELD_GOAL, page->request->search.ui)));
        page_evidence(page, evidence, REASON_CHARS, record->language);
    }
    if (told)
        html_markup(page->out, "</details>");
}

static void write_labels(const struct page *page, const struct record *record)
{
    struct labels countries = { page, FIELD_COUNTRY, 0 }, goals = { page, FIELD_GOAL, 0 };
    if (!record->country_count && !record->goal_count)
        return;
    html_markup(page->out, "<dl class=\"labels\">\n");
    if (record->goal_count) {
        open_labels(page, FIELD_GOAL);
        for (size_t i = 0; i < record->goal_count; i++)
            add_label(&goals, record->goals[i].id);
        write_reasons(page, record);
        close_labels(&goals);
    }
    if (record->country_count) {
        open_labels(page, FIELD_COUNTRY);
        for (size_t i = 0; i < record->country_count; i++)
            add_label(&countries, record->countries[i].code);
        close_labels(&countries);
    }
    html_markup(page->out, "</dl>\n");
}

/* == The whole ================================================================================================ */

/* "page iv (4 of 92): ", a link that opens the document there. */
static void write_page_of(const struct page *page, const struct answer_hit *hit)
{
    enum language ui = page->request->search.ui;
    char fragment[HIT_PAGE_FRAGMENT_BYTES];
    struct buffer told = BUFFER_EMPTY;
    if (!hit->page.number)
        return;
    hit_page_fragment(&hit->page, &hit->record, fragment);
    hit_page_tell(&hit->page, ui, &told);
    html_markup(page->out, "<span class=\"page\"");
    if (ui != hit->record.language) /* what stands around it is in the document's */
        buffer_append_format(page->out, " lang=\"%s\"", language_code(ui));
    html_markup(page->out, ">");
    bool linked = *fragment && page_open_link(page, hit->record.uri, fragment, hit->record.language);
    html_text(page->out, (struct bytes){ told.bytes, told.size });
    buffer_append_text(page->out, linked ? "</a>" : "");
    html_markup(page->out, ":</span> ");
    if (told.failed && !page->out->failed)
        page->out->failed = told.failed;
    buffer_clear(&told);
}

static void write_passage(const struct page *page, const struct answer_hit *hit)
{
    if (!hit->snippet.text.size)
        return;
    size_t at = hit->snippet.at == SIZE_MAX ? 0 : hit->snippet.at;
    html_markup(page->out, "<p class=\"snippet\"");
    page_lang(page, record_language_at(&hit->record, at)); /* a bulletin may have both */
    html_markup(page->out, ">");
    write_page_of(page, hit);
    page_marked(page, &hit->snippet);
    html_markup(page->out, "</p>\n");
}

/* Who hears the links of a page one after the other hears which document each is of. */
static void write_record_link(const struct page *page, const struct answer_hit *hit)
{
    size_t before = page->out->size;
    html_markup(page->out, "</li>\n<li>");
    if (open_record(page, hit)) {
        page_say(page, "Details");
        html_markup(page->out, "<span class=\"unseen\"");
        page_lang(page, hit->record.language);
        html_markup(page->out, ">: ");
        html_text(page->out, hit->title.text);
        html_markup(page->out, "</span></a>");
    } else {
        buffer_truncate(page->out, before);
    }
    html_markup(page->out, "</li>\n</ul>\n");
}

static void write_hit(const struct page *page, const struct answer_hit *hit)
{
    html_markup(page->out, "<li>\n");
    write_title(page, hit);
    page_facts(page, &hit->record);
    write_record_link(page, hit);
    write_passage(page, hit);
    write_labels(page, &hit->record);
    page_coins(page, hit);
    html_markup(page->out, "</li>\n");
}

void page_hits(const struct page *page)
{
    if (page->answer->hit_count == 0)
        return;
    buffer_append_format(page->out, "<ol class=\"hits\" start=\"%u\">\n", (unsigned)page->request->search.offset + 1);
    for (size_t i = 0; i < page->answer->hit_count; i++)
        write_hit(page, &page->answer->hits[i]);
    html_markup(page->out, "</ol>\n");
}
