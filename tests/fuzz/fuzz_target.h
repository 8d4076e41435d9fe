/* What every fuzz target offers to its driver. */
#ifndef DEPECHE_TESTS_FUZZ_TARGET_H
#define DEPECHE_TESTS_FUZZ_TARGET_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
