/* The files under the folders that the indexer is told of. */
#include "indexer/sources.h"

#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/files.h"
#include "indexer/ledger/override.h"

void source_clean_path(const char *given, struct buffer *path)
{
    while (given[0] == '.' && given[1] == '/')
        for (given += 2; *given == '/';)
            given++;
    for (const char *at = given; *at; at++)
        if (*at != '/' || at == given || at[-1] != '/')
            buffer_append_byte(path, *at);
    while (path->size > 1 && path->bytes[path->size - 1] == '/')
        buffer_truncate(path, path->size - 1);
    if (path->size == 0)
        buffer_append_byte(path, '.');
}

bool source_covers(const char *const *sources, size_t source_count, struct bytes path)
{
    for (size_t i = 0; i < source_count; i++) {
        struct buffer source = BUFFER_EMPTY;
        source_clean_path(sources[i], &source);
        /* "." holds whatever has a relative path; "/" ends in the slash that others are followed by. */
        bool covers = strcmp(source.bytes, ".") == 0
                          ? path.size && path.data[0] != '/'
                          : path.size >= source.size && memcmp(path.data, source.bytes, source.size) == 0 &&
                                (path.size == source.size || path.data[source.size] == '/' ||
                                 strcmp(source.bytes, "/") == 0);
        buffer_clear(&source);
        if (covers)
            return true;
    }
    return false;
}

struct scan {
    struct source_files *files;
    struct report *report;
};

/* A sidecar is no document: the file it stands beside, whose name comes before its own, changes with it. */
static bool is_sidecar(struct source_files *files, const char *path, const struct file_entry *entry)
{
    size_t size = strlen(path), ending = strlen(SIDECAR_ENDING);
    if (size <= ending || strcmp(path + size - ending, SIDECAR_ENDING) != 0)
        return false;
    uint32_t id = interner_find(files->paths, (struct bytes){ path, size - ending });
    if (id == INTERNER_NONE)
        return false;
    files->stamps[id].size += entry->size;
    files->stamps[id].modified_ns ^= entry->modified_ns;
    return true;
}

static enum status scan_file(const struct file_entry *entry, void *context, struct failure *failure)
{
    struct scan *scan = context;
    struct source_files *files = scan->files;
    const char *path = strncmp(entry->path, "./", 2) == 0 ? entry->path + 2 : entry->path;
    if (is_sidecar(files, path, entry))
        return STATUS_OK;
    uint32_t id = interner_add(files->paths, bytes_of(path));
    if (id == INTERNER_NONE ||
        !array_reserve((void **)&files->stamps, &files->stamp_capacity, (size_t)id + 1, sizeof *files->stamps))
        return fail_no_memory(failure);
    if (id < files->count)
        return STATUS_OK; /* under two sources */
    files->stamps[id] = (struct stamp){ .size = entry->size, .modified_ns = entry->modified_ns };
    files->count++;
    files->bytes += entry->size;
    report_scanned(scan->report, files->count, files->bytes);
    return STATUS_OK;
}

static enum status scan_refused(const char *path, const char *reason, void *context)
{
    struct scan *scan = context;
    struct failure why;
    fail_reason(&why, REASON_UNREADABLE, "%s", reason);
    report_document(scan->report, &(struct ledger_row){ .source = path, .status = LEDGER_REJECTED, .failure = &why });
    return STATUS_OK;
}

/* A file that is named itself may have a sidecar, which no walk meets. */
static enum status scan_sidecar(struct scan *scan, struct buffer *path, struct failure *failure)
{
    if (interner_find(scan->files->paths, buffer_view(path)) == INTERNER_NONE)
        return STATUS_OK;
    buffer_append_text(path, SIDECAR_ENDING);
    enum status status = buffer_status(path, "the path of a source", failure);
    return status || !files_exist(path->bytes) ? status
                                               : files_walk(path->bytes, scan_file, scan_refused, scan, failure);
}

enum status source_files_scan(struct source_files *files, const char *const *sources, size_t source_count,
                              struct report *report, struct failure *failure)
{
    struct scan scan = { files, report };
    struct buffer path = BUFFER_EMPTY;
    enum status status = interner_new(&files->paths, failure);

    for (size_t i = 0; i < source_count && !status; i++) {
        buffer_truncate(&path, 0);
        source_clean_path(sources[i], &path);
        if ((status = buffer_status(&path, "the path of a source", failure)))
            break;
        if (!files_exist(path.bytes)) {
            status = fail(failure, STATUS_NOT_FOUND, "there is no file or folder %s", sources[i]);
            break;
        }
        status = files_walk(path.bytes, scan_file, scan_refused, &scan, failure);
        if (!status)
            status = scan_sidecar(&scan, &path, failure);
    }
    buffer_clear(&path);
    report->counts->files = files->count;
    report->counts->bytes = files->bytes;
    return status;
}

void source_files_clear(struct source_files *files)
{
    interner_free(files->paths);
    free(files->stamps);
    *files = (struct source_files)SOURCE_FILES_EMPTY;
}
