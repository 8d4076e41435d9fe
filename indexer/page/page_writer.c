/* From a reader's pieces of text to a page's blocks. */
#include "indexer/page/page_writer.h"

#include <ctype.h>

#include "base/array.h"
#include "base/eight.h"
#include "indexer/decode/decode_encodings.h"
#include "language/utf8.h"

void page_writer_init(struct page_writer *writer, struct page *page)
{
    *writer = (struct page_writer){ .page = page };
    page_writer_container(writer, 0, 0);
}

/* == Text ===================================================================================================== */

static size_t count_blanks(const char *bytes, size_t size)
{
    size_t blanks = 0;
    for (size_t i = 0; i < size; i++)
        blanks += bytes[i] == ' ';
    return blanks;
}

/* A word, or some with a blank between each two. */
static void append_words(struct page_writer *writer, const char *bytes, size_t size)
{
    struct buffer *text = &writer->page->text;
    if (text->size == writer->block_start) {
        writer->begun = writer->place;
        writer->link_bytes = 0;
    } else if (writer->space_pending) {
        buffer_append_byte(text, ' ');
    }
    writer->space_pending = false;
    buffer_append(text, bytes, size);
    if (writer->place.link)
        writer->link_bytes += size - count_blanks(bytes, size);
}

/* Dashes, quotation marks, bullets and dots: U+2010 to U+2027. */
static bool begins_with_punctuation(struct bytes text)
{
    return text.size >= 3 && (unsigned char)text.data[0] == 0xE2 && (unsigned char)text.data[1] == 0x80 &&
           (unsigned char)text.data[2] >= 0x90 && (unsigned char)text.data[2] <= 0xA7;
}

/* How many bytes the character at the front of `text`, which begins beyond ASCII, takes; 0 where it is white space or
 * a C1 control. Only a few bytes begin those. */
static size_t word_character(struct bytes text)
{
    unsigned char byte = (unsigned char)*text.data;
    size_t used = 1;
    if (begins_with_punctuation(text))
        return 3;
    if (byte == 0xC2 || byte == 0xE1 || byte == 0xE2 || byte == 0xE3 || byte == 0xEF) {
        uint32_t character = utf8_decode(text, &used);
        return utf8_is_space(character) || (character >= 0x80 && character < 0xA0) ? 0 : used;
    }
    while (used < text.size && ((unsigned char)text.data[used] & 0xC0) == 0x80)
        used++;
    return used;
}

/* How many bytes at the front of `text` can stay as they are: words with a blank between each two, and no C1
 * controls. Looks at eight bytes together, and at their neighbours on the right for two blanks side by side. */
static size_t words_bytes(struct bytes text)
{
    size_t at = 0;
    if (text.size && *text.data == ' ')
        return 0;
    while (at < text.size) {
        if (text.size - at > EIGHT) {
            uint64_t eight = eight_at(text.data + at), next = eight_at(text.data + at + 1);
            uint64_t special = eight_controls(eight) | eight_beyond_ascii(eight) |
                               (eight_equal(eight, ' ') & eight_below(next, ' ' + 1));
            if (!special) {
                at += EIGHT;
                continue;
            }
            at += eight_first(special);
        }
        unsigned char byte = (unsigned char)text.data[at];
        size_t used = 1;
        if (byte < ' ' || (byte == ' ' && (at + 1 == text.size || (unsigned char)text.data[at + 1] <= ' ')) ||
            (byte >= 0x80 && !(used = word_character((struct bytes){ text.data + at, text.size - at }))))
            break;
        at += used;
    }
    return at > 0 && text.data[at - 1] == ' ' ? at - 1 : at;
}

void page_writer_text(struct page_writer *writer, struct bytes text)
{
    const struct encoding *windows = &decode_encodings[ENCODING_WINDOWS_1252];
    while (text.size > 0) {
        size_t used = words_bytes(text);
        if (used > 0) {
            append_words(writer, text.data, used);
        } else {
            uint32_t character = utf8_decode(text, &used);
            if (character >= 0x80 && character < 0xA0) {
                char bytes[UTF8_LONGEST];
                append_words(writer, bytes,
                             utf8_encode(encoding_character(windows, (unsigned char)character), bytes));
            } else {
                writer->space_pending = true;
            }
        }
        text.data += used;
        text.size -= used;
    }
}

/* Decoded text is in normal form C, but character references can undo it. Latin letters and common punctuation
 * cannot. */
static bool may_lack_normal_form(struct bytes text)
{
    enum { FIRST_BYTE = 0xCC };
    for (size_t at = 0, used; at < text.size;) {
        if (text.size - at >= EIGHT) {
            uint64_t far = eight_from(eight_at(text.data + at), FIRST_BYTE);
            at += far ? eight_first(far) : EIGHT;
            if (!far)
                continue;
        }
        if ((unsigned char)text.data[at] < FIRST_BYTE)
            at++;
        else if ((used = utf8_settled((struct bytes){ text.data + at, text.size - at })))
            at += used;
        else
            return true;
    }
    return false;
}

