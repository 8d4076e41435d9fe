/* DOCX: the text of word/document.xml with its headings, lists and tables, then its notes. */
#include <stdlib.h>
#include <string.h>

#include "indexer/common/container_zip.h"
#include "indexer/common/reason.h"
#include "indexer/readers/office_page.h"
#include "indexer/readers/office_styles.h"
#include "indexer/readers/office_zip.h"
#include "indexer/readers/reader.h"
#include "indexer/readers/xml_events.h"

enum part {
    PART_DOCUMENT,
    PART_STYLES,
    PART_FOOTNOTES,
    PART_ENDNOTES,
    PART_PROPERTIES,
    PART_SHEETS,
    PART_SLIDES,
    PART_COUNT
};

struct docx {
    struct office_page made;
    struct page_place place; /* what the properties of the open paragraph say */
    struct office_styles styles;
    size_t depth;
    size_t skipped_at; /* depth of the element whose content is left out; 0 for none */
    bool in_text;
};

/* == Styles =================================================================================================== */

struct style_reading {
    struct office_styles *styles;
    char id[OFFICE_STYLE_BYTES]; /* of the open style */
    size_t id_size;
};

/* A style's id is in the language of its author, its name is not. */
static void start_in_styles(void *context, const struct xml_element *element)
{
    struct style_reading *reading = context;
    if (strcmp(element->name, "style") == 0) {
        struct bytes id = xml_attribute(element, "styleId");
        reading->id_size = id.size < sizeof reading->id ? id.size : 0;
        memcpy(reading->id, id.data, reading->id_size);
    } else if (strcmp(element->name, "name") == 0 && reading->id_size) {
        unsigned level = office_styles_level_of_name(xml_attribute(element, "val"));
        if (level)
            office_styles_add(reading->styles, (struct bytes){ reading->id, reading->id_size }, level);
    }
}

static void end_in_styles(void *context, const char *name)
{
    struct style_reading *reading = context;
    if (strcmp(name, "style") == 0)
        reading->id_size = 0;
}

static void ignore_text(void *context, struct bytes text)
{
    (void)context, (void)text;
}

/* == The document ============================================================================================= */

static void make_heading(struct docx *docx, unsigned level)
{
    docx->place.role = BLOCK_HEADING;
    docx->place.level = level;
}

/* What the properties of a paragraph say comes before its text. */
static void read_property(struct docx *docx, const struct xml_element *element)
{
    if (strcmp(element->name, "pStyle") == 0) {
        unsigned level = office_styles_level(&docx->styles, xml_attribute(element, "val"));
        if (level)
            make_heading(docx, level);
    } else if (strcmp(element->name, "outlineLvl") == 0) {
        struct bytes level = xml_attribute(element, "val");
        if (level.size == 1 && *level.data >= '0' && *level.data < '6')
            make_heading(docx, (unsigned)(*level.data - '0') + 1);
    } else if (strcmp(element->name, "numPr") == 0 && docx->place.role == BLOCK_PARAGRAPH) {
        docx->place.role = BLOCK_LIST_ITEM;
    }
}

static void start_in_document(void *context, const struct xml_element *element)
{
    struct docx *docx = context;
    struct page_writer *writer = &docx->made.writer;
    const char *name = element->name;
    docx->depth++;
    if (docx->skipped_at)
        return;
    if (strcmp(name, "Fallback") == 0) { /* the same as in the Choice before it, for old programs */
        docx->skipped_at = docx->depth;
    } else if (strcmp(name, "p") == 0) {
        page_writer_end_block(writer);
        docx->place = (struct page_place){ .role = BLOCK_PARAGRAPH };
    } else if (strcmp(name, "t") == 0) {
        docx->in_text = true;
        writer->place = docx->place;
    } else if (strcmp(name, "tab") == 0 || strcmp(name, "br") == 0 || strcmp(name, "cr") == 0) {
        writer->space_pending = true;
    } else if (strcmp(name, "noBreakHyphen") == 0) {
        page_writer_text(writer, (struct bytes){ "-", 1 });
    } else if (strcmp(name, "tr") == 0) {
        office_row_begin(&docx->made);
    } else if (strcmp(name, "tc") == 0) {
        office_cell_begin(&docx->made);
    } else {
        read_property(docx, element);
    }
}

