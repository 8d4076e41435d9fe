/* A zip of one part, for readers of zips whose interest is in the part: a fuzzer would never guess the check sum. */
#ifndef DEPECHE_TESTS_FUZZ_ZIP_H
#define DEPECHE_TESTS_FUZZ_ZIP_H

#include <archive.h>
#include <archive_entry.h>

#include "tests/fuzz/fuzz_reader.h"

static inline void fuzz_add_part(struct archive *archive, const char *name, struct bytes content)
{
    struct archive_entry *entry = archive_entry_new();
    archive_entry_set_pathname(entry, name);
    archive_entry_set_size(entry, (la_int64_t)content.size);
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(archive, entry);
    archive_write_data(archive, content.data, content.size);
    archive_entry_free(entry);
}

/* `first` is the part that the reader recognises the zip by. */
static inline void fuzz_zip(const struct reader *reader, const char *first, const char *name, struct bytes content)
{
    enum { ROOM_BYTES = 4096 };
    size_t room = content.size + ROOM_BYTES, size = 0;
    char *zip = malloc(room);
    struct archive *archive = archive_write_new();
    if (!zip || !archive)
        abort();
    archive_write_set_format_zip(archive);
    archive_write_zip_set_compression_store(archive);
    archive_write_open_memory(archive, zip, room, &size);
    fuzz_add_part(archive, first, (struct bytes){ "", 0 });
    fuzz_add_part(archive, name, content);
    archive_write_close(archive);
    archive_write_free(archive);
    fuzz_reader(reader, (struct bytes){ zip, size });
    free(zip);
}

#endif
