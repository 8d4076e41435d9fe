/* Fuzzes language/analysis_cut.c: the tokens of a text are its words, whatever the analyzer met before. The input is
 * texts with a NUL between them. */
#include <stdlib.h>
#include <string.h>

#include "tests/fuzz/fuzz_target.h"
#include "tests/unit/same_tokens.h"

static void check(bool holds)
{
    if (!holds)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct analyzer *analyzer;
    struct analysis analysis = ANALYSIS_EMPTY;
    struct failure failure = FAILURE_NONE;
    check(analyzer_new(&analyzer, &failure) == STATUS_OK);
    const char *text = (const char *)data, *end = text + size;
    while (text < end) {
        const char *stop = memchr(text, '\0', (size_t)(end - text));
        size_t text_size = (size_t)((stop ? stop : end) - text);
        check(analysis_make(analyzer, (struct bytes){ text, text_size }, &analysis, &failure) == STATUS_OK);
        check(same_tokens(analyzer, &analysis));
        text += text_size + (stop != NULL);
    }
    analysis_clear(&analysis);
    analyzer_free(analyzer);
    return 0;
}
