/* The manifest of a generation: what its files must be. */
#include "indexer/builder/manifest.h"

#include <errno.h>
#include <inttypes.h>
#include <nettle/sha2.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/clock.h"
#include "base/files.h"
#include "record/published.h"

enum { HEX_BYTES = 2 * SHA256_DIGEST_SIZE + 1, MANIFEST_MOST_BYTES = 16 << 20 };

#define END_LINE "end "

/* == Sums ===================================================================================================== */

static void finish_sum(struct sha256_ctx *sha, char hex[HEX_BYTES])
{
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(sha, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++)
        snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

static void sum_of(struct bytes bytes, char hex[HEX_BYTES])
{
    struct sha256_ctx sha;
    sha256_init(&sha);
    sha256_update(&sha, bytes.size, (const uint8_t *)bytes.data);
    finish_sum(&sha, hex);
}

/* Read and not mapped: a disk that cannot read a block then gives an error and not a signal. */
static enum status file_sum(const char *path, uint64_t *size, char hex[HEX_BYTES], struct failure *failure)
{
    struct sha256_ctx sha;
    uint8_t bytes[1 << 16];
    ssize_t got;
    int file;
    enum status status = files_open(path, &file, failure);
    if (status)
        return status;
    *size = 0;
    sha256_init(&sha);
    while ((got = read(file, bytes, sizeof bytes)) > 0 || (got < 0 && errno == EINTR)) {
        sha256_update(&sha, got > 0 ? (size_t)got : 0, bytes);
        *size += got > 0 ? (uint64_t)got : 0;
    }
    if (got < 0)
        status = files_fail(failure, "cannot read", path);
    finish_sum(&sha, hex);
    close(file);
    return status;
}

/* == A manifest in memory ===================================================================================== */

/* A line of a file. */
struct entry {
    const char *sum, *path; /* into the text */
    uint64_t size;
    bool seen;
};

struct manifest {
    struct buffer text;
    struct manifest_facts facts;
    struct entry *entries;
    size_t count, capacity;
};
#define MANIFEST_EMPTY                                                                                               \
    {                                                                                                                \
        .text = BUFFER_EMPTY                                                                                         \
    }

static void manifest_clear(struct manifest *manifest)
{
    buffer_clear(&manifest->text);
    free(manifest->entries);
}

static struct entry *find_entry(const struct manifest *manifest, const char *path)
{
    for (size_t i = 0; i < manifest->count; i++)
        if (strcmp(manifest->entries[i].path, path) == 0)
            return &manifest->entries[i];
    return NULL;
}

/* The last line is the sum of the others; it is cut off. */
static bool check_end(struct buffer *text)
{
    char hex[HEX_BYTES];
    size_t line = strlen(END_LINE) + HEX_BYTES; /* the line end takes the place of the NUL */
    if (text->size < line || text->bytes[text->size - 1] != '\n')
        return false;
    const char *end = text->bytes + text->size - line;
    sum_of((struct bytes){ text->bytes, text->size - line }, hex);
    if (memcmp(end, END_LINE, strlen(END_LINE)) != 0 || memcmp(end + strlen(END_LINE), hex, HEX_BYTES - 1) != 0)
        return false;
    buffer_truncate(text, text->size - line);
    return true;
}

/* The four lines of facts; `*files` is where the lines of files begin. */
static bool parse_facts(char *text, struct manifest_facts *facts, char **files)
{
    int end = 0;
    if (sscanf(text, "generation %lu documents %" SCNu32 " made %" SCNd64 " %*31s by %63[^\n]%n", &facts->generation,
               &facts->document_count, &facts->made_s, facts->made_by, &end) != 4 ||
        text[end] != '\n')
        return false;
    *files = text + end + 1;
    return true;
}

/* "SUM SIZE PATH", ended by a NUL. */
static bool parse_entry(char *line, struct entry *entry)
{
    char *end;
    *entry = (struct entry){ .sum = line };
    if (strlen(line) < HEX_BYTES || line[HEX_BYTES - 1] != ' ')
        return false;
    line[HEX_BYTES - 1] = '\0';
    entry->size = strtoull(line + HEX_BYTES, &end, 10);
    entry->path = end + 1;
    return end > line + HEX_BYTES && *end == ' ' && end[1];
}

static enum status parse_entries(struct manifest *manifest, char *at, const char *path, struct failure *failure)
{
    for (char *line; (line = strsep(&at, "\n")) && (*line || at);) {
        if (!array_reserve((void **)&manifest->entries, &manifest->capacity, manifest->count + 1,
                           sizeof *manifest->entries))
            return fail_no_memory(failure);
        if (!parse_entry(line, &manifest->entries[manifest->count++]))
            return fail(failure, STATUS_CORRUPT, "%s is not a manifest", path);
    }
    return STATUS_OK;
}

static enum status manifest_load(struct manifest *manifest, const char *directory, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    char *files;
    enum status status;
    if ((status = files_join(path, directory, PUBLISHED_MANIFEST, failure)) ||
        (status = files_read(path, MANIFEST_MOST_BYTES, &manifest->text, failure)))
        return status;
    if (!check_end(&manifest->text))
        return fail(failure, STATUS_CORRUPT, "%s is damaged: its last line is not the sum of those before", path);
    if (!parse_facts(manifest->text.bytes, &manifest->facts, &files))
        return fail(failure, STATUS_CORRUPT, "%s is not a manifest", path);
    return parse_entries(manifest, files, path, failure);
}

enum status manifest_read(const char *directory, struct manifest_facts *facts, struct failure *failure)
{
    struct manifest manifest = MANIFEST_EMPTY;
    enum status status = manifest_load(&manifest, directory, failure);
    *facts = manifest.facts;
    manifest_clear(&manifest);
    return status;
}

/* == Writing ================================================================================================== */

/* A file that was summed up. */
struct summed {
    char *path; /* below the directory; owned */
    uint64_t size;
    char hex[HEX_BYTES];
};

struct manifest_writer {
    const char *directory, *previous;
    struct manifest before; /* of `previous` */
    struct summed *files;
    size_t count, capacity;
    struct buffer text; /* a line a file */
};

enum status manifest_writer_new(struct manifest_writer **made, const char *directory, const char *previous,
                                struct failure *failure)
{
    struct manifest_writer *writer = malloc(sizeof *writer);
    if (!writer)
        return fail_no_memory(failure);
    *writer = (struct manifest_writer){ directory, previous, .before = MANIFEST_EMPTY, .text = BUFFER_EMPTY };
    if (previous && manifest_load(&writer->before, previous, NULL))
        writer->before.count = 0; /* every file is read, then */
    *made = writer;
    return STATUS_OK;
}

void manifest_writer_free(struct manifest_writer *writer)
{
    if (!writer)
        return;
    manifest_clear(&writer->before);
    while (writer->count > 0)
        free(writer->files[--writer->count].path);
    free(writer->files);
    buffer_clear(&writer->text);
    free(writer);
}

static bool is_manifest(const char *relative)
{
    return strcmp(relative, PUBLISHED_MANIFEST) == 0;
}

/* The entry of the generation before, where it is of the very same file. */
static const struct entry *same_before(const struct manifest_writer *writer, const char *path, const char *relative)
{
    char previous[FILES_PATH_BYTES];
    struct stat here, there;
    const struct entry *entry = find_entry(&writer->before, relative);
    bool is_same = entry && !files_join(previous, writer->previous, relative, NULL) && stat(path, &here) == 0 &&
                   stat(previous, &there) == 0 && here.st_ino == there.st_ino && here.st_dev == there.st_dev &&
                   (uint64_t)here.st_size == entry->size;
    return is_same ? entry : NULL;
}

static enum status sum_file(struct manifest_writer *writer, const char *path, const char *relative,
                            struct summed *summed, struct failure *failure)
{
    const struct entry *before = same_before(writer, path, relative);
    if (!before)
        return file_sum(path, &summed->size, summed->hex, failure);
    memcpy(summed->hex, before->sum, HEX_BYTES);
    summed->size = before->size;
    return STATUS_OK;
}

static const struct summed *find_summed(const struct manifest_writer *writer, const char *relative)
{
    for (size_t i = 0; i < writer->count; i++)
        if (strcmp(writer->files[i].path, relative) == 0)
            return &writer->files[i];
    return NULL;
}

static enum status add_file(const struct file_entry *file, void *context, struct failure *failure)
{
    struct manifest_writer *writer = context;
    const char *relative = file->path + strlen(writer->directory) + 1;
    if (is_manifest(relative) || find_summed(writer, relative))
        return STATUS_OK;
    if (!array_reserve((void **)&writer->files, &writer->capacity, writer->count + 1, sizeof *writer->files))
        return fail_no_memory(failure);
    struct summed *summed = &writer->files[writer->count];
    if (!(summed->path = strdup(relative)))
        return fail_no_memory(failure);
    writer->count++;
    return sum_file(writer, file->path, relative, summed, failure);
}

static enum status refuse(const char *path, const char *reason, void *context)
{
    (void)path, (void)reason, (void)context;
    return STATUS_IO;
}

enum status manifest_writer_sum(struct manifest_writer *writer, struct failure *failure)
{
    return files_walk(writer->directory, add_file, refuse, writer, failure);
}

/* All are summed up; they are listed in the order of their names. */
static enum status list_file(const struct file_entry *file, void *context, struct failure *failure)
{
    struct manifest_writer *writer = context;
    const char *relative = file->path + strlen(writer->directory) + 1;
    const struct summed *summed = find_summed(writer, relative);
    (void)failure;
    if (summed)
        buffer_append_format(&writer->text, "%s %" PRIu64 " %s\n", summed->hex, summed->size, relative);
    return STATUS_OK;
}

static void append_end(struct buffer *text)
{
    char hex[HEX_BYTES];
    sum_of((struct bytes){ text->bytes, text->size }, hex);
    buffer_append_format(text, END_LINE "%s\n", hex);
}

enum status manifest_writer_finish(struct manifest_writer *writer, const struct manifest_facts *facts,
                                   struct failure *failure)
{
    struct buffer *text = &writer->text;
    char made[CLOCK_STAMP_BYTES], path[FILES_PATH_BYTES];
    enum status status;

    clock_format_utc(facts->made_s, made);
    buffer_append_format(text, "generation %lu\ndocuments %" PRIu32 "\nmade %" PRId64 " %s\nby %s\n",
                         facts->generation, facts->document_count, facts->made_s, made, facts->made_by);
    if ((status = manifest_writer_sum(writer, failure)) ||
        (status = files_walk(writer->directory, list_file, refuse, writer, failure)))
        return status;
    append_end(text);
    if ((status = buffer_status(text, "the manifest", failure)) ||
        (status = files_join(path, writer->directory, PUBLISHED_MANIFEST, failure)))
        return status;
    return files_write_atomically(path, text->bytes, text->size, failure);
}

/* == Verifying ================================================================================================ */

struct verification {
    const char *directory;
    struct manifest manifest;
    struct manifest_check *check;
    size_t problem_count;
};

static void tell(struct verification *verification, const char *file, const char *problem)
{
    verification->problem_count++;
    if (verification->check->problem)
        verification->check->problem(file, problem, verification->check->context);
}

static enum status verify_file(const struct file_entry *file, void *context, struct failure *failure)
{
    struct verification *verification = context;
    const char *relative = file->path + strlen(verification->directory) + 1;
    struct entry *entry = find_entry(&verification->manifest, relative);
    struct failure reason = FAILURE_NONE;
    char hex[HEX_BYTES], problem[96];
    uint64_t size;
    (void)failure;
    if (is_manifest(relative))
        return STATUS_OK;
    if (!entry) {
        tell(verification, relative, "is not in the manifest");
        return STATUS_OK;
    }
    entry->seen = true;
    if (file->regular && file->size != entry->size) {
        snprintf(problem, sizeof problem, "has %" PRIu64 " bytes, not %" PRIu64, file->size, entry->size);
        tell(verification, relative, problem);
    } else if (file_sum(file->path, &size, hex, &reason)) {
        tell(verification, relative, reason.message);
    } else if (size != entry->size || strcmp(hex, entry->sum) != 0) {
        tell(verification, relative, "is not what was written: its SHA-256 is another");
    }
    return STATUS_OK;
}

static enum status verify_refused(const char *path, const char *reason, void *context)
{
    struct verification *verification = context;
    tell(verification, path + strlen(verification->directory) + 1, reason);
    return STATUS_OK;
}

enum status manifest_verify(const char *directory, struct manifest_check *check, struct failure *failure)
{
    struct verification verification = { directory, MANIFEST_EMPTY, check, 0 };
    enum status status;
    if ((status = manifest_load(&verification.manifest, directory, failure)) ||
        (status = files_walk(directory, verify_file, verify_refused, &verification, failure)))
        goto done;
    check->facts = verification.manifest.facts;
    check->file_count = verification.manifest.count;
    for (size_t i = 0; i < verification.manifest.count; i++) {
        check->bytes += verification.manifest.entries[i].size;
        if (!verification.manifest.entries[i].seen)
            tell(&verification, verification.manifest.entries[i].path, "is missing");
    }
    if (verification.problem_count) {
        status = fail(failure, STATUS_CORRUPT, "%zu of %zu files of %s are not as they were written",
                      verification.problem_count, check->file_count, directory);
        if (failure)
            fail_hint(failure,
                      "go back with depeche-index rollback, or make the index anew with depeche-index rebuild");
    }

done:
    manifest_clear(&verification.manifest);
    return status;
}
