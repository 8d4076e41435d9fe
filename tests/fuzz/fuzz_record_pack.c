/* Fuzzes record/record_pack.c and stored.c: bytes that become a record come out of it again. */
#include <stdlib.h>
#include <string.h>

#include "language/utf8.h"
#include "record/record.h"
#include "record/stored.h"
#include "tests/fuzz/fuzz_target.h"

/* What was taken can be sent on and told. */
static void use(const struct record *record)
{
    struct buffer packed = BUFFER_EMPTY, line = BUFFER_EMPTY, data = BUFFER_EMPTY;
    struct json json = JSON_WRITER(&line);
    struct failure failure = FAILURE_NONE;
    struct record copy;
    record_init(&copy);
    record_pack(record, &packed);
    if (record_unpack(&copy, (struct bytes){ packed.bytes, packed.size }, &failure))
        abort();
    record_write_json(record, &json);
    if (line.failed || !utf8_valid((struct bytes){ line.bytes, line.size }))
        abort();
    stored_write(record, &data);
    if (record->uri && stored_read((struct bytes){ data.bytes, data.size }, true, &copy, &failure))
        abort();
    record_clear(&copy);
    buffer_clear(&packed);
    buffer_clear(&line);
    buffer_clear(&data);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct bytes bytes = { (const char *)data, size };
    struct failure failure = FAILURE_NONE;
    struct record record;
    record_init(&record);
    if (!record_unpack(&record, bytes, &failure))
        use(&record);
    else if (!*failure.message)
        abort();
    stored_read(bytes, true, &record, &failure);
    record_clear(&record);
    return 0;
}
