/* The SAX handler: keeps a stack of where it stands and hands the text to the page writer. */
#include "indexer/html/html.h"

#include <ctype.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "indexer/html/html_attributes.h"
#include "indexer/html/html_elements.h"
#include "indexer/html/html_guard.h"
#include "indexer/page/page_writer.h"

enum {
    DEPTH_MOST = 512,
    DATE_BLOCK_BYTES = 100, /* longer is no date */
    DATE_BLOCKS_MOST = 64,
    CELL_BYTES = 160, /* a longer cell is a column of the page, not of a table */
    ROW_CELLS_MOST = 24,
    LINK_BYTES_MOST = 600, /* a longer link was never closed */
    NO_LINK = -1,
};

enum showing { SHOWN, CONTROL, SKIPPED };

/* What goes into a string instead of the text. */
enum capture { CAPTURE_NONE, CAPTURE_TITLE, CAPTURE_SCRIPT };

/* An open element, and what it inherits from those around it. */
struct level {
    const struct html_element *element;
    struct page_place place;
    enum showing showing;
    bool preformatted;
    bool says_date;    /* its text is a "date-block" */
    bool is_time;      /* its text is a "time" */
    size_t text_start; /* in page->text */
    size_t first_block;
    size_t cell_count; /* of a row */
    ptrdiff_t link;    /* index in page->links, NO_LINK if it is not an anchor */
};

struct reader {
    htmlParserCtxtPtr parser;
    struct page *page;
    struct page_writer writer;
    struct html_runs *runs;
    enum capture capture;
    struct buffer captured;
    size_t date_blocks;
    unsigned breaks;   /* br since the last word: two end a block */
    unsigned newlines; /* the same in pre */
    size_t depth;
    size_t link_depth;    /* of the innermost open link, 0 for none */
    struct level *levels; /* room for DEPTH_MOST + 1; levels[0] is the document */
};

static struct level *top(struct reader *reader)
{
    return &reader->levels[reader->depth];
}

static struct bytes view(const xmlChar *text)
{
    return text ? (struct bytes){ (const char *)text, strlen((const char *)text) } : (struct bytes){ "", 0 };
}

static struct bytes attribute_bytes(const xmlChar **attributes, const char *name)
{
    return view((const xmlChar *)html_attribute(attributes, name));
}

/* == Elements that give a string ============================================================================== */

/* The attribute that names what an element tells: name, property, itemprop or http-equiv. */
static struct bytes meta_name(const xmlChar **attributes)
{
    static const char *const names[] = { "name", "property", "itemprop", "http-equiv" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        struct bytes name = attribute_bytes(attributes, names[i]);
        if (name.size)
            return name;
    }
    return (struct bytes){ "", 0 };
}

static void read_meta(struct reader *reader, const xmlChar **attributes)
{
    struct bytes name = meta_name(attributes), content = attribute_bytes(attributes, "content");
    if (name.size && content.size)
        page_writer_meta(&reader->writer, name, content);
}

/* Microdata and RDFa put metas on any element. */
static void read_property(struct reader *reader, const xmlChar **attributes)
{
    struct bytes name = attribute_bytes(attributes, "itemprop");
    if (!name.size)
        name = attribute_bytes(attributes, "property");
    struct bytes content = attribute_bytes(attributes, "content");
    if (!content.size)
        content = attribute_bytes(attributes, "datetime");
    if (name.size && content.size)
        page_writer_meta(&reader->writer, name, content);
}

static void read_link(struct reader *reader, const xmlChar **attributes)
{
    struct bytes href = attribute_bytes(attributes, "href");
    if (!href.size)
        return;
    struct link link = { .href = page_writer_string(&reader->writer, href) };
    link.rel = page_writer_string(&reader->writer, attribute_bytes(attributes, "rel"));
    link.hreflang = page_writer_string(&reader->writer, attribute_bytes(attributes, "hreflang"));
    link.text_offset = reader->page->text.size;
    page_writer_link(&reader->writer, &link);
}

static void start_capture(struct reader *reader, enum capture capture)
{
    reader->capture = capture;
    buffer_truncate(&reader->captured, 0);
}

static void end_capture(struct reader *reader)
{
    struct bytes captured = { reader->captured.bytes, reader->captured.size };
    if (reader->captured.failed)
        reader->writer.out_of_memory = true;
    if (reader->capture == CAPTURE_SCRIPT && captured.size)
        page_writer_meta(&reader->writer, (struct bytes){ "json-ld", 7 }, captured);
    else if (reader->capture == CAPTURE_TITLE && !reader->page->title)
        reader->page->title = page_writer_string(&reader->writer, captured);
    reader->capture = CAPTURE_NONE;
}

/* == Where an element stands ================================================================================== */

