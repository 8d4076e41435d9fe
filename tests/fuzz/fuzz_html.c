/* Fuzzes indexer/html and what chooses the text of a page (indexer/page). */
#include "tests/fuzz/fuzz_reader.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static bool prepared;
    if (!prepared && reader_html.prepare)
        reader_html.prepare();
    prepared = true;
    fuzz_reader(&reader_html, (struct bytes){ (const char *)data, size });
    return 0;
}
