/* The concepts of one authority file as they stand there, and how they become a list: private to authority_rdf.c. */
#ifndef DEPECHE_RECORD_AUTHORITY_NODES_H
#define DEPECHE_RECORD_AUTHORITY_NODES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/interner.h"
#include "base/status.h"
#include "record/authority.h"

enum { NODE_ID_BYTES = 64, NODE_URI_BYTES = 500 };

struct node {
    struct concept concept; /* with a usual name; of a place the id may be NULL */
    uint32_t uri, broader;  /* ids in the interner of uris, INTERNER_NONE */
    long line;
    bool is_concept;        /* rdf:Description is one when its rdf:type says so */
    bool refused;           /* it has no id that would do */
};

struct nodes {
    const char *file_name;
    struct node *items;
    size_t count, capacity;
    struct interner *uris;
    authority_mistake told; /* NULL: the first mistake ends the reading */
    void *context;
    size_t mistakes;
};

enum status nodes_init(struct nodes *nodes, const char *file_name, struct failure *failure);
void nodes_clear(struct nodes *nodes);

/* "FILE:LINE: what which", and the hint. Returns `status`, or STATUS_OK where mistakes are told and the reading goes
 * on. */
enum status nodes_fail(struct nodes *nodes, enum status status, long line, const char *what, struct bytes which,
                       const char *hint, struct failure *failure);

/* Fold each concept that has a broader one into the topmost above it, check that ids are unique, and move what is at
 * the top into `authority`, which is empty after a failure. */
enum status nodes_fold(struct nodes *nodes, struct authority *authority, struct failure *failure);

#endif
