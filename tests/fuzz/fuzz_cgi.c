/* Fuzzes query/cgi: what a visitor's browser sends, and the links that are made of it. */
#include <stdlib.h>
#include <string.h>

#include "language/utf8.h"
#include "query/cgi/cgi_request.h"
#include "tests/fuzz/fuzz_target.h"

/* A link of ours is understood as what it was made of. */
static void follow_link(const struct cgi_request *request)
{
    struct buffer link = BUFFER_EMPTY;
    cgi_request_link(request, &link);
    for (size_t i = 0; i < link.size; i++)
        if (strchr("\"'<> \n", link.bytes[i]) && link.bytes[i])
            abort();
    buffer_clear(&link);
}

/* The first line is the query string, the second the languages of the browser. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena arena = ARENA_EMPTY;
    struct cgi_request request;
    struct failure failure = FAILURE_NONE;
    char *text = arena_copy(&arena, (struct bytes){ (const char *)data, size });
    char *line_end = text ? strchr(text, '\n') : NULL;
    if (!text)
        abort();
    if (line_end)
        *line_end = '\0';
    const struct cgi_environment environment = {
        .method = "GET",
        .query_string = text,
        .accept_language = line_end ? line_end + 1 : "",
        .if_none_match = "",
        .if_modified_since = "",
        .script = "",
        .index = "",
        .configuration = "",
    };
    if (cgi_request_read(&request, &environment, LANGUAGE_FRENCH, &arena, &failure) && !*failure.message)
        abort();
    if (!utf8_valid(bytes_of(request.search.query)))
        abort();
    follow_link(&request);
    cgi_request_turn(&request, request.page + 1);
    follow_link(&request);
    arena_clear(&arena);
    return 0;
}
