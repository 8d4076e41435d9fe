/* Fuzzes indexer/decode: the first byte chooses what is declared, the rest is a document of that or any encoding. */
#include <stdlib.h>

#include "indexer/decode/decode.h"
#include "language/utf8.h"
#include "tests/fuzz/fuzz_target.h"

static const char *const labels[] = {
    NULL,          "utf-8",   "iso-8859-1", "windows-1252", "iso-8859-15", "macintosh",
    "cp850",       "cp863",   "utf-16",     "utf-16be",     "shift_jis",   "gb18030",
    "big5",        "euc-kr",  "euc-jp",     "koi8-r",       "utf-7",       "ascii",
    "iso-2022-jp", "no-such", "",           "iso-8859-8-i", "utf-32",      "x-user-defined",
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct decoded decoded = { .text = BUFFER_EMPTY };
    struct failure failure = FAILURE_NONE;
    static bool prepared;
    if (!prepared && decode_prepare(&failure))
        abort();
    prepared = true;
    if (!size)
        return 0;
    const char *declared = labels[*data % (sizeof labels / sizeof *labels)];
    struct bytes raw = { (const char *)data + 1, size - 1 };
    if (decode(raw, declared, &decoded, &failure)) {
        if (!*failure.message)
            abort();
    } else if (!decoded.encoding || !*decode_reason_name(decoded.reason) ||
               !utf8_valid((struct bytes){ decoded.text.bytes, decoded.text.size }))
        abort();
    buffer_clear(&decoded.text);
    return 0;
}
