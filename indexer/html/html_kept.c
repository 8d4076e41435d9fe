/* Reads start tags as libxml2 does, where there is nothing to doubt, and keeps what somebody asks for. */
#include "indexer/html/html_kept.h"

#include <string.h>
#include <strings.h>

#include "indexer/html/html_guard.h"

enum {
    NAME_MOST_BYTES = 64, /* libxml2 cuts longer ones */
    STAND_IN_MARK = ':',  /* then the last digit of its number, so that a lost one is noticed */
};

/* The attributes that html.c and html_attributes.c ask for. */
static const char *const kept_names[] = {
    "class",    "href",     "id",   "name",   "content",  "rel",      "style",    "type",       "lang",
    "property", "itemprop", "role", "hidden", "datetime", "hreflang", "xml:lang", "http-equiv", "aria-hidden",
};
enum { KEPT_NAMES = sizeof kept_names / sizeof *kept_names };

/* == Reading a tag ============================================================================================ */

/* KEPT_NAMES for a name that nobody asks for. */
static unsigned char kept_name(struct bytes name)
{
    unsigned char i = 0;
    for (; i < KEPT_NAMES; i++)
        if (*kept_names[i] == (*name.data | 0x20) && strncasecmp(kept_names[i], name.data, name.size) == 0 &&
            !kept_names[i][name.size])
            break;
    return i;
}

static bool is_name_byte(char byte)
{
    return byte_is_letter(byte) || byte_is_digit(byte) || byte == '-' || byte == '_' || byte == ':' || byte == '.';
}

/* The value at `*at`, which moves past it. False where it is unusual. */
static bool read_value(struct bytes text, size_t *at, struct bytes *value)
{
    char quote = *at < text.size ? text.data[*at] : '\0';
    if (quote == '"' || quote == '\'') {
        const char *begin = text.data + *at + 1, *end = memchr(begin, quote, text.size - *at - 1);
        *value = (struct bytes){ begin, end ? (size_t)(end - begin) : 0 };
        *at += value->size + 2;
        return end != NULL;
    }
    size_t begin = *at;
    while (*at < text.size && !html_is_blank(text.data[*at]) && text.data[*at] != '>')
        if (strchr("\"'=<`", text.data[(*at)++]))
            return false;
    *value = (struct bytes){ text.data + begin, *at - begin };
    return value->size > 0;
}

/* A style is asked whether it hides, and no more. */
static bool is_idle_style(unsigned char name, struct bytes value)
{
    static const char display[] = "display";
    if (strcmp(kept_names[name], "style") != 0)
        return false;
    for (size_t i = 0; i < value.size; i++)
        if ((value.data[i] | 0x20) == 'd' && value.size - i >= sizeof display - 1 &&
            strncasecmp(value.data + i, display, sizeof display - 1) == 0)
            return false;
    return true;
}

/* Is a value the same when the parser has read it: no references, no broken or rare characters? */
static bool is_literal(struct bytes value)
{
    return !value.size || (!memchr(value.data, '&', value.size) && html_plain_bytes(value) == value.size);
}

/* False where the tag is unusual by it: of two attributes with one name, say. */
static bool keep(struct html_tag *tag, struct bytes name, struct bytes value)
{
    unsigned char known = kept_name(name);
    if (known == KEPT_NAMES)
        return true;
    if (!is_literal(value) || tag->count == HTML_KEPT_MOST)
        return false;
    for (size_t i = 0; i < tag->count; i++)
        if (tag->kept[i].name == known)
            return false;
    if (!is_idle_style(known, value))
        tag->kept[tag->count++] = (struct html_kept_attribute){ known, value };
    return true;
}

/* The attribute at `*at`, which moves past it. */
static bool read_attribute(struct bytes text, size_t *at, struct html_tag *tag)
{
    struct bytes name = { text.data + *at, 0 }, value = { NULL, 0 };
    if (!byte_is_letter(*name.data))
        return false;
    while (*at < text.size && is_name_byte(text.data[*at]))
        ++*at;
    name.size = (size_t)(text.data + *at - name.data);
    size_t sign = html_past_blanks(text, *at);
    if (sign < text.size && text.data[sign] == '=') {
        *at = html_past_blanks(text, sign + 1);
        if (!read_value(text, at, &value))
            return false;
    }
    return name.size <= NAME_MOST_BYTES && keep(tag, name, value);
}

