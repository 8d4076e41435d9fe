/* One pass over the tags of a page; every byte is looked at a bounded number of times. */
#include "indexer/html/html_guard.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Elements whose content is not markup, or is not shown: they end at the first end tag of their name. */
static const struct raw_element {
    const char *name;
    bool swallows_rest; /* without an end tag: the file was cut in a script; else only the tag is dropped */
} raw_elements[] = {
    { "script", true },    { "style", true }, { "noscript", false }, { "iframe", false },
    { "textarea", false }, { "svg", false },  { "template", false }, { "noembed", false },
};
enum { RAW_ELEMENTS = sizeof raw_elements / sizeof *raw_elements };

/* Where the next byte stands, as far as it matters for making stand-ins: only in text, and not in what may be the
 * name of a reference. */
enum standing { IN_MARKUP, IN_REFERENCE, IN_TEXT };

struct guard {
    struct bytes html;
    struct buffer *clean;
    struct html_runs *runs; /* NULL: none are made */
    enum standing standing;
    bool no_more_ends[RAW_ELEMENTS]; /* none was found up to the end: do not search again */
    bool no_more_comment_ends;
    char open_heading; /* '1' to '6', 0 when none is open */
    size_t surplus_tags;
    size_t names; /* references by name so far */
};

/* Past a value in quotes; 0 when the quote is never closed. */
static size_t past_quoted(struct bytes html, size_t at)
{
    const char *end = memchr(html.data + at + 1, html.data[at], html.size - at - 1);
    return end ? (size_t)(end - html.data) + 1 : 0;
}

/* Where the tag whose name begins at `at` ends (its '>' or the end of the page), and from where on it is not to be
 * read (0 for nowhere): the first surplus attribute, or a quote that would swallow the rest of the page. */
static size_t scan_tag(struct bytes html, size_t at, size_t *surplus)
{
    size_t attributes = 0;
    bool between = false, value = false;
    *surplus = 0;
    while (at < html.size && html.data[at] != '>') {
        char byte = html.data[at];
        if ((byte == '"' || byte == '\'') && value) {
            size_t past = past_quoted(html, at);
            if (!past && !*surplus)
                *surplus = at;
            at = past ? past : at + 1;
            value = false;
            between = true;
            continue;
        }
        if (byte == '=') {
            value = true;
        } else if (byte_is_space(byte) || byte == '/') {
            between = true;
        } else {
            if (between && !value && ++attributes == HTML_ATTRIBUTES_MOST + 1)
                *surplus = at;
            between = value = false;
        }
        at++;
    }
    return at;
}

static bool name_at(struct bytes html, size_t at, const char *name)
{
    size_t size = strlen(name);
    return html.size - at > size && strncasecmp(html.data + at, name, size) == 0 &&
           !isalnum((unsigned char)html.data[at + size]) && html.data[at + size] != '-';
}

/* Just past the end tag of `name`; 0 when there is none from `at` on. */
static size_t past_end_tag(struct bytes html, size_t at, const char *name)
{
    while (at < html.size) {
        const char *open = memchr(html.data + at, '<', html.size - at);
        if (!open)
            return 0;
        at = (size_t)(open - html.data) + 1;
        if (at < html.size && html.data[at] == '/' && name_at(html, at + 1, name)) {
            const char *close = memchr(html.data + at, '>', html.size - at);
            return close ? (size_t)(close - html.data) + 1 : html.size;
        }
    }
    return 0;
}

/* Markup that the parser makes out by itself. */
static void copy_markup(struct guard *guard, struct bytes markup)
{
    if (guard->runs)
        guard->runs->is_misleading |= html_kept_may_be_in(markup);
    buffer_append(guard->clean, markup.data, markup.size);
}

/* The parser ends a script at any name that begins like its own, and then what follows is markup to it. */
static void copy_script(struct guard *guard, struct bytes script)
{
    static const char end[] = "</script";
    size_t ends = 0;
    for (struct bytes rest = script; rest.size >= sizeof end - 1;
         rest = (struct bytes){ rest.data + 1, rest.size - 1 })
        ends += *rest.data == '<' && strncasecmp(rest.data, end, sizeof end - 1) == 0;
    if (ends > 1)
        copy_markup(guard, script);
    else
        buffer_append(guard->clean, script.data, script.size);
}

/* Something is cut out: a reference that stands before it may go on behind it, and be one to a stand-in. */
static void join_ends(struct guard *guard)
{
    if (guard->runs && guard->standing == IN_REFERENCE)
        guard->runs->is_misleading = true;
}

