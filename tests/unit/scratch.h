/* A directory of its own for a test, gone afterwards; and the headers of cmocka in the order it needs. Included after
 * those of base/, because cmocka makes a macro of `fail`. */
#ifndef DEPECHE_TESTS_UNIT_SCRATCH_H
#define DEPECHE_TESTS_UNIT_SCRATCH_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/files.h"

#include <cmocka.h>

struct scratch {
    char path[FILES_PATH_BYTES];
};

static inline void scratch_open(struct scratch *scratch)
{
    const char *place = getenv("TMPDIR");
    snprintf(scratch->path, sizeof scratch->path, "%s/depeche-test-XXXXXX", place ? place : "/tmp");
    assert_non_null(mkdtemp(scratch->path));
}

static inline void scratch_close(struct scratch *scratch)
{
    struct failure failure;
    assert_int_equal(files_remove_tree(scratch->path, &failure), STATUS_OK);
    assert_false(files_exist(scratch->path));
}

/* "SCRATCH/name" into `path`, which is also returned. */
static inline const char *scratch_path(const struct scratch *scratch, const char *name, char path[FILES_PATH_BYTES])
{
    assert_int_equal(files_join(path, scratch->path, name, NULL), STATUS_OK);
    return path;
}

#endif
