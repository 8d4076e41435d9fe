/* Files that hold many documents: archives, web captures, lines of records. */
#ifndef DEPECHE_INDEXER_CONTAINER_H
#define DEPECHE_INDEXER_CONTAINER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "indexer/common/input.h"

/* One document of a container; views until the next. What is not known is NULL, empty or 0. */
struct member {
    struct bytes name; /* of the member, or the offset of its record: tells where it is */
    struct bytes content;
    const char *uri; /* the address it was captured at */
    const char *mime, *charset;
    const char *modified;   /* the Last-Modified header it came with */
    int64_t captured_s;     /* when it was captured, seconds since 1970 */
    const char *warning;    /* what was odd about it, for its record */
    enum status status;     /* not STATUS_OK: this member cannot be had, for the reason in `failure`; the next can */
    struct failure failure; /* `fail_reason` (indexer/common/reason.h) says it with a code */
};

/* The state of one open container. */
struct container_file;

struct container_kind {
    const char *name; /* "archive" */
    bool holds_files; /* its members are files, which may be containers themselves */
    /* By the first bytes of the file (at most CONTAINER_HEAD_BYTES). */
    bool (*recognises)(struct bytes head);
    /* Read from the beginning of the input, which stays the caller's; nothing is read whole into memory. */
    enum status (*open)(struct container_file **container, struct input *input, struct failure *failure);
    /* False at the end. A member that holds no document (a folder, a request, an image) is passed over. `member` is
     * empty when it is called. */
    bool (*next)(struct container_file *container, struct member *member);
    void (*close)(struct container_file *container); /* accepts NULL */
    void (*prepare)(void);                           /* before the sandbox closes; NULL for nothing to do */
};

enum {
    CONTAINER_HEAD_BYTES = 1 << 16, /* how much of a file `recognises` is shown */
    MEMBER_MOST_BYTES = 256 << 20,  /* a document larger than this is no release */
};

extern const struct container_kind container_archive, container_feed, container_jsonl, container_mbox,
    container_warc;

/* NULL when the file is one document. */
const struct container_kind *container_find(struct bytes head);

void containers_prepare(void);

#endif
