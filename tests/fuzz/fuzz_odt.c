/* Fuzzes indexer/readers/reader_odt.c: the input is content.xml. */
#include "tests/fuzz/fuzz_zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_zip(&reader_odt, "mimetype", "content.xml", (struct bytes){ (const char *)data, size });
    return 0;
}
