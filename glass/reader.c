/* Opening a database for reading, and its positions. */
#include "glass/reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "glass/packing.h"
#include "glass/positions.h"
#include "glass/tree.h"
#include "glass/values.h"
#include "glass/version.h"

struct glass_reader {
    struct glass_tree positions, postings;
    struct buffer room;
};

enum { UUID_BYTES = 16, BLOCK_SIZE_SHIFT = 11, ROOT_FAKE = 1, ROOT_LEVEL_SHIFT = 2, LARGEST_BLOCK_BYTES = 65536 };
enum { VERSION_FILE_BYTES = 1 << 20 };

/* == The version file ========================================================================================= */

static bool read_root(struct bytes *content, struct glass_tree *tree, bool *fake)
{
    uint64_t block, level, entries, blocks_of, least, list;
    struct bytes free_list;
    if (!bytes_read_varint(content, &block) || !bytes_read_varint(content, &level) ||
        !bytes_read_varint(content, &entries) || !bytes_read_varint(content, &blocks_of) ||
        !bytes_read_varint(content, &least) || !bytes_read_varint(content, &list) ||
        !bytes_read(content, list, &free_list))
        return false;
    tree->root = (uint32_t)block;
    tree->level = (unsigned)(level >> ROOT_LEVEL_SHIFT);
    tree->block_bytes = (uint32_t)(blocks_of << BLOCK_SIZE_SHIFT);
    *fake = level & ROOT_FAKE;
    return block <= UINT32_MAX && level < 256 && blocks_of > 0 &&
           blocks_of <= LARGEST_BLOCK_BYTES >> BLOCK_SIZE_SHIFT;
}

/* The root of one table. */
static bool find_root(struct bytes content, enum glass_table_number wanted, struct glass_tree *tree, bool *fake)
{
    struct bytes head;
    uint64_t revision;
    if (!bytes_read(&content, sizeof GLASS_MAGIC - 1, &head) || memcmp(head.data, GLASS_MAGIC, head.size) != 0 ||
        !bytes_read(&content, UUID_BYTES, &head) || !bytes_read_varint(&content, &revision))
        return false;
    for (int table = 0; table <= (int)wanted; table++)
        if (!read_root(&content, tree, fake))
            return false;
    return true;
}

static enum status open_table(struct glass_tree *tree, enum glass_table_number table, struct bytes version,
                              const char *directory, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    bool fake = false;
    if (!find_root(version, table, tree, &fake))
        return fail(failure, STATUS_INVALID, "%s is not a database of the format that is read here", directory);
    if (fake)
        return STATUS_OK;
    enum status status = files_join(path, directory, table == GLASS_POSITION ? "position.glass" : "postlist.glass",
                                    failure);
    return status ? status : glass_tree_open(tree, path, failure);
}

enum status glass_reader_open(struct glass_reader **made, const char *directory, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    struct buffer version = BUFFER_EMPTY;
    struct glass_reader *reader = calloc(1, sizeof *reader);
    enum status status;
    if (!reader)
        return fail_no_memory(failure);
    if ((status = files_join(path, directory, "iamglass", failure)) ||
        (status = files_read(path, VERSION_FILE_BYTES, &version, failure)))
        goto done;
    struct bytes content = { version.bytes, version.size };
    if (!(status = open_table(&reader->positions, GLASS_POSITION, content, directory, failure)))
        status = open_table(&reader->postings, GLASS_POSTLIST, content, directory, failure);

done:
    buffer_clear(&version);
    if (status)
        glass_reader_close(reader);
    else
        *made = reader;
    return status;
}

void glass_reader_close(struct glass_reader *reader)
{
    if (!reader)
        return;
    glass_tree_close(&reader->positions);
    glass_tree_close(&reader->postings);
    buffer_clear(&reader->room);
    free(reader);
}

/* == Positions ================================================================================================ */

