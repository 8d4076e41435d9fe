/* The log of what visitors search for, which says nothing of who they are: depeche.cgi writes it, --log-report reads
 * it. A line is columns with tabs between them, in the order of struct query_log_line. */
#ifndef DEPECHE_QUERY_LOG_H
#define DEPECHE_QUERY_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"

/* == A line =================================================================================================== */

/* Borrowed; none has a tab. */
struct query_log_line {
    struct bytes minute; /* "2009-04-14T12:00Z" */
    uint64_t milliseconds;
    unsigned status; /* of HTTP */
    bool kept;       /* the answer had been made before */
    struct bytes ui, format;
    uint32_t page, total;
    struct bytes filters; /* "country=HT goal=security from=2009" */
    struct bytes query;
};

/* False for a line (without its end) that is none of ours. */
bool query_log_read(struct bytes text, struct query_log_line *line);

/* Append it, with its end. */
void query_log_write(const struct query_log_line *line, struct buffer *out);

/* == The file ================================================================================================= */

struct query_log {
    const char *path; /* borrowed */
    int descriptor;   /* -1: there is no log */
    uint64_t device, inode;
};
#define QUERY_LOG_NONE { .descriptor = -1 }

/* Made where it is missing, for its owner and group to read. */
enum status query_log_open(struct query_log *log, const char *path, struct failure *failure);
void query_log_close(struct query_log *log);

/* Lines of several processes never mix: each is one write at the end. */
enum status query_log_add(const struct query_log *log, struct bytes line, struct failure *failure);

/* Somebody has renamed or removed it: it should be opened again. */
bool query_log_is_moved(const struct query_log *log);

#endif
