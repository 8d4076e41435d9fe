/* Opening a database for reading; its positions, documents, terms. */
#include "glass/reader.h"

#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "base/files.h"
#include "glass/packing.h"
#include "glass/positions.h"
#include "glass/postings.h"
#include "glass/reader_inside.h"
#include "glass/version.h"

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

struct root {
    struct glass_tree tree;
    bool fake; /* there is no such table */
};

/* The numbers after the roots: see append_numbers in glass/version.c. */
static bool read_facts(struct bytes *content, struct glass_facts *facts)
{
    uint64_t documents, beyond, number, total;
    if (!bytes_read_varint(content, &documents) || !bytes_read_varint(content, &beyond) || documents > UINT32_MAX ||
        beyond > UINT32_MAX - documents)
        return false;
    for (int i = 0; i < 4; i++)
        if (!bytes_read_varint(content, &number))
            return false;
    if (!bytes_read_varint(content, &total))
        return false;
    *facts = (struct glass_facts){ (uint32_t)documents, (uint32_t)(documents + beyond), total };
    return true;
}

static bool read_version(struct bytes content, struct root roots[GLASS_TABLES], struct glass_facts *facts)
{
    struct bytes head;
    uint64_t revision;
    if (!bytes_read(&content, sizeof GLASS_MAGIC - 1, &head) || memcmp(head.data, GLASS_MAGIC, head.size) != 0 ||
        !bytes_read(&content, UUID_BYTES, &head) || !bytes_read_varint(&content, &revision))
        return false;
    for (int table = 0; table < GLASS_TABLES; table++)
        if (!read_root(&content, &roots[table].tree, &roots[table].fake))
            return false;
    return read_facts(&content, facts);
}

static enum status open_table(struct glass_tree *tree, const struct root *root, const char *directory,
                              const char *name, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    if (root->fake)
        return STATUS_OK;
    *tree = root->tree;
    enum status status = files_join(path, directory, name, failure);
    return status ? status : glass_tree_open(tree, path, failure);
}

static enum status open_tables(struct glass_reader *reader, struct bytes version, const char *directory,
                               struct failure *failure)
{
    struct root roots[GLASS_TABLES] = { 0 };
    enum status status;
    if (!read_version(version, roots, &reader->facts))
        return fail(failure, STATUS_INVALID, "%s is not a database of the format that is read here", directory);
    if ((status = open_table(&reader->positions, &roots[GLASS_POSITION], directory, "position.glass", failure)) ||
        (status = open_table(&reader->postings, &roots[GLASS_POSTLIST], directory, "postlist.glass", failure)))
        return status;
    return open_table(&reader->data, &roots[GLASS_DOCDATA], directory, "docdata.glass", failure);
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
    status = open_tables(reader, buffer_view(&version), directory, failure);

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
    glass_tree_close(&reader->data);
    libdeflate_free_decompressor(reader->decompressor);
    glass_cursor_clear(&reader->places.cursor);
    glass_position_list_clear(&reader->places.list);
    buffer_clear(&reader->room);
    free(reader);
}

const struct glass_facts *glass_reader_facts(const struct glass_reader *reader)
{
    return &reader->facts;
}

/* == Positions ================================================================================================ */

/* No document has a term that is empty or too long. */
static void begin_places(struct glass_places *places, struct bytes term)
{
    size_t size = glass_term_size(term);
    places->key_bytes = 0;
    if (size == 0 || size > GLASS_TERM_BYTES)
        return;
    size = glass_put_term(places->key, term);
    places->key[size++] = '\0';
    places->key_bytes = size;
}

enum status glass_places_find(struct glass_places *places, uint32_t docid, uint32_t most, const uint32_t **positions,
                              size_t *count, struct failure *failure)
{
    *positions = NULL;
    *count = 0;
    if (places->key_bytes == 0)
        return STATUS_OK;
    struct bytes key = { places->key, places->key_bytes + glass_put_docid(places->key + places->key_bytes, docid) };
    enum status status = glass_cursor_find(&places->cursor, key, failure);
    if (status || !places->cursor.tag.found)
        return status;
    if (!glass_decode_positions(places->cursor.tag.bytes, most, &places->list))
        return places->list.failed
                   ? fail_no_memory(failure)
                   : fail(failure, STATUS_CORRUPT, "the positions of a term in the index are damaged");
    *positions = places->list.positions;
    *count = places->list.count;
    return STATUS_OK;
}

