/* What the page says: messages with their arguments, sentences, numbers, dates. */
#include "query/page/page_inside.h"

#include <stdarg.h>
#include <stdio.h>

#include "language/utf8.h"

/* A query of the longest, which a message may repeat, and the message. */
enum { SAID_BYTES = 2 * REQUEST_QUERY_BYTES + 1024 };

static struct bytes format(char said[SAID_BYTES], const char *text, va_list arguments)
{
    int wanted = vsnprintf(said, SAID_BYTES, text, arguments);
    struct bytes whole = { said, wanted < 0 ? 0 : (size_t)wanted };
    if (whole.size >= SAID_BYTES)
        whole.size = utf8_whole((struct bytes){ said, SAID_BYTES - 1 }, SAID_BYTES - 1);
    return whole;
}

void page_say(const struct page *page, const char *english, ...)
{
    char said[SAID_BYTES];
    va_list arguments;
    va_start(arguments, english);
    html_text(page->out, format(said, message_in(page->request->search.ui, english), arguments));
    va_end(arguments);
}

void page_tell(const struct page *page, struct buffer *out, const char *english, ...)
{
    char said[SAID_BYTES];
    va_list arguments;
    va_start(arguments, english);
    struct bytes text = format(said, message_in(page->request->search.ui, english), arguments);
    va_end(arguments);
    buffer_append(out, text.data, text.size);
}

void page_tell_several(const struct page *page, struct buffer *out, uint64_t count, const char *one,
                       const char *several)
{
    buffer_append_format(out, message_count_in(page->request->search.ui, count, one, several),
                         page_number(page, count).text);
}

void page_say_several(const struct page *page, uint64_t count, const char *one, const char *several)
{
    struct buffer said = BUFFER_EMPTY;
    page_tell_several(page, &said, count, one, several);
    html_text(page->out, buffer_view(&said));
    if (said.failed && !page->out->failed)
        page->out->failed = said.failed;
    buffer_clear(&said);
}

struct page_number page_number(const struct page *page, uint64_t number)
{
    struct page_number made = { "" };
    struct buffer text = BUFFER_EMPTY;
    message_append_number(&text, number, page->request->search.ui);
    if (text.size < sizeof made.text)
        memcpy(made.text, text.bytes, text.size);
    buffer_clear(&text);
    return made;
}

void page_say_count(const struct page *page, uint32_t count)
{
    html_markup(page->out, "<span class=\"count\">");
    html_text(page->out, page_bytes(page_number(page, count).text));
    html_markup(page->out, "<span class=\"unseen\"> ");
    html_text(page->out, page_bytes(message_count_in(page->request->search.ui, count, "document", "documents")));
    html_markup(page->out, "</span></span>");
}

/* Capitals of the letters that sentences of ours begin with: ASCII and those of Latin-1. */
static uint32_t capital(uint32_t character)
{
    bool small = (character >= 'a' && character <= 'z') ||
                 (character >= 0xE0 && character <= 0xFE && character != 0xF7);
    return small ? character - 0x20 : character;
}

void page_sentence(const struct page *page, const char *text)
{
    struct bytes rest = page_bytes(text);
    if (rest.size == 0)
        return;
    char first[UTF8_LONGEST];
    size_t used;
    uint32_t character = capital(utf8_decode(rest, &used));
    html_text(page->out, (struct bytes){ first, utf8_encode(character, first) });
    html_text(page->out, (struct bytes){ rest.data + used, rest.size - used });
    if (!strchr(".?!", rest.data[rest.size - 1]))
        html_markup(page->out, ".");
}

void page_lang(const struct page *page, enum language language)
{
    if (language == LANGUAGE_UNKNOWN || language == page->request->search.ui)
        return;
    html_markup(page->out, " lang=\"");
    buffer_append_text(page->out, language_code(language));
    html_markup(page->out, "\"");
}

const char *page_field_name(enum field_id field)
{
    switch (field) {
    case FIELD_GOAL:
        return MESSAGE("Goal");
    case FIELD_COUNTRY:
        return MESSAGE("Country");
    case FIELD_LANGUAGE:
        return MESSAGE("Language");
    case FIELD_KIND:
        return MESSAGE("Kind");
    default:
        return MESSAGE("Date");
    }
}

/* "2009-04" in words, as links have it; what a visitor wrote stays as it is written. */
struct date_words {
    char text[REQUEST_QUERY_BYTES];
};

static void tell_date(const struct page *page, const char *typed, struct date_words *words)
{
    struct date date;
    if (date_parse_iso(page_bytes(typed), &date) && date.month)
        date_format_words(date, page->request->search.ui == LANGUAGE_FRENCH, words->text);
    else
        snprintf(words->text, sizeof words->text, "%s", typed);
}

void page_tell_dates(const struct page *page, struct buffer *out)
{
    const struct search_request *search = &page->request->search;
    struct date_words from, to;
    tell_date(page, search->from, &from);
    tell_date(page, search->to, &to);
    if (!*search->to)
        page_tell(page, out, "since %s", from.text);
    else if (!*search->from)
        page_tell(page, out, "up to %s", to.text);
    else if (strcmp(search->from, search->to) == 0)
        buffer_append_text(out, from.text);
    else
        page_tell(page, out, "%s to %s", from.text, to.text);
}
