/* One container with its members: all are looked at, byte by byte, and there is an end. */
#ifndef DEPECHE_TESTS_FUZZ_CONTAINER_H
#define DEPECHE_TESTS_FUZZ_CONTAINER_H

#include <stdlib.h>

#include "indexer/containers/container.h"
#include "tests/fuzz/fuzz_target.h"

/* Returns what keeps a compiler from leaving the reading out. */
static inline unsigned fuzz_bytes(const char *bytes, size_t size)
{
    unsigned sum = 0;
    for (size_t i = 0; i < size; i++)
        sum += (unsigned char)bytes[i];
    return sum;
}

static inline void fuzz_container(const struct container_kind *kind, struct bytes content)
{
    struct input input = input_of_memory(content);
    struct container_file *container = NULL;
    struct member member = { .status = STATUS_OK };
    volatile unsigned sum = kind->recognises(content);
    if (kind->open(&container, &input, &member.failure))
        return;
    while (member = (struct member){ .status = STATUS_OK }, kind->next(container, &member)) {
        sum += fuzz_bytes(member.name.data, member.name.size);
        if (member.status)
            continue;
        sum += fuzz_bytes(member.content.data, member.content.size);
        const char *const texts[] = { member.uri, member.mime, member.charset, member.modified, member.warning };
        for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
            sum += texts[i] ? fuzz_bytes(texts[i], strlen(texts[i])) : 0;
    }
    (void)sum;
    kind->close(container);
}

#endif