static bool ends_block(enum html_flow flow)
{
    return (flow >= FLOW_CONTAINER && flow <= FLOW_PRE) || flow == FLOW_RULE;
}

static void end_block(struct reader *reader)
{
    page_writer_end_block(&reader->writer);
    reader->breaks = reader->newlines = 0;
}

static void place_in_flow(struct reader *reader, struct level *level, unsigned regions)
{
    struct page_place *place = &level->place;
    switch (level->element->flow) {
    case FLOW_HEADING:
        place->role = BLOCK_HEADING;
        place->level = (unsigned)(level->element->name[1] - '0');
        break;
    case FLOW_ITEM:
        place->role = BLOCK_LIST_ITEM;
        break;
    case FLOW_QUOTE:
        place->role = BLOCK_QUOTE;
        break;
    case FLOW_PRE:
        level->preformatted = true;
        break;
    default:
        break;
    }
    place->regions |= regions;
    if (level->element->flow == FLOW_CONTAINER || level->element->flow == FLOW_QUOTE ||
        level->element->flow == FLOW_CELL || (regions && ends_block(level->element->flow)))
        place->container = page_writer_container(&reader->writer, place->container, regions);
}

static enum showing showing_in(const struct level *parent, const struct html_element *element, bool hidden)
{
    if (element->flow == FLOW_SKIP || element->flow == FLOW_SCRIPT || element->flow == FLOW_TITLE)
        return SKIPPED;
    if (element->flow == FLOW_CONTROL || (hidden && !ends_block(element->flow)))
        return parent->showing == SKIPPED ? SKIPPED : CONTROL;
    return parent->showing == CONTROL && ends_block(element->flow) ? SHOWN : parent->showing;
}

/* == Events =================================================================================================== */

static void open_level(struct reader *reader, const struct html_element *element, const xmlChar **attributes)
{
    const struct level *parent = top(reader);
    struct level *level = &reader->levels[reader->depth + 1];
    bool says_date = false;
    unsigned regions = html_regions(element, attributes, &says_date);

    *level = (struct level){ .element = element,
                             .place = parent->place,
                             .showing = showing_in(parent, element, regions & REGION_HIDDEN),
                             .preformatted = parent->preformatted,
                             .says_date = says_date,
                             .text_start = reader->page->text.size,
                             .first_block = reader->page->block_count,
                             .link = NO_LINK };
    if (element->flow == FLOW_CELL)
        reader->levels[reader->depth].cell_count++;
    place_in_flow(reader, level, regions);
    reader->depth++;
    reader->writer.place = level->place;
}

static void read_strings(struct reader *reader, const xmlChar **attributes)
{
    struct level *level = top(reader);
    switch (level->element->flow) {
    case FLOW_META:
        read_meta(reader, attributes);
        return;
    case FLOW_LINK:
        read_link(reader, attributes);
        return;
    case FLOW_ANCHOR:
        if (html_attribute(attributes, "href")) {
            size_t before = reader->page->link_count;
            read_link(reader, attributes);
            level->link = reader->page->link_count > before ? (ptrdiff_t)before : NO_LINK;
            level->place.link = true;
            reader->writer.place.link = true;
            reader->link_depth = reader->depth;
        }
        break;
    case FLOW_TIME: {
        struct bytes datetime = attribute_bytes(attributes, "datetime");
        if (datetime.size)
            page_writer_meta(&reader->writer, (struct bytes){ "time", 4 }, datetime);
        else
            level->is_time = true;
        break;
    }
    case FLOW_SCRIPT: {
        const char *type = html_attribute(attributes, "type");
        if (type &&
            (strncasecmp(type, "application/ld+json", 19) == 0 || strncasecmp(type, "application/json", 16) == 0))
            start_capture(reader, CAPTURE_SCRIPT);
        return;
    }
    case FLOW_TITLE:
        if (!reader->page->title && reader->levels[reader->depth - 1].showing == SHOWN)
            start_capture(reader, CAPTURE_TITLE);
        return;
    default:
        break;
    }
    if (attributes)
        read_property(reader, attributes);
}

static void read_language(struct reader *reader, const xmlChar **attributes)
{
    struct bytes language = attribute_bytes(attributes, "lang");
    if (!language.size)
        language = attribute_bytes(attributes, "xml:lang");
    if (!reader->page->language)
        reader->page->language = page_writer_string(&reader->writer, language);
}

static void read_break(struct reader *reader)
{
    reader->writer.space_pending = true;
    if (++reader->breaks >= 2)
        end_block(reader);
}

/* At a new block: is the link around it still credible? */
static void doubt_link(struct reader *reader)
{
    if (!reader->link_depth ||
        reader->page->text.size - reader->levels[reader->link_depth].text_start <= LINK_BYTES_MOST)
        return;
    for (size_t i = reader->link_depth; i <= reader->depth; i++)
        reader->levels[i].place.link = false;
    reader->writer.place.link = false;
    reader->link_depth = 0;
}

