/* Work done beside the caller's, in a thread of its own.
 *
 * The two share no data that either writes, but for what is handed over at the beginning and at the end. A process
 * that is made while such work goes on must not need what the work may have locked: memory is safe, files are not. */
#ifndef DEPECHE_BASE_SIDE_H
#define DEPECHE_BASE_SIDE_H

#include <pthread.h>
#include <stdbool.h>

#include "base/status.h"

typedef enum status (*side_work)(void *context, struct failure *failure);

struct side {
    side_work work;
    void *context;
    bool is_running;
    pthread_t thread;
    enum status status;
    struct failure failure;
};

/* The caller keeps `side` where it is until `side_end`. Where the system gives no thread the work is done at once. */
void side_begin(struct side *side, side_work work, void *context);

/* Wait for it: what it gave, told again as often as it is asked. A side of zeroes, which never began, is well. */
enum status side_end(struct side *side, struct failure *failure);

/* Do both and wait for both. What fails first in this order is told: here, beside. */
enum status side_by_side(side_work here, void *here_context, side_work beside, void *beside_context,
                         struct failure *failure);

#endif
