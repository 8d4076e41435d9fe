/* The text of a document with the matches marked: a part of it where it is long. */
#include "query/document/document_parts.h"
#include "query/hit_page.h"
#include "query/page/page_inside.h"

/* A text of so many parts is a book: its matches are counted no further. */
enum { PARTS_COUNTED = 200 };

struct text {
    const struct page *page;
    const struct answer_hit *hit;
    const struct interner *marked;
    struct document_part part;
    size_t part_count;
    bool matched; /* the first match has been written */
};

/* == Paragraphs =============================================================================================== */

/* The first match is where links from the results lead. */
static void write_marked(struct text *text, const struct snippet *snippet)
{
    const struct page *page = text->page;
    size_t at = 0;
    for (size_t i = 0; i < snippet->mark_count; i++) {
        struct span mark = snippet->marks[i];
        html_text(page->out, (struct bytes){ snippet->text.data + at, mark.offset - at });
        buffer_append_text(page->out, text->matched ? "<mark>" : "<mark id=\"match\">");
        html_text(page->out, (struct bytes){ snippet->text.data + mark.offset, mark.length });
        html_markup(page->out, "</mark>");
        text->matched = true;
        at = mark.offset + mark.length;
    }
    html_text(page->out, (struct bytes){ snippet->text.data + at, snippet->text.size - at });
}

/* Without memory for its marks a paragraph is left out, and the page ends as one without memory does. */
static void write_paragraph(struct text *text, size_t begin, size_t end)
{
    const struct page *page = text->page;
    struct snippet snippet;
    struct failure failure;
    struct arena arena = ARENA_EMPTY;
    struct bytes paragraph = { text->hit->record.text.bytes + begin, end - begin };
    if (snippet_mark(paragraph, text->marked, &arena, &snippet, &failure)) {
        if (!page->out->failed)
            page->out->failed = failure.status;
    } else if (snippet.text.size) {
        html_markup(page->out, "<p");
        page_lang(page, record_language_at(&text->hit->record, begin));
        html_markup(page->out, ">");
        write_marked(text, &snippet);
        html_markup(page->out, "</p>\n");
    }
    arena_clear(&arena);
}

/* == Printed pages ============================================================================================ */

/* "page iv (4 of 92)", as a heading and a link into the original. */
static void write_page_begin(const struct text *text, size_t index)
{
    const struct page *page = text->page;
    const struct record *record = &text->hit->record;
    char fragment[HIT_PAGE_FRAGMENT_BYTES];
    struct hit_page printed = hit_page_at(record, record->pages[index].offset);
    struct buffer told = BUFFER_EMPTY;
    if (printed.number != index + 1) /* an empty one: the next begins here, too */
        return;
    hit_page_fragment(&printed, record, fragment);
    hit_page_tell(&printed, page->request->search.ui, &told);
    buffer_append_format(page->out, "<h3 class=\"printed\" id=\"p%zu\">", printed.number);
    bool linked = *fragment && page_open_link(page, record->uri, fragment, record->language);
    html_text(page->out, buffer_view(&told));
    buffer_append_text(page->out, linked ? "</a></h3>\n" : "</h3>\n");
    if (told.failed && !page->out->failed)
        page->out->failed = told.failed;
    buffer_clear(&told);
}

/* The first printed page that begins at `at` or after. */
static size_t first_page(const struct record *record, size_t at)
{
    size_t low = 0, high = record->page_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (record->pages[middle].offset < at)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void write_part(struct text *text)
{
    const struct record *record = &text->hit->record;
    size_t next_page = first_page(record, text->part.begin);
    for (size_t at = text->part.begin; at < text->part.end;) {
        while (next_page < record->page_count && record->pages[next_page].offset <= at)
            write_page_begin(text, next_page++);
        size_t end = text->part.end;
        if (next_page < record->page_count && record->pages[next_page].offset < end)
            end = record->pages[next_page].offset;
        const char *newline = memchr(record->text.bytes + at, '\n', end - at);
        if (newline)
            end = (size_t)(newline - record->text.bytes) + 1;
        write_paragraph(text, at, end);
        at = end;
    }
}

/* == From part to part ======================================================================================== */

static void open_part_link(const struct page *page, size_t number, const char *fragment)
{
    struct cgi_request other = *page->request;
    other.part = (uint32_t)number;
    html_markup(page->out, "<a href=\"");
    cgi_request_link(&other, page->out);
    html_attribute(page->out, page_bytes(fragment));
    html_markup(page->out, "\"");
}

static void write_step(const struct text *text, size_t number, const char *relation, const char *name)
{
    const struct page *page = text->page;
    html_markup(page->out, "<li>");
    open_part_link(page, number, "#text");
    buffer_append_format(page->out, " rel=\"%s\">", relation);
    page_say(page, name);
    html_markup(page->out, "</a></li>\n");
}

/* In this part, and which others have more. */
static void write_matches(const struct text *text)
{
    const struct page *page = text->page;
    const struct record *record = &text->hit->record;
    if (interner_count(text->marked) == 0)
        return;
    size_t others = 0;
    html_markup(page->out, "<p class=\"matches\">");
    for (struct document_part part = document_part_first(record); part.number && part.number <= PARTS_COUNTED;
         part = document_part_next(record, part)) {
        struct bytes bytes = { record->text.bytes + part.begin, part.end - part.begin };
        size_t count = snippet_count(bytes, text->marked);
        bool here = part.number == text->part.number;
        if (count == 0 || (here && text->part_count > 1 && count == 0))
            continue;
        buffer_append_text(page->out, others++ ? " · " : "");
        open_part_link(page, part.number, "#match");
        html_markup(page->out, ">");
        if (text->part_count == 1)
            page_say_several(page, count, "%s match in the text", "%s matches in the text");
        else
            page_say(page, "part %s: %s", page_number(page, part.number).text, page_number(page, count).text);
        html_markup(page->out, "</a>");
    }
    if (others == 0)
        page_say(page, "The words you looked for are not in the text itself.");
    html_markup(page->out, "</p>\n");
}

static void write_turning(const struct text *text)
{
    const struct page *page = text->page;
    if (text->part_count < 2)
        return;
    html_markup(page->out, "<nav class=\"pages\" aria-label=\"");
    page_say(page, "Parts of the text");
    html_markup(page->out, "\">\n<ul>\n");
    if (text->part.number > 1)
        write_step(text, text->part.number - 1, "prev", MESSAGE("Part before"));
    html_markup(page->out, "<li aria-current=\"page\">");
    page_say(page, "Part %s of %s", page_number(page, text->part.number).text,
             page_number(page, text->part_count).text);
    html_markup(page->out, "</li>\n");
    if (text->part.number < text->part_count)
        write_step(text, text->part.number + 1, "next", MESSAGE("Next part"));
    html_markup(page->out, "</ul>\n</nav>\n");
}

void page_record_text(const struct page *page)
{
    const struct answer_hit *hit = &page->answer->hits[0];
    struct text text = { .page = page, .hit = hit, .marked = page->answer->plan.marked };
    text.part = document_part_of(&hit->record, page->request->part ? page->request->part : 1);
    text.part_count = document_part_count(&hit->record);
    html_markup(page->out, "<section class=\"text\" id=\"text\"><h2>");
    page_say(page, "Text");
    html_markup(page->out, "</h2>\n");
    if (hit->record.text.size == 0) {
        html_markup(page->out, "<p>");
        page_say(page, "The archive has no text of this document.");
        html_markup(page->out, "</p>\n");
    } else {
        write_matches(&text);
        write_part(&text);
        write_turning(&text);
    }
    html_markup(page->out, "</section>\n");
}
