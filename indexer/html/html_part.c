/* Reads a piece of HTML into a page of its own, and takes over what is visible. */
#include "indexer/html/html_part.h"

#include "indexer/html/html.h"

typedef void (*take_block)(const struct block *block, struct bytes text, void *context);

static enum status each_visible(struct bytes html, take_block take, void *context, struct failure *failure)
{
    struct page part;
    enum status status;
    page_init(&part);
    if (!(status = html_read(html, &part, failure)))
        for (size_t i = 0; i < part.block_count; i++)
            if (!(part.blocks[i].regions & REGION_HIDDEN))
                take(&part.blocks[i],
                     (struct bytes){ part.text.bytes + part.blocks[i].offset, part.blocks[i].length }, context);
    page_clear(&part);
    return status;
}

static void append_block(const struct block *block, struct bytes text, void *context)
{
    struct page_writer *writer = context;
    writer->place = (struct page_place){ .role = block->role, .level = block->level };
    page_writer_text(writer, text);
    page_writer_end_block(writer);
}

enum status html_part_append(struct page_writer *writer, struct bytes html, struct failure *failure)
{
    page_writer_end_block(writer);
    enum status status = each_visible(html, append_block, writer, failure);
    writer->place = (struct page_place){ .role = BLOCK_PARAGRAPH };
    return status;
}

static void append_text(const struct block *block, struct bytes text, void *context)
{
    struct buffer *line = context;
    (void)block;
    if (line->size)
        buffer_append_byte(line, ' ');
    buffer_append(line, text.data, text.size);
}

enum status html_part_text(struct buffer *text, struct bytes html, struct failure *failure)
{
    enum status status = each_visible(html, append_text, text, failure);
    return status ? status : buffer_status(text, "a piece of HTML", failure);
}
