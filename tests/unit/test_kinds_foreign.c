/* Tests of indexer/readers/kinds_foreign.c. */
#include "reader_case.h"

#define CASE(bytes, reason)                                                                                          \
    {                                                                                                                \
        bytes, sizeof bytes - 1, reason                                                                              \
    }

static void test_kinds(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
        const char *reason; /* NULL: not ours to refuse */
    } cases[] = {
        CASE("\x89PNG\r\n\x1A\n....", "is an image (PNG)"),
        CASE("\xFF\xD8\xFF\xE0", "is an image (JPEG)"),
        CASE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0",
             "is an old Word document (DOC): save it as DOCX or PDF"),
        CASE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0",
             "is an office document that needs a password"),
        CASE("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1....", "is an old office document: save it as DOCX or PDF"),
        CASE("\xFFWPC\x10\0", "is a WordPerfect document: save it as DOCX or PDF"),
        CASE("\0\0\0 ftypmp42", "is a film or a sound recording (MP4)"),
        CASE("RIFF\x10\0\0\0WAVE", "is a sound recording (WAV)"),
        CASE("The ftyp is text", NULL),
        CASE("MZ is text", NULL),
        CASE("", NULL),
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct reader_input input = { .content = { cases[i].bytes, cases[i].size } };
        if (reader_foreign.recognises(&input) != (cases[i].reason != NULL))
            fail_msg("case %zu", i);
        if (!cases[i].reason)
            continue;
        struct reader_case made = reader_case_read(&reader_foreign, input.content);
        assert_int_equal(made.status, STATUS_INVALID);
        assert_string_equal(made.failure.message, cases[i].reason);
        reader_case_clear(&made);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_kinds) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
