/* A sorted map in one file. All numbers are 64 bits, least significant byte first:
 *
 *     header      "depeche table\n\0\0", the version, how many entries, how many bytes of entries
 *     entries     in key order: varint key size, key, varint value size, value
 *     index       the offset of each entry from the start of the entries
 *     checksum    CRC-64 of all before it
 */
#include "base/table.h"

#include "base/array.h"
#include "base/crc64.h"

#include <stdlib.h>
#include <string.h>

enum {
    NUMBER_BYTES = 8,
    MAGIC_BYTES = 16,
    HEADER_BYTES = MAGIC_BYTES + 3 * NUMBER_BYTES,
    CHECKSUM_BYTES = NUMBER_BYTES,
    FORMAT_VERSION = 1,
    LONGEST_KEY_BYTES = 65535,
};

_Static_assert(sizeof(size_t) >= NUMBER_BYTES, "sizes read from a table are compared as size_t");

static const char magic[MAGIC_BYTES] = "depeche table\n\0";

static uint64_t number_read(const unsigned char *from)
{
    uint64_t number = 0;
    for (int i = 0; i < NUMBER_BYTES; i++)
        number |= (uint64_t)from[i] << (8 * i);
    return number;
}

static void number_write(unsigned char into[NUMBER_BYTES], uint64_t number)
{
    for (int i = 0; i < NUMBER_BYTES; i++)
        into[i] = (unsigned char)(number >> (8 * i));
}

static int compare(struct bytes left, struct bytes right)
{
    size_t common = left.size < right.size ? left.size : right.size;
    int order = common ? memcmp(left.data, right.data, common) : 0;
    return order ? order : (left.size > right.size) - (left.size < right.size);
}

/* == Collecting =============================================================================================== */

/* The key and after it the value stand in the writer's text. 24 bytes. */
struct pair {
    uint64_t offset; /* grows with each entry added, so it also tells the order they came in */
    uint64_t window; /* the bytes of the key that are being compared, see `sort_pairs` */
    uint32_t value_bytes;
    uint16_t key_bytes;
    bool repeats; /* the key of the pair before, once they are sorted */
};

struct table_writer {
    struct buffer text;
    struct pair *pairs;
    size_t pair_count, pair_capacity;
};

enum status table_writer_new(struct table_writer **writer, struct failure *failure)
{
    if (!(*writer = calloc(1, sizeof **writer)))
        return fail_no_memory(failure);
    (*writer)->text = (struct buffer)BUFFER_EMPTY;
    return STATUS_OK;
}

static void forget_pairs(struct table_writer *writer)
{
    buffer_clear(&writer->text);
    free(writer->pairs);
    writer->pairs = NULL;
    writer->pair_count = writer->pair_capacity = 0;
}

void table_writer_free(struct table_writer *writer)
{
    if (writer)
        forget_pairs(writer);
    free(writer);
}

enum status table_writer_add(struct table_writer *writer, struct bytes key, struct bytes value,
                             struct failure *failure)
{
    if (key.size > LONGEST_KEY_BYTES)
        return fail(failure, STATUS_LIMIT, "a key of %zu bytes is too long for a table: at most %d", key.size,
                    LONGEST_KEY_BYTES);
    if (value.size > INT32_MAX)
        return fail(failure, STATUS_LIMIT, "a value of %zu bytes is too long for a table: at most %d", value.size,
                    INT32_MAX);
    if (!array_reserve((void **)&writer->pairs, &writer->pair_capacity, writer->pair_count + 1,
                       sizeof *writer->pairs))
        return fail_no_memory(failure);

    uint64_t offset = writer->text.size;
    buffer_append(&writer->text, key.data, key.size);
    buffer_append(&writer->text, value.data, value.size);
    enum status status = buffer_status(&writer->text, "a table", failure);
    if (status) {
        buffer_truncate(&writer->text, offset);
        return status;
    }
    writer->pairs[writer->pair_count++] = (struct pair){
        .offset = offset,
        .value_bytes = (uint32_t)value.size,
        .key_bytes = (uint16_t)key.size,
    };
    return STATUS_OK;
}

/* == Saving =================================================================================================== */

