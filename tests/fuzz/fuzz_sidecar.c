/* Fuzzes indexer/ledger/override.c: a sidecar NAME.meta.json. */
#include <stdlib.h>

#include "indexer/ledger/override.h"
#include "tests/fuzz/fuzz_target.h"

static void state(struct bytes json, bool of_container)
{
    struct buffer notes = BUFFER_EMPTY, packed = BUFFER_EMPTY;
    struct failure failure = FAILURE_NONE;
    struct record record, copy;
    unsigned stated = 0;
    record_init(&record);
    record_init(&copy);
    if (override_from_sidecar(&record, json, of_container, "fuzz.meta.json", &notes, &stated, &failure) &&
        !*failure.message)
        abort();
    record_pack(&record, &packed);
    if (record_unpack(&copy, (struct bytes){ packed.bytes, packed.size }, &failure))
        abort();
    record_clear(&record);
    record_clear(&copy);
    buffer_clear(&notes);
    buffer_clear(&packed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes json = { (const char *)data, size };
    state(json, false);
    state(json, true);
    return 0;
}