/* Misplaced ones libxml2 passes over without a word, with their stand-ins. */
static bool holds_the_page(struct bytes name)
{
    return name.size == 4 && (strncasecmp(name.data, "html", 4) == 0 || strncasecmp(name.data, "head", 4) == 0 ||
                              strncasecmp(name.data, "body", 4) == 0);
}

bool html_tag_read(struct bytes text, struct html_tag *tag)
{
    size_t at = 0;
    while (at < text.size && (byte_is_letter(text.data[at]) || byte_is_digit(text.data[at])))
        at++;
    tag->name_bytes = at;
    tag->closes_itself = false;
    tag->count = 0;
    if (at > NAME_MOST_BYTES || holds_the_page((struct bytes){ text.data, at }))
        return false;
    for (size_t attributes = 0; attributes <= HTML_ATTRIBUTES_MOST; attributes++) {
        size_t next = html_past_blanks(text, at);
        if (next < text.size && text.data[next] == '/') {
            tag->closes_itself = true;
            next++;
        }
        if (next == text.size)
            return false;
        tag->size = next;
        if (text.data[next] == '>')
            return true;
        if (tag->closes_itself || next == at || !read_attribute(text, &next, tag))
            return false;
        at = next;
    }
    return false;
}

/* == Keeping and giving ======================================================================================= */

void html_kept_copy(struct html_kept *kept, struct bytes text, const struct html_tag *tag, struct buffer *clean)
{
    buffer_append_byte(clean, '<');
    buffer_append(clean, text.data, tag->name_bytes);
    if (tag->count) {
        const char stand_in[] = { ' ', STAND_IN_MARK, (char)('0' + kept->made % 10) };
        buffer_append(clean, stand_in, sizeof stand_in);
        buffer_append_byte(&kept->packed, (char)tag->count);
        kept->made++;
    }
    for (size_t i = 0; i < tag->count; i++) {
        const struct html_kept_attribute *attribute = &tag->kept[i];
        buffer_append_byte(&kept->packed, (char)attribute->name);
        buffer_append_varint(&kept->packed, attribute->value.data ? attribute->value.size + 1 : 0);
        buffer_append(&kept->packed, attribute->value.data, attribute->value.size);
        if (attribute->value.data)
            buffer_append_byte(&kept->packed, '\0');
    }
    if (tag->closes_itself)
        buffer_append(clean, " /", 2);
}

bool html_kept_may_be_in(struct bytes markup)
{
    const char *begin = markup.data, *end = begin + markup.size, *mark;
    for (const char *at = begin; at < end && (mark = memchr(at, STAND_IN_MARK, (size_t)(end - at))); at = mark + 1)
        if ((mark == begin || !is_name_byte(mark[-1])) && (mark + 1 == end || byte_is_digit(mark[1])))
            return true;
    return false;
}

static bool is_stand_in(const struct html_kept *kept, const unsigned char *name)
{
    return name[0] == STAND_IN_MARK && name[1] == '0' + kept->given % 10 && !name[2];
}

const unsigned char **html_kept_next(struct html_kept *kept, const unsigned char **attributes,
                                     const unsigned char *into[HTML_KEPT_ARRAY])
{
    struct bytes rest = { kept->packed.bytes + kept->at, kept->packed.size - kept->at }, head, value;
    size_t used = 0;
    uint64_t value_bytes;
    if (!attributes || !is_stand_in(kept, attributes[0]) || !bytes_read(&rest, 1, &head))
        return attributes;
    for (unsigned char count = (unsigned char)*head.data; count > 0; count--) {
        if (!bytes_read(&rest, 1, &head) || !bytes_read_varint(&rest, &value_bytes) ||
            !bytes_read(&rest, value_bytes, &value))
            break; /* never: it was written here */
        into[used++] = (const unsigned char *)kept_names[(unsigned char)*head.data];
        into[used++] = value_bytes ? (const unsigned char *)value.data : NULL;
    }
    into[used] = NULL;
    kept->at = (size_t)(rest.data - kept->packed.bytes);
    kept->given++;
    return into;
}

bool html_kept_are_whole(const struct html_kept *kept)
{
    return kept->given == kept->made;
}
