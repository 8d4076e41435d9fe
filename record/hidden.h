/* Documents of a generation that nobody finds any more: an update leaves the databases that were there as they are,
 * and says which of their documents were replaced or are gone.
 *
 * The file is text: a line that says what it is, then a docid a line, ascending. */
#ifndef DEPECHE_RECORD_HIDDEN_H
#define DEPECHE_RECORD_HIDDEN_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"

/* Docids of the generation's databases taken together, ascending. */
struct hidden {
    uint32_t *docids;
    size_t count, capacity;
};
#define HIDDEN_EMPTY                                                                                                 \
    {                                                                                                                \
        .docids = NULL                                                                                               \
    }

/* Put one after the others, above which it is. */
enum status hidden_add(struct hidden *hidden, uint32_t docid, struct failure *failure);

/* None where there is no file. STATUS_CORRUPT for what is not such a file. */
enum status hidden_read(struct hidden *hidden, const char *path, struct failure *failure);

enum status hidden_write(const struct hidden *hidden, const char *path, struct failure *failure);

void hidden_clear(struct hidden *hidden);

#endif
