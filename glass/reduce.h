/* Merging runs into fewer runs, when there are too many to have all of them open at once. */
#ifndef DEPECHE_GLASS_REDUCE_H
#define DEPECHE_GLASS_REDUCE_H

#include <stddef.h>

#include "base/status.h"

/* Paths of runs, owned. */
struct glass_names {
    char **names;
    size_t count, capacity;
};

enum status glass_names_add(struct glass_names *names, const char *name, struct failure *failure);
void glass_names_clear(struct glass_names *names);

/* Merge neighbouring runs until at most `width` (2 or more) are left, under new names that begin with `prefix`, a
 * path. Runs that were merged are removed. */
enum status glass_reduce_postings(struct glass_names *names, size_t width, const char *prefix,
                                  struct failure *failure);

#endif
