/* Files that hold many documents: archives, web captures, lines of records. */
#ifndef DEPECHE_INDEXER_CONTAINER_H
#define DEPECHE_INDEXER_CONTAINER_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "record/dates.h"

/* One document of a container; views until the next. What is not known is NULL, empty or DATE_NONE. */
struct member {
    struct bytes name;      /* of the member, or the offset of its record: tells where it is */
    struct bytes content;
    const char *uri;        /* the address it was captured at */
    const char *mime, *charset;
    struct date captured;   /* the day of the capture, or of the Last-Modified header */
    enum status status;     /* not STATUS_OK: this member cannot be had, for the reason in `failure`; the next can */
    struct failure failure;
};

/* The state of one open container. */
struct container;

struct container_kind {
    const char *name;       /* "zip" */
    /* By the first bytes of the file (at most CONTAINER_HEAD_BYTES). */
    bool (*recognises)(struct bytes head);
    /* Read on from the beginning of an open file, which stays the caller's; nothing is read whole into memory. */
    enum status (*open)(struct container **container, int file, struct failure *failure);
    /* False at the end. A member that holds no document (a folder, a request, an image) is passed over. */
    bool (*next)(struct container *container, struct member *member);
    void (*close)(struct container *container);
};

/* How much of a file `recognises` is shown. */
enum { CONTAINER_HEAD_BYTES = 1 << 16 };

/* NULL when the file is one document. */
const struct container_kind *container_find(struct bytes head);

#endif
