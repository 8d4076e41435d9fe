/* The table of containers. */
#include "indexer/containers/container.h"

#include <stddef.h>

/* In the order asked: web captures before the archives, whose gzip they use. */
static const struct container_kind *const kinds[] = {
    &container_warc,
    &container_archive,
    &container_jsonl,
    &container_mbox,
    &container_feed,
};
enum { CONTAINER_COUNT = sizeof kinds / sizeof *kinds };

const struct container_kind *container_find(struct bytes head)
{
    for (size_t i = 0; i < CONTAINER_COUNT; i++)
        if (kinds[i]->recognises(head))
            return kinds[i];
    return NULL;
}

void containers_prepare(void)
{
    for (size_t i = 0; i < CONTAINER_COUNT; i++)
        if (kinds[i]->prepare)
            kinds[i]->prepare();
}
