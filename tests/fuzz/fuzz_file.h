/* An input for functions that read a file by its path: a file in memory, which has one. */
#ifndef DEPECHE_TESTS_FUZZ_FILE_H
#define DEPECHE_TESTS_FUZZ_FILE_H

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/buffer.h"
#include "tests/fuzz/fuzz_target.h"

enum { FUZZ_PATH_BYTES = 64 };

/* Returns its descriptor, to close(). */
static inline int fuzz_file(struct bytes content, char path[FUZZ_PATH_BYTES])
{
    int file = memfd_create("fuzz", MFD_CLOEXEC);
    if (file < 0 || (content.size && write(file, content.data, content.size) != (ssize_t)content.size))
        abort();
    snprintf(path, FUZZ_PATH_BYTES, "/proc/self/fd/%d", file);
    return file;
}

#endif
