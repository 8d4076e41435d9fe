/* Fuzzes indexer/readers/reader_docx.c: the input is word/document.xml. */
#include "tests/fuzz/fuzz_zip.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_zip(&reader_docx, "[Content_Types].xml", "word/document.xml", (struct bytes){ (const char *)data, size });
    return 0;
}