/* Close what libxml2 has closed without a word. Its stack is the measure: ours never grows beyond it. */
static void close_level(struct reader *reader);

static void close_beyond(struct reader *reader, size_t depth)
{
    while (reader->depth > depth)
        close_level(reader);
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    struct reader *reader = context;
    htmlParserCtxtPtr parser = reader->parser;
    const struct html_element *element = html_element_find((const char *)name);
    const xmlChar *kept[HTML_KEPT_ARRAY];
    size_t depth = parser->nameNr > 0 ? (size_t)parser->nameNr : 1;

    attributes = html_kept_next(&reader->runs->kept, attributes, kept);
    close_beyond(reader, depth - 1);
    if (ends_block(element->flow)) {
        end_block(reader);
        doubt_link(reader);
    }
    if (depth > DEPTH_MOST) {
        /* Too deep: taken off libxml2's stack, so that closing tags stay cheap to match; what it holds belongs to the
         * element around. */
        reader->page->truncated++;
        if (ends_block(element->flow) && top(reader)->showing == CONTROL)
            top(reader)->showing = SHOWN;
        if (!element->empty) {
            parser->nameNr--;
            parser->name = parser->nameTab[parser->nameNr - 1];
        }
        return;
    }
    open_level(reader, element, attributes);
    if (html_holds_the_page(element))
        read_language(reader, attributes);
    if (element->flow == FLOW_BREAK && top(reader)->showing == SHOWN)
        read_break(reader);
    read_strings(reader, attributes);
}

/* Short cells of one block each make a row of data; otherwise the table lays out a page. */
static bool is_data_row(const struct reader *reader, const struct level *row)
{
    const struct page *page = reader->page;
    size_t blocks = page->block_count - row->first_block;
    if (row->cell_count < 2 || blocks < 2 || blocks > row->cell_count || row->cell_count > ROW_CELLS_MOST)
        return false;
    for (size_t i = row->first_block; i < page->block_count; i++)
        if (page->blocks[i].length > CELL_BYTES || page->blocks[i].role == BLOCK_HEADING)
            return false;
    return true;
}

static void close_text(struct reader *reader, const struct level *level)
{
    struct bytes text = page_writer_since(&reader->writer, level->text_start);
    if (level->link != NO_LINK && (size_t)level->link < reader->page->link_count) {
        struct link *link = &reader->page->links[level->link];
        link->text_offset = text.size ? (size_t)(text.data - reader->page->text.bytes) : level->text_start;
        link->text_length = text.size;
    }
    if (text.size == 0 || text.size > DATE_BLOCK_BYTES || level->showing != SHOWN)
        return;
    if (level->is_time)
        page_writer_meta(&reader->writer, (struct bytes){ "time", 4 }, text);
    else if (level->says_date && reader->date_blocks++ < DATE_BLOCKS_MOST)
        page_writer_meta(&reader->writer, (struct bytes){ "date-block", 10 }, text);
}

static void close_level(struct reader *reader)
{
    struct level *level = top(reader);
    if (reader->capture != CAPTURE_NONE &&
        (level->element->flow == FLOW_SCRIPT || level->element->flow == FLOW_TITLE))
        end_capture(reader);
    if (level->link != NO_LINK || level->is_time || level->says_date)
        close_text(reader, level);
    if (ends_block(level->element->flow))
        end_block(reader);
    if (level->element->flow == FLOW_ROW && is_data_row(reader, level))
        page_writer_join(&reader->writer, level->first_block, BLOCK_TABLE_ROW);
    if (reader->link_depth == reader->depth)
        reader->link_depth = 0;
    reader->depth--;
    reader->writer.place = top(reader)->place;
}

static void on_end(void *context, const xmlChar *name)
{
    struct reader *reader = context;
    int depth = reader->parser->nameNr;
    (void)name;
    close_beyond(reader, depth > 0 ? (size_t)depth - 1 : 0);
}

/* Lines of preformatted text are joined as wrapped lines are; an empty one ends the block. */
static void read_preformatted(struct reader *reader, struct bytes text)
{
    while (text.size > 0) {
        const char *end = memchr(text.data, '\n', text.size);
        size_t size = end ? (size_t)(end - text.data) : text.size;
        struct bytes line = { text.data, size };
        for (size_t i = 0; i < size && reader->newlines; i++)
            if (!isspace((unsigned char)line.data[i]))
                reader->newlines = 0;
        page_writer_text(&reader->writer, line);
        if (!end)
            return;
        reader->writer.space_pending = true;
        if (++reader->newlines >= 2)
            end_block(reader);
        text.data += size + 1;
        text.size -= size + 1;
    }
}

