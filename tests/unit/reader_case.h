/* Reading one document in a test, whole and damaged. */
#ifndef DEPECHE_TESTS_READER_CASE_H
#define DEPECHE_TESTS_READER_CASE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "base/files.h"
#include "indexer/readers/reader.h"

#include <cmocka.h>

/* What a reader made of a document; cleared by the test. */
struct reader_case {
    struct page page;
    struct record record;
    struct failure failure;
    enum status status;
};

static inline struct reader_case reader_case_read(const struct reader *reader, struct bytes content)
{
    struct reader_case made = { .failure = FAILURE_NONE };
    struct reader_input input = { .content = content, .name = "test" };
    page_init(&made.page);
    record_init(&made.record);
    made.status = reader->read(&input, &made.page, &made.record, &made.failure);
    return made;
}

static inline struct reader_case reader_case_read_text(const struct reader *reader, const char *text)
{
    struct reader_case made = reader_case_read(reader, bytes_of(text));
    if (made.status)
        fail_msg("%s: %s", text, made.failure.message);
    return made;
}

static inline void reader_case_clear(struct reader_case *made)
{
    page_clear(&made->page);
    record_clear(&made->record);
}

/* A file of tests/fixtures/formats into `content`. */
static inline struct bytes reader_case_fixture(const char *name, struct buffer *content)
{
    char path[FILES_PATH_BYTES];
    struct failure failure;
    snprintf(path, sizeof path, "%s/tests/fixtures/formats/%s", SOURCE_DIR, name);
    buffer_truncate(content, 0);
    if (files_read(path, 1 << 24, content, &failure))
        fail_msg("%s", failure.message);
    return buffer_view(content);
}

/* A file of the fixtures that is not read, and why. */
struct reader_case_refusal {
    const char *name, *reason;
};

static inline void reader_case_refused(const struct reader *reader, const struct reader_case_refusal *refusals,
                                       size_t count)
{
    struct buffer content = BUFFER_EMPTY;
    for (size_t i = 0; i < count; i++) {
        struct reader_case made = reader_case_read(reader, reader_case_fixture(refusals[i].name, &content));
        assert_int_not_equal(made.status, STATUS_OK);
        assert_string_equal(made.failure.message, refusals[i].reason);
        reader_case_clear(&made);
    }
    buffer_clear(&content);
}

/* Read `rounds` damaged copies: bytes changed, taken out, doubled, the end cut off. What is read is the sanitizers'
 * to judge; here it must be a record whose pages are in its text, or a reason. */
static inline void reader_case_damage(const struct reader *reader, struct bytes content, unsigned rounds)
{
    uint32_t random = 2463534242;
    char *copy = malloc(2 * content.size + 1);
    assert_non_null(copy);
    for (unsigned round = 0; round < rounds; round++) {
        size_t size = content.size;
        memcpy(copy, content.data, size);
        for (unsigned change = 0; change < 1 + round % 4 && size > 2; change++) {
            random ^= random << 13;
            random ^= random >> 17;
            random ^= random << 5;
            size_t at = random % size, length = 1 + (random >> 8) % (size - at > 40 ? 40 : size - at);
            switch ((random >> 4) % 5) {
            case 0:
                copy[at] = (char)(random >> 16);
                break;
            case 1:
                copy[at] = (char)(copy[at] ^ (1 << (random >> 16) % 8));
                break;
            case 2:
                memmove(copy + at, copy + at + length, size - at - length);
                size -= length;
                break;
            case 3:
                if (size + length > 2 * content.size)
                    break;
                memmove(copy + at + length, copy + at, size - at);
                size += length;
                break;
            default:
                size = round % 8 == 7 ? at : size;
            }
        }
        char *exact = malloc(size + 1); /* so that a sanitizer sees a read past the end */
        assert_non_null(exact);
        memcpy(exact, copy, size);
        struct reader_case made = reader_case_read(reader, (struct bytes){ exact, size });
        if (made.status)
            assert_string_not_equal(made.failure.message, "");
        else
            for (size_t i = 0; i < made.record.page_count; i++)
                assert_true(made.record.pages[i].offset <= made.record.text.size);
        reader_case_clear(&made);
        free(exact);
    }
    free(copy);
}

#endif
