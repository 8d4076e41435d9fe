/* Reading one document in a fuzz target: it must end in a record or in a reason. */
#ifndef DEPECHE_TESTS_FUZZ_READER_H
#define DEPECHE_TESTS_FUZZ_READER_H

#include <stdlib.h>

#include "indexer/readers/reader.h"
#include "language/utf8.h"
#include "tests/fuzz/fuzz_target.h"

static inline void fuzz_reader(const struct reader *reader, struct bytes content)
{
    struct reader_input input = { .content = content, .name = "fuzz" };
    struct failure failure = FAILURE_NONE;
    struct record record;
    struct page page;

    reader->recognises(&input);
    page_init(&page);
    record_init(&record);
    if (reader->read(&input, &page, &record, &failure)) {
        if (!*failure.message)
            abort();
    } else {
        /* What another process refuses to take over. */
        struct buffer packed = BUFFER_EMPTY;
        struct record copy;
        record_init(&copy);
        record_pack(&record, &packed);
        if (record_unpack(&copy, (struct bytes){ packed.bytes, packed.size }, &failure))
            abort();
        record_clear(&copy);
        buffer_clear(&packed);
    }
    record_clear(&record);
    page_clear(&page);
}

#endif
