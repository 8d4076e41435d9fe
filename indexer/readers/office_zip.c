/* Unpacks the parts of an office document that are asked for, with libarchive, from memory to memory. */
#include "indexer/readers/office_zip.h"

#include <archive.h>
#include <archive_entry.h>
#include <fnmatch.h>
#include <string.h>

#include "indexer/common/reason.h"
#include "indexer/common/unpack.h"
#include "indexer/decode/decode.h"
#include "language/utf8.h"

enum {
    ENTRIES_MOST = 20000,
    PART_BYTES = 100 << 20, /* XML of a report of thousands of pages */
};

static struct office_part *part_for(struct office_part *parts, size_t part_count, const char *name)
{
    for (size_t i = 0; name && i < part_count; i++)
        if (!parts[i].found && fnmatch(parts[i].name, name, FNM_PATHNAME) == 0)
            return &parts[i];
    return NULL;
}

static enum status unpacking_failed(struct archive *archive, struct failure *failure)
{
    const char *reason = archive_error_string(archive);
    return fail_reason(failure, REASON_DAMAGED, "is a damaged office document: %s",
                       reason ? reason : "it cannot be unpacked");
}

static enum status read_part(struct archive *archive, struct office_part *part, size_t packed_bytes,
                             struct failure *failure)
{
    enum { READ_BYTES = 1 << 16 };
    part->found = true;
    part->content.limit = PART_BYTES;
    while (true) {
        char *room = buffer_reserve(&part->content, READ_BYTES);
        if (!room)
            return buffer_status(&part->content, "a part of an office document", failure);
        la_ssize_t got = archive_read_data(archive, room, READ_BYTES);
        buffer_commit(&part->content, got > 0 ? (size_t)got : 0);
        if (got < 0)
            return unpacking_failed(archive, failure);
        if (unpack_is_bomb(packed_bytes, part->content.size))
            return unpack_fail_bomb(failure);
        if (got == 0)
            return STATUS_OK;
    }
}

/* Nearly all programs write UTF-8; the standards allow UTF-16 as well. */
static enum status make_utf8(struct buffer *content, struct failure *failure)
{
    struct decoded decoded = { .text = BUFFER_EMPTY };
    if (utf8_valid(buffer_view(content)))
        return STATUS_OK;
    enum status status = decode(buffer_view(content), NULL, &decoded, failure);
    if (!status) {
        buffer_clear(content);
        *content = decoded.text;
    } else {
        buffer_clear(&decoded.text);
    }
    return status;
}

static enum status read_entries(struct archive *archive, size_t packed_bytes, struct office_part *parts,
                                size_t part_count, struct failure *failure)
{
    struct archive_entry *entry;
    enum status status = STATUS_OK;
    size_t missing = part_count;
    for (int i = 0; i < ENTRIES_MOST && missing && !status; i++) {
        int result = archive_read_next_header(archive, &entry);
        if (result == ARCHIVE_EOF)
            break;
        if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
            return unpacking_failed(archive, failure);
        struct office_part *part = part_for(parts, part_count, archive_entry_pathname(entry));
        if (!part)
            continue;
        missing--;
        if (archive_entry_is_data_encrypted(entry))
            return fail_reason(failure, REASON_ENCRYPTED, "is an office document that needs a password");
        if (!(status = read_part(archive, part, packed_bytes, failure)))
            status = make_utf8(&part->content, failure);
    }
    return status;
}

enum status office_zip_read(struct bytes zip, struct office_part *parts, size_t part_count, struct failure *failure)
{
    struct archive *archive = archive_read_new();
    enum status status;
    if (!archive)
        return fail_no_memory(failure);
    archive_read_support_format_zip(archive);
    if (archive_read_open_memory(archive, zip.data, zip.size) != ARCHIVE_OK)
        status = unpacking_failed(archive, failure);
    else
        status = read_entries(archive, zip.size, parts, part_count, failure);
    archive_read_free(archive);
    return status;
}

void office_parts_clear(struct office_part *parts, size_t part_count)
{
    for (size_t i = 0; i < part_count; i++)
        buffer_clear(&parts[i].content);
}
