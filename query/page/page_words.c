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

void page_say(const struct page *page, enum message message, ...)
{
    char said[SAID_BYTES];
    va_list arguments;
    va_start(arguments, message);
    html_text(page->out, format(said, message_text(message, page->request->search.ui), arguments));
    va_end(arguments);
}

void page_tell(const struct page *page, struct buffer *out, enum message message, ...)
{
    char said[SAID_BYTES];
    va_list arguments;
    va_start(arguments, message);
    struct bytes text = format(said, message_text(message, page->request->search.ui), arguments);
    va_end(arguments);
    buffer_append(out, text.data, text.size);
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
    page_say(page, count == 1 ? MESSAGE_PAGE_DOCUMENT_UNIT : MESSAGE_PAGE_DOCUMENTS_UNIT);
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

enum message page_field_name(enum field_id field)
{
    switch (field) {
    case FIELD_GOAL:
        return MESSAGE_PAGE_GOAL;
    case FIELD_COUNTRY:
        return MESSAGE_PAGE_COUNTRY;
    case FIELD_LANGUAGE:
        return MESSAGE_PAGE_LANGUAGE;
    case FIELD_KIND:
        return MESSAGE_PAGE_KIND;
    default:
        return MESSAGE_PAGE_DATE;
    }
}

void page_tell_dates(const struct page *page, struct buffer *out)
{
    const struct search_request *search = &page->request->search;
    if (!*search->to)
        page_tell(page, out, MESSAGE_PAGE_SINCE, search->from);
    else if (!*search->from)
        page_tell(page, out, MESSAGE_PAGE_UNTIL, search->to);
    else if (strcmp(search->from, search->to) == 0)
        buffer_append_text(out, search->from);
    else
        page_tell(page, out, MESSAGE_PAGE_BETWEEN, search->from, search->to);
}