enum status glass_places_open(struct glass_places **made, struct glass_reader *reader, struct bytes term,
                              struct failure *failure)
{
    struct glass_places *places = calloc(1, sizeof *places);
    if (!places)
        return fail_no_memory(failure);
    places->cursor.tree = &reader->positions;
    begin_places(places, term);
    *made = places;
    return STATUS_OK;
}

void glass_places_close(struct glass_places *places)
{
    if (places) {
        glass_cursor_clear(&places->cursor);
        glass_position_list_clear(&places->list);
    }
    free(places);
}

enum status glass_reader_positions(struct glass_reader *reader, struct bytes term, uint32_t docid, uint32_t most,
                                   glass_position_visit visit, void *context, struct failure *failure)
{
    reader->places.cursor.tree = &reader->positions;
    begin_places(&reader->places, term);
    const uint32_t *positions;
    size_t count;
    enum status status = glass_places_find(&reader->places, docid, UINT32_MAX, &positions, &count, failure);
    for (size_t i = 0; i < count && i < most; i++)
        visit(positions[i], context);
    return status;
}

/* == Documents ================================================================================================ */

/* Deflated text takes a third of its room, seldom less than a sixth. */
enum { USUAL_GROWTH = 6, USUAL_MORE_BYTES = 1024, LARGEST_DATA_BYTES = 1 << 30 };

static enum status inflate(struct glass_reader *reader, struct bytes tag, struct buffer *data,
                           struct failure *failure)
{
    if (!reader->decompressor && !(reader->decompressor = libdeflate_alloc_decompressor()))
        return fail_no_memory(failure);
    for (size_t room = tag.size * USUAL_GROWTH + USUAL_MORE_BYTES; room <= LARGEST_DATA_BYTES; room *= 4) {
        size_t size = 0;
        char *into = buffer_reserve(data, room);
        if (!into)
            return fail_no_memory(failure);
        enum libdeflate_result result = libdeflate_deflate_decompress(reader->decompressor, tag.data, tag.size, into,
                                                                      room, &size);
        buffer_commit(data, result == LIBDEFLATE_SUCCESS ? size : 0);
        if (result == LIBDEFLATE_SUCCESS)
            return STATUS_OK;
        if (result != LIBDEFLATE_INSUFFICIENT_SPACE)
            break;
    }
    return fail(failure, STATUS_CORRUPT, "a document in the index is damaged");
}

enum status glass_reader_data(struct glass_reader *reader, uint32_t docid, struct buffer *data,
                              struct failure *failure)
{
    char key[GLASS_DOCID_BYTES];
    struct glass_tag tag;
    size_t size = glass_put_docid(key, docid);
    enum status status = glass_tree_find(&reader->data, (struct bytes){ key, size }, &reader->room, &tag, failure);
    if (status)
        return status;
    if (!tag.found)
        return fail(failure, STATUS_NOT_FOUND, "no document %u", docid);
    if (tag.compressed)
        return inflate(reader, tag.bytes, data, failure);
    buffer_append(data, tag.bytes.data, tag.bytes.size);
    return buffer_status(data, "a document", failure);
}

/* == Terms ==================================================================================================== */

/* Of a term, only the first chunk of its list has no NUL in its key. */
enum status glass_reader_terms(struct glass_reader *reader, struct bytes prefix, glass_term_visit visit,
                               void *context, struct failure *failure)
{
    struct glass_cursor cursor = { .tree = &reader->postings };
    enum status status = glass_cursor_floor(&cursor, prefix, failure);
    while (!status && cursor.placed) {
        uint64_t frequency;
        bool begins = cursor.tag.found && cursor.key.size >= prefix.size &&
                      memcmp(cursor.key.data, prefix.data, prefix.size) == 0;
        if (!begins && cursor.tag.found && glass_compare_keys(cursor.key, prefix) > 0)
            break;
        struct bytes tag = cursor.tag.bytes;
        if (begins && !memchr(cursor.key.data, '\0', cursor.key.size)) {
            if (!bytes_read_varint(&tag, &frequency) || frequency > UINT32_MAX) {
                status = fail(failure, STATUS_CORRUPT, "a list of postings in the index is damaged");
                break;
            }
            visit(cursor.key, (uint32_t)frequency, context);
        }
        status = glass_cursor_next(&cursor, failure);
    }
    glass_cursor_clear(&cursor);
    return status;
}
