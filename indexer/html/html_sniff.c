/* Before a page is decoded: is it HTML at all, and which charset does it declare? */
#include "indexer/html/html.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/eight.h"

enum { SNIFFED_BYTES = 4096 };

/* The beginning as ASCII: bytes of UTF-16 that are NUL fall out, white space becomes a blank. */
static size_t ascii_start(struct bytes raw, char start[SNIFFED_BYTES + 1])
{
    size_t size = 0, sniffed = raw.size < SNIFFED_BYTES ? raw.size : SNIFFED_BYTES;
    for (size_t i = 0; i < sniffed;) {
        if (sniffed - i >= EIGHT) {
            uint64_t controls = eight_controls(eight_at(raw.data + i));
            size_t plain = controls ? eight_first(controls) : EIGHT;
            memcpy(start + size, raw.data + i, EIGHT); /* what is not plain is written over */
            size += plain;
            i += plain;
            if (!controls)
                continue;
        }
        char byte = raw.data[i++];
        if (byte != '\0')
            start[size++] = byte_is_space(byte) ? ' ' : byte;
    }
    start[size] = '\0';
    return size;
}

/* Tags that begin at `text`: a known name and the end of a name after it. */
static bool is_known_tag(const char *text)
{
    static const char *const names[] = {
        "html",    "head",   "body",   "title", "meta", "link", "script", "style", "div",    "p",
        "h1",      "h2",     "h3",     "table", "tr",   "td",   "br",     "a",     "span",   "font",
        "b",       "strong", "center", "img",   "ul",   "ol",   "li",     "form",  "main",   "article",
        "section", "header", "nav",    "i",     "em",   "pre",  "hr",     "aside", "footer", "blockquote"
    };
    text += text[1] == '/' ? 2 : 1;
    size_t size = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ123");
    if (!strchr(" />", text[size]) || size == 0)
        return false;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == size && strncasecmp(text, names[i], size) == 0)
            return true;
    return false;
}

/* Nearly all pages: nothing need be looked for. */
static bool begins_with_doctype(struct bytes raw)
{
    static const char doctype[] = "<!doctype html";
    return raw.size >= sizeof doctype - 1 && strncasecmp(raw.data, doctype, sizeof doctype - 1) == 0;
}

bool html_looks_like(struct bytes raw)
{
    enum { TAGS_LEAST = 4 };
    char start[SNIFFED_BYTES + 1];
    if (begins_with_doctype(raw))
        return true;
    ascii_start(raw, start);
    if (strcasestr(start, "<!doctype html") || strcasestr(start, "<html"))
        return true;
    const char *first = start + strspn(start, "\xEF\xBB\xBF\xFE\xFF ");
    if (*first == '<' && is_known_tag(first))
        return true;
    size_t tags = 0;
    for (const char *at = start; (at = strchr(at, '<')) != NULL && tags < TAGS_LEAST; at++)
        tags += is_known_tag(at);
    return tags >= TAGS_LEAST;
}

static bool is_label_byte(char byte)
{
    return isalnum((unsigned char)byte) || (byte && strchr("-_:.+", byte));
}

/* The value after `name` in the tag that begins at `tag`: name="value", name = value. */
static bool read_value(const char *tag, const char *name, char label[HTML_LABEL_BYTES])
{
    const char *end = strchr(tag, '>');
    const char *at = strcasestr(tag, name);
    if (!at || (end && at > end))
        return false;
    at += strlen(name);
    at += strspn(at, " ");
    if (*at++ != '=')
        return false;
    at += strspn(at, " \"'");
    size_t size = 0;
    while (size + 1 < HTML_LABEL_BYTES && is_label_byte(at[size])) {
        label[size] = at[size];
        size++;
    }
    label[size] = '\0';
    return size > 0;
}

bool html_declared_charset(struct bytes raw, char label[HTML_LABEL_BYTES])
{
    char start[SNIFFED_BYTES + 1];
    ascii_start(raw, start);
    for (const char *at = start; (at = strcasestr(at, "<meta")) != NULL; at++)
        if (read_value(at, "charset", label))
            return true;
    const char *declaration = strstr(start, "<?xml");
    return declaration && read_value(declaration, "encoding", label);
}
