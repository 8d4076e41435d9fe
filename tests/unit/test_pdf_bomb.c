/* Streams of a PDF that unpack to far more than they should. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <zlib.h>

#include "indexer/readers/pdf_bomb.h"

#include <cmocka.h>

static void append_stream(struct buffer *pdf, const char *dictionary, size_t blanks)
{
    unsigned char *packed = malloc(1 << 20);
    char *content = malloc(blanks);
    uLongf size = 1 << 20;
    assert_true(packed && content);
    memset(content, ' ', blanks);
    assert_int_equal(compress2(packed, &size, (const Bytef *)content, blanks, 9), Z_OK);
    buffer_append_format(pdf, "1 0 obj\n<< %s /Filter /FlateDecode >>\nstream\r\n", dictionary);
    buffer_append(pdf, packed, size);
    buffer_append_text(pdf, "\nendstream\nendobj\n");
    free(packed);
    free(content);
}

static void test_streams(void **state)
{
    (void)state;
    static const struct {
        const char *before, *dictionary;
        size_t blanks;
        enum status status;
    } cases[] = {
        { "", "/Length 5", 100, STATUS_OK },
        { "", "/Length 5", 15 << 20, STATUS_OK },
        { "", "/Length 5", 40 << 20, STATUS_LIMIT },
        { "", "/Subtype /Image /Width 9", 40 << 20, STATUS_OK },
        { "2 0 obj << /Subtype /Image >> endobj ", "/Length 5", 40 << 20, STATUS_LIMIT },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buffer pdf = BUFFER_EMPTY;
        buffer_append_text(&pdf, "%PDF-1.4\nstream of nothing\n");
        append_stream(&pdf, "/Length 3", 1000);
        buffer_append_text(&pdf, cases[i].before);
        append_stream(&pdf, cases[i].dictionary, cases[i].blanks);
        for (size_t cut = 0; cut < 40; cut++)
            assert_int_equal(pdf_refuse_bombs((struct bytes){ pdf.bytes, pdf.size - cut }, NULL), cases[i].status);
        buffer_clear(&pdf);
    }
    assert_int_equal(pdf_refuse_bombs((struct bytes){ "", 0 }, NULL), STATUS_OK);
    assert_int_equal(pdf_refuse_bombs((struct bytes){ "stream", 6 }, NULL), STATUS_OK);
    assert_int_equal(pdf_refuse_bombs((struct bytes){ "streamendstream", 15 }, NULL), STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_streams) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
