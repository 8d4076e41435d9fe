/* A run: what a batch of documents leaves on disk until all are merged. */
#include "glass/run_file.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { WRITTEN_AT_ONCE_BYTES = 1 << 18, SLOT_BYTES = 4 };

bool glass_kind_of(struct bytes key, enum glass_kind *kind)
{
    *kind = GLASS_POSTINGS;
    if (key.size == 0 || key.size > GLASS_TERM_BYTES)
        return false;
    if (key.data[0] != '\0')
        return true;
    if (key.size < GLASS_KEY_PREFIX_BYTES)
        return false;
    size_t rest = key.size - GLASS_KEY_PREFIX_BYTES;
    switch ((unsigned char)key.data[1]) {
    case 0xFF: /* an escaped NUL begins a term */
        return true;
    case 0xD0:
        *kind = GLASS_STATISTICS;
        return rest <= SLOT_BYTES;
    case 0xD8:
        *kind = GLASS_VALUES;
        return rest > 0 && rest <= SLOT_BYTES + 1;
    case 0xE0:
        *kind = GLASS_LENGTHS;
        return rest == 0;
    default:
        return false;
    }
}

/* A wdf of 1 is followed by the tag itself, which is one number then. */
size_t glass_put_item_head(char into[GLASS_ITEM_HEAD_BYTES], enum glass_kind kind, uint32_t before,
                           const struct glass_item *item)
{
    size_t size = glass_put_number(into, item->docid - before - 1);
    if (kind != GLASS_VALUES)
        size += glass_put_number(into + size, item->wdf);
    if (kind == GLASS_VALUES || (kind == GLASS_POSTINGS && item->wdf > 1))
        size += glass_put_number(into + size, item->tag.size);
    return size;
}

enum status glass_run_file_open(struct glass_run_file *file, const char *path, struct failure *failure)
{
    file->file = NULL;
    file->buffer = NULL;
    enum status status = files_join(file->path, "", path, failure);
    if (status)
        return status;
    if (!(file->file = fopen(file->path, "wbe")))
        return files_fail(failure, "cannot write", file->path);
    if (!(file->buffer = malloc(WRITTEN_AT_ONCE_BYTES)) ||
        setvbuf(file->file, file->buffer, _IOFBF, WRITTEN_AT_ONCE_BYTES) != 0) {
        glass_run_file_close(file);
        return fail_no_memory(failure);
    }
    return STATUS_OK;
}

void glass_run_file_add(struct glass_run_file *file, const void *bytes, size_t size)
{
    if (size)
        fwrite_unlocked(bytes, 1, size, file->file);
}

void glass_run_file_number(struct glass_run_file *file, uint64_t number)
{
    char coded[VARINT_LONGEST_BYTES];
    glass_run_file_add(file, coded, glass_put_number(coded, number));
}

static void put_string(struct glass_run_file *file, struct bytes string)
{
    glass_run_file_number(file, string.size);
    glass_run_file_add(file, string.data, string.size);
}

void glass_run_file_entry(struct glass_run_file *file, const struct glass_entry *entry)
{
    put_string(file, entry->key);
    glass_run_file_number(file, entry->count);
    if (entry->kind == GLASS_STATISTICS) {
        put_string(file, entry->lower);
        put_string(file, entry->upper);
    } else if (entry->kind == GLASS_POSTINGS) {
        glass_run_file_number(file, entry->collection_frequency);
    }
}

enum status glass_run_file_finish(struct glass_run_file *file, struct failure *failure)
{
    glass_run_file_number(file, 0);
    bool failed = fflush(file->file) != 0 || ferror(file->file);
    int reason = errno;
    if (fclose(file->file) != 0 && !failed) {
        failed = true;
        reason = errno;
    }
    file->file = NULL;
    free(file->buffer);
    file->buffer = NULL;
    errno = reason;
    return failed ? files_fail(failure, "cannot write", file->path) : STATUS_OK;
}

void glass_run_file_close(struct glass_run_file *file)
{
    if (file->file)
        fclose(file->file);
    free(file->buffer);
    file->file = NULL;
    file->buffer = NULL;
}
