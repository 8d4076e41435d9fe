/* Fuzzes indexer/containers/container_mbox.c. */
#include "tests/fuzz/fuzz_container.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_container(&container_mbox, (struct bytes){ (const char *)data, size });
    return 0;
}