static struct bytes pair_key(const struct table_writer *writer, const struct pair *pair)
{
    return (struct bytes){ writer->text.bytes + pair->offset, pair->key_bytes };
}

static struct bytes pair_value(const struct table_writer *writer, const struct pair *pair)
{
    return (struct bytes){ writer->text.bytes + pair->offset + pair->key_bytes, pair->value_bytes };
}

static int compare_pairs(const void *left_pair, const void *right_pair, void *writer)
{
    const struct pair *left = left_pair, *right = right_pair;
    int order = compare(pair_key(writer, left), pair_key(writer, right));
    return order ? order : (left->offset > right->offset) - (left->offset < right->offset);
}

/* Keys are compared through a window of 8 bytes that stands in the pair itself: going to the text for each comparison
 * takes most of the time, in cache misses. Runs that look alike are sorted again through the next window; small ones
 * and those that stay alike for long, by their text. */
enum { WINDOW_BYTES = 8, FEW_PAIRS = 16, LAST_WINDOW_BYTES = 64 };

/* Zeros stand for what a short key does not have; `window_end` tells them from zeros it has. */
static uint64_t window_of(struct bytes key, size_t depth)
{
    uint64_t window = 0;
    for (size_t i = depth; i < depth + WINDOW_BYTES; i++)
        window = window << 8 | (i < key.size ? (unsigned char)key.data[i] : 0);
    return window;
}

/* How many bytes of the window the key fills; one more when it goes on after it. */
static size_t window_end(const struct pair *pair, size_t depth)
{
    size_t left = pair->key_bytes - depth;
    return left > WINDOW_BYTES ? WINDOW_BYTES + 1 : left;
}

static int compare_windows(const void *left_pair, const void *right_pair, void *depth)
{
    const struct pair *left = left_pair, *right = right_pair;
    if (left->window != right->window)
        return left->window < right->window ? -1 : 1;
    size_t left_end = window_end(left, *(size_t *)depth), right_end = window_end(right, *(size_t *)depth);
    if (left_end != right_end)
        return left_end < right_end ? -1 : 1;
    return (left->offset > right->offset) - (left->offset < right->offset);
}

/* Sort pairs whose keys are the same in their first `depth` bytes and have at least these. */
static void sort_pairs(struct table_writer *writer, struct pair *pairs, size_t count, size_t depth)
{
    if (count <= FEW_PAIRS || depth > LAST_WINDOW_BYTES) {
        if (count > 1)
            qsort_r(pairs, count, sizeof *pairs, compare_pairs, writer);
        return;
    }
    for (size_t i = 0; i < count; i++)
        pairs[i].window = window_of(pair_key(writer, &pairs[i]), depth);
    qsort_r(pairs, count, sizeof *pairs, compare_windows, &depth);

    for (size_t first = 0, end; first < count; first = end) {
        size_t window_filled = window_end(&pairs[first], depth);
        end = first + 1;
        while (end < count && pairs[end].window == pairs[first].window &&
               window_end(&pairs[end], depth) == window_filled)
            end++;
        if (window_filled > WINDOW_BYTES)
            sort_pairs(writer, pairs + first, end - first, depth + WINDOW_BYTES);
    }
}

/* Once, because it goes to the text of every key. */
static void mark_repeats(struct table_writer *writer)
{
    for (size_t i = 1; i < writer->pair_count; i++) {
        struct pair *pair = &writer->pairs[i];
        pair->repeats = pair->key_bytes == pair[-1].key_bytes &&
                        compare(pair_key(writer, pair), pair_key(writer, &pair[-1])) == 0;
    }
}

/* The pairs of one key: of the sorted ones, `count` from `first` on. */
struct group {
    size_t first, count;
    uint64_t value_bytes;
};

/* The group after `group`, which is all zeros before the first. False after the last. */
static bool next_group(const struct table_writer *writer, struct group *group)
{
    size_t first = group->first + group->count;
    *group = (struct group){ .first = first };
    for (size_t i = first; i < writer->pair_count && (i == first || writer->pairs[i].repeats); i++) {
        group->count++;
        group->value_bytes += writer->pairs[i].value_bytes;
    }
    return group->count > 0;
}

