/* What is known of a document in a line: its date, kind, language, and its version in the other language; and the
 * sentences that it is known from. */
#include "query/labels.h"
#include "query/page/page_inside.h"

void page_marked(const struct page *page, const struct snippet *snippet)
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

void page_date(const struct page *page, struct date date)
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

void page_tell_period(const struct page *page, struct date_range range, struct buffer *out)
{
    char from[DATE_WORDS_BYTES], to[DATE_WORDS_BYTES];
    bool french = page->request->search.ui == LANGUAGE_FRENCH;
    date_format_words(range.from, french, from);
    date_format_words(range.to, french, to);
    if (!range.to.year)
        page_tell(page, out, "covers what is since %s", from);
    else if (!range.from.year)
        page_tell(page, out, "covers what is up to %s", to);
    else
        page_tell(page, out, "covers %s to %s", from, to);
}

static void write_period(const struct page *page, struct date_range range)
{
    struct buffer told = BUFFER_EMPTY;
    if (!range.from.year && !range.to.year)
        return;
    page_tell_period(page, range, &told);
    html_markup(page->out, "</li>\n<li>");
    html_text(page->out, buffer_view(&told));
    buffer_clear(&told);
}

static void write_value(const struct page *page, enum field_id field, const char *value)
{
    html_markup(page->out, "</li>\n<li>");
    html_text(page->out, label_of_value(page->names, field, page_bytes(value), page->request->search.ui));
}

static void write_twin(const struct page *page, const struct record *record)
{
    /* Each in its own words, on pages of either language. */
    static const char *const links[LANGUAGE_COUNT] = { "", "En français", "In English" };
    enum language other = record->language == LANGUAGE_FRENCH ? LANGUAGE_ENGLISH : LANGUAGE_FRENCH;
    size_t before = page->out->size;
    if (record->language == LANGUAGE_UNKNOWN || !record->twin || !*record->twin)
        return;
    html_markup(page->out, "</li>\n<li");
    page_lang(page, other);
    html_markup(page->out, ">");
    bool linked = page->request->document ? page_open_record(page, record->twin, 0, "", other)
                                          : page_open_link(page, record->twin, "", other) ||
                                                page_open_record(page, record->twin, 0, "", other);
    if (!linked) {
        buffer_truncate(page->out, before);
        return;
    }
    buffer_append_text(page->out, links[other]);
    html_markup(page->out, "</a>");
}

void page_facts(const struct page *page, const struct record *record)
{
    html_markup(page->out, "<ul class=\"facts\">\n<li>");
    page_date(page, record->date.value);
    write_value(page, FIELD_KIND, record_kind_name(record->kind));
    write_period(page, record->period.range);
    if (record->language != LANGUAGE_UNKNOWN)
        write_value(page, FIELD_LANGUAGE, language_code(record->language));
    write_twin(page, record);
}

/* == Evidence ================================================================================================= */

static size_t cut(struct bytes text, size_t most_chars)
{
    size_t at = 0;
    for (size_t chars = 0; at < text.size && chars < most_chars; at++)
        chars += ((unsigned char)text.data[at] & 0xC0) != 0x80;
    while (at < text.size && ((unsigned char)text.data[at] & 0xC0) == 0x80)
        at++;
    return at;
}

void page_evidence(const struct page *page, const char *evidence, size_t most_chars, enum language language)
{
    struct bytes text = page_bytes(evidence);
    size_t shown = cut(text, most_chars);
    html_markup(page->out, "<blockquote");
    page_lang(page, language);
    html_markup(page->out, "><p>");
    html_text(page->out, (struct bytes){ text.data, shown });
    buffer_append_text(page->out, shown < text.size ? "…" : "");
    html_markup(page->out, "</p></blockquote>\n");
}

void page_open_why(const struct page *page, struct bytes what)
{
    html_markup(page->out, " <details class=\"why\"><summary>");
    page_say(page, "Why?");
    html_markup(page->out, "<span class=\"unseen\"> ");
    html_text(page->out, what);
    html_markup(page->out, "</span></summary>\n");
}
