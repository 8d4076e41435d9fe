/* The manifest of a generation: what its files must be. */
#include "indexer/builder/manifest.h"

#include <errno.h>
#include <inttypes.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/files.h"
#include "record/published.h"

enum { HEX_BYTES = 2 * SHA256_DIGEST_SIZE + 1, MANIFEST_MOST_BYTES = 16 << 20 };

static enum status file_sum(const char *path, uint64_t *size, char hex[HEX_BYTES], struct failure *failure)
{
    struct file_map map;
    struct sha256_ctx sha;
    uint8_t digest[SHA256_DIGEST_SIZE];
    enum status status = file_map_open(&map, path, failure);
    if (status)
        return status;
    sha256_init(&sha);
    if (map.bytes.size)
        sha256_update(&sha, map.bytes.size, (const uint8_t *)map.bytes.data);
    sha256_digest(&sha, sizeof digest, digest);
    *size = map.bytes.size;
    file_map_close(&map);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
    return STATUS_OK;
}

/* == Writing ================================================================================================== */

struct listing {
    const char *directory;
    struct buffer *text; /* a line a file: sum size path */
};

static bool is_manifest(const char *relative)
{
    return strcmp(relative, PUBLISHED_MANIFEST) == 0;
}

static enum status list_file(const struct file_entry *entry, void *context, struct failure *failure)
{
    struct listing *listing = context;
    const char *relative = entry->path + strlen(listing->directory) + 1;
    char hex[HEX_BYTES];
    uint64_t size;
    enum status status;
    if (is_manifest(relative))
        return STATUS_OK;
    if ((status = file_sum(entry->path, &size, hex, failure)))
        return status;
    buffer_append_format(listing->text, "%s %" PRIu64 " %s\n", hex, size, relative);
    return STATUS_OK;
}

static enum status list_refused(const char *path, const char *reason, void *context)
{
    struct listing *listing = context;
    (void)path, (void)reason;
    listing->text->failed = STATUS_IO;
    return STATUS_IO;
}

static enum status list_files(const char *directory, struct buffer *text, struct failure *failure)
{
    struct listing listing = { directory, text };
    enum status status = files_walk(directory, list_file, list_refused, &listing, failure);
    if (text->failed == STATUS_IO)
        return fail(failure, STATUS_IO, "cannot read all of %s", directory);
    return status ? status : buffer_status(text, "the manifest", failure);
}

enum status manifest_write(const char *directory, const struct manifest_facts *facts, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    char made[CLOCK_STAMP_BYTES], path[FILES_PATH_BYTES];
    enum status status;

    clock_format_utc(facts->made_s, made);
    buffer_append_format(&text, "generation %lu\ndocuments %" PRIu32 "\nmade %" PRId64 " %s\nby %s\n", facts->generation,
                         facts->document_count, facts->made_s, made, facts->made_by);
    if ((status = list_files(directory, &text, failure)) ||
        (status = files_join(path, directory, PUBLISHED_MANIFEST, failure)))
        goto done;
    status = files_write_atomically(path, text.bytes, text.size, failure);

done:
    buffer_clear(&text);
    return status;
}

/* == Reading ================================================================================================== */

/* Reads the four lines of facts; `*files` is where the lines of files begin. */
static bool parse_facts(const char *text, struct manifest_facts *facts, const char **files)
{
    int end = 0;
    if (sscanf(text, "generation %lu documents %" SCNu32 " made %" SCNd64 " %*31s by %63[^\n]%n", &facts->generation,
               &facts->document_count, &facts->made_s, facts->made_by, &end) != 4 ||
        text[end] != '\n')
        return false;
    *files = text + end + 1;
    return true;
}

static enum status read_text(const char *directory, struct buffer *text, struct manifest_facts *facts,
                             const char **files, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status;
    if ((status = files_join(path, directory, PUBLISHED_MANIFEST, failure)) ||
        (status = files_read(path, MANIFEST_MOST_BYTES, text, failure)))
        return status;
    if (!parse_facts(text->bytes, facts, files))
        return fail(failure, STATUS_CORRUPT, "%s is not a manifest", path);
    return STATUS_OK;
}

enum status manifest_read(const char *directory, struct manifest_facts *facts, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY;
    const char *files;
    enum status status = read_text(directory, &text, facts, &files, failure);
    buffer_clear(&text);
    return status;
}

/* Both listings are in the order of files_walk, so the first line that differs names the file. */
enum status manifest_verify(const char *directory, struct manifest_facts *facts, struct failure *failure)
{
    struct buffer text = BUFFER_EMPTY, found = BUFFER_EMPTY;
    const char *files;
    enum status status;
    if ((status = read_text(directory, &text, facts, &files, failure)) ||
        (status = list_files(directory, &found, failure)))
        goto done;

    const char *have = found.bytes, *want = files;
    while (*have && *have == *want)
        have++, want++;
    if (*have || *want) {
        const char *line = *want ? want : have;
        const char *text_begin = *want ? files : found.bytes;
        while (line > text_begin && line[-1] != '\n')
            line--;
        status = fail(failure, STATUS_CORRUPT, "%s is not as its manifest says, at: %.*s", directory,
                      (int)strcspn(line, "\n"), line);
        fail_hint(failure, "go back to the generation before it, or rebuild the index");
    }

done:
    buffer_clear(&text);
    buffer_clear(&found);
    return status;
}