enum status glass_reader_positions(struct glass_reader *reader, struct bytes term, uint32_t docid, uint32_t most,
                                   glass_position_visit visit, void *context, struct failure *failure)
{
    char bytes[GLASS_KEY_BYTES + 1 + GLASS_DOCID_BYTES];
    struct glass_tag tag;
    size_t size = glass_term_size(term);
    if (size == 0 || size > GLASS_TERM_BYTES)
        return STATUS_OK;
    size = glass_put_term(bytes, term);
    bytes[size++] = '\0';
    size += glass_put_docid(bytes + size, docid);
    enum status status = glass_tree_find(&reader->positions, (struct bytes){ bytes, size }, &reader->room, &tag,
                                         failure);
    if (status || !tag.found)
        return status;
    if (!glass_decode_positions(tag.bytes, most, visit, context))
        return fail(failure, STATUS_CORRUPT, "the positions of a term in the index are damaged");
    return STATUS_OK;
}

/* == Values =================================================================================================== */

/* A chunk of a slot's values, and how far it is read. */
struct values {
    struct glass_reader *reader;
    char key[GLASS_SLOT_KEY_BYTES + GLASS_DOCID_BYTES];
    size_t key_bytes;      /* without the docid */
    struct bytes rest;     /* of the chunk */
    uint32_t first, docid; /* of the chunk, and of `value`; 0 before the first chunk */
    struct bytes value;
};

static enum status fail_values(struct failure *failure)
{
    return fail(failure, STATUS_CORRUPT, "the values of a slot in the index are damaged");
}

static bool take_value(struct values *values)
{
    uint64_t size;
    return bytes_read_varint(&values->rest, &size) && bytes_read(&values->rest, size, &values->value);
}

/* Go to the chunk that would hold `docid`, unless it is the one at hand, which then has been read. */
static enum status find_chunk(struct values *values, uint32_t docid, struct failure *failure)
{
    struct bytes found = { "", 0 };
    struct glass_tag tag;
    size_t size = values->key_bytes + glass_put_docid(values->key + values->key_bytes, docid);
    enum status status = glass_tree_find_floor(&values->reader->postings, (struct bytes){ values->key, size },
                                               &values->reader->room, &found, &tag, failure);
    if (status || !tag.found || found.size < values->key_bytes ||
        memcmp(found.data, values->key, values->key_bytes) != 0)
        return status;
    uint32_t first = glass_get_docid(
        (struct bytes){ found.data + values->key_bytes, found.size - values->key_bytes });
    if (first == 0 || first > docid)
        return fail_values(failure);
    if (first == values->first)
        return STATUS_OK;
    values->first = values->docid = first;
    values->rest = tag.bytes;
    return take_value(values) ? STATUS_OK : fail_values(failure);
}

/* Read on to `docid`, or past it, or to the end of the chunk. */
static bool read_to(struct values *values, uint32_t docid)
{
    while (values->docid < docid && values->rest.size) {
        uint64_t gap;
        if (!bytes_read_varint(&values->rest, &gap) || gap >= UINT32_MAX - values->docid || !take_value(values))
            return false;
        values->docid += (uint32_t)gap + 1;
    }
    return true;
}

enum status glass_reader_values(struct glass_reader *reader, uint32_t slot, const uint32_t *docids, size_t count,
                                glass_value_visit visit, void *context, struct failure *failure)
{
    struct values values = { .reader = reader };
    enum status status = STATUS_OK;
    values.key_bytes = glass_put_values_key(values.key, slot);
    for (size_t i = 0; i < count && !status; i++) {
        if (!read_to(&values, docids[i]))
            return fail_values(failure);
        if (values.docid < docids[i] && ((status = find_chunk(&values, docids[i], failure)) ||
                                         (!read_to(&values, docids[i]) && (status = fail_values(failure)))))
            return status;
        if (values.docid == docids[i])
            status = visit(values.value, context);
    }
    return status;
}
