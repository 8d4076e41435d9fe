/* Reading one document in a fuzz target: it must end in a record or in a reason, whose text is chosen as a worker
 * does. */
#ifndef DEPECHE_TESTS_FUZZ_READER_H
#define DEPECHE_TESTS_FUZZ_READER_H

#include <stdlib.h>

#include "indexer/page/main_text.h"
#include "indexer/page/main_title.h"
#include "indexer/readers/reader.h"
#include "language/utf8.h"
#include "tests/fuzz/fuzz_target.h"

static inline enum status fuzz_read(const struct reader *reader, const struct reader_input *input, struct page *page,
                                    struct record *record, struct failure *failure)
{
    enum status status = reader->read(input, page, record, failure);
    if (status || record->title || record->text.size)
        return status;
    main_text_choose(page);
    if (main_title_block(page) > page->block_count)
        abort();
    return main_text_take(page, record, NULL, failure);
}

static inline void fuzz_reader(const struct reader *reader, struct bytes content)
{
    struct reader_input input = { .content = content, .name = "fuzz" };
    struct failure failure = FAILURE_NONE;
    struct record record;
    struct page page;

    reader->recognises(&input);
    page_init(&page);
    record_init(&record);
    if (fuzz_read(reader, &input, &page, &record, &failure)) {
        if (!*failure.message)
            abort();
    } else {
        /* What another process refuses to take over. */
        struct buffer packed = BUFFER_EMPTY;
        struct record copy;
        record_init(&copy);
        record_pack(&record, &packed);
        if (record_unpack(&copy, buffer_view(&packed), &failure))
            abort();
        record_clear(&copy);
        buffer_clear(&packed);
    }
    record_clear(&record);
    page_clear(&page);
}

#endif
