/* A scanner of markup that knows just enough of XML to step from one tag to the next. */
#include "indexer/readers/xml_root.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

size_t xml_ascii(struct bytes raw, char *ascii, size_t most)
{
    size_t size = 0;
    for (size_t i = 0; i < raw.size && size < most; i++)
        if (raw.data[i] != '\0')
            ascii[size++] = raw.data[i];
    return size;
}

static size_t through(struct bytes text, size_t from, const char *end)
{
    const char *at = from < text.size ? memmem(text.data + from, text.size - from, end, strlen(end)) : NULL;
    return at ? (size_t)(at - text.data) + strlen(end) : text.size;
}

/* To the '>' that stands in no quotes and, for a DOCTYPE, in no brackets. */
static size_t tag_bytes(struct bytes text, bool declaration)
{
    char quote = '\0';
    size_t brackets = 0;
    for (size_t i = 1; i < text.size; i++) {
        char byte = text.data[i];
        if (quote) {
            if (byte == quote)
                quote = '\0';
        } else if (byte == '"' || byte == '\'') {
            quote = byte;
        } else if (declaration && byte == '[') {
            brackets++;
        } else if (declaration && byte == ']' && brackets) {
            brackets--;
        } else if (byte == '>' && !brackets) {
            return i + 1;
        }
    }
    return text.size;
}

size_t xml_markup_bytes(struct bytes text)
{
    if (bytes_begin(text, "<!--"))
        return through(text, 4, "-->");
    if (bytes_begin(text, "<![CDATA["))
        return through(text, 9, "]]>");
    if (bytes_begin(text, "<?"))
        return through(text, 2, "?>");
    return tag_bytes(text, bytes_begin(text, "<!"));
}

static bool is_name_byte(char byte)
{
    return isalnum((unsigned char)byte) || (byte && strchr("_:.-", byte)) || (byte & 0x80);
}

struct bytes xml_tag_name(struct bytes tag)
{
    size_t at = bytes_begin(tag, "</") ? 2 : 1, start = at;
    while (at < tag.size && is_name_byte(tag.data[at])) {
        if (tag.data[at] == ':')
            start = at + 1;
        at++;
    }
    return at > start && !isdigit((unsigned char)tag.data[start]) ? (struct bytes){ tag.data + start, at - start }
                                                                  : (struct bytes){ "", 0 };
}

enum verdict { IS_XML, NO_XML, TOO_SHORT };

static enum verdict find_root(struct bytes text, struct xml_root *root)
{
    *root = (struct xml_root){ .declared = false };
    if (bytes_begin(text, "\xEF\xBB\xBF"))
        text = (struct bytes){ text.data + 3, text.size - 3 };
    else if (bytes_begin(text, "\xFF\xFE") || bytes_begin(text, "\xFE\xFF"))
        text = (struct bytes){ text.data + 2, text.size - 2 };
    for (;;) {
        while (text.size && isspace((unsigned char)*text.data))
            text = (struct bytes){ text.data + 1, text.size - 1 };
        if (!text.size)
            return TOO_SHORT;
        size_t size = *text.data == '<' ? xml_markup_bytes(text) : 0;
        if (size == 0)
            return NO_XML;
        if (!bytes_begin(text, "<?") && !bytes_begin(text, "<!")) {
            struct bytes name = xml_tag_name((struct bytes){ text.data, size });
            if (size == text.size && text.data[size - 1] != '>')
                return TOO_SHORT;
            if (!name.size || name.size >= sizeof root->name)
                return NO_XML;
            memcpy(root->name, name.data, name.size);
            return IS_XML;
        }
        root->declared |= bytes_begin(text, "<?xml");
        text = (struct bytes){ text.data + size, text.size - size };
    }
}

/* `ascii` has room for `most` bytes. Only UTF-16 needs it: other bytes are looked at where they are. */
static enum verdict find_root_in(struct bytes raw, char *ascii, size_t most, struct xml_root *root)
{
    if (raw.size > most)
        raw.size = most;
    if (raw.size && memchr(raw.data, '\0', raw.size))
        raw = (struct bytes){ ascii, xml_ascii(raw, ascii, most) };
    return find_root(raw, root);
}

/* Nearly all documents tell in their first line; only a long comment or document type takes more. */
bool xml_root_find(struct bytes raw, struct xml_root *root)
{
    enum { FIRST_BYTES = 1024 };
    char first[FIRST_BYTES];
    enum verdict verdict = find_root_in(raw, first, sizeof first, root);
    if (verdict == TOO_SHORT && raw.size > sizeof first) {
        char *ascii = malloc(XML_SNIFFED_BYTES);
        if (ascii)
            verdict = find_root_in(raw, ascii, XML_SNIFFED_BYTES, root);
        free(ascii);
    }
    return verdict == IS_XML;
}
