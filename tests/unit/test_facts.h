/* What the tests of facts share: a page and its record, read from HTML as the indexer does. */
#ifndef DEPECHE_TESTS_TEST_FACTS_H
#define DEPECHE_TESTS_TEST_FACTS_H

#include <stdlib.h>
#include <string.h>

#include "indexer/facts/fact_rooms.h"
#include "indexer/html/html.h"
#include "indexer/page/main_text.h"
#include "indexer/readers/plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct document {
    struct page page;
    struct record record;
    struct failure failure;
};

static inline void read_document(struct document *document, const char *source, const char *text)
{
    struct bytes bytes = { text, strlen(text) };
    document->failure = (struct failure)FAILURE_NONE;
    page_init(&document->page);
    record_init(&document->record);
    assert_int_equal(record_set(&document->record.source, bytes_of(source), NULL), STATUS_OK);
    assert_int_equal(record_set(&document->record.uri, bytes_of(source), NULL), STATUS_OK);
    assert_int_equal(text[0] == '<' ? html_read(bytes, &document->page, &document->failure)
                                    : plain_read(bytes, &document->page, &document->failure),
                     STATUS_OK);
    main_text_choose(&document->page);
    assert_int_equal(main_text_take(&document->page, &document->record, NULL, &document->failure), STATUS_OK);
}

static inline void clear_document(struct document *document)
{
    page_clear(&document->page);
    record_clear(&document->record);
}

#endif
