/* The version file. */
#include "glass/version.h"

#include <errno.h>
#include <sys/random.h>

#include "base/files.h"
#include "glass/block.h"
#include "glass/deflate.h"

enum {
    UUID_BYTES = 16,
    ROOT_FAKE = 1,       /* there is no file */
    ROOT_SEQUENTIAL = 2, /* Xapian expects the next entry behind the last one */
    ROOT_LEVEL_SHIFT = 2,
    BLOCK_SIZE_SHIFT = 11,
};

void glass_version_add(struct glass_version *version, uint32_t docid, uint32_t length)
{
    version->document_count++;
    version->last_docid = docid;
    version->total_length += length;
    if (length > version->longest)
        version->longest = length;
    if (length > 0 && (version->shortest == 0 || length < version->shortest))
        version->shortest = length;
}

/* A random one, as RFC 4122 has it in sections 4.1 and 4.4. */
static enum status append_uuid(struct buffer *content, struct failure *failure)
{
    unsigned char uuid[UUID_BYTES];
    ssize_t got;
    do
        got = getrandom(uuid, sizeof uuid, 0);
    while (got < 0 && errno == EINTR);
    if (got != (ssize_t)sizeof uuid)
        return fail(failure, STATUS_IO, "the system gives no random numbers");
    uuid[6] = (unsigned char)((uuid[6] & 0x0F) | 0x40);
    uuid[8] = (unsigned char)((uuid[8] & 0x3F) | 0x80);
    buffer_append(content, uuid, sizeof uuid);
    return STATUS_OK;
}

/* The free list of a table without free blocks: revision, block count, four numbers that are 0. */
static void append_free_list(struct buffer *content, const struct glass_root *root)
{
    char list[2 * VARINT_LONGEST_BYTES + 4] = { 0 };
    size_t size = 0;
    if (root->block_count > 0) {
        size += bytes_write_varint(list, GLASS_REVISION);
        size += bytes_write_varint(list + size, root->block_count);
        for (int i = 0; i < 4; i++)
            list[size++] = 0;
    }
    buffer_append_varint(content, size);
    buffer_append(content, list, size);
}

static void append_root(struct buffer *content, const struct glass_root *root, enum glass_table_number table)
{
    bool plain = table == GLASS_POSTLIST || table == GLASS_POSITION; /* tables whose tags are not deflated */
    bool sequential = table != GLASS_POSTLIST;                       /* documents come behind, terms in between */
    buffer_append_varint(content, root->block);
    buffer_append_varint(content, root->level << ROOT_LEVEL_SHIFT | (sequential ? ROOT_SEQUENTIAL : 0) |
                                      (root->block_count == 0 ? ROOT_FAKE : 0));
    buffer_append_varint(content, root->entry_count);
    buffer_append_varint(content, GLASS_BLOCK_BYTES >> BLOCK_SIZE_SHIFT);
    buffer_append_varint(content, plain ? 0 : GLASS_LEAST_DEFLATED_BYTES);
    append_free_list(content, root);
}

static void append_numbers(struct buffer *content, const struct glass_version *version)
{
    buffer_append_varint(content, version->document_count);
    buffer_append_varint(content, version->last_docid - version->document_count);
    buffer_append_varint(content, version->shortest);
    buffer_append_varint(content, version->largest_wdf);
    buffer_append_varint(content, version->longest - version->largest_wdf);
    buffer_append_varint(content, 0); /* the largest frequency of a word for spelling */
    buffer_append_varint(content, version->total_length);
    buffer_append_varint(content, 0); /* no changesets are kept */
}

enum status glass_version_write(const struct glass_version *version, const char *directory, struct failure *failure)
{
    struct buffer content = BUFFER_EMPTY;
    char path[FILES_PATH_BYTES];
    enum status status;

    buffer_append(&content, GLASS_MAGIC, sizeof GLASS_MAGIC - 1);
    if ((status = append_uuid(&content, failure)))
        goto done;
    buffer_append_varint(&content, GLASS_REVISION);
    for (int table = 0; table < GLASS_TABLES; table++)
        append_root(&content, &version->roots[table], table);
    append_numbers(&content, version);
    if ((status = buffer_status(&content, "the version file", failure)) ||
        (status = files_join(path, directory, "iamglass", failure)))
        goto done;
    status = files_write_atomically(path, content.bytes, content.size, failure);

done:
    buffer_clear(&content);
    return status;
}
