/* Work done beside the caller's. */
#include "base/side.h"

#include <signal.h>
#include <stddef.h>

static void *go(void *context)
{
    struct side *side = context;
    side->status = side->work(side->context, &side->failure);
    return NULL;
}

/* Signals are for the thread that was there before. */
static bool make_thread(struct side *side)
{
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    int refused = pthread_create(&side->thread, NULL, go, side);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return refused == 0;
}

void side_begin(struct side *side, side_work work, void *context)
{
    *side = (struct side){ .work = work, .context = context, .failure = FAILURE_NONE };
    if (!(side->is_running = make_thread(side)))
        go(side);
}

enum status side_end(struct side *side, struct failure *failure)
{
    if (side->is_running)
        pthread_join(side->thread, NULL);
    side->is_running = false;
    if (side->status && failure)
        *failure = side->failure;
    return side->status;
}

enum status side_by_side(side_work here, void *here_context, side_work beside, void *beside_context,
                         struct failure *failure)
{
    struct side side;
    side_begin(&side, beside, beside_context);
    enum status status = here(here_context, failure), other = side_end(&side, status ? NULL : failure);
    return status ? status : other;
}
