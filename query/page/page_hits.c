/* The hits of a page: title, what is known of the document, and the passage that was found. */
#include "query/labels.h"
#include "query/page/page_inside.h"

/* == Where a hit leads ======================================================================================== */

/* What the settings have a path begin with; the rest of it is in `rest`. Without a prefix to take off, only a
 * relative path is one that can be linked. */
static bool is_mapped(const struct page *page, const char *uri, const char **rest)
{
    const struct cgi_settings *settings = page->settings;
    size_t size = strlen(settings->link_from);
    *rest = uri + size;
    if (!*settings->link_to || strncmp(uri, settings->link_from, size) != 0)
        return false;
    bool relative = **rest != '/' && !strchr(uri, ':');
    return (size > 0 || relative) && !strstr(uri, "..");
}

/* The start of a link to the document; false, and nothing, where there is no way to it. `fragment` is ours. */
static bool open_link(const struct page *page, const char *uri, const char *fragment, enum language language)
{
    const char *rest;
    if (!uri)
        return false;
    bool web = html_is_link(page_bytes(uri));
    if (!web && !is_mapped(page, uri, &rest))
        return false;
    html_markup(page->out, "<a href=\"");
    if (web) {
        html_link(page->out, page_bytes(uri));
    } else {
        html_attribute(page->out, page_bytes(page->settings->link_to));
        html_path(page->out, page_bytes(rest));
    }
    html_attribute(page->out, page_bytes(fragment));
    html_markup(page->out, "\"");
    if (language != LANGUAGE_UNKNOWN)
        buffer_append_format(page->out, " hreflang=\"%s\"", language_code(language));
    html_markup(page->out, ">");
    return true;
}

/* == Parts of a hit =========================================================================================== */

static void write_marked(const struct page *page, const struct snippet *snippet)
{
    size_t at = 0;
    buffer_append_text(page->out, snippet->cut_before ? "… " : "");
    for (size_t i = 0; i < snippet->mark_count; i++) {
        struct span mark = snippet->marks[i];
        html_text(page->out, (struct bytes){ snippet->text.data + at, mark.offset - at });
        html_markup(page->out, "<mark>");
        html_text(page->out, (struct bytes){ snippet->text.data + mark.offset, mark.length });
        html_markup(page->out, "</mark>");
        at = mark.offset + mark.length;
    }
    if (snippet->text.size > at)
        html_text(page->out, (struct bytes){ snippet->text.data + at, snippet->text.size - at });
    buffer_append_text(page->out, snippet->cut_after ? " …" : "");
}

static void write_title(const struct page *page, const struct answer_hit *hit)
{
    bool titled = hit->title.text.size > 0;
    html_markup(page->out, "<h2");
    if (titled)
        page_lang(page, hit->record.language);
    html_markup(page->out, ">");
    bool linked = open_link(page, hit->record.uri, "", hit->record.language);
    if (titled)
        write_marked(page, &hit->title);
    else
        page_say(page, "Untitled");
    buffer_append_text(page->out, linked ? "</a>" : "");
    html_markup(page->out, "</h2>\n");
    if (!linked && hit->record.uri) {
        html_markup(page->out, "<p class=\"path\">");
        html_text(page->out, page_bytes(hit->record.uri));
        html_markup(page->out, "</p>\n");
    }
}

static void write_date(const struct page *page, struct date date)
{
    char iso[DATE_ISO_BYTES], words[DATE_WORDS_BYTES];
    if (!date.year) {
        page_say(page, "undated");
        return;
    }
    date_format_iso(date, iso);
    date_format_words(date, page->request->search.ui == LANGUAGE_FRENCH, words);
    html_markup(page->out, "<time datetime=\"");
    buffer_append_text(page->out, iso);
    html_markup(page->out, "\">");
    html_text(page->out, page_bytes(words));
    html_markup(page->out, "</time>");
}

static void write_period(const struct page *page, struct date_range range)
{
    char from[DATE_WORDS_BYTES], to[DATE_WORDS_BYTES];
    bool french = page->request->search.ui == LANGUAGE_FRENCH;
    if (!range.from.year || !range.to.year)
        return;
    date_format_words(date_first_day(range.from), french, from);
    date_format_words(date_last_day(range.to), french, to);
    html_markup(page->out, "</li>\n<li>");
    page_say(page, "covers %s to %s", from, to);
}

static void write_value(const struct page *page, enum field_id field, const char *value)
{
    html_markup(page->out, "</li>\n<li>");
    html_text(page->out, label_of_value(page->names, field, page_bytes(value), page->request->search.ui));
}

static void write_twin(const struct page *page, const struct record *record)
{
    /* Each in its own words, on pages of either language. */
    static const char *const links[LANGUAGE_COUNT] = { "", "Version française", "English version" };
    enum language other = record->language == LANGUAGE_FRENCH ? LANGUAGE_ENGLISH : LANGUAGE_FRENCH;
    size_t before = page->out->size;
    if (record->language == LANGUAGE_UNKNOWN)
        return;
    html_markup(page->out, "</li>\n<li");
    page_lang(page, other);
    html_markup(page->out, ">");
    if (!open_link(page, record->twin, "", other)) {
        buffer_truncate(page->out, before);
        return;
    }
    buffer_append_text(page->out, links[other]);
    html_markup(page->out, "</a>");
}

static void write_facts(const struct page *page, const struct record *record)
{
    html_markup(page->out, "<ul class=\"facts\">\n<li>");
    write_date(page, record->date.value);
    write_value(page, FIELD_KIND, record_kind_name(record->kind));
    write_period(page, record->period.range);
    if (record->language != LANGUAGE_UNKNOWN)
        write_value(page, FIELD_LANGUAGE, language_code(record->language));
    write_twin(page, record);
    html_markup(page->out, "</li>\n</ul>\n");
}

/* == Countries and goals ====================================================================================== */

enum { LABELS_SHOWN = 6 };

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
    bool linked = *fragment && open_link(page, hit->record.uri, fragment, hit->record.language);
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
    write_marked(page, &hit->snippet);
    html_markup(page->out, "</p>\n");
}

static void write_hit(const struct page *page, const struct answer_hit *hit)
{
    html_markup(page->out, "<li>\n");
    write_title(page, hit);
    write_facts(page, &hit->record);
    write_passage(page, hit);
    write_labels(page, &hit->record);
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
