/* Fuzzes indexer/readers/reader_pdf.c, and poppler with it. */
#include "tests/fuzz/fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool prepared;
    if (!prepared)
        reader_pdf.prepare();
    prepared = true;
    fuzz_reader(&reader_pdf, (struct bytes){ (const char *)data, size });
    return 0;
}