/* Data for machines: linked data of any size, other JSON that is no whole application. */
static bool holds_json(struct bytes tag, size_t script_bytes)
{
    static const char linked[] = "ld+json", any[] = "application/json";
    enum { SMALL = 4096 };
    return memmem(tag.data, tag.size, linked, sizeof linked - 1) != NULL ||
           (script_bytes <= SMALL && memmem(tag.data, tag.size, any, sizeof any - 1) != NULL);
}

/* If the tag at `at`, which ends at `tag_end`, opens a raw element: where reading goes on. 0 if it does not. */
static size_t skip_raw(struct guard *guard, size_t at, size_t tag_end)
{
    struct bytes html = guard->html;
    for (size_t i = 0; i < RAW_ELEMENTS; i++) {
        if (*raw_elements[i].name != (html.data[at] | 0x20) || !name_at(html, at, raw_elements[i].name))
            continue;
        join_ends(guard);
        size_t end = guard->no_more_ends[i] ? 0 : past_end_tag(html, tag_end, raw_elements[i].name);
        guard->no_more_ends[i] = end == 0;
        if (end && holds_json((struct bytes){ html.data + at, tag_end - at }, end - at))
            copy_script(guard, (struct bytes){ html.data + at - 1, end - at + 1 });
        if (end)
            return end;
        return raw_elements[i].swallows_rest || tag_end == html.size ? html.size : tag_end + 1;
    }
    return 0;
}

static size_t skip_comment(struct guard *guard, size_t at)
{
    struct bytes html = guard->html;
    join_ends(guard);
    /* "<!-->" is a whole comment. */
    const char *end = guard->no_more_comment_ends ? NULL : memmem(html.data + at + 2, html.size - at - 2, "-->", 3);
    guard->no_more_comment_ends = end == NULL;
    return end ? (size_t)(end - html.data) + 3 : at + 4;
}

/* The rank of the heading whose name is at `at`, as a digit; 0 if it is no heading. */
static char heading_at(struct bytes html, size_t at)
{
    if (at + 3 > html.size || (html.data[at] | 0x20) != 'h' || isalnum((unsigned char)html.data[at + 2]))
        return 0;
    char rank = html.data[at + 1];
    return rank >= '1' && rank <= '6' ? rank : 0;
}

/* The end tag of any heading closes the one that is open, as in browsers: <h1>...</h2>. */
static size_t copy_heading_end(struct guard *guard, size_t at)
{
    const char end_tag[] = { '<', '/', 'h', guard->open_heading };
    buffer_append(guard->clean, end_tag, sizeof end_tag);
    guard->standing = IN_MARKUP;
    guard->open_heading = 0;
    return at + sizeof end_tag;
}

static void open_heading(struct guard *guard, size_t at)
{
    char heading = heading_at(guard->html, at);
    if (heading)
        guard->open_heading = heading;
}

/* A tag in which nothing is unusual: where reading goes on. 0 for any other. */
static size_t copy_plain_tag(struct guard *guard, size_t at)
{
    struct bytes text = { guard->html.data + at + 1, guard->html.size - at - 1 };
    struct html_tag tag;
    if (!guard->runs || !html_tag_read(text, &tag))
        return 0;
    size_t end = at + 1 + tag.size, next = skip_raw(guard, at + 1, end), before = guard->clean->size;
    if (next)
        return next;
    open_heading(guard, at + 1);
    html_kept_copy(&guard->runs->kept, text, &tag, guard->clean);
    guard->runs->spared += tag.size + 1 - (guard->clean->size - before);
    guard->standing = IN_MARKUP;
    return end;
}

static size_t copy_tag(struct guard *guard, size_t at)
{
    struct bytes html = guard->html;
    size_t surplus, end, next = copy_plain_tag(guard, at);
    if (next)
        return next;
    end = scan_tag(html, at + 1, &surplus);
    if ((next = skip_raw(guard, at + 1, end)))
        return next;
    guard->surplus_tags += surplus > 0;
    open_heading(guard, at + 1);
    copy_markup(guard, (struct bytes){ html.data + at, (surplus ? surplus : end) - at });
    guard->standing = IN_MARKUP;
    return end;
}

/* == Text ===================================================================================================== */

/* So many references by name are left to libxml2, good or bad; of those behind them only good ones. */
enum { NAMES_UNCHECKED = 10000, NAME_BYTES = 10 };

/* A name that is known, with its semicolon. */
static bool is_known_name(struct bytes text)
{
    char name[NAME_BYTES];
    size_t size = 0;
    while (size < text.size && size + 1 < sizeof name && isalnum((unsigned char)text.data[size])) {
        name[size] = text.data[size];
        size++;
    }
    name[size] = '\0';
    return size > 1 && size < text.size && text.data[size] == ';' && htmlEntityLookup((const xmlChar *)name);
}

