/* Rows, properties and the end of an office document. */
#include "indexer/readers/office_page.h"

#include <string.h>

#include "indexer/common/reason.h"
#include "indexer/page/whole_text.h"
#include "indexer/readers/xml_events.h"

enum {
    CELL_BYTES = 160, /* a longer cell is a column of the page, not of a table */
    ROW_CELLS_MOST = 24,
    FIRST_LINE_BYTES = 200, /* a longer first paragraph is no title */
    PROPERTY_BYTES = 10000,
};

void office_page_init(struct office_page *made, struct page *page)
{
    *made = (struct office_page){ .row_depth = 0 };
    page_writer_init(&made->writer, page);
}

/* == Rows ===================================================================================================== */

void office_row_begin(struct office_page *made)
{
    page_writer_end_block(&made->writer);
    if (made->row_depth < OFFICE_ROWS_MOST) {
        made->rows[made->row_depth].first_block = made->writer.page->block_count;
        made->rows[made->row_depth].cell_count = 0;
    }
    made->row_depth++;
}

void office_cell_begin(struct office_page *made)
{
    page_writer_end_block(&made->writer);
    if (made->row_depth > 0 && made->row_depth <= OFFICE_ROWS_MOST)
        made->rows[made->row_depth - 1].cell_count++;
}

void office_row_end(struct office_page *made)
{
    const struct page *page = made->writer.page;
    page_writer_end_block(&made->writer);
    if (made->row_depth == 0 || made->row_depth-- > OFFICE_ROWS_MOST)
        return;
    size_t first = made->rows[made->row_depth].first_block, cells = made->rows[made->row_depth].cell_count;
    size_t blocks = page->block_count - first;
    if (cells < 2 || blocks < 2 || blocks > cells || cells > ROW_CELLS_MOST)
        return;
    for (size_t i = first; i < page->block_count; i++)
        if (page->blocks[i].length > CELL_BYTES)
            return;
    page_writer_join(&made->writer, first, BLOCK_TABLE_ROW);
}

/* == Properties =============================================================================================== */

struct properties {
    struct page_writer writer; /* for its metas only */
    struct record *record;
    struct buffer text;
    struct failure *failure;
    enum status status;
};

static void start_property(void *context, const struct xml_element *element)
{
    struct properties *properties = context;
    (void)element;
    buffer_truncate(&properties->text, 0);
}

static void add_property_text(void *context, struct bytes text)
{
    struct properties *properties = context;
    if (properties->text.size + text.size <= PROPERTY_BYTES)
        buffer_append(&properties->text, text.data, text.size);
}

static void end_property(void *context, const char *name)
{
    static const struct {
        const char *name, *meta;
    } metas[] = {
        { "created", "office-created" },   { "creation-date", "office-created" },
        { "modified", "office-modified" }, { "date", "office-modified" },
        { "creator", "office-author" },    { "initial-creator", "office-author" },
        { "subject", "office-subject" },   { "keywords", "office-keywords" },
        { "keyword", "office-keywords" },
    };
    struct properties *properties = context;
    struct bytes text = { properties->text.bytes, properties->text.size };
    struct page *page = properties->writer.page;
    if (strcmp(name, "title") == 0 && whole_text_title_is_sensible(text) && !properties->status)
        properties->status = whole_text_title(text, properties->record, properties->failure);
    if (strcmp(name, "language") == 0 && !page->language)
        page->language = page_writer_string(&properties->writer, text);
    for (size_t i = 0; i < sizeof metas / sizeof *metas; i++)
        if (text.size && strcmp(name, metas[i].name) == 0)
            page_writer_meta(&properties->writer, bytes_of(metas[i].meta), text);
    buffer_truncate(&properties->text, 0);
}

enum status office_properties_read(struct bytes xml, struct page *page, struct record *record,
                                   struct failure *failure)
{
    static const struct xml_handler handler = { start_property, end_property, add_property_text };
    struct properties properties = {
        .writer = { .page = page }, .record = record, .text = BUFFER_EMPTY, .failure = failure
    };
    long damage;
    enum status status = xml_events_read(xml, &handler, &properties, &damage, failure);
    if (!status)
        status = properties.status;
    if (!status && (properties.writer.out_of_memory || properties.text.failed))
        status = fail_no_memory(failure);
    buffer_clear(&properties.text);
    return status;
}

/* == The end ================================================================================================== */

enum status office_page_finish(struct office_page *made, struct record *record, struct failure *failure)
{
    struct page *page = made->writer.page;
    enum status status;
    if ((status = page_writer_finish(&made->writer, failure)) || (status = whole_text_take(page, record, failure)) ||
        (status = whole_text_title_from_headings(page, record, failure)))
        return status;
    if (page->block_count && page->blocks[0].length <= FIRST_LINE_BYTES)
        status = whole_text_title((struct bytes){ page->text.bytes + page->blocks[0].offset, page->blocks[0].length },
                                  record, failure);
    if (!status && !record->text.size && !record->title)
        status = fail_reason(failure, REASON_NO_TEXT, "holds no text");
    return status;
}
