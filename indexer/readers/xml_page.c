/* Walks through XML with a vocabulary in hand. */
#include "indexer/readers/xml_page.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "indexer/html/html_part.h"
#include "indexer/page/page_writer.h"
#include "indexer/page/whole_text.h"
#include "indexer/readers/xml_events.h"

enum { DEPTH_MOST = 300 /* libxml2 stops at 256 */ };

struct level {
    enum xml_action action; /* of the element, or of the one around it that decides for all inside */
    bool has_text;          /* words stand in it directly: what comes among them is part of the sentence */
    bool in_line;
    struct page_place place;
};

struct walk {
    const struct xml_vocabulary *vocabulary;
    struct page *page;
    struct record *record;
    struct failure *failure;
    enum status status; /* the first failure */
    struct page_writer writer;
    struct level levels[DEPTH_MOST + 1];
    size_t depth;
    size_t capture_depth; /* of the element whose text is put aside; 0 for none */
    const struct xml_meaning *captured_for;
    struct buffer captured;
    struct buffer title, summary, content; /* summary and content: of the open item */
    bool has_content;                      /* the item's was elements, and is written already */
};

/* == What a value says ======================================================================================== */

static void take_uri(struct walk *walk, struct bytes value)
{
    if (walk->record->uri || walk->status || value.size < 10 ||
        (memcmp(value.data, "http://", 7) != 0 && memcmp(value.data, "https://", 8) != 0))
        return;
    for (size_t i = 0; i < value.size; i++)
        if ((unsigned char)value.data[i] <= ' ')
            return;
    /* libxml2 leaves ampersands in attributes as references. */
    struct buffer uri = BUFFER_EMPTY;
    for (size_t i = 0; i < value.size;) {
        bool reference = value.size - i >= 5 && memcmp(value.data + i, "&#38;", 5) == 0;
        buffer_append_byte(&uri, reference ? '&' : value.data[i]);
        i += reference ? 5 : 1;
    }
    if (!(walk->status = buffer_status(&uri, "an address", walk->failure)))
        walk->status = record_set(&walk->record->uri, buffer_view(&uri), walk->failure);
    buffer_clear(&uri);
}

/* Titles of feeds are often HTML. */
static void take_title(struct walk *walk, struct bytes value)
{
    struct buffer plain = BUFFER_EMPTY;
    if (!walk->status && (memchr(value.data, '<', value.size) || memchr(value.data, '&', value.size))) {
        walk->status = html_part_text(&plain, value, walk->failure);
        value = buffer_view(&plain);
    }
    if (!walk->title.size)
        buffer_append(&walk->title, value.data, value.size);
    page_writer_end_block(&walk->writer);
    walk->writer.place = (struct page_place){ .role = BLOCK_HEADING,
                                              .level = walk->title.size == value.size ? 1 : 2 };
    page_writer_text(&walk->writer, value);
    page_writer_end_block(&walk->writer);
    walk->writer.place = (struct page_place){ .role = BLOCK_PARAGRAPH };
    buffer_clear(&plain);
}

static void take_value(struct walk *walk, const struct xml_meaning *meaning, struct bytes value)
{
    value = bytes_trimmed(value);
    if (!value.size)
        return;
    switch (meaning->action) {
    case XML_TITLE:
        take_title(walk, value);
        break;
    case XML_META:
        page_writer_meta(&walk->writer, bytes_of(meaning->meta), value);
        break;
    case XML_URI:
        take_uri(walk, value);
        break;
    case XML_LANGUAGE:
        if (!walk->page->language)
            walk->page->language = page_writer_string(&walk->writer, value);
        break;
    case XML_SUMMARY:
    case XML_CONTENT: {
        struct buffer *kept = meaning->action == XML_SUMMARY ? &walk->summary : &walk->content;
        buffer_append(kept, value.data, value.size);
        buffer_append_byte(kept, '\n');
        break;
    }
    default:
        break;
    }
}

