/* Lines of the query log, and the file they go to. */
#include "query/log/query_log.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"

/* == A line =================================================================================================== */

static struct bytes take_column(struct bytes *rest)
{
    const char *tab = rest->size ? memchr(rest->data, '\t', rest->size) : NULL;
    struct bytes column = { rest->data, tab ? (size_t)(tab - rest->data) : rest->size };
    size_t passed = column.size + (tab ? 1 : 0);
    *rest = (struct bytes){ rest->data + passed, rest->size - passed };
    return column;
}

static bool read_number(struct bytes column, uint64_t most, uint64_t *number)
{
    *number = 0;
    for (size_t i = 0; i < column.size; i++) {
        if (column.data[i] < '0' || column.data[i] > '9' || *number > most / 10)
            return false;
        *number = *number * 10 + (uint64_t)(column.data[i] - '0');
    }
    return column.size > 0 && *number <= most;
}

static bool is_word(struct bytes column, const char *word)
{
    return column.size == strlen(word) && memcmp(column.data, word, column.size) == 0;
}

bool query_log_read(struct bytes text, struct query_log_line *line)
{
    uint64_t status, page, total;
    line->minute = take_column(&text);
    if (line->minute.size != strlen("2009-04-14T12:00Z") || line->minute.data[line->minute.size - 1] != 'Z' ||
        !read_number(take_column(&text), UINT64_MAX / 10, &line->milliseconds) ||
        !read_number(take_column(&text), 999, &status))
        return false;
    struct bytes made = take_column(&text);
    line->kept = is_word(made, "kept");
    line->ui = take_column(&text);
    line->format = take_column(&text);
    if ((!line->kept && !is_word(made, "made")) || !read_number(take_column(&text), UINT32_MAX, &page) ||
        !read_number(take_column(&text), UINT32_MAX, &total))
        return false;
    line->status = (unsigned)status;
    line->page = (uint32_t)page;
    line->total = (uint32_t)total;
    line->filters = take_column(&text);
    line->query = take_column(&text);
    return text.size == 0;
}

static void append_column(struct buffer *out, struct bytes column, char end)
{
    buffer_append(out, column.data, column.size);
    buffer_append_byte(out, end);
}

void query_log_write(const struct query_log_line *line, struct buffer *out)
{
    append_column(out, line->minute, '\t');
    buffer_append_format(out, "%" PRIu64 "\t%u\t%s\t", line->milliseconds, line->status, line->kept ? "kept" : "made");
    append_column(out, line->ui, '\t');
    append_column(out, line->format, '\t');
    buffer_append_format(out, "%" PRIu32 "\t%" PRIu32 "\t", line->page, line->total);
    append_column(out, line->filters, '\t');
    append_column(out, line->query, '\n');
}

/* == The file ================================================================================================= */

enum status query_log_open(struct query_log *log, const char *path, struct failure *failure)
{
    struct stat found;
    *log = (struct query_log){ .path = path };
    log->descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOCTTY | O_NONBLOCK, 0640);
    if (log->descriptor < 0)
        return files_fail(failure, "cannot write to the log", path);
    if (fstat(log->descriptor, &found) != 0 || !S_ISREG(found.st_mode)) {
        query_log_close(log);
        return files_fail_because(failure, STATUS_INVALID, "cannot write to the log", path, "it is no regular file");
    }
    log->device = found.st_dev;
    log->inode = found.st_ino;
    return STATUS_OK;
}

void query_log_close(struct query_log *log)
{
    if (log->descriptor >= 0)
        close(log->descriptor);
    log->descriptor = -1;
}

enum status query_log_add(const struct query_log *log, struct bytes line, struct failure *failure)
{
    ssize_t written;
    if (log->descriptor < 0)
        return STATUS_OK;
    do
        written = write(log->descriptor, line.data, line.size);
    while (written < 0 && errno == EINTR);
    return written < 0 ? files_fail(failure, "cannot write to the log", log->path) : STATUS_OK;
}

bool query_log_is_moved(const struct query_log *log)
{
    struct stat found;
    return log->descriptor >= 0 &&
           (stat(log->path, &found) != 0 || found.st_ino != log->inode || found.st_dev != log->device);
}