/* The bytes of the entry that `group` becomes. */
static uint64_t entry_bytes(const struct table_writer *writer, const struct group *group)
{
    char coded[VARINT_LONGEST_BYTES];
    uint64_t key_bytes = writer->pairs[group->first].key_bytes;
    return bytes_write_varint(coded, key_bytes) + key_bytes + bytes_write_varint(coded, group->value_bytes) +
           group->value_bytes;
}

/* Where a table goes: the file, and the checksum of what went there. */
struct sink {
    struct file_writer file;
    struct crc64 crc;
};

static enum status put(struct sink *sink, const void *bytes, size_t size, struct failure *failure)
{
    crc64_add(&sink->crc, bytes, size);
    return file_writer_add(&sink->file, bytes, size, failure);
}

static enum status put_number(struct sink *sink, uint64_t number, struct failure *failure)
{
    unsigned char bytes[NUMBER_BYTES];
    number_write(bytes, number);
    return put(sink, bytes, sizeof bytes, failure);
}

static enum status put_varint(struct sink *sink, uint64_t number, struct failure *failure)
{
    char coded[VARINT_LONGEST_BYTES];
    return put(sink, coded, bytes_write_varint(coded, number), failure);
}

static enum status put_header(const struct table_writer *writer, struct sink *sink, struct failure *failure)
{
    uint64_t count = 0, bytes = 0;
    for (struct group group = { 0 }; next_group(writer, &group);) {
        count++;
        bytes += entry_bytes(writer, &group);
    }
    enum status status;
    if ((status = put(sink, magic, sizeof magic, failure)) || (status = put_number(sink, FORMAT_VERSION, failure)) ||
        (status = put_number(sink, count, failure)))
        return status;
    return put_number(sink, bytes, failure);
}

static enum status put_entry(const struct table_writer *writer, const struct group *group, struct sink *sink,
                             struct failure *failure)
{
    struct bytes key = pair_key(writer, &writer->pairs[group->first]);
    enum status status;
    if ((status = put_varint(sink, key.size, failure)) || (status = put(sink, key.data, key.size, failure)) ||
        (status = put_varint(sink, group->value_bytes, failure)))
        return status;
    for (size_t i = 0; i < group->count; i++) {
        struct bytes value = pair_value(writer, &writer->pairs[group->first + i]);
        if ((status = put(sink, value.data, value.size, failure)))
            return status;
    }
    return STATUS_OK;
}

static enum status put_table(const struct table_writer *writer, struct sink *sink, struct failure *failure)
{
    enum status status = put_header(writer, sink, failure);
    for (struct group group = { 0 }; !status && next_group(writer, &group);)
        status = put_entry(writer, &group, sink, failure);
    uint64_t offset = 0;
    for (struct group group = { 0 }; !status && next_group(writer, &group);) {
        status = put_number(sink, offset, failure);
        offset += entry_bytes(writer, &group);
    }
    return status ? status : put_number(sink, crc64_sum(&sink->crc), failure);
}

enum status table_writer_save(struct table_writer *writer, const char *path, struct failure *failure)
{
    enum status status;
    struct sink *sink = malloc(sizeof *sink);
    if (!sink) {
        forget_pairs(writer);
        return fail_no_memory(failure);
    }
    crc64_init(&sink->crc);
    sort_pairs(writer, writer->pairs, writer->pair_count, 0);
    mark_repeats(writer);
    if ((status = file_writer_open(&sink->file, path, failure)) || (status = put_table(writer, sink, failure)))
        goto done;
    status = file_writer_finish(&sink->file, failure);

done:
    file_writer_close(&sink->file);
    free(sink);
    forget_pairs(writer);
    return status;
}

/* == Reading ================================================================================================== */

static enum status fail_damaged(const char *path, const char *reason, struct failure *failure)
{
    return files_fail_because(failure, STATUS_CORRUPT, "cannot use", path, reason);
}

/* Check the header against the size of the file and set the views. */
static enum status read_header(struct table *table, const char *path, struct failure *failure)
{
    struct bytes file = table->map.bytes;
    if (file.size < HEADER_BYTES + CHECKSUM_BYTES || memcmp(file.data, magic, sizeof magic) != 0)
        return fail_damaged(path, "it is not a table", failure);
    const unsigned char *numbers = (const unsigned char *)file.data + MAGIC_BYTES;
    if (number_read(numbers) != FORMAT_VERSION)
        return fail_damaged(path, "it is a table of another version", failure);