/* Is the number after '#' that of a stand-in? */
static bool is_of_stand_in(struct bytes text)
{
    char digits[NAME_BYTES + 1];
    size_t begin = 1, size;
    bool hexadecimal = text.size > 1 && (text.data[1] | 0x20) == 'x';
    begin += hexadecimal;
    while (begin < text.size && text.data[begin] == '0')
        begin++;
    for (size = 0; begin + size < text.size && size < NAME_BYTES; size++)
        digits[size] = text.data[begin + size];
    digits[size] = '\0';
    unsigned long number = strtoul(digits, NULL, hexadecimal ? 16 : 10);
    return number == HTML_STAND_IN_WORDS || number == HTML_STAND_IN_BLANKS;
}

/* `text` is what follows an ampersand. */
static bool begins_reference(struct guard *guard, struct bytes text)
{
    if (text.size && isalpha((unsigned char)*text.data))
        return ++guard->names <= NAMES_UNCHECKED || is_known_name(text);
    if (guard->runs && text.size && *text.data == '#')
        guard->runs->is_misleading |= is_of_stand_in(text);
    return text.size > 1 && *text.data == '#' &&
           (isdigit((unsigned char)text.data[1]) ||
            ((text.data[1] | 0x20) == 'x' && text.size > 2 && isxdigit((unsigned char)text.data[2])));
}

static struct bytes copy(struct guard *guard, struct bytes text, size_t size)
{
    buffer_append(guard->clean, text.data, size);
    return (struct bytes){ text.data + size, text.size - size };
}

/* What is left of a tag: "/p>" of an end tag, and ">". Its size, 0 for anything else. */
static size_t tag_rest_bytes(struct bytes text)
{
    size_t at = text.size && *text.data == '/';
    while (at < text.size && isalnum((unsigned char)text.data[at]))
        at++;
    while (at < text.size && byte_is_space(text.data[at]))
        at++;
    return at < text.size && text.data[at] == '>' ? at + 1 : 0;
}

/* Whatever begins no reference by name ends one. */
static size_t reference_rest_bytes(struct bytes text)
{
    size_t at = 0;
    while (at < text.size && text.data[at] != ';' && !byte_is_space(text.data[at]))
        at++;
    return at;
}

/* Text without ampersands. */
static void copy_plain(struct guard *guard, struct bytes text)
{
    if (guard->standing == IN_REFERENCE) {
        text = copy(guard, text, reference_rest_bytes(text));
        if (text.size)
            guard->standing = IN_TEXT;
        if (text.size && *text.data == ';')
            text = copy(guard, text, 1);
    }
    if (guard->runs && guard->standing == IN_TEXT)
        html_runs_copy(guard->runs, text, guard->clean);
    else
        copy_markup(guard, text);
}

/* What stands between two '<'. An ampersand that begins no reference becomes one. */
static void copy_text(struct guard *guard, struct bytes text)
{
    size_t tag_rest = guard->standing == IN_MARKUP ? tag_rest_bytes(text) : 0;
    if (tag_rest)
        guard->standing = IN_TEXT;
    text = copy(guard, text, tag_rest);
    while (text.size) {
        const char *sign = memchr(text.data, '&', text.size);
        size_t size = sign ? (size_t)(sign - text.data) : text.size;
        copy_plain(guard, (struct bytes){ text.data, size });
        text = (struct bytes){ text.data + size, text.size - size };
        if (!sign)
            return;
        text = copy(guard, text, 1);
        if (!begins_reference(guard, text))
            buffer_append_text(guard->clean, "amp;");
        else if (guard->standing == IN_TEXT)
            guard->standing = IN_REFERENCE;
    }
}

/* == The page ================================================================================================= */

size_t html_guard(struct bytes html, struct buffer *clean, struct html_runs *runs)
{
    struct guard guard = { .html = html, .clean = clean, .runs = runs };
    for (size_t at = 0; at < html.size;) {
        const char *open = memchr(html.data + at, '<', html.size - at);
        size_t tag = open ? (size_t)(open - html.data) : html.size;
        copy_text(&guard, (struct bytes){ html.data + at, tag - at });
        at = tag;
        if (at + 4 <= html.size && memcmp(html.data + at, "<!--", 4) == 0) {
            at = skip_comment(&guard, at);
        } else if (at + 1 < html.size && isalpha((unsigned char)html.data[at + 1])) {
            at = copy_tag(&guard, at);
        } else if (at + 2 < html.size && html.data[at + 1] == '/' && guard.open_heading && heading_at(html, at + 2)) {
            at = copy_heading_end(&guard, at);
        } else if (at < html.size) {
            buffer_append_byte(clean, '<');
            guard.standing = IN_MARKUP;
            at++;
        }
    }
    return guard.surplus_tags;
}