/* The whole content where there is one, else its summary. */
static void end_item(struct walk *walk)
{
    struct buffer *text = walk->content.size ? &walk->content : &walk->summary;
    if (text->size && !walk->has_content && !walk->status)
        walk->status = html_part_append(&walk->writer, buffer_view(text), walk->failure);
    if (walk->content.failed || walk->summary.failed)
        walk->writer.out_of_memory = true;
    buffer_truncate(&walk->content, 0);
    buffer_truncate(&walk->summary, 0);
    walk->has_content = false;
}

/* == Running text ============================================================================================= */

static bool is_in_line(const char *name)
{
    static const char *const names[] = {
        "a",  "abbr",   "acronym", "b",        "big", "bold",  "code",  "em",    "emph",   "font", "hi",
        "i",  "italic", "link",    "q",        "ref", "s",     "small", "span",  "strong", "sub",  "sup",
        "tt", "u",      "person",  "location", "org", "chron", "num",   "money", "event",  "city"
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static struct page_place place_of(const char *name)
{
    struct page_place place = { .role = BLOCK_PARAGRAPH };
    bool numbered = name[0] == 'h' && name[1] >= '1' && name[1] <= '6' && !name[2];
    if (numbered || strcmp(name, "title") == 0 || strncmp(name, "hl", 2) == 0) {
        place.role = BLOCK_HEADING;
        place.level = numbered ? (unsigned)(name[1] - '0') : 2;
    } else if (strcmp(name, "li") == 0 || strcmp(name, "item") == 0) {
        place.role = BLOCK_LIST_ITEM;
    } else if (strcmp(name, "blockquote") == 0 || strcmp(name, "quote") == 0 || strcmp(name, "bq") == 0) {
        place.role = BLOCK_QUOTE;
    }
    return place;
}

static void start_in_body(struct walk *walk, struct level *level, const struct level *around, const char *name)
{
    bool inside = around->action == XML_BODY;
    level->in_line = inside && (around->has_text || is_in_line(name));
    level->place = level->in_line ? around->place : place_of(name);
    if (!level->in_line)
        page_writer_end_block(&walk->writer);
    else if (strcmp(name, "br") == 0)
        walk->writer.space_pending = true;
    walk->writer.place = level->place;
}

static void end_in_body(struct walk *walk, const struct level *level)
{
    if (!level->in_line) {
        page_writer_end_block(&walk->writer);
        walk->levels[walk->depth - 1].has_text = false;
    }
    walk->writer.place = walk->levels[walk->depth - 1].place;
}

/* == Events =================================================================================================== */

static const struct xml_meaning *meaning_of(struct walk *walk, const struct xml_element *element)
{
    if (strcmp(walk->vocabulary->name, "RDF") == 0 && strcmp(element->name, "item") == 0)
        walk->vocabulary = xml_vocabulary_find("rss"); /* RSS 1.0 is written as RDF */
    return xml_vocabulary_meaning(walk->vocabulary, element->name);
}

/* Atom's content may be elements of XHTML, and its links lead to other things as well. */
static enum xml_action action_of(const struct xml_element *element, const struct xml_meaning *meaning,
                                 enum xml_action others)
{
    enum xml_action action = meaning ? meaning->action : others;
    if ((action == XML_CONTENT || action == XML_SUMMARY) && xml_attribute_is(element, "type", "xhtml"))
        return XML_BODY;
    if (action == XML_URI && meaning->attribute && xml_attribute(element, "rel").size &&
        !xml_attribute_is(element, "rel", "alternate"))
        return XML_SKIP;
    return action;
}

static bool is_captured(enum xml_action action)
{
    return action == XML_TITLE || action == XML_META || action == XML_URI || action == XML_LANGUAGE ||
           action == XML_SUMMARY || action == XML_CONTENT;
}

static void start_element(void *context, const struct xml_element *element)
{
    struct walk *walk = context;
    if (walk->depth == 0 && xml_attribute(element, "lang").size)
        walk->page->language = page_writer_string(&walk->writer, xml_attribute(element, "lang"));
    if (++walk->depth > DEPTH_MOST)
        return;
    const struct level *around = &walk->levels[walk->depth - 1];
    struct level *level = &walk->levels[walk->depth];
    *level = (struct level){ .action = around->action, .place = around->place };
    if (walk->capture_depth || around->action == XML_SKIP)
        return;
    if (around->action == XML_BODY) {
        start_in_body(walk, level, around, element->name);
        return;
    }
    const struct xml_meaning *meaning = meaning_of(walk, element);
    level->action = action_of(element, meaning, walk->vocabulary->others);
    if (level->action == XML_BODY) {
        walk->has_content |= meaning && meaning->action == XML_CONTENT;
        start_in_body(walk, level, around, element->name);
    } else if (is_captured(level->action) && meaning->attribute) {
        take_value(walk, meaning, xml_attribute(element, meaning->attribute));
    } else if (is_captured(level->action)) {
        walk->capture_depth = walk->depth;
        walk->captured_for = meaning;
        buffer_truncate(&walk->captured, 0);
    }
}

static void end_element(void *context, const char *name)
{
    struct walk *walk = context;
    (void)name;
    if (walk->depth <= DEPTH_MOST) {
        const struct level *level = &walk->levels[walk->depth];
        if (walk->capture_depth == walk->depth) {
            walk->capture_depth = 0;
            take_value(walk, walk->captured_for, buffer_view(&walk->captured));
        } else if (!walk->capture_depth && level->action == XML_BODY) {
            end_in_body(walk, level);
        } else if (!walk->capture_depth && level->action == XML_ITEM) {
            end_item(walk);
        }
    }
    walk->depth--;
}

static void add_text(void *context, struct bytes text)
{
    struct walk *walk = context;
    if (walk->capture_depth) {
        buffer_append(&walk->captured, text.data, text.size);
        return;
    }
    if (walk->depth > DEPTH_MOST || walk->levels[walk->depth].action != XML_BODY)
        return;
    walk->levels[walk->depth].has_text |= bytes_trimmed(text).size > 0;
    page_writer_text(&walk->writer, text);
}

/* == The whole ================================================================================================ */

static enum status finish(struct walk *walk, long damage_line)
{
    enum status status = walk->status;
    end_item(walk);
    if (!status)
        status = walk->status;
    if (!status && (walk->captured.failed || walk->title.failed))
        status = fail_no_memory(walk->failure);
    if (!status && damage_line)
        status = record_add_warning(walk->record, walk->failure, "not well-formed XML from line %ld on", damage_line);
    if (status || (status = page_writer_finish(&walk->writer, walk->failure)) ||
        (status = whole_text_take(walk->page, walk->record, walk->failure)))
        return status;
    return whole_text_title(buffer_view(&walk->title), walk->record, walk->failure);
}

enum status xml_page_read(struct bytes utf8, const struct xml_vocabulary *vocabulary, struct page *page,
                          struct record *record, struct failure *failure)
{
    static const struct xml_handler handler = { start_element, end_element, add_text };
    struct walk *walk = calloc(1, sizeof *walk);
    long damage_line;
    if (!walk)
        return fail_no_memory(failure);
    walk->vocabulary = vocabulary;
    walk->page = page;
    walk->record = record;
    walk->failure = failure;
    walk->captured = walk->title = walk->summary = walk->content = (struct buffer)BUFFER_EMPTY;
    walk->levels[0].action = XML_PASS;
    page_writer_init(&walk->writer, page);
    enum status status = xml_events_read(utf8, &handler, walk, &damage_line, failure);
    if (!status)
        status = finish(walk, damage_line);
    buffer_clear(&walk->captured);
    buffer_clear(&walk->title);
    buffer_clear(&walk->summary);
    buffer_clear(&walk->content);
    free(walk);
    return status;
}
