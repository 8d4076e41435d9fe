/* Runs a fuzz target on files, without libFuzzer: its corpus is a test like any other. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/files.h"
#include "tests/fuzz/fuzz_target.h"

int main(int argument_count, char **arguments)
{
    enum { FILE_MOST_BYTES = 1 << 24 };
    for (int i = 1; i < argument_count; i++) {
        struct buffer content = BUFFER_EMPTY;
        struct failure failure;
        if (files_read(arguments[i], FILE_MOST_BYTES, &content, &failure)) {
            fprintf(stderr, "%s\n", failure.message);
            return EXIT_FAILURE;
        }
        uint8_t *exact = malloc(content.size + 1); /* so that a sanitizer sees a read past the end */
        if (!exact)
            return EXIT_FAILURE;
        memcpy(exact, content.bytes, content.size);
        LLVMFuzzerTestOneInput(exact, content.size);
        free(exact);
        buffer_clear(&content);
    }
    return EXIT_SUCCESS;
}
