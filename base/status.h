/* How every function of Depeche says that it failed, and why.
 *
 * A function that can fail returns `enum status`, STATUS_OK (0) for success, and describes the failure in a
 * `struct failure` that the caller holds. Its size is fixed, so reporting a failure never needs memory.
 * It is described once, where the facts are known, and passed up untouched; only a program's main prints it. */
#ifndef DEPECHE_BASE_STATUS_H
#define DEPECHE_BASE_STATUS_H

enum status {
    STATUS_OK = 0,
    STATUS_NO_MEMORY,
    STATUS_IO,        /* the operating system refused to read, write, open, rename ... */
    STATUS_NOT_FOUND, /* the file, index, field or name asked for does not exist */
    STATUS_USAGE,     /* the user asked for something that has no meaning: option, query, date */
    STATUS_INVALID,   /* input that is not what it claims to be: a broken document or authority file */
    STATUS_LIMIT,     /* larger, deeper or longer than what we accept */
    STATUS_LOCKED,    /* another process is writing this index */
    STATUS_CORRUPT,   /* the index itself is damaged */
    STATUS_CHANGED,   /* a new generation replaced the one in use: open `current` again */
};

struct failure {
    enum status status;
    int code;          /* a finer kind, of those the failing folder counts; 0 for none, which `fail` sets */
    char message[512]; /* one line: the thing and the reason */
    char hint[256];    /* what to do next, or empty */
};

#define FAILURE_NONE { .status = STATUS_OK }

/* Fill `failure` (NULL is allowed) from a printf format and return `status`. Clears the hint. A message that
 * does not fit is cut at a character; control characters, which a hostile file name can hold, become '?'. */
enum status fail(struct failure *failure, enum status status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Add what the user can do about it. Returns the status already in `failure` (not NULL), so that it can end a
 * function. */
enum status fail_hint(struct failure *failure, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The one way to report exhausted memory. */
enum status fail_no_memory(struct failure *failure);

#endif
