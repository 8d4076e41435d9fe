/* ODT: the text of content.xml with its headings, lists, tables and notes. */
#include <stdlib.h>
#include <string.h>

#include "indexer/common/container_zip.h"
#include "indexer/common/reason.h"
#include "indexer/readers/office_page.h"
#include "indexer/readers/office_styles.h"
#include "indexer/readers/office_zip.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/xml_events.h"

enum part { PART_KIND, PART_CONTENT, PART_PROPERTIES, PART_MANIFEST, PART_COUNT };

#define KIND_PREFIX "application/vnd.oasis.opendocument."

struct odt {
    struct office_page made;
    struct office_styles styles; /* those that derive from a heading's */
    size_t depth;
    size_t skipped_at; /* depth of the element whose content is left out; 0 for none */
    size_t note_at;    /* depth of the note whose text is put aside; 0 for none */
    size_t list_depth;
    size_t open;         /* paragraphs, one inside the other: in frames */
    struct buffer notes; /* of the open paragraph, a line each */
};

/* == Elements ================================================================================================= */

static bool is_skipped(const char *name)
{
    static const char *const names[] = { "tracked-changes", "forms",     "annotation",     "note-citation",
                                         "scripts",         "ruby-text", "sequence-decls", "user-field-decls" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i]) == 0)
            return true;
    return false;
}

static void read_style(struct odt *odt, const struct xml_element *element)
{
    unsigned level = office_styles_level_of_name(xml_attribute(element, "parent-style-name"));
    if (level)
        office_styles_add(&odt->styles, xml_attribute(element, "name"), level);
}

static unsigned heading_level(const struct odt *odt, const struct xml_element *element)
{
    struct bytes style = xml_attribute(element, "style-name"), outline = xml_attribute(element, "outline-level");
    if (strcmp(element->name, "h") == 0)
        return outline.size == 1 && *outline.data >= '1' && *outline.data <= '6' ? (unsigned)(*outline.data - '0')
                                                                                 : 6;
    unsigned level = office_styles_level_of_name(style);
    return level ? level : office_styles_level(&odt->styles, style);
}

static void start_paragraph(struct odt *odt, const struct xml_element *element)
{
    struct page_writer *writer = &odt->made.writer;
    unsigned level = heading_level(odt, element);
    page_writer_end_block(writer);
    writer->place = (struct page_place){ .role = odt->list_depth ? BLOCK_LIST_ITEM : BLOCK_PARAGRAPH };
    if (level) {
        writer->place.role = BLOCK_HEADING;
        writer->place.level = level;
    }
    odt->open++;
}

/* A note stands where it is called; its text follows the paragraph. */
static void end_paragraph(struct odt *odt)
{
    page_writer_end_block(&odt->made.writer);
    if (odt->open > 0)
        odt->open--;
    if (odt->open > 0 || !odt->notes.size)
        return;
    odt->made.writer.place = (struct page_place){ .role = BLOCK_PARAGRAPH };
    struct bytes rest = { odt->notes.bytes, odt->notes.size };
    while (rest.size) {
        const char *end = memchr(rest.data, '\n', rest.size);
        size_t size = end ? (size_t)(end - rest.data) : rest.size;
        page_writer_text(&odt->made.writer, (struct bytes){ rest.data, size });
        page_writer_end_block(&odt->made.writer);
        size += end != NULL;
        rest = (struct bytes){ rest.data + size, rest.size - size };
    }
    odt->made.writer.out_of_memory |= odt->notes.failed != STATUS_OK;
    buffer_truncate(&odt->notes, 0);
}

static void add_space(struct odt *odt)
{
    if (odt->note_at)
        buffer_append_byte(&odt->notes, ' ');
    else
        odt->made.writer.space_pending = true;
}

static void start_element(void *context, const struct xml_element *element)
{
    struct odt *odt = context;
    const char *name = element->name;
    odt->depth++;
    if (odt->skipped_at)
        return;
    if (is_skipped(name))
        odt->skipped_at = odt->depth;
    else if (strcmp(name, "s") == 0 || strcmp(name, "tab") == 0 || strcmp(name, "line-break") == 0)
        add_space(odt);
    else if (odt->note_at)
        return;
    else if (strcmp(name, "note-body") == 0)
        odt->note_at = odt->depth;
    else if (strcmp(name, "style") == 0)
        read_style(odt, element);
    else if (strcmp(name, "p") == 0 || strcmp(name, "h") == 0)
        start_paragraph(odt, element);
    else if (strcmp(name, "list") == 0)
        odt->list_depth++;
    else if (strcmp(name, "table-row") == 0)
        office_row_begin(&odt->made);
    else if (strcmp(name, "table-cell") == 0)
        office_cell_begin(&odt->made);
}

