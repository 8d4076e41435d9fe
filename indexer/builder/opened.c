/* A finished generation, opened to be looked at. */
#include "indexer/builder/opened.h"

#include <stdlib.h>

#include "base/files.h"
#include "record/hidden.h"

static enum status find_directory(const char *index, unsigned long number, char directory[FILES_PATH_BYTES],
                                  struct failure *failure)
{
    enum status status = published_directory(index, number, directory, failure);
    if (status || files_exist(directory))
        return status;
    fail(failure, STATUS_NOT_FOUND, "there is no generation %lu in %s", number, index);
    return failure ? fail_hint(failure, "depeche-index status tells which there are") : STATUS_NOT_FOUND;
}

enum status generation_named(const char *index, const char *text, unsigned long *number, struct failure *failure)
{
    char directory[FILES_PATH_BYTES], *end;
    *number = strtoul(text, &end, 10);
    if (text[0] < '0' || text[0] > '9' || *end || *number > 999999999)
        return fail(failure, STATUS_USAGE, "a generation is a number, not \"%s\"", text);
    return find_directory(index, *number, directory, failure);
}

static enum status open_database(struct opened *opened, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    struct hidden hidden = HIDDEN_EMPTY;
    enum status status;
    if ((status = files_join(path, opened->directory, PUBLISHED_STUB, failure)) ||
        (status = xs_reader_open(&opened->reader, path, failure)) ||
        (status = files_join(path, opened->directory, PUBLISHED_HIDDEN, failure)) ||
        (status = hidden_read(&hidden, path, failure)))
        return status;
    status = xs_reader_hide(opened->reader, hidden.docids, hidden.count, failure);
    hidden_clear(&hidden);
    return status;
}

enum status opened_open(struct opened *opened, const char *index, unsigned long number, struct failure *failure)
{
    char path[FILES_PATH_BYTES];
    enum status status;
    *opened = (struct opened){ .number = number, .parts = PARTS_EMPTY };
    if ((status = find_directory(index, number, opened->directory, failure)) ||
        (status = manifest_read(opened->directory, &opened->facts, failure)) ||
        (status = parts_read(&opened->parts, opened->directory, failure)) ||
        (status = open_database(opened, failure)) ||
        (status = files_join(path, opened->directory, PUBLISHED_TWINS, failure)))
        return status;
    return files_exist(path) ? table_open(&opened->twins, path, failure) : STATUS_OK;
}

void opened_close(struct opened *opened)
{
    table_close(&opened->twins);
    xs_reader_close(opened->reader);
    parts_clear(&opened->parts);
    *opened = (struct opened){ .parts = PARTS_EMPTY };
}