static void read_text(struct reader *reader, struct bytes text)
{
    if (reader->capture != CAPTURE_NONE) {
        buffer_append(&reader->captured, text.data, text.size);
        return;
    }
    if (top(reader)->showing != SHOWN)
        return;
    if (top(reader)->preformatted) {
        read_preformatted(reader, text);
        return;
    }
    size_t before = reader->page->text.size;
    page_writer_text(&reader->writer, text);
    if (reader->page->text.size > before)
        reader->breaks = 0;
}

static void on_text(void *context, const xmlChar *bytes, int size)
{
    struct reader *reader = context;
    struct bytes text = { (const char *)bytes, size > 0 ? (size_t)size : 0 }, piece;
    while (html_runs_next(reader->runs, &text, &piece))
        read_text(reader, piece);
}

/* == Reading ================================================================================================== */

static void parse(struct reader *reader)
{
    htmlSAXHandler handler = { .startElement = on_start,
                               .endElement = on_end,
                               .characters = on_text,
                               .ignorableWhitespace = on_text,
                               .cdataBlock = on_text };
    htmlParserCtxtPtr parser = reader->parser;
    *parser->sax = handler;
    parser->userData = reader;
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                   HTML_PARSE_IGNORE_ENC);
    xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
    htmlParseDocument(parser);
    close_beyond(reader, 0);
}

/* A parser over bytes that stay where they are, with a NUL behind them: one over a buffer of its own would look for
 * more to read at each tag near the end, and small pages are all end. NULL when memory is exhausted. */
static htmlParserCtxtPtr new_parser(struct bytes clean)
{
    htmlParserCtxtPtr parser = htmlNewParserCtxt();
    xmlParserInputPtr input = parser ? xmlNewStringInputStream(parser, (const xmlChar *)clean.data) : NULL;
    if (input) {
        input->end = input->base + clean.size;
        input->length = (int)clean.size;
    }
    if (!input || inputPush(parser, input) < 0) {
        xmlFreeInputStream(input);
        htmlFreeParserCtxt(parser);
        return NULL;
    }
    return parser;
}

void html_prepare(void)
{
    xmlInitParser();
}

/* Read what the guard left of a page. */
static enum status read_guarded(struct bytes clean, struct html_runs *runs, struct page *page,
                                struct failure *failure)
{
    struct reader reader = { .page = page, .runs = runs, .captured = BUFFER_EMPTY };
    enum status status;

    if (!(reader.levels = malloc((DEPTH_MOST + 1) * sizeof *reader.levels)) ||
        (clean.size && !(reader.parser = new_parser(clean)))) {
        status = fail_no_memory(failure);
        goto done;
    }
    reader.levels[0] = (struct level){ .element = html_element_find(""), .link = NO_LINK };
    size_t size = clean.size + runs->spared;
    page->text.limit = size + size / 2 + 1; /* a C1 control becomes a quote, three bytes for two */
    page_writer_init(&reader.writer, page);
    if (reader.parser)
        parse(&reader);
    status = page_writer_finish(&reader.writer, failure);

done:
    htmlFreeParserCtxt(reader.parser);
    buffer_clear(&reader.captured);
    free(reader.levels);
    return status;
}

/* The page as libxml2 is given it; without stand-ins where the guard finds that they would mislead. */
static enum status clean_page(struct bytes utf8, bool makes_runs, struct html_runs *runs, struct buffer *clean,
                              struct page *page, struct failure *failure)
{
    size_t cut = html_guard(utf8, clean, makes_runs ? runs : NULL);
    if (runs->is_misleading) {
        html_runs_clear(runs);
        buffer_truncate(clean, 0);
        cut = html_guard(utf8, clean, NULL);
    }
    page->truncated += cut;
    return runs->out_of_memory || runs->kept.packed.failed ? fail_no_memory(failure)
                                                           : buffer_status(clean, "a page", failure);
}

static enum status read_page(struct bytes utf8, bool makes_runs, struct html_runs *runs, struct page *page,
                             struct failure *failure)
{
    struct buffer clean = BUFFER_EMPTY;
    enum status status = clean_page(utf8, makes_runs, runs, &clean, page, failure);
    if (!status)
        status = read_guarded(buffer_view(&clean), runs, page, failure);
    buffer_clear(&clean);
    return status;
}

enum status html_read(struct bytes utf8, struct page *page, struct failure *failure)
{
    struct html_runs runs = HTML_RUNS_EMPTY;
    if (utf8.size > INT_MAX)
        return fail(failure, STATUS_LIMIT, "a page of more than 2 GiB");
    enum status status = read_page(utf8, html_runs_may_be_made(utf8), &runs, page, failure);
    if (!status && !html_runs_are_whole(&runs)) {
        html_runs_clear(&runs);
        page_clear(page);
        page_init(page);
        status = read_page(utf8, false, &runs, page, failure);
    }
    html_runs_clear(&runs);
    return status;
}