static void end_shown(struct odt *odt, const char *name)
{
    bool paragraph = strcmp(name, "p") == 0 || strcmp(name, "h") == 0;
    if (odt->note_at) {
        if (paragraph)
            buffer_append_byte(&odt->notes, '\n');
        if (odt->note_at == odt->depth)
            odt->note_at = 0;
    } else if (paragraph) {
        end_paragraph(odt);
    } else if (strcmp(name, "list") == 0 && odt->list_depth > 0) {
        odt->list_depth--;
    } else if (strcmp(name, "table-row") == 0) {
        office_row_end(&odt->made);
    }
}

static void end_element(void *context, const char *name)
{
    struct odt *odt = context;
    if (!odt->skipped_at)
        end_shown(odt, name);
    if (odt->skipped_at == odt->depth)
        odt->skipped_at = 0;
    odt->depth--;
}

/* Text stands in paragraphs; what stands elsewhere is data of the program. */
static void add_text(void *context, struct bytes text)
{
    struct odt *odt = context;
    if (odt->skipped_at || !odt->open)
        return;
    if (odt->note_at)
        buffer_append(&odt->notes, text.data, text.size);
    else
        page_writer_text(&odt->made.writer, text);
}

/* == The whole ================================================================================================ */

static enum status check_kind(const struct office_part *parts, struct failure *failure)
{
    const struct buffer *kind = &parts[PART_KIND].content, *manifest = &parts[PART_MANIFEST].content;
    static const struct {
        const char *kind, *name;
    } others[] = {
        { KIND_PREFIX "spreadsheet", "is a spreadsheet (OpenDocument)" },
        { KIND_PREFIX "presentation", "is a slide show (OpenDocument): save it as PDF" },
        { KIND_PREFIX "graphics", "is a drawing (OpenDocument)" },
        { "application/epub+zip", "is an e-book (EPUB)" },
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strncmp(kind->bytes, others[i].kind, strlen(others[i].kind)) == 0)
            return fail_reason(failure, REASON_UNSUPPORTED, "%s", others[i].name);
    if (memmem(manifest->bytes, manifest->size, "encryption-data", 15))
        return fail_reason(failure, REASON_ENCRYPTED, "is an OpenDocument text that needs a password");
    return parts[PART_CONTENT].found
               ? STATUS_OK
               : fail_reason(failure, REASON_UNSUPPORTED, "is an office document without a text");
}

static enum status read_content(struct odt *odt, const struct office_part *part, struct record *record,
                                struct failure *failure)
{
    static const struct xml_handler handler = { start_element, end_element, add_text };
    long damage;
    enum status status = xml_events_read(buffer_view(&part->content), &handler, odt,
                                         &damage, failure);
    odt->open = 1;
    end_paragraph(odt);
    if (!status && damage)
        status = record_add_warning(record, failure, "%s is damaged in line %ld", part->name, damage);
    return status;
}

/* The first entry is "mimetype", not compressed, so that what follows its name is the kind. */
static bool recognises_odt(const struct reader_input *input)
{
    enum { NAME_AT = 30 };
    return input->content.size > NAME_AT + 8 && memcmp(input->content.data, "PK\3\4", 4) == 0 &&
           memcmp(input->content.data + NAME_AT, "mimetype", 8) == 0;
}

static enum status read_odt(const struct reader_input *input, struct page *page, struct record *record,
                            struct failure *failure)
{
    struct office_part parts[PART_COUNT] = {
        [PART_KIND] = { "mimetype", false, BUFFER_EMPTY },
        [PART_CONTENT] = { "content.xml", false, BUFFER_EMPTY },
        [PART_PROPERTIES] = { "meta.xml", false, BUFFER_EMPTY },
        [PART_MANIFEST] = { "META-INF/manifest.xml", false, BUFFER_EMPTY },
    };
    struct odt *odt = calloc(1, sizeof *odt);
    enum status status;
    if (!odt)
        return fail_no_memory(failure);
    odt->notes = (struct buffer)BUFFER_EMPTY;
    office_page_init(&odt->made, page);
    const struct buffer *properties = &parts[PART_PROPERTIES].content;
    if ((status = office_zip_read(input->content, parts, PART_COUNT, failure)) ||
        (status = check_kind(parts, failure)) ||
        (status = read_content(odt, &parts[PART_CONTENT], record, failure)) ||
        (status = office_properties_read(buffer_view(properties), page, record,
                                         failure)))
        goto done;
    status = office_page_finish(&odt->made, record, failure);

done:
    office_parts_clear(parts, PART_COUNT);
    buffer_clear(&odt->notes);
    free(odt);
    return status;
}

const struct reader reader_odt = { "odt", "application/vnd.oasis.opendocument.text", recognises_odt, read_odt,
                                   xml_events_prepare };
