/* Zip and tar archives, compressed or not, and single files that are compressed: unpacked by libarchive, in memory.
 */
#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "indexer/common/container_zip.h"
#include "indexer/common/reason.h"
#include "indexer/common/unpack.h"
#include "indexer/containers/container.h"
#include "indexer/decode/decode.h"
#include "indexer/ledger/override.h"
#include "language/utf8.h"

enum { CHUNK_BYTES = 1 << 16 };

struct container_file {
    struct archive *archive;
    struct input *input;
    uint64_t packed, unpacked; /* bytes so far */
    struct buffer content, name;
    bool ended, skips; /* skips: over what is no header, of which the beginning was told */
    char chunk[CHUNK_BYTES];
};

/* == Recognising ============================================================================================== */

static bool begins(struct bytes head, const char *magic, size_t size)
{
    return head.size >= size && memcmp(head.data, magic, size) == 0;
}

/* The sum of a tar header's bytes, its own field as blanks: every kind of tar has it. */
static bool is_tar(struct bytes head)
{
    enum { HEADER_BYTES = 512, SUM_AT = 148, SUM_BYTES = 8 };
    unsigned long sum = 0;
    char digits[SUM_BYTES + 1], *end;
    if (head.size < HEADER_BYTES || head.data[0] == '\0')
        return false;
    for (size_t i = 0; i < HEADER_BYTES; i++)
        sum += i >= SUM_AT && i < SUM_AT + SUM_BYTES ? ' ' : (unsigned char)head.data[i];
    memcpy(digits, head.data + SUM_AT, SUM_BYTES);
    digits[SUM_BYTES] = '\0';
    unsigned long stated = strtoul(digits, &end, 8);
    return end != digits && stated == sum;
}

static bool recognises(struct bytes head)
{
    if (begins(head, "PK\3\4", 4))
        return !zip_is_document(head);
    return begins(head, "PK\5\6", 4) || begins(head, "\x1F\x8B\x08", 3) ||
           begins(head,
                  "\xFD"
                  "7zXZ\0",
                  6) ||
           begins(head, "\x28\xB5\x2F\xFD", 4) || (begins(head, "BZh", 3) && head.size > 4 && head.data[4] == '1') ||
           is_tar(head);
}

/* == What libarchive calls ==================================================================================== */

static la_ssize_t give_bytes(struct archive *archive, void *context, const void **bytes)
{
    struct container_file *file = context;
    ssize_t got = input_read(file->input, file->chunk, sizeof file->chunk);
    if (got < 0)
        archive_set_error(archive, errno, "the file cannot be read: %s", strerror(errno));
    else
        file->packed += (uint64_t)got;
    *bytes = file->chunk;
    return got;
}

static la_int64_t seek_bytes(struct archive *archive, void *context, la_int64_t offset, int whence)
{
    struct container_file *file = context;
    int64_t from = whence == SEEK_SET ? 0 : (int64_t)(whence == SEEK_CUR ? file->input->at : input_size(file->input));
    (void)archive;
    if (offset < 0 ? from < -offset : from > INT64_MAX - offset)
        return ARCHIVE_FATAL;
    return input_seek(file->input, (uint64_t)(from + offset)) ? from + offset : ARCHIVE_FATAL;
}

static void archive_close(struct container_file *file)
{
    if (!file)
        return;
    archive_read_free(file->archive);
    buffer_clear(&file->content);
    buffer_clear(&file->name);
    free(file);
}

static enum status archive_open(struct container_file **made, struct input *input, struct failure *failure)
{
    struct container_file *file = malloc(sizeof *file);
    if (!file)
        return fail_no_memory(failure);
    file->archive = archive_read_new();
    file->input = input;
    file->packed = file->unpacked = 0;
    file->content = (struct buffer)BUFFER_LIMITED(MEMBER_MOST_BYTES);
    file->name = (struct buffer)BUFFER_EMPTY;
    file->ended = file->skips = false;
    if (!file->archive) {
        archive_close(file);
        return fail_no_memory(failure);
    }
    archive_read_support_filter_gzip(file->archive);
    archive_read_support_filter_bzip2(file->archive);
    archive_read_support_filter_xz(file->archive);
    archive_read_support_filter_zstd(file->archive);
    archive_read_support_format_tar(file->archive);
    archive_read_support_format_zip(file->archive);
    archive_read_support_format_raw(file->archive);
    archive_read_set_callback_data(file->archive, file);
    archive_read_set_read_callback(file->archive, give_bytes);
    archive_read_set_seek_callback(file->archive, seek_bytes);
    if (archive_read_open1(file->archive) != ARCHIVE_OK) {
        const char *reason = archive_error_string(file->archive);
        enum status status = fail_reason(failure, REASON_DAMAGED, "cannot be unpacked: %s",
                                         reason ? reason : "no archive");
        archive_close(file);
        return status;
    }
    *made = file;
    return STATUS_OK;
}

/* == Members ================================================================================================== */

static bool has_ending(const char *name, const char *const *endings, size_t count)
{
    const char *dot = strrchr(name, '.');
    for (size_t i = 0; dot && i < count; i++)
        if (strcasecmp(dot + 1, endings[i]) == 0)
            return true;
    return false;
}

