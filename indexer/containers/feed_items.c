/* Cuts feeds into items, by their tags alone: however broken one item is, the others are whole. */
#include "indexer/containers/feed_items.h"

#include <stdlib.h>
#include <string.h>

#include "indexer/readers/xml_root.h"

const char *feed_item_name(const char *root, const char **other)
{
    static const struct {
        const char *root, *item, *other;
    } feeds[] = {
        { "rss", "item", NULL },       { "feed", "entry", NULL },      { "RDF", "item", "Description" },
        { "OAI-PMH", "record", NULL }, { "NewsML", "NewsItem", NULL }, { "newsMessage", "newsItem", NULL },
    };
    for (size_t i = 0; i < sizeof feeds / sizeof *feeds; i++) {
        if (strcmp(feeds[i].root, root) != 0)
            continue;
        *other = feeds[i].other;
        return feeds[i].item;
    }
    return NULL;
}

static bool is(struct bytes name, const char *wanted)
{
    return wanted && bytes_are(name, wanted);
}

static void skip(struct bytes *text, size_t size)
{
    *text = (struct bytes){ text->data + size, text->size - size };
}

/* To the next '<', whose markup is returned; `text` goes on behind it. */
static bool next_markup(struct bytes *text, struct bytes *markup)
{
    const char *at = text->size ? memchr(text->data, '<', text->size) : NULL;
    if (!at)
        return false;
    skip(text, (size_t)(at - text->data));
    *markup = (struct bytes){ text->data, xml_markup_bytes(*text) };
    skip(text, markup->size);
    return true;
}

static bool opens(const struct feed_items *items, struct bytes markup)
{
    struct bytes name = xml_tag_name(markup);
    return markup.size > 1 && markup.data[1] != '/' && (is(name, items->names[0]) || is(name, items->names[1]));
}

static bool is_empty_tag(struct bytes markup)
{
    return markup.size > 2 && markup.data[markup.size - 2] == '/';
}

bool feed_items_begin(struct feed_items *items, struct bytes utf8)
{
    struct xml_root root;
    struct bytes markup;
    *items = (struct feed_items){ .rest = utf8 };
    if (!xml_root_find(utf8, &root) || !(items->names[0] = feed_item_name(root.name, &items->names[1])))
        return false;
    while (next_markup(&items->rest, &markup)) {
        if (!items->root.size && markup.size > 1 && markup.data[1] != '?' && markup.data[1] != '!') {
            items->root = markup;
            continue;
        }
        if (is(xml_tag_name(markup), "language") && markup.data[1] != '/' && !items->language.size) {
            const char *start = markup.data;
            if (next_markup(&items->rest, &markup) && is(xml_tag_name(markup), "language"))
                items->language = (struct bytes){ start, (size_t)(markup.data + markup.size - start) };
        }
        if (opens(items, markup)) {
            size_t back = markup.size;
            items->rest = (struct bytes){ items->rest.data - back, items->rest.size + back };
            return items->root.size > 0;
        }
    }
    return false;
}

bool feed_items_next(struct feed_items *items, struct bytes *item)
{
    struct bytes markup;
    do {
        if (!next_markup(&items->rest, &markup))
            return false;
    } while (!opens(items, markup));

    struct bytes name = xml_tag_name(markup);
    const char *start = markup.data;
    size_t depth = !is_empty_tag(markup);
    while (depth > 0 && next_markup(&items->rest, &markup)) {
        struct bytes other = xml_tag_name(markup);
        if (other.size != name.size || memcmp(other.data, name.data, name.size) != 0)
            continue;
        if (markup.data[1] == '/')
            depth--;
        else
            depth += !is_empty_tag(markup);
    }
    *item = (struct bytes){ start, (size_t)(markup.data + markup.size - start) };
    if (depth > 0)
        *item = (struct bytes){ start, (size_t)(items->rest.data + items->rest.size - start) };
    return true;
}

bool feed_has_items(struct bytes head)
{
    struct xml_root root;
    struct feed_items items;
    struct bytes item;
    const char *other;
    if (!xml_root_find(head, &root) || !feed_item_name(root.name, &other))
        return false;
    char *ascii = malloc(head.size + 1);
    if (!ascii)
        return false;
    size_t size = xml_ascii(head, ascii, head.size);
    bool several = feed_items_begin(&items, (struct bytes){ ascii, size }) && feed_items_next(&items, &item) &&
                   feed_items_next(&items, &item);
    free(ascii);
    return several;
}