static void normalise_block(struct page_writer *writer)
{
    struct buffer *text = &writer->page->text;
    struct bytes block = { text->bytes + writer->block_start, text->size - writer->block_start };
    if (!may_lack_normal_form(block))
        return;
    struct buffer normal = BUFFER_EMPTY;
    utf8_append_nfc(&normal, block);
    if (normal.failed)
        writer->out_of_memory = true;
    buffer_truncate(text, writer->block_start);
    buffer_append(text, normal.bytes, normal.size);
    buffer_clear(&normal);
}

void page_writer_end_block(struct page_writer *writer)
{
    struct page *page = writer->page;
    writer->space_pending = false;
    if (page->text.size == writer->block_start || page->text.failed || writer->out_of_memory)
        return;
    normalise_block(writer);
    if (!array_reserve((void **)&page->blocks, &page->block_capacity, page->block_count + 1, sizeof *page->blocks)) {
        writer->out_of_memory = true;
        return;
    }
    page->blocks[page->block_count++] = (struct block){
        .offset = writer->block_start,
        .length = page->text.size - writer->block_start,
        .role = writer->begun.role,
        .level = writer->begun.level,
        .regions = writer->begun.regions,
        .container = writer->begun.container,
        .link_bytes = writer->link_bytes,
    };
    buffer_append_byte(&page->text, '\n');
    writer->block_start = page->text.size;
}

void page_writer_join(struct page_writer *writer, size_t first, enum block_role role)
{
    struct page *page = writer->page;
    if (page->text.failed || first + 1 >= page->block_count)
        return;
    struct block *joined = &page->blocks[first];
    joined->role = role;
    for (size_t i = first + 1; i < page->block_count; i++) {
        const struct block *block = &page->blocks[i];
        page->text.bytes[block->offset - 1] = '\t';
        joined->length = block->offset + block->length - joined->offset;
        joined->link_bytes += block->link_bytes;
    }
    page->block_count = first + 1;
}

struct bytes page_writer_since(const struct page_writer *writer, size_t start)
{
    const struct buffer *text = &writer->page->text;
    size_t end = text->size;
    /* Normalising a block may have moved what follows; never start within a character. */
    while (start < end && (isspace((unsigned char)text->bytes[start]) || (text->bytes[start] & 0xC0) == 0x80))
        start++;
    while (end > start && isspace((unsigned char)text->bytes[end - 1]))
        end--;
    return start < end ? (struct bytes){ text->bytes + start, end - start } : (struct bytes){ "", 0 };
}

/* == Strings, metas, links, containers ======================================================================== */

size_t page_writer_string(struct page_writer *writer, struct bytes string)
{
    struct buffer *strings = &writer->page->strings;
    if (string.size == 0)
        return 0;
    size_t offset = strings->size;
    buffer_append(strings, string.data, string.size);
    buffer_append_byte(strings, '\0');
    return offset;
}

void page_writer_meta(struct page_writer *writer, struct bytes name, struct bytes content)
{
    struct page *page = writer->page;
    if (!array_reserve((void **)&page->metas, &page->meta_capacity, page->meta_count + 1, sizeof *page->metas)) {
        writer->out_of_memory = true;
        return;
    }
    struct meta meta = { .name = page_writer_string(writer, name) };
    meta.content = page_writer_string(writer, content);
    if (meta.name && !page->strings.failed)
        for (char *at = page->strings.bytes + meta.name; *at; at++)
            *at = (char)tolower((unsigned char)*at);
    page->metas[page->meta_count++] = meta;
}

uint32_t page_writer_container(struct page_writer *writer, uint32_t parent, unsigned regions)
{
    struct page *page = writer->page;
    if (page->container_count == UINT32_MAX || !array_reserve((void **)&page->containers, &page->container_capacity,
                                                              page->container_count + 1, sizeof *page->containers)) {
        writer->out_of_memory = true;
        return 0;
    }
    page->containers[page->container_count] = (struct container){ .parent = parent, .regions = regions };
    return (uint32_t)page->container_count++;
}

void page_writer_link(struct page_writer *writer, const struct link *link)
{
    struct page *page = writer->page;
    if (!array_reserve((void **)&page->links, &page->link_capacity, page->link_count + 1, sizeof *page->links)) {
        writer->out_of_memory = true;
        return;
    }
    page->links[page->link_count++] = *link;
}

enum status page_writer_finish(struct page_writer *writer, struct failure *failure)
{
    page_writer_end_block(writer);
    if (writer->out_of_memory)
        return fail_no_memory(failure);
    enum status status = buffer_status(&writer->page->text, "the text of a page", failure);
    return status ? status : buffer_status(&writer->page->strings, "the metas of a page", failure);
}
