/* Fuzzes indexer/readers/reader_text.c and plain.c. */
#include "tests/fuzz/fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_reader(&reader_plain, (struct bytes){ (const char *)data, size });
    return 0;
}