static void end_in_document(void *context, const char *name)
{
    struct docx *docx = context;
    bool skipped = docx->skipped_at != 0;
    if (docx->skipped_at == docx->depth)
        docx->skipped_at = 0;
    docx->depth--;
    if (skipped)
        return;
    if (strcmp(name, "t") == 0)
        docx->in_text = false;
    else if (strcmp(name, "p") == 0)
        page_writer_end_block(&docx->made.writer);
    else if (strcmp(name, "tr") == 0)
        office_row_end(&docx->made);
}

static void add_text(void *context, struct bytes text)
{
    struct docx *docx = context;
    if (docx->in_text && !docx->skipped_at)
        page_writer_text(&docx->made.writer, text);
}

/* == The whole ================================================================================================ */

static enum status check_parts(const struct office_part *parts, struct failure *failure)
{
    if (parts[PART_DOCUMENT].found)
        return STATUS_OK;
    if (parts[PART_SHEETS].found)
        return fail_reason(failure, REASON_UNSUPPORTED, "is a spreadsheet (XLSX)");
    if (parts[PART_SLIDES].found)
        return fail_reason(failure, REASON_UNSUPPORTED, "is a slide show (PPTX): save it as PDF");
    return fail_reason(failure, REASON_UNSUPPORTED, "is an office document without a text");
}

static enum status read_styles(struct docx *docx, const struct office_part *part, struct failure *failure)
{
    static const struct xml_handler handler = { start_in_styles, end_in_styles, ignore_text };
    struct style_reading reading = { .styles = &docx->styles };
    long damage;
    return xml_events_read(buffer_view(&part->content), &handler, &reading, &damage,
                           failure);
}

static enum status read_text(struct docx *docx, const struct office_part *part, struct record *record,
                             struct failure *failure)
{
    static const struct xml_handler handler = { start_in_document, end_in_document, add_text };
    long damage;
    docx->depth = docx->skipped_at = docx->made.row_depth = 0;
    docx->in_text = false;
    enum status status = xml_events_read(buffer_view(&part->content), &handler, docx,
                                         &damage, failure);
    page_writer_end_block(&docx->made.writer);
    if (!status && damage)
        status = record_add_warning(record, failure, "%s is damaged in line %ld", part->name, damage);
    return status;
}

static bool recognises_docx(const struct reader_input *input)
{
    return zip_is_document(input->content) &&
           !memmem(input->content.data, input->content.size < 100 ? input->content.size : 100, "mimetype", 8);
}

static enum status read_docx(const struct reader_input *input, struct page *page, struct record *record,
                             struct failure *failure)
{
    struct office_part parts[PART_COUNT] = {
        [PART_DOCUMENT] = { "word/document*.xml", false, BUFFER_EMPTY },
        [PART_STYLES] = { "word/styles.xml", false, BUFFER_EMPTY },
        [PART_FOOTNOTES] = { "word/footnotes.xml", false, BUFFER_EMPTY },
        [PART_ENDNOTES] = { "word/endnotes.xml", false, BUFFER_EMPTY },
        [PART_PROPERTIES] = { "docProps/core*.xml", false, BUFFER_EMPTY },
        [PART_SHEETS] = { "xl/workbook.xml", false, BUFFER_EMPTY },
        [PART_SLIDES] = { "ppt/presentation.xml", false, BUFFER_EMPTY },
    };
    struct docx *docx = calloc(1, sizeof *docx);
    enum status status;
    if (!docx)
        return fail_no_memory(failure);
    office_page_init(&docx->made, page);
    const struct buffer *properties = &parts[PART_PROPERTIES].content;
    if ((status = office_zip_read(input->content, parts, PART_COUNT, failure)) ||
        (status = check_parts(parts, failure)) || (status = read_styles(docx, &parts[PART_STYLES], failure)) ||
        (status = read_text(docx, &parts[PART_DOCUMENT], record, failure)) ||
        (status = read_text(docx, &parts[PART_FOOTNOTES], record, failure)) ||
        (status = read_text(docx, &parts[PART_ENDNOTES], record, failure)) ||
        (status = office_properties_read(buffer_view(properties), page, record,
                                         failure)))
        goto done;
    status = office_page_finish(&docx->made, record, failure);

done:
    office_parts_clear(parts, PART_COUNT);
    free(docx);
    return status;
}

const struct reader reader_docx = { "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
                                    recognises_docx, read_docx, xml_events_prepare };