/* Hidden files, as in folders; sidecars, which are read beside files alone; and what pages are dressed with. */
static bool is_passed_over(const char *name)
{
    static const char *const endings[] = {
        "css",   "js",  "map", "png", "jpg", "jpeg", "gif", "bmp", "ico", "svg", "webp", "woff",
        "woff2", "ttf", "eot", "mp3", "mp4", "avi",  "mov", "wmv", "swf", "wav", "ogg",
    };
    for (const char *at = name; *at; at++)
        if (*at == '.' && (at == name || at[-1] == '/') && at[1] != '/' && !(at[1] == '.' && at[2] == '/'))
            return true;
    size_t size = strlen(name), sidecar = strlen(SIDECAR_ENDING);
    if (size > sidecar && strcmp(name + size - sidecar, SIDECAR_ENDING) == 0)
        return true;
    return strncmp(name, "__MACOSX/", 9) == 0 || has_ending(name, endings, sizeof endings / sizeof *endings);
}

/* As UTF-8: old zips have names in the encoding of some code page. */
static enum status read_name(struct container_file *file, struct archive_entry *entry, struct failure *failure)
{
    const char *name = archive_entry_pathname_utf8(entry);
    if (!name)
        name = archive_entry_pathname(entry);
    if (!name)
        name = "?";
    struct bytes raw = { name, strlen(name) };
    buffer_truncate(&file->name, 0);
    if (utf8_valid(raw)) {
        buffer_append(&file->name, raw.data, raw.size);
    } else {
        struct decoded decoded = { .text = BUFFER_EMPTY };
        enum status status = decode(raw, NULL, &decoded, failure);
        if (!status)
            buffer_append(&file->name, decoded.text.bytes, decoded.text.size);
        buffer_clear(&decoded.text);
        if (status)
            return status;
    }
    return buffer_status(&file->name, "a name", failure);
}

static enum status unpacking_failed(struct container_file *file, int result, struct failure *failure)
{
    const char *reason = archive_error_string(file->archive);
    if (result == ARCHIVE_FATAL)
        file->ended = true;
    return fail_reason(failure, REASON_DAMAGED, "cannot be unpacked: %s", reason ? reason : "damaged");
}

/* The bytes of the entry at hand, kept or not. */
static enum status unpack_entry(struct container_file *file, bool kept, struct failure *failure)
{
    const void *block;
    size_t size;
    la_int64_t offset;
    int result;
    buffer_truncate(&file->content, 0);
    while ((result = archive_read_data_block(file->archive, &block, &size, &offset)) == ARCHIVE_OK) {
        file->unpacked += size;
        if (unpack_is_bomb(file->packed, file->unpacked)) {
            file->ended = true;
            return unpack_fail_bomb(failure);
        }
        if (!kept)
            continue;
        /* A hole in a sparse file is blanks to any reader. */
        size_t hole = (uint64_t)offset > file->content.size ? (size_t)offset - file->content.size : 0;
        char *room = buffer_reserve(&file->content, hole + size);
        if (!room)
            return buffer_status(&file->content, "a member", failure);
        memset(room, ' ', hole);
        if (size)
            memcpy(room + hole, block, size);
        buffer_commit(&file->content, hole + size);
    }
    return result == ARCHIVE_EOF ? STATUS_OK : unpacking_failed(file, result, failure);
}

static bool is_compressed_whole(struct container_file *file)
{
    return archive_filter_code(file->archive, 0) != ARCHIVE_FILTER_NONE;
}

static enum status read_entry(struct container_file *file, struct archive_entry *entry, struct failure *failure)
{
    if (archive_entry_is_encrypted(entry))
        return fail_reason(failure, REASON_ENCRYPTED, "is encrypted");
    if (archive_entry_size_is_set(entry) && archive_entry_size(entry) > MEMBER_MOST_BYTES)
        return fail_reason(failure, REASON_TOO_LARGE, "is larger than %d bytes", MEMBER_MOST_BYTES);
    return unpack_entry(file, true, failure);
}

/* What is not read is unpacked all the same where that is the way to what follows it: with an eye on its size. */
static bool pass_entry(struct container_file *file, struct member *member)
{
    if (!is_compressed_whole(file) || !(member->status = unpack_entry(file, false, &member->failure)))
        return true;
    return !file->ended; /* a damaged entry that nobody wanted */
}

static bool archive_next(struct container_file *file, struct member *member)
{
    struct archive_entry *entry;
    while (!file->ended) {
        int result = archive_read_next_header(file->archive, &entry);
        if (result == ARCHIVE_RETRY && file->skips)
            continue;
        file->skips = result == ARCHIVE_RETRY;
        if (result == ARCHIVE_EOF)
            return false;
        if (result == ARCHIVE_RETRY || result < ARCHIVE_WARN) {
            member->status = unpacking_failed(file, result == ARCHIVE_RETRY ? result : ARCHIVE_FATAL,
                                              &member->failure);
            return true;
        }
        if ((member->status = read_name(file, entry, &member->failure)))
            return true;
        /* A file that is compressed alone has a name already. */
        if (archive_format(file->archive) == ARCHIVE_FORMAT_RAW)
            buffer_truncate(&file->name, 0);
        member->name = buffer_view(&file->name);
        if (archive_entry_filetype(entry) != AE_IFREG || is_passed_over(file->name.bytes)) {
            if (!pass_entry(file, member))
                return true;
            member->status = STATUS_OK;
            continue;
        }
        member->status = read_entry(file, entry, &member->failure);
        member->content = buffer_view(&file->content);
        return true;
    }
    return false;
}

/* libarchive gives names in the encoding of the locale, which is loaded from files. */
static void prepare(void)
{
    setlocale(LC_CTYPE, "C.UTF-8");
}

const struct container_kind container_archive = {
    "archive", true, recognises, archive_open, archive_next, archive_close, prepare,
};