    uint64_t count = number_read(numbers + NUMBER_BYTES);
    uint64_t entries_bytes = number_read(numbers + (size_t)2 * NUMBER_BYTES);
    uint64_t body_bytes = file.size - HEADER_BYTES - CHECKSUM_BYTES;
    if (count > body_bytes / NUMBER_BYTES || entries_bytes != body_bytes - count * NUMBER_BYTES)
        return fail_damaged(path, "its size is not what its header says", failure);
    table->entry_count = (size_t)count;
    table->entries = (struct bytes){ file.data + HEADER_BYTES, (size_t)entries_bytes };
    table->index = (const unsigned char *)table->entries.data + table->entries.size;
    return STATUS_OK;
}

enum status table_open(struct table *table, const char *path, struct failure *failure)
{
    *table = (struct table){ .entry_count = 0 };
    enum status status = file_map_open(&table->map, path, failure);
    if (status)
        return status;
    if ((status = read_header(table, path, failure)))
        table_close(table);
    return status;
}

void table_close(struct table *table)
{
    file_map_close(&table->map);
    *table = (struct table){ .entry_count = 0 };
}

/* The key at `position`, and what stands after it. False when the file is damaged there. */
static bool key_at(const struct table *table, size_t position, struct bytes *key, struct bytes *rest)
{
    uint64_t offset = number_read(table->index + position * NUMBER_BYTES);
    uint64_t key_bytes;
    if (offset >= table->entries.size)
        return false;
    *rest = (struct bytes){ table->entries.data + offset, table->entries.size - (size_t)offset };
    return bytes_read_varint(rest, &key_bytes) && bytes_read(rest, key_bytes, key);
}

/* `*rest` is what stands after the entry. */
static bool entry_at(const struct table *table, size_t position, struct table_entry *entry, struct bytes *rest)
{
    uint64_t value_bytes;
    return key_at(table, position, &entry->key, rest) && bytes_read_varint(rest, &value_bytes) &&
           bytes_read(rest, value_bytes, &entry->value);
}

bool table_entry_at(const struct table *table, size_t position, struct table_entry *entry)
{
    struct bytes rest;
    return position < table->entry_count && entry_at(table, position, entry, &rest);
}

size_t table_lower_bound(const struct table *table, struct bytes key)
{
    size_t low = 0, high = table->entry_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        struct bytes found, rest;
        if (!key_at(table, middle, &found, &rest))
            return table->entry_count;
        if (compare(found, key) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool table_find(const struct table *table, struct bytes key, struct bytes *value)
{
    struct table_entry entry;
    if (!table_entry_at(table, table_lower_bound(table, key), &entry) || compare(entry.key, key) != 0)
        return false;
    *value = entry.value;
    return true;
}

/* == Verifying ================================================================================================ */

/* Whether the entries stand one after the other, in key order, and fill their part of the file. */
static bool is_in_order(const struct table *table)
{
    struct bytes rest = table->entries;
    struct bytes previous = { NULL, 0 };
    for (size_t i = 0; i < table->entry_count; i++) {
        struct table_entry entry;
        uint64_t expected = (uint64_t)(rest.data - table->entries.data);
        if (number_read(table->index + i * NUMBER_BYTES) != expected || !entry_at(table, i, &entry, &rest) ||
            (i > 0 && compare(previous, entry.key) >= 0))
            return false;
        previous = entry.key;
    }
    return rest.size == 0;
}

enum status table_verify(const struct table *table, const char *path, struct failure *failure)
{
    struct bytes file = table->map.bytes;
    size_t summed_bytes = file.size - CHECKSUM_BYTES;
    struct crc64 crc;
    crc64_init(&crc);
    crc64_add(&crc, file.data, summed_bytes);
    if (crc64_sum(&crc) != number_read((const unsigned char *)file.data + summed_bytes))
        return fail_damaged(path, "its checksum does not agree with its content", failure);
    return is_in_order(table) ? STATUS_OK : fail_damaged(path, "its entries are not in order", failure);
}
