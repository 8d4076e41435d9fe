/* Where a long text is cut. */
#include "query/document/document_parts.h"

#include "language/utf8.h"

/* The last printed page that begins within; 0 for none. */
static size_t page_within(const struct record *record, size_t least, size_t most)
{
    size_t low = 0, high = record->page_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (record->pages[middle].offset <= most)
            low = middle + 1;
        else
            high = middle;
    }
    size_t offset = low ? record->pages[low - 1].offset : 0;
    return offset > least ? offset : 0;
}

/* After the last line end within; 0 for none. */
static size_t line_within(const struct record *record, size_t least, size_t most)
{
    for (size_t at = most; at > least; at--)
        if (record->text.bytes[at - 1] == '\n')
            return at;
    return 0;
}

/* A part is between half and one and a half of the usual size. */
static struct document_part cut(const struct record *record, size_t number, size_t begin)
{
    size_t rest = record->text.size - begin;
    struct document_part part = { number, begin, record->text.size };
    if (rest <= DOCUMENT_PART_BYTES + DOCUMENT_PART_BYTES / 2)
        return part;
    size_t least = begin + DOCUMENT_PART_BYTES / 2, most = begin + DOCUMENT_PART_BYTES;
    part.end = page_within(record, least, most);
    if (!part.end)
        part.end = line_within(record, least, most);
    if (!part.end)
        part.end = begin + utf8_whole((struct bytes){ record->text.bytes + begin, rest }, DOCUMENT_PART_BYTES);
    return part;
}

struct document_part document_part_first(const struct record *record)
{
    return cut(record, 1, 0);
}

struct document_part document_part_next(const struct record *record, struct document_part part)
{
    if (part.end >= record->text.size)
        return (struct document_part){ 0, part.end, part.end };
    return cut(record, part.number + 1, part.end);
}

size_t document_part_count(const struct record *record)
{
    size_t count = 0;
    for (struct document_part part = document_part_first(record); part.number;
         part = document_part_next(record, part))
        count = part.number;
    return count;
}

struct document_part document_part_of(const struct record *record, size_t number)
{
    struct document_part part = document_part_first(record);
    while (part.number < number) {
        struct document_part next = document_part_next(record, part);
        if (!next.number)
            break;
        part = next;
    }
    return part;
}

struct document_part document_part_at(const struct record *record, size_t at)
{
    struct document_part part = document_part_first(record);
    while (at >= part.end) {
        struct document_part next = document_part_next(record, part);
        if (!next.number)
            break;
        part = next;
    }
    return part;
}
